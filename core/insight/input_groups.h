// SPDX-License-Identifier: GPL-3.0-or-later
// Input groups: inputs of a study that belong together and would be measured together. Pure function.
#pragma once

#include "core/insight/study.h"

namespace tributary {

struct InputGroup {
    std::string name;           ///< "Parts exchange: adoption"
    std::vector<size_t> inputs; ///< at least two, by index
};

/// Groups the inputs by what they say of: the adoption, each effect, all effects and the costs of an intervention, the
/// costs of a scenario, each process, the links, the metrics, the groups of people.
[[nodiscard]] std::vector<InputGroup> inputGroups(const Study& study);

} // namespace tributary
