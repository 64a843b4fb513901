// SPDX-License-Identifier: GPL-3.0-or-later
// WatchedApplication: a QApplication that notes for how long each event keeps the window's thread from the next one, in
// CPU time of that thread, so that a busy machine does not count. Work that lets events through in its middle counts by
// its longest part.
#pragma once

#include <QApplication>
#include <QString>
#include <QVector>

namespace tributary::ui::test {

/// One event that took long, and the part of it that took most.
struct Hold {
    QString what;
    double milliseconds = 0;
};

/// The milliseconds that an event may take. A machine of continuous integration may be slow: the daily tests find what
/// is out of all proportion, the long ones hold the promise.
[[nodiscard]] double longestHold();

class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    /// Forgets what was noted and notes from now on what takes longer than `milliseconds`.
    void watch(double milliseconds);
    /// Stops noting and returns what was noted.
    QVector<Hold> unwatch();

    [[nodiscard]] static WatchedApplication& instance() { return *static_cast<WatchedApplication*>(qApp); }

private:
    struct Frame;
    Frame* innermost_ = nullptr;
    double limit_ = 0; ///< 0: nothing is noted
    QVector<Hold> holds_;
};

} // namespace tributary::ui::test
