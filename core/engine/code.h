// SPDX-License-Identifier: GPL-3.0-or-later
// ProgramCode: a flat list of instructions over registers. A register is a column of a tile's trials; each is written
// by one instruction, after those it reads. What does not depend on the period stands in `prologue` and runs once a
// tile. Known to the engine alone.
#pragma once

#include "core/adoption/response.h"
#include "core/engine/aligned_columns.h"
#include "core/engine/network_registers.h"
#include "core/engine/program.h"
#include "core/process/network_analysis.h"
#include "core/stats/correlation.h"
#include "core/stats/quantile_function.h"
#include "core/stats/uniform_source.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tributary {

enum class Opcode : std::uint8_t {
    constant, ///< `value`
    draw,     ///< quantile of uniform column `index`, by function `second`
    event,    ///< 1 where uniform column `index` is below register a
    noise,    ///< standard normal numbers of stream `index`, anew each period
    negate,
    add,
    subtract,
    multiply,
    divide,
    power,
    less,
    lessOrEqual,
    greater,
    greaterOrEqual,
    equal,
    notEqual,
    minimum,
    maximum,
    absolute,
    squareRoot,
    exponential,
    naturalLogarithm,
    decimalLogarithm,
    round,
    floor,
    ceiling,
    select,        ///< b where a is not 0, else c
    ratio,         ///< a / b, and 1 where both are the same number
    grow,          ///< (1 + a)^y, y the middle of the period in years; 1 in period 0
    discount,      ///< (1 + a)^-y, y when a flow of the period falls, in years
    lagRate,       ///< 1 - e^(-dt / a), a in months
    smooth,        ///< first-order lag of a at rate b, from `value` in period 0
    delayed,       ///< register a of `index` periods ago, `value` before period 1
    window,        ///< a in the periods `index` to `second`, else 0
    fromPeriodOne, ///< b in period 0, a afterwards
    bothSides,     ///< a^w b^(1-w), w = `value`
    response,      ///< curve `index` (a ResponseShape) at active share a, parameter b, midpoint c
    active,        ///< active share of group `second` of roll-out `index`
    solve,         ///< network `index`; writes its outputs to `out` and the registers after it
    // What fuse() puts in the place of several of those above:
    scale,              ///< a * `value`
    offset,             ///< a + `value`
    multiplyAdd,        ///< a * b + `value`
    powerProduct,       ///< product of the powers `index` to `index + second` of `factors`
    smoothPowerProduct, ///< first-order lag of that product at rate b, from `value` in period 0
    schedule,           ///< the number of the period in schedule `index`
    recall              ///< recorded column `index`: of the trial, or with `second` 1 of the trial and period
};

/// Counts the registers among a, b and c that an instruction of this kind reads; solve and powers read others.
[[nodiscard]] int operandsOf(Opcode opcode);

struct Instruction {
    Opcode opcode = Opcode::constant;
    Register out = 0;
    Register a = 0;
    Register b = 0;
    Register c = 0;
    std::uint32_t index = 0;
    std::uint32_t second = 0;
    double value = 0;
};

/// A factor of a product of powers: base^exponent, or (base * slope + offset)^exponent. That sum is then the value of
/// register `sum`, which is added up where that is asked for, but stands in no column.
struct PowerFactor {
    Register base = 0;
    Register exponent = 0;
    bool isAffine = false;
    Register slope = 0;
    Register sum = 0;
    double offset = 0;

    template <class Visit>
    void forEachRegister(Visit&& visit) {
        visit(base);
        visit(exponent);
        if (isAffine) {
            visit(slope);
            visit(sum);
        }
    }
};

/// What an output is of a register: factor * r + constant.
struct AffineOutput {
    Register r = 0;
    double factor = 1;
    double constant = 0;
};

/// The roll-out of one intervention; stepped at the start of each period.
struct Rollout {
    AdoptionForm form = AdoptionForm::multiGroupBass;
    int start = 1;
    struct Group {
        Register p = 0;
        Register q = 0;
        Register abandonment = 0;
        Register ceiling = 0;        ///< share of headcount
        Register initial = 0;        ///< share of headcount
        std::vector<Register> reach; ///< by period of the roll-out, from its first
        std::vector<Register> boost;
        Register active = 0; ///< its active share, which stands from one period to the next

        template <class Visit>
        void forEachRegister(Visit&& visit) {
            for (Register* r : {&p, &q, &abandonment, &ceiling, &initial, &active})
                visit(*r);
            for (auto* list : {&reach, &boost})
                for (Register& r : *list)
                    visit(r);
        }
    };
    std::vector<Group> groups;
    std::vector<double> mixing; ///< row-stochastic, groups x groups, row by row
};

