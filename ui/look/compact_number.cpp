// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/compact_number.h"

#include "ui/look/number_words.h"

#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

QString compactNumber(double value) {
    constexpr double fewestMillions = 1e7; // below, all digits are as short
    constexpr double mostMillions = 1e11;
    const double size = std::abs(value);
    if (!std::isfinite(value) || size < fewestMillions)
        return threeDigits(value);
    return size < mostMillions ? withUnit(threeDigits(value / 1e6), u"M"_s) : QString::number(value, 'e', 2);
}

} // namespace tributary::ui
