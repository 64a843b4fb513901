// SPDX-License-Identifier: GPL-3.0-or-later
// Report: what the PDF says, as blocks in order; nothing of how it is drawn. A plain value. Figures are named, not
// drawn: who lays the report out draws them from the same results.
#pragma once

#include "core/engine/results.h"
#include "core/insight/exceptions_ledger_trials.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tributary {

/// A report rests on at least so many trials, where there is room for them.
inline constexpr size_t leastReportTrials = 16'384;

/// A sentence that states a finding.
struct FindingBlock {
    std::string label; ///< in the margin
    std::string text;
    std::string detail; ///< smaller, below
};

struct ParagraphBlock {
    std::string label;
    std::string text;
};

struct HeadlinesBlock {
    struct Headline {
        std::string label;
        std::string value;
        std::string range;
    };
    std::vector<Headline> headlines;
    std::string note;
};

enum class FigureKind { cascade, adoption, cashFlow, npvHistogram };

struct FigureBlock {
    FigureKind kind = FigureKind::cascade;
    ScenarioId scenario;
    int period = 0; ///< of the cascade
    std::string caption;
};

/// Rows of text; a number or a date is aligned right. An owner is what the rows below each other belong to: it is shown
/// once, and runs on over the next cell where that is empty.
struct TableBlock {
    enum class Column { owner, text, number, grade };
    struct Row {
        std::vector<std::string> cells;                                  ///< as many as there are columns
        std::optional<Level> mark;                                       ///< the level's mark before the first cell
        enum class Kind { ordinary, heading } kind = Kind::ordinary;     ///< a heading has one cell
        enum class Change { none, better, worse } change = Change::none; ///< of the last cell
    };
    std::string caption;
    std::vector<std::string> head;
    std::vector<Column> columns;
    std::vector<double> widths; ///< shares of the width, they sum to 1
    std::vector<Row> rows;
};

struct NoteBlock {
    std::string text;
};

using ReportBlock = std::variant<FindingBlock, ParagraphBlock, HeadlinesBlock, FigureBlock, TableBlock, NoteBlock>;

struct ReportSection {
    std::string name;  ///< in the page head: "Summary"
    std::string title; ///< over the section, in the model's voice
    std::string lead;
    std::vector<ReportBlock> blocks;
};

struct Report {
    std::string model; ///< its title, in the page head
    std::string title;
    std::string client;
    std::string framing;
    std::vector<std::string> findings; ///< on the title page, one of each scenario
    std::vector<std::string> contents; ///< what the title page says of the run
    std::string footer;                ///< fingerprint, seed, trials, standard error
    std::vector<ReportSection> sections;
};

/// Writes the report of the scenarios in `results`, in their order; `mostLikely` holds the same scenarios without
/// uncertainty, `fingerprint` that of the model, `date` that of the report. All of the metrics are wanted in both.
/// `ledgers` are those of ledgerSection(), or none.
[[nodiscard]] Report makeReport(const Model& model, const Results& results, const Results& mostLikely,
                                const std::string& fingerprint, const std::string& date,
                                const std::vector<LedgerRanges>& ledgers = {});

/// The period that the cascade and its table show: the second year's end, or the last period before it.
[[nodiscard]] int reportPeriod(const Timeline& timeline);

} // namespace tributary
