// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/ledger_json.h"

#include "core/exchange/json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace tributary {

namespace {

using LedgerJson = nlohmann::ordered_json;

LedgerJson ledgerNumber(double value) { return std::isfinite(value) ? LedgerJson(value) : LedgerJson(nullptr); }

LedgerJson ledgerSummary(const Summary& summary) {
    return {{"mean", summary.mean ? ledgerNumber(*summary.mean) : LedgerJson(nullptr)},
            {"p10", ledgerNumber(summary.p10)},
            {"p50", ledgerNumber(summary.p50)},
            {"p90", ledgerNumber(summary.p90)},
            {"infinite", summary.infinite},
            {"failed", summary.failed}};
}

LedgerJson ledgerSaving(const LedgerSaving& saving) {
    return {{"cause", saving.cause.path},
            {"name", saving.cause.name},
            {"cost_share", ledgerNumber(saving.costShare)},
            {"times_share", ledgerNumber(saving.timesShare)},
            {"waiting_share", ledgerNumber(saving.waitingShare)},
            {"cost_per_year", ledgerSummary(saving.costPerYear)}};
}

/// The savings of a row, or of all; none of them without a scenario.
template <class Told>
void addSavings(LedgerJson& json, const Told& told, const LedgerRanges& ranges) {
    json["savings"] = LedgerJson::array();
    for (const LedgerSaving& saving : told.savings)
        json["savings"].push_back(ledgerSaving(saving));
    json["together"] = ranges.scenario.empty() ? LedgerJson(nullptr) : ledgerSaving(told.together);
}

LedgerJson ledgerRow(const LedgerRangesRow& row, const LedgerRanges& ranges) {
    LedgerJson json = {
        {"process", row.process.text}, {"part", pathOf(row.process, row.part)}, {"name", row.name},
        {"rework", row.isRework},      {"people_at_once", row.peopleAtOnce},    {"people", LedgerJson::array()}};
    for (const PulledIn& each : row.people)
        json["people"].push_back({{"group", each.group.text}, {"hours_per_month", ledgerNumber(each.labourHours)}});
    json["per_month"] = ledgerSummary(row.perMonth);
    json["touch_minutes"] = ledgerSummary(row.touchMinutes);
    json["labour_hours"] = ledgerSummary(row.labourHours);
    json["waiting_hours"] = ledgerSummary(row.waitingHours);
    json["cost_per_year"] = ledgerSummary(row.costPerYear);
    json["share_of_headcount"] = ledgerSummary(row.shareOfHeadcount);
    json["cost_share"] = ledgerNumber(row.costShare);
    json["cost_share_up_to"] = ledgerNumber(row.costShareUpTo);
    addSavings(json, row, ranges);
    return json;
}

LedgerJson scenarioLedger(const LedgerRanges& ranges) {
    LedgerJson json = {{"scenario", ranges.scenario.empty() ? LedgerJson(nullptr) : LedgerJson(ranges.scenario.text)},
                       {"period", ranges.period},
                       {"trials", ranges.trials},
                       {"trials_overloaded", ranges.trialsOverloaded},
                       {"trials_failed", ranges.trialsFailed},
                       {"rows", LedgerJson::array()}};
    for (const LedgerRangesRow& row : ranges.rows)
        json["rows"].push_back(ledgerRow(row, ranges));
    LedgerJson& total = json["total"] = {{"labour_hours", ledgerSummary(ranges.labourHours)},
                                         {"waiting_hours", ledgerSummary(ranges.waitingHours)},
                                         {"cost_per_year", ledgerSummary(ranges.costPerYear)},
                                         {"share_of_labour", ledgerSummary(ranges.shareOfLabour)},
                                         {"share_of_headcount", ledgerSummary(ranges.shareOfHeadcount)},
                                         {"boundary_hand_offs", ledgerSummary(ranges.handOffsPerMonth)}};
    addSavings(total, ranges, ranges);
    json["hand_offs"] = LedgerJson::array();
    for (const LedgerHandOffs& each : ranges.handOffs)
        json["hand_offs"].push_back(
            {{"from", each.from.text}, {"to", each.to.text}, {"per_month", ledgerSummary(each.perMonth)}});
    json["left_out"] = LedgerJson::array();
    for (const auto& [process, why] : ranges.leftOut)
        json["left_out"].push_back({{"process", process.text}, {"why", why}});
    return json;
}

} // namespace

std::string writeLedgerJson(const Model& model, const std::vector<LedgerRanges>& ledgers) {
    constexpr int oneLine = -1;
    constexpr bool asUtf8 = false;
    LedgerJson json = {{"model", {{"title", model.settings().title}, {"fingerprint", fingerprint(model)}}},
                       {"currency", model.settings().currency},
                       {"ledgers", LedgerJson::array()}};
    for (const LedgerRanges& ledger : ledgers)
        json["ledgers"].push_back(scenarioLedger(ledger));
    // A byte that is no UTF-8, in a name from a foreign file, becomes a replacement character.
    return json.dump(oneLine, ' ', asUtf8, LedgerJson::error_handler_t::replace);
}

} // namespace tributary
