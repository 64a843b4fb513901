// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/slides.h"

#include "core/insight/comparison.h"
#include "core/report/findings.h"
#include "core/report/plans.h"
#include "core/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

namespace tributary {

namespace {

constexpr int guessedPeriodInYears = 1;

/// "93 of 100 trials"
std::string ofTrials(double share) {
    std::string words = trialsWords(share);
    if (const size_t in = words.find(" in "); in != std::string::npos)
        words.replace(in, 4, " of ");
    return words;
}

/// A change as a size and a way, without a sign: "down 31 %", "up 9.1 points"; empty where there is none to speak of.
std::string wayWords(const MetricResults& metric, size_t at) {
    const ToldChange change = metric.changeAt(at);
    if (!change.moves())
        return {};
    if (std::isinf(change.size))
        return change.rises() ? "up from 0" : "down from 0";
    std::string text = changeWords(metric, at);
    for (const std::string_view sign : {"+", "\u2212"})
        if (text.starts_with(sign))
            text.erase(0, sign.size());
    if (const size_t unit = text.rfind("pts"); unit != std::string::npos && change.form == ChangeForm::points)
        text.replace(unit, 3, "points");
    return fmt::format("{} {}", change.rises() ? "up" : "down", text);
}

class Story {
public:
    Story(const Model& model, const SlideFacts& facts)
        : model_(model), facts_(facts), settings_(model.settings()), noun_(name(model.settings().period)) {}

    std::vector<Slide> tell() {
        const ScenarioResults* scenario = scenarioResults();
        title();
        cascade(scenario);
        if (!scenario) {
            missing();
            return std::move(slides_);
        }
        adoption(*scenario);
        cashFlow(*scenario);
        npv(*scenario);
        money(*scenario);
        drivers();
        measure();
        scenarios();
        closing(*scenario);
        return std::move(slides_);
    }

private:
    void add(Slide slide) { slides_.push_back(std::move(slide)); }

    /// Those of the scenario that is spoken of, where they hold a number.
    [[nodiscard]] const ScenarioResults* scenarioResults() const {
        const ScenarioResults* found =
            facts_.results && !facts_.scenario.empty() ? facts_.results->find(facts_.scenario) : nullptr;
        return found && !found->npvTrials.empty() && !std::isnan(found->npv.p50) ? found : nullptr;
    }

    /// "by month 14", "at once".
    [[nodiscard]] std::string byWhen(double period) const {
        const std::string when = paybackWords(period, noun_);
        return std::round(period) == 0 ? when : "by " + when;
    }

    [[nodiscard]] std::string horizon() const {
        return countWords(static_cast<size_t>(std::max(0, settings_.periods)), noun_);
    }

    void title() {
        const Scenario* scenario = model_.scenarios().find(facts_.scenario);
        Slide slide{SlideKind::title, settings_.client.empty() ? "Business case" : settings_.client, settings_.title,
                    framing(settings_) + "."};
        if (scenario && !scenario->name.empty())
            slide.finding += ": what is \u201c" + scenario->name + "\u201d worth?";
        add(std::move(slide));
    }

