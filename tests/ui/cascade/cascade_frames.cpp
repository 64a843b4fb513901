// SPDX-License-Identifier: GPL-3.0-or-later
// Measures what a hand feels on a large tree: opens the benchmark's cascade (10,000 metrics) in the real window, drags
// and turns the wheel over the canvas at several zooms and prints how long each frame took, from the event to the end
// of the paint: by the clock, as a hand feels it, and in time of the window's thread, where a busy machine does not
// count.
// Usage: cascade-frames [METRICS [STEPS]]; with a third argument, PICTURES, it saves what it sees there.
#include "core/model/edit.h"
#include "tests/bench/cascade_workload.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/look/theme.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <limits>

using namespace tributary;
using namespace tributary::ui;

namespace {

constexpr int longestRun = 600'000; // milliseconds

/// Milliseconds.
struct Spent {
    double clock = 0;
    double worked = 0; ///< by this thread; not a number where the system does not tell it
};

Spent operator-(const Spent& a, const Spent& b) { return {a.clock - b.clock, a.worked - b.worked}; }

double workedSoFar() {
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
#else
    return std::numeric_limits<double>::quiet_NaN();
#endif
}

Spent spentSoFar() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration<double, std::milli>(now).count(), workedSoFar()};
}

void printRow(const QString& what, const std::vector<Spent>& times) {
    std::printf("%-44s", qPrintable(what));
    for (const auto part : {&Spent::clock, &Spent::worked}) {
        std::vector<double> sorted;
        for (const Spent& each : times)
            sorted.push_back(each.*part);
        std::sort(sorted.begin(), sorted.end());
        for (const double share : {0.0, 0.5, 0.95, 1.0})
            std::printf(" %7.2f", sorted[static_cast<size_t>(std::lround(share * double(sorted.size() - 1)))]);
    }
    std::printf("\n");
}

/// The benchmark's model; what a metric drives is its parent, so that it is a tree.
Model treeOf(int metrics) {
    const Model model = bench::makeCascade(metrics, 36).model;
    Edit edit;
    for (const Link& link : model.links())
        if (const Metric* driver = model.metrics().find(link.driver)) {
            Metric hung = *driver;
            hung.parent = link.metric;
            edit.changes.push_back(put(std::move(hung)));
        }
    return apply(model, edit).model;
}

/// Notes every event of the window that is not through within `longest`.
class SlowCalls : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        if (depth_++ > 0) {
            const bool done = QApplication::notify(receiver, event);
            --depth_;
            return done;
        }
        const Spent began = spentSoFar();
        const QString what = QString::fromLatin1(receiver->metaObject()->className());
        const int type = event->type();
        const bool done = QApplication::notify(receiver, event);
        --depth_;
        constexpr double longest = 50;
        if (const Spent took = spentSoFar() - began; took.clock > longest)
            std::printf("  a call of %.0f ms, %.0f of work: event %d of %s\n", took.clock, took.worked, type,
                        qPrintable(what));
        return done;
    }

private:
    int depth_ = 0;
};

class Bench {
public:
    Bench(int steps, QString pictures) : steps_(steps), pictures_(std::move(pictures)) {}

