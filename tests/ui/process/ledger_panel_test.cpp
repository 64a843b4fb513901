// SPDX-License-Identifier: GPL-3.0-or-later
// The exceptions of the process page by real events: rows with ranges, this map and all maps, Pareto and matrix.
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "tests/builders.h"
#include "ui/charts/matrix_chart.h"
#include "ui/charts/rows_chart.h"
#include "ui/charts/table_chart.h"
#include "ui/document.h"
#include "ui/look/number_words.h"
#include "ui/look/segmented_control.h"
#include "ui/process/ledger_measurer.h"
#include "ui/process/ledger_panel.h"
#include "ui/process/ledger_series.h"
#include "ui/process/map_canvas.h"
#include "ui/process/process_page.h"
#include "ui/qt_text.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct ShownLedger {
    explicit ShownLedger(const Model& model) {
        QDir(draftFolder()).removeRecursively();
        need(document.create(model).map([] { return 0; }));
        document.setScenario(ScenarioId("parts-exchange"));
        page.resize(1036, 790);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
        CHECK_FALSE(panel().isVisible());
        for (SegmentedControl* each : page.findChildren<SegmentedControl*>())
            if (each->accessibleName().startsWith(u"The map"_s))
                QTest::keyClick(each, Qt::Key_Right);
        REQUIRE(panel().isVisible());
    }

    LedgerPanel& panel() { return *page.findChild<LedgerPanel*>(); }
    TableChart& table() { return panel().exceptions(); }
    void waitForRows() {
        REQUIRE(QTest::qWaitFor([this] { return !table().data().rows.isEmpty(); }, 30000));
    }
    /// The texts of a column, its total last.
    QStringList column(const QString& head) {
        QStringList texts;
        for (int i = 0; i < table().data().columns.size(); ++i)
            if (QString(table().data().columns[i].head).replace(QChar::Nbsp, u' ') == head)
                for (const TableSeries::Row& row : table().data().rows)
                    texts << row.cells[i];
        return texts;
    }

    void measuredStrip() {
        REQUIRE(QTest::qWaitFor([this] { return page.measurer().measures() != nullptr; }, 30000));
    }

    Document document;
    ProcessPage page{document};
};

/// The transit case with a second map, at whose one task a visit in five goes wrong.
Model twoMaps() {
    Process second;
    second.id = ProcessId("wash");
    second.name = "Wash a bus";
    second.arrivals = parameter("1000 bus/month");
    second.pools = {pool("crew", "mt", "50")};
    second.steps = {step("in", StepKind::start), task("work", "Wash", "crew", "1 hour"), step("out", StepKind::end)};
    second.flows = {flow("in", "work"), flow("work", "out")};
    ProcessException broken;
    broken.id = ExceptionId("broken");
    broken.name = "Washer broken";
    broken.step = StepId("work");
    broken.frequency = parameter("uniform(10, 30) %");
    broken.pool = PoolId("crew");
    broken.touch = parameter("2 hour");
    second.exceptions = {broken};
    return with(transit(), std::move(second));
}

} // namespace

TEST_CASE("a row leads to its exception on the map, by a click and by Enter") {
    ShownLedger shown(transit());
    shown.waitForRows();
    TableChart& table = shown.table();
    const auto select = [&](const std::function<void()>& choose) {
        shown.document.select(EntityRef{Process::kind, shown.page.shownProcess().text});
        for (SegmentedControl* each : shown.page.findChildren<SegmentedControl*>())
            if (each->accessibleName().startsWith(u"The map"_s) && each->current() == 0)
                QTest::keyClick(each, Qt::Key_Right);
        REQUIRE(table.isVisible());
        choose();
        CHECK(shown.page.canvas().isVisible());
        REQUIRE(shown.page.canvas().selected().size() == 1);
        return shown.page.canvas().selected().front();
    };
    const MapPart second = select([&] {
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Home);
        QTest::keyClick(&table, Qt::Key_Down);
        QTest::keyClick(&table, Qt::Key_Return);
    });
    CHECK((second.kind == MapPart::Kind::exception || second.kind == MapPart::Kind::flow));
    // The total, the last row, leads nowhere; the one above it is clicked.
    QWidget* figure = table.childAt(QPoint(60, table.height() / 2));
    REQUIRE(figure);
    const MapPart clicked = select([&] {
        for (int y = figure->height() - 1; y > 0 && table.isVisible(); y -= 8)
            QTest::mouseClick(figure, Qt::LeftButton, {}, QPoint(60, y));
    });
    CHECK(clicked != second);
}