    void cascade(const ScenarioResults* scenario) {
        if (model_.metrics().empty())
            return;
        if (!scenario || scenario->metrics.empty()) {
            add({SlideKind::cascade, "The cascade",
                 fmt::format("{}, from the front line up to the money.", countWords(model_.metrics().size(), "metric")),
                 ""});
            return;
        }
        const auto at = static_cast<size_t>(std::clamp(facts_.period, 1, std::max(1, settings_.periods)) - 1);
        const std::string when = periodWords(static_cast<double>(at + 1), noun_);
        const std::string kicker = capitalised(when) + ", against business as usual";
        const auto size = [at](const MetricResults* metric) { return metric->changeAt(at).size; };
        std::vector<const MetricResults*> moved;
        for (const MetricResults& metric : scenario->metrics)
            if (metric.moves(at))
                moved.push_back(&metric);
        std::ranges::stable_sort(moved, std::greater(), size);
        const size_t all = scenario->metrics.size();
        add({SlideKind::cascade, kicker,
             moved.empty() ? fmt::format("By {}, no metric has moved yet.", when)
                           : fmt::format("By {}, {} of {} {} moved.", when, moved.size(), countWords(all, "metric"),
                                         moved.size() == 1 ? "has" : "have"),
             moved.empty() ? "" : "A link is as wide as the share of the change in money that it carries."});
        const std::pair<Level, std::string_view> bands[] = {{Level::frontline, "At the front line"},
                                                            {Level::operating, "In operations"},
                                                            {Level::financial, "In the money"}};
        for (const auto& [level, place] : bands) {
            std::vector<std::string> told;
            bool any = false;
            for (const MetricResults& metric : scenario->metrics)
                any = any || metric.level == level;
            for (const MetricResults* metric : moved)
                if (metric->level == level && told.size() < 3)
                    told.push_back(fmt::format("{}, {}", metric->name, wayWords(*metric, at)));
            if (!any)
                continue;
            Slide slide{SlideKind::cascade, kicker + "; medians, and P10 to P90",
                        told.empty() ? fmt::format("{}, nothing changes.", place)
                                     : fmt::format("{}: {}.", place, told.front()),
                        "", level};
            for (size_t i = 1; i < told.size(); ++i)
                slide.detail += (i == 1 ? "Then " : "; ") + told[i];
            if (!slide.detail.empty())
                slide.detail += ".";
            add(std::move(slide));
        }
    }

    void adoption(const ScenarioResults& scenario) {
        const AdoptionResults* first = nullptr;
        std::string others;
        for (const AdoptionResults& each : scenario.adoption) {
            if (each.active.empty())
                continue;
            if (!first)
                first = &each;
            else
                others += fmt::format("{}{}\u00A0{}", others.empty() ? "" : ", ", each.groupName,
                                      shareWords(each.active.back().p50));
        }
        if (!first)
            return;
        const auto year = static_cast<size_t>(std::lround(guessedPeriodInYears / settings_.timeline().years()));
        const size_t at = std::clamp<size_t>(year, 1, first->active.size()) - 1;
        const std::string when = periodWords(static_cast<double>(at + 1), noun_);
        const std::string then = shareWords(first->active[at].p50);
        const std::string end = shareWords(first->active.back().p50);
        const std::string& who = first->groupName;
        Slide slide{SlideKind::adoption, fmt::format("Who uses it, {} by {}", noun_, noun_), "", ""};
        if (end == shareWords(0) && then == end)
            slide.finding = fmt::format("In half of the trials, nobody in {} uses it.", who);
        else if (then == end)
            slide.finding = fmt::format("From {} on, {} of {} use it.", when, then, who);
        else
            slide.finding = fmt::format("In {}, {} of {} use it; in the end, {}.", when, then, who, end);
        if (!others.empty())
            slide.detail = fmt::format("In the end also: {}. ", others);
        if (const auto split = stallSplit(scenario))
            slide.detail += fmt::format("The roll-out stalls in {}.", ofTrials(split->shareStalled));
        slide.question = fmt::format("How many in {} will use it in {}?", who, when);
        slide.guessed = {{GuessedFigure::Kind::adoption, first->intervention, first->group, static_cast<int>(at + 1)}};
        add(std::move(slide));
    }

