// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/comparison.h"
#include "core/model/edits.h"
#include "tests/ui/interventions/page_fixture.h"
#include "ui/charts/figure_menu.h"
#include "ui/charts/rows_chart.h"
#include "ui/interventions/comparison_panel.h"
#include "ui/interventions/pair_table.h"
#include "ui/look/number_words.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QSignalSpy>
#include <QTableWidget>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct ScenariosFixture : PageFixture {
    explicit ScenariosFixture(const Model& model = transit()) : PageFixture(model) {
        page.showList(InterventionsPage::List::scenarios);
    }

    ComparisonPanel& comparison() {
        auto* found = page.scenario().findChild<ComparisonPanel*>();
        REQUIRE(found);
        return *found;
    }
};

} // namespace

TEST_CASE("scenarios stand side by side with their headlines, and business as usual is none of them") {
    ScenariosFixture f;
    CHECK(f.texts().contains(u"The figures come with the first results."_s));
    f.wait();
    QTableWidget& table = f.comparison().table();
    REQUIRE(table.rowCount() == 2);
    REQUIRE(table.columnCount() == 7);
    // In the order of the list, whichever is shown.
    CHECK(table.item(0, 0)->text() == u"Parts and expert finder"_s);
    CHECK(table.item(1, 0)->text() == u"More parts in stock"_s);
    CHECK(table.item(0, 1)->text().contains(u"M$"_s));
    CHECK(table.item(0, 5)->text().startsWith(u"about "_s));
    CHECK(table.item(1, 4)->text().startsWith(u"at once"_s));
    CHECK(table.item(0, 3)->text().endsWith(u"%"_s));
    CHECK(table.horizontalHeaderItem(6)->text() == u"Ahead of Parts and expert finder"_s);
    CHECK(table.horizontalHeaderItem(6)->toolTip().contains(u"median of the differences trial by trial"_s));
    CHECK(table.item(1, 6)->text().contains(u" to "_s));
    CHECK(table.item(0, 6)->text() == u"–"_s);
    CHECK(f.comparison().chart().data().rows.size() == 2);
}

TEST_CASE("the chance that one scenario beats the other is said both ways, with its error and what is between them") {
    ScenariosFixture f;
    f.wait();
    QTableWidget& matrix = f.comparison().matrix();
    REQUIRE(matrix.rowCount() == 2);
    CHECK(matrix.item(0, 0)->text() == u"–"_s);
    const auto pair =
        compareScenarios(*f.document.outcome().sampled).find(ScenarioId("parts-exchange"), ScenarioId("more-stock"));
    REQUIRE(pair);
    CHECK(matrix.item(0, 1)->text().contains(shareWords(pair->chanceFirstWins.value)));
    CHECK(matrix.item(1, 0)->text().contains(shareWords(1 - pair->chanceFirstWins.value)));
    CHECK(matrix.item(0, 1)->text().section(u'\n', 2).contains(u" to "_s)); // the interval of the difference
    for (const QString& line : matrix.item(0, 1)->text().split(u'\n'))
        CHECK(QFontMetrics(matrix.font()).horizontalAdvance(line) < 105); // three columns of them fit beside the chart
    CHECK(matrix.item(0, 1)->toolTip().contains(u"standard error"_s));
    CHECK(matrix.item(0, 1)->toolTip().contains(u"Parts and expert finder beats More parts in stock"_s));
}

TEST_CASE("both tables of scenarios have the menu of the charts, and its numbers are those of all pairs") {
    ScenariosFixture f;
    f.wait();
    QStringList copied;
    for (FigureMenu* menu : f.comparison().findChildren<FigureMenu*>()) {
        REQUIRE(menu->menu()->actions().size() == 6);
        menu->menu()->actions()[1]->trigger();
        copied << QGuiApplication::clipboard()->text().section(u'\n', 0, 0);
        CHECK(QGuiApplication::clipboard()->text().count(u'\n') == 3); // a head and two rows
    }
    REQUIRE(copied.size() == 3); // two tables and the chart
    CHECK(copied.filter(u"ahead of Parts and expert finder P50 (USD)"_s).size() == 1);
    CHECK(copied.filter(u"chance to beat it (0 to 1)"_s).size() == 1);
    CHECK(copied.filter(u"P50 (USD)\tP75 (USD)"_s).size() == 1);
}

TEST_CASE("a scenario chosen in the table is the one that is shown, on the page and above it") {
    ScenariosFixture f;
    f.wait();
    f.comparison().table().selectRow(1);
    QCoreApplication::processEvents();
    CHECK(f.document.scenario() == ScenarioId("more-stock"));
    CHECK(f.editor("name").text() == u"More parts in stock"_s);
    f.document.setScenario(ScenarioId("parts-exchange"));
    CHECK(f.editor("name").text() == u"Parts and expert finder"_s);
}

