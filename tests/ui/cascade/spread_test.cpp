// SPDX-License-Identifier: GPL-3.0-or-later
// The spread: the time bar plays, is scrubbed and stepped, and what is drawn is what the results say; the paths of the
// card under the pointer are lit.
#include "core/exchange/templates.h"
#include "core/insight/link_shares.h"
#include "tests/ui/cascade/shown_cascade.h"
#include "ui/cascade/link_width.h"
#include "ui/cascade/minimap.h"
#include "ui/cascade/time_bar.h"
#include "ui/look/motion.h"
#include "ui/look/palette.h"
#include "ui/qt_text.h"

#include <QSignalSpy>
#include <cmath>
#include <random>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::Shown;
using tributary::test::transit;

namespace {

constexpr int longest = 8000; // milliseconds

const PlacedLink& linkOf(const CascadeScene& scene, const std::string& driver) {
    const auto& links = scene.layout().links();
    const auto found =
        std::find_if(links.begin(), links.end(), [&](const PlacedLink& link) { return link.driver == driver; });
    REQUIRE(found != links.end());
    return *found;
}

const LinkItem& itemOf(const CascadeScene& scene, const std::string& driver) {
    for (const QGraphicsItem* item : scene.items())
        if (const auto* link = qgraphicsitem_cast<const LinkItem*>(item); link && link->placed().driver == driver)
            return *link;
    FAIL("no link of " << driver);
    throw std::logic_error("unreachable");
}

/// The width of a link as the results at the most likely values have it.
double widthByResults(const Shown& shown, const std::string& driver, int period) {
    const Model& model = shown.document.model();
    const Dependencies graph = dependencies(model);
    const auto shares = linkShares(model, graph, shown.document.mostLikely(), period);
    const auto growth = countedGrowth(model, shown.document.mostLikely());
    const auto at = std::find(graph.metrics.begin(), graph.metrics.end(), MetricId(driver)) - graph.metrics.begin();
    const CarriedChange& carried = shares[static_cast<std::size_t>(at)];
    return linkWidth(widthShare(carried) * (carried.share ? growth[static_cast<std::size_t>(period) - 1] : 1));
}

void hover(Shown& shown, const QPoint& at) {
    QTest::mouseMove(shown.page.canvas().viewport(), at);
    QTest::mouseMove(shown.page.canvas().viewport(), at + QPoint(1, 1));
}

} // namespace

TEST_CASE("after some ticks of the play the period and the widths are those of the results") {
    Shown shown(transit());
    shown.run();
    shown.document.setPeriod(1);
    TimeBar& bar = shown.page.timeBar();
    QSignalSpy periods(&shown.document, &Document::periodChanged);
    bar.groove().setFocus();
    QTest::keyClick(&bar.groove(), Qt::Key_Space);
    REQUIRE(bar.isPlaying());
    REQUIRE(QTest::qWaitFor([&] { return periods.size() >= 6; }, longest));
    QTest::keyClick(&bar.groove(), Qt::Key_Space);
    CHECK_FALSE(bar.isPlaying());
    CHECK(shown.document.period() == 1 + static_cast<int>(periods.size()));
    REQUIRE(QTest::qWaitFor([&] { return shown.page.scene().motion().isAtRest(); }, longest));
    const int period = shown.document.period();
    for (const char* driver : {"F3", "F2", "O3", "L2", "O1"}) {
        const LinkContent drawn = itemOf(shown.page.scene(), driver).shown();
        INFO(driver << " in month " << period);
        CHECK(linkWidth(drawn) == Approx(widthByResults(shown, driver, period)));
    }
    QTest::qWait(2 * motionOfPeriod);
    CHECK(shown.document.period() == period); // it has stopped
}

TEST_CASE("links widen with the change that has come, and cards fill with it, from the front line up") {
    Shown shown(transit());
    shown.run();
    const CascadeContent& content = shown.page.scene().content();
    const auto at = [&](int period) {
        shown.document.setPeriod(period);
        return linkWidth(content.link(linkOf(shown.page.scene(), "F3"), {}));
    };
    CHECK(at(1) < at(6));
    CHECK(at(6) < at(12));
    CHECK(at(12) < at(36));
    CHECK(at(60) == Approx(widthByResults(shown, "F3", 60)));
    CHECK(content.card("L2", {}).fill <= 1);
    shown.document.setPeriod(2);
    CHECK(content.card("L2", {}).fill > 0);
    // Missed hours follow the buses that are out by a month: the front line is ahead of the money.
    CHECK(content.card("L2", {}).fill > content.card("F3", {}).fill);
    shown.document.setPeriod(60);
    CHECK(content.card("L2", {}).fill > 0.9);
    CHECK(content.card("L1", {}).fill == 0); // nothing acts on it
}

