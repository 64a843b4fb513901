// SPDX-License-Identifier: GPL-3.0-or-later
// The sliders of the ribbon, by the keys and the mouse of a person.
#include "core/model/card_edits.h"
#include "tests/ui/whatif/bench.h"
#include "ui/inspector/inspector.h"
#include "ui/look/style.h"
#include "ui/look/type.h"

#include <catch2/catch.hpp>

#include <QFontMetricsF>
#include <QLabel>
#include <QLineEdit>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("A quantity is pinned from its field or its card, and unpinned on the ribbon") {
    Bench at;
    CHECK(at.ribbon.isVisible());
    CHECK(at.ribbon.sliders().empty());
    const auto hint = at.ribbon.findChildren<QLabel*>();
    CHECK(std::any_of(hint.begin(), hint.end(),
                      [](QLabel* label) { return label->isVisible() && label->text().contains(u"Pin a quantity"_s); }));
    at.document.select(std::string_view("metric/L1"));
    auto* inspector = at.bench.window().findChild<Inspector*>();
    FieldEditor* drift = inspector->editor("drift");
    REQUIRE(drift);
    auto* pin = inspector->editor("estimate")->findChild<QToolButton*>(u"pin"_s);
    REQUIRE(pin->isVisible());
    QTest::mouseClick(pin, Qt::LeftButton);
    REQUIRE(at.ribbon.sliders().size() == 1);
    CHECK(at.slider().path() == locate);
    CHECK(pin->isChecked());
    CHECK(at.document.undoLabel().value().startsWith(u"Pin"_s));

    at.document.select(std::string_view(stall));
    inspector->editor("stall/probability")->input()->setFocus();
    QTest::keyClick(&at.bench.window(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    REQUIRE(at.ribbon.sliders().size() == 2);
    CHECK(at.slider(1).path() == stall);

    QTest::mouseClick(at.slider(0).findChild<QToolButton*>(), Qt::LeftButton);
    REQUIRE(at.ribbon.sliders().size() == 1);
    CHECK(at.slider().path() == stall);
    need(at.document.undo());
    CHECK(at.ribbon.sliders().size() == 2);
    CHECK(at.slider(0).path() == locate);
}

TEST_CASE("Pins stay in the file") {
    Bench at({stall, locate});
    const QString path = at.document.filePath();
    at.document.close();
    CHECK_FALSE(at.ribbon.isVisible());
    need(at.document.open(path));
    REQUIRE(at.ribbon.sliders().size() == 2);
    CHECK(at.slider(1).path() == locate);
}

TEST_CASE("One drag is one step to undo, and what it leaves is a full run, bit for bit") {
    Bench at({stall});
    const std::string before = at.text(stall);
    const auto steps = at.document.undoLabel();
    CHECK(at.slider().valueText() == u"30\u00a0%"_s);
    at.press(at.slider());
    for (const double value : {40.0, 55.0, 50.0})
        at.move(at.slider(), value);
    CHECK(at.document.isDragging());
    CHECK(at.slider().valueText() == u"30\u00a0% → 50\u00a0%"_s);
    CHECK(at.document.undoLabel() == steps);
    at.release(at.slider());
    CHECK_FALSE(at.document.isDragging());
    CHECK(need(Quantity::parse(at.text(stall))).distribution() == Distribution(Constant{50}));
    REQUIRE(waitForResults(at.bench.runs()));

    const Model& model = at.document.model();
    const auto expected = run(compile(model, {}).value(), runOptions(model.settings()));
    REQUIRE(expected);
    const Results& results = *at.document.outcome().sampled;
    CHECK(results.trials == 1024);
    REQUIRE(results.scenarios.size() == expected->scenarios.size());
    for (size_t s = 0; s < results.scenarios.size(); ++s) {
        CHECK(results.scenarios[s].npvTrials == expected->scenarios[s].npvTrials);
        for (size_t m = 0; m < results.scenarios[s].metrics.size(); ++m)
            CHECK(results.scenarios[s].metrics[m].with.back().p90 == expected->scenarios[s].metrics[m].with.back().p90);
    }
    need(at.document.undo());
    CHECK(at.text(stall) == before);
    CHECK(at.document.undoLabel() == steps);
    CHECK(at.slider().valueText() == u"30\u00a0%"_s);
}

TEST_CASE("Esc drops a drag, and the model is what it was") {
    Bench at({stall});
    const Model before = at.document.model();
    at.press(at.slider());
    at.move(at.slider(), 70);
    CHECK_FALSE(at.document.model() == before);
    QTest::keyClick(&at.slider().groove(), Qt::Key_Escape);
    CHECK_FALSE(at.document.isDragging());
    CHECK(at.document.model() == before);
    at.move(at.slider(), 90);
    at.release(at.slider());
    CHECK(at.document.model() == before);
}

TEST_CASE("A drag that comes back to where it began leaves no step") {
    Bench at({locate});
    const auto steps = at.document.undoLabel();
    const std::string before = at.text(locate);
    const double middle = at.slider().groove().at();
    at.press(at.slider());
    at.move(at.slider(), middle * 1.3);
    CHECK(at.text(locate) != before);
    at.move(at.slider(), middle);
    CHECK(at.text(locate) == before);
    at.release(at.slider());
    CHECK(at.document.undoLabel() == steps);
}

TEST_CASE("Keys move by a hundredth and a tenth of the range, Home goes back, and a burst is one step") {
    Bench at({stall});
    const auto steps = at.document.undoLabel();
    SliderGroove& groove = at.slider().groove();
    groove.setFocus();
    QTest::keyClick(&groove, Qt::Key_Right);
    CHECK(at.slider().groove().at() == Approx(31));
    QTest::keyClick(&groove, Qt::Key_PageUp);
    CHECK(at.slider().groove().at() == Approx(41));
    QTest::keyClick(&groove, Qt::Key_Left);
    QTest::keyClick(&groove, Qt::Key_PageDown);
    QTest::keyClick(&groove, Qt::Key_PageDown);
    CHECK(at.slider().groove().at() == Approx(20));
    CHECK(at.document.isDragging());
    REQUIRE(QTest::qWaitFor([&] { return !at.document.isDragging(); }, 5000));
    CHECK(at.text(stall) == "20%");
    need(at.document.undo());
    CHECK(at.document.undoLabel() == steps);
    CHECK(at.text(stall) == at.slider().reference());

    QTest::keyClick(&groove, Qt::Key_End);
    CHECK(at.slider().groove().at() == Approx(100));
    QTest::keyClick(&groove, Qt::Key_Home);
    CHECK(at.text(stall) == at.slider().reference());
    QTest::keyClick(&groove, Qt::Key_Right);
    at.slider().box().setFocus();
    CHECK_FALSE(at.document.isDragging());
    CHECK(at.slider().groove().at() == Approx(31));
}

TEST_CASE("A value is typed beside a slider as DESIGN section 6 says, and what cannot be read is said under the box") {
    Bench at({stall, locate});
    at.type(at.slider(), u"12%"_s);
    CHECK(at.text(stall) == "12%");
    CHECK(at.slider().box().text().isEmpty());
    at.type(at.slider(), u"+50%"_s);
    CHECK(at.text(stall) == "18%");
    at.type(at.slider(), u"+2 points"_s);
    CHECK(at.text(stall) == "20%");
    at.type(at.slider(), u"1,5"_s);
    CHECK(at.slider().message().contains(u"write 1.5"_s));
    CHECK(at.text(stall) == "20%");
    QTest::keyClicks(&at.slider().box(), u"0"_s);
    CHECK(at.slider().message().isEmpty());
    at.type(at.slider(), u"= -3"_s);
    CHECK(at.slider().message().contains(u"0 to 100 %"_s));
    QTest::keyClick(&at.slider().box(), Qt::Key_Escape);
    CHECK(at.slider().box().text().isEmpty());
    CHECK(at.slider().message().isEmpty());
    need(at.document.undo());
    CHECK(at.text(stall) == "18%");
}

TEST_CASE("The box of a slider shows whole what is added in it, and hands undo and redo on while it is empty") {
    Bench at({stall});
    const PinSlider& slider = at.slider();
    QLineEdit& box = slider.box();
    const std::string before = at.text(stall);
    constexpr int besideText = 2 * (2 + 2); // of a field's frame, and Qt's own
    const int room = box.width() - box.textMargins().left() - box.textMargins().right() - besideText;
    for (const QString& words : {u"+10 points"_s, u"+3 hour"_s})
        CHECK(box.fontMetrics().horizontalAdvance(words) < room);
    at.type(at.slider(), u"+2 points"_s);
    const std::string after = at.text(stall);
    REQUIRE(after != before);
    QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier);
    CHECK(box.text().isEmpty());
    CHECK(at.text(stall) == before);
    QTest::keyClick(&box, Qt::Key_Y, Qt::ControlModifier);
    CHECK(box.text().isEmpty());
    CHECK(at.text(stall) == after);
    QTest::keyClicks(&box, u"12"_s);
    QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier); // what is being typed is the box's own
    CHECK(at.text(stall) == after);
}

