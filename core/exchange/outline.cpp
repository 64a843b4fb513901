// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/outline.h"

#include "core/exchange/csv_text.h"
#include "core/exchange/outline_cells.h"
#include "core/formula/characters.h"
#include "core/formula/number.h"
#include "core/formula/spelled_out.h"
#include "core/model/card_edits.h"
#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/given_units.h"
#include "core/model/names.h"
#include "core/model/tree_edits.h"
#include "core/model/usual_better.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace tributary {

namespace {

constexpr size_t mostLines = 1000; ///< more is an import, not a paste
constexpr int deepest = 999;       ///< depth that a line may have
constexpr size_t longestBlock = size_t{4} << 20U;

/// Reads lines one below the other into a draft of the model.
class OutlineReader {
public:
    OutlineReader(const Model& model, const OutlineOptions& options, std::vector<OutlineLine> lines)
        : options_(options), model_(model), draft_(model, {}), names_(model), lines_(std::move(lines)) {
        forEachFormula(model, [&](const std::string&, const Formula& formula, const std::string&) { await(formula); });
    }

    Result<OutlineImport> run() {
        byLevel_ = std::all_of(lines_.begin(), lines_.end(), [&](const OutlineLine& line) {
            return line.indent == lines_.front().indent && line.at(OutlineColumn::depth).empty() &&
                   line.at(OutlineColumn::parent).empty() && !line.at(OutlineColumn::level).empty();
        });
        notePoints();
        for (OutlineLine& line : lines_) {
            if (options_.stop.stop_requested())
                return fail("The reading was stopped.");
            take(line);
        }
        import_.edit = withGivenUnits(model_, std::move(draft_).edit());
        const Model after = apply(model_, import_.edit).model;
        for (OutlineRow& row : import_.rows)
            if (row.problem.empty())
                row.metric = *after.metrics().find(row.metric.id); // its drivers may have come below it
        if (import_.accepted > 0)
            import_.edit.label =
                import_.accepted == 1 ? "Paste a metric" : fmt::format("Paste {} metrics", import_.accepted);
        return std::move(import_);
    }

private:
    /// A line above and how deep it stands.
    struct Above {
        int key = 0;
        size_t row = 0;
    };

    void take(OutlineLine& line) {
        OutlineRow row;
        row.line = line.number;
        row.metric.name = line.at(OutlineColumn::name);
        const int key = keyOf(line, row.remark);
        while (!above_.empty() && above_.back().key >= key)
            above_.pop_back();
        row.depth = static_cast<int>(
            std::ranges::count_if(above_, [&](const Above& each) { return import_.rows[each.row].problem.empty(); }));
        noteCommas(line, row.remark);
        Metric base = place(line, row.remark);
        Result<Metric> read = fill(line, std::move(base), row.remark);
        if (read) {
            row.metric = std::move(*read);
            ++import_.accepted;
        } else {
            row.problem = read.error().message;
        }
        above_.push_back({key, import_.rows.size()});
        import_.rows.push_back(std::move(row));
    }

    int keyOf(const OutlineLine& line, std::string& remark) const {
        if (const std::string& depth = line.at(OutlineColumn::depth); !depth.empty()) {
            const auto number = parseNumber(depth);
            if (number && *number >= 0 && *number <= deepest && *number == std::floor(*number)) {
                noteJump(static_cast<int>(*number), remark);
                return static_cast<int>(*number);
            }
            add(remark, fmt::format("\u201c{:.60}\u201d is no depth: write a whole number up to {}.", depth, deepest));
            return above_.empty() ? line.indent : above_.back().key; // beside the line above
        }
        if (byLevel_)
            return static_cast<int>(levelNamed(line.at(OutlineColumn::level)).value_or(Level::financial));
        return line.indent;
    }

    /// A line cannot hang two levels below the one above it.
    void noteJump(int depth, std::string& remark) const {
        if (!above_.empty() && depth > above_.back().key + 1)
            add(remark, fmt::format("Depth {} comes right below depth {}: a line between them is missing.", depth,
                                    above_.back().key));
    }

    /// Where a line's numbers stand: in one without cells a comma may belong to the name.
    static std::string& numbersOf(OutlineLine& line) {
        return line.at(line.bare ? OutlineColumn::name : OutlineColumn::value);
    }

