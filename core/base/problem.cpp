// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/problem.h"

namespace tributary {

Error problemError(const Problem& problem) {
    std::string text = problem.subject.empty() ? problem.message : problem.subject + ": " + problem.message;
    if (!text.ends_with('.'))
        text += '.';
    return {problem.action.empty() ? text : text + ' ' + problem.action, std::nullopt};
}

} // namespace tributary