TEST_CASE("the head of a map counts the exceptions that the ledger lists") {
    ShownLedger shown(need(modelFromTemplate("missed-delivery")));
    shown.document.setScenario({});
    shown.waitForRows();
    REQUIRE(shown.table().data().rows.size() == 5); // its total last
    CHECK(shown.page.measurer().exceptions() == 4); // worked out with the measures, beside the window
    const auto labels = shown.page.findChildren<QLabel*>();
    CHECK(std::ranges::any_of(labels, [](const QLabel* each) {
        return each->toolTip().contains(u"4 exceptions"_s) || each->text().contains(u"4 exceptions"_s);
    }));
}

TEST_CASE("what goes wrong stands in rows of money with ranges, the dearest first, with its total") {
    ShownLedger shown(transit());
    shown.waitForRows();
    REQUIRE(shown.table().data().rows.size() == 4);
    CHECK(shown.table().data().rows.back().cells.front() == u"All of it"_s);
    for (const QString& range : shown.column(u"P10 to P90"_s))
        CHECK(range.contains(u" to "_s));
    CHECK(shown.panel().finding().contains(u"of the labour and"_s));
    CHECK(shown.panel().finding().contains(u"of the headcount time"_s));
    CHECK(shown.panel().basis().contains(u"256 trials"_s));
    // What the scenario takes away of each, or that nothing does.
    const QStringList taken = shown.column(u"By month 60"_s);
    REQUIRE(taken.size() == 4);
    for (const QString& each : taken)
        CHECK((each.contains(u"less"_s) || each == u"no effect yet"_s));
    CHECK(taken.filter(u"less"_s).size() >= 2);
    // The numbers are copied as those of a chart are.
    shown.table().setFocus();
    QTest::keyClick(&shown.table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().trimmed().split(u'\n');
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].contains(u"cost p50 (USD/year)"_s));
    CHECK(lines[0].contains(u"at the step"_s));
    CHECK(lines.join(u'\n').contains(u"Test and inspect"_s)); // where the repair is to be done again
    // The arrow keys walk the rows and say them.
    QTest::keyClick(&shown.table(), Qt::Key_Home);
    CHECK(shown.table().accessibleDescription().contains(u"Touch of one"_s));
}

TEST_CASE("the Pareto figure ends at the whole, and the matrix holds what the hand-offs add up to") {
    ShownLedger shown(transit());
    shown.waitForRows();
    const RowsSeries& pareto = shown.panel().pareto().data();
    REQUIRE(pareto.rows.size() == 3);
    CHECK(pareto.rows[0].cells[0].toDouble() >= pareto.rows[1].cells[0].toDouble());
    CHECK(pareto.rows.last().mark.value() == Approx(100));
    const MatrixSeries& matrix = shown.panel().handOffs().data();
    REQUIRE(matrix.names.size() >= 3);
    REQUIRE(matrix.values.size() == matrix.names.size() * matrix.names.size());
    int pairs = 0;
    for (qsizetype i = 0; i < matrix.names.size(); ++i) {
        CHECK(std::isnan(matrix.at(i, i)));
        for (qsizetype j = 0; j < matrix.names.size(); ++j)
            pairs += std::isfinite(matrix.at(i, j)) ? 1 : 0;
    }
    CHECK(pairs == matrix.numbers.rows.size());
    CHECK(matrix.foot.contains(u"boundary hand-offs"_s));
    CHECK(shown.panel().handOffs().accessibleDescription().contains(u" to "_s));
}