    /// Tells by all lines what the points of each are: beside decimal commas `1.200` has thousands.
    void notePoints() {
        bool commas = false;
        for (OutlineLine& line : lines_) {
            const std::string& text = numbersOf(line);
            commas = commas || commaOf(text) == CommaSeen::decimal;
            decimalPoints_ = decimalPoints_ || pointOf(text) == PointSeen::decimal;
        }
        decimalCommas_ = options_.comma.value_or(commas ? CommaInNumber::decimal : CommaInNumber::thousands) ==
                         CommaInNumber::decimal;
    }

    void noteCommas(OutlineLine& line, std::string& remark) {
        std::string& text = numbersOf(line);
        const auto comma = commaOf(text);
        if (!comma && decimalCommas_ && pointOf(text) == PointSeen::groups) {
            if (decimalPoints_)
                add(remark, fmt::format("\u201c{:.60}\u201d is taken with a decimal point, though other lines have "
                                        "decimal commas: write it without the point if that parts thousands.",
                                        text));
            else
                text = withDecimalPoints(text);
        }
        if (!comma)
            return;
        if (*comma == CommaSeen::thousands)
            return;
        import_.commas = true;
        const bool tells = *comma == CommaSeen::decimal;
        if (tells)
            import_.likely = CommaInNumber::decimal;
        if (options_.comma.value_or(tells ? CommaInNumber::decimal : CommaInNumber::thousands) ==
            CommaInNumber::decimal)
            text = withDecimalPoints(text);
    }

    static void add(std::string& remark, std::string_view sentence) {
        remark.append(remark.empty() ? "" : " ").append(sentence);
    }

    /// What a line hangs below by its depth: the nearest above it that was taken.
    MetricId placeByDepth(std::string& remark) const {
        for (size_t i = above_.size(); i-- > 0;) {
            const OutlineRow& over = import_.rows[above_[i].row];
            if (!over.problem.empty())
                continue;
            if (i + 1 < above_.size())
                add(remark, fmt::format("Line {} is left out: it hangs below \u201c{:.80}\u201d.",
                                        import_.rows[above_.back().row].line, over.metric.name));
            return over.metric.id;
        }
        if (!above_.empty())
            add(remark, fmt::format("Line {}, which it hangs below, is left out: it stands at the top.",
                                    import_.rows[above_.back().row].line));
        return options_.parent;
    }

    static std::optional<Better> betterNamed(std::string_view word) {
        const std::string small = lowered(word);
        return small == "lower"    ? std::optional(Better::lower)
               : small == "higher" ? std::optional(Better::higher)
                                   : std::nullopt;
    }

    /// The metric's place in the tree and its level; the remark tells what of it is not as written.
    Metric place(const OutlineLine& line, std::string& remark) const {
        if (!line.problem.empty())
            add(remark, line.problem);
        Metric metric;
        const std::string& parent = line.at(OutlineColumn::parent);
        const auto meaning = parent.empty() ? Names::Meaning{} : names_.find(newName(parent));
        if (!parent.empty() && !meaning.metric)
            add(remark, fmt::format("There is no metric \u201c{:.80}\u201d above to be the parent.", parent));
        metric.parent = meaning.metric ? meaning.metric->id : placeByDepth(remark);
        const Metric* over = draft_.now().metrics().find(metric.parent);
        metric.level = !over ? Level::financial : over->level == Level::financial ? Level::operating : Level::frontline;
        metric.better = over ? over->better : Better::higher;
        const std::string& level = line.at(OutlineColumn::level);
        if (const auto named = levelNamed(level))
            metric.level = *named;
        else if (!level.empty())
            add(remark, fmt::format("\u201c{:.60}\u201d is no level: write financial, operating or frontline.", level));
        if (const std::string& better = line.at(OutlineColumn::better); !better.empty() && !betterNamed(better))
            add(remark, fmt::format("\u201c{:.60}\u201d is not better: write higher or lower.", lowered(better)));
        metric.owner = line.at(OutlineColumn::owner);
        metric.notes = line.at(OutlineColumn::notes);
        return metric;
    }

    static void tellWithoutValue(std::string& remark, const Error& error) {
        add(remark, fmt::format("Taken without its value: {}", error.message));
    }

    static CardLine onlyNamed(std::string name) {
        CardLine line;
        line.name = std::move(name);
        return line;
    }

