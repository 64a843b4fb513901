// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/register.h"

#include "core/formula/number.h"
#include "core/model/formula_names.h"
#include "core/model/quantity_path.h"
#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

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

/// A formula as people read it: a name that is all of it stands without brackets.
std::string readableFormula(const Model& model, const std::string& text) {
    if (const Metric* metric = model.metrics().find(MetricId(text)))
        return metric->name;
    if (const Input* input = model.inputs().find(InputId(text)))
        return input->name;
    return withNames(model, text);
}

/// What a figure is listed under, whose it is, and which of its owner's figures; the last is empty for the one figure
/// that the owner is about.
struct Listed {
    std::string heading;
    std::string owner;
    std::string field;
};

/// Kinds with a figure or two each share a heading; a process, an intervention or a scenario has its own.
Listed listed(const Model& model, const std::string& path) {
    constexpr std::pair<std::string_view, std::string_view> shared[] = {{Settings::kind, "Settings"},
                                                                        {Input::kind, "Inputs"},
                                                                        {Metric::kind, "Metrics"},
                                                                        {Link::kind, "Links"},
                                                                        {Group::kind, "Groups"}};
    constexpr std::pair<std::string_view, std::string_view> own[] = {
        {Process::kind, "Process"}, {Intervention::kind, "Intervention"}, {Scenario::kind, "Scenario"}};
    constexpr std::string_view colon = ": ";
    const std::string name = readableName(model, path);
    const auto entity = entityOf(path);
    if (!entity)
        return {"Other", name, ""};
    const std::string whole = readableName(model, pathOf(*entity));
    const bool prefixed = name.starts_with(whole + std::string(colon));
    const std::string rest = prefixed ? name.substr(whole.size() + colon.size()) : std::string();
    for (const auto& [kind, heading] : own)
        if (entity->kind == kind) {
            const size_t last = rest.rfind(colon);
            const std::string title = fmt::format("{}: {}", heading, whole);
            return last == std::string::npos
                       ? Listed{title, capitalised(rest), ""}
                       : Listed{title, capitalised(rest.substr(0, last)), rest.substr(last + colon.size())};
        }
    for (const auto& [kind, heading] : shared)
        if (entity->kind == kind) {
            if (kind == Settings::kind)
                return {std::string(heading), capitalised(rest), ""};
            const bool main = rest == "value" || rest == "estimate";
            return {std::string(heading), whole, main ? "" : rest};
        }
    return {"Other", name, ""};
}

std::string unitText(const QuantitySite& site) {
    if (site.formula || (site.quantity && site.quantity->unit()))
        return {};
    return site.unit == "1" ? std::string() : site.unit;
}

/// The rows of the register under their headings, which stand in the order in which they first came.
class Headings {
public:
    /// `unit` is the field's, where the figure has none of its own.
    void add(const Listed& row, std::string entered, const std::string& unit, const Evidence& evidence) {
        if (unit.starts_with("1/"))
            entered += " per " + unit.substr(2);
        else if (!unit.empty())
            entered += ' ' + unit;
        auto found = std::ranges::find(parts_, row.heading, &Part::heading);
        if (found == parts_.end())
            found = parts_.insert(parts_.end(), Part{row.heading, {}});
        found->rows.push_back({{row.owner, row.field, std::move(entered), sourceText(evidence), gradeText(evidence)},
                               std::nullopt,
                               Row::Kind::ordinary,
                               Row::Change::none});
    }

    void moveTo(TableBlock& table) {
        for (Part& part : parts_) {
            table.rows.push_back({{part.heading}, std::nullopt, Row::Kind::heading, Row::Change::none});
            std::ranges::move(part.rows, std::back_inserter(table.rows));
        }
        parts_.clear();
    }

private:
    struct Part {
        std::string heading;
        std::vector<Row> rows;
    };
    std::vector<Part> parts_;
};

/// Tells whether a formula holds a number that someone chose: 1 and 100 are arithmetic where they have no unit.
bool holdsConstant(const Formula& formula) {
    const Expression& expression = formula.expression();
    return std::ranges::any_of(expression.nodes(), [&](const ExpressionNode& node) {
        return node.operation == Operation::number &&
               (!(node.value == 1 || node.value == 100) || !expression.literalUnits()[node.index].terms().empty());
    });
}

std::string groupName(const Model& model, const GroupId& id) {
    const Group* group = model.groups().find(id);
    return group && !group->name.empty() ? group->name : id.text;
}

