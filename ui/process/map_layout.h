// SPDX-License-Identifier: GPL-3.0-or-later
// MapLayout: where the parts of a process map stand. Steps lie on a grid: a column for each step on the way that a case
// without trouble takes, what exceptions lead to hangs below it; a lane has as many rows as it needs. Ways run at right
// angles in the gaps between, each on a track of its own. The same map, drawn after the same one, always gives the same
// layout. A plain value.
#pragma once

#include "core/exchange/bpmn_marks.h"
#include "core/model/map_edits.h"
#include "core/model/process_map.h"
#include "ui/process/map_grid.h"
#include "ui/process/time_words.h"

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <optional>
#include <vector>

namespace tributary::ui {

enum class Towards { left, right, up, down };

inline constexpr double taskWidth = 100; ///< where names are long, all tasks of a map are higher, or wider
inline constexpr double taskHeight = 64;
inline constexpr double nameLinePitch = 14;
inline constexpr double tallTaskHeight = taskHeight + 2 * nameLinePitch; ///< of a narrow one, with a line for each time
inline constexpr double innerMarkRoom = 15; ///< at the foot of a sub-process; a map that has any has higher tasks
inline constexpr double taskInset = 9;      ///< of texts from a task's edge
inline constexpr double gatewaySize = 28;
inline constexpr double eventSize = 20;
inline constexpr double signedEventSize = 28; ///< of one with a sign in it
inline constexpr double badgeHeight = 20;
inline constexpr double badgeWidth = 54;
inline constexpr double delayInset = 15;     ///< the same, of a delay, whose ends are round
inline constexpr double laneLabelWidth = 48; ///< at the left, kept for the lanes' names

/// Whether a case only waits at a step, as for a timer: nobody is at work, and it is said how long.
[[nodiscard]] inline bool isDelay(const Step& step) {
    return step.kind == StepKind::task && step.inner.empty() && step.pool.empty() && !step.touch && step.delay;
}

/// How the tasks of a map are drawn: as the language of the window has them, or so that the map is as low, or as
/// narrow, as it can be.
enum class TaskShape { usual, low, narrow };

class MapLayout {
public:
    struct LaneBand {
        LaneId id; ///< empty in a map without lanes
        double top = 0;
        double bottom = 0;
    };
    struct StepBox {
        StepId id;
        StepKind kind = StepKind::task;
        QRectF box;
        std::optional<EventMark> event{}; ///< that it is drawn as
    };
    /// A flow, or where the cases of an exception go on.
    struct Way {
        MapPart part;
        bool exception = false; ///< of an exception, or from a step that only exceptions lead to
        bool hasBadge = false;
        QPolygonF line; ///< from step to step
        std::vector<QPointF>
            gates;              ///< where it hands work over into another lane, one at most; there it runs up or down
        QPointF labelAt;        ///< the middle of the piece that has most room for words
        bool labelAbove = true; ///< whether that one lies
    };
    /// The share of an exception, on the edge of the task where it happens.
    struct Badge {
        MapPart part;
        QRectF box;
    };

    struct Parts {
        std::vector<LaneBand> lanes;
        std::vector<StepBox> steps; ///< in the order of the process
        std::vector<Way> ways;
        std::vector<Badge> badges;
        QSizeF size;
        MapPlaces places;
    };

    MapLayout() = default;
    /// Lays a map out; where it is smaller than wanted the gaps between its steps take the rest, and where it is larger
    /// they give some, up to limits. Times in minutes need wider tasks, so that two stand beside each other. Steps that
    /// lay somewhere before an edit stay in their rows where they can. What a BPMN drawing has as events is drawn so.
    [[nodiscard]] static MapLayout of(const Process& process, const QSizeF& wanted = {},
                                      TaskShape shape = TaskShape::usual, const TimeWords& times = {},
                                      const MapPlaces& before = {}, const EventMarks& events = {});

    [[nodiscard]] const std::vector<LaneBand>& lanes() const { return parts_.lanes; }
    [[nodiscard]] const std::vector<StepBox>& steps() const { return parts_.steps; }
    [[nodiscard]] const std::vector<Way>& ways() const { return parts_.ways; }
    [[nodiscard]] const std::vector<Badge>& badges() const { return parts_.badges; }
    [[nodiscard]] QSizeF size() const { return parts_.size; }
    /// What the next layout of the map begins with.
    [[nodiscard]] const MapPlaces& places() const { return parts_.places; }

    [[nodiscard]] const StepBox* find(const StepId& id) const;
    /// What is at a place: a badge before a step, a step before a way, else the lane where its label is.
    [[nodiscard]] std::optional<MapPart> partAt(const QPointF& place, double reach = 5) const;
    /// The lane at a height; none beyond the map.
    [[nodiscard]] std::optional<LaneId> laneAt(double y) const;
    /// Where a part stands; an empty area where it is none of the map's.
    [[nodiscard]] QRectF areaOf(const MapPart& part) const;
    /// The step that an arrow key leads to.
    [[nodiscard]] std::optional<StepId> neighbour(const StepId& from, Towards direction) const;

private:
    explicit MapLayout(Parts parts) : parts_(std::move(parts)) {}

    Parts parts_;
};

} // namespace tributary::ui