TEST_CASE("A value beyond the range is taken with a remark, which goes with the next value") {
    Bench at({"metric/L2/estimate"});
    PinSlider& slider = at.slider();
    const double high = slider.groove().at();
    at.type(slider, u"500"_s);
    CHECK(slider.groove().at() > 10 * high);
    CHECK(slider.message().contains(u"beyond its range"_s));
    CHECK(slider.message().endsWith(u"36\u00A0h."_s));
    CHECK(slider.box().property("tributaryFieldState").toInt() == static_cast<int>(FieldState::valid));
    at.type(slider, QString::number(high));
    CHECK(slider.message().isEmpty());
}

TEST_CASE("A value that was refused goes from its box with what it was typed for") {
    Bench at({stall});
    at.type(at.slider(), u"12%"_s);
    const auto refuse = [&] {
        at.type(at.slider(), u"1,5"_s);
        REQUIRE_FALSE(at.slider().message().isEmpty());
    };
    const auto isGone = [&] { return at.slider().box().text().isEmpty() && at.slider().message().isEmpty(); };
    refuse();
    QTest::keyClick(&at.slider().box(), Qt::Key_Tab);
    CHECK(isGone());
    refuse();
    at.document.select(EntityRef{Metric::kind, "O3"});
    CHECK(isGone());
    refuse();
    need(at.document.undo());
    CHECK(isGone());
}

