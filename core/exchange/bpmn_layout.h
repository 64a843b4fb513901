// SPDX-License-Identifier: GPL-3.0-or-later
// Where the parts of a process map lie in a diagram that nobody drew: columns in the order of the work, a band for each
// lane. Units are those of BPMN diagrams, pixels at 100 %. Pure functions.
#pragma once

#include "core/model/process_map.h"

#include <array>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary {

struct DiagramPoint {
    double x = 0;
    double y = 0;
};

struct DiagramBounds {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

struct DiagramLayout {
    DiagramBounds pool;                                   ///< around everything
    std::vector<DiagramBounds> lanes;                     ///< as the map has them
    std::unordered_map<std::string, DiagramBounds> parts; ///< of steps and exceptions, by their ids
};

/// Lays out a map below `top`.
[[nodiscard]] DiagramLayout layoutMap(const Process& process, double top);

/// The size of the shape of a step, without a place.
[[nodiscard]] DiagramBounds shapeOf(StepKind kind);
/// The shape of exception number `index` at a step, on its lower edge.
[[nodiscard]] DiagramBounds exceptionShape(const DiagramBounds& step, size_t index);

/// The bends of a line between two shapes, its ends included. One to a shape far ahead runs straight on, or with one
/// step, where `isFree` says of the areas along it that nothing stands there, else below the shapes between.
[[nodiscard]] std::vector<DiagramPoint> lineBetween(const DiagramBounds& from, const DiagramBounds& to,
                                                    const std::function<bool(const DiagramBounds& area)>& isFree);

} // namespace tributary