TEST_CASE("all maps stand in one ledger that names them, and this map follows the choice") {
    ShownLedger shown(twoMaps());
    shown.document.select(EntityRef{Process::kind, "wash"});
    shown.waitForRows();
    REQUIRE(shown.table().data().rows.size() == 2);
    CHECK(shown.table().data().rows[0].cells[0] == u"Washer broken, at Wash"_s);
    CHECK(shown.column(u"By month 60"_s).value(0) == u"no effect yet"_s);
    QTest::keyClick(&shown.panel().scope(), Qt::Key_Right);
    REQUIRE(shown.table().data().rows.size() == 5);
    CHECK(shown.column(u"Map"_s).contains(u"Wash a bus"_s));
    CHECK(shown.panel().pareto().data().rows.size() == 4);
    shown.document.select(EntityRef{Process::kind, "restore"});
    CHECK(shown.table().data().rows.size() == 5);
    QTest::keyClick(&shown.panel().scope(), Qt::Key_Left);
    CHECK(shown.table().data().rows.size() == 4);
}

TEST_CASE("the ledger follows an edit, and business as usual has nothing taken away") {
    ShownLedger shown(twoMaps());
    shown.document.select(EntityRef{Process::kind, "wash"});
    shown.waitForRows();
    const QString was = shown.column(u"Times a month"_s).value(0);
    need(shown.document.apply(setField(shown.document.model(), {Process::kind, "wash"}, "arrivals", "2000 bus/month"))
             .map([] { return 0; }));
    REQUIRE(QTest::qWaitFor([&] { return shown.column(u"Times a month"_s).value(0) != was; }, 30000));
    CHECK(shown.column(u"Times a month"_s).value(0) == u"400"_s);
    shown.document.setScenario(ScenarioId());
    REQUIRE(QTest::qWaitFor([&] { return shown.column(u"By month 60"_s).isEmpty(); }, 30000));
    CHECK(shown.panel().basis().contains(u"Choose a scenario"_s));
}

TEST_CASE("a map in which nothing goes wrong says so, and one that is not whole says what is missing") {
    Model model = after(transit(), addProcess(transit(), MetricId("O3"), "Bare"));
    ShownLedger shown(model);
    shown.document.select(EntityRef{Process::kind, "bare"});
    REQUIRE(QTest::qWaitFor([&] { return shown.table().accessibleDescription().contains(u"arrivals"_s); }, 30000));
    model = twoMaps();
    Process plain = *model.processes().find(ProcessId("wash"));
    plain.exceptions.clear();
    need(shown.document.create(with(model, plain)).map([] { return 0; }));
    shown.document.select(EntityRef{Process::kind, "wash"});
    REQUIRE(QTest::qWaitFor(
        [&] { return shown.table().accessibleDescription().contains(u"Nothing goes wrong here."_s); }, 30000));
}

TEST_CASE("all maps are added up without those that have errors or hang on some, which are named") {
    Model model = twoMaps();
    Process plain = *model.processes().find(ProcessId("wash"));
    plain.flows.clear(); // nobody gets to the work
    model = with(model, std::move(plain));
    ShownLedger shown(model);
    QTest::keyClick(&shown.panel().scope(), Qt::Key_Right);
    shown.waitForRows();
    CHECK(shown.panel().basis().contains(u"Left out"_s));
    CHECK(shown.panel().basis().contains(u"Wash a bus"_s));
    // An error that is no map's: of a metric that nothing in the maps hangs on.
    Metric wrong = formulaMetric("wrong", "Wrong", "hour", "1 + 1");
    wrong.formula = formula("moon + 1");
    shown.document.select(EntityRef{Process::kind, "restore"});
    need(shown.document.create(with(twoMaps(), std::move(wrong))).map([] { return 0; }));
    REQUIRE(QTest::qWaitFor([&] { return shown.column(u"Map"_s).contains(u"Wash a bus"_s); }, 30000));
    CHECK_FALSE(shown.panel().basis().contains(u"Left out"_s));
}

