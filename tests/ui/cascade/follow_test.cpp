// SPDX-License-Identifier: GPL-3.0-or-later
// The view goes where the work is: to new, moved and restored cards, without another zoom; and nothing stands before
// what is read, nor is read as current when it is not.
#include "core/model/edits.h"
#include "core/model/metric_uses.h"
#include "core/model/quantity_path.h"
#include "core/model/tree_edits.h"
#include "tests/ui/cascade/shown_cascade.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/tip_place.h"
#include "ui/look/palette.h"

#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QToolTip>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::Shown;
using tributary::test::transit;

namespace {

bool isWhole(Shown& shown, const std::string& id) {
    const auto area = shown.page.scene().cardArea(id);
    REQUIRE(area);
    return QRectF(shown.page.canvas().viewport()->rect()).contains(shown.page.canvas().onScreen(*area));
}

std::vector<std::string> selected(const Shown& shown) {
    std::vector<std::string> ids;
    for (const MetricId& id : shown.document.selectedMetrics())
        ids.push_back(id.text);
    return ids;
}

std::string withName(const Shown& shown, const std::string& name) {
    for (const Metric& metric : shown.document.model().metrics())
        if (metric.name == name)
            return metric.id.text;
    return {};
}

} // namespace

TEST_CASE("a tree that grows past its window is followed to each new card, in the zoom that somebody chose") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    shown.click("L6");
    canvas.zoomBy(1.3 / canvas.zoom());
    const double zoom = canvas.zoom();
    const bool below = GENERATE(true, false);
    for (int i = 0; i < 8; ++i) {
        shown.key(below ? Qt::Key_Tab : Qt::Key_Return);
        const QString name = u"New %1"_s.arg(i);
        QTest::keyClicks(canvas.nameField().field(), name + u" 5 hour"_s);
        QTest::keyClick(canvas.nameField().field(), Qt::Key_Return);
        const std::string id = withName(shown, name.toStdString());
        REQUIRE(selected(shown) == std::vector{id});
        CHECK(isWhole(shown, id));
        CHECK(canvas.zoom() == Approx(zoom));
    }
}

TEST_CASE("a card that is hung far off is followed to where it stands then") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    shown.document.select(EntityRef{Metric::kind, "L2"});
    canvas.zoomBy(2.5 / canvas.zoom());
    REQUIRE_FALSE(isWhole(shown, "F1"));
    const double zoom = canvas.zoom();
    REQUIRE(shown.document.apply(moveMetrics(shown.document.model(), {MetricId("L2")}, {MetricId("F1"), {}})));
    CHECK(isWhole(shown, "L2"));
    CHECK(canvas.zoom() == Approx(zoom));
}

TEST_CASE("a card that Alt and the arrows or a drag hang elsewhere is followed there") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const bool zooms = GENERATE(false, true);
    INFO((zooms ? "zoomed" : "fitted"));
    shown.click("L6");
    if (zooms)
        canvas.zoomBy(2 / canvas.zoom());
    for (const auto key : {Qt::Key_Up, Qt::Key_Left, Qt::Key_Up, Qt::Key_Down, Qt::Key_Right, Qt::Key_Down, Qt::Key_Up,
                           Qt::Key_Up, Qt::Key_Up, Qt::Key_Right, Qt::Key_Down, Qt::Key_Down}) {
        INFO(key);
        QTest::keyClick(&canvas, key, Qt::AltModifier);
        CHECK(selected(shown) == std::vector<std::string>{"L6"});
        CHECK(isWhole(shown, "L6"));
    }
    for (const char* target : {"F2a", "O1", "L2", "F1"}) {
        REQUIRE(QTest::qWaitFor([&] { return shown.page.scene().motion().glide() >= 1; }));
        canvas.reveal(target);
        canvas.reveal("L6");
        INFO(target);
        QWidget* view = canvas.viewport();
        const QPoint from = shown.centreOf("L6");
        const QPoint to = shown.centreOf(target);
        QTest::mousePress(view, Qt::LeftButton, {}, from);
        QTest::mouseMove(view, (from + to) / 2);
        QTest::mouseMove(view, to);
        QTest::mouseRelease(view, Qt::LeftButton, {}, to);
        CHECK(selected(shown) == std::vector<std::string>{"L6"});
        CHECK(isWhole(shown, "L6"));
    }
}

