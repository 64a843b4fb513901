// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_layout.h"

#include "ui/process/event_marks.h"
#include "ui/process/hand_overs.h"
#include "ui/process/map_routes.h"
#include "ui/process/step_sizes.h"
#include "ui/qt_text.h"

#include <QLineF>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double nameRoom = 64;                 ///< of the gap before a step with its name beneath
constexpr double shareRoom = 44;                ///< of a gap in which a share stands before an arrow's head
constexpr double trackPitch = 12;               ///< between ways that lie
constexpr double uprightPitch = 20;             ///< between ways that stand: their gates need room
constexpr double mostSpare = 36;                ///< that a gap between rows takes of height to spare
constexpr double mostGiven = 6;                 ///< that any gap gives where the room does not do
constexpr double mostSpareBeside = 32;          ///< the same of a gap between columns, and of width
constexpr double channelMargin = 15;            ///< beside the tracks of a gap between columns
constexpr double gutterMargin = 17;             ///< above and below those of a gap between rows
constexpr double quietGutter = 26;              ///< height of one without tracks: a badge reaches into it
constexpr double wordGutter = badgeHeight + 24; ///< the same of one in which words stand under a badge
constexpr double mapMargin = 16;
constexpr double portPitch = 14;     ///< between ways on the same edge of a step
constexpr double badgeInset = 6;     ///< of a badge from the task's corner
constexpr double besideBadge = 6;    ///< free of an arrow's head
constexpr double badgeDrop = 8;      ///< off the edge, so that it covers no text of the task
constexpr double badgeOverhang = 10; ///< beyond its right edge

double distanceTo(const QPolygonF& line, const QPointF& place) {
    double nearest = std::numeric_limits<double>::infinity();
    for (qsizetype i = 0; i + 1 < line.size(); ++i) {
        const QPointF a = line[i], along = line[i + 1] - a;
        const double size = QPointF::dotProduct(along, along);
        const double at = size > 0 ? std::clamp(QPointF::dotProduct(place - a, along) / size, 0.0, 1.0) : 0.0;
        nearest = std::min(nearest, QLineF(place, a + at * along).length());
    }
    return nearest;
}

/// Measures the grid out and draws the ways along their routes.
class MapArranger {
public:
    MapArranger(const Process& process, TaskShape shape, const TimeWords& times, const MapPlaces& before,
                const EventMarks& events)
        : process_(process), grid_(MapGrid::of(process, before)), routes_(MapRoutes::of(grid_)),
          handOvers_(process, grid_), task_(sizeOfTasks(process, shape, times, events)) {
        for (const Step& step : process.steps) {
            const EventMark* event = drawnEvent(events, process, step);
            events_.push_back(event ? std::optional(*event) : std::nullopt);
        }
    }

    MapLayout::Parts arrange(const QSizeF& wanted) {
        const double width = measureColumns(wanted.width());
        layout_.size = {width, measureRows(wanted.height())};
        placeSteps();
        placeBadges();
        for (const MapRoute& route : routes_.routes)
            draw(route);
        layout_.places = std::move(grid_.places);
        return std::move(layout_);
    }

private:
    /// Places the columns and the gaps between them; returns how wide they are together.
    double measureColumns(double wanted) {
        std::vector<double> widths(grid_.columns, eventSize);
        for (size_t step = 0; step < process_.steps.size(); ++step) {
            double& width = widths[grid_.cells[step].column];
            width = std::max(width, sizeOfStep(process_.steps[step].kind, events_[step], task_).width());
        }
        std::set<size_t> shared; // gaps in which a share stands
        const std::vector<bool> split = splits();
        for (const MapRoute& route : routes_.routes) {
            const GridPoint &last = route.points.back(), &before = route.points[route.points.size() - 2];
            if (split[grid_.arcs[route.arc].from] && last.x != before.x)
                shared.insert(last.x > before.x ? last.x - 1 : last.x + 1);
        }
        bool namedFirst = false; // its name is wider than it
        for (size_t step = 0; step < process_.steps.size(); ++step)
            namedFirst =
                namedFirst || (grid_.cells[step].column == 0 && !isTask(step) && !process_.steps[step].name.empty());
        double whole = laneLabelWidth + mapMargin;
        for (size_t line = 0; line <= 2 * grid_.columns; ++line) {
            xs_.push_back({0, isGap(line)
                                  ? std::max(2 * channelMargin + extra(routes_.uprightTracks, line, uprightPitch),
                                             shared.contains(line)     ? shareRoom
                                             : line == 0 && namedFirst ? nameRoom
                                                                       : 0)
                                  : widths[line / 2]});
            whole += xs_.back().size;
        }
        const double gaps = static_cast<double>(grid_.columns + 1);
        spareBeside_ = std::clamp((wanted - whole) / gaps, wanted > 0 ? -mostGiven : 0.0, mostSpareBeside);
        double x = laneLabelWidth;
        for (size_t line = 0; line < xs_.size(); ++line) {
            xs_[line].from = x;
            xs_[line].size += isGap(line) ? spareBeside_ : 0;
            x += xs_[line].size;
        }
        return x + mapMargin;
    }

