// SPDX-License-Identifier: GPL-3.0-or-later
// The headlines of the ribbon, what they tell of a move, and the room of its parts, by the keys and the mouse of a
// person.
#include "core/model/what_if_edits.h"
#include "tests/ui/whatif/bench.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/edits_view.h"
#include "ui/minutes/minutes_panel.h"
#include "ui/minutes/versions_view.h"
#include "ui/whatif/headline_tile.h"
#include "ui/whatif/overflow_strip.h"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QWheelEvent>
#include <algorithm>
#include <random>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("The median before and the change add up to the one after as they are read, but for one in a finer unit") {
    std::mt19937 random(7); // NOLINT: the same cases each time
    for (const double size : {900.0, 42'000.0, 870'000.0, 1.5e6, 63e6}) {
        std::uniform_real_distribution<double> amount(-size / 2, size);
        for (int i = 0; i < 200; ++i) {
            const double before = amount(random);
            const double after = i % 4 == 0 ? before + amount(random) / 2000 : amount(random);
            const QString change = npvChangeWords(before, after, size, u"USD"_s);
            const tributary::ui::MoneyWords money(u"USD"_s, size);
            const double read = Bench::thousands(money.value(after)) - Bench::thousands(money.value(before));
            INFO(money.value(before).toStdString()
                 << ", " << change.toStdString() << ", " << money.value(after).toStdString());
            if (money.value(before) == money.value(after))
                CHECK((change == u"no change"_s || std::abs(Bench::thousands(change)) < size / 100'000));
            else if (std::abs(after - before) < std::pow(10, std::floor(std::log10(size)) - 1)) // that of itself
                CHECK((change == u"no change"_s ||
                       Bench::thousands(change) == Approx((after - before) / 1000).epsilon(0.051)));
            else if (change != u"no change"_s && std::abs(before) > size / 10 && std::abs(after) > size / 10)
                CHECK(Bench::thousands(change) == Approx(read).margin(size * 1e-9));
            else if (change != u"no change"_s) // one of them has digits of its own, finer than the others'
                CHECK(Bench::thousands(change) == Approx(read).margin(size / 100'000));
        }
    }
}

TEST_CASE("Chosen headlines stand beside the NPV, and tell what the last move did to them") {
    Bench at({stall});
    CHECK(at.ribbon.headlines().empty());
    at.document.select(std::string_view("metric/L2"));
    const auto before = at.document.editsDone();
    HeadlinePicker& picker = at.openPicker();
    for (const QString& name : {u"Discounted payback"_s, u"Chance of a loss"_s, u"Time to locate a part"_s}) {
        at.tick(picker, name);
        REQUIRE(picker.isVisible()); // several are ticked in one opening
    }
    CHECK(at.ribbon.headlines().size() == 3); // at once
    CHECK(at.document.editsDone() == before);
    for (QCheckBox* box : picker.findChildren<QCheckBox*>())
        CHECK(box->isEnabled() == box->isChecked()); // no more have room
    at.close(picker);
    CHECK(at.document.editsDone() == before + 1);
    CHECK(at.document.undoLabel() ==
          u"Show discounted payback, chance of a loss and Time to locate a part in the ribbon"_s);
    REQUIRE(at.ribbon.headlines().size() == 3);
    HeadlineTile& payback = *at.ribbon.headlines()[0];
    HeadlineTile& loss = *at.ribbon.headlines()[1];
    HeadlineTile& locating = *at.ribbon.headlines()[2];
    CHECK(payback.value().startsWith(u"month"_s));
    CHECK(loss.value() == u"about 1 in 3"_s);
    CHECK(locating.value().endsWith(u"h"_s));
    CHECK(locating.when() == u"month %1"_s.arg(at.document.period()));
    const QString range = loss.range();
    const auto unmoved = at.document.undoLabel();

    at.press(at.slider());
    at.move(at.slider(), 80);
    REQUIRE(QTest::qWaitFor([&] { return loss.change().startsWith(u'+'); }, 60000));
    CHECK(loss.change().endsWith(u"pts, worse"_s));
    at.release(at.slider());
    REQUIRE(QTest::qWaitFor([&] { return at.document.outcome().sampled->trials == 1024; }, 60000));
    // As many trials before and after: the difference is that of the two results.
    REQUIRE(at.document.sampledBeforeDrag());
    const double difference = at.document.sampled()->chanceOfLoss - at.document.sampledBeforeDrag()->chanceOfLoss;
    CHECK(difference > 0.1);
    CHECK(loss.change() == pointsWords(100 * difference) + u", worse"_s);
    CHECK_FALSE(loss.range().isEmpty());
    CHECK(loss.range() != range);
    CHECK(payback.change().contains(u"was month"_s)); // never, by now
    need(at.document.undo());
    CHECK(at.document.undoLabel() == unmoved);
    CHECK(loss.change().isEmpty());

    HeadlinePicker& again = at.openPicker();
    at.tick(again, u"Chance of a loss"_s);
    at.close(again);
    CHECK(at.ribbon.headlines().size() == 2);
    CHECK(at.document.undoLabel() == u"Take chance of a loss out of the ribbon"_s);
    need(at.document.undo());
    CHECK(at.ribbon.headlines().size() == 3);
    const auto none = at.document.editsDone();
    at.close(at.openPicker());
    CHECK(at.document.editsDone() == none);
}

TEST_CASE("Headlines are chosen by the keyboard alone") {
    Bench at;
    QToolButton& choose = at.button(u"Choose the headlines"_s);
    choose.setFocus();
    QTest::keyClick(&choose, Qt::Key_Space);
    auto* picker = at.ribbon.findChild<HeadlinePicker*>();
    REQUIRE(picker);
    const auto boxes = picker->findChildren<QCheckBox*>();
    REQUIRE(QTest::qWaitFor([&] { return boxes[0]->hasFocus(); }));
    QTest::keyClick(boxes[0], Qt::Key_Space);
    QTest::keyClick(boxes[0], Qt::Key_Down);
    REQUIRE(boxes[1]->hasFocus());
    QTest::keyClick(boxes[1], Qt::Key_Space);
    QTest::keyClick(boxes[1], Qt::Key_Return);
    CHECK(QTest::qWaitFor(
        [&] { return at.document.undoLabel() == u"Show chance of a loss and discounted payback in the ribbon"_s; }));
    CHECK(at.ribbon.headlines().size() == 2);
}

TEST_CASE("Escape gives the choice of headlines up, and Enter takes it") {
    Bench at;
    const auto none = at.document.editsDone();
    const auto leave = [&](Qt::Key key) {
        HeadlinePicker& picker = at.openPicker();
        const QPointer<HeadlinePicker> gone = &picker;
        at.tick(picker, u"Discounted payback"_s);
        CHECK(at.ribbon.headlines().size() == 1); // it is shown while it is chosen
        QTest::keyClick(&picker, key);
        CHECK(QTest::qWaitFor([&] { return gone.isNull(); }));
    };
    leave(Qt::Key_Escape);
    CHECK(at.document.editsDone() == none);
    CHECK(at.ribbon.headlines().empty());
    leave(Qt::Key_Return);
    CHECK(at.document.editsDone() == none + 1);
    CHECK(at.ribbon.headlines().size() == 1);
}

TEST_CASE("A payback says what the other pages say, of a scenario that changes nothing too") {
    Bench at;
    Scenario nothing;
    nothing.name = "Nothing";
    const auto edit = addScenario(at.document.model(), nothing);
    need(at.document.apply(edit));
    need(at.document.apply(pinHeadline(at.document.model(), {PinnedHeadline::Kind::payback, {}})));
    at.document.setScenario(addedId<Scenario>(*edit));
    REQUIRE(waitForResults(at.bench.runs()));
    const HeadlineTile* tile = at.ribbon.headlines().front();
    CHECK(QTest::qWaitFor([&] { return tile->accessibleDescription().startsWith(u"nothing to pay back"_s); }));
}

TEST_CASE("A payback that moves is told in whole months, with the word for its worth") {
    Bench at({stall});
    need(at.document.apply(pinHeadline(at.document.model(), {PinnedHeadline::Kind::payback, {}})));
    HeadlineTile& payback = *at.ribbon.headlines().front();
    const int before = payback.value().mid(6).toInt();
    at.type(at.slider(), u"40%"_s);
    REQUIRE(QTest::qWaitFor(
        [&] { return payback.change().endsWith(u"worse"_s) && at.document.outcome().sampled->trials == 1024; }, 60000));
    REQUIRE(waitForResults(at.bench.runs()));
    const int after = payback.value().mid(6).toInt();
    CHECK(after > before);
    CHECK(payback.change() == u"+%1\u00a0mo, worse"_s.arg(after - before));
    CHECK(payback.range().contains(u"never"_s));
    at.document.select(std::string_view("metric/L2")); // something else is turned to
    CHECK(payback.change().isEmpty());
    CHECK(at.ribbon.outcome().change().isEmpty());
}

TEST_CASE("The ribbon, the minutes and a comparison of versions tell one move by the same words") {
    Bench at({stall});
    need(at.document.nameVersion(u"Before"_s));
    at.press(at.slider());
    at.move(at.slider(), 70);
    at.release(at.slider());
    REQUIRE(waitForResults(at.bench.runs()));
    REQUIRE(at.document.outcome().sampled->trials == 1024);
    need(at.document.nameVersion(u"After"_s));
    const QString words = at.ribbon.outcome().change().section(u" from "_s, 0, 0);
    REQUIRE(words.startsWith(QChar(0x2212)));
    QTest::keyClick(&at.bench.window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    auto* panel = at.bench.window().findChild<MinutesPanel*>();
    const EditList& list = panel->edits().list();
    const auto effect = [&] { return list.index(0).data(EditList::effectRole).toString(); };
    REQUIRE(QTest::qWaitFor([&] { return !effect().isEmpty(); }, 60000));
    CHECK(effect() == words);
    CHECK(list.index(0).data(Qt::ToolTipRole).toString().contains(npvChangeMeaning()));
    panel->nameVersion();
    panel->versions().compare(u"Before"_s, u"After"_s);
    const auto told = [&] {
        for (QLabel* label : panel->findChildren<QLabel*>())
            if (label->accessibleName() == u"What it does to the NPV"_s)
                return label->text();
        return QString();
    };
    REQUIRE(QTest::qWaitFor([&] { return told().startsWith(u"The NPV falls"_s); }, 60000));
    CHECK(told().startsWith(u"The NPV falls by %1: its median goes from "_s.arg(words.mid(1))));
    CHECK(told().contains(u" to %1."_s.arg(at.ribbon.outcome().value())));
}

TEST_CASE("A change that is small beside the NPV is told from the exact medians, by the ribbon as by the minutes") {
    Bench at({"metric/L2/estimate"});
    at.press(at.slider());
    at.move(at.slider(), 31);
    at.release(at.slider());
    REQUIRE(waitForResults(at.bench.runs()));
    REQUIRE(at.document.outcome().sampled->trials == 1024);
    const double change = at.document.changeSinceDrag().value() / 1000;
    REQUIRE(std::abs(change) < 99); // a unit finer than that of the medians
    const QString words = at.ribbon.outcome().change().section(u" from "_s, 0, 0);
    INFO(words.toStdString() << ", " << change);
    CHECK(Bench::thousands(words) == Approx(change).margin(0.51));
    QTest::keyClick(&at.bench.window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    const EditList& list = at.bench.window().findChild<MinutesPanel*>()->edits().list();
    const auto effect = [&] { return list.index(0).data(EditList::effectRole).toString(); };
    REQUIRE(QTest::qWaitFor([&] { return !effect().isEmpty(); }, 60000));
    CHECK(effect() == words);
}

TEST_CASE("At twice the size of text nothing of the ribbon lies over something else, and all can be reached") {
    Bench at({stall, locate});
    for (const auto kind : {PinnedHeadline::Kind::payback, PinnedHeadline::Kind::roi})
        need(at.document.apply(pinHeadline(at.document.model(), {kind, {}})));
    for (const bool selected : {false, true}) {
        at.bench.window().resize(720, 450);
        if (selected)
            at.document.select(std::string_view("metric/L1"));
        REQUIRE(at.bench.window().width() == 720);
        const auto stands = [&] {
            const QRect outcome = at.ribbon.outcome().geometry(), strip = at.ribbon.strip().geometry();
            return at.ribbon.width() <= 720 && at.ribbon.rect().contains(outcome) && at.ribbon.rect().contains(strip) &&
                   !outcome.intersects(strip);
        };
        REQUIRE(QTest::qWaitFor(stands));
        for (PinSlider* slider : at.ribbon.sliders()) {
            at.ribbon.strip().showWhole(*slider);
            CHECK(at.ribbon.strip().shows(*slider));
            CHECK_FALSE(slider->visibleRegion().isEmpty());
        }
        for (HeadlineTile* tile : at.ribbon.headlines()) {
            at.ribbon.strip().showWhole(*tile);
            CHECK(tile->visibleRegion().boundingRect() == tile->rect());
        }
    }
}

TEST_CASE(
    "Sliders that have no room are told, whole ones stand in sight, and wheel, buttons and Tab bring the others") {
    Bench at({stall, locate, "metric/L2/estimate", "metric/L3/estimate"});
    for (const auto kind : {PinnedHeadline::Kind::payback, PinnedHeadline::Kind::roi, PinnedHeadline::Kind::hardNpv})
        need(at.document.apply(pinHeadline(at.document.model(), {kind, {}})));
    at.document.select(std::string_view("metric/L1"));
    OverflowStrip& strip = at.ribbon.strip();
    REQUIRE(QTest::qWaitFor([&] {
        QCoreApplication::processEvents(); // what is selected has the strip laid out anew
        return strip.overflows() && strip.shows(at.slider(0));
    }));
    QToolButton& on = at.button(u"On to those"_s);
    QToolButton& back = at.button(u"Back to those"_s);
    REQUIRE(on.isVisible());
    CHECK_FALSE(back.isEnabled());
    CHECK(on.toolTip().contains(u"more"_s));
    const auto part = [&] { // cut at an edge
        return std::ranges::any_of(at.ribbon.sliders(), [&](PinSlider* slider) {
            return !strip.shows(*slider) && !slider->visibleRegion().isEmpty();
        });
    };
    CHECK(strip.shows(at.slider(0)));
    CHECK_FALSE(part());
    for (HeadlineTile* tile : at.ribbon.headlines())
        CHECK(tile->visibleRegion().boundingRect() == tile->rect());
    QTest::mouseClick(&on, Qt::LeftButton);
    CHECK(strip.shows(at.slider(1)));
    CHECK_FALSE(part());
    CHECK(back.isEnabled());
    at.slider(3).groove().setFocus(Qt::TabFocusReason);
    CHECK(strip.shows(at.slider(3)));
    CHECK(QTest::qWaitFor([&] { return !on.isEnabled(); }));
    CHECK_FALSE(part());
    const QPointF middle = QRectF(strip.rect()).center();
    QWheelEvent turned(middle, strip.mapToGlobal(middle), {}, {0, 120}, {}, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&strip, &turned);
    CHECK(strip.shows(at.slider(2)));
    CHECK(on.isEnabled());
}

TEST_CASE("Beside three headlines and the inspector three sliders stand whole on a laptop, five on a projector") {
    Bench at({stall, locate, "metric/L2/estimate", "metric/L3/estimate", "metric/L4/estimate", "metric/L5/estimate"});
    need(at.document.apply(showHeadlines(at.document.model(), {{PinnedHeadline::Kind::chanceOfLoss, {}},
                                                               {PinnedHeadline::Kind::payback, {}},
                                                               {PinnedHeadline::Kind::metric, MetricId("L1")}})));
    at.document.select(std::string_view("metric/L1"));
    const auto whole = [&] {
        return std::ranges::count_if(at.ribbon.sliders(), [&](PinSlider* slider) {
            return at.ribbon.strip().shows(*slider) && slider->visibleRegion().boundingRect() == slider->rect();
        });
    };
    for (const QSize size : {QSize(1440, 900), QSize(1920, 1080)}) {
        const int least = size.width() < 1920 ? 3 : 5;
        at.bench.window().resize(size);
        CHECK(QTest::qWaitFor([&] { return whole() >= least; }));
        INFO(size.width() << ": " << whole() << " sliders in " << at.ribbon.strip().width() << " of "
                          << at.ribbon.width());
        CHECK(whole() >= least);
        CHECK(at.ribbon.height() == WhatIfRibbon::ribbonHeight);
        std::vector<QRect> places{QRect(at.ribbon.outcome().mapTo(&at.ribbon, QPoint()), at.ribbon.outcome().size())};
        for (HeadlineTile* tile : at.ribbon.headlines()) {
            CHECK(tile->visibleRegion().boundingRect() == tile->rect());
            const QRect place(tile->mapTo(&at.ribbon, QPoint()), tile->size());
            CHECK(at.ribbon.rect().contains(place));
            for (const QRect& other : places)
                CHECK_FALSE(place.intersects(other));
            places.push_back(place);
        }
    }
}

TEST_CASE("At twice the size of text one pinned quantity stands whole beside the inspector, with no headline too") {
    Bench at({locate});
    need(at.document.apply(showHeadlines(at.document.model(), {})));
    at.bench.window().resize(720, 450);
    at.document.select(std::string_view("metric/L1"));
    const auto whole = [&] {
        PinSlider& slider = at.slider();
        return slider.width() >= PinSlider::narrowest && slider.visibleRegion().boundingRect() == slider.rect();
    };
    CHECK(QTest::qWaitFor(whole));
    INFO(at.slider().width() << " in " << at.ribbon.strip().width() << " of " << at.ribbon.width());
    CHECK(whole());
}
