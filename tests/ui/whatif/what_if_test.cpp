// SPDX-License-Identifier: GPL-3.0-or-later
// The what-if ribbon in the window, by the keys and the mouse of a person.
#include "core/model/card_line.h"
#include "tests/ui/whatif/bench.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/inspector/inspector.h"
#include "ui/look/npv_words.h"
#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/whatif/headline_tile.h"
#include "ui/window/banner.h"
#include "ui/window/run_indicator.h"

#include <catch2/catch.hpp>

#include <QFocusFrame>
#include <QFontMetricsF>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTextEdit>
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

TEST_CASE("The outcome follows the hand in few trials, is marked so, and tells the change since the drag began") {
    Bench at({stall});
    const QString value = at.ribbon.outcome().value();
    CHECK(at.ribbon.outcome().change().isEmpty());
    at.press(at.slider());
    at.move(at.slider(), 80);
    const quint64 revision = at.document.revision();
    REQUIRE(QTest::qWaitFor([&] { return at.ribbon.outcome().revision() == revision; }, 60000));
    CHECK(at.ribbon.outcome().value() != value);
    CHECK(at.ribbon.outcome().title().contains(u"512 trials"_s));
    CHECK(at.ribbon.outcome().toolTip().contains(u"so far"_s));
    CHECK(at.ribbon.outcome().change().startsWith(QChar(0x2212)));
    CHECK(at.agrees());
    CHECK(at.comesFrom(value)); // the few trials move what stood there
    CHECK(at.ribbon.outcome().range().contains(u"loss about"_s));
    // Where it is narrow the words get shorter, and none is cut.
    const QString whole = at.ribbon.outcome().rangeFitting(1000);
    CHECK(whole == at.ribbon.outcome().range());
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const double room = metrics.horizontalAdvance(whole) - 4;
    const QString shorter = at.ribbon.outcome().rangeFitting(room);
    CHECK(metrics.horizontalAdvance(shorter) <= room);
    CHECK(shorter.contains(u"loss"_s));
    CHECK(at.ribbon.outcome().toolTip().contains(whole));
    REQUIRE(waitForResults(at.bench.runs())); // the hand rests
    const auto labels = at.bench.window().findChild<RunIndicator*>()->findChildren<QLabel*>();
    CHECK(std::any_of(labels.begin(), labels.end(),
                      [](QLabel* label) { return label->text() == u"1,024 trials, while dragging"_s; }));
    // The headline is that of the pages: the same trials, the same bits.
    CHECK(at.document.headline()->median == at.document.sampled()->npv.p50);
    CHECK(at.document.outcome().sampled->trials == 1024);
    at.release(at.slider());
    REQUIRE(waitForResults(at.bench.runs()));
    const QString from = at.ribbon.outcome().change().section(u" from "_s, 1);
    CHECK(std::abs(Bench::thousands(from) - Bench::thousands(value)) <= 5.1); // "0.43 M$" beside millions
    CHECK(at.agrees());
    CHECK(at.ribbon.outcome().toolTip().contains(npvChangeMeaning()));
    CHECK_FALSE(at.ribbon.outcome().title().contains(u"trials"_s));
    need(at.document.undo());
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK(at.ribbon.outcome().change().isEmpty());
    CHECK(at.ribbon.outcome().value() == value);
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

TEST_CASE("What was moved goes back, or stays as a scenario while the model is what it was: one step each") {
    Bench at({stall, locate});
    const Model before = at.document.model();
    CHECK_FALSE(at.button(u"Put"_s).isEnabled());
    at.type(at.slider(0), u"50%"_s);
    at.type(at.slider(1), u"+10%"_s);
    const Model moved = at.document.model();
    QTest::mouseClick(&at.button(u"Put"_s), Qt::LeftButton);
    CHECK(at.document.model() == before);
    need(at.document.undo());
    CHECK(at.document.model() == moved);

    const ScenarioId chosen = at.document.scenario();
    QTest::keyClick(&at.openKeep(), Qt::Key_Return);
    const Scenario* kept = at.document.model().scenarios().find(at.document.scenario());
    REQUIRE(kept);
    CHECK(kept->id != chosen);
    CHECK(kept->interventions == before.scenarios().find(chosen)->interventions);
    REQUIRE(kept->overrides.size() == before.scenarios().find(chosen)->overrides.size() + 2);
    CHECK(kept->overrides.back().path == locate);
    CHECK(at.text(stall) == at.slider(0).reference());
    CHECK(at.text(locate) == at.slider(1).reference());
    need(at.document.undo());
    CHECK(at.document.model() == moved);
    CHECK(at.document.scenario() == chosen);
}

TEST_CASE("What is kept of a belief gives the NPV that was shown, to the digit") {
    Bench at({stall});
    at.type(at.slider(), u"50%"_s);
    REQUIRE(waitForResults(at.bench.runs()));
    const std::vector<double> shown = at.document.sampled()->npvTrials;
    const ScenarioId chosen = at.document.scenario();
    QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton); // nothing is asked
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK(at.document.scenario() != chosen);
    CHECK(at.document.sampled()->npvTrials == shown);
    CHECK(at.text(stall) == at.slider().reference());
}