    void cashFlow(const ScenarioResults& scenario) {
        const Summary& payback = scenario.paybackDiscounted;
        const double never = scenario.paybackShareNever;
        Slide slide{SlideKind::cashFlow, "Cumulative discounted cash flow", "", ""};
        if (isNothing(scenario))
            slide.finding = "It costs nothing, so there is nothing to pay back.";
        else if (never >= 1)
            slide.finding = fmt::format("Within {}, the money never comes back.", horizon());
        else if (!std::isfinite(payback.p50))
            slide.finding = fmt::format("More often than not, the money is not back within {}.", horizon());
        else if (payback.p50 < 1)
            slide.finding = "The money is back at once.";
        else
            slide.finding =
                fmt::format("By {}, the money is back in half of the trials.", periodWords(payback.p50, noun_));
        if (isNothing(scenario))
            slide.detail = "It is business as usual.";
        else if (never >= 1)
            slide.detail = "Not one trial has paid for itself by the end.";
        else if (never == 0)
            slide.detail = fmt::format("It comes back in every trial: in 1 of 10 {}, in 9 of 10 {}.",
                                       byWhen(payback.p10), byWhen(payback.p90));
        else if (std::isfinite(payback.p10))
            slide.detail = fmt::format("In 1 trial of 10 it is back {}; in {}, not within {}.", byWhen(payback.p10),
                                       ofTrials(never), horizon());
        else
            slide.detail = fmt::format("In {}, it is not back within {}.", ofTrials(never), horizon());
        slide.question = "When will the money be back?";
        slide.guessed = {{GuessedFigure::Kind::payback, {}, {}, 0}};
        add(std::move(slide));
    }

    void npv(const ScenarioResults& scenario) {
        const double loss = scenario.chanceOfLoss;
        const std::string size = headlineMoney().value(std::abs(scenario.npv.p50));
        Slide slide{SlideKind::npv, "NPV over " + horizon(), "", ""};
        if (scenario.npv.p5 == scenario.npv.p95)
            slide.finding = scenario.npv.p50 == 0  ? "This brings as much as it costs."
                            : scenario.npv.p50 < 0 ? fmt::format("This loses {}.", size)
                                                   : fmt::format("This brings {}.", size);
        else if (loss == 0)
            slide.finding = "In no trial does this lose money.";
        else if (loss == 1)
            slide.finding = "In every trial, this loses money.";
        else
            slide.finding = capitalised(howOften(loss)) + ", this loses money.";
        const auto split = stallSplit(scenario);
        if (split && split->decides())
            slide.detail =
                fmt::format("It hangs on people taking it up: of the trials that stall, {} in 100 lose; of the "
                            "others, {}.",
                            fixedDecimals(100 * split->lossIfStalled, 0), fixedDecimals(100 * split->lossIfNot, 0));
        else if (scenario.npv.p5 == scenario.npv.p95)
            slide.detail = "No input has a range, so there is but this one number.";
        else
            slide.detail = fmt::format("Half of the outcomes lie above {}; 8 in 10 from {}.",
                                       headlineMoney().value(scenario.npv.p50),
                                       headlineMoney().range(scenario.npv.p10, scenario.npv.p90));
        slide.question = fmt::format("What will it be worth after {}?", horizon());
        slide.guessed = {{}};
        add(std::move(slide));
    }

    /// The unit and the decimals of the headlines.
    [[nodiscard]] MoneyWords headlineMoney() const { return {facts_.results->currency, largestNpv(*facts_.results)}; }

    /// The name of an effect alone.
    [[nodiscard]] std::string effectName(const AttributedEffect& found) const {
        if (const Intervention* tool = model_.interventions().find(found.intervention))
            for (const Effect& effect : tool->effects)
                if (effect.id == found.effect && !effect.name.empty())
                    return effect.name;
        return found.name;
    }

    void money(const ScenarioResults& scenario) {
        Slide slide{SlideKind::money, "Where the money comes from", "", benefitFinding(model_, scenario)};
        const auto* effects = facts_.insight && facts_.insight->effects ? &*facts_.insight->effects : nullptr;
        if (effects && !effects->effects.empty()) {
            double gained = 0;
            for (const AttributedEffect& effect : effects->effects)
                gained += std::max(0.0, effect.value.value);
            const AttributedEffect& most = effects->effects.front();
            const double share = gained > 0 ? most.value.value / gained : 0;
            if (!(most.value.value > 0))
                slide.finding = "None of the effects brings money.";
            else if (share > 0.995)
                slide.finding = fmt::format("All of the gain comes from one effect: {}.", effectName(most));
            else if (share > 0.5)
                slide.finding = fmt::format("More than half of the gain comes from one effect: {}.", effectName(most));
            else
                slide.finding = fmt::format("The largest part of the gain, {}, comes from one effect: {}.",
                                            shareWords(share), effectName(most));
        } else if (slide.detail.empty()) {
            slide.finding = "Nothing brings money yet.";
        } else {
            slide.finding = facts_.insight ? "The gain comes from what the scenario itself changes."
                                           : "What brings the money is being worked out.";
        }
        add(std::move(slide));
    }

