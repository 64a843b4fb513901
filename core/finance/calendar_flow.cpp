// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/finance/calendar_flow.h"

#include <vector>

namespace tributary {

namespace {

constexpr double daysPerYear = 365.0;

std::vector<DatedFlow> dated(std::span<const CalendarFlow> flows) {
    std::vector<DatedFlow> result;
    result.reserve(flows.size());
    for (const CalendarFlow& flow : flows) {
        const auto days = std::chrono::sys_days(flow.date) - std::chrono::sys_days(flows.front().date);
        result.push_back({static_cast<double>(days.count()) / daysPerYear, flow.amount});
    }
    return result;
}

} // namespace

double xnpv(double rate, std::span<const CalendarFlow> flows) { return npv(rate, dated(flows)); }

InternalRates xirr(std::span<const CalendarFlow> flows) { return internalRates(dated(flows)); }

} // namespace tributary
