// SPDX-License-Identifier: GPL-3.0-or-later
// Map places: where process maps and metrics meet. A metric measures a map, or a parameter of a map uses its value.
// Pure functions. Thread-safe.
#pragma once

#include "core/model/names.h"

#include <map>
#include <string>
#include <vector>

namespace tributary {

/// A place of a process map that a metric has to do with.
struct MapPlace {
    enum class Kind { measured, feeds };
    Kind kind = Kind::feeds;
    ProcessId process;
    std::string path; ///< `process/restore` where it is measured, else the parameter: `process/restore/task/T8/touch`

    friend bool operator==(const MapPlace&, const MapPlace&) = default;
};

/// Finds the places of all metrics that have any: first what a metric measures, then what it feeds, in the order of the
/// maps. A name that may mean several metrics feeds none.
[[nodiscard]] std::map<MetricId, std::vector<MapPlace>> mapPlaces(const Model& model, const Names& names);

} // namespace tributary
