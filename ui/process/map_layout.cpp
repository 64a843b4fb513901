// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_layout.h"

#include "ui/process/map_grid.h"

#include <QLineF>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace tributary::ui {

namespace {

constexpr double trackPitch = 12;    ///< between ways that lie
constexpr double uprightPitch = 20;  ///< between ways that stand: their gates need room
constexpr double mostSpare = 36;     ///< that a gap between rows takes of height to spare
constexpr double channelMargin = 15; ///< beside the tracks of a gap between columns
constexpr double gutterMargin = 17;  ///< above and below those of a gap between rows
constexpr double mapMargin = 16;
constexpr double portPitch = 14;     ///< between ways on the same edge of a step
constexpr double badgeInset = 6;     ///< of a badge from the task's corner
constexpr double badgeDrop = 8;      ///< off the edge, so that it covers no text of the task
constexpr double badgeOverhang = 10; ///< beyond its right edge

QSizeF sizeOf(StepKind kind) {
    switch (kind) {
    case StepKind::start:
    case StepKind::end:
        return {eventSize, eventSize};
    case StepKind::exclusive:
    case StepKind::parallel:
        return {gatewaySize, gatewaySize};
    case StepKind::task:
        break;
    }
    return {taskWidth, taskHeight};
}

/// A crossing of two lines of the grid. Columns and rows have odd numbers, the gaps between them even ones.
struct GridPoint {
    size_t x = 0;
    size_t y = 0;

    friend bool operator==(const GridPoint&, const GridPoint&) = default;
};

bool isGap(size_t line) { return line % 2 == 0; }

/// A piece of a way in a gap, which needs a track there.
struct Piece {
    size_t way;
    size_t leg; ///< from point `leg` to the next
    size_t from, to;
};

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

/// Routes the ways over a grid and measures it out.
class MapArranger {
public:
    explicit MapArranger(const Process& process) : process_(process), grid_(MapGrid::of(process)) {
        // Lines from top to bottom: of each lane a gap, then a row and a gap for each of its rows.
        for (size_t lane = 0; lane < grid_.rowsOf.size(); ++lane) {
            firstGap_.push_back(lines_);
            lines_ += 2 * grid_.rowsOf[lane] + 2; // the last stands for the lane's end, so that gaps stay even
        }
        for (const MapCell& cell : grid_.cells)
            taken_.insert({column(cell), row(cell)});
    }

    MapLayout::Parts arrange(double wantedHeight) {
        for (const bool exception : {false, true})
            for (size_t arc = 0; arc < grid_.arcs.size(); ++arc)
                if (grid_.arcs[arc].exception == exception)
                    route(arc);
        giveTracks();
        measure(wantedHeight);
        placeSteps();
        placeBadges();
        for (size_t way = 0; way < routes_.size(); ++way)
            draw(way);
        return std::move(layout_);
    }

private:
    struct Route {
        size_t arc;
        std::vector<GridPoint> points;
        std::map<size_t, size_t> tracks; ///< by leg
    };

    static size_t column(const MapCell& cell) { return 2 * cell.column + 1; }
    size_t row(const MapCell& cell) const { return firstGap_[cell.lane] + 2 * cell.row + 1; }

    // Routes

    /// Whether no step stands on a row between two columns, and no way runs there.
    bool isFreeAlong(size_t y, size_t from, size_t to) const {
        for (size_t x = from + 2; x < to; x += 2)
            if (taken_.contains({x, y}) || usedAlong_.contains({x, y}))
                return false;
        return true;
    }
    bool isFreeUpright(size_t x, size_t from, size_t to) const {
        for (size_t y = from + 2; y < to; y += 2)
            if (taken_.contains({x, y}))
                return false;
        return !usedUpright_.contains({x, from}) && !usedUpright_.contains({x, to});
    }
    void useAlong(size_t y, size_t from, size_t to) {
        for (size_t x = from + 2; x < to; x += 2)
            usedAlong_.insert({x, y});
    }

