// SPDX-License-Identifier: GPL-3.0-or-later
// The metrics of a world: estimates, formulas, influences with their links, and measures of processes.
#include "core/engine/world.h"

#include <fmt/format.h>

namespace tributary {

void World::compileMetric(const Metric& metric) {
    const std::string at = "metric/" + metric.id.text;
    const double unit = unitOr(metric.unit).factor();
    Register result = 0;
    switch (metric.source) {
    case MetricSource::estimate:
        result = estimate(metric);
        break;
    case MetricSource::formula:
        result = metric.formula ? compileFormula(at + "/formula", *metric.formula) : builder_.constant(0);
        break;
    case MetricSource::influence:
        result = metric.formula ? compileFormula(at + "/formula", *metric.formula) : estimate(metric);
        if (bau_)
            result = moved(metric, result);
        break;
    case MetricSource::process:
        result = processMeasure(metric);
        break;
    }
    if (bau_ && isGiven(at + "/response_time")) {
        const Register bau = builder_.scale(bau_->metric(metric.id), unit);
        const Register months = builder_.scale(value(at + "/response_time"), 1 / hoursPerMonth);
        const Register ratio = builder_.smooth(builder_.binary(Opcode::ratio, result, bau), months, 1, 1.0);
        result = builder_.multiply(bau, ratio);
    }
    metrics_.emplace(metric.id, builder_.scale(withEffects(at, result), 1 / unit));
}

Register World::estimate(const Metric& metric) {
    const std::string at = "metric/" + metric.id.text;
    Register result = value(at + "/estimate");
    result = builder_.multiply(result, builder_.grow(value(at + "/drift")));
    const Register noise = value(at + "/noise");
    if (builder_.constantIn(noise) == 0.0)
        return result;
    const Register swing = builder_.multiply(noise, builder_.noise(at + "/noise/event"));
    return builder_.multiply(result, builder_.add(builder_.constant(1), swing));
}

Register World::moved(const Metric& metric, Register baseline) {
    const auto links = shared_.linksInto.find(metric.id);
    if (links == shared_.linksInto.end())
        return baseline;
    Register product = builder_.constant(1);
    Register sum = builder_.constant(0);
    for (const Link* link : links->second) {
        const double start = link->form == LinkForm::elasticity ? 1.0 : 0.0;
        Register factor = 0;
        if (link->delay > 0) {
            factor = builder_.delayed(link->delay, start);
            pending_.push_back({link, factor});
        } else {
            factor = linkFactor(*link, read(link->driver), bau_->metric(link->driver));
        }
        factor = lagged(*link, factor);
        if (link->form == LinkForm::elasticity)
            product = builder_.multiply(product, factor);
        else
            sum = builder_.add(sum, factor);
    }
    return builder_.add(builder_.multiply(baseline, product), sum);
}

Register World::linkFactor(const Link& link, Register driver, Register driverBau) {
    const std::string at = "link/" + link.id.text;
    const Register fails = builder_.event(at + "/no_effect/event", value(at + "/no_effect"));
    if (link.form == LinkForm::elasticity) {
        const Register ratio = builder_.binary(Opcode::ratio, driver, driverBau);
        if (builder_.constantIn(ratio) == 1.0)
            return ratio;
        return builder_.select(fails, builder_.constant(1),
                               builder_.binary(Opcode::power, ratio, value(at + "/elasticity")));
    }
    // The slope is in base units of the metric per base unit of the driver.
    const double unit = unitOr(shared_.model.metrics().find(link.driver)->unit).factor();
    const Register difference = builder_.scale(builder_.subtract(driver, driverBau), unit);
    if (builder_.constantIn(difference) == 0.0)
        return difference;
    return builder_.select(fails, builder_.constant(0), builder_.multiply(difference, value(at + "/slope")));
}

Register World::lagged(const Link& link, Register factor) {
    const std::string at = "link/" + link.id.text;
    const double start = link.form == LinkForm::elasticity ? 1.0 : 0.0;
    if (isGiven(at + "/smoothing")) {
        const Register months = builder_.scale(value(at + "/smoothing"), 1 / hoursPerMonth);
        factor = builder_.smooth(factor, months, std::max(link.stages, 1), start);
    }
    if (isGiven(at + "/floor"))
        factor = builder_.binary(Opcode::maximum, factor, value(at + "/floor"));
    if (isGiven(at + "/ceiling"))
        factor = builder_.binary(Opcode::minimum, factor, value(at + "/ceiling"));
    return factor;
}

void World::connectDelays() {
    for (const PendingDelay& pending : pending_)
        builder_.connect(pending.delay,
                         linkFactor(*pending.link, read(pending.link->driver), bau_->metric(pending.link->driver)));
    for (const auto& [id, world] : onWays_)
        world->connectDelays();
}

} // namespace tributary
