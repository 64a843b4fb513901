// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"

#include "core/exchange/json.h"
#include "core/exchange/template_texts.h"

#include <fmt/format.h>

namespace tributary {

std::vector<Template> templates() {
    return {{"transit", "City bus unit: parts and expert finder",
             "A finder for parts and experts gets broken-down buses back into service sooner."},
            {"call-centre", "Call centre: customer churn",
             "Customers who must call again leave sooner; shared answers solve more at once."},
            {"service-desk", "Service desk: knowledge sharing",
             "Users find known errors by themselves; the tickets that remain are the hard ones."},
            {"special-terms", "Special terms: sales exceptions",
             "Deals that no policy covers wait for approvers; a room with precedents hurries them."},
            {"missed-delivery", "Missed delivery: supply chain disruption",
             "A part does not come and a line may stop; one room with the supplier finds a way out."},
            {"failed-test", "Failed test: product development",
             "A late failure delays a product; lessons of others avoid it or find its cause sooner."},
            {"consulting", "Consulting firm: revenue and contacts",
             "Teams that reach out earn more; what a network is worth hangs on how much is cause."}};
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
