// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/register.h"

#include "core/model/quantity_path.h"
#include "core/report/words.h"

#include <fmt/format.h>

#include <map>

namespace tributary {

namespace {

using Column = TableBlock::Column;
using Row = TableBlock::Row;

/// What stands in the source column: an assumption is called one.
std::string sourceText(const Evidence& evidence) {
    if (!evidence.source.empty())
        return evidence.source;
    return evidence.grade == Grade::none || evidence.grade == Grade::d ? "assumption" : "";
}

std::string gradeText(const Evidence& evidence) {
    return std::string(EnumNames<Grade>::names[static_cast<size_t>(evidence.grade)]);
}

/// Evidence of the part that a path lies in: that of an effect or a cost line, else the entity's.
Evidence evidenceAt(const Model& model, const std::string& path) {
    const auto entity = entityOf(path);
    if (!entity)
        return {};
    const auto partOf = [&](std::string_view part, const auto& parts) -> const Evidence* {
        for (const auto& candidate : parts)
            if (path.find(fmt::format("/{}/{}/", part, candidate.id.text)) != std::string::npos)
                return &candidate.evidence;
        return nullptr;
    };
    Evidence found;
    forEachEntityType([&]<class Entity>() {
        if constexpr (requires(const Entity& e) { e.evidence; }) {
            if (Entity::kind != entity->kind)
                return;
            const Entity* owner = model.table<Entity>().find(decltype(Entity::id)(entity->id));
            if (!owner)
                return;
            found = owner->evidence;
            const Evidence* part = nullptr;
            if constexpr (requires { owner->effects; })
                part = partOf("effect", owner->effects);
            if constexpr (requires { owner->costs; })
                part = part ? part : partOf("cost", owner->costs);
            if (part && (part->grade != Grade::none || !part->source.empty()))
                found = *part;
        }
    });
    return found;
}

/// `Owner: field` in two: the heading that rows stand under, and the row's own name.
std::pair<std::string, std::string> split(const std::string& name) {
    const size_t colon = name.find(": ");
    return colon == std::string::npos ? std::pair(name, std::string("value"))
                                      : std::pair(name.substr(0, colon), name.substr(colon + 2));
}

std::string unitText(const QuantitySite& site) {
    if (site.formula || (site.quantity && site.quantity->unit()))
        return {};
    return site.unit == "1" ? std::string() : site.unit;
}

} // namespace

ReportSection assumptionRegister(const Model& model) {
    ReportSection section{"Register of assumptions",
                          "What the case takes as given",
                          "Every figure as it was entered, with its source. Grade A: causal study; B: independent "
                          "benchmark; C: single case or opinion; D: assumption or vendor's claim.",
                          {}};
    TableBlock table;
    table.caption = "Figures as entered";
    table.head = {"Figure", "As entered", "Unit", "Source", "Grade"};
    table.columns = {Column::text, Column::text, Column::text, Column::text, Column::grade};
    table.widths = {0.36, 0.22, 0.13, 0.22, 0.07};
    std::string heading;
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (site.empty())
            return;
        const auto [owner, field] = split(readableName(model, site.path));
        if (owner != heading) {
            heading = owner;
            table.rows.push_back({{owner}, std::nullopt, Row::Kind::heading, Row::Change::none});
        }
        const Evidence evidence = evidenceAt(model, site.path);
        table.rows.push_back({{field, site.quantity ? site.quantity->text() : site.formula->text(), unitText(site),
                               sourceText(evidence), gradeText(evidence)},
                              std::nullopt,
                              Row::Kind::ordinary,
                              Row::Change::none});
    });
    section.blocks.push_back(std::move(table));
    return section;
}

std::string evidenceNote(const Model& model) {
    size_t all = 0;
    size_t assumed = 0;
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (!site.quantity || site.quantity->isConstant())
            return;
        ++all;
        const Grade grade = evidenceAt(model, site.path).grade;
        assumed += grade == Grade::d || grade == Grade::none;
    });
    if (all == 0)
        return "No figure of this model has a range: the results say nothing of what is not known.";
    return fmt::format(
        "{} of the {} figures with a range are graded D or not at all: assumptions, until records replace "
        "them. The register lists each with its source and grade.",
        assumed, all);
}

TableBlock effectTable(const Model& model, const Intervention& intervention) {
    TableBlock table;
    table.caption = "Effects at full adoption: " + intervention.name;
    table.head = {"Target", "Low / likely / high", "Source", "Grade"};
    table.columns = {Column::text, Column::text, Column::text, Column::grade};
    table.widths = {0.36, 0.27, 0.29, 0.08};
    for (const Effect& effect : intervention.effects) {
        const auto target = findTarget(model, effect.target);
        Row row;
        row.cells = {target && target->metric ? target->metric->name : readableName(model, effect.target),
                     effect.size ? effect.size->text() : "", sourceText(effect.evidence), gradeText(effect.evidence)};
        if (effect.form == EffectForm::inUnits && target)
            row.cells[1] += target->unit == "%" ? " (points)" : "";
        if (target && target->metric)
            row.mark = target->metric->level;
        table.rows.push_back(std::move(row));
    }
    return table;
}

TableBlock costTable(const std::vector<CostLine>& costs, std::string caption) {
    TableBlock table;
    table.caption = std::move(caption);
    table.head = {"Cost", "Amount", "When", "Kind", "Grade"};
    table.columns = {Column::text, Column::text, Column::text, Column::text, Column::grade};
    table.widths = {0.30, 0.32, 0.18, 0.12, 0.08};
    for (const CostLine& line : costs) {
        std::string amount = line.amount ? line.amount->text() : "";
        if (line.hourlyRate)
            amount += " × " + line.hourlyRate->text();
        if (line.basis != CostBasis::fixed)
            amount += line.basis == CostBasis::perSeat ? ", each seat" : ", each active user";
        if (line.overrun)
            amount += " × " + line.overrun->text();
        if (line.realisation)
            amount += " × " + line.realisation->text();
        table.rows.push_back(
            {{line.name, amount,
              line.timing == CostTiming::once
                  ? (line.from == 0 ? std::string("once, at the start") : fmt::format("once, period {}", line.from))
                  : std::string("every period"),
              line.hard ? "hard" : "people's time", gradeText(line.evidence)},
             std::nullopt,
             Row::Kind::ordinary,
             Row::Change::none});
    }
    return table;
}

TableBlock overrideTable(const Model& model, const Scenario& scenario) {
    TableBlock table;
    table.caption = "What the scenario sets otherwise";
    table.head = {"Figure", "Model", "Scenario"};
    table.columns = {Column::text, Column::text, Column::text};
    table.widths = {0.5, 0.25, 0.25};
    for (const Override& change : scenario.overrides) {
        const auto site = findQuantity(model, change.path);
        table.rows.push_back({{readableName(model, change.path), site && site->quantity ? site->quantity->text() : "",
                               change.value.text},
                              std::nullopt,
                              Row::Kind::ordinary,
                              Row::Change::none});
    }
    return table;
}

} // namespace tributary
