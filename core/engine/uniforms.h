// SPDX-License-Identifier: GPL-3.0-or-later
// The uniform numbers of a block of trials, correlated as the model says. Known to the engine alone.
#pragma once

#include "core/engine/code.h"

#include <stop_token>

namespace tributary {

/// Writes the numbers of `count` trials from firstTrial on: column i of code.uniforms from columns[i * stride] on.
/// Leaves off between two columns once `stop` is asked for.
void fillUniformColumns(const ProgramCode& code, const UniformSource& source, size_t firstTrial, size_t count,
                        std::span<double> columns, size_t stride, const std::stop_token& stop = {});

} // namespace tributary