TEST_CASE("What is kept as a scenario is named after what it was made of, and can be renamed at once") {
    Bench at({stall});
    at.bench.window().show();
    const auto nameNow = [&] { return toQt(at.document.model().scenarios().find(at.document.scenario())->name); };
    const QString plain = nameNow();
    at.type(at.slider(), u"50%"_s);
    QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton);
    CHECK(nameNow() == plain + u" with own changes"_s);
    auto* banner = at.bench.window().findChild<Banner*>();
    CHECK(banner->isVisible());
    CHECK(banner->tone() == Banner::Tone::note);
    const auto buttons = banner->findChildren<QPushButton*>();
    const auto rename = std::ranges::find(buttons, u"Rename"_s, &QPushButton::text);
    REQUIRE(rename != buttons.end());
    QTest::mouseClick(*rename, Qt::LeftButton);
    auto* field = qobject_cast<QTextEdit*>(at.bench.window().focusWidget());
    REQUIRE(field);
    CHECK(field->textCursor().selectedText() == nameNow());
    QTest::keyClicks(field, u"Half stalls"_s);
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(nameNow() == u"Half stalls"_s);
}

TEST_CASE("Of what was kept with own changes the next is numbered") {
    Bench at({stall});
    const ScenarioId chosen = at.document.scenario();
    const auto nameNow = [&] { return toQt(at.document.model().scenarios().find(at.document.scenario())->name); };
    const QString plain = nameNow();
    for (const auto& wanted : {u" with own changes"_s, u" with own changes 2"_s}) {
        at.type(at.slider(), u"50%"_s);
        QTest::mouseClick(&at.button(u"Keep"_s), Qt::LeftButton);
        CHECK(nameNow() == plain + wanted);
        at.document.setScenario(chosen);
    }
}

