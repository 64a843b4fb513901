// SPDX-License-Identifier: GPL-3.0-or-later
// What stands on a process map: times in one unit for one size, heat by the map's own range, names that are whole.
#include "tests/builders.h"
#include "tests/ui/qt_strings.h"
#include "ui/charts/row_names.h"
#include "ui/look/type.h"
#include "ui/process/map_content.h"
#include "ui/qt_text.h"

#include <catch2/catch.hpp>

#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const Process& onlyProcess(const Model& model) { return *model.processes().begin(); }

ProcessMeasures measured(const Model& model) {
    return need(measureProcess(model, onlyProcess(model).id, {}, 0, {}, Simulation::none));
}

} // namespace

TEST_CASE("times of one size are in one unit: below ten hours in minutes where steps are short, else all in hours") {
    const TimeWords hours, minutes(TimeWords::Steps::shortOnes);
    CHECK(hours.value(2.5) == u"2.50\u00A0h"_s);
    CHECK(hours.brief(0.05) == u"0.05\u00A0h"_s);
    CHECK(hours.brief(117.2) == u"117\u00A0h"_s);
    CHECK(minutes.value(0.172) == u"10.3\u00A0min"_s);
    CHECK(minutes.brief(0.05) == u"3\u00A0min"_s);
    CHECK(minutes.brief(3.1 / 60) == u"3\u00A0min"_s);
    CHECK(minutes.brief(2) == u"120\u00A0min"_s);
    CHECK(minutes.brief(24) == u"24\u00A0h"_s);
    CHECK(minutes.brief(1.0 / 7200) == u"0.008\u00A0min"_s);
    CHECK(TimeWords::of(measured(transit())) == hours);
    for (const char* id : {"call-centre", "service-desk"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        const ProcessMeasures measures = measured(model);
        CHECK(TimeWords::of(measures) == minutes);
        const MapContent content(model, onlyProcess(model), &measures, nullptr, Heat::waiting);
        for (const Step& step : onlyProcess(model).steps)
            for (const QString& said : {content.step(step.id).touch, content.step(step.id).waiting})
                CHECK_FALSE(said.contains(QRegularExpression(u"^\\d(\\.\\d+)?\u00A0h"_s)));
    }
}

TEST_CASE("tasks of a map whose steps are short have room for two times with their units") {
    const QFontMetricsF plain(fontOf(TextRole::label)), strong(fontOf(TextRole::labelStrong));
    const QString time = u"30\u00A0min"_s;
    const Model model = need(modelFromTemplate("call-centre"));
    const TimeWords times = TimeWords::of(measured(model));
    const MapLayout layout = MapLayout::of(onlyProcess(model), {}, TaskShape::usual, times);
    for (const MapLayout::StepBox& step : layout.steps())
        if (step.kind == StepKind::task)
            CHECK(plain.horizontalAdvance(time) + strong.horizontalAdvance(time) + 18 <=
                  step.box.width() - 2 * taskInset);
}

TEST_CASE("the colours of the heat tell a map's own tasks apart, and what hardly counts stays cool") {
    const Model model = transit();
    const ProcessMeasures before = measured(model);
    const auto waiting = [&](const std::vector<double>& hours, double cycleTime) {
        ProcessMeasures made = before;
        made.cycleTime = cycleTime;
        size_t next = 0;
        for (auto& [id, part] : made.tasks) {
            part.delay = 0;
            part.waiting = next < hours.size() ? hours[next++] : 0;
        }
        return made;
    };
    const auto levels = [](const HeatScale& scale, const std::vector<double>& hours) {
        std::vector<size_t> found;
        for (const double each : hours)
            found.push_back(scale.levelOf(each));
        return found;
    };
    const auto scaleOf = [](const ProcessMeasures& measures) {
        return HeatScale(Heat::waiting, &measures, nullptr, TimeWords());
    };
    const std::vector<double> close{2.2, 3.4, 4.4, 6.6}, minutes{0.04, 0.07, 0.12}, tiny{2e-5, 1e-3}, one{4};
    const HeatScale closely = scaleOf(waiting(close, 29));
    CHECK(levels(closely, close) == std::vector<size_t>{1, 2, 3, 4});
    CHECK(closely.words() == QStringList{u"2"_s, u"3"_s, u"4"_s, u"5\u00A0h"_s});
    // Minutes of a case of hours are said in minutes, and are not the hottest that there is.
    const HeatScale brief = scaleOf(waiting(minutes, 3.7));
    const auto cool = levels(brief, minutes);
    CHECK(std::set<size_t>(cool.begin(), cool.end()).size() == 3);
    CHECK(cool.back() < HeatScale::levels - 1);
    CHECK(brief.words().back().endsWith(u"min"_s));
    CHECK(brief.waits().brief(0.06) == u"4\u00A0min"_s);
    const std::vector<double> days{23.4, 47}; // the least counts too
    CHECK(levels(scaleOf(waiting(days, 12)), days) == std::vector<size_t>{1, 4});
    CHECK(scaleOf(waiting(tiny, 3)).words().isEmpty());
    CHECK(levels(scaleOf(waiting(one, 30)), one) == std::vector<size_t>{4});
    CHECK(levels(scaleOf(waiting(one, 399)), one) == std::vector<size_t>{1});
    for (const auto& [hours, cycleTime] : {std::pair(close, 29.0), std::pair(minutes, 3.7), std::pair(one, 30.0)})
        for (const QString& tick : scaleOf(waiting(hours, cycleTime)).words()) {
            INFO(tick.toStdString());
            CHECK(tick.size() <= 7); // with a unit; so that they do not run together
        }
}

TEST_CASE("every task that has the heat of its waiting says how long it waits") {
    for (const char* id : {"transit", "call-centre", "service-desk", "special-terms", "missed-delivery"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        ProcessMeasures measures = measured(model);
        for (const double times : {1.0, 0.01}) {
            for (auto& [step, part] : measures.tasks) {
                part.waiting *= times;
                part.delay *= times;
            }
            measures.cycleTime *= times;
            const MapContent content(model, onlyProcess(model), &measures, nullptr, Heat::waiting);
            for (const Step& step : onlyProcess(model).steps)
                CHECK((content.step(step.id).heat == 0 || !content.step(step.id).waiting.isEmpty()));
        }
    }
}

TEST_CASE("the heat goes by the map's own range: the hottest task has the last colour but one at least") {
    for (const char* id : {"transit", "call-centre", "service-desk"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        const ProcessMeasures measures = measured(model);
        for (const Heat heat : {Heat::waiting, Heat::cost}) {
            const MapContent content(model, onlyProcess(model), &measures, nullptr, heat);
            std::set<size_t> levels;
            for (const Step& step : onlyProcess(model).steps)
                if (step.kind == StepKind::task)
                    levels.insert(content.step(step.id).heat);
            CHECK(*levels.rbegin() == HeatScale::levels - 1);
            CHECK(levels.size() >= 2);
            CHECK(content.heat().words().size() == 4);
            CHECK(content.heat().meaning().contains(u"own range"_s));
        }
    }
    const Model model = transit();
    const ProcessMeasures measures = measured(model);
    const HeatScale waiting(Heat::waiting, &measures, nullptr, TimeWords());
    CHECK(waiting.words() == QStringList{u"1"_s, u"5"_s, u"15"_s, u"50\u00A0h"_s});
    const HeatScale busy(Heat::busy, &measures, nullptr, TimeWords());
    CHECK(busy.words() == QStringList{u"50"_s, u"70"_s, u"85"_s, u"95\u00A0%"_s});
    // The same scale before and after: what has become ten times shorter has not stayed as hot.
    ProcessMeasures faster = measures;
    for (auto& [id, part] : faster.tasks) {
        part.waiting /= 10;
        part.delay /= 10;
    }
    const HeatScale beside(Heat::waiting, &faster, &measures, TimeWords());
    CHECK(beside.words() == waiting.words());
    CHECK(HeatScale(Heat::waiting, nullptr, nullptr, TimeWords()).words().isEmpty());
    CHECK(HeatScale().levelOf(7) == 0);
}

TEST_CASE("the names of tasks stand whole on their maps, which are higher or wider for that") {
    const QFontMetricsF metrics(fontOf(TextRole::labelStrong));
    for (const char* id :
         {"transit", "call-centre", "service-desk", "special-terms", "missed-delivery", "failed-test"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        const Process& process = onlyProcess(model);
        const MapLayout layout = MapLayout::of(process);
        for (const Step& step : process.steps) {
            if (step.kind != StepKind::task)
                continue;
            const QRectF box = layout.find(step.id)->box;
            const double room = box.width() - 2 * (isDelay(step) ? delayInset : taskInset);
            INFO(step.name);
            const int lines = box.height() > taskHeight ? 3 : 2;
            CHECK(nameLines(toQt(step.name), metrics, room, lines).join(u' ') == toQt(step.name));
        }
    }
}

TEST_CASE("words beside a way keep clear of its badge and of the gates where it changes lanes") {
    for (const char* id : {"transit", "call-centre", "service-desk"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        const MapLayout layout = MapLayout::of(onlyProcess(model), {0, 600});
        for (const MapLayout::Way& way : layout.ways()) {
            const QRectF words(way.labelAt + QPointF(8, -7), QSizeF(40, 14));
            for (const MapLayout::Badge& badge : layout.badges())
                if (badge.part == way.part && !way.labelAbove)
                    CHECK_FALSE(badge.box.intersects(words));
            for (const QPointF& gate : way.gates)
                CHECK(std::abs(gate.y() - way.labelAt.y()) > 8);
        }
    }
}

TEST_CASE("a way that arrives at an edge with one badge keeps its head clear of it") {
    for (const char* id :
         {"transit", "call-centre", "service-desk", "special-terms", "missed-delivery", "failed-test"}) {
        INFO(id);
        const Model model = need(modelFromTemplate(id));
        const MapLayout layout = MapLayout::of(onlyProcess(model));
        for (const MapLayout::Way& way : layout.ways())
            for (const MapLayout::Badge& badge : layout.badges()) {
                const QPointF tip = way.line.back();
                const auto beside = std::ranges::count_if(layout.badges(), [&](const MapLayout::Badge& other) {
                    return std::abs(other.box.center().y() - badge.box.center().y()) < 1 &&
                           std::abs(other.box.center().x() - badge.box.center().x()) < taskWidth;
                });
                if (beside == 1)
                    CHECK_FALSE(badge.box.adjusted(-3, -3, 3, 3).contains(tip));
            }
    }
}

TEST_CASE("the range of the heat has room in its legend, whatever it is") {
    constexpr double narrowestLegend = 170;
    const QFontMetricsF label(fontOf(TextRole::label));
    Process bare = onlyProcess(transit());
    for (Step& step : bare.steps)
        step.touch.reset();
    for (const Model& model : {transit(), need(modelFromTemplate("call-centre")), with(transit(), bare)}) {
        ProcessMeasures measures = measured(model);
        for (const bool endless : {false, true}) {
            if (endless)
                measures.tasks.begin()->second.waiting = std::numeric_limits<double>::infinity();
            for (const Heat heat : {Heat::waiting, Heat::cost, Heat::busy}) {
                const HeatScale scale(heat, &measures, nullptr, TimeWords());
                INFO(scale.briefRange().toStdString());
                CHECK(label.horizontalAdvance(scale.briefRange()) <= narrowestLegend);
                CHECK(scale.range().endsWith(scale.briefRange()));
            }
        }
    }
    const HeatScale nothing(Heat::cost, nullptr, nullptr, TimeWords());
    CHECK(nothing.range() == nothing.briefRange()); // and nothing is measured by formulas
}