TEST_CASE("fitting moves no card: it changes the view alone, and another window does not arrange a tree that was "
          "worked on") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const CascadeScene& scene = shown.page.scene();
    shown.click("O4");
    for (const QString& line : {u"One 5 hour"_s, u"Two 5 hour"_s, u"Three 5 hour"_s}) {
        shown.document.select(EntityRef{Metric::kind, "O4"});
        shown.key(Qt::Key_Tab);
        QTest::keyClicks(canvas.nameField().field(), line);
        QTest::keyClick(canvas.nameField().field(), Qt::Key_Return);
    }
    const auto places = [&] {
        std::vector<std::pair<std::string, QRectF>> all;
        for (const PlacedCard& card : scene.layout().cards())
            all.emplace_back(card.id, card.area);
        return all;
    };
    const auto before = places();
    canvas.zoomBy(2);
    shown.key(Qt::Key_0);
    CHECK(places() == before);
    for (const auto& [id, area] : before)
        CHECK(isWhole(shown, id));
    shown.page.resize(760, 560);
    CHECK(places() == before);
    for (const auto& [id, area] : before)
        CHECK(isWhole(shown, id));
    for (QAction* action : shown.page.menu()->actions())
        if (action->text() == u"Arrange the tree anew"_s)
            action->trigger();
    CHECK(places() != before);
    for (const auto& [id, area] : before)
        CHECK(isWhole(shown, id));
}

TEST_CASE("undo and redo select what came back or changed, and show it") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    const auto away = [&] {
        shown.document.select(std::string_view());
        canvas.zoomBy(2.5 / canvas.zoom());
    };
    SECTION("a card that was deleted comes back") {
        REQUIRE(shown.document.apply(eraseWithUses(shown.document.model(), {MetricId("L6")})));
        REQUIRE_FALSE(shown.document.model().metrics().contains(MetricId("L6")));
        away();
        REQUIRE(shown.document.undo());
        CHECK(selected(shown) == std::vector<std::string>{"L6"});
        CHECK(isWhole(shown, "L6"));
    }
    SECTION("of a branch its top") {
        const auto branch = branchesOf(shown.document.model(), {MetricId("O8")});
        REQUIRE(branch.size() > 1);
        REQUIRE(shown.document.apply(eraseWithUses(shown.document.model(), branch)));
        away();
        REQUIRE(shown.document.undo());
        CHECK(selected(shown) == std::vector<std::string>{"O8"});
        CHECK(isWhole(shown, "O8"));
    }
    SECTION("what was added leaves the selection to what it hung below, and gets it back") {
        shown.document.select(EntityRef{Metric::kind, "L2"});
        shown.key(Qt::Key_Tab);
        QTest::keyClicks(canvas.nameField().field(), u"Extra 5 hour"_s);
        QTest::keyClick(canvas.nameField().field(), Qt::Key_Return);
        const std::string added = withName(shown, "Extra");
        away();
        REQUIRE(shown.document.undo());
        CHECK(selected(shown) == std::vector<std::string>{"L2"});
        CHECK(isWhole(shown, "L2"));
        away();
        REQUIRE(shown.document.redo());
        CHECK(selected(shown) == std::vector{added});
        CHECK(isWhole(shown, added));
    }
    SECTION("what changed") {
        REQUIRE(shown.document.apply(setField(shown.document.model(), {Metric::kind, "L3"}, "notes", "Asked in May")));
        away();
        REQUIRE(shown.document.undo());
        CHECK(selected(shown) == std::vector<std::string>{"L3"});
        CHECK(isWhole(shown, "L3"));
    }
    SECTION("what is selected stays so where it is part of the step") {
        REQUIRE(shown.document.apply(
            setFieldOfAll(shown.document.model(), {MetricId("L3"), MetricId("L6")}, "level", "operating")));
        shown.document.select(EntityRef{Metric::kind, "L6"});
        REQUIRE(shown.document.undo());
        CHECK(selected(shown) == std::vector<std::string>{"L6"});
    }
}

TEST_CASE("the tool tip of a card stands beside it, wherever the card is") {
    Shown shown(transit());
    shown.run();
    QWidget* viewport = shown.page.canvas().viewport();
    const QRect screen = shown.page.screen()->geometry();
    for (const PlacedCard& card : shown.page.scene().layout().cards()) {
        const QPoint at = shown.centreOf(card.id);
        const QRectF told = shown.page.canvas().onScreen(card.area).translated(viewport->mapToGlobal(QPoint()));
        if (!screen.contains(told.toAlignedRect()))
            continue;
        QTest::mouseMove(viewport, at);
        QTest::mouseMove(viewport, at + QPoint(2, 2));
        QHelpEvent help(QEvent::ToolTip, at, viewport->mapToGlobal(at));
        QCoreApplication::sendEvent(viewport, &help);
        REQUIRE(QToolTip::isVisible());
        CHECK(QToolTip::text().startsWith(QString::fromStdString(shown.nameOf(card.id))));
        const QWidget* tip = nullptr;
        for (const QWidget* widget : QApplication::topLevelWidgets())
            if (widget->inherits("QTipLabel") && widget->isVisible())
                tip = widget;
        REQUIRE(tip);
        INFO(shown.nameOf(card.id));
        CHECK_FALSE(QRectF(tip->geometry()).intersects(told));
    }
    QToolTip::hideText();
}