TEST_CASE("What is kept of a plan is named before: the scenario's alone, or the model's for business as usual too") {
    Bench at({locate});
    const auto* banner = at.bench.window().findChild<Banner*>();
    const Model before = at.document.model();
    at.type(at.slider(), u"+10%"_s);
    const Model moved = at.document.model();
    const QString was = at.slider().wasText();
    const QString now = at.slider().nowText();
    REQUIRE(was != now);
    {
        QMenu& menu = at.openKeep();
        REQUIRE(menu.actions().size() == 2);
        CHECK(menu.actions()[0]->text() == u"Plan to make it so: only the scenario changes Part not at the yard; "
                                           "business as usual keeps %1"_s.arg(was));
        CHECK(menu.actions()[1]->text().startsWith(u"It is so, for business as usual as well"_s));
        QTest::keyClick(&menu, Qt::Key_Escape);
        CHECK(at.document.model() == moved);
    }
    QTest::keyClick(&at.openKeep(), Qt::Key_Return);
    CHECK(at.document.model().scenarios().size() == before.scenarios().size() + 1);
    CHECK(at.text(locate) == at.slider().reference());
    CHECK(banner->isVisible());
    CHECK(banner->text().contains(u"business as usual keeps Part not at the yard at %1"_s.arg(was)));
    CHECK(banner->tone() == Banner::Tone::note); // it went well
    need(at.document.undo());
    CHECK(at.document.model() == moved);
    CHECK_FALSE(banner->isVisible());

    QMenu& menu = at.openKeep();
    QTest::keyClick(&menu, Qt::Key_Down);
    QTest::keyClick(&menu, Qt::Key_Return);
    CHECK(at.document.model() == moved);
    REQUIRE(at.document.versions().size() == 1);
    CHECK(toQt(at.document.versions().front().name) == u"Part not at the yard %1"_s.arg(now));
    CHECK(banner->text().contains(u"for business as usual as well"_s));
    CHECK_FALSE(at.slider().isMoved());
    CHECK_FALSE(at.button(u"Keep"_s).isEnabled());
    need(at.document.undo()); // of the move
    CHECK(at.document.model() == before);
}

TEST_CASE("After what was moved is kept or put back the keyboard is on its slider, with a ring") {
    Bench at({stall, locate});
    SliderGroove& moved = at.slider(1).groove();
    const auto ringed = [&] {
        const auto frames = at.bench.window().findChildren<QFocusFrame*>();
        return std::any_of(frames.begin(), frames.end(), [&](QFocusFrame* frame) {
            return frame->isVisible() && moved.isAncestorOf(frame->widget());
        });
    };
    moved.setFocus();
    QTest::keyClick(&moved, Qt::Key_PageUp);
    at.button(u"Keep"_s).setFocus(Qt::TabFocusReason);
    QTest::keyClick(&at.button(u"Keep"_s), Qt::Key_Space);
    const auto menus = at.ribbon.findChildren<QMenu*>();
    const auto shown = std::ranges::find_if(menus, [](QMenu* menu) { return menu->isVisible(); });
    REQUIRE(shown != menus.end());
    QTest::keyClick(*shown, Qt::Key_Return);
    REQUIRE(at.document.undoLabel().value().startsWith(u"Keep"_s));
    CHECK(at.bench.window().focusWidget() == &moved);
    CHECK(ringed());
    for (QFocusFrame* frame : at.bench.window().findChildren<QFocusFrame*>())
        CHECK(frame->visibleRegion().boundingRect().height() == frame->height()); // none of it is cut

    need(at.document.undo());
    at.button(u"Put back"_s).setFocus(Qt::TabFocusReason);
    CHECK_FALSE(ringed());
    QTest::keyClick(&at.button(u"Put back"_s), Qt::Key_Space);
    CHECK(at.bench.window().focusWidget() == &moved);
    CHECK(ringed());
}