    /// Places the lanes, their rows and the gaps between them; returns how high they are together.
    double measureRows(double wanted) {
        const auto forEachLine = [&](size_t lane, const auto& visit) {
            for (size_t line = routes_.firstGap[lane]; line <= routes_.firstGap[lane] + 2 * grid_.rowsOf[lane]; ++line)
                visit(line, isGap(line) ? gutter(line) : task_.height());
        };
        double height = 0, gaps = 0;
        for (size_t lane = 0; lane < grid_.rowsOf.size(); ++lane)
            forEachLine(lane, [&](size_t line, double size) {
                height += size;
                gaps += isGap(line) ? 1 : 0;
            });
        spare_ = std::clamp((wanted - height) / gaps, wanted > 0 ? -mostGiven : 0.0, mostSpare);
        double y = 0;
        for (size_t lane = 0; lane < grid_.rowsOf.size(); ++lane) {
            MapLayout::LaneBand band{process_.lanes.empty() ? LaneId() : process_.lanes[lane].id, y, y};
            forEachLine(lane, [&](size_t line, double size) {
                ys_[line] = {y, size + (isGap(line) ? spare_ : 0)};
                y += ys_[line].size;
            });
            band.bottom = y;
            layout_.lanes.push_back(band);
        }
        return y;
    }

    /// The steps whose ways out have shares.
    std::vector<bool> splits() const {
        std::vector<int> ways(process_.steps.size());
        for (const MapArc& arc : grid_.arcs)
            ways[arc.from] += arc.flow >= 0 ? 1 : 0;
        std::vector<bool> split;
        for (size_t step = 0; step < ways.size(); ++step)
            split.push_back(ways[step] > 1 && process_.steps[step].kind != StepKind::parallel);
        return split;
    }

    /// A gap between rows; one in which no way lies is lower, but where words stand between a badge and the step below.
    double gutter(size_t line) const {
        const auto tracks = routes_.lyingTracks.find(line);
        const bool isQuiet = tracks == routes_.lyingTracks.end() || tracks->second == 0;
        if (!isQuiet)
            return 2 * gutterMargin + extra(routes_.lyingTracks, line);
        const bool hasWords = std::ranges::any_of(routes_.routes, [&](const MapRoute& route) {
            const auto& points = route.points;
            return grid_.arcs[route.arc].exception && points.size() == 2 && route.stands(0) &&
                   std::min(points[0].y, points[1].y) + 1 == line && std::max(points[0].y, points[1].y) == line + 1;
        });
        return hasWords ? wordGutter : quietGutter;
    }

    static double extra(const std::map<size_t, size_t>& tracks, size_t line, double pitch = trackPitch) {
        const auto found = tracks.find(line);
        return found == tracks.end() || found->second == 0 ? 0 : pitch * static_cast<double>(found->second - 1);
    }

    struct Extent {
        double from = 0;
        double size = 0;
    };

    static double middle(const Extent& extent) { return extent.from + 0.5 * extent.size; }

    void placeSteps() {
        for (size_t step = 0; step < process_.steps.size(); ++step) {
            const Step& each = process_.steps[step];
            QRectF box(QPointF(), sizeOfStep(each.kind, events_[step], task_));
            box.moveCenter({middle(xs_[MapRoutes::columnOf(grid_.cells[step])]),
                            middle(ys_.at(routes_.rowOf(grid_.cells[step])))});
            layout_.steps.push_back({each.id, each.kind, box, events_[step]});
        }
    }

