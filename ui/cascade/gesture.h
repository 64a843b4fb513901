// SPDX-License-Identifier: GPL-3.0-or-later
// Gesture: one way of the pointer over the cascade, from the press to the release. It shows what it would do by items
// of its own and changes nothing before `release`; one that is destroyed before has never been. Window thread only.
#pragma once

#include <QPointF>
#include <QString>

namespace tributary::ui {

inline constexpr double aboveAll = 10; ///< stacking order of what a gesture shows

/// What the pointer is told: what a release here would do, or why it would do nothing.
struct GestureWords {
    enum class Tone { does, refuses, silent };
    Tone tone = Tone::silent;
    QString text;
};

class Gesture {
public:
    Gesture() = default;
    Gesture(const Gesture&) = delete;
    Gesture& operator=(const Gesture&) = delete;
    virtual ~Gesture() = default;

    /// Follows the pointer to a place of the scene.
    virtual GestureWords moveTo(const QPointF& place) = 0;
    /// Does what was shown.
    virtual void release() = 0;
};

} // namespace tributary::ui