    void route(size_t arc) {
        const MapCell& from = grid_.cells[grid_.arcs[arc].from];
        const MapCell& to = grid_.cells[grid_.arcs[arc].to];
        const size_t xu = column(from), xv = column(to), yu = row(from), yv = row(to);
        std::vector<GridPoint> points{{xu, yu}};
        const bool fromBelow = grid_.arcs[arc].exception && process_.steps[grid_.arcs[arc].from].kind == StepKind::task;
        if (xu == xv && yu != yv && isFreeUpright(xu, std::min(yu, yv), std::max(yu, yv))) {
            usedUpright_.insert({xu, yu});
            usedUpright_.insert({xu, yv});
        } else if (xv > xu && !fromBelow) {
            routeAhead(points, {xv, yv});
        } else {
            routeAround(points, {xv, yv}, fromBelow);
        }
        points.push_back({xv, yv});
        routes_.push_back({arc, std::move(points), {}});
    }

    void routeAhead(std::vector<GridPoint>& points, GridPoint to) {
        const GridPoint from = points.front();
        if (from.y == to.y && isFreeAlong(to.y, from.x, to.x)) {
            useAlong(to.y, from.x, to.x);
        } else if (from.y != to.y && isFreeAlong(to.y, from.x, to.x)) {
            points.push_back({from.x + 1, from.y});
            points.push_back({from.x + 1, to.y});
            useAlong(to.y, from.x, to.x);
        } else if (from.y != to.y && isFreeAlong(from.y, from.x, to.x)) {
            points.push_back({to.x - 1, from.y});
            points.push_back({to.x - 1, to.y});
            useAlong(from.y, from.x, to.x);
        } else {
            const size_t gap = to.y > from.y ? to.y - 1 : to.y < from.y ? to.y + 1 : from.y - 1;
            points.push_back({from.x + 1, from.y});
            points.push_back({from.x + 1, gap});
            points.push_back({to.x - 1, gap});
            points.push_back({to.x - 1, to.y});
        }
    }

    /// By the gap above or below the step that is left, and the one beside the step that is reached.
    void routeAround(std::vector<GridPoint>& points, GridPoint to, bool fromBelow) {
        const GridPoint from = points.front();
        const bool ahead = to.x > from.x;
        const bool down = to.y > from.y || (fromBelow && ahead);
        const size_t near = down ? from.y + 1 : from.y - 1;
        points.push_back({from.x, near});
        if (ahead) {
            points.push_back({to.x - 1, near});
            points.push_back({to.x - 1, to.y});
            return;
        }
        const size_t far = to.y > from.y ? to.y - 1 : to.y < from.y ? to.y + 1 : near;
        if (near == far && to.x == from.x && to.y != from.y) { // the way straight down is taken: beside it
            points.back() = {from.x + 1, from.y};
            points.push_back({from.x + 1, to.y});
            return;
        }
        if (near != far) {
            const size_t upright = to.x < from.x ? to.x + 1 : from.x + 1;
            points.push_back({upright, near});
            points.push_back({upright, far});
        }
        points.push_back({to.x, far});
    }

    // Tracks

    /// Gives pieces that lie in the same gap and overlap tracks of their own, the shortest the inner ones.
    void giveTracks() {
        std::map<std::pair<bool, size_t>, std::vector<Piece>> gaps; // by whether it stands, and line
        for (size_t way = 0; way < routes_.size(); ++way) {
            const auto& points = routes_[way].points;
            for (size_t leg = 0; leg + 1 < points.size(); ++leg) {
                const bool stands = points[leg].x == points[leg + 1].x;
                const size_t line = stands ? points[leg].x : points[leg].y;
                const auto [from, to] = stands ? std::minmax(points[leg].y, points[leg + 1].y)
                                               : std::minmax(points[leg].x, points[leg + 1].x);
                if (isGap(line) && from != to)
                    gaps[{stands, line}].push_back({way, leg, from, to});
            }
        }
        for (auto& [gap, pieces] : gaps) {
            std::ranges::stable_sort(pieces, {}, [](const Piece& piece) { return piece.to - piece.from; });
            std::vector<std::vector<Piece>> tracks;
            for (const Piece& piece : pieces) {
                const auto isFree = [&](const std::vector<Piece>& track) {
                    return std::ranges::all_of(
                        track, [&](const Piece& other) { return piece.to < other.from || piece.from > other.to; });
                };
                auto track = std::ranges::find_if(tracks, isFree);
                if (track == tracks.end())
                    track = tracks.insert(tracks.end(), std::vector<Piece>());
                track->push_back(piece);
                routes_[piece.way].tracks[piece.leg] = static_cast<size_t>(track - tracks.begin());
            }
            (gap.first ? uprightTracks_ : lyingTracks_)[gap.second] = tracks.size();
        }
    }

    // Measures