    /// Shares of exceptions, from the right on the edge where their way leaves, closer where there are many.
    void placeBadges() {
        std::map<std::pair<size_t, bool>, std::vector<MapPart>> onEdge; // by step, and whether at its lower edge
        std::set<std::string> placed;
        for (const MapRoute& route : routes_.routes) {
            const MapArc& arc = grid_.arcs[route.arc];
            if (!arc.branches || !isTask(arc.from))
                continue;
            const MapPart part = partOfArc(arc);
            onEdge[{arc.from, route.points[1].y > route.points[0].y}].push_back(part);
            placed.insert(part.id);
        }
        for (const ProcessException& each : process_.exceptions) {
            if (placed.contains(each.id.text))
                continue;
            const auto step = std::ranges::find(process_.steps, each.step, &Step::id);
            if (step != process_.steps.end())
                onEdge[{static_cast<size_t>(step - process_.steps.begin()), true}].push_back(
                    {MapPart::Kind::exception, each.id.text});
        }
        for (const auto& [edge, parts] : onEdge) {
            const QRectF box = layout_.steps[edge.first].box;
            const double last = box.right() - badgeInset - 0.5 * badgeWidth + badgeOverhang;
            const double room = last - box.left() - badgeInset;
            const double pitch =
                parts.size() > 1 ? std::min(badgeWidth + 4, room / static_cast<double>(parts.size() - 1)) : 0;
            for (size_t number = 0; number < parts.size(); ++number) {
                QRectF badge(0, 0, badgeWidth, badgeHeight);
                badge.moveCenter({last - pitch * static_cast<double>(number),
                                  edge.second ? box.bottom() + badgeDrop : box.top() - badgeDrop});
                badgeAt_.emplace(parts[number], badge.center().x());
                layout_.badges.push_back({parts[number], badge});
            }
        }
    }

    [[nodiscard]] bool isTask(size_t step) const {
        return process_.steps[step].kind == StepKind::task && !events_[step];
    }

    MapPart partOfArc(const MapArc& arc) const {
        if (arc.flow >= 0)
            return {MapPart::Kind::flow, process_.flows[static_cast<size_t>(arc.flow)].id.text};
        return {MapPart::Kind::exception, process_.exceptions[static_cast<size_t>(arc.cause)].id.text};
    }

    static double placeOnGap(const Extent& gap, double margin, size_t track, double pitch) {
        return gap.from + margin + pitch * static_cast<double>(track);
    }

    void draw(const MapRoute& route) {
        const MapArc& arc = grid_.arcs[route.arc];
        const auto& points = route.points;
        // The place of each leg: the x of one that stands, the y of one that lies.
        const QRectF from = layout_.steps[arc.from].box, to = layout_.steps[arc.to].box;
        std::vector<double> places;
        for (size_t leg = 0; leg + 1 < points.size(); ++leg) {
            if (route.stands(leg))
                places.push_back(isGap(points[leg].x)
                                     ? placeOnGap(xs_[points[leg].x], channelMargin + 0.5 * spareBeside_,
                                                  route.trackOf(leg), uprightPitch)
                                     : middle(xs_[points[leg].x]));
            else
                places.push_back(isGap(points[leg].y) ? placeOnGap(ys_.at(points[leg].y), gutterMargin + 0.5 * spare_,
                                                                   route.trackOf(leg), trackPitch)
                                                      : middle(ys_.at(points[leg].y)));
        }
        const MapPart part = partOfArc(arc);
        const bool leavesUpright = route.stands(0), entersUpright = route.stands(points.size() - 2);
        if (leavesUpright) {
            const bool below = points[1].y > points[0].y;
            places.front() = leavingAt(part, arc.from, below);
            if (points.size() == 2) { // straight to a step above or below: where both have an edge
                const double last = std::min(to.right() - 4, clearOfBadges(arc.to, !below));
                places.front() = std::clamp(places.front(), to.left() + 4, std::max(to.left() + 4, last));
            }
        }
        if (entersUpright && points.size() > 2)
            places.back() = arrivingAt(arc.to, points[points.size() - 2].y > points.back().y);
        QPolygonF line;
        const bool below = points[1].y > points[0].y;
        line << (leavesUpright ? QPointF(places.front(), below ? from.bottom() : from.top())
                               : QPointF(points[1].x > points[0].x ? from.right() : from.left(), places.front()));
        for (size_t leg = 0; leg + 1 < places.size(); ++leg)
            line << (route.stands(leg) ? QPointF(places[leg], places[leg + 1]) : QPointF(places[leg + 1], places[leg]));
        const bool comesDown = points.back().y > points[points.size() - 2].y;
        line << (entersUpright
                     ? QPointF(places.back(), comesDown ? to.top() : to.bottom())
                     : QPointF(points.back().x > points[points.size() - 2].x ? to.left() : to.right(), places.back()));
        layout_.ways.push_back(wayOf(part, arc.exception || process_.steps[arc.from].exception, line));
        // Work that is handed over passes one gate, where it comes into the lane of those who take it.
        if (auto& gates = layout_.ways.back().gates; gates.size() > 1)
            gates.erase(gates.begin(), std::prev(gates.end()));
        if (!handOvers_.isOne(arc))
            layout_.ways.back().gates.clear();
    }

