// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "tests/builders.h"
#include "tests/ui/cascade/shown_cascade.h"
#include "tests/ui/saved_as.h"
#include "tests/ui/shown_words.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/cascade/erase_sheet.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/cascade/time_bar.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <catch2/catch.hpp>

#include <QGuiApplication>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <random>

using namespace tributary;
using namespace tributary::ui;
using tributary::test::need;
using tributary::test::Shown;
using tributary::test::transit;
using tributary::ui::test::shownButton;
using namespace Qt::Literals::StringLiterals;

namespace {

bool overlaps(const TreeLayout& layout) {
    const auto& cards = layout.cards();
    for (std::size_t i = 0; i < cards.size(); ++i)
        for (std::size_t k = i + 1; k < cards.size(); ++k)
            if (cards[i].area.intersects(cards[k].area))
                return true;
    return false;
}

} // namespace

TEST_CASE("after random edits and undos the cards are the metrics of the model, and none overlaps another") {
    Shown shown(transit());
    std::mt19937 random(7);
    const auto pick = [&](std::size_t count) {
        return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
    };
    const auto anyMetric = [&]() -> MetricId {
        const auto ids = shown.modelIds();
        return ids.empty() ? MetricId() : MetricId(ids[pick(ids.size())]);
    };
    int applied = 0;
    for (int step = 0; step < 120; ++step) {
        const Model& model = shown.document.model();
        switch (pick(6)) {
        case 0:
        case 1: {
            Metric metric;
            metric.name = "Metric " + std::to_string(step);
            metric.level = static_cast<Level>(pick(3));
            metric.parent = pick(4) == 0 ? MetricId() : anyMetric();
            applied += shown.document.apply(addMetric(model, metric)).has_value();
            break;
        }
        case 2:
            applied += shown.document.apply(eraseMetrics(model, {anyMetric()})).has_value();
            break;
        case 3:
            applied += shown.document.apply(reparent(model, anyMetric(), anyMetric())).has_value();
            break;
        case 4:
            applied += shown.document.undo().has_value();
            break;
        default:
            shown.page.scene().toggleFold(anyMetric().text);
        }
        REQUIRE(shown.page.scene().cardIds() == shown.modelIds());
        REQUIRE_FALSE(overlaps(shown.page.scene().layout()));
    }
    CHECK(applied > 40);
}

TEST_CASE("a click selects a metric in the document, and a click on the ground lets go of it") {
    Shown shown(transit());
    shown.click("L2");
    CHECK(shown.document.selection() == "metric/L2");
    CHECK(shown.page.scene().view().selected == "L2");
    shown.click("O3");
    CHECK(shown.document.selection() == "metric/O3");
    QTest::mouseClick(shown.page.canvas().viewport(), Qt::LeftButton, {}, QPoint(5, 5));
    CHECK(shown.document.selection().empty());
    shown.click("O3");
    shown.key(Qt::Key_Escape);
    CHECK(shown.document.selection().empty());
}

TEST_CASE("a double click asks for the inspector") {
    Shown shown(transit());
    QSignalSpy wanted(&shown.page, &CascadePage::inspectorWanted);
    QTest::mouseDClick(shown.page.canvas().viewport(), Qt::LeftButton, {}, shown.centreOf("F1"));
    CHECK(wanted.size() == 1);
    CHECK(shown.document.selection() == "metric/F1");
}

TEST_CASE("arrow keys walk from card to card") {
    Shown shown(transit());
    shown.click("F2");
    shown.key(Qt::Key_Up);
    CHECK(shown.document.selection() == "metric/F1");
    shown.key(Qt::Key_Down);
    const auto below = shown.document.selectedEntity();
    REQUIRE(below);
    CHECK(shown.document.model().metrics().find(MetricId(below->id))->parent == MetricId("F1"));
    shown.document.select(EntityRef{Metric::kind, "F2"});
    shown.key(Qt::Key_Right);
    const auto right = shown.document.selectedEntity();
    REQUIRE(right);
    CHECK(right->id != "F2");
    CHECK(shown.page.scene().cardArea(right->id)->top() == shown.page.scene().cardArea("F2")->top());
    shown.key(Qt::Key_Left);
    CHECK(shown.document.selection() == "metric/F2");
}

