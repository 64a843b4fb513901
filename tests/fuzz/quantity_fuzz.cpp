// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the parsers of quantities, parameters and overrides and checks that what reads once reads again.
#include "core/model/override_value.h"
#include "core/model/parameter.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tributary;

namespace {

void require(bool law) {
    if (!law)
        std::abort();
}

void requireInside(const Error& error, std::size_t size) {
    require(error.range && error.range->begin <= error.range->end && error.range->end <= size);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    if (const auto quantity = Quantity::parse(text)) {
        require(quantity->text() == text);
        const auto again = Quantity::parse(quantity->text());
        require(again && *again == *quantity && again->distribution() == quantity->distribution());
        if (!quantity->data())
            require(std::isfinite(quantile(quantity->distribution(), 0.5)));
        static_cast<void>(distributionIn(*quantity, *parseUnit("hour")));
    } else {
        requireInside(quantity.error(), size);
    }
    if (const auto parameter = Parameter::parse(text))
        require(parameter->text() == text && *Parameter::parse(parameter->text()) == *parameter);
    else
        requireInside(parameter.error(), size);
    if (const auto value = OverrideValue::parse(text))
        require(value->text == text);
    else
        requireInside(value.error(), size);
    return 0;
}