    /// Where a way leaves a step's upper or lower edge: at its badge, else beside those that do so already.
    double leavingAt(const MapPart& part, size_t step, bool below) {
        if (const auto badge = badgeAt_.find(part); badge != badgeAt_.end())
            return badge->second;
        return layout_.steps[step].box.center().x() + portOffset(step, below);
    }

    /// Where a way arrives there: in the middle, beside those that do so already, and clear of badges where that can
    /// be.
    double arrivingAt(size_t step, bool below) {
        const QRectF& box = layout_.steps[step].box;
        const int before = ports_[{step, below}];
        const double middle = box.center().x() + portOffset(step, below);
        const double free = clearOfBadges(step, below);
        const double last = std::min(free, box.center().x()) - portPitch * before;
        return free < box.center().x() && last > box.left() + besideBadge ? last : middle;
    }

    /// How far an edge of a step is free of badges, from its left.
    double clearOfBadges(size_t step, bool below) const {
        const QRectF& box = layout_.steps[step].box;
        double free = box.right();
        for (const MapLayout::Badge& badge : layout_.badges)
            if (badge.box.intersects(box) && (badge.box.center().y() > box.center().y()) == below)
                free = std::min(free, badge.box.left() - besideBadge);
        return free;
    }

    double portOffset(size_t step, bool below) {
        const int number = ports_[{step, below}]++;
        if (!isTask(step))
            return 0;
        return std::fmod((number % 2 ? -1 : 1) * portPitch * ((number + 1) / 2), 0.5 * task_.width() - badgeInset);
    }

    MapLayout::Way wayOf(MapPart part, bool exception, const QPolygonF& line) const {
        MapLayout::Way way;
        way.part = std::move(part);
        way.exception = exception;
        way.hasBadge = badgeAt_.contains(way.part);
        way.line = line;
        placeWords(way);
        return way;
    }

    /// Finds where a way crosses into another lane, and the longest piece between that words can stand beside.
    void placeWords(MapLayout::Way& way) const {
        double longest = -1;
        const auto offer = [&](const QPointF& a, const QPointF& b, bool stands) {
            const double length = QLineF(a, b).length();
            const double worth = length * (stands ? 0.5 : 1.0); // words lie
            if (worth <= longest)
                return;
            longest = worth;
            way.labelAt = 0.5 * (a + b);
            way.labelAbove = !stands;
        };
        for (qsizetype i = 0; i + 1 < way.line.size(); ++i) {
            const QPointF b = way.line[i + 1];
            QPointF a = way.line[i];
            if (std::abs(a.x() - b.x()) > 1e-6) {
                offer(a, b, false);
                continue;
            }
            const double sign = b.y() > a.y() ? 1 : -1;
            if (i == 0 && way.hasBadge) // which covers the beginning
                a.ry() += sign * std::min(badgeDrop + 0.5 * badgeHeight, std::abs(b.y() - a.y()));
            std::vector<double> crossed;
            for (size_t lane = 0; lane + 1 < layout_.lanes.size(); ++lane)
                if (const double edge = layout_.lanes[lane].bottom; (way.line[i].y() < edge) != (b.y() < edge))
                    crossed.push_back(edge);
            if (sign < 0)
                std::ranges::reverse(crossed);
            for (const double edge : crossed) {
                way.gates.emplace_back(a.x(), edge);
                offer(a, {a.x(), edge}, true);
                a.setY(edge);
            }
            offer(a, b, true);
        }
    }

