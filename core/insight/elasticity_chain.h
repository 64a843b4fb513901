// SPDX-License-Identifier: GPL-3.0-or-later
// Elasticity chains: links in a row multiply their elasticities, which is stronger than each looks; and an elasticity
// holds near business as usual only. Pure function.
#pragma once

#include "core/insight/study.h"
#include "core/stats/summary.h"

namespace tributary {

/// How far from business as usual, as a share, a driver may go before its elasticity is a bold guess.
inline constexpr double localChange = 0.3;

struct ChainLink {
    LinkId link;
    MetricId driver;
    MetricId metric;
    double change = 0;        ///< of the driver against business as usual: the P10 or P90 that goes furthest
    int period = 0;           ///< in which it does
    bool beyondLocal = false; ///< whether that is more than localChange
};

struct ElasticityChain {
    std::vector<ChainLink> links; ///< from the first driver up
    Summary product;          ///< of the elasticities, where every link works: % of the last metric per % of the first
    double chanceOfBreak = 0; ///< that a link of it has no effect, at the mean of what is typed
};

struct ElasticityChains {
    std::vector<ElasticityChain> chains;
    bool leftOut = false; ///< whether there are more than mostChains rows, of which these came first
};

inline constexpr size_t mostChains = 200;

/// Multiplies the elasticities of each row of links by elasticity that is not part of a longer one, up to mostChains
/// rows. Slopes end a row; so does coming back to a metric. Takes up to 2,048 trials, fewer where many metrics are on
/// the rows. Fails where it was stopped or the model does not compile.
[[nodiscard]] Result<ElasticityChains> elasticityChains(const Study& study, const RunControl& control = {});

} // namespace tributary