    void drivers() {
        Slide slide{SlideKind::drivers, "What moves the NPV", "", ""};
        if (!facts_.insight)
            slide.finding = "What moves the NPV most is being worked out.";
        else
            describe(slide, facts_.insight->tornado ? &*facts_.insight->tornado : nullptr);
        add(std::move(slide));
    }

    void describe(Slide& slide, const Tornado* found) const {
        std::vector<const TornadoBar*> bars;
        if (found)
            for (const TornadoBar& bar : found->bars)
                if (std::isfinite(bar.npvLow) && std::isfinite(bar.npvHigh) && bar.npvLow != bar.npvHigh)
                    bars.push_back(&bar);
        if (bars.empty()) {
            slide.finding = "No input moves the NPV.";
            slide.detail = "No input that counts for this scenario has a range.";
            return;
        }
        std::vector<const TornadoBar*> turning;
        std::ranges::copy_if(bars, std::back_inserter(turning), [](const TornadoBar* bar) { return turnsSign(*bar); });
        const bool gains = found->base >= 0;
        // The middle of what the NPV may be is not what the middles of its inputs give.
        const ScenarioResults* shown = scenarioResults();
        const bool alike = !shown || (shown->npv.p50 >= 0) == gains;
        const std::string turn = std::string(gains ? "turn the gain" : "turn the loss") +
                                 (alike ? "" : " at the middle of all inputs") +
                                 (gains ? " into a loss" : " into a gain");
        const auto called = [&](const TornadoBar* bar) {
            return shortInputName(model_, facts_.scenario, bar->input.name);
        };
        if (turning.empty())
            slide.finding = fmt::format("No input alone can {}; most hangs on: {}.", turn, called(bars.front()));
        else if (turning.size() == 1)
            slide.finding = fmt::format("One input alone can {}: {}.", turn, called(turning.front()));
        else
            slide.finding =
                fmt::format("{} inputs can each {}, first of all: {}.", turning.size(), turn, called(turning.front()));
        const TornadoBar* told = turning.empty() ? bars.front() : turning.front();
        slide.detail = fmt::format("{} the NPV lies at {} or {}, all else in the middle.",
                                   told->input.isEvent ? "With it or without it," : "At its P10 and P90,",
                                   valueWords(told->npvLow, facts_.results->currency),
                                   valueWords(told->npvHigh, facts_.results->currency));
    }

    void measure() {
        Slide slide{SlideKind::measure, "What to measure next", "", ""};
        const auto* found = facts_.insight && facts_.insight->information ? &*facts_.insight->information : nullptr;
        const std::string& currency = facts_.results->currency;
        const auto things = found ? found->things() : std::vector<const InformationValue*>();
        if (!facts_.insight) {
            slide.finding = "What is worth measuring first is being worked out.";
        } else if (things.empty()) {
            return; // nothing is: a slide would have nothing to show
        } else {
            const InformationValue& first = *things.front();
            slide.finding = fmt::format("Measure first: {}.", shortInputName(model_, facts_.scenario, first.name));
            slide.detail =
                fmt::format("To know it before deciding is worth {}; to know everything, {}.",
                            valueWords(first.value.value, currency), valueWords(found->perfect.value, currency));
        }
        add(std::move(slide));
    }

    void scenarios() {
        const ScenarioOrder order = withNpv(plansFirst(model_, *facts_.results));
        if (order.plans.size() + order.beliefs.size() < 2)
            return;
        Slide slide{SlideKind::scenarios, "Scenarios side by side", "", ""};
        if (order.plans.size() > 1)
            rank(slide, order.plans);
        else if (order.plans.size() == 1)
            slide.finding = fmt::format("One plan, and {}.", countWords(order.beliefs.size(), "other belief"));
        else
            slide.finding = "Each scenario rests on a belief of its own, so none is worth more than another.";
        if (const size_t beliefs = order.beliefs.size(); beliefs > 0)
            slide.detail += fmt::format("{}{} below and {} not ranked.", slide.detail.empty() ? "" : " ",
                                        countWords(beliefs, "other belief") + (beliefs == 1 ? " stands" : " stand"),
                                        beliefs == 1 ? "is" : "are");
        add(std::move(slide));
    }

