// SPDX-License-Identifier: GPL-3.0-or-later
// The minutes by the window's events: edits and their effects, and ways back that lose nothing.
#include "core/model/quantity_path.h"
#include "core/model/what_if_edits.h"
#include "tests/ui/minutes/minutes_bench.h"
#include "ui/look/npv_words.h"
#include "ui/look/type.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QFontMetricsF>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

using Fixture = MinutesBench;

TEST_CASE("Each edit stands in the minutes with what it did to the NPV, the newest first") {
    Fixture f;
    need(f.document.create(transit()));
    f.set("notes", "asked in March");
    f.set("estimate", "4/5/6");
    f.open();
    REQUIRE(f.panel()->isVisible());
    const QAbstractItemModelTester tester(&f.list(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    REQUIRE(f.list().rowCount() == 3);
    CHECK(f.list().number(0) == 2);
    CHECK(f.list().index(0).data(EditList::presentRole).toBool());
    CHECK(f.list().index(2).data().toString() == u"The model as it was made"_s);
    REQUIRE(f.waitForEffect(2));
    REQUIRE(f.waitForEffect(1));
    CHECK(f.effect(1) == u"no effect on numbers"_s);
    CHECK(f.effect(2).endsWith(u"$"_s));
    CHECK(f.list().index(0).data(EditList::directionRole).toInt() != 0);
    CHECK(f.list().index(0).data(Qt::AccessibleTextRole).toString().contains(u"the model is here"_s));
    f.choose(2);
    auto* what = f.named<QLabel>(u"What the edit changed"_s);
    CHECK(QTest::qWaitFor([&] { return what->text().contains(u"\u2192 4/5/6 hour"_s); }, longest));
}

TEST_CASE("The effects of all edits stand in one unit of money, but what is under a tenth of it in its own") {
    Fixture f;
    need(f.document.create(transit()));
    const auto stalls = [&](const char* chance) {
        need(
            f.document.apply(setQuantity(f.document.model(), "intervention/parts-exchange/stall/probability", chance)));
    };
    stalls("100%");
    f.set("estimate", "10/21/36");
    stalls("20%");
    f.open();
    for (const qint64 edit : {3, 2, 1})
        REQUIRE(f.waitForEffect(edit));
    constexpr double million = 1'000'000;
    REQUIRE(f.panel()->reader().effect(2)->largest < million);
    REQUIRE(f.panel()->reader().effect(3)->largest > million);
    for (const qint64 edit : {3, 1})
        CHECK_THAT(f.effect(edit).toStdString(), Catch::EndsWith("\u00a0M$"));
    CHECK_THAT(f.effect(2).toStdString(), Catch::EndsWith("\u00a0k$"));
    CHECK(npvChangeInColumn(500'000, 380'000, 1'900'000, u"USD"_s) == u"\u22120.12\u00a0M$"_s);
    CHECK(npvChangeInColumn(500'000, 503'300, 1'900'000, u"USD"_s) == u"+3.3\u00a0k$"_s);
    CHECK(npvChangeInColumn(500'000, 500'042, 1'900'000, u"USD"_s) == u"+42\u00a0$"_s);
    CHECK(npvChangeInColumn(500'000, 503'300, 1'900'000, u"USD"_s) ==
          npvChangeWords(500'000, 503'300, 1'900'000, u"USD"_s)); // as the ribbon says it
}

TEST_CASE("A row of the minutes says the values of a change whole, and what of its name has room") {
    const QFontMetricsF metrics(fontOf(TextRole::row));
    const QString values = u"from 30% / 45% / 60% to 20% / 30% / 40%"_s;
    const QString place = u"Parts exchange: share of the parts that are located in the own network and not outside"_s;
    for (qsizetype named = 1; named <= place.size(); named += 7) {
        const QString label = u"Set %1 %2"_s.arg(place.left(named), values);
        for (const double width : {264.0, 288.0, 328.0})
            for (const double first : {width, width / 2}) { // with a version beside it
                const QStringList lines = editLabelLines(label, metrics, first, width);
                INFO(lines.join(u" | "_s).toStdString() << " in " << first << ", " << width);
                REQUIRE((lines.size() == 1 || lines.size() == 2));
                CHECK(lines.join(u' ').endsWith(values));
                CHECK(lines.first().startsWith(u"Set "_s));
                CHECK(metrics.horizontalAdvance(lines.first()) <= first + 0.01);
                CHECK(metrics.horizontalAdvance(lines.last()) <= width + 0.01);
                CHECK((lines.join(u' ') == label || lines.first().endsWith(u'…')));
            }
    }
    CHECK(editLabelLines(u"A"_s + QString(200, u'b'), metrics, 288, 288).first().endsWith(u'…'));
    Fixture f;
    need(f.document.create(transit()));
    f.set("name", "Search for a part that is not at the yard where the bus stands and waits for it to come");
    f.open();
    const QModelIndex row = f.list().index(0);
    CHECK(row.data(Qt::ToolTipRole).toString().startsWith(row.data().toString()));
    const QFontMetricsF strong(fontOf(TextRole::bodyStrong));
    constexpr int lines = 3; // two of the label, time and effect
    CHECK(f.panel()->edits().view().visualRect(row).height() >= lines * strong.capHeight() + 2 * strong.descent());
}

TEST_CASE("The effects stand in the unit in which the pages say the NPV") {
    Fixture f;
    need(f.document.create(transit()));
    const Model whole = transit();
    for (const Scenario& each : whole.scenarios())
        if (each.id != f.document.scenario())
            need(f.document.apply(eraseScenario(f.document.model(), each.id)));
    const auto stalls = [&](const char* chance) {
        f.set("notes", chance); // so that the edits are not joined to one
        need(
            f.document.apply(setQuantity(f.document.model(), "intervention/parts-exchange/stall/probability", chance)));
        REQUIRE(waitForResults(f.bench.runs()));
        return f.document.editsDone();
    };
    f.set("estimate", "10/21/36");
    const qint64 rise = stalls("20%");
    const qint64 fall = stalls("100%");
    constexpr double million = 1'000'000;
    REQUIRE(f.document.largestNpv() < million);
    f.open();
    for (const qint64 edit : {fall, rise})
        REQUIRE(f.waitForEffect(edit));
    REQUIRE(f.panel()->reader().largestNpv() > million);
    for (const qint64 edit : {fall, rise})
        CHECK_THAT(f.effect(edit).toStdString(), Catch::EndsWith("\u00a0k$"));
    const qint64 again = stalls("20%");
    REQUIRE(f.waitForEffect(again));
    for (const qint64 edit : {again, fall})
        CHECK_THAT(f.effect(edit).toStdString(), Catch::EndsWith("\u00a0M$"));
}

TEST_CASE("Going back adds an edit, and one undo comes back") {
    Fixture f;
    need(f.document.create(transit()));
    const Model start = f.document.model();
    f.set("estimate", "4/5/6");
    const Model first = f.document.model();
    f.set("estimate", "1/2/3", "L3");
    f.set("notes", "later");
    const Model last = f.document.model();
    f.open();
    f.choose(1);
    auto* go = f.named<QAbstractButton>(u"Go back to this state"_s);
    REQUIRE(go->isVisible());
    QTest::mouseClick(go, Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return f.document.model() == first; }, longest));
    CHECK(f.document.editsKept() == 4);
    CHECK(f.list().index(0).data().toString().startsWith(u"Go back to: "_s));
    need(f.document.undo());
    CHECK(f.document.model() == last);

    // The edit that went back is taken back now: the list moves to and fro and drops nothing.
    f.choose(0);
    QTest::mouseClick(f.named<QAbstractButton>(u"Undo down to here"_s), Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return f.document.model() == start; }, longest));
    CHECK(f.document.editsKept() == 4);
    CHECK(f.list().index(f.list().rowOf(3)).data(EditList::takenBackRole).toBool());
    f.choose(3);
    f.panel()->edits().view().setFocus();
    f.key(Qt::Key_Return);
    REQUIRE(QTest::qWaitFor([&] { return f.document.model() == last; }, longest));
    CHECK(f.document.editsDone() == 3);
    CHECK(f.document.editsKept() == 4);
}