/// One process map with the registers that its parameters stand in; solved anew each period.
struct Network {
    ProcessId process;
    std::shared_ptr<const NetworkPlan> plan;
    NetworkRegisters inputs;
    std::vector<NetworkMeasure> outputs; ///< in the registers after the first, which holds the overload flag
};

/// One uncertain quantity or event: a dimension of the sampler.
struct UniformColumn {
    std::string path;
    Dimension dimension;
    AffineChange change{};                   ///< of a draw, by the scenario's override; of an event: its chance
    std::optional<std::uint32_t> chanceOf{}; ///< column of the quantity that an event's chance is drawn from
};

/// Uniform columns that are correlated with each other.
struct CorrelatedColumns {
    std::vector<std::uint32_t> columns;
    GaussianCopula copula;
};

/// The flows of one scenario and what is worked out from them.
struct ScenarioCode {
    ScenarioId id;
    std::string name;
    Register benefit = 0; ///< of a period, nominal
    Register cost = 0;
    Register hardBenefit = 0;
    Register hardCost = 0;
    Register discount = 0; ///< factor of the period
    std::vector<Register> stalls;
    struct Benefit {
        MetricId metric;
        Register flow = 0;
    };
    std::vector<Benefit> benefits;
    struct MetricOutput {
        MetricResults description; ///< without its summaries
        AffineOutput bau;
        AffineOutput with;
    };
    std::vector<MetricOutput> metrics;
    struct ActiveOutput {
        AdoptionResults description;
        Register active = 0;
    };
    std::vector<ActiveOutput> adoption;
    struct ShareOutput {
        EffectResults description;
        Register share = 0;
    };
    std::vector<ShareOutput> effects;

    /// The registers whose columns are read whatever is wanted of metrics.
    template <class Visit>
    void forEachColumn(Visit&& visit) {
        for (Register* r : {&benefit, &cost, &hardBenefit, &hardCost, &discount})
            visit(*r);
        for (Register& stall : stalls)
            visit(stall);
        for (Benefit& one : benefits)
            visit(one.flow);
        for (ActiveOutput& one : adoption)
            visit(one.active);
        for (ShareOutput& effect : effects)
            visit(effect.share);
    }

    template <class Visit>
    void forEachOutput(Visit&& visit) {
        for (MetricOutput& metric : metrics) {
            visit(metric.bau);
            visit(metric.with);
        }
    }

    template <class Visit>
    void forEachRegister(Visit&& visit) {
        forEachColumn(visit);
        forEachOutput([&](AffineOutput& output) { visit(output.r); });
    }
};

/// Columns of a run that another run recalls.
struct Recording {
    size_t trials = 0;  ///< whole eights
    size_t periods = 0; ///< 0 to n
    std::vector<AlignedColumns> once;
    std::vector<AlignedColumns> eachPeriod; ///< period after period

    [[nodiscard]] const double* column(const Instruction& recall, int period, size_t trial) const {
        if (recall.second == 0)
            return once[recall.index].get() + trial;
        return eachPeriod[recall.index].get() + static_cast<size_t>(period) * trials + trial;
    }
};

struct ProgramCode {
    Timeline timeline;
    std::string currency;
    Discounting discounting = Discounting::midPeriod;
    Uncertainty uncertainty = Uncertainty::sampled;
    Detail detail = Detail::full;
    size_t registers = 0;
    std::vector<Instruction> prologue;
    std::vector<Instruction> body; ///< once for each period, 0 to n
    std::vector<PowerFactor> factors;
    std::vector<std::vector<double>> schedules; ///< by period, 0 to n
    std::vector<Rollout> rollouts;
    std::vector<Network> networks;
    std::vector<UniformColumn> uniforms;
    std::vector<CorrelatedColumns> correlated;
    std::vector<QuantileFunction> quantiles;
    std::vector<std::uint64_t> noiseStreams;
    std::vector<ScenarioCode> scenarios;
    std::vector<std::string> notes;
    std::shared_ptr<const CycleTimeCorrections> corrections; ///< of the maps that are measured; null in parts
    std::shared_ptr<const Recording> recording;              ///< what `recall` reads; null where nothing does

    /// Counts the columns that one period reads or writes.
    [[nodiscard]] size_t columnsOfPeriod() const;
    /// Years from the start to the middle of a period, in which rates have grown.
    [[nodiscard]] double growthYears(int period) const;
    /// Years from the start to when a flow of a period falls.
    [[nodiscard]] double discountYears(int period) const;
};

} // namespace tributary
