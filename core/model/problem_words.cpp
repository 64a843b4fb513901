// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/problem_words.h"

#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <cmath>

namespace tributary {

Error problemError(const Model& model, const Problem& problem) {
    Problem said = problem;
    const auto entity = entityOf(problem.subject);
    said.subject = entity && exists(model, *entity) ? readableName(model, pathOf(*entity)) : std::string();
    if (said.message.find(said.subject) != std::string::npos)
        said.subject.clear();
    return problemError(said);
}

std::string withThousands(double number) {
    std::string text = fmt::format("{:.0f}", std::abs(number));
    for (size_t at = text.size(); at > 3; at -= 3)
        text.insert(at - 3, 1, ',');
    return number < 0 && text != "0" ? "-" + text : text;
}

} // namespace tributary