    /// Reads name and value into the metric and adds it to the draft; what makes no value is left out of it.
    Result<Metric> fill(const OutlineLine& line, Metric metric, std::string& remark) {
        auto typed = line.bare ? readCardLine(draft_.now(), names_, line.at(OutlineColumn::name)) : readCells(line);
        if (!typed) {
            tellWithoutValue(remark, typed.error());
            typed = onlyNamed(nameAlone(line));
        }
        if (typed->name.empty())
            return fail("The name is missing.");
        if (names_.find(typed->name).candidates > 0) {
            import_.taken = true;
            if (options_.taken == TakenName::number)
                typed->name = numbered(typed->name);
        }
        if (typed->formula)
            for (const auto& [before, after] : renamed_)
                typed->formula = typed->formula->renamed(before, after);
        if (const std::string& unit = line.at(OutlineColumn::unit); !typed->holdsValue() && parseUnit(unit))
            metric.unit = unit; // it needs no value
        metric.better = betterNamed(line.at(OutlineColumn::better))
                            .value_or(usualBetter(typed->name, metric.better, typed->unit.value_or(metric.unit)));
        auto added = addLine(metric, *typed);
        if (!added && typed->holdsValue())
            if (auto named = addLine(metric, onlyNamed(typed->name))) { // its value was in the way
                tellWithoutValue(remark, added.error());
                added = std::move(named);
            }
        return added.map([&](const Edit& edit) {
            draft_.add(edit);
            const Metric& made = *std::get<Put<Metric>>(edit.changes.front()).entity;
            names_.add(draft_.now(), made.id);
            if (const auto other = otherCurrency(draft_.now(), names_.unit(made.unit)))
                add(remark,
                    fmt::format("It is in {}, but the model counts in {}.", *other, draft_.now().settings().currency));
            return made;
        });
    }

    /// Notes the names that a formula uses and nothing has yet.
    void await(const Formula& formula) {
        for (const std::string& name : formula.references())
            if (names_.find(name).candidates == 0)
                awaited_.insert(name);
    }

    /// Adds a line's metric. It can close a loop only where a formula, its own too, was waiting for its name: no
    /// formula asks for the id that it gets.
    Result<Edit> addLine(const Metric& metric, const CardLine& line) {
        if (line.formula)
            await(*line.formula);
        auto edit = addUncheckedCard(draft_.now(), metric, line);
        if (!edit || (!line.formula && line.process.empty()))
            return edit;
        const Metric& made = *std::get<Put<Metric>>(edit->changes.front()).entity;
        if (awaited_.contains(made.name))
            if (auto fits = checkLoops(draft_.now(), apply(draft_.now(), *edit).model); !fits)
                return tl::unexpected<Error>(fits.error());
        return edit;
    }

    /// The name of a line whose value cannot be read: what stands before it.
    static std::string nameAlone(const OutlineLine& line) {
        const std::string_view text = trimmed(line.at(OutlineColumn::name));
        if (!line.bare)
            return std::string(text);
        if (text.starts_with('"'))
            return std::string(trimmed(text.substr(1, text.find('"', 1) - 1)));
        size_t end = std::min(text.find('='), text.size());
        for (size_t at = 1; at < end; ++at)
            if (blankAt(text, at - 1) != 0 && (digitAt(text, at) || minusAt(text, at) != 0 || text[at] == '('))
                end = at;
        const size_t last = text.substr(0, end).find_last_not_of(" \t,");
        return last == std::string_view::npos ? std::string() : std::string(text.substr(0, last + 1));
    }

    Result<CardLine> readCells(const OutlineLine& line) const {
        CardLine typed;
        std::string unit = line.at(OutlineColumn::unit);
        std::string_view formula = trimmed(line.at(OutlineColumn::formula));
        std::string_view value = trimmed(line.at(OutlineColumn::value));
        // 5 in a unit of M$/year.
        const std::string inFull = unit.empty() ? std::string() : spelledOut(fmt::format("{} {}", value, unit));
        const size_t unitAt = inFull.rfind(' ') + 1;
        if (unitAt > 0 && inFull.substr(unitAt) != unit && Quantity::parse(inFull)) {
            unit = inFull.substr(unitAt);
            value = std::string_view(inFull).substr(0, unitAt - 1);
        }
        if (formula.empty() && value.starts_with('='))
            std::swap(formula, value);
        if (formula.starts_with('='))
            formula = trimmed(formula.substr(1));
        if (!formula.empty()) {
            auto read = readCardLine(draft_.now(), names_, fmt::format("= {}", formula));
            if (!read)
                return read;
            typed = std::move(*read);
        } else if (!value.empty()) {
            const auto money = moneyIn(value);
            auto quantity = Quantity::parse(money ? money->amount : spelledOut(value));
            if (!quantity)
                return tl::unexpected<Error>(quantity.error());
            if (quantity->unit())
                typed.unit = quantity->unit()->text();
            else if (money && unit.empty())
                typed.unit = money->currency;
            else if (money && !unit.starts_with(money->currency)) // else the column says per what time it is
                return fail(fmt::format("\u201c{:.60}\u201d is not in {:.60}.", value, unit));
            typed.estimate = std::move(*quantity);
        }
        if (!unit.empty()) {
            const auto parsed = parseUnit(unit);
            if (!parsed)
                return fail(fmt::format("\u201c{:.60}\u201d is no unit: {}", unit, parsed.error().message));
            if (typed.estimate)
                if (const auto factor = factorTo(*typed.estimate, *parsed); !factor)
                    return tl::unexpected<Error>(factor.error());
            typed.unit = unit;
        }
        typed.name = std::string(trimmed(line.at(OutlineColumn::name)));
        return typed;
    }