TEST_CASE("A metric's slider is coloured by the metric's own meaning, not by what it does to the NPV") {
    Bench at({"metric/L2/estimate"});
    PinSlider& slider = at.slider();
    REQUIRE(at.document.model().metrics().find(MetricId("L2"))->better == Better::lower);
    CHECK(slider.ownJudgement() == Judgement::none);
    at.type(slider, u"+20%"_s);
    CHECK(slider.ownJudgement() == Judgement::worse);
    at.type(slider, u"-40%"_s);
    CHECK(slider.ownJudgement() == Judgement::better);
}

TEST_CASE("The value of a slider keeps its unit where there is room, and lets go of what it is counted per") {
    Bench at({"metric/F4/estimate"});
    CHECK(at.slider().nowFitting(1000) == at.slider().nowText());
    CHECK_FALSE(at.slider().nowFitting(40).contains(u'/'));
    CHECK(at.slider().nowFitting(40).size() > 1);
}

TEST_CASE("A quantity with a range is moved whole, and keeps its form") {
    Bench at({locate});
    const Quantity before = *findQuantity(at.document.model(), locate)->quantity;
    at.press(at.slider());
    at.move(at.slider(), at.slider().groove().at() * 1.2);
    at.release(at.slider());
    const Quantity after = *findQuantity(at.document.model(), locate)->quantity;
    CHECK(after.distribution().index() == before.distribution().index());
    const double scale = mostLikely(after.distribution()) / mostLikely(before.distribution());
    CHECK(scale > 1.1);
    CHECK(quantile(after.distribution(), 0.95) == Approx(scale * quantile(before.distribution(), 0.95)).epsilon(0.01));
}

TEST_CASE("A value that the model cannot run with is refused under its field, and nothing moves") {
    constexpr auto located = "metric/L3/estimate";
    Bench at({located, stall});
    const std::string before = at.text(located);
    for (const QString& typed : {u"999%"_s, u"= 200%"_s, u"+400%"_s}) {
        INFO(typed.toStdString());
        at.type(at.slider(), typed);
        CHECK(at.slider().message().contains(u"outside 0 to 100"_s));
        CHECK(at.text(located) == before);
        CHECK(at.ribbon.outcome().change().isEmpty());
        CHECK(at.ribbon.outcome().waiting().isEmpty());
    }
    at.type(at.slider(), u"60%"_s);
    CHECK(at.slider().message().isEmpty());
    CHECK(at.text(located) == "60%");
    // An error that the model has already stops no what-if.
    need(at.document.undo());
    Metric aside;
    aside.level = Level::operating;
    need(at.document.apply(
        addCard(at.document.model(), aside,
                need(readCardLine(at.document.model(), "Idle cost = [Idle hours] * 50 USD/hour in USD/year")))));
    at.type(at.slider(), u"60%"_s);
    CHECK(at.text(located) == "60%");
}

