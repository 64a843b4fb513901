// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/shapley.h"

#include "core/insight/design.h"
#include "core/stats/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace tributary {

namespace {

constexpr size_t mostNumbers = size_t{1} << 25U; ///< that are kept of a game
constexpr double on = 0.25;
constexpr double off = 0.75;
constexpr size_t scrambles = Sampler::scrambles;

/// For each row an order in which the players join. Pairs of rows of one scramble have opposite orders, which evens
/// out what comes early and late.
std::vector<std::uint16_t> drawOrders(size_t players, size_t rows, std::uint64_t seed) {
    std::vector<std::uint16_t> places(rows * players);
    std::vector<std::uint16_t> order(players);
    for (size_t row = 0; row < rows; ++row) {
        const size_t within = row / scrambles;
        const std::uint64_t stream =
            streamKey(streamKey("order of joining"), row % scrambles + scrambles * (within / 2));
        std::iota(order.begin(), order.end(), std::uint16_t{0});
        for (size_t i = players; i > 1; --i) {
            const auto chosen = static_cast<size_t>(uniform(seed, stream, i) * static_cast<double>(i));
            std::swap(order[i - 1], order[std::min(chosen, i - 1)]);
        }
        for (size_t place = 0; place < players; ++place)
            places[row * players + order[place]] =
                static_cast<std::uint16_t>(within % 2 == 0 ? place : players - 1 - place);
    }
    return places;
}

/// Trial t is base trial t % rows; step t / rows is a coalition by its bits, or how many of the row's order have
/// joined.
class SwitchDesign final : public UniformSource {
public:
    SwitchDesign(std::shared_ptr<const UniformSource> base, size_t rows, std::span<const std::uint64_t> players,
                 std::span<const std::uint64_t> others, std::vector<std::uint16_t> places)
        : base_(std::move(base), rows, {{}}), rows_(rows), players_(players.size()), places_(std::move(places)) {
        for (const std::uint64_t key : others)
            playerOf_.emplace(key, none);
        for (size_t player = 0; player < players.size(); ++player)
            playerOf_.emplace(players[player], player);
    }
    void fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        if (playerOf_.contains(dimension.key))
            std::ranges::fill(out, off); // pinned in any case
        else
            base_.fillUniforms(dimension, firstTrial, out);
    }
    void pin(Dimension dimension, size_t firstTrial, std::span<double> out) const override {
        const auto found = playerOf_.find(dimension.key);
        if (found == playerOf_.end())
            return;
        for (size_t i = 0; i < out.size(); ++i)
            out[i] = found->second != none && joined(found->second, firstTrial + i) ? on : off;
    }

private:
    static constexpr size_t none = SIZE_MAX;

    [[nodiscard]] bool joined(size_t player, size_t trial) const {
        const size_t step = trial / rows_;
        return places_.empty() ? (step >> player & 1U) != 0 : places_[trial % rows_ * players_ + player] < step;
    }

    HeldDesign base_;
    size_t rows_;
    size_t players_;
    std::vector<std::uint16_t> places_; // by row, then player; empty for all coalitions
    std::unordered_map<std::uint64_t, size_t> playerOf_;
};

/// The measures of all trials of a game, and what is made of them.
class Game {
public:
    Game(size_t players, size_t steps, size_t rows, size_t measures)
        : players_(players), steps_(steps), rows_(rows), measures_(measures), values_(steps * rows * measures) {}

    std::span<double> at(size_t trial) { return std::span(values_).subspan(trial * measures_, measures_); }

    /// Rows with a number at every step.
    [[nodiscard]] std::vector<size_t> wholeRows() const {
        std::vector<size_t> whole;
        for (size_t row = 0; row < rows_; ++row) {
            bool finite = true;
            for (size_t step = 0; step < steps_; ++step)
                for (size_t m = 0; m < measures_; ++m)
                    finite = finite && std::isfinite(value(step, row, m));
            if (finite)
                whole.push_back(row);
        }
        return whole;
    }

    /// Shares out one measure over some rows: each player's, then the worth of none and of all.
    [[nodiscard]] std::vector<double> share(std::span<const size_t> rows, size_t measure,
                                            std::span<const std::uint16_t> places) const {
        std::vector<double> worth(steps_);
        std::vector<double> shares(players_);
        for (const size_t row : rows)
            for (size_t step = 0; step < steps_; ++step)
                worth[step] += value(step, row, measure) / static_cast<double>(rows.size());
        if (places.empty()) {
            shares = shapleyValues(players_, worth);
        } else {
            for (const size_t row : rows)
                for (size_t player = 0; player < players_; ++player) {
                    const size_t place = places[row * players_ + player];
                    shares[player] += (value(place + 1, row, measure) - value(place, row, measure)) /
                                      static_cast<double>(rows.size());
                }
        }
        shares.push_back(worth.front());
        shares.push_back(worth.back());
        return shares;
    }

private:
    [[nodiscard]] double value(size_t step, size_t row, size_t measure) const {
        return values_[(step * rows_ + row) * measures_ + measure];
    }