std::string joinedNumbers(const std::vector<double>& numbers) {
    std::string text;
    for (const double number : numbers)
        text += (text.empty() ? "" : " / ") + formatNumber(number);
    return text;
}

void addOtherFigures(const Model& model, const Intervention& tool, Headings& headings) {
    const std::string whole = tool.name.empty() ? tool.id.text : tool.name;
    const auto add = [&](std::string owner, std::string field, std::string entered, const Evidence& evidence) {
        headings.add({"Intervention: " + whole, std::move(owner), std::move(field)}, std::move(entered), {}, evidence);
    };
    if (tool.stall.probability) {
        add("Stall", "multiplies every ceiling", formatNumber(tool.stall.ceilingFactor), tool.evidence);
        add("Stall", "multiplies the rate of leaving", formatNumber(tool.stall.abandonmentFactor), tool.evidence);
    }
    const auto& targets = tool.adoption.targets;
    std::string names;
    for (const TargetGroup& target : targets)
        names += (names.empty() ? "" : " / ") + groupName(model, target.group);
    for (const TargetGroup& target : targets)
        if (tool.adoption.form == AdoptionForm::multiGroupBass && targets.size() > 1)
            add("Example of " + names, "weights for " + groupName(model, target.group),
                target.mixing.empty() ? "0.7 its own, the rest by headcount" : joinedNumbers(target.mixing),
                tool.evidence);
    for (const Effect& effect : tool.effects) {
        const std::string owner = effect.name.empty() ? readableName(model, effect.target) : effect.name;
        for (const auto& [side, participants] :
             {std::pair{"weight of ", &effect.participants}, std::pair{"weight as answerers of ", &effect.answerers}})
            for (const Participant& participant : *participants)
                if (participant.weight)
                    add(owner, side + groupName(model, participant.group), formatNumber(*participant.weight),
                        effect.evidence);
        if (effect.curve == CurveForm::logistic)
            add(owner, "middle of its curve", formatNumber(effect.midpoint), effect.evidence);
    }
}

/// What a model takes as given beside its quantities: delays, and factors that are plain numbers.
void addOtherFigures(const Model& model, Headings& headings) {
    for (const Link& link : model.links())
        if (link.delay > 0)
            headings.add({"Links", readableName(model, "link/" + link.id.text), "delay"}, formatNumber(link.delay),
                         std::string(name(model.settings().period)), link.evidence);
    for (const Intervention& tool : model.interventions())
        addOtherFigures(model, tool, headings);
}

/// The formulas that hold a number of their own.
TableBlock formulaTable(const Model& model) {
    TableBlock table;
    table.caption = "Formulas with numbers of their own";
    table.head = {"Metric", "Formula", "Unit", "Source", "Grade"};
    table.columns = {Column::text, Column::text, Column::text, Column::text, Column::grade};
    table.widths = {0.22, 0.385, 0.17, 0.165, 0.06};
    for (const Metric& metric : model.metrics())
        if (metric.formula && holdsConstant(*metric.formula))
            table.rows.push_back(
                {{metric.name.empty() ? metric.id.text : metric.name, readableFormula(model, metric.formula->text()),
                  metric.unit, sourceText(metric.evidence), gradeText(metric.evidence)},
                 metric.level,
                 Row::Kind::ordinary,
                 Row::Change::none});
    return table;
}

/// The figures that a correlation joins: all with one another, or each of some with each of the others. Whose they are
/// is said once for those that follow each other.
std::string figuresOf(const Model& model, const Correlation& correlation) {
    std::string owner;
    const auto named = [&](const std::vector<std::string>& paths) {
        std::string text;
        for (const std::string& path : paths) {
            const auto entity = entityOf(path);
            const std::string whole = entity ? readableName(model, pathOf(*entity)) + ": " : std::string();
            std::string name = readableName(model, path);
            if (!whole.empty() && whole == owner && name.starts_with(whole))
                name.erase(0, whole.size());
            owner = whole;
            text += (text.empty() ? "" : "; ") + name;
        }
        return text;
    };
    const std::string first = named(correlation.first);
    return correlation.second.empty() ? first : fmt::format("{}, with {}", first, named(correlation.second));
}

} // namespace

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

