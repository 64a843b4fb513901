// SPDX-License-Identifier: GPL-3.0-or-later
// Value of information: what it would be worth to know an input, or everything, before deciding; in money. An option is
// a column of its NPV by trial; doing nothing is a column of zeros. Pure functions.
#pragma once

#include "core/insight/study.h"

#include <span>

namespace tributary {

using Options = std::span<const std::vector<double>>;

/// What is known of an input in each trial.
struct KnownColumn {
    std::span<const double> values; ///< its uniform numbers, or 1 and 0 for an event
    bool isEvent = false;
};

/// Estimates the expected value of perfect information: the mean of the best option in each trial, less the option that
/// is best on the average. Trials with a NaN in any option are left out.
[[nodiscard]] Estimate perfectInformation(Options options, SamplerKind kind);

/// With fewer trials that give a number the errors of 8 scrambles are too rough to tell what knowing is worth.
inline constexpr size_t fewestForInformation = 128;

/// Estimates the expected value of knowing some inputs (Strong, Oakley and Brennan 2014): each option's NPV is
/// regressed on them (crossFitted()), and deciding by what is predicted is held against deciding by the averages. Every
/// eighth of the trials is decided by a regression on the others, so noise is never taken for knowledge; at least 0.
/// The error counts what the next best regression gives differently. No value with fewer than 128 trials, or where
/// it was stopped.
[[nodiscard]] Estimate partialInformation(Options options, std::span<const KnownColumn> known, SamplerKind kind,
                                          const std::stop_token& stop = {});

/// What knowing an input, or a named group of them, would be worth.
struct InformationValue {
    std::string name;
    std::vector<InputName> inputs; ///< one, or those of a group
    Estimate value;                ///< money
};

struct ValueOfInformation {
    Estimate npv;                       ///< its mean; the scenario is the better choice where it is above zero
    Estimate perfect;                   ///< knowing everything
    std::vector<InformationValue> next; ///< what to measure next: inputs and groups, the most valuable first
    double degreesOfFreedom = Sampler::scrambles - 1; ///< of their errors

    /// Whether one of `next` can be told from nothing, at 95 % for all of them together (Student's t, Bonferroni): of
    /// hundreds that are worth nothing some are far off by chance.
    [[nodiscard]] bool isTold(const InformationValue& each) const;

    /// What is worth measuring, each thing once, the most valuable first: those of `next` that can be told from
    /// nothing, without a group that is worth no more than one of its inputs, or a smaller group of them, as far as can
    /// be told.
    [[nodiscard]] std::vector<const InformationValue*> things() const;
};

/// Values the information in a study's inputs, one by one and by groups that belong together (adoption, effects and
/// costs of an intervention, links, metrics, each process), for the choice between its scenario and doing nothing; over
/// the trials of runStudy(), whose NPV and input values are given.
[[nodiscard]] Result<ValueOfInformation> valueOfInformation(const Study& study, std::span<const double> npv,
                                                            const std::vector<std::vector<double>>& inputValues,
                                                            const RunControl& control = {});

} // namespace tributary
