// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ledger_json.h"

#include "core/exchange/answer_json.h"

namespace tributary {

namespace {

using Json = nlohmann::ordered_json;

Json ledgerSummary(const Summary& summary) {
    return {{"mean", numberOrNull(summary.mean)}, {"p10", numberOrNull(summary.p10)},
            {"p50", numberOrNull(summary.p50)},   {"p90", numberOrNull(summary.p90)},
            {"infinite", summary.infinite},       {"failed", summary.failed}};
}

Json ledgerSaving(const LedgerSaving& saving) {
    return {{"cause", saving.cause.path},
            {"name", saving.cause.name},
            {"cost_share", numberOrNull(saving.costShare)},
            {"times_share", numberOrNull(saving.timesShare)},
            {"waiting_share", numberOrNull(saving.waitingShare)},
            {"cost_per_year", ledgerSummary(saving.costPerYear)}};
}

/// The savings of a row, or of all; none of them without a scenario.
template <class Told>
void addSavings(Json& json, const Told& told, const LedgerRanges& ranges) {
    json["savings"] = Json::array();
    for (const LedgerSaving& saving : told.savings)
        json["savings"].push_back(ledgerSaving(saving));
    json["together"] = ranges.scenario.empty() ? Json(nullptr) : ledgerSaving(told.together);
}

Json ledgerRow(const LedgerRangesRow& row, const LedgerRanges& ranges) {
    Json json = {{"process", row.process.text}, {"part", pathOf(row.process, row.part)}, {"name", row.name},
                 {"rework", row.isRework},      {"people_at_once", row.peopleAtOnce},    {"people", Json::array()}};
    for (const PulledIn& each : row.people)
        json["people"].push_back({{"group", each.group.text}, {"hours_per_month", numberOrNull(each.labourHours)}});
    json["per_month"] = ledgerSummary(row.perMonth);
    json["touch_minutes"] = ledgerSummary(row.touchMinutes);
    json["labour_hours"] = ledgerSummary(row.labourHours);
    json["waiting_hours"] = ledgerSummary(row.waitingHours);
    json["cost_per_year"] = ledgerSummary(row.costPerYear);
    json["share_of_headcount"] = ledgerSummary(row.shareOfHeadcount);
    json["cost_share"] = numberOrNull(row.costShare);
    json["cost_share_up_to"] = numberOrNull(row.costShareUpTo);
    addSavings(json, row, ranges);
    return json;
}

Json scenarioLedger(const LedgerRanges& ranges) {
    Json json = {{"scenario", ranges.scenario.empty() ? Json(nullptr) : Json(ranges.scenario.text)},
                 {"period", ranges.period},
                 {"trials", ranges.trials},
                 {"trials_overloaded", ranges.trialsOverloaded},
                 {"trials_failed", ranges.trialsFailed},
                 {"rows", Json::array()}};
    for (const LedgerRangesRow& row : ranges.rows)
        json["rows"].push_back(ledgerRow(row, ranges));
    Json& total = json["total"] = {{"labour_hours", ledgerSummary(ranges.labourHours)},
                                   {"waiting_hours", ledgerSummary(ranges.waitingHours)},
                                   {"cost_per_year", ledgerSummary(ranges.costPerYear)},
                                   {"share_of_labour", ledgerSummary(ranges.shareOfLabour)},
                                   {"share_of_headcount", ledgerSummary(ranges.shareOfHeadcount)},
                                   {"boundary_hand_offs", ledgerSummary(ranges.handOffsPerMonth)}};
    addSavings(total, ranges, ranges);
    json["hand_offs"] = Json::array();
    for (const LedgerHandOffs& each : ranges.handOffs)
        json["hand_offs"].push_back(
            {{"from", each.from.text}, {"to", each.to.text}, {"per_month", ledgerSummary(each.perMonth)}});
    json["left_out"] = Json::array();
    for (const auto& [process, why] : ranges.leftOut)
        json["left_out"].push_back({{"process", process.text}, {"why", why}});
    return json;
}

} // namespace

std::string writeLedgerJson(const Model& model, const std::vector<LedgerRanges>& ledgers) {
    Json json = {{"model", modelHead(model)}, {"currency", model.settings().currency}, {"ledgers", Json::array()}};
    for (const LedgerRanges& ledger : ledgers)
        json["ledgers"].push_back(scenarioLedger(ledger));
    return onOneLine(json);
}

} // namespace tributary
