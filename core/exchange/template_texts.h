// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON texts of the templates. Their source file is made from resources/templates when the library is built.
#pragma once

#include <string_view>

namespace tributary {

/// Returns the JSON of the template whose file is ID.json; empty where there is none.
[[nodiscard]] std::string_view templateText(std::string_view id);

} // namespace tributary
