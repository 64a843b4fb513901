// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_routes.h"

#include <algorithm>
#include <set>

namespace tributary::ui {

namespace {

/// A piece of a way in a gap, which needs a track there.
struct Piece {
    size_t way;
    size_t leg; ///< from point `leg` to the next
    size_t from, to;
};

class MapRouter {
public:
    explicit MapRouter(const MapGrid& grid) : grid_(grid) {
        // Lines from top to bottom: of each lane a gap, then a row and a gap for each of its rows.
        size_t lines = 0;
        for (const size_t rows : grid_.rowsOf) {
            made_.firstGap.push_back(lines);
            lines += 2 * rows + 2; // the last stands for the lane's end, so that gaps stay even
        }
        for (const MapCell& cell : grid_.cells)
            taken_.insert({MapRoutes::columnOf(cell), made_.rowOf(cell)});
    }

    MapRoutes make() {
        for (const bool exception : {false, true})
            for (size_t arc = 0; arc < grid_.arcs.size(); ++arc)
                if (grid_.arcs[arc].exception == exception)
                    route(arc);
        giveTracks();
        return std::move(made_);
    }

private:
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
        const size_t xu = MapRoutes::columnOf(from), xv = MapRoutes::columnOf(to), yu = made_.rowOf(from),
                     yv = made_.rowOf(to);
        std::vector<GridPoint> points{{xu, yu}};
        const bool fromBelow = grid_.arcs[arc].branches;
        if (xu == xv && yu != yv && isFreeUpright(xu, std::min(yu, yv), std::max(yu, yv))) {
            usedUpright_.insert({xu, yu});
            usedUpright_.insert({xu, yv});
        } else if (xv > xu && !fromBelow) {
            routeAhead(points, {xv, yv});
        } else {
            routeAround(points, {xv, yv}, fromBelow);
        }
        points.push_back({xv, yv});
        made_.routes.push_back({arc, std::move(points)});
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
        for (size_t way = 0; way < made_.routes.size(); ++way) {
            const auto& points = made_.routes[way].points;
            for (size_t leg = 0; leg + 1 < points.size(); ++leg) {
                const bool stands = made_.routes[way].stands(leg);
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
                made_.routes[piece.way].tracks[piece.leg] = static_cast<size_t>(track - tracks.begin());
            }
            (gap.first ? made_.uprightTracks : made_.lyingTracks)[gap.second] = tracks.size();
        }
    }

    const MapGrid& grid_;
    std::set<std::pair<size_t, size_t>> taken_;     // by steps: column, row
    std::set<std::pair<size_t, size_t>> usedAlong_; // by ways that run through a row
    std::set<std::pair<size_t, size_t>> usedUpright_;
    MapRoutes made_;
};

} // namespace

MapRoutes MapRoutes::of(const MapGrid& grid) { return MapRouter(grid).make(); }

} // namespace tributary::ui