TEST_CASE("A search shows the edits that hold it, and an empty one all") {
    Fixture f;
    need(f.document.create(transit()));
    f.set("notes", "a");
    f.set("estimate", "4/5/6");
    f.set("name", "Search for a part");
    f.open();
    auto* search = f.named<QLineEdit>(u"Search the edits"_s);
    QTest::keyClicks(search, u"estimate"_s);
    CHECK(f.list().rowCount() == 1);
    CHECK(f.list().number(0) == 2);
    CHECK(f.list().rowOf(3) == -1);
    f.set("estimate", "5/6/7");
    CHECK(f.list().rowCount() == 2);
    QTest::keyClicks(search, u" nothing"_s);
    CHECK(f.list().rowCount() == 0);
    CHECK(f.named<QLabel>(u"No edit holds \u201cestimate nothing\u201d."_s)->isVisible());
    QTest::keyClick(search, Qt::Key_Escape);
    CHECK(f.list().rowCount() == 5);
}

TEST_CASE("Ten thousand edits are listed without the window noticing") {
    Fixture f;
    QTemporaryDir folder;
    const QString path = folder.filePath(u"long.tributary"_s);
    {
        auto file = DocumentFile::create(pathFromQt(path), transit());
        REQUIRE(file);
        Metric metric = *file->model().metrics().find(MetricId("L2"));
        for (int i = 0; i < 10'000; ++i) {
            metric.notes = std::to_string(i);
            REQUIRE(file->commit({"Note " + std::to_string(i), {}, {put(metric)}}));
        }
    }
    need(f.document.open(path));
    f.open();
    REQUIRE(f.list().rowCount() == 10'001);
    f.choose(1);
    auto* what = f.named<QLabel>(u"What the edit changed"_s);
    REQUIRE(QTest::qWaitFor([&] { return what->text().contains(u"notes"_s); }, longest));
    REQUIRE(f.waitForEffect(1));
    CHECK(f.effect(1) == u"no effect on numbers"_s);
    f.list().search(u"note 99"_s);
    CHECK(f.list().rowCount() == 111);
}

TEST_CASE("A change of the model while the history is read gives no answer of an older one") {
    Fixture f;
    need(f.document.create(transit()));
    f.set("estimate", "4/5/6");
    f.set("estimate", "1/2/3", "L3");
    bool answered = false;
    bool early = false;
    f.panel()->reader().fetch(&f.document, 1, [&](const Model&, const Model&) { early = true; });
    f.set("notes", "meanwhile");
    Model after;
    f.panel()->reader().fetch(&f.document, 1, [&](const Model&, const Model& model) {
        after = model;
        answered = true;
    });
    REQUIRE(QTest::qWaitFor([&] { return answered; }, longest));
    CHECK_FALSE(early);
    CHECK(after.metrics().find(MetricId("L2"))->estimate->text() == "4/5/6");
    CHECK(after.metrics().find(MetricId("L3"))->estimate->text() != "1/2/3");
}

TEST_CASE("Who asks the history last gets no answer of another, and nobody goes without one") {
    Fixture f;
    need(f.document.create(transit()));
    f.set("estimate", "4/5/6");
    f.set("estimate", "1/2/3", "L3");
    f.set("estimate", "6/7/8");
    REQUIRE(f.document.editsDone() == 3);
    QVector<int> answers;
    HistoryReader& reader = f.panel()->reader();
    const auto answer = [&](int number) {
        return [&answers, number](const Model&, const Model& after) {
            CHECK(after.metrics().find(MetricId("L2"))->estimate->text() == (number < 3 ? "4/5/6" : "6/7/8"));
            answers << number;
        };
    };
    reader.fetch(&f.document, 1, answer(1));
    reader.fetch(f.panel(), 2, answer(2));
    reader.fetch(&f.document, 3, answer(3)); // instead of 1
    REQUIRE(QTest::qWaitFor([&] { return answers.size() == 2; }, longest));
    CHECK(answers == QVector<int>{2, 3});
}

TEST_CASE("The minutes say in plain words what was put into the ribbon") {
    Fixture f;
    need(f.document.create(transit()));
    need(f.document.apply(
        showHeadlines(f.document.model(), {{PinnedHeadline::Kind::payback, {}}, {PinnedHeadline::Kind::hardNpv, {}}})));
    f.open();
    CHECK(f.list().index(0).data().toString() == u"Show discounted payback and NPV of hard cash only in the ribbon"_s);
    f.choose(1);
    auto* what = f.named<QLabel>(u"What the edit changed"_s);
    CHECK(QTest::qWaitFor(
        [&] {
            return what->text() ==
                   u"Added: discounted payback in the ribbon\nAdded: NPV of hard cash only in the ribbon"_s;
        },
        longest));
}

TEST_CASE("At twice the size of text the minutes leave the page its room and scroll") {
    Fixture f;
    need(f.document.create(transit()));
    f.set("estimate", "4/5/6");
    f.set("estimate", "1/2/3", "L3");
    for (const QString& name : {u"A"_s, u"B"_s, u"C"_s})
        need(f.document.nameVersion(name));
    f.bench.window().resize(720, 450);
    f.open();
    REQUIRE(f.bench.window().width() == 720);
    REQUIRE(QTest::qWaitFor([&] { return f.panel()->width() <= 320; }));
    CHECK(
        f.bench.window().rect().contains(f.panel()->rect().translated(f.panel()->mapTo(&f.bench.window(), QPoint()))));
    f.choose(1);
    auto* go = f.named<QAbstractButton>(u"Go back to this state"_s);
    const auto within = [](const QWidget* part, const QWidget* area) {
        return area->rect().contains(QRect(part->mapTo(area, QPoint()), part->size()));
    };
    REQUIRE(QTest::qWaitFor([&] { return go->isVisible() && within(go, f.panel()); }));
    CHECK(f.panel()->edits().view().viewport()->height() >= 48);
    QTest::keyClick(&f.bench.window(), Qt::Key_B, Qt::ControlModifier);
    auto* lines = f.named<QListView>(u"What differs"_s);
    auto* scroll = f.panel()->versions().findChild<QScrollArea*>();
    REQUIRE(scroll);
    QScrollBar& bar = *scroll->verticalScrollBar();
    REQUIRE(QTest::qWaitFor([&] { return lines->isVisible() && bar.maximum() > 0; }));
    CHECK_FALSE(within(lines, scroll->viewport())); // there is more than has room
    CHECK(QTest::qWaitFor([&] {                     // once all of it is laid out
        bar.setValue(bar.maximum());
        const int end = lines->mapTo(scroll->viewport(), lines->rect().bottomLeft()).y();
        return end > 0 && end < scroll->viewport()->height();
    }));
    CHECK(lines->mapTo(&f.bench.window(), lines->rect().topRight()).x() < 720);
}

TEST_CASE("The minutes say what will stand there, and close by their key") {
    Fixture f;
    need(f.document.create(Model()));
    f.open();
    bool told = false;
    for (QLabel* label : f.panel()->findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text().startsWith(u"Nothing was changed yet."_s));
    CHECK(told);
    f.open();
    CHECK_FALSE(f.panel()->isVisible());
    f.open();
    QTest::keyClick(&f.panel()->edits().view(), Qt::Key_Escape);
    CHECK_FALSE(f.panel()->isVisible());
}

TEST_CASE("Edits that leave errors count with the next one that ends valid, and the effects add up to the headline") {
    Fixture f;
    need(f.document.create(transit()));
    REQUIRE(waitForResults(f.bench.runs()));
    const double start = f.document.sampled()->npv.p50;
    const EntityRef plan{Scenario::kind, f.document.scenario().text};
    CostLine cost;
    cost.name = "New cost";
    need(f.document.apply(addCost(f.document.model(), plan, cost)));
    const std::string line = "cost/" + f.document.model().scenarios().find(f.document.scenario())->costs.back().id.text;
    const auto type = [&](const char* field, const char* text) {
        need(f.document.apply(setField(f.document.model(), plan, line + "/" + field, text)));
    };
    type("amount", "100000");
    type("timing", "once");
    f.open();
    for (const qint64 number : {3, 2, 1})
        REQUIRE(f.waitForEffect(number));
    CHECK(f.effect(1) == u"NPV as before"_s); // a line without an amount is left out
    CHECK(f.list().index(f.list().rowOf(3)).data().toString().endsWith(u"New cost: timing to once"_s));
    const EditEffect amount = *f.panel()->reader().effect(2);
    const EditEffect timing = *f.panel()->reader().effect(3);
    REQUIRE(amount.kind == EditEffect::Kind::changed);
    REQUIRE(timing.kind == EditEffect::Kind::changed);
    CHECK(amount.before == Approx(start));
    CHECK(amount.after < start);
    CHECK(timing.before == amount.after);
    REQUIRE(waitForResults(f.bench.runs()));
    CHECK(timing.after == Approx(f.document.sampled()->npv.p50));
    CHECK(timing.after - start == Approx(-100000).epsilon(0.05));

    // Many edits in a row with errors: the state before them is found all the same.
    type("amount", "[Nobody knows]");
    const qint64 broken = f.document.editsDone();
    for (int i = 0; i < 30; ++i)
        f.set("estimate", i % 4 < 2 ? "4/5/6" : "7/9/14", i % 2 == 0 ? "L2" : "L3");
    type("amount", "200000");
    const qint64 mended = f.document.editsDone();
    REQUIRE(mended > broken + 25);
    REQUIRE(f.waitForEffect(mended));
    CHECK(f.panel()->reader().effect(mended)->before == Approx(timing.after));
}

TEST_CASE("The first edit after which there is an NPV says so") {
    Fixture f;
    need(f.document.create(transit()));
    Scenario made = *f.document.model().scenarios().find(f.document.scenario());
    made.id = ScenarioId("made-later");
    made.name = "Made later";
    need(f.document.apply(Edit{"Add Made later", {}, {put(made)}}));
    f.set("estimate", "4/5/6");
    f.document.setScenario(made.id);
    f.open();
    REQUIRE(f.waitForEffect(1));
    REQUIRE(f.waitForEffect(2));
    CHECK(f.effect(1).startsWith(u"first NPV: "_s));
    CHECK(f.panel()->reader().effect(2)->before == f.panel()->reader().effect(1)->after);
}
