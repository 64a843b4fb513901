// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/tornado.h"

#include "core/insight/design.h"

#include <algorithm>
#include <cmath>

namespace tributary {

namespace {

constexpr double lowShare = 0.1;
constexpr double highShare = 0.9;
constexpr double happens = 1e-9; ///< below any chance worth a name
constexpr double doesNot = 1 - 1e-9;

double width(const TornadoBar& bar) {
    const double difference = std::abs(bar.npvHigh - bar.npvLow);
    return std::isfinite(difference) ? difference : -1;
}

} // namespace

Result<Tornado> tornado(const Study& study, const RunControl& control) {
    std::vector<std::vector<Hold>> points(1);
    for (const StudyInput& input : study.inputs) {
        points.push_back({{input.dimension.key, input.name.isEvent ? happens : lowShare}});
        points.push_back({{input.dimension.key, input.name.isEvent ? doesNot : highShare}});
    }
    const auto design = std::make_shared<const HeldDesign>(std::make_shared<const MedianUniforms>(), 1, points);
    const auto npv = npvOf(study, design, design->trials(), control);
    if (!npv)
        return tl::unexpected(npv.error());
    Tornado result;
    result.base = npv->front();
    if (!std::isfinite(result.base))
        return fail("With every input at its median the NPV is no number: look for a division by zero or a range that "
                    "leaves a formula's domain.");
    for (size_t i = 0; i < study.inputs.size(); ++i) {
        const StudyInput& input = study.inputs[i];
        result.bars.push_back({input.name, input.quantile ? input.at(lowShare) : 1.0,
                               input.quantile ? input.at(highShare) : 0.0, input.chance, (*npv)[2 * i + 1],
                               (*npv)[2 * i + 2]});
    }
    std::ranges::stable_sort(result.bars, std::greater<>(), width);
    return result;
}

} // namespace tributary
