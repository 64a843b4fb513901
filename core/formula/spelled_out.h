// SPDX-License-Identifier: GPL-3.0-or-later
// Spelled out: what people type short in the words that quantities and units are read in. A pure function.
#pragma once

#include <string>
#include <string_view>

namespace tributary {

/// Writes money and times in full: `5 M$/year` and `$5M/year` are `5000000 USD/year`, `$1,200` and
/// `USD 1,200` are `1200 USD`, `1/2/3 kEUR` and `1k/2k/3k EUR` are `1000/2000/3000 EUR`, `8/10 hrs` and `8/10h` are
/// `8/10 hour`, `5k USD` is `5000 USD`. What is not of that kind stays as it is, `20% ± 5%` and the name in
/// `data(NAME)` too.
[[nodiscard]] std::string spelledOut(std::string_view value);

/// The length of a sign of money at a place of a text: `$`, the euro's or the pound's; 0 where there is none.
[[nodiscard]] std::size_t moneySignAt(std::string_view text, std::size_t position);

} // namespace tributary
