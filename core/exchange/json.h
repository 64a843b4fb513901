// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON form of a model: complete (reading what was written gives an equal model), stable in order, readable in a
// diff, quantities as typed. Any text may be read: wrong types, unknown names and hostile nesting become an Error.
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <string>
#include <string_view>

namespace tributary {

[[nodiscard]] std::string writeJson(const Model& model);

/// Reads a model; the message names the place, as in `metrics[3].estimate`.
[[nodiscard]] Result<Model> readJson(std::string_view text);

/// SHA-256 of the model's JSON form, 64 hexadecimal digits.
[[nodiscard]] std::string fingerprint(const Model& model);

} // namespace tributary
