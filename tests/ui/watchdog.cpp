// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/watchdog.h"

#include <QEvent>
#include <QMetaEnum>
#include <QThread>
#include <algorithm>
#include <ctime>

namespace tributary::ui::test {

using namespace Qt::Literals::StringLiterals;

namespace {

double threadMilliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

} // namespace

double longestHold() { return qEnvironmentVariableIsSet("TRIBUTARY_LONG_TESTS") ? 50 : 150; }

/// One call of notify that has not returned.
struct WatchedApplication::Frame {
    Frame* outer = nullptr;
    int loopLevel = 0;
    double began = 0;    ///< of the part without another event from the loop, ms
    double longest = 0;  ///< of those parts before, ms
    double sent = 0;     ///< ms in events sent from here
    double heaviest = 0; ///< ms of the heaviest of all events below, without what it sent
    QString heaviestName;
};

bool WatchedApplication::notify(QObject* receiver, QEvent* event) {
    if (limit_ <= 0 || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    // Timers and queued calls come from a loop alone, one that an event further out runs; all else may be sent.
    const int loopLevel = QThread::currentThread()->loopLevel();
    const bool fromLoop = !innermost_ || innermost_->loopLevel != loopLevel || event->type() == QEvent::Timer ||
                          event->type() == QEvent::MetaCall;
    const double entered = threadMilliseconds();
    if (fromLoop)
        for (Frame* outer = innermost_; outer; outer = outer->outer)
            outer->longest = std::max(outer->longest, entered - outer->began);
    Frame frame;
    frame.outer = innermost_;
    frame.loopLevel = loopLevel;
    frame.began = entered;
    innermost_ = &frame;
    // The receiver may be gone when the event is through.
    const char* kind = QMetaEnum::fromType<QEvent::Type>().valueToKey(event->type());
    const QString name =
        u"%1 %2 gets %3"_s.arg(QLatin1String(receiver->metaObject()->className()), receiver->objectName(),
                               kind ? QLatin1String(kind) : QLatin1String("an event of its own"));
    const bool taken = QApplication::notify(receiver, event);
    const double left = threadMilliseconds();
    innermost_ = frame.outer;
    const double part = std::max(frame.longest, left - frame.began);
    if (const double own = left - entered - frame.sent; own > frame.heaviest) {
        frame.heaviest = own;
        frame.heaviestName = name;
    }
    if (!fromLoop) {
        frame.outer->sent += left - entered;
        if (frame.heaviest > frame.outer->heaviest) {
            frame.outer->heaviest = frame.heaviest;
            frame.outer->heaviestName = frame.heaviestName;
        }
        return taken;
    }
    for (Frame* outer = innermost_; outer; outer = outer->outer) {
        outer->began = left;
        outer->sent += left - entered;
    }
    if (part > limit_ && limit_ > 0)
        holds_.append(
            {frame.heaviestName == name
                 ? name
                 : u"%1, most of it as %2 (%3 ms)"_s.arg(name, frame.heaviestName).arg(frame.heaviest, 0, 'f', 0),
             part});
    return taken;
}

void WatchedApplication::watch(double milliseconds) {
    holds_.clear();
    limit_ = milliseconds;
}

QVector<Hold> WatchedApplication::unwatch() {
    limit_ = 0;
    return holds_;
}

} // namespace tributary::ui::test