TEST_CASE("the wheel zooms to the pointer, and dragging the ground moves it") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const QPoint at = shown.centreOf("O3");
    const QPointF under = canvas.mapToScene(at);
    const double before = canvas.zoom();
    QTest::mouseMove(canvas.viewport(), at);
    const auto turn = [&](int angle) {
        QWheelEvent wheel(at, canvas.viewport()->mapToGlobal(at), {}, {0, angle}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas.viewport(), &wheel);
        CHECK(std::abs(canvas.mapToScene(at).x() - under.x()) < 3);
        CHECK(std::abs(canvas.mapToScene(at).y() - under.y()) < 3);
    };
    turn(-240);
    CHECK(canvas.zoom() < before * 0.8);
    turn(480);
    CHECK(canvas.zoom() > before * 1.1);

    const QPointF ground = canvas.mapToScene(QPoint(100, 100));
    QTest::mousePress(canvas.viewport(), Qt::MiddleButton, {}, QPoint(300, 300));
    QTest::mouseMove(canvas.viewport(), QPoint(340, 320));
    QTest::mouseMove(canvas.viewport(), QPoint(360, 330));
    QTest::mouseRelease(canvas.viewport(), Qt::MiddleButton, {}, QPoint(360, 330));
    CHECK(std::abs(canvas.mapToScene(QPoint(160, 130)).x() - ground.x()) < 2);
    CHECK(std::abs(canvas.mapToScene(QPoint(160, 130)).y() - ground.y()) < 2);
    canvas.fit();
    CHECK(canvas.zoom() == Approx(before));
    const QPoint topLeft = canvas.mapFromScene(shown.page.scene().layout().bounds().topLeft());
    const QPoint bottomRight = canvas.mapFromScene(shown.page.scene().layout().bounds().bottomRight());
    CHECK(topLeft.y() >= -1);
    CHECK(bottomRight.x() <= canvas.viewport()->width() + 1);
    CHECK(bottomRight.y() <= canvas.viewport()->height() + 1);
}

TEST_CASE("Space folds a branch away and back, its cards stay known, its selection opens it") {
    Shown shown(transit());
    shown.click("O3");
    shown.key(Qt::Key_Space);
    CHECK(shown.page.scene().isFolded("O3"));
    CHECK_FALSE(shown.page.scene().cardArea("L2"));
    CHECK(shown.page.scene().layout().card("O3")->hidden == 6);
    CHECK(shown.page.scene().cardIds() == shown.modelIds());
    const QString undo = shown.document.undoLabel().value_or(QString());
    CHECK(undo.isEmpty()); // folding is no edit
    shown.document.select(EntityRef{Metric::kind, "L2"});
    CHECK(shown.page.scene().cardArea("L2"));
    CHECK_FALSE(shown.page.scene().isFolded("O3"));
}

TEST_CASE("F2 renames in place: a refusal is shown beneath, Escape gives up, undo brings the old name back") {
    Shown shown(transit());
    const std::string before = shown.nameOf("L2");
    shown.click("L2");
    shown.key(Qt::Key_F2);
    NameField& name = shown.page.canvas().nameField();
    REQUIRE(name.isVisible());
    CHECK(name.text() == toQt(before));
    QTest::keyClicks(name.field(), u"Breakdowns"_s); // another metric has it
    QTest::keyClick(name.field(), Qt::Key_Return);
    CHECK(name.isVisible());
    CHECK_FALSE(name.refusal().isEmpty());
    CHECK(shown.nameOf("L2") == before);
    name.field()->selectAll();
    QTest::keyClicks(name.field(), u"Hours to find a part"_s);
    QTest::keyClick(name.field(), Qt::Key_Return);
    CHECK_FALSE(name.isVisible());
    CHECK(shown.nameOf("L2") == "Hours to find a part");
    REQUIRE(shown.document.undo());
    CHECK(shown.nameOf("L2") == before);
    shown.key(Qt::Key_F2);
    QTest::keyClicks(name.field(), u"Never mind"_s);
    QTest::keyClick(name.field(), Qt::Key_Escape);
    CHECK_FALSE(name.isVisible());
    CHECK(shown.nameOf("L2") == before);
}

TEST_CASE("Tab adds a driver below, Enter one beside, each is one step to undo") {
    Shown shown(transit());
    const std::size_t before = shown.document.model().metrics().size();
    shown.click("O1");
    shown.key(Qt::Key_Tab);
    NameField& name = shown.page.canvas().nameField();
    REQUIRE(name.isVisible());
    QTest::keyClicks(name.field(), u"Inspections done"_s);
    QTest::keyClick(name.field(), Qt::Key_Return);
    REQUIRE(shown.document.model().metrics().size() == before + 1);
    const auto added = shown.document.selectedEntity();
    REQUIRE(added);
    const Metric* driver = shown.document.model().metrics().find(MetricId(added->id));
    REQUIRE(driver);
    CHECK(driver->name == "Inspections done");
    CHECK(driver->parent == MetricId("O1"));
    CHECK(driver->level == Level::frontline);
    shown.key(Qt::Key_Return);
    QTest::keyClicks(name.field(), u"Inspections missed"_s);
    QTest::keyClick(name.field(), Qt::Key_Return);
    const auto beside = shown.document.selectedEntity();
    REQUIRE(beside);
    CHECK(shown.document.model().metrics().find(MetricId(beside->id))->parent == MetricId("O1"));
    REQUIRE(shown.document.undo());
    REQUIRE(shown.document.undo());
    CHECK(shown.document.model().metrics().size() == before);
    CHECK(shown.page.scene().cardIds() == shown.modelIds());
}

