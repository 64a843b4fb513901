// SPDX-License-Identifier: GPL-3.0-or-later
// Every row of the published and spreadsheet examples, its inputs read from the row's own text.
#include "core/finance/internal_rate.h"
#include "tests/core/finance/one_series.h"
#include "tests/shared_data.h"

#include <algorithm>
#include <cmath>
#include <regex>

using namespace tributary;
using namespace tributary::test;

namespace {

constexpr auto yearEnd = DiscountConvention::endOfPeriod;

std::vector<double> numbers(const std::string& text) {
    std::vector<double> result;
    static const std::regex number(R"(-?\d+(\.\d+)?)");
    for (std::sregex_iterator it(text.begin(), text.end(), number), end; it != end; ++it)
        result.push_back(std::stod(it->str()));
    return result;
}

/// The flows of a row, period 0 first; a row that says t=1 has nothing there.
std::vector<double> flowsOf(const std::string& inputs) {
    const auto colon = inputs.rfind(':');
    std::vector<double> flows = numbers(colon == std::string::npos ? inputs : inputs.substr(colon + 1));
    std::smatch initial;
    if (std::regex_search(inputs, initial, std::regex("t0=(-?[0-9.]+)")))
        flows.insert(flows.begin(), std::stod(initial[1]));
    else if (inputs.find("t=1") != std::string::npos)
        flows.insert(flows.begin(), 0.0);
    return flows;
}

} // namespace

TEST_CASE("every published and spreadsheet example of npv, irr, mirr and payback comes out") {
    const auto path = sharedData("oracles/finance.csv");
    if (!path)
        return;
    const auto rows = readCsv(*path);
    size_t checked = 0;
    for (size_t i = 1; i < rows.size(); ++i) {
        const std::string& function = rows[i].at(1);
        const std::string& inputs = rows[i].at(2);
        const std::string& expected = rows[i].at(3);
        const std::string& tolerance = rows[i].at(4);
        INFO(rows[i][0] << " " << function << " " << inputs);
        if (function.starts_with("XNPV") || function.starts_with("XIRR"))
            continue; // on calendar dates, which no model has
        ++checked;
        const auto agrees = [&](double got) {
            const double want = std::stod(expected);
            const bool relative = tolerance.find("relative") != std::string::npos;
            CHECK(got == Approx(want).epsilon(0).margin(std::stod(tolerance) * (relative ? std::abs(want) : 1.0)));
        };
        const std::vector<double> named = numbers(function); // rates in the function's text, some in per cent
        if (function == "IRR multiple roots") {
            const auto found = internalRates(flowsOf(inputs), 1.0, yearEnd);
            REQUIRE(found.count() == InternalRateCount::several);
            REQUIRE(found.rates.size() == 2);
            const auto want = numbers(expected);
            CHECK(found.rates[0] == Approx(want[0]).margin(1e-9));
            CHECK(found.rates[1] == Approx(want[1]).margin(1e-9));
            CHECK_FALSE(found.only());
        } else if (function == "IRR none") {
            CHECK(internalRates(flowsOf(inputs), 1.0, yearEnd).count() == InternalRateCount::none);
        } else if (function == "IRR") {
            // X8 has three rates in the range (-87 %, 9 %, 71 %); its source names the one nearest to its first guess
            // of 10 %.
            const auto found = internalRates(flowsOf(inputs), 1.0, yearEnd);
            REQUIRE_FALSE(found.rates.empty());
            CHECK(found.rates.size() == (rows[i][0] == "X8" ? 3 : 1));
            agrees(*std::min_element(found.rates.begin(), found.rates.end(), [&](double a, double b) {
                return std::abs(a - std::stod(expected)) < std::abs(b - std::stod(expected));
            }));
        } else if (function.starts_with("MIRR")) {
            const bool percent = function.find('%') != std::string::npos;
            const double unit = percent ? 0.01 : 1.0;
            const auto rate =
                modifiedInternalRate(named.at(0) * unit, named.at(1) * unit, flowsOf(inputs), 1.0, yearEnd);
            REQUIRE(rate);
            agrees(*rate);
        } else if (function.starts_with("NPV")) {
            std::smatch rate;
            const bool inInputs = std::regex_search(inputs, rate, std::regex("rate=([0-9.]+)"));
            agrees(npv(inInputs ? std::stod(rate[1]) : named.at(0), flowsOf(inputs), 1.0, yearEnd));
        } else if (function.starts_with("discounted payback")) {
            CHECK(wholePayback(flowsOf(inputs), named.at(0)) == std::ceil(std::stod(expected)));
        } else if (function.starts_with("payback")) {
            CHECK(wholePayback(flowsOf(inputs)) == std::ceil(std::stod(expected)));
        } else {
            FAIL("no check for " << function);
        }
    }
    CHECK(checked >= 19);
}
