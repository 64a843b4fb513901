// SPDX-License-Identifier: GPL-3.0-or-later
// The whole story of a workshop, watched: no event keeps the window from the next one for long.
#include "core/exchange/json.h"
#include "tests/ui/comfort/whole_window.h"
#include "tests/ui/saved_as.h"
#include "tests/ui/watchdog.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/charts/chart.h"
#include "ui/report/report_export.h"
#include "ui/window/file_commands.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Watches from its making to its end, and names what took too long in between.
class Watched {
public:
    explicit Watched(const char* what) : what_(what) { WatchedApplication::instance().watch(longestHold()); }
    ~Watched() {
        for (const Hold& hold : WatchedApplication::instance().unwatch()) {
            holds() << u"%1: %2 ms: %3"_s.arg(QLatin1String(what_)).arg(qRound(hold.milliseconds)).arg(hold.what);
        }
    }
    Watched(const Watched&) = delete;
    Watched& operator=(const Watched&) = delete;

    static QStringList& holds() {
        static QStringList found;
        return found;
    }

private:
    const char* what_;
};

} // namespace

TEST_CASE("Nothing in the story of the transit case keeps the window from its events") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"story.tributary"_s);
    Watched::holds().clear();
    const WholeWindow w;
    {
        const Watched watched("making the model");
        w.openTransit();
        CHECK(w.waitForResults());
    }
    w.window().files().saveAs(path);
    {
        const Watched watched("explaining it");
        CHECK(w.waitForExplanation());
    }
    {
        const Watched watched("turning the pages");
        w.forEachPage([](const QString&) {});
    }
    w.window().showPageFor("metric");
    {
        const Watched watched("walking and zooming in the cascade");
        auto* canvas = w.window().findChild<CascadeCanvas*>();
        canvas->setFocus();
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Left, Qt::Key_Up, Qt::Key_Right, Qt::Key_Plus, Qt::Key_Minus})
            QTest::keyClick(canvas, key);
        for (int period = 1; period <= w.document().model().settings().periods; period += 6) {
            w.document().setPeriod(period);
            QTest::qWait(5);
        }
    }
    {
        const Watched watched("editing, undoing, redoing");
        for (const char* value : {"8/10/15", "9/11/16"})
            need(w.document().apply(setField(w.document().model(), {Metric::kind, "L3"}, "estimate", value)));
        CHECK(w.waitForResults());
        QTest::keyClick(&w.window(), Qt::Key_Z, Qt::ControlModifier);
        QTest::keyClick(&w.window(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        CHECK(w.waitForResults());
    }
    {
        const Watched watched("choosing scenarios on the page of results");
        w.window().showPageFor("results");
        for (const Scenario& scenario : w.document().model().scenarios()) {
            w.document().setScenario(scenario.id);
            QTest::qWait(50);
        }
    }
    {
        const Watched watched("saving figures");
        for (Chart* chart : w.window().findChildren<Chart*>())
            if (chart->isVisible())
                for (const char* extension : {"png", "svg", "csv"})
                    CHECK(chart->save(folder.filePath(u"figure."_s + QLatin1String(extension))).has_value());
    }
    {
        const Watched watched("the report");
        auto* report = w.window().findChild<ReportExport*>();
        QSignalSpy ended(report, &ReportExport::ended);
        QTimer always; // whatever lets events through while it draws lets this one through
        always.start(0);
        report->start(folder.filePath(u"report.pdf"_s), Paper::a4);
        CHECK((!ended.isEmpty() || ended.wait(180000)));
        QTest::qWait(50);
    }
    {
        const Watched watched("closing and opening the file");
        w.document().close();
        w.window().files().openPath(path);
        CHECK(QTest::qWaitFor([&] { return w.document().isOpen(); }, 30000));
        CHECK(w.waitForResults());
    }
    {
        const Watched watched("importing a model");
        QFile file(folder.filePath(u"case.json"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(writeJson(transit())));
        file.close();
        w.window().files().importPath(file.fileName());
        CHECK(QTest::qWaitFor([&] { return w.document().filePath() != path; }, 30000));
        CHECK(w.waitForResults());
    }
    INFO(Watched::holds().join(u'\n').toStdString());
    CHECK(Watched::holds().isEmpty());
}

TEST_CASE("A model of some thousand metrics opens, is searched, edited and played without a long wait") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"large.tributary"_s);
    constexpr int branches = 40;
    constexpr int leaves = 50;
    Edit edit;
    Metric top;
    top.id = MetricId("top");
    top.name = "Top";
    top.level = Level::financial;
    top.estimate = *Quantity::parse("100");
    edit.changes.push_back(put(top));
    const auto add = [&](const std::string& id, const std::string& parent, Level level) {
        Metric metric = top;
        metric.id = MetricId(id);
        metric.name = "Metric " + id;
        metric.level = level;
        metric.parent = MetricId(parent);
        edit.changes.push_back(put(metric));
    };
    for (int branch = 0; branch < branches; ++branch) {
        const std::string name = "b" + std::to_string(branch);
        add(name, "top", Level::operating);
        for (int leaf = 0; leaf < leaves; ++leaf)
            add(name + "l" + std::to_string(leaf), name, Level::frontline);
    }
    {
        Document document;
        need(document.create(apply(Model(), edit).model));
        need(saveAs(document, path));
    }
    Watched::holds().clear();
    const WholeWindow w;
    {
        const Watched watched("opening");
        w.window().files().openPath(path);
        CHECK(QTest::qWaitFor([&] { return w.document().isOpen(); }, 60000));
        CHECK(w.waitForResults());
    }
    {
        const Watched watched("editing");
        need(w.document().apply(rename(w.document().model(), MetricId("b7l7"), "Another name")));
        for (const char* value : {"101", "102", "103"}) { // as a slider does
            need(w.document().apply(setField(w.document().model(), {Metric::kind, "b7l7"}, "estimate", value)));
            QTest::qWait(50);
        }
        CHECK(w.waitForResults());
    }
    {
        const Watched watched("playing");
        for (int period = 1; period <= w.document().model().settings().periods; period += 6) {
            w.document().setPeriod(period);
            QTest::qWait(5);
        }
    }
    {
        const Watched watched("finding");
        QTest::keyClick(&w.window(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), u"Another"_s);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::qWait(200);
    }
    {
        const Watched watched("turning the pages");
        w.forEachPage([](const QString&) {});
    }
    INFO(Watched::holds().join(u'\n').toStdString());
    CHECK(Watched::holds().isEmpty());
}
