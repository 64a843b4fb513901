// SPDX-License-Identifier: GPL-3.0-or-later
// The edit that leads from one model to another.
#pragma once

#include "core/model/edit.h"

namespace tributary {

/// The edit that makes `to` of `from`; empty where they are the same. It has no label.
[[nodiscard]] Edit editBetween(const Model& from, const Model& to);

} // namespace tributary