TEST_CASE("a delay holds the change back, and its mark pulses when the change passes") {
    Model model = transit();
    Link late = *model.links().find(LinkId("O4-O5"));
    late.smoothing.reset();
    late.delay = 3;
    model = apply(model, Edit{"", "", {put(late)}}).model;
    Shown shown(model);
    shown.run();
    CascadeScene& scene = shown.page.scene();
    const auto passed = [&](int period) {
        shown.document.setPeriod(period);
        return scene.content().link(linkOf(scene, "O4"), {}).hasPassed;
    };
    int first = 1;
    while (first < 12 && !passed(first))
        ++first;
    REQUIRE(first > 3);
    REQUIRE(first < 12);
    CHECK_FALSE(passed(first - 1));
    CHECK(scene.content().changeOf("O4") > 0); // it waits in the delay
    REQUIRE(QTest::qWaitFor([&] { return scene.motion().isAtRest(); }, longest));
    CHECK(scene.motion().pulse(CascadeScene::lagKey("O4")) == 1);
    QTest::keyClick(&shown.page.timeBar().groove(), Qt::Key_Right);
    CHECK(shown.document.period() == first);
    CHECK(scene.motion().pulse(CascadeScene::lagKey("O4")) < 1);
    REQUIRE(QTest::qWaitFor([&] { return scene.motion().isAtRest(); }, longest));
    CHECK(scene.motion().pulse(CascadeScene::lagKey("O4")) == 1);
}

TEST_CASE("a card pulses as its change passes half a percent") {
    Shown shown(transit());
    shown.run();
    CascadeScene& scene = shown.page.scene();
    int period = 1;
    shown.document.setPeriod(period);
    while (period < 30 && scene.content().changeOf("O3") < 0.005)
        shown.document.setPeriod(++period);
    REQUIRE(period > 1);
    REQUIRE(period < 30);
    shown.document.setPeriod(period - 1);
    REQUIRE(QTest::qWaitFor([&] { return scene.motion().isAtRest(); }, longest));
    CHECK(scene.motion().pulse("O3") == 1);
    shown.document.setPeriod(period);
    CHECK(scene.motion().pulse("O3") < 1);
}

TEST_CASE("the time bar is scrubbed by the mouse and stepped by keys, and playing stops for it") {
    Shown shown(transit());
    shown.run();
    TimeGroove& groove = shown.page.timeBar().groove();
    const auto place = [&](double period) { return QPoint(static_cast<int>(std::lround(groove.xOf(period))), 24); };
    shown.page.timeBar().play();
    QTest::mousePress(&groove, Qt::LeftButton, {}, place(10));
    CHECK_FALSE(shown.page.timeBar().isPlaying());
    CHECK(shown.document.period() == 10);
    for (const int period : {12, 20, 33, 5}) {
        QTest::mouseMove(&groove, place(period));
        CHECK(shown.document.period() == period);
        CHECK(shown.page.scene().content().period() == period);
    }
    QTest::mouseRelease(&groove, Qt::LeftButton, {}, place(5));
    QTest::keyClick(&groove, Qt::Key_Right);
    CHECK(shown.document.period() == 6);
    QTest::keyClick(&groove, Qt::Key_PageUp);
    CHECK(shown.document.period() == 18);
}

TEST_CASE("a card that is 0 as usual lights its paths as well, and says that a percent of it means nothing") {
    Shown shown(tributary::test::need(modelFromTemplate("failed-test")));
    shown.run();
    const CascadeScene& scene = shown.page.scene();
    const auto named = [&](const char* name) {
        for (const Metric& metric : shown.document.model().metrics())
            if (metric.name == name)
                return metric.id.text;
        return std::string();
    };
    const std::string avoided = named("Known failures avoided"), late = named("Late failures");
    hover(shown, shown.centreOf(avoided.c_str()));
    REQUIRE(QTest::qWaitFor([&] { return scene.motion().isAtRest() && scene.lightResponses() != nullptr; }, longest));
    CHECK(scene.isLitFromZero());
    CHECK(scene.visibilityOf(late) == 1);
    CHECK(scene.visibilityOf(named("Programme margin")) < 1);
    hover(shown, shown.centreOf(late.c_str()));
    REQUIRE(
        QTest::qWaitFor([&] { return scene.light().metric == late && scene.lightResponses() != nullptr; }, longest));
    CHECK_FALSE(scene.isLitFromZero());
}

