// SPDX-License-Identifier: GPL-3.0-or-later
// Templates: the cases that come with the program. Their JSON (resources/templates) is part of the library; a new one
// is named in the list of CMakeLists.txt and in templates(). Thread-safe.
#pragma once

#include "core/base/result.h"
#include "core/model/model.h"

#include <string>
#include <string_view>
#include <vector>

namespace tributary {

struct Template {
    std::string id;
    std::string name;
    std::string description; ///< one sentence
};

/// Lists the templates, in the order in which they are offered.
[[nodiscard]] std::vector<Template> templates();

/// Makes a model from the template `id`; an unknown id is an error that names those there are.
[[nodiscard]] Result<Model> modelFromTemplate(std::string_view id);

} // namespace tributary
