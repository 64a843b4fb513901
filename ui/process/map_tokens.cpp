// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_tokens.h"

#include <QLineF>
#include <algorithm>
#include <limits>
#include <map>

namespace tributary::ui {

namespace {

constexpr double openEnd = std::numeric_limits<double>::infinity();
constexpr double tokenPitch = 8;     ///< between two that stand together
constexpr int mostWaiting = 10;      ///< of a task; for more a number stands
constexpr int mostWorked = 4;        ///< the same beneath it, at the left of badges
constexpr int mostAside = 5;         ///< at a badge, a gateway or an event
constexpr double rowAway = 7;        ///< from the edge of a step
constexpr double longestFill = 0.25; ///< of the traced time, which the map has to fill up

double lengthOf(const QPolygonF& line) {
    double length = 0;
    for (qsizetype i = 1; i < line.size(); ++i)
        length += QLineF(line[i - 1], line[i]).length();
    return length;
}

/// The place at a share of the length of a line.
QPointF along(const QPolygonF& line, double share) {
    double left = lengthOf(line) * std::clamp(share, 0.0, 1.0);
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QLineF piece(line[i - 1], line[i]);
        if (left <= piece.length())
            return piece.length() > 0 ? piece.pointAt(left / piece.length()) : piece.p1();
        left -= piece.length();
    }
    return line.isEmpty() ? QPointF() : line.last();
}

/// Where a step stands, or the badge of an exception.
QRectF placeOn(const MapLayout& layout, const MapPart& part) {
    const auto badge = std::ranges::find(layout.badges(), part, &MapLayout::Badge::part);
    return badge != layout.badges().end() ? badge->box : layout.areaOf(part);
}

/// Where a token leaves a step for a badge on its upper or lower edge.
QPointF towardsBadge(const QRectF& step, const QRectF& badge) {
    const bool below = badge.center().y() > step.center().y();
    return {step.left() + tokenPitch, below ? step.bottom() + rowAway : step.top() - rowAway};
}

/// The hour from which as many cases are inside as in the second half, on average; not later than longestFill.
double filledAt(const std::vector<CaseEvent>& events, double end) {
    const double begin = events.front().time, half = 0.5 * (begin + end);
    const auto change = [](const CaseEvent& event) {
        const bool goes = event.what == TraceEvent::What::leaves || event.what == TraceEvent::What::abandons;
        return goes ? -1 : event.what == TraceEvent::What::arrives ? 1 : 0;
    };
    double caseHours = 0, last = half;
    int inside = 0;
    for (const CaseEvent& event : events) {
        const double time = std::min(event.time, end);
        if (time > half) {
            caseHours += inside * (time - last);
            last = time;
        }
        inside += change(event);
    }
    const double usual = end > half ? caseHours / (end - half) : 0;
    inside = 0;
    for (const CaseEvent& event : events) {
        inside += change(event);
        if (inside > 0 && inside >= usual)
            return std::min(event.time, begin + longestFill * (end - begin));
    }
    return begin;
}

QPointF leftOf(const QRectF& area) { return {area.left() - 0.5 * rowAway, area.center().y()}; }

} // namespace

/// Reads the events of one case after the other.
class MapTokens::Maker {
public:
    Maker(MapTokens& made, std::uint32_t number) : made_(made), number_(number) {}

    void take(const CaseEvent& event) {
        using What = TraceEvent::What;
        switch (event.what) {
        case What::goes:
            go(event);
            break;
        case What::leaves:
        case What::abandons:
            close(event.time);
            break;
        case What::begins:
        case What::delayed:
            stay(event).begins = std::min(stay(event).begins, event.time);
            break;
        case What::arrives:
        case What::queues:
        case What::ends:
            stay(event);
            break;
        }
    }

    /// Ends what still goes on.
    void close(double time) {
        for (const auto& [part, index] : open_)
            made_.stays_[index].to = time;
        for (const size_t index : pending_)
            arrive(index, time, time);
        open_.clear();
        pending_.clear();
    }

private:
    /// The stay at a part, begun where there is none, by the move that leads there.
    Stay& stay(const CaseEvent& event) {
        if (const auto known = open_.find(event.at); known != open_.end())
            return made_.stays_[known->second];
        double left = event.time;
        if (const auto pending = pendingTo(event.at); pending != pending_.end()) {
            left = made_.moves_[*pending].begins;
            moveOf_[event.at] = *pending;
            arrive(*pending, event.time, openEnd);
            pending_.erase(pending);
        }
        open_[event.at] = made_.stays_.size();
        made_.stays_.push_back({number_, event.at, event.time, openEnd, openEnd, left});
        return made_.stays_.back();
    }

    void go(const CaseEvent& event) {
        if (const auto here = open_.find(event.at); here != open_.end()) {
            made_.stays_[here->second].to = event.time;
            if (const auto move = moveOf_.find(event.at); move != moveOf_.end()) {
                made_.moves_[move->second].until = event.time;
                moveOf_.erase(move);
            }
            open_.erase(here);
        } else if (const auto pending = pendingTo(event.at); pending != pending_.end()) {
            // Through a gateway: the same move goes on; others that wait for it at a join have been there.
            const size_t last = *pending;
            pending_.erase(pending);
            for (auto other = pendingTo(event.at); other != pending_.end(); other = pendingTo(event.at)) {
                Move& waits = made_.moves_[*other];
                made_.stays_.push_back({number_, event.at, waits.begins, openEnd, event.time, waits.begins});
                arrive(*other, waits.begins, event.time);
                pending_.erase(other);
            }
            Move& on = made_.moves_[last];
            on.to = event.to;
            if (event.way)
                on.ways.push_back(*event.way);
            pending_.push_back(last);
            return;
        }
        Move move{number_, event.at, event.to, {}, event.time, openEnd, openEnd};
        if (event.way)
            move.ways.push_back(*event.way);
        pending_.push_back(made_.moves_.size());
        made_.moves_.push_back(std::move(move));
    }

