// SPDX-License-Identifier: GPL-3.0-or-later
// MarqueeGesture: a frame drawn over the ground; the cards that it touches are selected, with those that were.
// Window thread only.
#pragma once

#include "ui/cascade/gesture.h"

#include <QRectF>
#include <memory>
#include <string>
#include <vector>

namespace tributary::ui {

class CascadeScene;

class MarqueeGesture : public Gesture {
public:
    MarqueeGesture(CascadeScene& scene, const QPointF& from);
    ~MarqueeGesture() override;

    GestureWords moveTo(const QPointF& place) override;
    void release() override;

private:
    class Preview;

    CascadeScene& scene_;
    QPointF from_;
    std::vector<std::string> touched_; ///< ids of cards
    std::unique_ptr<Preview> preview_;
};

} // namespace tributary::ui