TEST_CASE("Tab after Escape goes on from the card that was selected last, and begins with the first") {
    Shown shown(transit());
    shown.key(Qt::Key_Tab);
    CHECK(shown.document.selection() == "metric/" + shown.page.scene().layout().cards().front().id);
    shown.click("O4");
    shown.key(Qt::Key_Escape);
    REQUIRE(shown.document.selection().empty());
    shown.key(Qt::Key_Tab);
    CHECK(shown.document.selection() == "metric/O4");
    CHECK(shown.page.canvas().hasFocus());
    CHECK(shown.page.canvas().nameField().isHidden());
}

TEST_CASE("Delete lists what uses a metric, leads there, and takes it along, an unused one goes at once") {
    Shown shown(transit());
    const auto open = [&]() -> EraseSheet* {
        for (EraseSheet* sheet : shown.page.window()->findChildren<EraseSheet*>())
            if (sheet->isVisible())
                return sheet;
        return nullptr;
    };
    QSignalSpy wanted(&shown.page, &CascadePage::placeWanted);
    shown.click("O2");
    shown.key(Qt::Key_Delete);
    CHECK(shown.document.model().metrics().contains(MetricId("O2")));
    REQUIRE(open());
    REQUIRE(open()->uses().count() > 0);
    const QString place = open()->uses().item(0)->data(Qt::UserRole).toString();
    open()->uses().setCurrentRow(0);
    QTest::keyClick(&open()->uses(), Qt::Key_Return);
    CHECK_FALSE(open());
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.front().front().toString() == place);

    shown.click("O2");
    shown.key(Qt::Key_Delete);
    REQUIRE(open());
    QTest::keyClick(open(), Qt::Key_Escape);
    CHECK_FALSE(open());
    CHECK(shown.document.model() == transit());
    shown.key(Qt::Key_Delete);
    REQUIRE(open());
    QTest::mouseClick(&open()->eraseButton(), Qt::LeftButton);
    CHECK_FALSE(open());
    CHECK_FALSE(shown.document.model().metrics().contains(MetricId("O2")));
    CHECK(shown.page.scene().cardIds() == shown.modelIds());
    REQUIRE(shown.document.undo());
    CHECK(shown.document.model() == transit()); // one step
    shown.click("F1");
    shown.key(Qt::Key_Delete);
    CHECK_FALSE(shown.document.model().metrics().contains(MetricId("F1")));
    CHECK(shown.page.scene().cardIds() == shown.modelIds());
}

TEST_CASE("the time bar steps by keys and sets the document's period, playing goes on to the end") {
    Shown shown(transit());
    TimeGroove& groove = shown.page.timeBar().groove();
    CHECK(shown.document.period() == 24);
    CHECK(groove.value() == 24);
    QTest::keyClick(&groove, Qt::Key_Right);
    CHECK(shown.document.period() == 25);
    QTest::keyClick(&groove, Qt::Key_Left);
    QTest::keyClick(&groove, Qt::Key_Left);
    CHECK(shown.document.period() == 23);
    QTest::keyClick(&groove, Qt::Key_End);
    CHECK(shown.document.period() == 60);
    QTest::keyClick(&groove, Qt::Key_Home);
    CHECK(shown.document.period() == 1);
    shown.document.setPeriod(59);
    CHECK(groove.value() == 59);
    QTest::keyClick(&groove, Qt::Key_Space);
    CHECK(shown.page.timeBar().isPlaying());
    CHECK(QTest::qWaitFor([&] { return !shown.page.timeBar().isPlaying(); }, 5000));
    CHECK(shown.document.period() == 60);
    QTest::mouseClick(&groove, Qt::LeftButton, {}, QPoint(static_cast<int>(groove.xOf(12)), 24));
    CHECK(shown.document.period() == 12);
}

TEST_CASE("a model without metrics says how to begin, and its first metric is typed in place") {
    Shown shown(Model{});
    auto& first = shownButton(shown.page, u"Add the first metric"_s);
    QTest::mouseClick(&first, Qt::LeftButton);
    NameField& name = shown.page.canvas().nameField();
    REQUIRE(name.isVisible());
    QTest::keyClicks(name.field(), u"Cost of waiting"_s);
    QTest::keyClick(name.field(), Qt::Key_Return);
    REQUIRE(shown.document.model().metrics().size() == 1);
    CHECK(shown.page.canvas().isVisible());
    CHECK_FALSE(first.isVisible());
    REQUIRE(shown.document.undo());
    CHECK(first.isVisible());
}