ReportSection assumptionRegister(const Model& model, std::span<const ScenarioResults> scenarios) {
    ReportSection section{"Register of assumptions",
                          "What the case takes as given",
                          "Every figure as it was entered, with its source. Grade A: causal study; B: independent "
                          "benchmark; C: single case or opinion; D: assumption or vendor's claim.",
                          {}};
    TableBlock table;
    table.caption = "Figures as entered";
    table.head = {"Item", "Figure", "As entered", "Source", "Grade"};
    table.columns = {Column::owner, Column::text, Column::text, Column::text, Column::grade};
    table.widths = {0.225, 0.215, 0.28, 0.22, 0.06};
    Headings headings;
    const auto isOfOther = [&](std::string_view path) {
        const auto entity = entityOf(path);
        return entity && entity->kind == Scenario::kind &&
               std::ranges::none_of(scenarios, [&](const auto& each) { return each.id.text == entity->id; });
    };
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (site.empty() || isOfOther(site.path))
            return;
        const Listed row = listed(model, site.path);
        headings.add(row, site.quantity ? site.quantity->text() : readableFormula(model, site.formula->text()),
                     unitText(site), evidenceAt(model, site.path));
    });
    addOtherFigures(model, headings);
    headings.moveTo(table);
    section.blocks.push_back(std::move(table));
    section.blocks.push_back(formulaTable(model));
    TableBlock together;
    together.caption = "Figures that move together";
    together.head = {"Correlation", "Figures", "Coefficient", "Source", "Grade"};
    together.columns = {Column::text, Column::text, Column::number, Column::text, Column::grade};
    together.widths = {0.20, 0.41, 0.13, 0.19, 0.07};
    for (const Correlation& correlation : model.correlations())
        together.rows.push_back(
            {{correlation.name.empty() ? correlation.id.text : correlation.name, figuresOf(model, correlation),
              significant(correlation.rho, 2), sourceText(correlation.evidence), gradeText(correlation.evidence)},
             std::nullopt,
             Row::Kind::ordinary,
             Row::Change::none});
    if (!together.rows.empty())
        section.blocks.push_back(std::move(together));
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
    constexpr std::string_view where = "The register of assumptions lists each figure with its source and grade.";
    if (assumed == 0)
        return fmt::format("Every figure with a range has a source of grade A to C. {}", where);
    const std::string which = assumed == all
                                  ? fmt::format("{} with a range", all == 1 ? "The one figure" : "Every figure")
                              : assumed == 1 ? fmt::format("One of the {} figures with a range", all)
                                             : fmt::format("{} of the {} figures with a range", assumed, all);
    const bool one = assumed == 1 || assumed == all;
    return fmt::format("{} {} (grade D or none) until records replace {}. {}", which,
                       one ? "is an assumption" : "are assumptions", one ? "it" : "them", where);
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
                     effect.size ? spacedQuantity(effect.size->text()) : "", sourceText(effect.evidence),
                     gradeText(effect.evidence)};
        if (effect.form == EffectForm::inUnits && target)
            row.cells[1] += target->unit == "%" ? " (points)" : "";
        if (target && target->metric)
            row.mark = target->metric->level;
        table.rows.push_back(std::move(row));
    }
    return table;
}

TableBlock costTable(const Model& model, const std::vector<CostLine>& costs, std::string caption) {
    const auto typed = [&](const Parameter& parameter) {
        return parameter.quantity() ? spacedQuantity(parameter.text()) : readableFormula(model, parameter.text());
    };
    TableBlock table;
    table.caption = std::move(caption);
    table.head = {"Cost", "Amount", "When", "Kind", "Grade"};
    table.columns = {Column::text, Column::text, Column::text, Column::text, Column::grade};
    table.widths = {0.30, 0.32, 0.18, 0.12, 0.08};
    for (const CostLine& line : costs) {
        std::string amount = line.amount ? typed(*line.amount) : "";
        if (line.hourlyRate)
            amount += " × " + typed(*line.hourlyRate);
        if (line.basis != CostBasis::fixed)
            amount += line.basis == CostBasis::perSeat ? ", each seat" : ", each active user";
        if (line.overrun)
            amount += " × " + typed(*line.overrun);
        if (line.realisation)
            amount += " × " + typed(*line.realisation);
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
        const bool sets = change.value.kind == OverrideValue::Kind::set;
        table.rows.push_back(
            {{readableName(model, change.path), site && site->quantity ? spacedQuantity(site->quantity->text()) : "",
              sets ? spacedQuantity(change.value.text) : "by " + spacedQuantity(change.value.text)},
             std::nullopt,
             Row::Kind::ordinary,
             Row::Change::none});
    }
    return table;
}

} // namespace tributary
