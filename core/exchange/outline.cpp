// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/outline.h"

#include "core/exchange/csv_text.h"
#include "core/exchange/outline_cells.h"
#include "core/formula/characters.h"
#include "core/formula/number.h"
#include "core/model/card_line.h"
#include "core/model/edit_rules.h"
#include "core/model/names.h"
#include "core/model/tree_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tributary {

namespace {

constexpr size_t mostLines = 1000; ///< more is an import, not a paste
constexpr size_t longestBlock = size_t{4} << 20U;

/// Reads lines one below the other into a draft of the model.
class OutlineReader {
public:
    OutlineReader(const Model& model, const OutlineOptions& options, std::vector<OutlineLine> lines)
        : options_(options), draft_(model, {}), lines_(std::move(lines)) {}

    OutlineImport run() {
        byLevel_ = std::all_of(lines_.begin(), lines_.end(), [&](const OutlineLine& line) {
            return line.indent == lines_.front().indent && line.at(OutlineColumn::depth).empty() &&
                   line.at(OutlineColumn::parent).empty() && !line.at(OutlineColumn::level).empty();
        });
        for (OutlineLine& line : lines_)
            take(line);
        import_.edit = std::move(draft_).edit();
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
        const int key = keyOf(line);
        while (!above_.empty() && above_.back().key >= key)
            above_.pop_back();
        row.depth = static_cast<int>(above_.size());
        noteCommas(line);
        Result<Metric> read = place(line).and_then([&](Metric base) { return fill(line, std::move(base)); });
        if (read) {
            row.metric = std::move(*read);
            ++import_.accepted;
        } else {
            row.problem = read.error().message;
        }
        above_.push_back({key, import_.rows.size()});
        import_.rows.push_back(std::move(row));
    }

    int keyOf(const OutlineLine& line) const {
        const std::string& depth = line.at(OutlineColumn::depth);
        if (const auto number = parseNumber(depth); number && !depth.empty())
            return static_cast<int>(*number);
        if (byLevel_)
            return static_cast<int>(levelNamed(line.at(OutlineColumn::level)).value_or(Level::financial));
        return line.indent;
    }

    void noteCommas(OutlineLine& line) {
        // In a line without cells a comma may belong to the name.
        std::string& text = line.at(line.bare ? OutlineColumn::name : OutlineColumn::value);
        const auto comma = commaOf(text);
        if (!comma)
            return;
        import_.commas = true;
        if (*comma == CommaInNumber::decimal)
            import_.likely = CommaInNumber::decimal;
        if (options_.comma == CommaInNumber::decimal)
            text = withDecimalPoints(text);
    }

    /// The metric's place in the tree and its level.
    Result<Metric> place(const OutlineLine& line) const {
        if (!line.problem.empty())
            return fail(line.problem);
        Metric metric;
        metric.parent = options_.parent;
        const std::string& parent = line.at(OutlineColumn::parent);
        if (!parent.empty()) {
            const auto meaning = Names(draft_.now()).find(newName(parent));
            if (!meaning.metric)
                return fail(fmt::format("There is no metric \u201c{:.80}\u201d above to be the parent.", parent));
            metric.parent = meaning.metric->id;
        } else if (!above_.empty()) {
            const OutlineRow& over = import_.rows[above_.back().row];
            if (!over.problem.empty())
                return fail(fmt::format("Line {}, which it hangs below, was refused.", over.line));
            metric.parent = over.metric.id;
        }
        const Metric* over = draft_.now().metrics().find(metric.parent);
        metric.level = !over ? Level::financial : over->level == Level::financial ? Level::operating : Level::frontline;
        metric.better = over ? over->better : usualBetter(line.at(OutlineColumn::name));
        const std::string& level = line.at(OutlineColumn::level);
        if (const auto named = levelNamed(level))
            metric.level = *named;
        else if (!level.empty())
            return fail(fmt::format("\u201c{:.60}\u201d is no level: write financial, operating or frontline.", level));
        const std::string better = lowered(line.at(OutlineColumn::better));
        if (better == "lower" || better == "higher")
            metric.better = better == "lower" ? Better::lower : Better::higher;
        else if (!better.empty())
            return fail(fmt::format("\u201c{:.60}\u201d is not better: write higher or lower.", better));
        metric.owner = line.at(OutlineColumn::owner);
        metric.notes = line.at(OutlineColumn::notes);
        return metric;
    }

