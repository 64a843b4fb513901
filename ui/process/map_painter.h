// SPDX-License-Identifier: GPL-3.0-or-later
// MapPainter: draws a process map by the visual language. It reads layout, content and state, and keeps nothing.
#pragma once

#include "ui/look/palette.h"
#include "ui/look/type.h"
#include "ui/process/map_content.h"
#include "ui/process/map_layout.h"
#include "ui/process/map_words.h"

#include <QPainter>
#include <algorithm>
#include <set>
#include <vector>

namespace tributary::ui {

/// Below this scale texts of a map grow against it, so that none is ever less than 9 pixels high.
inline constexpr double leastTextScale = 0.75;

/// What a person does with the map.
struct MapState {
    std::vector<MapPart> selected; ///< the last is the one that keys mean
    std::optional<MapPart> hovered;
    std::optional<LaneId> target; ///< the lane that a drag would drop into
    bool offersWays = false;      ///< at the edge of the step under the pointer
    QPointF moved;                ///< of the selected steps, while they are dragged
};

class MapPainter {
public:
    /// `words` are those of this layout at this scale; null: they are placed anew.
    MapPainter(QPainter& painter, const MapLayout& layout, const MapContent& content, const Palette& palette,
               const MapState& state, const MapWords* words = nullptr)
        : painter_(painter), layout_(layout), content_(content), palette_(palette), state_(state), words_(words),
          selected_(state.selected.begin(), state.selected.end()), text_(textScaleAt(painter.transform().m11())) {}

    /// The scale of texts on a map that is drawn at a scale.
    [[nodiscard]] static double textScaleAt(double scale) { return std::max(1.0, leastTextScale / scale); }

    /// Draws what lies in `area` of the map, in lanes as wide as `width`.
    void paint(const QRectF& area, double width);
    /// Draws the lanes' names in a strip at the left edge of the view: `top` and `bottom` of each are in its pixels.
    void paintLaneLabel(const MapLayout::LaneBand& lane, double left, double top, double bottom);

private:
    void paintLanes(const QRectF& area, double width);
    void paintWay(const MapLayout::Way& way);
    void paintWord(const MapWords::Word& word);
    void paintGate(const QPointF& place);
    void paintStep(const MapLayout::StepBox& step);
    void paintShape(const MapLayout::StepBox& step, const StepContent& content, const QRectF& box);
    void paintInnerMark(const QPointF& centre, const QColor& ink);
    void paintTask(const MapLayout::StepBox& step, const StepContent& content, const QRectF& box);
    void paintGateway(const MapLayout::StepBox& step, const QRectF& box);
    void paintEvent(const EventMark& event, const StepContent& content, const QRectF& box);
    void paintBadge(const MapLayout::Badge& badge);
    void paintTimes(const StepContent& content, const QRectF& box, const QColor& ink);
    [[nodiscard]] QFont font(TextRole role) const { return fontOf(role, text_); }
    [[nodiscard]] bool hasTexts() const;
    [[nodiscard]] bool isSelected(const MapPart& part) const;

    QPainter& painter_;
    const MapLayout& layout_;
    const MapContent& content_;
    const Palette& palette_;
    const MapState& state_;
    const MapWords* words_;
    std::set<MapPart> selected_;
    double text_; ///< scale of texts
};

} // namespace tributary::ui