TEST_CASE("hovering a card lights its paths up and down and fades the rest, leaving puts the light out") {
    Shown shown(transit());
    shown.run();
    CascadeScene& scene = shown.page.scene();
    CHECK_FALSE(scene.light().isOn());
    hover(shown, shown.centreOf("O3"));
    REQUIRE(QTest::qWaitFor([&] { return scene.light().metric == "O3"; }, longest));
    for (const char* above : {"O4", "O5", "F3", "F1"})
        CHECK(scene.light().above.contains(above));
    for (const char* below : {"L1", "L2", "L3", "L5", "L6", "L7"})
        CHECK(scene.light().below.contains(below));
    CHECK_FALSE(scene.light().holds("F4"));
    REQUIRE(QTest::qWaitFor([&] { return scene.motion().isAtRest() && scene.lightResponses() != nullptr; }, longest));
    CHECK(scene.visibilityOf("F4") == Approx(0.35));
    CHECK(scene.visibilityOf("L2") == 1);
    CHECK(scene.visibilityOf(linkOf(scene, "L2")) == 1);
    CHECK(scene.visibilityOf(linkOf(scene, "F4")) == Approx(0.35));

    const Responses& told = *scene.lightResponses();
    const auto above = std::find_if(told.above.begin(), told.above.end(),
                                    [](const Response& each) { return each.metric == MetricId("F3"); });
    REQUIRE(above != told.above.end());
    const PathTag tag = pathTag(*above);
    CHECK(tag.value.startsWith(u'+'));
    CHECK(tag.value.endsWith(u"%"_s));
    CHECK(tag.range.contains(u"to"_s));
    CHECK(tag.weakest == Grade::d); // the elasticity on the way is an assumption

    hover(shown, QPoint(shown.page.canvas().viewport()->width() - 6, 6));
    REQUIRE(QTest::qWaitFor([&] { return !scene.light().isOn(); }, longest));
    CHECK(scene.visibilityOf("F4") == 1);
    CHECK(scene.lightResponses() == nullptr);
}

TEST_CASE("a key puts the light of a pointer that rests out until it moves, and what is selected is never faded") {
    Shown shown(transit());
    shown.run();
    CascadeScene& scene = shown.page.scene();
    const QPoint at = shown.centreOf("O3");
    hover(shown, at);
    REQUIRE(QTest::qWaitFor([&] { return scene.light().metric == "O3" && scene.motion().isAtRest(); }, longest));
    REQUIRE(scene.visibilityOf("F4") < 0.5);
    SECTION("a key") {
        shown.key(Qt::Key_Right);
        REQUIRE(QTest::qWaitFor([&] { return !scene.light().isOn(); }, longest));
        CHECK(scene.visibilityOf("F4") == 1);
        QTest::qWait(3 * motionOfHover); // what moves under the pointer does not light up
        CHECK_FALSE(scene.light().isOn());
        hover(shown, at + QPoint(3, 3));
        CHECK(QTest::qWaitFor([&] { return scene.light().metric == "O3"; }, longest));
    }
    SECTION("a choice that is not the pointer's") {
        shown.document.select(EntityRef{Metric::kind, "F4"});
        CHECK(scene.visibilityOf("F4") == 1);
        CHECK(QTest::qWaitFor([&] { return !scene.light().isOn(); }, longest));
    }
    SECTION("a drag") {
        QWidget* view = shown.page.canvas().viewport();
        QTest::mousePress(view, Qt::LeftButton, {}, at);
        QTest::mouseMove(view, at + QPoint(30, 30));
        CHECK(QTest::qWaitFor([&] { return !scene.light().isOn(); }, longest));
        QTest::mouseRelease(view, Qt::LeftButton, {}, at + QPoint(30, 30));
    }
}

TEST_CASE("a way whose product is zero is not lit, and a tiny one is said as about nothing") {
    Response response;
    CHECK(isUnmoved(response));
    response.percent.p50 = response.percent.p10 = response.percent.p90 = -0.00899;
    CHECK_FALSE(isUnmoved(response));
    CHECK(pathTag(response).value == u"about 0"_s);
    response.percent.p10 = -0.0096;
    response.percent.p90 = 0.0032;
    CHECK(pathTag(response).range == u"−0.010 to 0.003"_s);
    CHECK(pathTag(response).value == u"−0.009 %"_s.replace(u' ', QChar(QChar::Nbsp)));
    response.percent.p50 = response.percent.p10 = response.percent.p90 = -0.02349;
    CHECK(pathTag(response).value == u"−0.0235 %"_s.replace(u' ', QChar(QChar::Nbsp)));
    response.percent.p90 = 0.31248;
    CHECK(pathTag(response).range == u"−0.023 to 0.312"_s);
    CHECK(pathTag(response).value == u"−0.023 %"_s.replace(u' ', QChar(QChar::Nbsp)));

    Shown shown(transit());
    shown.run();
    CascadeScene& scene = shown.page.scene();
    for (const char* id : {"L1", "L4", "O1", "O3"}) {
        INFO(id);
        hover(shown, shown.centreOf(id));
        REQUIRE(QTest::qWaitFor([&] { return scene.light().metric == id && scene.lightResponses(); }, longest));
        for (const auto* responses : {&scene.lightResponses()->above, &scene.lightResponses()->below})
            for (const Response& each : *responses)
                CHECK(scene.light().holds(each.metric.text) != isUnmoved(each));
    }
}

