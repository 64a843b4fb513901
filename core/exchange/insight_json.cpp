// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/insight_json.h"

#include "core/exchange/answer_json.h"

#include <algorithm>

namespace tributary {

namespace {

using Json = nlohmann::ordered_json;

Json estimate(const Estimate& estimate) {
    return {{"value", numberOrNull(estimate.value)}, {"standard_error", numberOrNull(estimate.standardError)}};
}

/// A number under its name, and beside it its error.
Json withError(const std::string& name, const Estimate& estimate) {
    return {{name, numberOrNull(estimate.value)}, {name + "_standard_error", numberOrNull(estimate.standardError)}};
}

Json input(const InputName& name) {
    return {{"path", name.path},
            {"name", name.name},
            {"unit", name.unit.empty() ? "1" : name.unit},
            {"event", name.isEvent}};
}

Json with(Json json, const Json& more) {
    json.update(more);
    return json;
}

template <class Parts, class Write>
Json list(const Parts& parts, Write&& write) {
    Json rows = Json::array();
    for (const auto& part : parts)
        rows.push_back(write(part));
    return rows;
}

/// An answer, or why there is none.
template <class Answer, class Write>
Json orError(const Result<Answer>& answer, Write&& write) {
    return answer ? write(*answer) : Json{{"error", answer.error().message}};
}

Json regime(const Regime& regime) {
    const Summary& npv = regime.npv;
    Json json = with(withError("chance", regime.chance), {{"mean", numberOrNull(npv.mean)},
                                                          {"sd", numberOrNull(npv.sd)},
                                                          {"standard_error", numberOrNull(npv.standardError)}});
    addPercentiles(npv, json);
    return with(std::move(json), withError("chance_of_loss", regime.chanceOfLoss));
}

Json regimes(const Regimes& regimes) {
    const auto orNull = [](const std::optional<Regime>& part) { return part ? regime(*part) : Json(nullptr); };
    return {{"overall", regime(regimes.overall)},
            {"stalled", orNull(regimes.stalled)},
            {"not_stalled", orNull(regimes.notStalled)}};
}

Json tornado(const Tornado& tornado) {
    return {{"base", numberOrNull(tornado.base)},
            {"bars", list(tornado.bars, [](const TornadoBar& bar) {
                 return with(input(bar.input),
                             {{"low", numberOrNull(bar.low)},
                              {"high", numberOrNull(bar.high)},
                              {"chance", bar.input.isEvent ? numberOrNull(bar.chance) : Json(nullptr)},
                              {"npv_low", numberOrNull(bar.npvLow)},
                              {"npv_high", numberOrNull(bar.npvHigh)}});
             })}};
}

Json ranks(const RankImportance& ranks) {
    return {{"correlated_inputs", ranks.correlatedInputs},
            {"inputs", list(ranks.inputs, [](const InputRank& rank) {
                 return with(input(rank.input),
                             {{"correlation", estimate(rank.correlation)}, {"contribution", rank.contribution}});
             })}};
}

Json sobol(const SobolImportance& sobol) {
    return {{"rows", sobol.rows}, {"shares", list(sobol.shares, [](const SobolShare& share) {
                                       return Json{{"inputs", list(share.inputs, input)},
                                                   {"first", estimate(share.index.first)},
                                                   {"total", estimate(share.index.total)}};
                                   })}};
}

Json effects(const EffectAttribution& effects) {
    return {{"npv", estimate(effects.npv)},
            {"npv_without", estimate(effects.npvWithout)},
            {"one_off", estimate(effects.oneOff)},
            {"running", estimate(effects.running)},
            {"total", estimate(effects.total)},
            {"exact", effects.exact},
            {"trials", effects.trials},
            {"effects", list(effects.effects, [](const AttributedEffect& effect) {
                 return Json{{"intervention", effect.intervention.text},
                             {"effect", effect.effect.text},
                             {"name", effect.name},
                             {"value", estimate(effect.value)}};
             })}};
}

Json paths(const PathAttribution& paths) {
    return {{"total", estimate(paths.total)},
            {"exact", paths.exact},
            {"trials", paths.trials},
            {"paths", list(paths.paths,
                           [](const AttributedPath& path) {
                               return Json{{"cause", path.cause},
                                           {"name", path.causeName},
                                           {"way", list(path.way, [](const MetricId& id) { return Json(id.text); })},
                                           {"value", estimate(path.value)}};
                           })},
            {"metrics", list(paths.metrics,
                             [](const CountedBenefit& counted) {
                                 return Json{{"metric", counted.metric.text}, {"value", estimate(counted.value)}};
                             })},
            {"links", list(paths.links, [](const CarriedByLink& link) {
                 const auto value = [](const Estimate& share) { return numberOrNull(share.value); };
                 const auto error = [](const Estimate& share) { return numberOrNull(share.standardError); };
                 return Json{{"driver", link.driver.text},
                             {"metric", link.metric.text},
                             {"value", estimate(link.value)},
                             {"share", list(link.share, value)},
                             {"share_standard_error", list(link.share, error)}};
             })}};
}

Json information(const ValueOfInformation& information) {
    return {
        {"npv", estimate(information.npv)},
        {"perfect", estimate(information.perfect)},
        {"next", list(information.next, [](const InformationValue& each) {
             return Json{{"name", each.name}, {"inputs", list(each.inputs, input)}, {"value", estimate(each.value)}};
         })}};
}

/// A break-even has the values of the crossing nearest to the input's median, and a list of all.
Json breakEvens(const std::vector<BreakEven>& breakEvens) {
    return list(breakEvens, [](const BreakEven& each) {
        const auto crossing = [](const Crossing& at) {
            return Json{{"value", estimate(at.value)},
                        {"losing_side", at.losesAbove ? "above" : "below"},
                        {"jumps", at.jumps},
                        {"within_error", !at.isTold}};
        };
        const Crossing* nearest = each.crossings.empty() ? nullptr : &each.crossings[each.nearest];
        return with(with(with(input(each.input),
                              {{"value", estimate(nearest ? nearest->value : Estimate{})},
                               {"losing_side", nearest ? crossing(*nearest)["losing_side"] : Json(nullptr)}}),
                         withError("chance_of_losing_side", each.chanceOfLosingSide)),
                    {{"crossings", each.crossings.size()},
                     {"all_crossings", list(each.crossings, crossing)},
                     {"chance_of_no_number", numberOrNull(each.chanceOfNoNumber)},
                     {"lowest", numberOrNull(each.lowest)},
                     {"highest", numberOrNull(each.highest)},
                     {"npv_at_lowest", estimate(each.npvAtLowest)},
                     {"npv_at_highest", estimate(each.npvAtHighest)}});
    });
}

Json chains(const ElasticityChains& found) {
    return list(found.chains, [](const ElasticityChain& chain) {
        return Json{{"product",
                     {{"mean", numberOrNull(chain.product.mean)},
                      {"standard_error", numberOrNull(chain.product.standardError)},
                      {"p10", numberOrNull(chain.product.p10)},
                      {"p50", numberOrNull(chain.product.p50)},
                      {"p90", numberOrNull(chain.product.p90)}}},
                    {"chance_of_break", numberOrNull(chain.chanceOfBreak)},
                    {"links", list(chain.links, [](const ChainLink& link) {
                         return Json{{"link", link.link.text},     {"driver", link.driver.text},
                                     {"metric", link.metric.text}, {"change", numberOrNull(link.change)},
                                     {"period", link.period},      {"beyond_local", link.beyondLocal}};
                     })}};
    });
}

Json stopRule(const StopRuleWorth& worth) {
    Json json = {{"active_below", worth.rule.activeBelow},
                 {"period", worth.rule.period},
                 {"chance_of_stopping", estimate(worth.chanceOfStopping)},
                 {"npv_without", estimate(worth.npvWithout)},
                 {"npv_with", estimate(worth.npvWith)},
                 {"worth", estimate(worth.worth)}};
    json.update(withError("wrongly_stopped", worth.wronglyStopped));
    json.update(withError("chance_of_loss_with", worth.chanceOfLossWith));
    json.update(withError("chance_of_loss_without", worth.chanceOfLossWithout));
    return json;
}

Json goal(const Goal& goal) {
    const auto point = [&](const GoalPoint& at) {
        return Json{{"value", estimate(at.value)}, {"npv", estimate(at.npv)}};
    };
    const auto found = [&](const GoalPoint& at) {
        return with(point(at), {{"beyond_own_range", goal.isBeyondOwn(at)}, {"until", numberOrNull(at.until)}});
    };
    const auto jump = [](const GoalJump& at) {
        return Json{{"value", at.value}, {"npv_below", at.npvBelow}, {"npv_above", at.npvAbove}};
    };
    const GoalPoint first = goal.found.empty() ? GoalPoint{} : goal.found.front();
    const std::vector<GoalPoint> others(goal.found.begin() + (goal.found.empty() ? 0 : 1), goal.found.end());
    return with(with(input(goal.quantity), found(first)), {{"wanted_npv", goal.wantedNpv},
                                                           {"others", list(others, found)},
                                                           {"jumps", list(goal.jumps, jump)},
                                                           {"low", numberOrNull(goal.searched.low)},
                                                           {"high", numberOrNull(goal.searched.high)},
                                                           {"least", point(goal.least)},
                                                           {"most", point(goal.most)}});
}

Json scenario(const ScenarioInsight& found) {
    if (!found.insight)
        return {{"id", found.scenario.text}, {"error", found.insight.error().message}};
    const Insight& insight = *found.insight;
    Json json = {{"id", insight.scenario.text},
                 {"name", insight.scenarioName},
                 {"seconds", numberOrNull(insight.seconds)},
                 {"trials_failed", insight.regimes.overall.npv.failed},
                 {"regimes", regimes(insight.regimes)},
                 {"tornado", orError(insight.tornado, tornado)},
                 {"rank_correlation", ranks(insight.ranks)},
                 {"sobol", orError(insight.sobol, sobol)},
                 {"effects", orError(insight.effects, effects)},
                 {"paths", orError(insight.paths, paths)},
                 {"information", orError(insight.information, information)},
                 {"break_even", orError(insight.breakEvens, breakEvens)},
                 {"chains", orError(insight.chains, chains)},
                 {"chains_left_out", insight.chains && insight.chains->leftOut},
                 {"stop_rule", orError(insight.stopRule, stopRule)}};
    if (found.goal)
        json["goal"] = orError(*found.goal, goal);
    return json;
}

} // namespace

std::string writeInsightJson(const Model& model, const std::vector<ScenarioInsight>& insights,
                             const RunOptions& asked) {
    const Timeline timeline = model.settings().timeline();
    const auto explained = std::ranges::find_if(insights, [](const auto& each) { return each.insight.has_value(); });
    const Json run = {{"trials", explained == insights.end() ? asked.trials : explained->insight->trials},
                      {"seed", asked.seed},
                      {"sampler", EnumNames<Sampling>::names[static_cast<size_t>(asked.sampling)]},
                      {"periods", timeline.periods},
                      {"period", name(timeline.kind)}};
    return onOneLine({{"model", modelHead(model)}, {"run", run}, {"scenarios", list(insights, scenario)}});
}

} // namespace tributary
