// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/json.h"
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "tests/builders.h"
#include "tests/ui/file_contents.h"
#include "tests/ui/qt_strings.h"
#include "ui/document.h"
#include "ui/qt_text.h"
#include "ui/report/missing_glyphs.h"
#include "ui/report/page_painter.h"
#include "ui/report/pdf_outline.h"
#include "ui/report/report_export.h"
#include "ui/report/report_layout.h"
#include "ui/report/write_report.h"

#include <sys/resource.h>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QProgressDialog>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>
#include <algorithm>
#include <csignal>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

using test::contents;
using test::transit;

/// The runs of a model with few trials, for what is drawn does not depend on how many there are.
ReportSource sourceOf(const Model& model, std::vector<ScenarioId> scenarios = {}) {
    RunOptions how = runOptions(model.settings());
    how.trials = 256;
    const auto runFor = [&](Uncertainty uncertainty) {
        const auto program = compile(model, {.scenarios = scenarios, .uncertainty = uncertainty});
        REQUIRE(program);
        return *tributary::run(*program, how);
    };
    return reportSource(model, fingerprint(model), runFor(Uncertainty::sampled), runFor(Uncertainty::mostLikely), how);
}

int pagesOf(const QByteArray& pdf) {
    int pages = 0;
    static const QRegularExpression page(u"/Type\\s*/Page\\b"_s);
    for (auto found = page.globalMatch(QString::fromLatin1(pdf)); found.hasNext(); found.next())
        ++pages;
    return pages;
}

/// The text of a PDF by pdftotext; empty where there is none.
QString textOf(const QByteArray& pdf, const QString& how = u"-layout"_s) {
    if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
        return {};
    const QTemporaryDir folder;
    REQUIRE(savePdf(pdf, pathFromQt(folder.filePath(u"r.pdf"_s))));
    QProcess reader;
    reader.start(u"pdftotext"_s, {how, folder.filePath(u"r.pdf"_s), u"-"_s});
    REQUIRE(reader.waitForFinished(60000));
    return QString::fromUtf8(reader.readAllStandardOutput());
}

} // namespace

TEST_CASE("the PDF of the transit case has its pages, its numbers as text, and no picture") {
    const ReportSource source = sourceOf(transit(), {ScenarioId("parts-exchange")});
    for (const Paper paper : {Paper::a4, Paper::letter}) {
        const QByteArray pdf = drawPdf(source, paper);
        CHECK(pdf.startsWith("%PDF-"));
        CHECK(drawPdf(source, paper) == pdf);
        const int pages = pagesOf(pdf);
        CHECK(pages > 5);
        CHECK_FALSE(pdf.contains("/Subtype /Image"));
        CHECK(pdf.contains(paper == Paper::a4 ? "/MediaBox [ 0 0 595" : "/MediaBox [ 0 0 612"));
        const QString text = textOf(pdf);
        if (text.isEmpty()) {
            WARN("skipped: there is no pdftotext");
            continue;
        }
        const QString words = QString(text).replace(QChar::Nbsp, u' ').simplified();
        CHECK(words.contains(u"page 2 of %1"_s.arg(pages)));
        CHECK(words.contains(u"page %1 of %1"_s.arg(pages)));
        CHECK(words.contains(u"\u2212"_s));
        CHECK(words.contains(u" %"_s));
        for (const auto& headline : std::get<HeadlinesBlock>(source.report.sections.front().blocks.at(1)).headlines) {
            CHECK(words.contains(toQt(headline.value).replace(QChar::Nbsp, u' ')));
            CHECK(words.contains(toQt(headline.range).replace(QChar::Nbsp, u' ')));
        }
        CHECK(words.contains(u"Figure 1"_s));
        CHECK(words.contains(u"seed 20260"_s));
    }
}

