// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/cascade_workload.h"

#include "core/engine/program.h"
#include "core/model/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <vector>

namespace tributary::bench {

namespace {

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;
constexpr std::uint64_t parameterSeed = 20240601;

constexpr std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31U);
}

constexpr double uniformAt(std::uint64_t seed, std::uint64_t dimension, std::uint64_t trial) {
    return (static_cast<double>(mixed(seed + ((dimension << 32U) + trial + 1) * golden) >> 11U) + 0.5) * 0x1p-53;
}

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)
[[gnu::target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"), gnu::optimize("O3")]]
#endif
void fillUniformsAt(std::uint64_t seed, std::uint64_t dimension, std::uint64_t firstTrial, double* out, size_t count) {
    for (size_t i = 0; i < count; ++i)
        out[i] = uniformAt(seed, dimension, firstTrial + i);
}

double rounded(double value, int digits) {
    const std::string text = fmt::format("{:.{}f}", value, digits);
    double result = 0;
    std::from_chars(text.data(), text.data() + text.size(), result);
    return result;
}

/// Makes the parameters, counting the dimensions of the uncertain ones in the order in which they are made.
class CascadeMaker {
public:
    CascadeMaker(int metrics, int months)
        : leaves_(metrics * 6 / 10), operating_(metrics * 3 / 10), financial_(metrics / 10) {
        Settings settings;
        settings.title = fmt::format("Cascade of {} metrics over {} months", metrics, months);
        settings.periods = months;
        settings.discountRate = quantity("10 %");
        settings.discounting = Discounting::endOfPeriod;
        settings.trials = 10000;
        add(settings);
        Group everyone;
        everyone.id = GroupId("everyone");
        everyone.name = "Everyone";
        everyone.headcount = quantity("1000");
        everyone.hourlyCost = quantity("50");
        add(everyone);
    }

    CascadeWorkload make() {
        addInterventions();
        for (int leaf = 0; leaf < leaves_; ++leaf)
            addLeaf(leaf);
        for (int j = 0; j < operating_; ++j) {
            const double tau = parameter(21, j, 1.0, 4.0);
            addInner(Level::operating, parameter(22, j, 10, 1000, 1), {2 * j, 2 * j + 1}, {0.4, 0.35, 1.9},
                     [&](const std::string& path) {
                         return triangular(path, rounded(tau * 0.5, 5), rounded(tau, 5), rounded(tau * 2.0, 5), 5);
                     });
        }
        const int branches = financial_ - 1;
        for (int k = 0; k < branches; ++k) {
            std::vector<int> children;
            for (int j = k * operating_ / branches; j < (k + 1) * operating_ / branches; ++j)
                children.push_back(leaves_ + j);
            const double baseline = parameter(23, k, 1e4, 1e6, 0);
            const double share = 0.9 / static_cast<double>(children.size());
            addInner(Level::financial, baseline, children, {0.5, share, 1.6},
                     [&](const std::string&) { return fmt::format("{}", parameter(24, k, 0.8, 2.5)); });
        }
        std::vector<int> children;
        for (int k = 0; k < branches; ++k)
            children.push_back(leaves_ + operating_ + k);
        work_.rootBaseline = 400000;
        addInner(Level::financial, work_.rootBaseline, children, {0.6, 1.1 / branches, 1.5},
                 [](const std::string&) { return std::string("1"); });
        finish();
        return std::move(work_);
    }

private:
    struct Spread {
        double low;
        double middle;
        double high;
    };

    static double parameter(int k, int i, double low, double high, int digits = 4) {
        return rounded(low + (high - low) *
                                 uniformAt(parameterSeed, static_cast<std::uint64_t>(k), static_cast<std::uint64_t>(i)),
                       digits);
    }
    static Quantity quantity(const std::string& text) {
        auto parsed = Quantity::parse(text);
        if (!parsed)
            throw std::logic_error(text + ": " + parsed.error().message);
        return *parsed;
    }
    static Parameter parameterOf(const std::string& text) {
        auto parsed = Parameter::parse(text);
        if (!parsed)
            throw std::logic_error(text + ": " + parsed.error().message);
        return *parsed;
    }

    void add(auto entity) { edit_.changes.push_back(put(std::move(entity))); }
    void uncertain(const std::string& path) { work_.dimensionOf[path] = dimensions_++; }

    std::string triangular(const std::string& path, double low, double likely, double high, int digits) {
        uncertain(path);
        return fmt::format("triangular({0:.{3}f}, {1:.{3}f}, {2:.{3}f})", low, likely, high, digits);
    }

    void addInterventions() {
        constexpr std::array starts{0, 1, 2, 3, 4, 6};
        for (int i = 0; i < static_cast<int>(starts.size()); ++i) {
            Intervention made;
            made.id = InterventionId(fmt::format("I{}", i));
            made.name = fmt::format("Initiative {}", i);
            made.adoption.form = AdoptionForm::bass;
            made.adoption.start = starts[static_cast<size_t>(i)] + 1;
            made.adoption.targets.push_back({GroupId("everyone"), {}, {}, {}});
            const std::string at = "intervention/" + made.id.text + "/adoption/";
            uncertain(at + "p");
            made.adoption.p =
                parameterOf(fmt::format("lognormal(median={}, sigma=0.4) 1/month", parameter(1, i, 0.010, 0.025)));
            const double q = parameter(2, i, 0.18, 0.32);
            made.adoption.q = parameterOf(
                triangular(at + "q", rounded(q * 0.6, 5), rounded(q, 5), rounded(q * 1.7, 5), 5) + " 1/month");
            interventions_.push_back(std::move(made));
        }
    }

    Metric metricOf(Level level, double baseline) {
        Metric made;
        made.id = MetricId(fmt::format("M{:03}", metrics_++));
        made.name = "Metric " + made.id.text;
        made.level = level;
        made.estimate = quantity(fmt::format("{}", baseline));
        return made;
    }

    void addLeaf(int leaf) {
        const bool falls = leaf % 5 == 3;
        const double middle = parameter(10, leaf, 0.05, 0.18);
        const double least = middle * parameter(11, leaf, 0.2, 0.6);
        const double most = middle * parameter(12, leaf, 1.5, 2.5);
        // The sizes are typed in %, which moves the point of a number with five digits by two.
        const auto percent = [](double share) { return 100 * rounded(share, 5); };
        const double low = percent(falls ? -most : least);
        const double likely = percent(falls ? -middle : middle);
        const double high = percent(falls ? -least : most);

        const Metric metric = metricOf(Level::frontline, parameter(14, leaf, 10, 1000, 1));
        Intervention& intervention = interventions_[static_cast<size_t>(leaf) % interventions_.size()];
        Effect effect;
        effect.id = EffectId("E" + metric.id.text);
        effect.target = "metric/" + metric.id.text;
        effect.participants.push_back({GroupId("everyone"), {}});
        effect.curve = CurveForm::linear;
        const std::string path = "intervention/" + intervention.id.text + "/effect/" + effect.id.text + "/size";
        if (leaf % 3 == 0) {
            effect.size = quantity(triangular(path, low, likely, high, 3) + " %");
        } else if (leaf % 3 == 1 || falls) {
            uncertain(path);
            effect.size = quantity(fmt::format("{:.3f}/{:.3f}/{:.3f} %", low, likely, high));
        } else {
            uncertain(path);
            effect.size =
                quantity(fmt::format("lognormal(median={:.3f}, sigma={}) %", likely, parameter(13, leaf, 0.2, 0.5)));
        }
        if (leaf == 0) {
            work_.firstEffect = path;
            work_.firstEffectLow = low;
            work_.firstEffectHigh = high;
        }
        intervention.effects.push_back(std::move(effect));
        add(metric);
    }

    template <class Tau>
    void addInner(Level level, double baseline, const std::vector<int>& children, Spread spread, Tau&& tau) {
        const int number = metrics_;
        Metric metric = metricOf(level, baseline);
        metric.source = MetricSource::influence;
        for (const int child : children) {
            Link link;
            link.driver = MetricId(fmt::format("M{:03}", child));
            link.metric = metric.id;
            link.id = LinkId(link.driver.text + "-" + metric.id.text);
            const double middle = spread.middle * parameter(20, number * 1000 + child, 0.7, 1.3);
            double low = middle * spread.low;
            double likely = middle;
            double high = middle * spread.high;
            // A child that gets better by falling pushes its parent up.
            if (child < leaves_ && child % 5 == 3) {
                std::swap(low, high);
                low = -low;
                likely = -likely;
                high = -high;
            }
            link.elasticity = parameterOf(triangular("link/" + link.id.text + "/elasticity", rounded(low, 5),
                                                     rounded(likely, 5), rounded(high, 5), 5));
            add(link);
        }
        metric.responseTime = quantity(tau("metric/" + metric.id.text + "/response_time") + " month");
        work_.root = metric.id;
        rootMetric_ = metric;
        if (number + 1 < leaves_ + operating_ + financial_)
            add(metric);
    }

    void finish() {
        rootMetric_.unit = "USD/month";
        rootMetric_.counts = true;
        add(rootMetric_);
        Scenario scenario;
        scenario.id = ScenarioId("all");
        scenario.name = "All initiatives";
        for (Intervention& intervention : interventions_) {
            scenario.interventions.push_back(intervention.id);
            add(std::move(intervention));
        }
        CostLine investment;
        investment.id = CostId("investment");
        investment.name = "Investment";
        investment.timing = CostTiming::once;
        investment.amount = parameterOf("180000/300000/600000 USD");
        uncertain("scenario/all/cost/investment/amount");
        CostLine running;
        running.id = CostId("running");
        running.name = "Running cost";
        running.amount = parameterOf("3000 USD/month");
        scenario.costs = {investment, running};
        add(scenario);
        work_.model = apply(Model{}, edit_).model;
        std::vector<std::uint64_t> dimensions(work_.dimensionOf.size());
        for (const ProgramInput& input : compile(work_.model, {.metrics = WantedMetrics::none}).value().inputs()) {
            if (input.dimension.index == Dimension::plain)
                continue;
            // What the rule does not name comes after what it does.
            const auto named = work_.dimensionOf.find(input.path);
            dimensions.resize(std::max(dimensions.size(), input.dimension.index + 1));
            dimensions[input.dimension.index] =
                named == work_.dimensionOf.end() ? input.dimension.index : named->second;
        }
        work_.dimensions = std::make_shared<const std::vector<std::uint64_t>>(std::move(dimensions));
    }

    int leaves_;
    int operating_;
    int financial_;
    int metrics_ = 0;
    std::uint64_t dimensions_ = 0;
    Edit edit_;
    std::vector<Intervention> interventions_;
    Metric rootMetric_;
    CascadeWorkload work_;
};

} // namespace

void StatelessUniforms::fillUniforms(Dimension dimension, size_t firstTrial, std::span<double> out) const {
    fillUniformsAt(seed_, (*dimensions_)[dimension.index], firstTrial, out.data(), out.size());
}

CascadeWorkload makeCascade(int metrics, int months) { return CascadeMaker(metrics, months).make(); }

} // namespace tributary::bench
