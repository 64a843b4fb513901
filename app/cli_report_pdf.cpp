// SPDX-License-Identifier: GPL-3.0-or-later
// The report command of a build with the window's library: simulates here, draws with it, shows no window.
#include "app/cli_console.h"
#include "app/cli_files.h"
#include "app/cli_report.h"
#include "app/cli_run.h"
#include "core/exchange/json.h"
#include "ui/report/missing_glyphs.h"
#include "ui/report/write_report.h"

#include <fmt/format.h>

#include <QApplication>
#include <QHashSeed>
#include <algorithm>
#include <array>

namespace tributary::cli {

Outcome makeReport(const ReportChoice& choice) {
    if (const auto isFree = checkName(choice.output, choice.overwrite); !isFree)
        return stop(isFree.error().message);
    const auto file = openModel(choice.model, FileAccess::readOnly);
    if (!file)
        return stop(file.error().message);
    const Model model = seeded(file->model(), choice.run);
    if (model.scenarios().empty())
        return stop(fmt::format("{}: the model has no scenario to report on: add one.", choice.model));

    RunOptions options = runOptions(model.settings(), choice.run);
    options.trials = std::max(options.trials, leastReportTrials);
    const auto runFor = [&](Uncertainty uncertainty) {
        return simulate(model, choice.run, {.metrics = WantedMetrics::all, .uncertainty = uncertainty}, options);
    };
    auto mostLikely = runFor(Uncertainty::mostLikely);
    if (!mostLikely)
        return stop(fmt::format("{}: {}", choice.model, mostLikely.error().message));
    auto sampled = runFor(Uncertainty::sampled);
    if (!sampled)
        return stop(fmt::format("{}: {}", choice.model, sampled.error().message));
    sayFailures(model, *sampled);
    if (!hasResult(*sampled))
        return Outcome::stopped;

    // Fonts and charts need an application, but no display. The order of a PDF's parts follows the hash seed.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {}); // chatter of the platform
    QHashSeed::setDeterministicGlobalSeed();
    int count = 1;
    std::array<char, 14> name{"tributary-cli"};
    std::array<char*, 2> arguments{name.data(), nullptr};
    const QApplication application(count, arguments.data());
    const ui::ReportSource source =
        ui::reportSource(model, fingerprint(file->model()), std::move(*sampled), std::move(*mostLikely), options);
    if (const QString missing = ui::missingGlyphsWords(source); !missing.isEmpty())
        say("tributary-cli: " + missing.toStdString());
    const ui::Paper paper = choice.paper == "letter" ? ui::Paper::letter : ui::Paper::a4;
    if (const auto saved = ui::savePdf(ui::drawPdf(source, paper), choice.output); !saved)
        return stop(saved.error().message);
    return Outcome::done;
}

} // namespace tributary::cli