    void measure(double wantedHeight) {
        std::vector<double> widths(grid_.columns, eventSize);
        for (size_t step = 0; step < process_.steps.size(); ++step) {
            double& width = widths[grid_.cells[step].column];
            width = std::max(width, sizeOf(process_.steps[step].kind).width());
        }
        double x = laneLabelWidth;
        for (size_t line = 0; line <= 2 * grid_.columns; ++line) {
            const double width =
                isGap(line) ? 2 * channelMargin + extra(uprightTracks_, line, uprightPitch) : widths[line / 2];
            xs_.push_back({x, width});
            x += width;
        }
        double height = 0, gaps = 0;
        for (size_t lane = 0; lane < grid_.rowsOf.size(); ++lane)
            for (size_t line = firstGap_[lane]; line <= firstGap_[lane] + 2 * grid_.rowsOf[lane]; ++line) {
                height += isGap(line) ? 2 * gutterMargin + extra(lyingTracks_, line) : taskHeight;
                gaps += isGap(line) ? 1 : 0;
            }
        spare_ = std::clamp((wantedHeight - height) / gaps, 0.0, mostSpare);
        double y = 0;
        for (size_t lane = 0; lane < grid_.rowsOf.size(); ++lane) {
            MapLayout::LaneBand band{process_.lanes.empty() ? LaneId() : process_.lanes[lane].id, y, y};
            for (size_t line = firstGap_[lane]; line <= firstGap_[lane] + 2 * grid_.rowsOf[lane]; ++line) {
                const double size = isGap(line) ? 2 * gutterMargin + extra(lyingTracks_, line) + spare_ : taskHeight;
                ys_[line] = {y, size};
                y += size;
            }
            band.bottom = y;
            layout_.lanes.push_back(band);
        }
        layout_.size = {x + mapMargin, y};
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
            QRectF box(QPointF(), sizeOf(each.kind));
            box.moveCenter({middle(xs_[column(grid_.cells[step])]), middle(ys_.at(row(grid_.cells[step])))});
            layout_.steps.push_back({each.id, each.kind, box});
        }
    }

