// SPDX-License-Identifier: GPL-3.0-or-later
// CostLine: one line of what an intervention or a scenario costs. Costs are positive.
#pragma once

#include "core/model/evidence.h"
#include "core/model/ids.h"
#include "core/model/parameter.h"

#include <optional>

namespace tributary {

enum class CostTiming { once, everyPeriod };
/// What the amount is multiplied by: nothing, the headcount of the target groups, or the active users of the period.
enum class CostBasis { fixed, perSeat, perActiveUser };

template <>
struct EnumNames<CostTiming> {
    static constexpr std::array<std::string_view, 2> names{"once", "every_period"};
};
template <>
struct EnumNames<CostBasis> {
    static constexpr std::array<std::string_view, 3> names{"fixed", "per_seat", "per_active_user"};
};

struct CostLine {
    CostId id;
    std::string name;
    CostTiming timing = CostTiming::everyPeriod;
    CostBasis basis = CostBasis::fixed;
    int from = 0;                         ///< period of a one-off cost, or first of a recurrent one; 0 is the start
    int to = 0;                           ///< last period of a recurrent cost; 0: to the end
    std::optional<Parameter> amount;      ///< money (per time), or time (per time) where there is an hourly rate
    std::optional<Parameter> hourlyRate;  ///< currency/hour
    std::optional<Parameter> overrun;     ///< a multiplier; 1 where empty
    std::optional<Parameter> realisation; ///< share that is money; 100 % where empty
    bool inflated = true;
    bool hard = true; ///< cash that leaves a ledger, as against people's time
    Evidence evidence;

    friend bool operator==(const CostLine&, const CostLine&) = default;
    static constexpr auto fields() {
        return std::tuple{told("name", &CostLine::name),
                          numbers("timing", &CostLine::timing),
                          numbers("basis", &CostLine::basis),
                          numbers("from", &CostLine::from),
                          numbers("to", &CostLine::to),
                          numbers("amount", &CostLine::amount),
                          numbers("hourly_rate", &CostLine::hourlyRate),
                          numbers("overrun", &CostLine::overrun),
                          numbers("realisation", &CostLine::realisation),
                          numbers("inflated", &CostLine::inflated),
                          numbers("hard", &CostLine::hard),
                          words("evidence", &CostLine::evidence)};
    }
};

} // namespace tributary
