// SPDX-License-Identifier: GPL-3.0-or-later
// What comes into the open model from other files, and goes out of it.
#include "tests/ui/window/shown_bench.h"
#include "tests/ui/window/two_pages.h"
#include "ui/process/process_page.h"
#include "ui/window/command_palette.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTemporaryDir>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("A model exported as JSON and dropped on the window is the same model") {
    TwoPages f;
    const QTemporaryDir folder;
    f.openTransit();
    const Model before = f.document.model();
    const QString path = folder.filePath(u"case.json"_s);
    f.window.files().exportJson(path);
    f.document.close(); // what is written is written, whatever comes after it
    REQUIRE(QTest::qWaitFor([&] { return QFile::exists(path); }, 60000));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&f.window, &enter);
    CHECK(enter.isAccepted());
    QDropEvent drop(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&f.window, &drop);
    f.settle();
    REQUIRE(f.document.isOpen());
    CHECK(f.document.model() == before);
}

TEST_CASE("Measured values come in from a table, and lines that do not fit are named") {
    TwoPages f;
    const QTemporaryDir folder;
    f.openTransit();
    const QString path = folder.filePath(u"actuals.csv"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("metric,date,value\nL2,2027-01-31,12\nnobody,2027-01-31,12\n");
    file.close();
    f.window.files().importPath(path);
    f.settle();
    CHECK(f.document.model().actuals().size() == 1);
    CHECK(f.banner()->text().contains(u"line 3"_s));
}

TEST_CASE("Every line that an import leaves out can be read in the banner and copied from it") {
    TwoPages f;
    const QTemporaryDir folder;
    f.openTransit();
    const QString path = folder.filePath(u"actuals.csv"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("metric,date,value\nL2,2027-01-31,12\n");
    constexpr int wrongLines = 40;
    for (int i = 0; i < wrongLines; ++i)
        file.write("nobody,2027-01-31,12\n");
    file.close();
    f.window.files().importPath(path);
    f.settle();
    CHECK(f.banner()->text() == u"actuals.csv: 1 line was read; 40 left out."_s);
    const int line = f.banner()->height();
    f.click(u"Details"_s);
    auto* list = f.named<QPlainTextEdit>(u"Details of the message"_s);
    REQUIRE(list->isVisible());
    CHECK(f.banner()->height() > 5 * line);
    CHECK(f.banner()->height() < f.window.height() / 2); // the rest comes by scrolling
    CHECK(list->verticalScrollBar()->maximum() > 0);
    list->setFocus();
    QTest::keySequence(list, QKeySequence::SelectAll);
    QTest::keySequence(list, QKeySequence::Copy);
    const QString copied = QGuiApplication::clipboard()->text();
    for (int i = 0; i < wrongLines; ++i)
        CHECK(copied.contains(u"line %1: "_s.arg(i + 3)));
    f.click(u"Less"_s);
    CHECK_FALSE(list->isVisible());
    CHECK(f.banner()->height() == line);
}

TEST_CASE("A process comes in from a drawing, what no map holds is named, and it goes out again") {
    TwoPages f;
    const QTemporaryDir folder;
    f.openTransit();
    const QString path = folder.filePath(u"sell.bpmn"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p" name="Sell">
<startEvent id="s"/><dataObject id="o" name="Price"/></process></definitions>)");
    file.close();
    f.window.files().openPath(path);
    f.settle();
    CHECK(f.document.selection() == "process/sell");
    CHECK(f.banner()->text().contains(u"dataObject o"_s));
    const QString written = folder.filePath(u"again.bpmn"_s);
    f.window.files().exportProcess(ProcessId("sell"), written);
    f.settle();
    QFile again(written);
    REQUIRE(again.open(QIODevice::ReadOnly));
    CHECK(again.readAll().contains("<dataObject id=\"o\" name=\"Price\"/>"));
}

TEST_CASE("Ctrl+K finds import and export by the form of the file") {
    ShownBench at;
    need(at.document.create(transit()));
    QTest::keyClick(&at.bench.window(), Qt::Key_K, Qt::ControlModifier);
    const auto* palette = at.bench.window().findChild<CommandPalette*>();
    for (const QString& form : {u"bpmn"_s, u"csv"_s, u"json"_s}) {
        INFO(form.toStdString());
        palette->words()->clear();
        QTest::keyClicks(palette->words(), form);
        QStringList found;
        for (int row = 0; row < palette->found()->count(); ++row)
            found << palette->found()->item(row)->text().section(u' ', 0, 0);
        CHECK(found.contains(u"Import"_s));
        CHECK(found.contains(u"Export"_s));
    }
    QTest::keyClick(palette->words(), Qt::Key_Escape);
}

TEST_CASE("The map that was imported is shown on the page of processes") {
    ShownBench at;
    need(at.document.create(transit()));
    at.bench.window().showPageFor(Metric::kind);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"sell.bpmn"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p" name="Sell">
<startEvent id="s"/></process></definitions>)");
    file.close();
    at.bench.window().files().importPath(path);
    const auto* page = at.bench.window().findChild<ProcessPage*>();
    CHECK(QTest::qWaitFor([&] { return page->isVisible(); }, 60000));
    CHECK(page->shownProcess() == ProcessId("sell"));
    CHECK(at.document.selection() == "process/sell");
}
