// SPDX-License-Identifier: GPL-3.0-or-later
// Settings: what holds for the whole model. There is one; its id is empty.
#pragma once

#include "core/base/timeline.h"
#include "core/model/field.h"
#include "core/model/ids.h"
#include "core/model/quantity.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace tributary {

/// When in its period a flow is discounted; one-off flows of period 0 are not.
enum class Discounting { midPeriod, endOfPeriod };
enum class Sampling { sobol, latinHypercube, plain };

template <>
struct EnumNames<PeriodKind> {
    static constexpr std::array<std::string_view, 3> names{"week", "month", "quarter"};
};
template <>
struct EnumNames<Discounting> {
    static constexpr std::array<std::string_view, 2> names{"mid_period", "end_of_period"};
};
template <>
struct EnumNames<Sampling> {
    static constexpr std::array<std::string_view, 3> names{"sobol", "latin_hypercube", "plain"};
};

struct Settings {
    static constexpr std::string_view kind = "settings";

    SettingsId id;
    std::string title = "Untitled model";
    std::string client;
    std::string notes;
    std::string currency = "USD"; ///< three capital letters
    PeriodKind period = PeriodKind::month;
    int periods = 60;
    Date start = Timeline{}.start;
    Quantity discountRate; ///< effective, per year
    Quantity inflation;    ///< per year
    Discounting discounting = Discounting::midPeriod;
    int trials = 4096;
    std::int64_t seed = 20260;
    Sampling sampling = Sampling::sobol;
    std::vector<std::string>
        pins; ///< paths of what stands in the what-if ribbon: quantities and headlines, in their order

    friend bool operator==(const Settings&, const Settings&) = default;
    [[nodiscard]] Timeline timeline() const { return {period, periods, start}; }
    static constexpr auto fields() {
        return std::tuple{words("title", &Settings::title),           words("client", &Settings::client),
                          words("notes", &Settings::notes),           numbers("currency", &Settings::currency),
                          numbers("period", &Settings::period),       numbers("periods", &Settings::periods),
                          numbers("start", &Settings::start),         numbers("discount_rate", &Settings::discountRate),
                          numbers("inflation", &Settings::inflation), numbers("discounting", &Settings::discounting),
                          numbers("trials", &Settings::trials),       numbers("seed", &Settings::seed),
                          numbers("sampling", &Settings::sampling),   words("pins", &Settings::pins)};
    }
};

} // namespace tributary
