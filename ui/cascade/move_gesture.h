// SPDX-License-Identifier: GPL-3.0-or-later
// MoveGesture: cards dragged to another place of the tree. On the middle of a card they land below it, on its left or
// right part beside it. A place that the model refuses is shown as refused, with the reason. Window thread only.
#pragma once

#include "core/model/tree_edits.h"
#include "ui/cascade/gesture.h"

#include <QGraphicsItem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tributary::ui {

class CascadeScene;

/// Where cards would land: the place in the tree, the card that it is told by, and on which side of it.
struct LandingPlace {
    enum class Side { below, before, behind };
    Landing landing;
    std::string card;
    Side side = Side::below;
};

/// The place that a point of the scene stands for; none on the ground.
[[nodiscard]] std::optional<LandingPlace> landingAt(const CascadeScene& scene, const QPointF& place);

class MoveGesture : public Gesture {
public:
    /// Moves metrics, grabbed at `from` by the card of the last of them.
    MoveGesture(CascadeScene& scene, std::vector<MetricId> metrics, const QPointF& from);
    ~MoveGesture() override;

    GestureWords moveTo(const QPointF& place) override;
    void release() override;

private:
    class Preview;

    CascadeScene& scene_;
    std::vector<MetricId> metrics_;
    std::optional<LandingPlace> at_;
    Result<Edit> edit_{Edit{}};
    GestureWords words_;
    std::unique_ptr<Preview> preview_;
};

} // namespace tributary::ui
