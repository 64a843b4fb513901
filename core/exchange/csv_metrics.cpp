// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv.h"
#include "core/exchange/csv_columns.h"
#include "core/formula/characters.h"
#include "core/formula/unit.h"
#include "core/model/card_line.h"
#include "core/model/dependencies.h"
#include "core/model/edit_rules.h"
#include "core/model/usual_better.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace tributary {

namespace {

enum MetricColumn {
    nameColumn,
    idColumn,
    levelColumn,
    parentColumn,
    valueColumn,
    unitColumn,
    betterColumn,
    ownerColumn,
    dataSourceColumn,
    measuredColumn,
    notesColumn
};
constexpr std::array<std::string_view, 11> metricColumns{"name",   "id",    "level",       "parent",   "value", "unit",
                                                         "better", "owner", "data_source", "measured", "notes"};
constexpr size_t neededMetricColumns = 1;
constexpr size_t maxMetrics = 20'000; // of one import

/// A line of the text on its way to become a metric.
struct Candidate {
    size_t line = 0;
    Metric metric;
    bool known = false;  ///< it changes a metric that the model has
    std::string parent;  ///< as typed
    std::string problem; ///< why it is refused; empty while it is not
};

template <class Enum>
Result<void> readChoice(const std::string& text, Enum& out) {
    if (text.empty())
        return {};
    const auto& names = EnumNames<Enum>::names;
    const auto found = std::find(names.begin(), names.end(), lowered(text));
    if (found == names.end())
        return fail(fmt::format("\"{:.60}\" is none of {}", text, fmt::join(names, ", ")));
    out = static_cast<Enum>(found - names.begin());
    return {};
}

void readWords(const std::string& text, std::string& out) {
    if (!text.empty())
        out = text;
}

class MetricImport {
public:
    MetricImport(const Model& model, const CsvColumns& columns) : model_(model), columns_(columns), metrics_(model) {
        forEachFormula(model, [&](const std::string&, const Formula& formula, const std::string&) {
            referredTo_.insert(formula.references().begin(), formula.references().end());
        });
    }

    CsvImport run() {
        for (const CsvRow& row : columns_.rows())
            add(row);
        resolveParents();
        // A refused line may leave others without a parent, or give a metric back its old one: until nothing changes.
        while (refuseOrphans() || refuseLoops()) {
        }
        return finish();
    }

private:
    void add(const CsvRow& row) {
        Candidate candidate;
        candidate.line = row.line;
        if (const auto good = read(row, candidate); !good)
            candidate.problem = good.error().message;
        else
            remember(candidate);
        candidates_.push_back(std::move(candidate));
    }

    Result<void> read(const CsvRow& row, Candidate& candidate) {
        const std::string& name = columns_.field(row, nameColumn);
        const std::string& id = columns_.field(row, idColumn);
        if (name.empty())
            return fail("the name is missing");
        if (!id.empty() && !isValidId(id))
            return fail(fmt::format("\"{:.80}\" cannot be an id: use 1 to 64 letters, digits, _ - or .", id));
        const Metric* before = id.empty() ? metrics_.named(name) : model_.metrics().find(MetricId(id));
        if (before)
            candidate.metric = *before;
        candidate.known = before != nullptr;
        Metric& metric = candidate.metric;
        metric.name = name;
        if (!before) {
            metric.id = id.empty() ? freshId(name) : MetricId(id);
            metric.better = usualBetter(name, Better::higher, columns_.field(row, unitColumn));
        }
        if (const Metric* other = metrics_.named(name); other && other->id != metric.id)
            return fail(fmt::format("\"{:.80}\" is already the name of metric {}", name, other->id.text));
        if (model_.inputs().contains(InputId(metric.id.text)))
            return fail(fmt::format("\"{}\" is already the id of an input", metric.id.text));
        if (const auto good = readChoice(columns_.field(row, levelColumn), metric.level); !good)
            return good;
        if (const auto good = readChoice(columns_.field(row, betterColumn), metric.better); !good)
            return good;
        readWords(columns_.field(row, unitColumn), metric.unit);
        readWords(columns_.field(row, ownerColumn), metric.owner);
        readWords(columns_.field(row, dataSourceColumn), metric.dataSource);
        readWords(columns_.field(row, measuredColumn), metric.measured);
        readWords(columns_.field(row, notesColumn), metric.notes);
        candidate.parent = columns_.field(row, parentColumn);
        return readValue(columns_.field(row, valueColumn), metric);
    }