namespace {

Edit withChampions(const Model& model, const std::string& champions) {
    Intervention tool = *model.interventions().find(InterventionId("parts-exchange"));
    for (TargetGroup& target : tool.adoption.targets)
        if (target.group == GroupId("pt"))
            target.champions = need(Quantity::parse(champions));
    return Edit{"Champions", {}, {put(tool)}};
}

} // namespace

TEST_CASE("An error that stands stops no hand, though the slider changes what is said of it") {
    constexpr auto people = "group/pt/headcount";
    Bench at({people});
    need(at.document.apply(withChampions(at.document.model(), "1000")));
    const std::string before = at.text(people);
    PinSlider& slider = at.slider();
    at.press(slider);
    at.move(slider, slider.groove().at() * 0.8);
    at.release(slider);
    CHECK(slider.message().isEmpty());
    CHECK(at.text(people) != before);
}

TEST_CASE("The hand stops where a typed value would be refused, and the reason stays to be read") {
    constexpr auto people = "group/pt/headcount";
    Bench at({people});
    need(at.document.apply(withChampions(at.document.model(), at.text(people))));
    const std::string before = at.text(people);
    PinSlider& slider = at.slider();
    const double start = slider.groove().at();
    at.type(slider, u"-20%"_s);
    const QString reason = slider.message();
    CHECK(reason.contains(u"champions"_s));

    at.press(slider);
    at.move(slider, start * 0.8);
    CHECK(slider.message() == reason);
    CHECK(at.text(people) == before);
    at.move(slider, start * 1.2);
    CHECK(slider.message().isEmpty());
    const std::string more = at.text(people);
    CHECK(more != before);
    at.move(slider, start * 0.8);
    CHECK(slider.message() == reason);
    at.release(slider);
    CHECK(at.text(people) == more);
    CHECK(slider.message() == reason);
    need(at.document.undo());
    CHECK(at.text(people) == before);
    CHECK(slider.message().isEmpty());

    slider.groove().setFocus();
    QTest::keyClick(&slider.groove(), Qt::Key_PageDown);
    CHECK(at.text(people) == before);
    CHECK(slider.message().contains(u"champions"_s));
}

TEST_CASE("A pin without room for its name lets go of what stands in parentheses first") {
    Bench at({"metric/L3/estimate"});
    const PinSlider& pin = at.slider();
    CHECK(pin.name() == u"Located in own network (another yard)"_s);
    CHECK(pin.nameFitting(1000) == pin.name());
    CHECK(pin.nameFitting(160) == u"Located in own network"_s);
}

TEST_CASE(
    "The numbers at the ends of a groove say how far it goes, their unit once, and give way where they have no room") {
    Bench at({stall, "metric/L2/estimate", "metric/F4/estimate"});
    const auto ends = [&](size_t slider, double room = 1000) { return at.slider(slider).groove().endsFitting(room); };
    CHECK(ends(0).low == u"0"_s);
    CHECK(ends(0).high == u"100\u00a0%"_s);
    for (size_t slider = 0; slider < 3; ++slider) {
        const GrooveEnds told = ends(slider);
        INFO(told.low.toStdString() << " and " << told.high.toStdString());
        CHECK(told.high.endsWith(told.unit));
        CHECK_FALSE(told.low.contains(QChar::Nbsp));
        const QString number = told.high.section(QChar::Nbsp, 0, 0);
        const QFontMetricsF metrics(fontOf(TextRole::label));
        constexpr double apart = 13;
        const double room = metrics.horizontalAdvance(told.low) + metrics.horizontalAdvance(number) + apart;
        CHECK(ends(slider, room).high == number);
        CHECK(ends(slider, 8).high.isEmpty());
        CHECK(ends(slider, 8).low.isEmpty());
    }
    CHECK(ends(1).high == u"36\u00a0h"_s);
    at.type(at.slider(1), u"12345"_s);
    CHECK(ends(1).high == u"12,300\u00a0h"_s);
}