TEST_CASE("The buttons of the ribbon say what they do in words where there is room") {
    Bench at({stall});
    for (const QString& words : {u"Put back"_s, u"Keep"_s}) {
        QToolButton& button = at.button(words);
        CHECK(button.text() == words);
        CHECK(button.toolButtonStyle() == Qt::ToolButtonTextBesideIcon);
        CHECK(button.width() >= button.sizeHint().width());
    }
    at.ribbon.resize(440, at.ribbon.height());
    CHECK(at.button(u"Keep"_s).toolButtonStyle() == Qt::ToolButtonIconOnly);
    CHECK_FALSE(at.button(u"Keep"_s).toolTip().isEmpty());
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

TEST_CASE("The axes of the results stand still under a drag, and for the full result that ends it") {
    Bench at({stall});
    at.bench.window().showPageFor("results");
    const auto& fan = *at.bench.window().findChild<FanChart*>();
    const auto& histogram = *at.bench.window().findChild<HistogramChart*>();
    const Extent fanBefore = fan.extent();
    const Extent histogramBefore = histogram.extent();
    const auto follow = [&](double value) {
        at.move(at.slider(), value);
        REQUIRE(waitForResults(at.bench.runs()));
    };
    at.press(at.slider());
    follow(100);
    const Extent fanWide = fan.extent();
    const Extent histogramWide = histogram.extent();
    CHECK(fanWide.with(fanBefore) == fanWide);
    CHECK(histogramWide.with(histogramBefore) == histogramWide);
    follow(60);
    CHECK(fan.extent().with(fanWide) == fan.extent());
    CHECK(histogram.extent().with(histogramWide) == histogram.extent());
    const Extent fanHeld = fan.extent();
    at.release(at.slider());
    REQUIRE(QTest::qWaitFor([&] { return at.document.outcome().sampled->trials == 1024; }, 60000));
    CHECK(fan.extent().with(fanHeld) == fan.extent());
    need(at.document.undo());
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK(fan.extent() == fanBefore);
    CHECK(histogram.extent() == histogramBefore);
}

TEST_CASE("The ribbon can be put away, and each of its parts has a name that is read aloud") {
    Bench at({stall, locate});
    for (QWidget* part : at.ribbon.findChildren<QWidget*>())
        if (part->focusPolicy() != Qt::NoFocus && part->isVisible())
            CHECK_FALSE(part->accessibleName().isEmpty());
    CHECK(at.slider().groove().focusPolicy() == Qt::StrongFocus);
    for (QAction* action : at.bench.window().findChildren<QAction*>())
        if (QString(action->text()).remove(u'&') == u"What-if ribbon"_s)
            action->trigger();
    CHECK_FALSE(at.ribbon.isVisible());
}

TEST_CASE("A slider moves the headline and the pages of a model of which a part has an error") {
    Bench at({stall});
    Metric aside;
    aside.level = Level::operating;
    need(at.document.apply(
        addCard(at.document.model(), aside,
                need(readCardLine(at.document.model(), "Idle cost = [Idle hours] * 50 USD/hour in USD/year")))));
    REQUIRE(QTest::qWaitFor([&] { return at.document.outcome().leftOut.size() == 1; }, 60000));
    const QString shown = at.ribbon.outcome().value();

    at.press(at.slider());
    at.move(at.slider(), 70);
    REQUIRE(QTest::qWaitFor([&] { return at.ribbon.outcome().change().contains(u" from "_s); }, 60000));
    CHECK(at.document.isDragging());
    CHECK(at.ribbon.outcome().change().startsWith(QChar(0x2212)));
    CHECK(at.comesFrom(shown));
    CHECK(at.ribbon.outcome().value() != shown);
    CHECK(QTest::qWaitFor([&] { return at.document.outcome().revision == at.document.revision(); }, 60000));
    at.release(at.slider());
    REQUIRE(QTest::qWaitFor([&] { return at.bench.runs().state() == RunController::State::blocked; }, 60000));
    CHECK(at.agrees());
}

TEST_CASE("The NPV keeps the unit of all scenarios under a drag, which runs one of them") {
    Bench at({locate});
    Scenario stalls = *at.document.model().scenarios().find(ScenarioId("parts-exchange"));
    stalls.id = ScenarioId("stalls");
    stalls.name = "It stalls";
    need(at.document.apply(Edit{"Add It stalls", {}, {put(stalls)}}));
    need(at.document.apply(setOverride(at.document.model(), stalls.id, stall, "100%")));
    at.document.setScenario(stalls.id);
    REQUIRE(waitForResults(at.bench.runs()));
    REQUIRE(std::abs(at.document.sampled()->npv.p10) < 1'000'000);
    REQUIRE(at.ribbon.outcome().value().endsWith(u"M$"_s));
    at.press(at.slider());
    at.move(at.slider(), at.slider().groove().at() * 1.1);
    REQUIRE(waitForResults(at.bench.runs())); // the hand rests
    CHECK(at.document.outcome().sampled->scenarios.size() == 1);
    CHECK(at.ribbon.outcome().value().endsWith(u"M$"_s));
    at.release(at.slider());
}

TEST_CASE("What a drag comes from is what stood there, and adds up to the last digit, during it and after it") {
    Bench at({stall, locate});
    need(at.document.apply(pinHeadline(at.document.model(), {PinnedHeadline::Kind::chanceOfLoss, {}})));
    const HeadlineTile& loss = *at.ribbon.headlines().front();
    const auto share = [&] { return loss.range().section(u' ', 0, 0).toDouble(); };
    for (const double to : {70.0, 35.0, 55.0}) {
        REQUIRE(waitForResults(at.bench.runs()));
        const QString shown = at.ribbon.outcome().value();
        const double lossShown = share();
        at.press(at.slider());
        at.move(at.slider(), to);
        REQUIRE(QTest::qWaitFor([&] { return at.ribbon.outcome().change().contains(u" from "_s); }, 60000));
        CHECK(at.agrees());
        CHECK(at.comesFrom(shown));
        REQUIRE(QTest::qWaitFor([&] { return !loss.change().isEmpty() && loss.change() != u"…"_s; }, 60000));
        if (loss.change().contains(u"pts"_s)) {
            QString change = loss.change().section(QChar(0x00A0), 0, 0);
            const double points = change.replace(QChar(0x2212), u'-').toDouble();
            CHECK(share() - lossShown == Approx(points).margin(1));
        }
        CHECK(QTest::qWaitFor([&] { return at.document.outcome().sampled->trials == 1024 && !at.document.isStale(); },
                              60000)); // at rest
        CHECK(at.agrees());
        CHECK(at.comesFrom(shown));
        at.release(at.slider());
        REQUIRE(waitForResults(at.bench.runs()));
        CHECK(at.agrees());
        CHECK(at.comesFrom(shown));
    }
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

TEST_CASE("An outcome of the state before is dimmed and says that it waits, not that nothing changed") {
    Bench at({stall});
    need(at.document.apply(pinHeadline(at.document.model(), {PinnedHeadline::Kind::chanceOfLoss, {}})));
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK_FALSE(at.ribbon.outcome().isStale());
    at.type(at.slider(), u"80%"_s);
    CHECK(at.ribbon.outcome().isStale());
    CHECK(at.ribbon.outcome().waiting() == u"…"_s);
    CHECK(at.ribbon.outcome().change().isEmpty());
    CHECK(at.ribbon.headlines().front()->change().isEmpty());
    REQUIRE(waitForResults(at.bench.runs()));
    CHECK_FALSE(at.ribbon.outcome().isStale());
    CHECK(at.ribbon.outcome().waiting().isEmpty());
    CHECK(at.ribbon.outcome().change().contains(u" from "_s));
}

TEST_CASE("A pin without room for its name lets go of what stands in parentheses first") {
    Bench at({"metric/L3/estimate"});
    const PinSlider& pin = at.slider();
    CHECK(pin.name() == u"Located in own network (another yard)"_s);
    CHECK(pin.nameFitting(1000) == pin.name());
    CHECK(pin.nameFitting(160) == u"Located in own network"_s);
}

TEST_CASE("The NPV of the ribbon and the median of the histogram are one number in one unit") {
    Bench at({stall});
    at.bench.window().showPageFor("results");
    const auto& histogram = *at.bench.window().findChild<HistogramChart*>();
    REQUIRE(QTest::qWaitFor([&] { return !histogram.data().medianText.isEmpty(); }));
    CHECK(histogram.data().medianText == at.ribbon.outcome().value());
}

TEST_CASE("The chance of a loss stays in words as long as they have room") {
    Bench at({stall});
    const OutcomePanel& outcome = at.ribbon.outcome();
    REQUIRE(outcome.range().contains(u"loss about 1 in "_s));
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const QString few = QString(outcome.range()).remove(u"about "_s);
    CHECK(outcome.rangeFitting(metrics.horizontalAdvance(outcome.range())) == outcome.range());
    CHECK(outcome.rangeFitting(metrics.horizontalAdvance(few)) == few);
    CHECK(outcome.toolTip().contains(u"about 1 in "_s));
}