TEST_CASE(
    "the report's pages are full but the first and the last, and its tree lies sideways where it needs the room") {
    const ReportSource source = sourceOf(transit());
    for (const Paper paper : {Paper::a4, Paper::letter}) {
        const QByteArray pdf = drawPdf(source, paper);
        // A page for the tree of each of the two scenarios.
        CHECK(pdf.count(paper == Paper::a4 ? "/MediaBox [ 0 0 842" : "/MediaBox [ 0 0 792") == 2);
        const QString words = textOf(pdf, u"-bbox"_s);
        if (words.isEmpty()) {
            WARN("skipped: there is no pdftotext");
            continue;
        }
        static const QRegularExpression page(u"<page width=\"([0-9.]+)\" height=\"([0-9.]+)\">(.*?)</page>"_s,
                                             QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression word(u"yMax=\"([0-9.]+)\""_s);
        const int pages = pagesOf(pdf);
        int number = 0;
        for (auto found = page.globalMatch(words); found.hasNext();) {
            const auto match = found.next();
            const double height = match.captured(2).toDouble();
            if (++number == 1 || number == pages || match.captured(1).toDouble() > height)
                continue;
            const double foot = height * 0.93;
            double lowest = 0;
            for (auto each = word.globalMatch(match.captured(3)); each.hasNext();)
                if (const double bottom = each.next().captured(1).toDouble(); bottom < foot)
                    lowest = std::max(lowest, bottom);
            INFO("page " << number << " of " << pages);
            CHECK(lowest > height * 2 / 3);
        }
        CHECK(number == pages);
    }
}

TEST_CASE("a table that goes on overleaf says so, and no number is parted from its unit") {
    const ReportSource source = sourceOf(transit());
    const QString text = textOf(drawPdf(source, Paper::a4), u"-raw"_s);
    if (text.isEmpty()) {
        WARN("skipped: there is no pdftotext");
        return;
    }
    CHECK(text.count(u"Figures as entered"_s) >= 3);
    CHECK(text.count(u"Figures as entered (continued)"_s) == text.count(u"Figures as entered"_s) - 1);
    static const QRegularExpression parted(u"[0-9]\\n(hour|USD|person)"_s);
    const auto found = parted.match(text);
    INFO(text.mid(found.capturedStart() - 40, 80).toStdString());
    CHECK_FALSE(found.hasMatch());
}

TEST_CASE("the report has an outline of its sections and says its language") {
    const ReportSource source = sourceOf(transit());
    const QByteArray pdf = drawPdf(source, Paper::a4);
    CHECK(pdf.contains("/Lang (en)"));
    CHECK(pdf.contains("/PageMode /UseOutlines"));
    CHECK(pdf.contains("/Count " + QByteArray::number(static_cast<qulonglong>(source.report.sections.size()))));
    for (const ReportSection& section : source.report.sections)
        CHECK(pdf.contains("/Title (" + QByteArray::fromStdString(section.name) + ")"));

    // One entry that leads nowhere is left out, and bytes that are no PDF stay what they are.
    CHECK_FALSE(withOutline(pdf, {{u"Beyond"_s, 999, 0}}, u"en"_s).contains("(Beyond)"));
    CHECK(withOutline("no PDF", {{u"One"_s, 1, 0}}, u"en"_s) == "no PDF");
}

TEST_CASE(
    "of many scenarios the title page keeps the findings, and each summary has a page, its chart lower where it must") {
    Model model = transit();
    Scenario plan = *model.scenarios().find(ScenarioId("parts-exchange"));
    for (int i = 1; i <= 12; ++i) {
        plan.id = ScenarioId("plan-" + std::to_string(i));
        plan.name = "Exchange with champions in every depot" + std::string(static_cast<size_t>(i) * 3, 'o');
        model = apply(model, Edit{{}, {}, {put(plan)}}).model;
    }
    const ReportSource source = sourceOf(model);
    ReportDrawing drawing(source, {fromMillimetres(215.9), fromMillimetres(279.4)});
    QImage nowhere(8, 8, QImage::Format_ARGB32);
    QPainter painter(&nowhere);
    const auto drawn = drawing.draw(painter, nullptr);
    REQUIRE(drawn);
    const int scenarios = static_cast<int>(source.sampled.scenarios.size());
    REQUIRE(static_cast<int>(drawn->outline.size()) > scenarios);
    for (int i = 0; i <= scenarios; ++i) // below the title and the contents; side by side after the last
        CHECK(drawn->outline[static_cast<size_t>(i)].page == 3 + i);
    const QString first = textOf(drawPdf(source, Paper::letter)).section(u'\f', 0, 0).simplified();
    if (first.isEmpty()) {
        WARN("skipped: there is no pdftotext");
        return;
    }
    CHECK(first.contains(u"The run"_s));
    const qsizetype told = first.count(u"for itself"_s);
    CHECK(told > 4);
    CHECK((told == scenarios || first.contains(u"And %1 more, side by side"_s.arg(scenarios - told))));
}

TEST_CASE("drawing stops where it is told to") {
    const ReportSource source = sourceOf(transit(), {ScenarioId("parts-exchange")});
    int asked = 0;
    CHECK(drawPdf(source, Paper::a4, [&] { return ++asked < 3; }).isEmpty());
    CHECK(asked == 3);
}

TEST_CASE("drawing asks after each row of a table whether to go on, and stops within one") {
    const ReportSource source = sourceOf(transit(), {ScenarioId("parts-exchange")});
    int blocks = 0, rows = 0;
    for (const ReportSection& section : source.report.sections)
        for (const ReportBlock& block : section.blocks) {
            ++blocks;
            if (const auto* table = std::get_if<TableBlock>(&block))
                rows += static_cast<int>(table->rows.size());
        }
    int asked = 0;
    const QByteArray pdf = drawPdf(source, Paper::a4, [&] { return ++asked > 0; });
    CHECK(asked == 2 * (blocks + rows)); // once for the numbers of the pages, once for good
    CHECK(pdf == drawPdf(source, Paper::a4));
    const int last = 2 * (blocks + rows) - 2; // in the last table, which ends the report
    asked = 0;
    CHECK(drawPdf(source, Paper::a4, [&] { return ++asked < last; }).isEmpty());
    CHECK(asked == last);
}

TEST_CASE("characters that no font has are named") {
    Model model = transit();
    CHECK(missingGlyphsWords(sourceOf(model)).isEmpty());
    // U+10FFFD is for private use: no font has it.
    const std::string odd = "Depot \U0010FFFD";
    model = apply(model, test::need(setField(model, EntityRef{"metric", "L2"}, "name", odd))).model;
    const ReportSource source = sourceOf(model);
    CHECK(missingGlyphs(source) == toQt("\U0010FFFD"));
    CHECK(missingGlyphsWords(source).contains(toQt("\U0010FFFD")));
}

TEST_CASE("the register says once whose the figures below each other are") {
    const QString text = textOf(drawPdf(sourceOf(transit()), Paper::a4));
    if (text.isEmpty()) {
        WARN("skipped: there is no pdftotext");
        return;
    }
    CHECK(text.count(u"Report and triage"_s) == 1);
    CHECK(text.count(u"spread of the touch time"_s) > 5);
}

TEST_CASE("long names, long words and a model of one metric still make a report") {
    Model model = transit();
    const std::string endless(400, 'W');
    for (const auto& [entity, name] :
         {std::pair{EntityRef{"metric", "L2"}, endless}, std::pair{EntityRef{"scenario", "parts-exchange"}, endless},
          std::pair{EntityRef{"settings", ""}, std::string()}})
        if (!name.empty())
            model = apply(model, test::need(setField(model, entity, "name", name))).model;
    model = apply(model, test::need(setField(model, EntityRef{"settings", ""}, "title", endless))).model;
    CHECK(pagesOf(drawPdf(sourceOf(model), Paper::a4)) > 5);

    Model small;
    Metric only = test::metric("m", "Only", Level::financial, "USD/year", "1/2/3");
    Scenario scenario;
    scenario.id = ScenarioId("s");
    scenario.name = "Nothing";
    small = apply(small, Edit{{}, {}, {put(only), put(scenario)}}).model;
    CHECK(pagesOf(drawPdf(sourceOf(small), Paper::letter)) >= 4);
}

TEST_CASE("a report that cannot be written says so, and the file that stood there stays") {
    const QTemporaryDir folder;
    const QByteArray pdf("%PDF-1.4 test");
    const QString plain = folder.filePath(u"plain"_s);
    REQUIRE(savePdf(pdf, pathFromQt(plain)));
    const auto below = savePdf(pdf, pathFromQt(plain + u"/r.pdf"_s));
    REQUIRE_FALSE(below);
    CHECK(below.error().message.find("r.pdf") != std::string::npos);
    CHECK(contents(plain) == pdf);
    const auto nothing = savePdf({}, pathFromQt(plain));
    REQUIRE_FALSE(nothing);
    CHECK(contents(plain) == pdf);

    // A full disk, by the limit on a file's size.
    rlimit before{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, before.rlim_max};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto full = savePdf(QByteArray(200'000, 'x'), pathFromQt(plain));
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    REQUIRE_FALSE(full);
    CHECK(contents(plain) == pdf);
    CHECK(QDir(folder.path()).entryList(QDir::Files) == QStringList{u"plain"_s});
}

TEST_CASE("a model without a scenario or with an error has no report, and the message says why") {
    const auto none = simulateReport(Model(), {});
    REQUIRE_FALSE(none);
    CHECK(none.error().message.find("scenario") != std::string::npos);
    const auto unknown = simulateReport(transit(), {{ScenarioId("moon")}});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().message.find("moon") != std::string::npos);
}

TEST_CASE("the ledgers of a report move its bar from one end of their part to the other") {
    ReportSource source = sourceOf(transit(), {ScenarioId("parts-exchange")});
    std::mutex mutex; // several threads tell
    std::vector<double> told;
    const auto tell = [&](double share) {
        const std::lock_guard lock(mutex);
        told.push_back(share);
    };
    const auto again = reportSource(source.model, fingerprint(source.model), std::move(source.sampled),
                                    std::move(source.mostLikely), {}, {tell, {}});
    CHECK(again.report.sections.size() == source.report.sections.size());
    REQUIRE(told.size() > 4);
    // Business as usual has the first half, the scenario the second.
    CHECK(told.front() < 0.5);
    CHECK(std::ranges::is_partitioned(told, [](double share) { return share <= 0.5; }));
    CHECK(std::ranges::max(told) <= 1);
    CHECK(std::ranges::max(told) > 0.9);
}

TEST_CASE("the ledgers of a report are worked out by as many trials and threads as its runs") {
    ReportSource source = sourceOf(transit(), {ScenarioId("parts-exchange")});
    std::mutex mutex;
    std::set<std::thread::id> tellers;
    const auto tell = [&](double) {
        const std::lock_guard lock(mutex);
        tellers.insert(std::this_thread::get_id());
    };
    RunOptions how = runOptions(source.model.settings());
    how.trials = 48;
    how.threads = 1;
    const auto again = reportSource(source.model, fingerprint(source.model), std::move(source.sampled),
                                    std::move(source.mostLikely), how, {tell, {}});
    CHECK(tellers.size() == 1);
    std::string leads;
    for (const ReportSection& section : again.report.sections)
        leads += section.lead + '\n';
    CHECK_THAT(leads, Catch::Contains("medians of 48"));
}

TEST_CASE("the window's report is simulated aside, can be cancelled, and is written") {
    QDir(draftFolder()).removeRecursively();
    Document document;
    REQUIRE(document.create(transit()));
    QWidget window;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"report.pdf"_s);
    ReportExport report(document, window);
    const QSignalSpy ended(&report, &ReportExport::ended);
    const QSignalSpy written(&report, &ReportExport::written);

    report.start(path, Paper::a4);
    CHECK(report.isRunning());
    report.cancel();
    REQUIRE(QTest::qWaitFor([&] { return ended.count() == 1; }, 120000));
    CHECK(written.isEmpty());
    CHECK_FALSE(QFile::exists(path));

    report.start(path, Paper::a4);
    REQUIRE(QTest::qWaitFor([&] { return ended.count() == 2; }, 240000));
    CHECK(written.count() == 1);
    CHECK_FALSE(report.isRunning());
    CHECK(contents(path).startsWith("%PDF-"));
}
