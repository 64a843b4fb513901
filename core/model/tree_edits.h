// SPDX-License-Identifier: GPL-3.0-or-later
// Tree edits: metrics moved, levelled and changed together, each as one edit; and the order in which a tree is read.
// Thread-safe: no state.
#pragma once

#include "core/model/edit.h"

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

/// The children of a metric (of the model, where it is empty) as they are drawn.
[[nodiscard]] std::vector<MetricId> childrenOf(const Model& model, const MetricId& parent);
/// A metric and how many hang above it. It lives as long as the model's entity.
struct TreePlace {
    const Metric* metric = nullptr;
    int depth = 0;
};
/// All metrics that a root is above of, in the order in which the tree is read.
[[nodiscard]] std::vector<TreePlace> treeOrder(const Model& model);
/// The metrics and all that hang below them, each once, in the order in which the tree is read.
[[nodiscard]] std::vector<MetricId> branchesOf(const Model& model, const std::vector<MetricId>& ids);
/// Those of the metrics that hang below no other one of them, in the order in which the tree is read.
[[nodiscard]] std::vector<MetricId> topsOf(const Model& model, const std::vector<MetricId>& ids);

/// A place in the tree: below `parent` (empty: as a root), in front of `before` (empty: last).
struct Landing {
    MetricId parent;
    MetricId before;

    friend bool operator==(const Landing&, const Landing&) = default;
};

/// Moves metrics, each with its branch, to a place, side by side. Refuses a place within one of the branches.
[[nodiscard]] Result<Edit> moveMetrics(const Model& model, const std::vector<MetricId>& ids, const Landing& landing);

/// A step of a metric through the tree: among its siblings; out, beside its parent; in, below the sibling before it.
enum class TreeStep { back, ahead, out, in };
/// Moves a metric by a step. Refuses where there is nothing in that way, and says so.
[[nodiscard]] Result<Edit> stepMetric(const Model& model, const MetricId& id, TreeStep step);

/// Types `text` into the same field of several metrics (see setField).
[[nodiscard]] Result<Edit> setFieldOfAll(const Model& model, const std::vector<MetricId>& ids, std::string_view field,
                                         std::string_view text);
/// Moves metrics to the next level above or below. Refuses where all are at its end.
enum class LevelStep { up, down };
[[nodiscard]] Result<Edit> stepLevel(const Model& model, const std::vector<MetricId>& ids, LevelStep step);

} // namespace tributary
