// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/value_of_information.h"

#include "core/base/parallel.h"
#include "core/insight/input_groups.h"
#include "core/insight/regression_basis.h"
#include "core/stats/normal.h"
#include "core/stats/student.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

namespace tributary {

namespace {

/// NaN in the trials in which any option failed, so that all columns leave out the same.
std::vector<char> wholeTrials(Options options) {
    std::vector<char> whole(options.empty() ? 0 : options.front().size(), 1);
    for (const std::vector<double>& option : options)
        for (size_t t = 0; t < whole.size(); ++t)
            whole[t] = whole[t] && std::isfinite(option[t]);
    return whole;
}

/// The option with the highest mean.
size_t bestOnAverage(Options options, const std::vector<char>& whole) {
    size_t best = 0;
    double bestSum = 0;
    for (size_t d = 0; d < options.size(); ++d) {
        double sum = 0;
        for (size_t t = 0; t < whole.size(); ++t)
            sum += whole[t] ? options[d][t] : 0;
        if (d == 0 || sum > bestSum) {
            best = d;
            bestSum = sum;
        }
    }
    return best;
}

Estimate gainOf(Options options, const std::vector<char>& whole, size_t usual, SamplerKind kind, auto chosen) {
    std::vector<double> gain(whole.size(), std::nan(""));
    for (size_t t = 0; t < whole.size(); ++t)
        if (whole[t])
            gain[t] = options[chosen(t)][t] - options[usual][t];
    Estimate estimate = meanOf(gain, kind);
    if (estimate.value < 0)
        estimate.value = 0;
    return estimate;
}

} // namespace

Estimate perfectInformation(Options options, SamplerKind kind) {
    const std::vector<char> whole = wholeTrials(options);
    return gainOf(options, whole, bestOnAverage(options, whole), kind, [&](size_t t) {
        size_t best = 0;
        for (size_t d = 1; d < options.size(); ++d)
            best = options[d][t] > options[best][t] ? d : best;
        return best;
    });
}

Estimate partialInformation(Options options, std::span<const KnownColumn> known, SamplerKind kind,
                            const std::stop_token& stop) {
    constexpr size_t folds = Sampler::scrambles;
    const std::vector<char> whole = wholeTrials(options);
    const auto count = static_cast<size_t>(std::ranges::count(whole, 1));
    if (count < fewestForInformation)
        return {};
    const size_t usual = bestOnAverage(options, whole);
    std::vector<Regressor> regressors;
    for (const KnownColumn& column : known) {
        Regressor regressor{{column.values.begin(), column.values.end()}, column.isEvent};
        if (!column.isEvent)
            fillNormalQuantile(regressor.values, regressor.values);
        regressors.push_back(std::move(regressor));
    }
    std::vector<std::vector<double>> predicted, otherwise;
    for (size_t d = 0; d < options.size(); ++d) {
        // What is decided by is the difference to the usual option: that alone is predicted.
        std::vector<double> difference(whole.size());
        for (size_t t = 0; t < whole.size(); ++t)
            difference[t] = whole[t] ? options[d][t] - options[usual][t] : std::nan("");
        CrossFit fit = d == usual ? CrossFit{std::vector<double>(whole.size()), std::vector<double>(whole.size())}
                                  : crossFitted(regressors, difference, folds, stop);
        if (stop.stop_requested())
            return {};
        predicted.push_back(std::move(fit.predicted));
        otherwise.push_back(std::move(fit.otherwise));
    }
    const auto decidedBy = [&](const std::vector<std::vector<double>>& by) {
        return gainOf(options, whole, usual, kind, [&](size_t t) {
            size_t best = usual;
            for (size_t d = 0; d < options.size(); ++d)
                best = by[d][t] > by[best][t] ? d : best;
            return best;
        });
    };
    Estimate estimate = decidedBy(predicted);
    if (estimate.standardError)
        estimate.standardError = std::hypot(*estimate.standardError, estimate.value - decidedBy(otherwise).value);
    return estimate;
}

bool ValueOfInformation::isTold(const InformationValue& each) const {
    const double distance =
        studentQuantile(1 - 0.05 / static_cast<double>(std::max<size_t>(1, next.size())), degreesOfFreedom);
    return each.value.value > 0 && each.value.value > distance * each.value.standardError.value_or(0);
}

std::vector<const InformationValue*> ValueOfInformation::things() const {
    std::vector<const InformationValue*> told;
    for (const InformationValue& each : next)
        if (isTold(each))
            told.push_back(&each);
    const double distance = studentQuantile(0.95, degreesOfFreedom);
    const auto saysNoMore = [&](const InformationValue& group, const InformationValue& part) {
        if (part.inputs.size() >= group.inputs.size())
            return false;
        const bool isWithin = std::ranges::all_of(part.inputs, [&](const InputName& input) {
            return std::ranges::find(group.inputs, input.path, &InputName::path) != group.inputs.end();
        });
        const double error = std::hypot(group.value.standardError.value_or(0), part.value.standardError.value_or(0));
        return isWithin && group.value.value - part.value.value <= distance * error;
    };
    std::vector<const InformationValue*> things;
    for (const InformationValue* each : told)
        if (std::ranges::none_of(told, [&](const InformationValue* part) { return saysNoMore(*each, *part); }))
            things.push_back(each);
    return things;
}

Result<ValueOfInformation> valueOfInformation(const Study& study, std::span<const double> npv,
                                              const std::vector<std::vector<double>>& inputValues,
                                              const RunControl& control) {
    const std::vector<std::vector<double>> options{{npv.begin(), npv.end()}, std::vector<double>(npv.size())};
    const SamplerKind kind = study.sampler();
    ValueOfInformation result{
        meanOf(npv, kind), perfectInformation(options, kind), {}, degreesOfError(kind, npv.size())};
    if (!std::isfinite(result.npv.value))
        return tl::unexpected(noNumberError());

    const auto uniforms = drawInputs(study.program, study.options);
    std::vector<std::vector<size_t>> members;
    for (size_t i = 0; i < study.inputs.size(); ++i) {
        members.push_back({i});
        result.next.push_back({study.inputs[i].name.name, {}, {}});
    }
    for (InputGroup& group : inputGroups(study)) {
        members.push_back(std::move(group.inputs));
        result.next.push_back({std::move(group.name), {}, {}});
    }
    const unsigned threads =
        study.options.threads ? study.options.threads : std::max(1U, std::thread::hardware_concurrency());
    std::atomic<size_t> done = 0;
    forEachInParallel(members.size(), threads, control.stop, [&](unsigned, size_t piece) {
        std::vector<KnownColumn> known;
        for (const size_t i : members[piece]) {
            const StudyInput& input = study.inputs[i];
            result.next[piece].inputs.push_back(input.name);
            known.push_back({input.name.isEvent ? inputValues[i] : uniforms[input.column], input.name.isEvent});
        }
        result.next[piece].value = partialInformation(options, known, kind, control.stop);
        if (control.progress)
            control.progress(static_cast<double>(++done) / static_cast<double>(members.size()));
    });
    if (control.stop.stop_requested())
        return tl::unexpected(stoppedError());
    std::ranges::stable_sort(result.next, std::greater<>(), [](const InformationValue& each) {
        return std::isfinite(each.value.value) ? each.value.value : -1;
    });
    return result;
}

} // namespace tributary
