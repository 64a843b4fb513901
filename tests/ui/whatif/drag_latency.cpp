// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what a hand feels: drags a pinned slider of the transit case through the real window and prints the time
// from each mouse move to the paint of the ribbon with the outcome of that value. Usage: drag-latency [PATH [STEPS
// [PACE]]] with the path of the quantity, how many steps (500) and the milliseconds between two of them (16, as a mouse
// sends).
#include "core/base/memory.h"
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"
#include "ui/whatif/outcome_panel.h"
#include "ui/whatif/pin_slider.h"
#include "ui/whatif/slider_groove.h"
#include "ui/whatif/what_if_ribbon.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>

using namespace tributary;
using namespace tributary::ui;

namespace {

constexpr int longestRun = 300'000; // milliseconds
constexpr auto stall = "intervention/parts-exchange/stall/probability";

double milliseconds(qint64 nanoseconds) { return static_cast<double>(nanoseconds) / 1e6; }

void printRow(const char* what, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) {
        return times[static_cast<size_t>(std::lround(share * static_cast<double>(times.size() - 1)))];
    };
    if (times.empty())
        std::printf("%-34s none\n", what);
    else
        std::printf("%-34s %8.1f %8.1f %8.1f %8.1f %8.1f\n", what, at(0), at(0.5), at(0.9), at(0.99), at(1));
}

/// Notes when the outcome is painted, and of which revision of the document.
class PaintWatch : public QObject {
public:
    PaintWatch(OutcomePanel& panel, const QElapsedTimer& clock) : panel_(panel), clock_(clock) {
        panel.installEventFilter(this);
    }
    std::map<quint64, qint64> painted; ///< nanoseconds at the end of the first paint, by revision

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() != QEvent::Paint || inside_)
            return QObject::eventFilter(watched, event);
        inside_ = true;
        QCoreApplication::sendEvent(watched, event);
        inside_ = false;
        painted.try_emplace(panel_.revision(), clock_.nsecsElapsed());
        return true;
    }

private:
    OutcomePanel& panel_;
    const QElapsedTimer& clock_;
    bool inside_ = false;
};

struct Step {
    qint64 moved = 0;     ///< nanoseconds
    qint64 handled = 0;   ///< when the window had taken the move
    quint64 revision = 0; ///< of the document then
};

int measure(const char* path, int steps, int pace) {
    Workbench bench;
    Document& document = bench.document();
    const auto model = modelFromTemplate("transit");
    if (!model || !document.create(*model) || !document.apply(pinQuantity(document.model(), path))) {
        std::fprintf(stderr, "drag-latency: %s cannot be pinned in the transit case\n", path);
        return 1;
    }
    bench.window().resize(1440, 900);
    bench.window().show();
    if (!QTest::qWaitFor([&] { return bench.runs().state() == RunController::State::upToDate; }, longestRun))
        return 1;
    QTest::qWait(500);
    auto* ribbon = bench.window().findChild<WhatIfRibbon*>();
    SliderGroove& groove = ribbon->sliders().front()->groove();
    QElapsedTimer clock;
    clock.start();
    PaintWatch watch(ribbon->outcome(), clock);
    const auto place = [&](double share) {
        return QPoint(static_cast<int>(std::lround(8 + share * (groove.width() - 16))), groove.height() / 2);
    };
    std::vector<Step> taken;
    quint64 last = document.revision();
    QTest::mousePress(&groove, Qt::LeftButton, {}, place(0.3));
    for (int step = 0; step < steps; ++step) {
        // To and fro over the whole groove, a pixel or so at a time.
        const double phase = std::fmod(0.3 + step * 0.0075, 2.0);
        Step next;
        next.moved = clock.nsecsElapsed();
        QTest::mouseMove(&groove, place(phase < 1 ? phase : 2 - phase));
        next.handled = clock.nsecsElapsed();
        next.revision = document.revision();
        if (next.revision != last)
            taken.push_back(next);
        last = next.revision;
        const qint64 due = next.moved + qint64{pace} * 1'000'000;
        while (clock.nsecsElapsed() < due)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents,
                                            std::max(1, static_cast<int>((due - clock.nsecsElapsed()) / 1'000'000)));
    }
    if (!QTest::qWaitFor([&] { return watch.painted.contains(last); }, longestRun))
        return 1;
    QTest::qWait(200);
    QTest::mouseRelease(&groove, Qt::LeftButton, {}, place(0.3));
    QElapsedTimer rest;
    rest.start();
    if (!QTest::qWaitFor([&] { return bench.runs().state() == RunController::State::upToDate; }, longestRun))
        return 1;
    std::vector<double> felt;
    std::vector<double> handled;
    for (const Step& step : taken) {
        handled.push_back(milliseconds(step.handled - step.moved));
        if (const auto shown = watch.painted.find(step.revision); shown != watch.painted.end())
            felt.push_back(milliseconds(shown->second - step.moved));
    }
    std::printf("%s: %d moves, one each %d ms; %zu changed the value\n", path, steps, pace, taken.size());
    std::printf("%-34s %8s %8s %8s %8s %8s\n", "milliseconds", "min", "median", "p90", "p99", "max");
    printRow("from move to painted outcome", felt);
    printRow("of it in the window, at the move", handled);
    std::printf("steps without an outcome of their own, passed by a newer one: %zu of %zu\n",
                taken.size() - felt.size(), taken.size());
    std::printf("from release to the full result: %lld ms\n", static_cast<long long>(rest.elapsed()));
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    tributary::keepFreedMemory();
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home;
    qputenv("HOME", home.path().toLocal8Bit());
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    dress(application, Theme::light);
    const int steps = argc > 2 ? std::max(1, std::atoi(argv[2])) : 500;
    const int pace = argc > 3 ? std::max(1, std::atoi(argv[3])) : 16;
    return measure(argc > 1 ? argv[1] : stall, steps, pace);
}