TEST_CASE("a new scenario is named and a changed quantity set by typing alone, and says what it is until then") {
    ScenariosFixture f;
    f.press(u"addPlan"_s);
    const std::string id = f.document.scenario().text;
    f.wait();
    CHECK(f.texts().contains(u"New scenario costs nothing and brings in nothing: it is business as usual."_s));
    QTest::keyClicks(QApplication::focusWidget(), u"Cheaper"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    CHECK(f.plan(id.c_str()).name == "Cheaper");
    // The results have the old name until the next run, and are shown under the new one at once.
    CHECK(f.texts().contains(u"Cheaper costs nothing and brings in nothing: it is business as usual."_s));
    CHECK(f.comparison().table().item(1, 0)->text() == u"More parts in stock"_s);
    CHECK(f.comparison().table().item(2, 0)->text() == u"Cheaper"_s); // what is new stands last
    CHECK(f.comparison().table().item(2, 3)->text() == u"none"_s);    // no cost, no return on it
    CHECK(f.comparison().table().item(2, 4)->text() == u"nothing to pay back"_s);
    f.press(u"addChange"_s);
    f.pick(u"Part not at the yard: estimate"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"-5%"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    CHECK(f.plan(id.c_str()).overrides.front().value.text == "-5%");
}

TEST_CASE("another belief stands apart from the plans, and is held against each of them with a mark that says so") {
    Scenario belief = *transit().scenarios().find(ScenarioId("parts-exchange"));
    belief.id = ScenarioId("a-belief");
    belief.name = "If it does not stall";
    belief.overrides = {{"intervention/parts-exchange/stall/probability", need(OverrideValue::parse("0 %"))}};
    ScenariosFixture f(tributary::test::with(transit(), belief));
    f.wait();
    QTableWidget& table = f.comparison().table();
    REQUIRE(table.rowCount() == 4);
    CHECK(table.item(2, 0)->text() == u"Under another belief, each against what would be as usual then"_s);
    CHECK(table.item(3, 0)->text() == u"If it does not stall"_s);
    CHECK(table.item(3, 0)->toolTip().contains(u"Another belief about \u201cParts and expert finder\u201d"_s));
    REQUIRE(f.comparison().matrix().rowCount() == 3);
    CHECK(f.comparison().matrix().item(2, 1)->toolTip().contains(u"Under another belief"_s));
    CHECK_FALSE(f.comparison().matrix().item(0, 1)->toolTip().contains(u"Under another belief"_s));
    f.document.setScenario(ScenarioId("more-stock"));
    QCoreApplication::processEvents();
    // Another plan under another belief.
    CHECK(f.comparison().table().item(3, 6)->text().contains(u" to "_s));
    CHECK(f.comparison().table().item(3, 6)->text().endsWith(u"under another belief"_s));
    CHECK(f.comparison().table().item(0, 6)->text().contains(u" to "_s));
    CHECK_FALSE(f.comparison().table().item(0, 6)->text().contains(u"belief"_s));
    f.document.setScenario(ScenarioId("a-belief"));
    QCoreApplication::processEvents();
    CHECK(f.comparison().table().item(0, 6)->text().contains(u" to "_s));
    CHECK(f.texts().join(u' ').contains(
        u"Another belief about \u201cParts and expert finder\u201d: it holds in business as usual too"_s));
}

TEST_CASE("what a scenario uses and changes comes before the comparison with the others") {
    ScenariosFixture f;
    f.wait();
    const auto topOf = [&](const QWidget& widget) { return widget.mapTo(&f.page, QPoint()).y(); };
    const int ticks = topOf(*f.editor("interventions/parts-exchange").input());
    CHECK(ticks < topOf(f.comparison()));
    CHECK(ticks < 400); // in sight of a small window
}

TEST_CASE("one scenario alone is not compared with itself") {
    ScenariosFixture f(tributary::apply(transit(), need(eraseScenario(transit(), ScenarioId("more-stock")))).model);
    f.wait();
    CHECK(f.comparison().table().rowCount() == 1);
    CHECK(f.comparison().table().columnCount() == 6);
    CHECK_FALSE(f.comparison().matrix().isVisible());
}

TEST_CASE("a scenario is made, named, filled and taken away by hand, one step each") {
    ScenariosFixture f;
    f.press(u"addPlan"_s);
    REQUIRE(f.document.model().scenarios().size() == 3);
    const std::string id = f.document.scenario().text;
    CHECK(f.editor("name").input()->hasFocus());
    f.enter("name", u"Both at once"_s);
    CHECK(f.plan(id.c_str()).name == "Both at once");
    auto* box = qobject_cast<QCheckBox*>(f.editor("interventions/parts-exchange").input());
    REQUIRE(box);
    box->click();
    CHECK(f.plan(id.c_str()).interventions.size() == 1);
    // A quantity is found by its name, and what is typed over it is another step.
    f.press(u"addChange"_s);
    f.pick(u"Part not at the yard: estimate"_s);
    REQUIRE(f.plan(id.c_str()).overrides.size() == 1);
    CHECK(f.plan(id.c_str()).overrides.front().path == "metric/L1/estimate");
    f.enter("override/metric/L1/estimate", u"-5%"_s);
    CHECK(f.plan(id.c_str()).overrides.front().value.text == "-5%");
    f.press(u"addCost"_s);
    CHECK(f.plan(id.c_str()).costs.size() == 1);
    for (int steps = 0; steps < 4; ++steps)
        f.undo();
    CHECK(f.plan(id.c_str()).name == "Both at once");
    CHECK(f.plan(id.c_str()).interventions.empty());
    f.undo();
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("what is typed as a change and cannot be one says how to write it, and the scenario stays as it was") {
    ScenariosFixture f;
    f.document.setScenario(ScenarioId("more-stock"));
    FieldEditor& at = f.enter("override/metric/L1/estimate", u"+3 hour"_s);
    CHECK_FALSE(at.message().isEmpty());
    CHECK(f.plan("more-stock").overrides.front().value.text == "24%");
    f.enter("override/metric/L1/estimate", u"+2 points"_s);
    CHECK(f.plan("more-stock").overrides.front().value.text == "+2 points");
    CHECK(f.texts().contains(u"part of the plan"_s));
}

TEST_CASE("a scenario is duplicated and deleted from its menu") {
    ScenariosFixture f;
    f.choose(u"moreAboutPage"_s, u"Duplicate"_s);
    CHECK(f.document.model().scenarios().size() == 3);
    CHECK(f.editor("name").text() == u"Parts and expert finder, copy"_s);
    f.choose(u"moreAboutPage"_s, u"Delete this scenario"_s);
    CHECK(f.document.model() == transit());
    CHECK(f.document.scenario() == ScenarioId("parts-exchange"));
}

TEST_CASE("a changed quantity leads to the place where the model holds it") {
    ScenariosFixture f;
    f.document.setScenario(ScenarioId("more-stock"));
    QSignalSpy wanted(&f.page, &InterventionsPage::placeWanted);
    for (QAbstractButton* button : f.page.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->accessibleName().startsWith(u"Part not at"_s))
            QTest::keyClick(button, Qt::Key_Return);
    REQUIRE(wanted.count() == 1);
    CHECK(wanted.front().front().toString() == u"metric/L1/estimate"_s);
}

TEST_CASE("a model without scenarios says what one is") {
    ScenariosFixture f{Model{}};
    CHECK(f.texts().contains(u"Add a plan, to compare it with going on as usual."_s));
    f.press(u"addPlan"_s);
    CHECK(f.document.model().scenarios().size() == 1);
    CHECK(f.editor("name").isVisible());
}

TEST_CASE("the changed input of a plan takes no comparison away") {
    ScenariosFixture f;
    f.wait();
    f.press(u"addChange"_s);
    f.pick(u"Premium of an emergency purchase"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"-5%"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    f.wait();
    QTableWidget& table = f.comparison().table();
    REQUIRE(table.rowCount() == 3);
    CHECK(table.item(0, 6)->text().endsWith(u"under another belief"_s)); // More parts in stock
    CHECK(table.item(0, 6)->text().contains(u" to "_s));
    CHECK(table.item(2, 6)->text() == u"–"_s);
    CHECK_FALSE(table.item(2, 6)->toolTip().isEmpty()); // says what to do
    CHECK(f.comparison().matrix().isVisible());
    CHECK(f.comparison().matrix().rowCount() == 2);
}

TEST_CASE("the chances of six scenarios fit beside open minutes, and more of them scroll past their names") {
    Model model = transit();
    const auto add = [&model](int number) {
        Scenario scenario;
        scenario.name = "A scenario with a long name, " + std::to_string(number);
        model = tributary::apply(model, need(addScenario(model, scenario))).model;
    };
    for (int i = 0; i < 4; ++i)
        add(i);
    SECTION("six") {
        ScenariosFixture f(model);
        f.wait();
        for (const int width : {1340, 920}) {
            f.page.resize(width, 820);
            QCoreApplication::processEvents();
            PairTable& matrix = f.comparison().matrix();
            REQUIRE(matrix.columnCount() == 6);
            CHECK(matrix.isCompact());
            CHECK(matrix.columnViewportPosition(5) + matrix.columnWidth(5) <= matrix.viewport()->width());
            for (int column = 0; column < 6; ++column) {
                const QString text = matrix.item(0, column)->text();
                CHECK(QFontMetrics(matrix.font()).horizontalAdvance(text) + 6 <= matrix.columnWidth(column));
                const QRect room(0, 0, matrix.columnWidth(column) - 8, 1000);
                const QFontMetrics head(matrix.horizontalHeader()->font());
                CHECK(head.boundingRect(room, Qt::TextWordWrap, matrix.horizontalHeaderItem(column)->text()).height() <=
                      matrix.horizontalHeader()->height());
            }
            CHECK(matrix.item(0, 1)->toolTip().contains(u"Between them"_s));
        }
    }
    SECTION("ten") {
        for (int i = 4; i < 8; ++i)
            add(i);
        ScenariosFixture f(model);
        f.wait();
        PairTable& matrix = f.comparison().matrix();
        CHECK(matrix.horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOn);
        CHECK(matrix.columnWidth(9) >= 60);
        CHECK(matrix.verticalHeader()->width() >= 90);
    }
}

TEST_CASE("the chances of a few scenarios keep their words and differences, and names are read whole") {
    const Model model = need(modelFromTemplate("special-terms"));
    ScenariosFixture f(model);
    f.wait();
    for (const int width : {1340, 1036}) {
        f.page.resize(width, 820);
        QCoreApplication::processEvents();
        CAPTURE(width);
        const PairTable& matrix = f.comparison().matrix();
        REQUIRE(matrix.columnCount() == 4);
        CHECK_FALSE(matrix.isCompact());
        CHECK(matrix.item(0, 1)->text().contains(u" to "_s));
        const auto needs = [](const QString& text, const QWidget& view, int room) {
            return QFontMetrics(view.font()).boundingRect(QRect(0, 0, room - 8, 1000), Qt::TextWordWrap, text).height();
        };
        for (int at = 0; at < 4; ++at) {
            const QTableWidgetItem& row = *matrix.verticalHeaderItem(at);
            CHECK((row.textAlignment() & Qt::TextWordWrap) != 0);
            CHECK(needs(row.text(), *matrix.verticalHeader(), matrix.verticalHeader()->width()) <=
                  matrix.rowHeight(at));
            CHECK(needs(matrix.horizontalHeaderItem(at)->text(), *matrix.horizontalHeader(), matrix.columnWidth(at)) <=
                  matrix.horizontalHeader()->height());
            for (int other = 0; other < 4; ++other)
                CHECK(needs(matrix.item(at, other)->text(), matrix, matrix.columnWidth(other)) <= matrix.rowHeight(at));
        }
    }
}

TEST_CASE("a quantity that is looked for is shown with its unit") {
    ScenariosFixture f;
    f.press(u"addChange"_s);
    QStringList rows;
    for (PathPicker* picker : f.page.findChildren<PathPicker*>())
        if (picker->isVisible())
            for (QListWidget* list : picker->findChildren<QListWidget*>())
                for (int row = 0; row < list->count(); ++row)
                    rows << list->item(row)->text();
    const auto row = std::ranges::find_if(
        rows, [](const QString& text) { return text.startsWith(u"Cost of a missed service hour"_s); });
    REQUIRE(row != rows.end());
    CHECK(row->contains(u"40/90/160"_s));
    CHECK((row->contains(u"USD"_s) || row->contains(u"$"_s)));
}

TEST_CASE("a cost that has no amount yet stops nothing, and says that it is left out") {
    ScenariosFixture f;
    f.wait();
    const double before = f.document.outcome().sampled->find(ScenarioId("parts-exchange"))->npv.p50;
    f.press(u"addCost"_s);
    f.wait();
    CHECK_FALSE(f.document.isStale());
    CHECK(f.document.outcome().sampled->find(ScenarioId("parts-exchange"))->npv.p50 == before);
    CHECK(f.texts().join(u' ').contains(u"left out"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"1000 USD/month"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    f.wait();
    CHECK(f.document.outcome().sampled->find(ScenarioId("parts-exchange"))->npv.p50 < before);
    CHECK_FALSE(f.texts().join(u' ').contains(u"left out"_s));
}

TEST_CASE("scenarios are listed, chosen and compared in one order") {
    ScenariosFixture f;
    f.press(u"addPlan"_s);
    f.wait();
    auto* list = f.page.findChild<PlanList*>();
    REQUIRE(list);
    const QTableWidget& table = f.comparison().table();
    REQUIRE(list->count() == 3);
    for (int row = 0; row < list->count(); ++row)
        CHECK(list->item(row)->text() == table.item(row, 0)->text());
    CHECK(list->item(2)->text() == u"New scenario"_s);
}
