// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/effect_attribution.h"

#include "core/insight/shapley.h"
#include "core/insight/switches.h"
#include "core/model/quantity_path.h"

#include <algorithm>

namespace tributary {

namespace {

enum Part : size_t { wholeNpv, atStart, inPeriods, parts };

} // namespace

Result<EffectAttribution> attributeToEffects(const Study& study, const RunControl& control) {
    const auto switched = switchedProgram(study, Switches::effects);
    if (!switched)
        return tl::unexpected(switched.error());
    std::vector<std::uint64_t> players;
    for (const ProgramSwitch& each : switched->switches)
        players.push_back(each.key);
    const auto game = playSwitches(
        study, switched->program, TrialColumns::flows, players, {}, parts,
        [](const ScenarioResults& results, size_t trial, std::span<double> out) {
            out[wholeNpv] = results.npvTrials[trial];
            out[atStart] = results.cumulativeTrials.front()[trial];
            out[inPeriods] = out[wholeNpv] - out[atStart];
        },
        gameTrials, control);
    if (!game)
        return tl::unexpected(game.error());
    EffectAttribution attribution{.npv = game->all[wholeNpv].estimate(),
                                  .npvWithout = game->none[wholeNpv].estimate(),
                                  .oneOff = game->none[atStart].estimate(),
                                  .running = game->none[inPeriods].estimate(),
                                  .total = {},
                                  .effects = {},
                                  .exact = game->exact,
                                  .trials = game->rows};
    ScrambledMean total{0, std::vector<double>(game->all[wholeNpv].byScramble.size())};
    for (size_t i = 0; i < players.size(); ++i) {
        const auto segments = segmentsOf(switched->switches[i].cause); // intervention/I/effect/E
        total += game->shares[i][wholeNpv];
        attribution.effects.push_back({InterventionId(segments[1]), EffectId(segments[3]),
                                       readableName(study.model, switched->switches[i].cause),
                                       game->shares[i][wholeNpv].estimate()});
    }
    attribution.total = total.estimate();
    std::ranges::stable_sort(attribution.effects, std::greater<>(),
                             [](const AttributedEffect& effect) { return effect.value.value; });
    return attribution;
}

} // namespace tributary
