// SPDX-License-Identifier: GPL-3.0-or-later
// Writing a report: simulate a model, draw its PDF, put it into a file. The first runs on any thread; drawing needs a
// QApplication and the thread that has it.
#pragma once

#include "core/base/result.h"
#include "core/engine/run.h"
#include "core/model/model.h"
#include "core/report/report.h"

#include <QByteArray>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tributary::ui {

enum class Paper { a4, letter };

struct ReportOptions {
    std::vector<ScenarioId> scenarios{}; ///< empty: all
    std::optional<size_t> trials{};      ///< else the settings'; leastReportTrials are taken where there is room
    std::optional<std::int64_t> seed{};  ///< else the settings'
    unsigned threads = 0;                ///< 0: as many as the machine has
};

/// What a report is drawn from.
struct ReportSource {
    Model model;
    Results sampled;
    Results mostLikely;
    Report report;
};

/// Puts the runs of a model, sampled and most likely, together with what they and its exceptions ledger say; that is
/// worked out as the sampled ones were, by `how`. `print` is the fingerprint() of the model that was opened, which the
/// footer tells: what is run may have another seed.
[[nodiscard]] ReportSource reportSource(const Model& model, const std::string& print, Results sampled,
                                        Results mostLikely, const RunOptions& how, const RunControl& control = {});

/// Simulates a model for its report. Fails where it has an error or no scenario, and where the run was stopped.
[[nodiscard]] Result<ReportSource> simulateReport(const Model& model, const ReportOptions& options,
                                                  const RunControl& control = {});

/// Draws the report and returns the bytes of its PDF; empty where the PDF could not be made. `goOn` is asked now and
/// then, so that a window may see to its events meanwhile; where it says no, the bytes are empty too.
[[nodiscard]] QByteArray drawPdf(const ReportSource& source, Paper paper, const std::function<bool()>& goOn = {});

/// Writes a PDF to a file, whole or not at all: what stood there stays until the new one is complete.
[[nodiscard]] Result<void> savePdf(const QByteArray& pdf, const std::filesystem::path& path);

} // namespace tributary::ui
