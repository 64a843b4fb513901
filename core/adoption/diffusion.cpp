// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/adoption/diffusion.h"

#include <cassert>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/adoption/diffusion.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/stats/vector_columns-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

/// The share of a stock that moves within `months` at `rate` per month; a rate below 0 is none.
HWY_INLINE Trials movedShare(Trials rate, double months) {
    const Lanes d;
    const auto moved = hn::Sub(hn::Set(d, 1.0), anyExponential(hn::Mul(rate, hn::Set(d, -months))));
    return hn::IfThenElse(hn::Lt(rate, hn::Zero(d)), hn::Set(d, std::numeric_limits<double>::quiet_NaN()), moved);
}

void stepColumns(std::span<const std::span<double>> active, std::span<const DiffusionGroup> groups,
                 std::span<const double> mixing, std::span<const GroupSchedule> schedule, SubSteps steps,
                 std::span<double> workspace) {
    const Lanes d;
    const size_t count = groups.size();
    const size_t trials = active[0].size();
    double* const fill = workspace.data(); // A_h / m_h, a column per group
    double* const leaving = fill + count * trials;
    for (size_t g = 0; g < count; ++g)
        forEachVector(trials, [&](size_t t, auto columns) HWY_ATTR {
            columns.store(movedShare(columns.load(groups[g].delta.data() + t), steps.months), leaving + g * trials + t);
        });
    for (int step = 0; step < steps.count; ++step) {
        for (size_t g = 0; g < count; ++g)
            forEachVector(trials, [&](size_t t, auto columns) HWY_ATTR {
                const auto ceiling = columns.load(groups[g].ceiling.data() + t);
                const auto filled = hn::Div(columns.load(active[g].data() + t), ceiling);
                columns.store(hn::IfThenElse(hn::Eq(ceiling, hn::Zero(d)), hn::Zero(d), filled), fill + g * trials + t);
            });
        for (size_t g = 0; g < count; ++g)
            forEachVector(trials, [&](size_t t, auto columns) HWY_ATTR {
                auto example = hn::Zero(d);
                for (size_t h = 0; h < count; ++h)
                    if (const double weight = mixing[g * count + h]; weight != 0.0)
                        example = hn::MulAdd(hn::Set(d, weight), columns.load(fill + h * trials + t), example);
                const auto byExample = hn::Mul(columns.load(groups[g].q.data() + t), example);
                const auto hazard = hn::MulAdd(columns.load(groups[g].p.data() + t),
                                               columns.load(schedule[g].boost.data() + t), byExample);
                const auto share = columns.load(active[g].data() + t);
                const auto reached =
                    hn::Mul(columns.load(groups[g].ceiling.data() + t), columns.load(schedule[g].reach.data() + t));
                const auto left = hn::Sub(reached, share);
                const auto open = hn::IfThenElse(hn::Lt(left, hn::Zero(d)), hn::Zero(d), left); // NaN stays
                const auto come = hn::MulAdd(open, movedShare(hazard, steps.months), share);
                columns.store(hn::NegMulAdd(share, columns.load(leaving + g * trials + t), come), active[g].data() + t);
            });
    }
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(stepColumns);

void stepPeriod(std::span<const std::span<double>> active, std::span<const DiffusionGroup> groups,
                std::span<const double> mixing, std::span<const GroupSchedule> schedule, SubSteps steps,
                std::span<double> workspace) {
    const size_t count = groups.size();
    if (count == 0)
        return;
    assert(active.size() == count && schedule.size() == count && mixing.size() == count * count);
    assert(workspace.size() >= diffusionWorkspace(count, active[0].size()));
    HWY_DYNAMIC_DISPATCH(stepColumns)(active, groups, mixing, schedule, steps, workspace);
}

} // namespace tributary
#endif