    int measure(int metrics) {
        const Model model = treeOf(metrics);
        QElapsedTimer clock;
        clock.start();
        bench_.window().resize(1440, 900);
        bench_.window().show();
        QTest::qWait(200);
        clock.restart();
        if (!bench_.document().create(model))
            return 1;
        std::printf("%zu metrics: made and opened in %lld ms\n", model.metrics().size(),
                    static_cast<long long>(clock.elapsed()));
        std::printf("waiting for the first results; calls over 50 ms until then:\n");
        if (!QTest::qWaitFor([&] { return bench_.document().outcome().sampled != nullptr; }, longestRun))
            return 1;
        std::printf("results after %.1f s\n", static_cast<double>(clock.elapsed()) / 1000);
        QTest::qWait(1000);
        bench_.window().showPageFor("metric");
        page_ = bench_.window().findChild<CascadePage*>();
        canvas_ = &page_->canvas();
        std::printf("%-44s %31s %31s\n%-44s", "", "by the clock", "of the thread", "milliseconds of a frame");
        for (int part = 0; part < 2; ++part)
            std::printf(" %7s %7s %7s %7s", "min", "median", "p95", "max");
        std::printf("\n");
        canvas_->fit();
        QTest::qWait(50);
        pan(canvas_->zoom());
        for (const double zoom : {1.0, 0.6, 0.3, 0.1, 0.05}) {
            canvas_->zoomBy(zoom / canvas_->zoom());
            QTest::qWait(50);
            pan(zoom);
            save(QStringLiteral("zoom-%1").arg(zoom));
        }
        turnWheel();
        play();
        fold();
        return 0;
    }

private:
    /// Paints what is due and returns how long all of it took.
    Spent frame(const std::function<void()>& act) {
        const Spent began = spentSoFar();
        act();
        canvas_->viewport()->repaint();
        const Spent took = spentSoFar() - began;
        QCoreApplication::processEvents();
        return took;
    }

    void pan(double zoom) {
        std::vector<Spent> times;
        QWidget* view = canvas_->viewport();
        const QPoint middle = view->rect().center();
        QTest::mousePress(view, Qt::MiddleButton, {}, middle);
        for (int step = 0; step < steps_; ++step) {
            const double angle = 2 * 3.14159265 * step / 100;
            const QPoint to = middle + QPoint(static_cast<int>(400 * std::sin(angle) + 2 * step),
                                              static_cast<int>(150 * std::sin(2 * angle)));
            times.push_back(frame([&] { QTest::mouseMove(view, to); }));
        }
        QTest::mouseRelease(view, Qt::MiddleButton, {}, middle);
        printRow(QStringLiteral("pan at zoom %1, %2 items").arg(zoom).arg(page_->scene().items().size()), times);
    }

    void turnWheel() {
        std::vector<Spent> times;
        QWidget* view = canvas_->viewport();
        const QPoint at = view->rect().center() + QPoint(120, 40);
        for (int step = 0; step < steps_; ++step) {
            const int turn = (step / 40) % 2 == 0 ? 120 : -120;
            QWheelEvent wheel(at, view->mapToGlobal(at), {}, {0, turn / 2}, Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            times.push_back(frame([&] { QCoreApplication::sendEvent(view, &wheel); }));
        }
        printRow(QStringLiteral("wheel, zoom 0.05 to 2 and back"), times);
    }

    void play() {
        std::vector<Spent> times;
        canvas_->zoomBy(1 / canvas_->zoom());
        for (int period = 1; period <= 36; ++period)
            times.push_back(frame([&] { bench_.document().setPeriod(period); }));
        printRow(QStringLiteral("a period of the time bar, zoom 1"), times);
    }

    void fold() {
        std::vector<Spent> times;
        const std::string id = page_->scene().layout().cards()[1].id;
        for (int step = 0; step < 10; ++step)
            times.push_back(frame([&] { page_->scene().toggleFold(id); }));
        printRow(QStringLiteral("fold and unfold a branch"), times);
    }

    void save(const QString& name) {
        if (!pictures_.isEmpty() && QDir().mkpath(pictures_))
            bench_.window().grab().save(QDir(pictures_).filePath(name + QStringLiteral(".png")));
    }

    int steps_;
    QString pictures_;
    Workbench bench_;
    CascadePage* page_ = nullptr;
    CascadeCanvas* canvas_ = nullptr;
};

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home;
    qputenv("HOME", home.path().toLocal8Bit());
    QStandardPaths::setTestModeEnabled(true);
    SlowCalls application(argc, argv);
    dress(application, Theme::light);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int metrics = argc > 1 ? std::max(50, std::atoi(argv[1])) : 10'000;
    const int steps = argc > 2 ? std::max(1, std::atoi(argv[2])) : 300;
    return Bench(steps, argc > 3 ? QString::fromLocal8Bit(argv[3]) : QString()).measure(metrics);
}