    /// Shares of exceptions, from the right on the edge where their way leaves, closer where there are many.
    void placeBadges() {
        std::map<std::pair<size_t, bool>, std::vector<MapPart>> onEdge; // by step, and whether at its lower edge
        std::set<std::string> placed;
        for (const Route& route : routes_) {
            const MapArc& arc = grid_.arcs[route.arc];
            if (!arc.exception || process_.steps[arc.from].kind != StepKind::task)
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

    MapPart partOfArc(const MapArc& arc) const {
        if (arc.flow >= 0)
            return {MapPart::Kind::flow, process_.flows[static_cast<size_t>(arc.flow)].id.text};
        return {MapPart::Kind::exception, process_.exceptions[static_cast<size_t>(arc.cause)].id.text};
    }

    static double placeOnGap(const Extent& gap, double margin, size_t track, double pitch) {
        return gap.from + margin + pitch * static_cast<double>(track);
    }

    void draw(size_t way) {
        const Route& route = routes_[way];
        const MapArc& arc = grid_.arcs[route.arc];
        const auto& points = route.points;
        const auto trackOf = [&](size_t leg) {
            const auto found = route.tracks.find(leg);
            return found == route.tracks.end() ? size_t{0} : found->second;
        };
        // The place of each leg: the x of one that stands, the y of one that lies.
        const QRectF from = layout_.steps[arc.from].box, to = layout_.steps[arc.to].box;
        std::vector<double> places;
        for (size_t leg = 0; leg + 1 < points.size(); ++leg) {
            const bool stands = points[leg].x == points[leg + 1].x;
            if (stands)
                places.push_back(isGap(points[leg].x)
                                     ? placeOnGap(xs_[points[leg].x], channelMargin, trackOf(leg), uprightPitch)
                                     : middle(xs_[points[leg].x]));
            else
                places.push_back(isGap(points[leg].y) ? placeOnGap(ys_.at(points[leg].y), gutterMargin + 0.5 * spare_,
                                                                   trackOf(leg), trackPitch)
                                                      : middle(ys_.at(points[leg].y)));
        }
        const MapPart part = partOfArc(arc);
        const bool leavesUpright = points[0].x == points[1].x;
        const bool entersUpright = points[points.size() - 2].x == points.back().x;
        if (leavesUpright) {
            const bool below = points[1].y > points[0].y;
            places.front() = leavingAt(part, arc.from, below);
            if (points.size() == 2) // straight to a step above or below: where both have an edge
                places.front() = std::clamp(places.front(), to.left() + 4, to.right() - 4);
        }
        if (entersUpright && points.size() > 2)
            places.back() = to.center().x() + portOffset(arc.to, points[points.size() - 2].y > points.back().y);
        QPolygonF line;
        const auto upright = [&](size_t leg) { return points[leg].x == points[leg + 1].x; };
        const bool below = points[1].y > points[0].y;
        line << (leavesUpright ? QPointF(places.front(), below ? from.bottom() : from.top())
                               : QPointF(points[1].x > points[0].x ? from.right() : from.left(), places.front()));
        for (size_t leg = 0; leg + 1 < places.size(); ++leg)
            line << (upright(leg) ? QPointF(places[leg], places[leg + 1]) : QPointF(places[leg + 1], places[leg]));
        const bool comesDown = points.back().y > points[points.size() - 2].y;
        line << (entersUpright
                     ? QPointF(places.back(), comesDown ? to.top() : to.bottom())
                     : QPointF(points.back().x > points[points.size() - 2].x ? to.left() : to.right(), places.back()));
        layout_.ways.push_back(wayOf(part, arc.exception || process_.steps[arc.from].exception, line));
    }

    /// Where a way leaves a step's upper or lower edge: at its badge, else beside those that do so already.
    double leavingAt(const MapPart& part, size_t step, bool below) {
        if (const auto badge = badgeAt_.find(part); badge != badgeAt_.end())
            return badge->second;
        return layout_.steps[step].box.center().x() + portOffset(step, below);
    }

    double portOffset(size_t step, bool below) {
        const int number = ports_[{step, below}]++;
        if (process_.steps[step].kind != StepKind::task)
            return 0;
        return std::fmod((number % 2 ? -1 : 1) * portPitch * ((number + 1) / 2), 0.5 * taskWidth - badgeInset);
    }

    MapLayout::Way wayOf(MapPart part, bool exception, const QPolygonF& line) const {
        MapLayout::Way way;
        way.part = std::move(part);
        way.exception = exception;
        way.hasBadge = badgeAt_.contains(way.part);
        way.line = line;
        const QPointF tip = line.back(), before = line[line.size() - 2];
        const bool arrivesUpright = std::abs(tip.x() - before.x()) < 1e-6;
        way.shareAt = arrivesUpright ? tip + QPointF(22, tip.y() > before.y() ? -14 : 14)
                                     : tip + QPointF(tip.x() > before.x() ? -20 : 20, -10);
        double longest = -1;
        for (qsizetype i = 0; i + 1 < line.size(); ++i) {
            const QPointF a = line[i], b = line[i + 1];
            const bool stands = std::abs(a.x() - b.x()) < 1e-6;
            if (stands)
                for (size_t lane = 0; lane + 1 < layout_.lanes.size(); ++lane)
                    if (const double edge = layout_.lanes[lane].bottom; (a.y() < edge) != (b.y() < edge))
                        way.gates.emplace_back(a.x(), edge);
            const double length = QLineF(a, b).length();
            const double worth = length * (stands ? 0.5 : 1.0); // words lie
            if (worth > longest) {
                longest = worth;
                way.labelAt = 0.5 * (a + b);
                way.labelAbove = !stands;
                way.labelRoom = length;
            }
        }
        return way;
    }

    const Process& process_;
    MapGrid grid_;
    std::vector<size_t> firstGap_; // by lane
    size_t lines_ = 0;
    double spare_ = 0;                              // of each gap between rows
    std::set<std::pair<size_t, size_t>> taken_;     // by steps: column, row
    std::set<std::pair<size_t, size_t>> usedAlong_; // by ways that run through a row
    std::set<std::pair<size_t, size_t>> usedUpright_;
    std::vector<Route> routes_;
    std::map<size_t, size_t> uprightTracks_, lyingTracks_; // by line
    std::vector<Extent> xs_;
    std::map<size_t, Extent> ys_;
    std::map<std::pair<size_t, bool>, int> ports_; // by step, and whether below
    std::map<MapPart, double> badgeAt_;            // their middle
    MapLayout::Parts layout_;
};

} // namespace

MapLayout MapLayout::of(const Process& process, double wantedHeight) {
    return MapLayout(MapArranger(process).arrange(wantedHeight));
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