    Result<void> readValue(const std::string& text, Metric& metric) {
        const auto unit = parseUnit(metric.unit.empty() ? "1" : metric.unit);
        if (!unit)
            return fail(fmt::format("\"{:.60}\" is no unit: {}", metric.unit, unit.error().message));
        if (text.empty())
            return {};
        if (metric.source != MetricSource::estimate)
            return fail(fmt::format("metric {} takes its value from {} and not from an estimate", metric.id.text,
                                    EnumNames<MetricSource>::names[static_cast<size_t>(metric.source)]));
        if (const auto comma = columns_.checkThousands(text); !comma)
            return comma;
        auto quantity = Quantity::parse(text);
        if (!quantity)
            return fail(fmt::format("\"{:.60}\" is no value: {}", text, quantity.error().message));
        if (const auto factor = factorTo(*quantity, *unit); !factor)
            return fail(fmt::format("\"{:.60}\" does not convert to unit {:.60}", text, metric.unit));
        metric.estimate = std::move(*quantity);
        return {};
    }

    /// As freshId() of the edits, quick for thousands of names that give one stem.
    MetricId freshId(const std::string& name) {
        const std::string stem = idStem(name, Metric::kind);
        const auto taken = [&](const std::string& id) {
            return model_.metrics().contains(MetricId(id)) || model_.inputs().contains(InputId(id)) ||
                   byId_.contains(id) || (id != name && referredTo_.contains(id));
        };
        if (!taken(stem))
            return MetricId(stem);
        size_t& number = lastNumbers_[stem];
        number = std::max<size_t>(number, 1);
        while (taken(fmt::format("{}-{}", stem, ++number))) {
        }
        return MetricId(fmt::format("{}-{}", stem, number));
    }

    /// Keeps a candidate's id and name, unless an earlier line has one of them.
    void remember(Candidate& candidate) {
        const size_t number = candidates_.size() + 1;
        if (const auto same = byId_.find(candidate.metric.id.text); same != byId_.end())
            candidate.problem = fmt::format("line {} has this id or name already", candidates_[same->second - 1].line);
        else if (const auto namesake = byName_.find(candidate.metric.name); namesake != byName_.end())
            candidate.problem = fmt::format("line {} has this name already", candidates_[namesake->second - 1].line);
        if (!candidate.problem.empty())
            return;
        byId_.emplace(candidate.metric.id.text, number);
        byName_.emplace(candidate.metric.name, number);
    }

    void resolveParents() {
        for (size_t number = 1; number <= candidates_.size(); ++number) {
            Candidate& candidate = candidates_[number - 1];
            if (!candidate.problem.empty() || candidate.parent.empty())
                continue;
            const auto inText = [&](const std::unordered_map<std::string, size_t>& index) {
                const auto found = index.find(candidate.parent);
                return found == index.end() ? size_t{0} : found->second;
            };
            const size_t parentLine = inText(byId_) != 0 ? inText(byId_) : inText(byName_);
            const Metric* parent = metrics_.find(candidate.parent);
            if (parentLine != 0) {
                candidate.metric.parent = candidates_[parentLine - 1].metric.id;
                children_[parentLine].push_back(number);
            } else if (parent)
                candidate.metric.parent = parent->id;
            else
                candidate.problem = fmt::format("there is no metric \"{:.80}\" to be the parent", candidate.parent);
        }
    }