    /// Says which plan is most often worth most, and how it does against the next.
    void rank(Slide& slide, const std::vector<const ScenarioResults*>& plans) const {
        const FirstPlaces places = firstPlaces(plans);
        if (std::isnan(places.noneGains)) {
            slide.finding = "The plans have no trial in common that gave a number.";
            return;
        }
        std::vector<size_t> order(plans.size());
        std::iota(order.begin(), order.end(), size_t{0});
        std::ranges::stable_sort(order, std::greater(),
                                 [&](size_t i) { return std::pair(places.shares[i], plans[i]->npv.p50); });
        const ScenarioResults& best = *plans[order[0]];
        const ScenarioResults& next = *plans[order[1]];
        slide.finding = places.noneGains > 0.5
                            ? fmt::format("More often than not, none of the {} pays.", countWords(plans.size(), "plan"))
                            : fmt::format("Most often worth most: {}.", shownName(best));
        const auto pair = compareScenarios(*facts_.results, best.id, next.id);
        if (!pair || !std::isfinite(pair->difference.p50))
            return;
        const std::string& currency = facts_.results->currency;
        slide.detail = fmt::format(
            "In {} \u201c{}\u201d does better than \u201c{}\u201d{}; {} lies in the middle, {} P10 to P90.",
            ofTrials(pair->chanceFirstWins.value), shownName(best), shownName(next),
            pair->chanceEqual > 0 ? fmt::format(", in {} they come to the same", ofTrials(pair->chanceEqual)) : "",
            signedWords(pair->difference.p50, currency),
            rangeWords(pair->difference.p10, pair->difference.p90, currency));
    }

    void closing(const ScenarioResults& scenario) {
        Slide slide{SlideKind::closing, "In one sentence", finding(*facts_.results, scenario),
                    stallFinding(*facts_.results, scenario)};
        const auto money = [words = headlineMoney()](const char* label, const Summary& value) {
            return HeadlinesBlock::Headline{label, words.value(value.p50), words.range(value.p10, value.p90)};
        };
        const PaybackWords payback = paybackWords(scenario, noun_);
        slide.headlines = {money("NPV", scenario.npv),
                           {"Chance of a loss", chanceWords(scenario.chanceOfLoss, facts_.results->trials),
                            trialsWords(scenario.chanceOfLoss, facts_.results->trials)},
                           {"Discounted payback", payback.median, payback.range},
                           money("NPV, hard cash only", scenario.npvHard)};
        add(std::move(slide));
    }

    void missing() {
        Slide slide{SlideKind::missing, "Results", "", facts_.missing};
        const ScenarioResults* found = facts_.results ? facts_.results->find(facts_.scenario) : nullptr;
        if (model_.scenarios().empty()) {
            slide.finding = "There is no scenario to speak of yet.";
            slide.detail =
                "Add a scenario with an intervention or a change of its own: what it is worth will stand here.";
        } else if (found && !found->npvTrials.empty()) {
            slide.finding = "Nothing could be worked out.";
            slide.detail = failureFinding(*facts_.results);
        } else if (facts_.missing.empty()) {
            slide.finding = "The results are being worked out.";
            slide.detail = "They will stand here as soon as the run is through.";
        } else {
            slide.finding = "There are no results to show yet.";
        }
        add(std::move(slide));
    }

    const Model& model_;
    const SlideFacts& facts_;
    const Settings& settings_;
    const std::string_view noun_;
    std::vector<Slide> slides_;
};

} // namespace

std::vector<Slide> makeSlides(const Model& model, const SlideFacts& facts) { return Story(model, facts).tell(); }

} // namespace tributary
