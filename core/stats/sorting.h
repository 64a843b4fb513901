// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace tributary {

/// Sorts finite numbers, rising, by vectors of the machine; of infinities it would make numbers.
void sortFinite(std::span<double> numbers);

} // namespace tributary
