// SPDX-License-Identifier: GPL-3.0-or-later
// LinkGesture: a link drawn from a card's edge to another card. From the lower edge the other one drives this card, from
// any other this one drives it. Released on a card that can be linked, it asks for the strength. Window thread only.
#pragma once

#include "core/model/ids.h"
#include "ui/cascade/gesture.h"

#include <QRectF>
#include <functional>
#include <memory>
#include <optional>

namespace tributary::ui {

class CascadeScene;

/// Where a link would be drawn from: the card, a point on its edge, and which end of the link that is.
struct LinkGrip {
    enum class End { driver, metric };
    MetricId card;
    QPointF point;
    End end = End::driver;
};

/// The grip at a place of the scene, no farther from an edge than `reach`; none elsewhere.
[[nodiscard]] std::optional<LinkGrip> linkGripAt(const CascadeScene& scene, const QPointF& place, double reach);

class LinkGesture : public Gesture {
public:
    using Ask = std::function<void(const MetricId& driver, const MetricId& metric)>;

    LinkGesture(CascadeScene& scene, LinkGrip grip, Ask ask);
    ~LinkGesture() override;

    GestureWords moveTo(const QPointF& place) override;
    void release() override;

private:
    class Preview;

    [[nodiscard]] MetricId driver() const;
    [[nodiscard]] MetricId metric() const;

    CascadeScene& scene_;
    LinkGrip grip_;
    Ask ask_;
    MetricId over_; ///< the card under the pointer; empty on the ground
    bool possible_ = false;
    GestureWords words_;
    std::unique_ptr<Preview> preview_;
};

} // namespace tributary::ui