    void arrive(size_t index, double ends, double until) {
        made_.moves_[index].ends = ends;
        made_.moves_[index].until = until;
    }
    /// The newest move to a part.
    std::vector<size_t>::iterator pendingTo(const MapPart& part) {
        const auto found = std::find_if(pending_.rbegin(), pending_.rend(),
                                        [&](size_t index) { return made_.moves_[index].to == part; });
        return found == pending_.rend() ? pending_.end() : std::prev(found.base());
    }

    MapTokens& made_;
    std::uint32_t number_;
    std::map<MapPart, size_t> open_;   ///< stays
    std::map<MapPart, size_t> moveOf_; ///< moves that led to them
    std::vector<size_t> pending_;      ///< moves
};

MapTokens::MapTokens(const Process& process, const std::vector<CaseEvent>& events) {
    for (const Step& step : process.steps)
        if (step.exception)
            exceptional_.push_back({MapPart::Kind::task, step.id.text});
    for (const Flow& flow : process.flows)
        if (flow.exception)
            exceptional_.push_back({MapPart::Kind::flow, flow.id.text});
    std::ranges::sort(exceptional_);
    std::map<std::uint32_t, std::vector<const CaseEvent*>> cases;
    for (const CaseEvent& event : events) {
        cases[event.number].push_back(&event);
        if (event.what == TraceEvent::What::arrives)
            end_ = std::max(end_, event.time);
    }
    if (!events.empty())
        begin_ = filledAt(events, end_);
    for (const auto& [number, its] : cases) {
        Maker maker(*this, number);
        for (const CaseEvent* event : its)
            maker.take(*event);
        maker.close(openEnd);
    }
}

bool MapTokens::isException(const MapPart& part) const {
    return part.kind == MapPart::Kind::exception || std::ranges::binary_search(exceptional_, part);
}

QVector<QRectF> MapTokens::areasOn(const MapLayout& layout) {
    constexpr double half = 0.5 * tokenPitch;
    const auto row = [](double left, double middle, int most) {
        return QRectF(left - half, middle - half, tokenPitch * most, tokenPitch);
    };
    QVector<QRectF> areas;
    for (const MapLayout::StepBox& step : layout.steps())
        if (step.box.height() >= taskHeight)
            areas << row(step.box.left() + tokenPitch, step.box.top() - rowAway, mostWaiting)
                  << row(step.box.left() + tokenPitch, step.box.bottom() + rowAway, mostWorked);
        else if (step.kind == StepKind::task || step.kind == StepKind::parallel) // cases go through others at once
            areas << row(step.box.center().x(), step.box.top() - rowAway, mostAside);
    for (const MapLayout::Badge& badge : layout.badges())
        areas << row(badge.box.left(), badge.box.bottom() + rowAway, mostAside);
    return areas;
}

QVector<MapTokens::Token> MapTokens::at(double time, double travel, const MapLayout& layout) const {
    QVector<Token> tokens;
    for (const Move& move : moves_) {
        const double arrives = std::max(move.ends, move.begins + travel);
        if (time < move.begins || time >= arrives || time >= move.until)
            continue;
        QPolygonF line; // from edge to edge: names stay free
        bool exception = isException(move.from) || isException(move.to);
        for (const MapPart& part : move.ways) {
            const auto way = std::ranges::find(layout.ways(), part, &MapLayout::Way::part);
            if (way == layout.ways().end())
                continue;
            line += way->line;
            if (way->hasBadge && way->line.size() > 1) { // past it
                QLineF past(line[line.size() - way->line.size()], line[line.size() - way->line.size() + 1]);
                past.setLength(std::min(past.length(), badgeHeight));
                line[line.size() - way->line.size()] = past.p2();
            }
            exception = exception || way->exception;
        }
        if (line.isEmpty()) // to a badge, at its left
            line << towardsBadge(placeOn(layout, move.from), placeOn(layout, move.to))
                 << leftOf(placeOn(layout, move.to));
        const double hours = arrives - move.begins;
        tokens << Token{move.number, State::moving, along(line, hours > 0 ? (time - move.begins) / hours : 1),
                        exception};
    }
    std::map<std::pair<MapPart, State>, std::vector<qsizetype>> rows; // of tasks by what happens there
    for (const Stay& stay : stays_) {
        if (time < std::max(stay.from, stay.left + travel) || time >= stay.to)
            continue;
        const QRectF area = placeOn(layout, stay.at);
        const State state = time < stay.begins ? State::waiting : State::worked;
        const bool isTask = area.height() >= taskHeight, isBadge = stay.at.kind == MapPart::Kind::exception;
        const bool isBelow = isBadge || (isTask && state == State::worked);
        auto& row = rows[{stay.at, isTask ? state : State::worked}];
        const double left = isTask ? area.left() + tokenPitch : isBadge ? area.left() : area.center().x();
        const double along = tokenPitch * static_cast<double>(row.size());
        row.push_back(tokens.size());
        tokens << Token{stay.number,
                        state,
                        {left + along, isBelow ? area.bottom() + rowAway : area.top() - rowAway},
                        isException(stay.at)};
        const int most = !isTask ? mostAside : state == State::waiting ? mostWaiting : mostWorked;
        if (static_cast<int>(row.size()) <= most)
            continue;
        for (const qsizetype each : row) // the first stands for all
            tokens[each].count = each == row.front() ? static_cast<int>(row.size()) : 0;
        tokens.back().place = tokens[row.front()].place;
    }
    return tokens;
}

} // namespace tributary::ui