TEST_CASE("seen from afar the tool tip of a card says its name whole") {
    Shown shown(transit());
    shown.run();
    CascadeCanvas& canvas = shown.page.canvas();
    QWidget* viewport = canvas.viewport();
    for (int step = 0; step < 12; ++step)
        canvas.zoomBy(0.9);
    REQUIRE(cardDetail(canvas.zoom()) == CardDetail::brief);
    int told = 0;
    for (const PlacedCard& card : shown.page.scene().layout().cards()) {
        const QPoint at = shown.centreOf(card.id);
        if (!viewport->rect().contains(at))
            continue;
        QTest::mouseMove(viewport, at);
        QTest::mouseMove(viewport, at + QPoint(1, 1));
        QHelpEvent help(QEvent::ToolTip, at, viewport->mapToGlobal(at));
        QCoreApplication::sendEvent(viewport, &help);
        CHECK(QToolTip::text().startsWith(QString::fromStdString(shown.nameOf(card.id))));
        ++told;
    }
    CHECK(told > 10);
    QToolTip::hideText();
}

TEST_CASE("the tool tip of a card stands at the first of its sides where it hides no other card") {
    constexpr QPoint shift(2, 16); // that Qt adds for the pointer
    const QRect screen(0, 0, 1000, 800);
    const QRect told(400, 300, 160, 80);
    const QString tip = u"Restore cycle time\n52.6 h"_s;
    const auto placed = [&](const std::vector<QRect>& others, const QRect& card) {
        const QSize size = QFontMetrics(QToolTip::font()).size(0, tip);
        return QRect(tipPlace(card, others, tip, screen) + shift, size);
    };
    const QRect right(570, 300, 160, 80);
    const QRect left(230, 300, 160, 80);
    const QRect above(400, 200, 160, 80);
    CHECK(placed({}, told).left() > told.right());
    CHECK(placed({right}, told).right() < told.left());
    CHECK(placed({right, left}, told).bottom() < told.top());
    CHECK(placed({right, left, above}, told).top() > told.bottom());
    for (const QPoint& corner :
         {screen.topLeft(), screen.topRight() - QPoint(160, 0), screen.bottomRight() - QPoint(160, 80)}) {
        const QRect card(corner, told.size());
        CHECK(screen.contains(placed({right, left, above}, card)));
        CHECK_FALSE(placed({right, left, above}, card).intersects(card));
    }
}

TEST_CASE("numbers of the model before a change are marked while a run lasts, not in a short one") {
    Shown shown(transit());
    shown.run();
    const CascadeContent& content = shown.page.scene().content();
    const CardContent current = content.card("O1", {});
    CHECK_FALSE(current.outdated);
    REQUIRE(shown.document.apply(setQuantity(shown.document.model(), "metric/L2/estimate", "20/25/40")));
    CHECK_FALSE(content.card("O1", {}).outdated); // a run may be through at once
    CHECK(content.card("O1", {}).value == current.value);
    REQUIRE(QTest::qWaitFor([&] { return content.card("O1", {}).outdated; }, 5000));
    CHECK(content.card("O1", {}).value == current.value);
    CHECK(content.cardTip("O1").contains(u"before the last change"_s));
    shown.run();
    CHECK_FALSE(content.card("O1", {}).outdated);
    CHECK_FALSE(content.cardTip("O1").contains(u"before the last change"_s));
    REQUIRE(shown.document.apply(setQuantity(shown.document.model(), "metric/L2/estimate", "20/26/40")));
    shown.run();
    QTest::qWait(300);
    CHECK_FALSE(content.card("O1", {}).outdated);
}

TEST_CASE("numbers of a drag that is kept are those of its last step, and stay unmarked until the run of all trials") {
    Shown shown(transit());
    shown.run();
    const CascadeContent& content = shown.page.scene().content();
    const auto drag = [&](const char* value) {
        shown.document.drag(need(setQuantity(shown.document.modelBeforeDrag(), "metric/L2/estimate", value)));
    };
    shown.document.beginDrag("metric/L2/estimate");
    drag("20/25/40");
    shown.run();
    need(shown.document.endDrag().map([] { return 0; }));
    CHECK(shown.document.isStale()); // reports wait for all trials
    CHECK(shown.document.showsModel());
    QTest::qWait(300);
    CHECK_FALSE(content.card("O1", {}).outdated);

    shown.document.beginDrag("metric/L2/estimate");
    drag("20/26/40");
    shown.run();
    drag("20/27/40"); // of which there is no outcome
    need(shown.document.endDrag().map([] { return 0; }));
    CHECK_FALSE(shown.document.showsModel());
    CHECK(QTest::qWaitFor([&] { return content.card("O1", {}).outdated; }, 5000));
}
