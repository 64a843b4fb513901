// SPDX-License-Identifier: GPL-3.0-or-later
// Events of a map that came from a BPMN drawing: rings with their names beside them, and tasks where somebody works.
#include "core/exchange/bpmn.h"
#include "core/model/edits.h"
#include "tests/ui/process/shown_map.h"
#include "ui/process/event_marks.h"
#include "ui/process/map_words.h"

#include <catch2/catch.hpp>

#include <QImage>
#include <QPainter>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view waitingText = R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="defs" targetNamespace="urn:test">
<process id="p" name="Repair">
<startEvent id="begin" name="Order comes"><messageEventDefinition/></startEvent>
<task id="work" name="Mend"/>
<intermediateCatchEvent id="wait" name="Paint is dry"><timerEventDefinition><timeDuration>PT5H</timeDuration>
</timerEventDefinition></intermediateCatchEvent>
<intermediateThrowEvent id="tell" name="Tell the owner"><messageEventDefinition/></intermediateThrowEvent>
<boundaryEvent id="late" name="Too late" attachedToRef="work"><timerEventDefinition/></boundaryEvent>
<endEvent id="done"/>
<sequenceFlow id="a" sourceRef="begin" targetRef="work"/>
<sequenceFlow id="b" sourceRef="work" targetRef="wait"/>
<sequenceFlow id="c" sourceRef="wait" targetRef="tell"/>
<sequenceFlow id="d" sourceRef="tell" targetRef="done"/>
<sequenceFlow id="e" sourceRef="late" targetRef="done"/>
</process>
</definitions>
)";

Model drawnModel() { return apply(Model(), need(importBpmn(Model(), waitingText, "repair")).edit).model; }

} // namespace

TEST_CASE("message and timer events of a drawing are rings with their names and waits beside them") {
    ui::test::ShownMap shown(drawnModel());
    const MapLayout& layout = shown.canvas().layout();
    for (const char* id : {"begin", "wait", "tell"}) {
        INFO(id);
        const MapLayout::StepBox& box = *layout.find(StepId(id));
        REQUIRE(box.event);
        CHECK(box.box.size() == QSizeF(signedEventSize, signedEventSize));
    }
    CHECK(layout.find(StepId("work"))->box.width() >= taskWidth);
    CHECK_FALSE(layout.find(StepId("work"))->event);
    const MapWords words(layout, shown.canvas().content(), 1);
    const MapPart wait{MapPart::Kind::task, "wait"};
    REQUIRE(words.find(wait, MapWords::Kind::step));
    CHECK(words.find(wait, MapWords::Kind::step)->lines.join(u' ') == u"Paint is dry"_s);
    REQUIRE(words.find(wait, MapWords::Kind::delay));
    CHECK(shown.canvas().content().wordsOf(wait).contains(u"Timer: Paint is dry"_s));
    CHECK(shown.canvas().content().way({MapPart::Kind::exception, "late"}).trigger == EventTrigger::timer);
}

TEST_CASE("an event at which somebody works, or something goes wrong, is a task") {
    ui::test::ShownMap shown(drawnModel());
    const EntityRef map{Process::kind, shown.document.model().processes().begin()->id.text};
    const auto isRing = [&] { return shown.canvas().layout().find(StepId("tell"))->event.has_value(); };
    REQUIRE(isRing());
    need(shown.document.apply(setField(shown.document.model(), map, "task/tell/touch", "10 minute")).map([] {
        return 0;
    }));
    CHECK_FALSE(isRing());
    CHECK(shown.canvas().layout().find(StepId("tell"))->box.width() >= taskWidth);
    need(shown.document.undo().map([] { return 0; }));
    CHECK(isRing());
}

TEST_CASE("the events of a long drawing come once they are read beside the window, and stay through edits and undo") {
    std::string text(waitingText);
    const std::size_t body = text.find("<process");
    text.insert(body, "<!-- " + std::string(2'000'000, 'x') + " -->\n");
    ui::test::ShownMap shown(apply(Model(), need(importBpmn(Model(), text, "repair")).edit).model);
    const auto isRing = [&] { return shown.canvas().layout().find(StepId("wait"))->event.has_value(); };
    REQUIRE(QTest::qWaitFor(isRing));
    const EntityRef map{Process::kind, shown.document.model().processes().begin()->id.text};
    need(shown.document.apply(setField(shown.document.model(), map, "task/work/name", "Weld")).map([] { return 0; }));
    CHECK(isRing());
    need(shown.document.undo().map([] { return 0; }));
    CHECK(isRing());
}

TEST_CASE("each trigger has a sign of its own") {
    std::vector<QImage> signs;
    for (int trigger = 0; trigger <= static_cast<int>(EventTrigger::multiple); ++trigger)
        for (const SignFill fill : {SignFill::outline, SignFill::filled}) {
            QImage image(24, 24, QImage::Format_ARGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setBrush(Qt::white);
            paintTrigger(painter, static_cast<EventTrigger>(trigger), QRectF(4, 4, 16, 16), Qt::black, fill);
            painter.end();
            if (fill == SignFill::outline)
                CHECK(std::ranges::find(signs, image) == signs.end());
            signs.push_back(image);
        }
}
