// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/problem_words.h"

#include "core/model/quantity_path.h"

namespace tributary {

Error problemError(const Model& model, const Problem& problem) {
    Problem said = problem;
    const auto entity = entityOf(problem.subject);
    said.subject = entity && exists(model, *entity) ? readableName(model, pathOf(*entity)) : std::string();
    if (said.message.find(said.subject) != std::string::npos)
        said.subject.clear();
    return problemError(said);
}

} // namespace tributary