    std::string numbered(const std::string& name) {
        int number = 2;
        while (names_.find(fmt::format("{} {}", name, number)).candidates > 0)
            ++number;
        return renamed_[name] = fmt::format("{} {}", name, number);
    }

    std::string newName(const std::string& name) const {
        const auto found = renamed_.find(name);
        return found == renamed_.end() ? name : found->second;
    }

    const OutlineOptions& options_;
    const Model& model_; ///< as it was
    Draft draft_;
    Names names_;                   ///< of the draft
    std::set<std::string> awaited_; ///< names that formulas use and nothing had
    std::vector<OutlineLine> lines_;
    bool byLevel_ = false;       ///< the levels draw the tree
    bool decimalCommas_ = false; ///< of the block's numbers
    bool decimalPoints_ = false; ///< some number without commas has one
    std::vector<Above> above_;
    std::map<std::string, std::string> renamed_;
    OutlineImport import_;
};

/// A formula with names in the place of ids.
std::string byNames(const Names& names, Formula formula) {
    const std::vector<std::string> references = formula.references();
    for (const std::string& reference : references) {
        const auto meaning = names.find(reference);
        const std::string* name = meaning.metric  ? &meaning.metric->name
                                  : meaning.input ? &meaning.input->name
                                                  : nullptr;
        if (name && *name != reference && names.find(*name).unique())
            formula = formula.renamed(reference, *name);
    }
    return formula.text();
}

} // namespace

Result<void> checkOutline(std::string_view text) {
    if (text.size() > longestBlock)
        return fail("The text is too long to be pasted: import it as a file.");
    const size_t lines = outlineLineCount(text);
    if (lines == 0)
        return fail("There is no text to paste: copy the rows of a spreadsheet or an indented list first.");
    if (lines > mostLines)
        return fail(fmt::format("There are {} lines, and {} is the most that is pasted at once: import them as a file.",
                                lines, mostLines));
    return {};
}

Result<OutlineImport> readOutline(const Model& model, std::string_view text, const OutlineOptions& options) {
    return checkOutline(text).and_then([&] { return OutlineReader(model, options, outlineLines(text)).run(); });
}

std::string writeOutline(const Model& model, const std::vector<MetricId>& ids) {
    std::string text = "Depth\tName\tLevel\tValue\tUnit\tFormula\tBetter\n";
    const Names names(model);
    std::map<MetricId, int> depths;
    for (const MetricId& id : branchesOf(model, ids)) {
        const Metric& metric = *model.metrics().find(id);
        const auto over = depths.find(metric.parent);
        const int depth = over == depths.end() ? 1 : over->second + 1;
        depths.emplace(id, depth);
        std::string value;
        std::string formula;
        if (metric.source == MetricSource::process) {
            Metric bare = metric;
            bare.unit.clear();
            const WrittenCardLine line = writeCardLine(model, bare);
            formula = line.text.substr(line.valueBegin);
        } else if (metric.formula && metric.source != MetricSource::estimate) {
            formula = byNames(names, *metric.formula);
        } else if (metric.estimate) {
            value = metric.estimate->text();
        }
        text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", depth, csvField(metric.name),
                            EnumNames<Level>::names[static_cast<size_t>(metric.level)], csvField(value),
                            csvField(metric.unit), csvField(formula),
                            EnumNames<Better>::names[static_cast<size_t>(metric.better)]);
    }
    return text;
}

} // namespace tributary