TEST_CASE("playing and hovering leave model and results as they are") {
    Shown shown(transit());
    shown.run();
    const auto revision = shown.document.revision();
    const auto results = shown.document.outcome().sampled;
    shown.page.timeBar().play();
    hover(shown, shown.centreOf("L2"));
    QTest::qWait(4 * motionOfPeriod);
    CHECK(shown.document.revision() == revision);
    CHECK(shown.document.outcome().sampled == results);
}

TEST_CASE("an edit lets the cards glide to their places, each ends where the layout has it") {
    Shown shown(transit());
    CascadeScene& scene = shown.page.scene();
    const auto itemAt = [&](const std::string& id) -> QPointF {
        for (const QGraphicsItem* item : scene.items())
            if (const auto* card = qgraphicsitem_cast<const MetricItem*>(item); card && card->id() == id)
                return card->pos();
        return {-1, -1};
    };
    const QPointF before = itemAt("L3");
    shown.document.select(EntityRef{Metric::kind, "O8"});
    scene.toggleFold("O8");
    const auto target = scene.cardArea("L3");
    REQUIRE(target);
    if (target->topLeft() != before)
        CHECK(scene.motion().glide() < 1);
    REQUIRE(QTest::qWaitFor([&] { return scene.motion().isAtRest(); }, longest));
    for (const PlacedCard& card : scene.layout().cards())
        CHECK(itemAt(card.id) == card.area.topLeft());
}

TEST_CASE("the minimap comes when the tree is larger than the view, a click on it moves the view") {
    Shown shown(transit());
    CascadeCanvas& canvas = shown.page.canvas();
    CHECK_FALSE(canvas.minimap().isVisible());
    canvas.zoomBy(2);
    REQUIRE(canvas.minimap().isVisible());
    const QRectF last = shown.page.scene().layout().cards().back().area;
    const auto inView = [&] { return QRectF(canvas.viewport()->rect()).contains(canvas.mapFromScene(last.center())); };
    QTest::mouseClick(&canvas.minimap(), Qt::LeftButton, {}, canvas.minimap().fromScene(last.center()).toPoint());
    CHECK(inView());
    const QPointF first = shown.page.scene().layout().cards().front().area.center();
    QTest::mousePress(&canvas.minimap(), Qt::LeftButton, {}, canvas.minimap().fromScene(last.center()).toPoint());
    QTest::mouseMove(&canvas.minimap(), canvas.minimap().fromScene(first).toPoint());
    QTest::mouseRelease(&canvas.minimap(), Qt::LeftButton, {}, canvas.minimap().fromScene(first).toPoint());
    CHECK(QRectF(canvas.viewport()->rect()).contains(canvas.mapFromScene(first)));
    canvas.fit();
    CHECK_FALSE(canvas.minimap().isVisible());
}

TEST_CASE("there are items only of what is in view, and all of it") {
    Edit edit;
    for (int i = 0; i < 3000; ++i) {
        Metric metric = tributary::test::metric("M" + std::to_string(i), "Metric " + std::to_string(i),
                                                i == 0 ? Level::financial : Level::operating, "hour", "10");
        if (i > 0)
            metric.parent = MetricId("M" + std::to_string((i - 1) / 4));
        edit.changes.push_back(put(std::move(metric)));
    }
    Shown shown(apply(Model{}, edit).model);
    CascadeScene& scene = shown.page.scene();
    CascadeCanvas& canvas = shown.page.canvas();
    CHECK(scene.cardIds() == shown.modelIds());
    canvas.zoomBy(0.75 / canvas.zoom()); // seen whole, as it opens, it has none
    std::mt19937 random(2);
    for (int step = 0; step < 30; ++step) {
        const auto& cards = scene.layout().cards();
        canvas.zoomBy(step % 2 == 0 ? 0.7 : 1.3);
        canvas.centerOn(cards[random() % cards.size()].area.center());
        CHECK(scene.items().size() < 2000);
        const QRectF seen = canvas.mapToScene(canvas.viewport()->rect()).boundingRect();
        std::set<std::string> shownIds;
        for (const QGraphicsItem* item : scene.items())
            if (const auto* card = qgraphicsitem_cast<const MetricItem*>(item))
                shownIds.insert(card->id());
        for (const PlacedCard& card : cards)
            if (card.area.intersects(seen))
                CHECK(shownIds.contains(card.id));
    }
}