    /// Refuses lines whose parent was refused and is not in the model; tells whether there were any.
    bool refuseOrphans() {
        std::vector<size_t> lost;
        for (size_t number = 1; number <= candidates_.size(); ++number)
            if (isLost(candidates_[number - 1]))
                lost.push_back(number);
        bool any = false;
        while (!lost.empty()) {
            const size_t parent = lost.back();
            lost.pop_back();
            const auto children = children_.find(parent);
            if (children == children_.end())
                continue;
            for (const size_t number : children->second) {
                Candidate& child = candidates_[number - 1];
                if (!child.problem.empty())
                    continue;
                child.problem = fmt::format("its parent \"{:.80}\" was refused", child.parent);
                any = true;
                if (isLost(child))
                    lost.push_back(number);
            }
        }
        return any;
    }
    static bool isLost(const Candidate& candidate) { return !candidate.problem.empty() && !candidate.known; }

    /// Refuses a line of each circle that parents would run in; tells whether there was one.
    bool refuseLoops() {
        std::unordered_set<std::string> settled;
        bool any = false;
        for (const Candidate& start : candidates_) {
            std::unordered_set<std::string> onPath;
            std::string at = start.problem.empty() ? start.metric.id.text : std::string();
            while (!at.empty() && !settled.contains(at)) {
                if (!onPath.insert(at).second) {
                    any = refuseIn(at) || any;
                    break;
                }
                at = parentOf(at);
            }
            settled.merge(onPath);
        }
        return any;
    }

    /// Refuses one line of the circle that `member` lies on.
    bool refuseIn(const std::string& member) {
        std::string at = member;
        do {
            if (const auto line = byId_.find(at); line != byId_.end()) {
                Candidate& candidate = candidates_[line->second - 1];
                if (candidate.problem.empty()) {
                    candidate.problem =
                        fmt::format("with parent \"{:.80}\" the parents would run in a circle", candidate.parent);
                    return true;
                }
            }
            at = parentOf(at);
        } while (at != member);
        return false; // a circle of the model's own
    }

    std::string parentOf(const std::string& id) const {
        if (const auto line = byId_.find(id); line != byId_.end()) {
            const Candidate& candidate = candidates_[line->second - 1];
            if (candidate.problem.empty())
                return candidate.metric.parent.text;
        }
        const Metric* metric = model_.metrics().find(MetricId(id));
        return metric ? metric->parent.text : std::string();
    }

    CsvImport finish() {
        CsvImport import;
        import.rejected = columns_.rejected();
        import.notes = columns_.notes();
        Edit known; // what changes a metric that the model has
        std::unordered_map<std::string, size_t> lines;
        int position = static_cast<int>(model_.metrics().size());
        for (Candidate& candidate : candidates_) {
            if (!candidate.problem.empty()) {
                import.rejected.push_back({candidate.line, candidate.problem});
                continue;
            }
            if (!candidate.known)
                candidate.metric.position = position++;
            import.edit.changes.push_back(put(candidate.metric));
            if (candidate.known) {
                known.changes.push_back(import.edit.changes.back());
                lines.emplace(candidate.metric.id.text, candidate.line);
            }
            ++import.accepted;
        }
        std::stable_sort(import.rejected.begin(), import.rejected.end(),
                         [](const LineNote& a, const LineNote& b) { return a.line < b.line; });
        noteChanges(model_, known, lines, import);
        if (import.accepted > 0)
            import.edit.label = fmt::format("Import {} metric{}", import.accepted, import.accepted == 1 ? "" : "s");
        return import;
    }

    const Model& model_;
    const CsvColumns& columns_;
    MetricFinder metrics_;
    std::vector<Candidate> candidates_;
    std::unordered_map<std::string, size_t> byId_; ///< candidates, counted from 1
    std::unordered_map<std::string, size_t> byName_;
    std::unordered_set<std::string> referredTo_;          ///< by formulas, which a new id must not come to mean
    std::unordered_map<std::string, size_t> lastNumbers_; ///< of ids made from the same name
    std::unordered_map<size_t, std::vector<size_t>> children_;
};

} // namespace

Result<CsvImport> importMetricsCsv(const Model& model, std::string_view text) {
    const auto columns = CsvColumns::read(text, metricColumns, neededMetricColumns);
    if (!columns)
        return tl::unexpected(columns.error());
    if (columns->rows().size() > maxMetrics)
        return fail(
            fmt::format("there are more than {} metrics in the text, the most that is read at once", maxMetrics));
    return MetricImport(model, *columns).run();
}

} // namespace tributary
