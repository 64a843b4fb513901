// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/write_report.h"

#include "core/exchange/json.h"
#include "core/insight/exceptions_ledger_trials.h"
#include "core/model/quantity_path.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/report/report_layout.h"
#include "ui/room_for_run.h"

#include <QBuffer>
#include <QDate>
#include <QDir>
#include <QImage>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr int unitsPerInch = 96;

RunOptions runOptionsOf(const Model& model, const ReportOptions& options) {
    RunOptions how = runOptions(model.settings());
    how.trials = options.trials.value_or(how.trials);
    how.seed = options.seed.value_or(how.seed);
    how.threads = options.threads;
    return how;
}

Result<Results> runFor(const Model& model, const ReportOptions& options, Uncertainty uncertainty,
                       const RunControl& control) {
    const auto program =
        compile(model, {.scenarios = options.scenarios, .uncertainty = uncertainty, .threads = options.threads},
                {{}, control.stop});
    if (!program && control.stop.stop_requested())
        return tl::unexpected(stoppedError());
    if (!program) {
        if (program.error().empty())
            return fail(fromQt(tr("The model cannot be simulated.")));
        const Problem& first = program.error().front();
        return fail(fromQt(tr("The model has errors, mend them first. %1: %2")
                               .arg(toQt(readableName(model, first.subject)), toQt(first.message))));
    }
    RunOptions how = runOptionsOf(model, options);
    how.trials = trialsThatFit(*program, how, leastReportTrials);
    if (const auto lack = lackOfMemory(*program, how))
        return fail(fromQt(tr("The report is not made: %1.").arg(*lack)));
    auto results = run(*program, how, control);
    if (!results)
        return fail(fromQt(tr("The run was stopped before its end: there is no report.")));
    return std::move(*results);
}

/// Sets the time in the date of creation to midnight, in place: the same report of the same day has the same bytes.
void dropTimeOfDay(QByteArray& pdf) {
    const QByteArray key("/CreationDate (D:");
    constexpr qsizetype day = 8; // YYYYMMDD
    const QByteArray midnight("000000");
    const qsizetype at = pdf.indexOf(key);
    if (at >= 0 && at + key.size() + day + midnight.size() < pdf.size())
        pdf.replace(at + key.size() + day, midnight.size(), midnight);
}

constexpr double runPart = 0.8; ///< of the time that a report with ledgers takes

/// The exceptions ledgers over all maps: as usual, then of each scenario; those that fail say why. None without maps.
std::vector<LedgerRanges> ledgersOf(const Model& model, const Results& sampled, const RunOptions& how,
                                    const RunControl& control) {
    std::vector<LedgerRanges> ledgers;
    if (model.processes().empty())
        return ledgers;
    std::vector<ScenarioId> scenarios{ScenarioId()};
    for (const ScenarioResults& scenario : sampled.scenarios)
        scenarios.push_back(scenario.id);
    const auto count = static_cast<double>(scenarios.size());
    for (const ScenarioId& scenario : scenarios) {
        const auto made = static_cast<double>(ledgers.size());
        const auto trials = ledgerTrials(model, scenario, reportPeriod(sampled.timeline), how,
                                         partOf(control, made / count, (made + 1) / count));
        LedgerRanges& ledger = ledgers.emplace_back();
        if (trials)
            ledger = ledgerRanges(*trials);
        else
            ledger.failure = trials.error().message;
        ledger.scenario = scenario;
    }
    return ledgers;
}

/// Draws on a picture that nobody sees, for the number of pages.
std::optional<DrawnReport> drawUnseen(ReportDrawing& drawing, const std::function<bool()>& goOn) {
    QImage unseen(1, 1, QImage::Format_ARGB32_Premultiplied);
    constexpr double dotsPerMetre = unitsPerInch / 0.0254;
    unseen.setDotsPerMeterX(qRound(dotsPerMetre));
    unseen.setDotsPerMeterY(qRound(dotsPerMetre));
    QPainter painter(&unseen);
    return drawing.draw(painter, nullptr, goOn);
}

} // namespace

ReportSource reportSource(const Model& model, const std::string& print, Results sampled, Results mostLikely,
                          const RunOptions& how, const RunControl& control) {
    ReportSource source{model, std::move(sampled), std::move(mostLikely), {}};
    source.report =
        makeReport(model, source.sampled, source.mostLikely, print, fromQt(QDate::currentDate().toString(Qt::ISODate)),
                   ledgersOf(model, source.sampled, how, control));
    return source;
}

Result<ReportSource> simulateReport(const Model& model, const ReportOptions& options, const RunControl& control) {
    if (model.scenarios().empty())
        return fail(fromQt(tr("The model has no scenario to report on: add one.")));
    auto mostLikely = runFor(model, options, Uncertainty::mostLikely, {{}, control.stop});
    if (!mostLikely)
        return tl::unexpected(mostLikely.error());
    const double run = model.processes().empty() ? 1 : runPart;
    auto sampled = runFor(model, options, Uncertainty::sampled, partOf(control, 0, run));
    if (!sampled)
        return tl::unexpected(sampled.error());
    RunOptions how = runOptionsOf(model, options);
    how.trials = sampled->trials;
    ReportSource source = reportSource(model, fingerprint(model), std::move(*sampled), std::move(*mostLikely), how,
                                       partOf(control, run, 1));
    if (control.stop.stop_requested())
        return fail(fromQt(tr("The run was stopped before its end: there is no report.")));
    return source;
}

QByteArray drawPdf(const ReportSource& source, Paper paper, const std::function<bool()>& goOn) {
    loadFonts();
    const QPageSize size(paper == Paper::letter ? QPageSize::Letter : QPageSize::A4);
    ReportDrawing drawing(source, size.size(QPageSize::Point) * (unitsPerInch / 72.0));
    if (!drawUnseen(drawing, goOn))
        return {};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    std::optional<DrawnReport> drawn;
    {
        QPdfWriter writer(&buffer);
        writer.setResolution(unitsPerInch);
        writer.setPageLayout(QPageLayout(size, QPageLayout::Portrait, {}, QPageLayout::Point));
        writer.setTitle(toQt(source.report.title));
        writer.setCreator(QStringLiteral("Tributary"));
        QPainter painter;
        if (painter.begin(&writer))
            drawn = drawing.draw(painter, &writer, goOn);
    }
    if (!drawn)
        return {};
    dropTimeOfDay(bytes);
    return withOutline(bytes, drawn->outline, QStringLiteral("en")); // the report's texts are English
}

Result<void> savePdf(const QByteArray& pdf, const std::filesystem::path& path) {
    const auto refused = [&](const QString& why) {
        return fail(fromQt(
            tr("%1 cannot be written (%2): choose another place.").arg(QDir::toNativeSeparators(pathToQt(path)), why)));
    };
    if (pdf.isEmpty())
        return refused(tr("the PDF could not be made"));
    QSaveFile file(pathToQt(path));
    if (!file.open(QIODevice::WriteOnly))
        return refused(file.errorString());
    // A full disk, or a limit on the size of files, may be told at the last byte only, and without a reason.
    if (file.write(pdf) != pdf.size() || !file.flush() || !file.commit()) {
        file.cancelWriting();
        return fail(fromQt(tr("%1 could not be written whole: the disk is full, or files may not be as large as "
                              "%2 kB. Make room or choose another place; nothing was left there.")
                               .arg(QDir::toNativeSeparators(pathToQt(path)))
                               .arg(pdf.size() / 1000 + 1)));
    }
    return {};
}

} // namespace tributary::ui