    size_t players_;
    size_t steps_;
    size_t rows_;
    size_t measures_;
    std::vector<double> values_;
};

} // namespace

std::vector<double> shapleyValues(size_t players, std::span<const double> worth) {
    // The chance that exactly a coalition of this size stands before a player in a random order.
    std::vector<double> weight(players);
    for (size_t size = 0; size < players; ++size)
        weight[size] = size == 0 ? 1 / static_cast<double>(players)
                                 : weight[size - 1] * static_cast<double>(size) / static_cast<double>(players - size);
    std::vector<double> values(players);
    for (size_t coalition = 0; coalition < worth.size(); ++coalition)
        for (size_t player = 0; player < players; ++player)
            if (const size_t bit = size_t{1} << player; !(coalition & bit))
                values[player] +=
                    weight[static_cast<size_t>(std::popcount(coalition))] * (worth[coalition | bit] - worth[coalition]);
    return values;
}

ScrambledMean& ScrambledMean::operator+=(const ScrambledMean& other) {
    value += other.value;
    // What has no scrambles has an error that is not known, and so has every sum with it.
    byScramble.resize(std::min(byScramble.size(), other.byScramble.size()));
    for (size_t i = 0; i < byScramble.size(); ++i)
        byScramble[i] += other.byScramble[i];
    return *this;
}

Estimate ScrambledMean::estimate() const { return {value, fromScrambles(byScramble).standardError}; }

Estimate shareOf(const ScrambledMean& part, const ScrambledMean& whole) {
    if (whole.value == 0)
        return {};
    const size_t known = std::min(part.byScramble.size(), whole.byScramble.size());
    std::vector<double> without;
    for (size_t left = 0; left < known && known > 1; ++left) {
        double ofPart = 0, ofWhole = 0;
        for (size_t s = 0; s < known; ++s)
            if (s != left) {
                ofPart += part.byScramble[s];
                ofWhole += whole.byScramble[s];
            }
        without.push_back(ofPart / ofWhole);
    }
    return jackknife(part.value / whole.value, without);
}

Result<SwitchGame> playSwitches(const Study& study, const Program& program, TrialColumns columns,
                                std::span<const std::uint64_t> players, std::span<const std::uint64_t> others,
                                size_t measures, const TrialMeasure& measure, size_t budget,
                                const RunControl& control) {
    SwitchGame game;
    budget = std::min(budget, mostNumbers / std::max<size_t>(measures, 1));
    // Orders of joining are drawn for at least fewestRows, whatever the budget is.
    if (players.size() > std::numeric_limits<std::uint16_t>::max() ||
        (players.size() + 1) * fewestRows > mostNumbers / std::max<size_t>(measures, 1))
        return fail(fmt::format("There are {} causes on their ways to one metric, too many to share out what they "
                                "bring together: take effects out of the scenario, or choose fewer periods.",
                                players.size()));
    game.exact = players.size() <= mostExactPlayers && (fewestRows << players.size()) * measures <= mostNumbers;
    const size_t steps = game.exact ? size_t{1} << players.size() : players.size() + 1;
    const size_t rows = rowsFor(study, steps, budget);
    const std::vector<std::uint16_t> places =
        game.exact ? std::vector<std::uint16_t>()
                   : drawOrders(players.size(), rows, static_cast<std::uint64_t>(study.options.seed));
    const auto design = std::make_shared<const SwitchDesign>(baseTrials(study, rows), rows, players, others, places);
    Game played(players.size(), steps, rows, measures);
    RunOptions options = study.options;
    options.columns = columns;
    const auto ran = runInBatches(
        program, options, design, steps * rows,
        [&](const ScenarioResults& results, size_t first) {
            for (size_t t = 0; t < results.npvTrials.size(); ++t)
                measure(results, t, played.at(first + t));
        },
        control);
    if (!ran)
        return tl::unexpected(ran.error());

    const std::vector<size_t> whole = played.wholeRows();
    if (whole.empty())
        return tl::unexpected(noNumberError());
    game.rows = whole.size();
    std::vector<std::vector<size_t>> parts(scrambles);
    for (const size_t row : whole)
        parts[row % scrambles].push_back(row);
    if (std::ranges::any_of(parts, [](const auto& part) { return part.empty(); }))
        parts.clear();
    game.shares.assign(players.size(), std::vector<ScrambledMean>(measures));
    game.none.resize(measures);
    game.all.resize(measures);
    for (size_t m = 0; m < measures; ++m) {
        const auto target = [&](size_t i) -> ScrambledMean& {
            return i < players.size() ? game.shares[i][m] : i == players.size() ? game.none[m] : game.all[m];
        };
        const std::vector<double> shares = played.share(whole, m, places);
        for (size_t i = 0; i < shares.size(); ++i)
            target(i).value = shares[i];
        for (const auto& part : parts) {
            const std::vector<double> ofPart = played.share(part, m, places);
            for (size_t i = 0; i < ofPart.size(); ++i)
                target(i).byScramble.push_back(ofPart[i]);
        }
    }
    return game;
}

} // namespace tributary
