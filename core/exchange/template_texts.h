// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON texts that are part of the library: the templates, and the catalogue of interventions. Their source file is
// made from resources/templates and resources/evidence when the library is built.
#pragma once

#include <string_view>

namespace tributary {

/// Returns the JSON of the file ID.json; empty where there is none.
[[nodiscard]] std::string_view templateText(std::string_view id);

} // namespace tributary