    /// Reads name and value into the metric and adds it to the draft.
    Result<Metric> fill(const OutlineLine& line, Metric metric) {
        auto typed = line.bare ? readCardLine(draft_.now(), line.at(OutlineColumn::name)) : readCells(line);
        if (!typed)
            return tl::unexpected<Error>(typed.error());
        if (typed->name.empty())
            return fail("The name is missing.");
        const auto meaning = Names(draft_.now()).find(typed->name);
        if (meaning.candidates > 0) {
            import_.taken = true;
            if (options_.taken == TakenName::number)
                typed->name = numbered(typed->name);
        }
        if (typed->formula)
            for (const auto& [before, after] : renamed_)
                typed->formula = typed->formula->renamed(before, after);
        return addCard(draft_.now(), std::move(metric), *typed).map([&](const Edit& edit) {
            draft_.add(edit);
            return *std::get<Put<Metric>>(edit.changes.front()).entity;
        });
    }

    Result<CardLine> readCells(const OutlineLine& line) const {
        CardLine typed;
        const std::string& unit = line.at(OutlineColumn::unit);
        std::string_view formula = trimmed(line.at(OutlineColumn::formula));
        std::string_view value = trimmed(line.at(OutlineColumn::value));
        if (formula.empty() && value.starts_with('='))
            std::swap(formula, value);
        if (formula.starts_with('='))
            formula = trimmed(formula.substr(1));
        if (!formula.empty()) {
            auto read = readCardLine(draft_.now(), fmt::format("= {}", formula));
            if (!read)
                return read;
            typed = std::move(*read);
        } else if (!value.empty()) {
            auto quantity = Quantity::parse(value);
            if (!quantity)
                return tl::unexpected<Error>(quantity.error());
            if (quantity->unit())
                typed.unit = quantity->unit()->text();
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
        const Names names(draft_.now());
        int number = 2;
        while (names.find(fmt::format("{} {}", name, number)).candidates > 0)
            ++number;
        return renamed_[name] = fmt::format("{} {}", name, number);
    }

    std::string newName(const std::string& name) const {
        const auto found = renamed_.find(name);
        return found == renamed_.end() ? name : found->second;
    }

    const OutlineOptions& options_;
    Draft draft_;
    std::vector<OutlineLine> lines_;
    bool byLevel_ = false; ///< the levels draw the tree
    std::vector<Above> above_;
    std::map<std::string, std::string> renamed_;
    OutlineImport import_;
};

/// A formula with names in the place of ids.
std::string byNames(const Model& model, Formula formula) {
    const Names names(model);
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

Result<OutlineImport> readOutline(const Model& model, std::string_view text, const OutlineOptions& options) {
    if (text.size() > longestBlock)
        return fail("The text is too long to be pasted: import it as a file.");
    auto lines = outlineLines(text);
    if (lines.empty())
        return fail("There is no text to paste: copy the rows of a spreadsheet or an indented list first.");
    if (lines.size() > mostLines)
        return fail(fmt::format("There are {} lines, and {} is the most that is pasted at once: import them as a file.",
                                lines.size(), mostLines));
    return OutlineReader(model, options, std::move(lines)).run();
}

std::string writeOutline(const Model& model, const std::vector<MetricId>& ids) {
    std::string text = "Depth\tName\tLevel\tValue\tUnit\tFormula\tBetter\n";
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
            formula = byNames(model, *metric.formula);
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
