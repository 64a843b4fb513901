// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/study.h"

#include "core/insight/design.h"
#include "core/model/names.h"
#include "core/model/problem_words.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace tributary {

namespace {

/// What the values of all inputs, and the flows of all periods, are kept of.
constexpr size_t mostTrials = 65'536;

constexpr std::string_view stallEnd = "/stall";

std::string withoutEnd(const std::string& path, std::string_view end) {
    return path.substr(0, path.size() - end.size());
}

std::string eventName(const Model& model, const std::string& eventPath) {
    const std::string of = withoutEnd(eventPath, eventEnd);
    if (of.ends_with(stallEnd))
        return readableName(model, withoutEnd(of, stallEnd)) + ": the roll-out stalls";
    return readableName(model, of.substr(0, of.rfind('/'))) + ": it has no effect";
}

/// The chance of an event at the mean of what it hangs on.
double meanChance(const ProgramInput& event, const std::vector<ProgramInput>& inputs) {
    return event.change(event.chanceOf ? mean(inputs[*event.chanceOf].distributions.back()) : 0);
}

size_t rootOf(std::vector<size_t>& parents, size_t i) {
    while (parents[i] != i)
        i = parents[i] = parents[parents[i]];
    return i;
}

/// Joins what correlations relate, directly or through others. A quantity that the scenario does not read is drawn with
/// those that it is correlated with, and moves them.
std::vector<InputBlock> blocksOf(const Study& study, const std::vector<ProgramInput>& drawn) {
    std::map<std::string, size_t> columnOf;
    for (size_t i = 0; i < drawn.size(); ++i)
        columnOf.emplace(drawn[i].path, i);
    std::vector<size_t> parents(drawn.size());
    std::iota(parents.begin(), parents.end(), size_t{0});
    const auto find = [&](const std::string& path) {
        const auto site = findQuantity(study.model, path);
        const auto found = columnOf.find(site ? site->path : path);
        return found == columnOf.end() ? std::nullopt : std::optional(found->second);
    };
    for (const Correlation& correlation : study.model.correlations()) {
        if (correlation.rho == 0)
            continue;
        const auto& others = correlation.second.empty() ? correlation.first : correlation.second;
        for (const std::string& a : correlation.first)
            for (const std::string& b : others)
                if (const auto first = find(a), second = find(b); first && second)
                    parents[rootOf(parents, *second)] = rootOf(parents, *first);
    }
    std::map<size_t, size_t> blockOf;
    std::vector<InputBlock> blocks;
    for (size_t i = 0; i < study.inputs.size(); ++i) {
        const auto [place, added] = blockOf.try_emplace(rootOf(parents, study.inputs[i].column), blocks.size());
        if (added)
            blocks.emplace_back();
        blocks[place->second].inputs.push_back(i);
    }
    for (size_t column = 0; column < drawn.size(); ++column)
        if (const auto block = blockOf.find(rootOf(parents, column)); block != blockOf.end())
            blocks[block->second].keys.push_back(drawn[column].dimension.key);
    return blocks;
}

} // namespace

Error noNumberError() {
    return {"No trial gives an NPV that is a number: look for a division by zero or a range that leaves a formula's "
            "domain.",
            std::nullopt};
}

SamplerKind Study::sampler() const { return samplerKind(options.sampling); }

Result<Study> makeStudy(const Model& model, const ScenarioId& scenario, const RunOptions& options,
                        const RunControl& control) {
    if (scenario.empty())
        return fail("There is no scenario to explain: add one with an intervention or an override.");
    CompileOptions wanted{.scenarios = {scenario}, .metrics = WantedMetrics::none, .threads = options.threads};
    auto program = compile(model, wanted, control);
    if (!program)
        return tl::unexpected(problemError(model, program.error().front()));
    wanted.detail = Detail::means;
    wanted.corrections = program->corrections();
    auto npvProgram = compile(model, wanted);
    if (!npvProgram)
        return tl::unexpected(problemError(model, npvProgram.error().front()));
    Study study{model, scenario, options, std::move(*program), std::move(*npvProgram), {}, {}};
    study.options.trials = std::clamp<size_t>(options.trials, 1, mostTrials);
    study.options.uniforms.reset();
    const std::vector<ProgramInput> inputs = study.program.inputs();
    for (size_t column = 0; column < inputs.size(); ++column) {
        const ProgramInput& input = inputs[column];
        const bool isEvent = input.path.ends_with(eventEnd);
        if (!isEvent && input.distributions.empty())
            continue; // drawn for those that it is correlated with alone
        StudyInput made{{input.path, readableName(model, input.path), {}, isEvent}, input.dimension, column};
        made.change = input.change;
        made.chanceOf = input.chanceOf;
        if (made.name.isEvent) {
            made.name.name = eventName(model, input.path);
            made.chance = meanChance(input, inputs);
        } else {
            made.quantile.emplace(input.distributions.back()); // the scenario's comes after business as usual's
            if (const auto site = findQuantity(model, input.path))
                made.name.unit = site->unit;
        }
        study.inputs.push_back(std::move(made));
    }
    study.blocks = blocksOf(study, inputs);
    return study;
}

Result<ScenarioResults> runStudy(const Study& study, TrialColumns columns, const RunControl& control) {
    RunOptions options = study.options;
    options.columns = columns;
    auto results = run(study.program, options, control);
    if (!results)
        return tl::unexpected(stoppedError());
    if (results->trialsFailed == results->trials)
        return tl::unexpected(noNumberError());
    return std::move(results->scenarios.front());
}

std::vector<std::vector<double>> inputValues(const Study& study) {
    std::vector<std::vector<double>> columns = drawInputs(study.program, study.options);
    std::map<size_t, const StudyInput*> inputOf; // by column
    for (const StudyInput& input : study.inputs)
        inputOf.emplace(input.column, &input);
    std::vector<std::vector<double>> values;
    for (const StudyInput& input : study.inputs) {
        std::vector<double> column = columns[input.column];
        if (input.quantile)
            input.quantile->fill(column, column);
        const StudyInput* of = input.chanceOf ? inputOf.at(*input.chanceOf) : nullptr;
        for (size_t t = 0; t < column.size(); ++t)
            if (input.quantile)
                column[t] = input.change(column[t]);
            else
                column[t] = column[t] < input.change(of ? (*of->quantile)(columns[of->column][t]) : 0) ? 1 : 0;
        values.push_back(std::move(column));
    }
    return values;
}

} // namespace tributary
