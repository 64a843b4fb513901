// SPDX-License-Identifier: GPL-3.0-or-later
// MapTokens: where traced cases are at a moment: on their way between two steps, waiting at one, or worked on. Made
// once from a trace; the layout is asked for places. A plain value.
#pragma once

#include "core/insight/case_trace.h"
#include "ui/process/map_layout.h"

#include <QPointF>
#include <QVector>
#include <cstdint>
#include <vector>

namespace tributary::ui {

class MapTokens {
public:
    enum class State { moving, waiting, worked };
    struct Token {
        std::uint32_t number = 0;
        State state = State::moving;
        QPointF place;
        bool exception = false; ///< of an exception, or on a way that only exceptions take
        int count = 1;          ///< how many this one stands for; 0: another one stands for it
    };

    MapTokens() = default;
    MapTokens(const Process& process, const std::vector<CaseEvent>& events);

    [[nodiscard]] bool isEmpty() const { return stays_.empty(); }
    /// The hours between which there are tokens as usual: from when as many cases are inside as later on, for the
    /// simulation begins empty, until the last traced case has come, for then the map runs dry.
    [[nodiscard]] double begin() const { return begin_; }
    [[nodiscard]] double end() const { return end_; }

    /// The tokens at a moment. One that goes on takes `travel` hours at least to be seen, and is then late by that.
    /// Those that stand at a step leave its name and numbers free: they wait in a row above it and are worked on in one
    /// beneath; where there are too many for a row one stands for all of them.
    [[nodiscard]] QVector<Token> at(double time, double travel, const MapLayout& layout) const;
    /// Where tokens stand at the steps and badges of a map: its words go elsewhere.
    [[nodiscard]] static QVector<QRectF> areasOn(const MapLayout& layout);

private:
    struct Stay {
        std::uint32_t number;
        MapPart at;
        double from;
        double begins; ///< of the work; before, it waits
        double to;
        double left; ///< when the move that led here began
    };
    struct Move {
        std::uint32_t number;
        MapPart from, to;
        std::vector<MapPart> ways;
        double begins;
        double ends;
        double until; ///< when the case goes on from `to`
    };
    class Maker;

    [[nodiscard]] bool isException(const MapPart& part) const;

    std::vector<Stay> stays_;
    std::vector<Move> moves_;
    std::vector<MapPart> exceptional_; ///< steps and flows that only exceptions lead to, sorted
    double begin_ = 0;
    double end_ = 0;
};

} // namespace tributary::ui
