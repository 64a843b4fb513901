// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the parser of formulas and checks its laws: print and read again, rename, evaluate, check units.
#include "core/formula/parser.h"
#include "core/formula/unit_check.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace tributary;

namespace {

void require(bool law) {
    if (!law)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(bytes), size);
    if (const auto unit = parseUnit(text)) {
        const auto again = parseUnit(format(*unit));
        require(again && *again == *unit);
    }
    const auto expression = parseFormula(text);
    if (!expression) {
        const auto& range = expression.error().range;
        require(range && range->begin <= range->end && range->end <= size);
        return 0;
    }
    if (size > longestFormula)
        return 0;
    const auto again = parseFormula(format(*expression));
    require(again && *again == *expression);
    static_cast<void>(evaluate(*expression, [](std::string_view) { return 2.0; }));
    const Unit unit = *parseUnit("hour");
    static_cast<void>(checkUnits(
        *expression, [&](std::string_view) { return &unit; }, unit));
    if (!expression->references().empty()) {
        const auto renamed = parseFormula(renameReference(text, expression->references().front(), "a new ] name"));
        require(renamed && renamed->nodes().size() == expression->nodes().size());
    }
    return 0;
}