TEST_CASE("the wheel over the table scrolls the page, which says how its numbers differ from those beneath") {
    ShownLedger shown(transit());
    shown.page.resize(1036, 520);
    shown.waitForRows();
    QScrollBar* bar = nullptr;
    for (QScrollArea* area : shown.panel().findChildren<QScrollArea*>())
        if (area->accessibleName() == u"What goes wrong"_s)
            bar = area->verticalScrollBar();
    REQUIRE(bar);
    REQUIRE(QTest::qWaitFor([&] { return bar->maximum() > 0; }));
    const int before = bar->value();
    QWidget* drawn = shown.table().childAt(200, 60); // what the pointer is over
    REQUIRE(drawn);
    const QPointF at(20, 20);
    QWheelEvent down(at, drawn->mapToGlobal(at), QPoint(), QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(drawn, &down);
    CHECK(bar->value() > before);
    CHECK(shown.panel().basis().contains(u"at the medians of what is uncertain"_s));
    shown.measuredStrip();
    const double beneath = shown.page.measurer().measures()->exceptionShare;
    REQUIRE_FALSE(shown.panel().finding().contains(percentWords(beneath)));
    CHECK(shown.panel().basis().contains(percentWords(beneath) + u" of the labour is in exceptions there"_s));
}

TEST_CASE("a table keeps all of its columns: what is too narrow for them is scrolled") {
    TableChart table;
    TableSeries series;
    series.title = u"Rows"_s;
    series.columns = {{u"What"_s},
                      {u"First of all"_s, TableSeries::Kind::number},
                      {u"Who"_s, TableSeries::Kind::text},
                      {u"Third"_s, TableSeries::Kind::number}};
    series.rows = {{{u"A row"_s, u"1,000,000"_s, u"Maintenance, Parts inventory, Parts procurement"_s, u"3,000,000"_s},
                    false,
                    {}}};
    table.resize(800, 160);
    table.show();
    REQUIRE(QTest::qWaitForWindowExposed(&table));
    table.setData(series);
    const int least = table.minimumSizeHint().width();
    for (const int width : {800, 600, least}) {
        table.resize(width, 200);
        const auto columns = table.columns();
        REQUIRE(columns.size() == 4);
        for (qsizetype i = 1; i < columns.size(); ++i)
            CHECK(columns[i].first > columns[i - 1].second);
        CHECK(columns.last().second <= width);
    }
    CHECK(least < 600);
}

TEST_CASE("work and waiting have their columns in the ledger from 1280 pixels on, at texts of 150 %") {
    ShownLedger shown(transit());
    shown.waitForRows();
    // What the rail and the inspector leave of 1920, 1440 and 1280, and of 1280 at texts of half as much again.
    for (const int width : {1516, 1036, 876, 449}) {
        INFO("width " << width);
        shown.page.resize(width, 700);
        QCoreApplication::processEvents();
        const auto columns = shown.table().columns();
        QStringList heads;
        for (qsizetype i = 0; i < columns.size(); ++i) {
            heads << QString(shown.table().data().columns[i].head).replace(QChar::Nbsp, u' ');
            CHECK(columns[i].second <= shown.table().width());
        }
        for (const QString& head : {u"Touch of one"_s, u"Waiting a month"_s, u"Cost a year"_s, u"P10 to P90"_s})
            CHECK(heads.contains(head));
        // It lies in the panel whole, or is scrolled to the side there.
        const auto* view = qobject_cast<QScrollArea*>(shown.table().parentWidget()->parentWidget());
        REQUIRE(view);
        CHECK(view->width() <= shown.page.width());
        CHECK((view->horizontalScrollBar()->maximum() > 0) == (shown.table().width() > view->viewport()->width()));
        CHECK(QTest::qWaitFor([&] { return view->viewport()->height() >= shown.table().minimumSizeHint().height(); }));
    }
}

TEST_CASE("numbers of an older version say so, and a map that was not measured yet is not said to go well") {
    ShownLedger shown(transit());
    CHECK(shown.table().accessibleDescription().contains(u"being added up"_s));
    shown.waitForRows();
    CHECK_FALSE(shown.panel().basis().contains(u"older version"_s));
    need(shown.document.apply(addProcess(shown.document.model(), MetricId("O3"), "Bare")).map([] { return 0; }));
    CHECK(shown.panel().basis().contains(u"older version"_s));
    shown.document.select(EntityRef{Process::kind, "bare"});
    CHECK(shown.table().accessibleDescription().contains(u"being added up"_s));
    REQUIRE(QTest::qWaitFor([&] { return shown.table().accessibleDescription().contains(u"arrivals"_s); }, 30000));
    shown.document.select(EntityRef{Process::kind, "restore"});
    CHECK_FALSE(shown.panel().basis().contains(u"older version"_s));
}

TEST_CASE("a ledger that nobody watches any more is not drawn up to its end") {
    QDir(draftFolder()).removeRecursively();
    Document document;
    need(document.create(transit()).map([] { return 0; }));
    LedgerMeasurer measurer(document);
    QSignalSpy measured(&measurer, &LedgerMeasurer::measured);
    measurer.setWatched(true);
    REQUIRE(QTest::qWaitFor([&] { return measurer.isWorking(); }, 30000));
    measurer.setWatched(false);
    REQUIRE(QTest::qWaitFor([&] { return !measurer.isWorking(); }, 30000));
    CHECK(measured.isEmpty());
    CHECK(measurer.isStale());
    measurer.setWatched(true);
    REQUIRE(QTest::qWaitFor([&] { return measured.size() == 1; }, 30000));
    CHECK_FALSE(measurer.isStale());
}

TEST_CASE("the times of the ledger are in the units of the map, and of all maps in those of the middle one") {
    const Model desk = need(modelFromTemplate("service-desk"));
    for (const auto& [model, unit] : {std::pair(transit(), u"h"_s), std::pair(desk, u"min"_s)}) {
        ShownLedger shown(model);
        shown.document.setScenario(ScenarioId());
        shown.waitForRows();
        REQUIRE(QTest::qWaitFor([&] { return shown.page.measurer().measures() != nullptr; }, 30000));
        const QStringList times = shown.column(u"Touch of one"_s);
        REQUIRE(times.size() > 1);
        for (const QString& time : times.mid(0, times.size() - 1)) // the total has none
            CHECK(time.endsWith(unit));
    }
    LedgerRanges ranges;
    for (const double minutes : {5.0, 600.0, 700.0}) {
        LedgerRangesRow row;
        row.touchMinutes.p50 = minutes;
        ranges.rows.push_back(row);
    }
    CHECK(timesOf(ranges) == TimeWords());
    ranges.rows[1].touchMinutes.p50 = 6;
    CHECK(timesOf(ranges) == TimeWords(TimeWords::Steps::shortOnes));
}

TEST_CASE("the tip of a row names all effects and all groups that have a part in it") {
    LedgerRanges ranges;
    ranges.scenario = ScenarioId("plan");
    LedgerRangesRow row;
    row.name = "Part missing";
    for (const char* id : {"mt", "pt", "pr", "dr"})
        row.people.push_back({GroupId(id), 1});
    for (int effect = 1; effect <= 5; ++effect) {
        row.savings.push_back({{fmt::format("intervention/tool/effect/e{}", effect), fmt::format("Effect {}", effect)},
                               0.1 * effect,
                               0,
                               0,
                               {}});
        ranges.savings.push_back(row.savings.back());
    }
    ranges.rows = {row};
    const TableSeries table = ledgerTable(transit(), ranges, LedgerScope::oneMap, {});
    for (const TableSeries::Row& each : table.rows) {
        QStringList named;
        for (const auto& [name, value] : each.tip)
            named << name;
        for (int effect = 1; effect <= 5; ++effect)
            CHECK(named.contains(u"Effect %1"_s.arg(effect)));
    }
    CHECK(std::ranges::count_if(table.rows[0].tip,
                                [](const auto& line) { return line.second.contains(u"a month"_s); }) >= 4);
}