    const Process& process_;
    MapGrid grid_;
    MapRoutes routes_;
    HandOvers handOvers_;
    QSizeF task_;
    std::vector<std::optional<EventMark>> events_; // by step
    double spare_ = 0;                             // of each gap between rows
    double spareBeside_ = 0;                       // of each gap between columns
    std::vector<Extent> xs_;
    std::map<size_t, Extent> ys_;
    std::map<std::pair<size_t, bool>, int> ports_; // by step, and whether below
    std::map<MapPart, double> badgeAt_;            // their middle
    MapLayout::Parts layout_;
};

} // namespace

MapLayout MapLayout::of(const Process& process, const QSizeF& wanted, TaskShape shape, const TimeWords& times,
                        const MapPlaces& before, const EventMarks& events) {
    return MapLayout(MapArranger(process, shape, times, before, events).arrange(wanted));
}

const MapLayout::StepBox* MapLayout::find(const StepId& id) const {
    const auto found = std::ranges::find(parts_.steps, id, &StepBox::id);
    return found == parts_.steps.end() ? nullptr : &*found;
}

std::optional<MapPart> MapLayout::partAt(const QPointF& place, double reach) const {
    for (const Badge& badge : parts_.badges)
        if (badge.box.contains(place))
            return badge.part;
    for (const StepBox& step : parts_.steps)
        if (step.box.adjusted(-reach, -reach, reach, reach).contains(place))
            return MapPart{MapPart::Kind::task, step.id.text};
    for (const Way& way : parts_.ways)
        if (distanceTo(way.line, place) <= reach)
            return way.part;
    if (place.x() < laneLabelWidth)
        if (const auto lane = laneAt(place.y()); lane && !lane->empty())
            return MapPart{MapPart::Kind::lane, lane->text};
    return std::nullopt;
}

std::optional<LaneId> MapLayout::laneAt(double y) const {
    for (const LaneBand& lane : parts_.lanes)
        if (y >= lane.top && y < lane.bottom)
            return lane.id;
    return std::nullopt;
}

QRectF MapLayout::areaOf(const MapPart& part) const {
    switch (part.kind) {
    case MapPart::Kind::task:
        if (const StepBox* step = find(StepId(part.id)))
            return step->box;
        break;
    case MapPart::Kind::exception:
    case MapPart::Kind::flow: {
        QRectF area;
        for (const Badge& badge : parts_.badges)
            if (badge.part == part)
                area |= badge.box;
        for (const Way& way : parts_.ways)
            if (way.part == part)
                area |= way.line.boundingRect().adjusted(-1, -1, 1, 1); // a straight one has no height of its own
        return area;
    }
    case MapPart::Kind::lane:
        for (const LaneBand& lane : parts_.lanes)
            if (lane.id.text == part.id)
                return {0, lane.top, parts_.size.width(), lane.bottom - lane.top};
        break;
    case MapPart::Kind::pool:
        break;
    }
    return {};
}

std::optional<StepId> MapLayout::neighbour(const StepId& from, Towards direction) const {
    const StepBox* start = find(from);
    if (!start)
        return parts_.steps.empty() ? std::nullopt : std::optional(parts_.steps.front().id);
    const bool lies = direction == Towards::left || direction == Towards::right;
    const double sign = direction == Towards::left || direction == Towards::up ? -1 : 1;
    constexpr double aside = 2.5; // a step off the line counts as that much further
    std::optional<StepId> nearest;
    double least = std::numeric_limits<double>::infinity();
    for (const StepBox& step : parts_.steps) {
        const QPointF way = step.box.center() - start->box.center();
        const double along = sign * (lies ? way.x() : way.y()), across = std::abs(lies ? way.y() : way.x());
        if (step.id == from || along < 1 || along + aside * across >= least)
            continue;
        least = along + aside * across;
        nearest = step.id;
    }
    return nearest;
}

} // namespace tributary::ui
