// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"

#include "core/exchange/json.h"
#include "core/exchange/template_texts.h"

#include <fmt/format.h>

namespace tributary {

std::vector<Template> templates() {
    return {
        {"transit", "City bus unit: parts and expert finder",
         "A bus agency restores broken-down buses; a finder for parts and experts shortens the search. Illustrative "
         "numbers, each labelled with what it rests on."}};
}

Result<Model> modelFromTemplate(std::string_view id) {
    std::string known;
    for (const Template& one : templates()) {
        if (one.id == id)
            return readJson(templateText(id));
        known += (known.empty() ? "" : ", ") + one.id;
    }
    return fail(fmt::format("there is no template \"{:.60}\"; there is {}", id, known));
}

} // namespace tributary
