// SPDX-License-Identifier: GPL-3.0-or-later
// What the plain instructions do to one trial: the same rule for constants at compile time and columns at run time.
#pragma once

#include "core/engine/code.h"

#include <cmath>

namespace tributary {

/// Calls `use` with the scalar function (a, b, c) -> result of a plain opcode; returns whether it is one.
template <class Use>
bool withArithmetic(Opcode opcode, Use&& use) {
    switch (opcode) {
    case Opcode::negate:
        use([](double a, double, double) { return -a; });
        return true;
    case Opcode::add:
        use([](double a, double b, double) { return a + b; });
        return true;
    case Opcode::subtract:
        use([](double a, double b, double) { return a - b; });
        return true;
    case Opcode::multiply:
        use([](double a, double b, double) { return a * b; });
        return true;
    case Opcode::divide:
        use([](double a, double b, double) { return a / b; });
        return true;
    case Opcode::power:
        use([](double a, double b, double) { return std::pow(a, b); });
        return true;
    case Opcode::less:
        use([](double a, double b, double) { return a < b ? 1.0 : 0.0; });
        return true;
    case Opcode::lessOrEqual:
        use([](double a, double b, double) { return a <= b ? 1.0 : 0.0; });
        return true;
    case Opcode::greater:
        use([](double a, double b, double) { return a > b ? 1.0 : 0.0; });
        return true;
    case Opcode::greaterOrEqual:
        use([](double a, double b, double) { return a >= b ? 1.0 : 0.0; });
        return true;
    case Opcode::equal:
        use([](double a, double b, double) { return a == b ? 1.0 : 0.0; });
        return true;
    case Opcode::notEqual:
        use([](double a, double b, double) { return a != b ? 1.0 : 0.0; });
        return true;
    case Opcode::minimum: // a NaN must come through, whichever side it is on
        use([](double a, double b, double) { return a < b || std::isnan(a) ? a : b; });
        return true;
    case Opcode::maximum:
        use([](double a, double b, double) { return a > b || std::isnan(a) ? a : b; });
        return true;
    case Opcode::absolute:
        use([](double a, double, double) { return std::fabs(a); });
        return true;
    case Opcode::squareRoot:
        use([](double a, double, double) { return std::sqrt(a); });
        return true;
    case Opcode::exponential:
        use([](double a, double, double) { return std::exp(a); });
        return true;
    case Opcode::naturalLogarithm:
        use([](double a, double, double) { return std::log(a); });
        return true;
    case Opcode::decimalLogarithm:
        use([](double a, double, double) { return std::log10(a); });
        return true;
    case Opcode::round:
        use([](double a, double, double) { return std::round(a); });
        return true;
    case Opcode::floor:
        use([](double a, double, double) { return std::floor(a); });
        return true;
    case Opcode::ceiling:
        use([](double a, double, double) { return std::ceil(a); });
        return true;
    case Opcode::select:
        use([](double a, double b, double c) { return a != 0 ? b : c; });
        return true;
    case Opcode::ratio:
        use([](double a, double b, double) { return a == b ? 1.0 : a / b; });
        return true;
    default:
        return false;
    }
}

} // namespace tributary