TEST_CASE("Delete says that a file is read-only") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"held.tributary"_s);
    Document holder;
    REQUIRE(holder.create(transit()));
    REQUIRE(ui::test::saveAs(holder, path));
    Shown shown(transit());
    REQUIRE(shown.document.open(path));
    REQUIRE(shown.document.isReadOnly());
    shown.click("O2");
    shown.key(Qt::Key_Delete);
    CHECK(shown.page.canvas().noted().startsWith(u"Read-only"_s));
    CHECK(shown.page.window()->findChildren<EraseSheet*>().isEmpty());
    CHECK(shown.document.model() == transit());
}

TEST_CASE("a block of a spreadsheet is pasted into a model without metrics by Ctrl+V") {
    Shown shown(Model{});
    shown.page.setFocus();
    QGuiApplication::clipboard()->setText(
        u"Level\tName\tValue\tUnit\n1\tCost\t12 M$\tUSD/year\n2\tHours\tmany\thour\n"_s);
    QWidget* focused = shown.page.focusWidget();
    REQUIRE(focused);
    QTest::keyClick(focused, Qt::Key_V, Qt::ControlModifier);
    auto* sheet = shown.page.window()->findChild<PasteSheet*>();
    REQUIRE(sheet);
    REQUIRE(sheet->table().rowCount() == 2);
    const QTableWidgetItem* remark = sheet->table().item(1, 4);
    CHECK(remark->text().startsWith(u"Taken without its value"_s));
    CHECK(remark->toolTip() == remark->text());
    QTest::mouseClick(&sheet->addButton(), Qt::LeftButton);
    CHECK(shown.document.model().metrics().size() == 2);
}

TEST_CASE("a fitted tree fills its window: rows move apart, and stay where they are as cards are added to them") {
    for (const char* id : {"service-desk", "transit", "special-terms", "failed-test"}) {
        INFO(id);
        Shown shown(need(modelFromTemplate(id)));
        const CascadeCanvas& canvas = shown.page.canvas();
        const TreeLayout& layout = shown.page.scene().layout();
        const double height = layout.bounds().height() * canvas.zoom();
        CHECK(canvas.zoom() >= 0.7);
        CHECK(height <= canvas.viewport()->height() + 1);
        const bool isSpread = layout.bends().spread > 29; // as far as rows go apart
        CHECK((isSpread || height > 0.93 * canvas.viewport()->height()));
        if (std::string(id) != "transit")
            continue;
        // A leaf in a row that is there moves no row.
        const double top = layout.card("L2")->area.top();
        const double zoom = canvas.zoom();
        REQUIRE(shown.document.apply(addMetric(shown.document.model(), [] {
            Metric metric = tributary::test::metric("", "One more", Level::frontline, "hour", "3");
            metric.parent = MetricId("O1");
            return metric;
        }())));
        CHECK(canvas.zoom() == Approx(zoom));
        CHECK(layout.card("L2")->area.top() == Approx(top));
    }
}

TEST_CASE("page, canvas and time bar have names for a screen reader, and the selection is told") {
    Shown shown(transit());
    shown.run();
    CHECK_FALSE(shown.page.accessibleName().isEmpty());
    CHECK_FALSE(shown.page.canvas().accessibleName().isEmpty());
    CHECK_FALSE(shown.page.timeBar().groove().accessibleName().isEmpty());
    CHECK_FALSE(shown.page.timeBar().button().accessibleName().isEmpty());
    shown.click("L2");
    CHECK(shown.page.canvas().accessibleDescription().contains(u"Time to locate a part"_s));
    CHECK(shown.page.canvas().accessibleDescription().contains(u"hour"_s));
}

TEST_CASE("a large tree is not placed anew where the window gets higher alone, and a small one takes the height") {
    for (const int metrics : {12, 400}) {
        INFO(metrics);
        Model model;
        Edit edit;
        for (int i = 0; i < metrics; ++i) {
            Metric metric;
            metric.id = MetricId("m" + std::to_string(i));
            metric.name = metric.id.text;
            metric.level = i == 0 ? Level::financial : Level::frontline;
            if (i > 0)
                metric.parent = MetricId("m" + std::to_string((i - 1) / 4));
            metric.position = i;
            edit.changes.push_back(put(metric));
        }
        Shown shown(tributary::apply(model, edit).model);
        REQUIRE(shown.page.scene().layout().cards().size() == static_cast<size_t>(metrics));
        QSignalSpy placed(&shown.page.scene(), &CascadeScene::placed);
        shown.page.resize(shown.page.width(), shown.page.height() + 90);
        QCoreApplication::processEvents();
        CHECK(placed.isEmpty() == (metrics > 300));
        placed.clear();
        shown.page.resize(shown.page.width() + 90, shown.page.height());
        QCoreApplication::processEvents();
        CHECK_FALSE(placed.isEmpty());
    }
}
