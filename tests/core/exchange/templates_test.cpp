// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/json.h"
#include "core/exchange/template_texts.h"
#include "core/exchange/templates.h"
#include "core/model/validate.h"
#include "tests/source_dir.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace tributary;

TEST_CASE("every template that is listed makes a model, and its file is as the program writes it") {
    REQUIRE_FALSE(templates().empty());
    for (const Template& one : templates()) {
        INFO(one.id);
        CHECK_FALSE(one.name.empty());
        CHECK_FALSE(one.description.empty());
        const auto model = modelFromTemplate(one.id);
        INFO((model ? "" : model.error().message));
        REQUIRE(model);
        CHECK(writeJson(*model) == templateText(one.id));
        std::ifstream in(test::sourceDir() / "resources/templates" / (one.id + ".json"));
        std::stringstream text;
        text << in.rdbuf();
        CHECK(text.str() == templateText(one.id));
    }
}

TEST_CASE("the templates are offered in the order of the built-in cases") {
    std::vector<std::string> ids;
    for (const Template& one : templates())
        ids.push_back(one.id);
    CHECK(ids == std::vector<std::string>{"transit", "call-centre", "service-desk", "special-terms", "missed-delivery",
                                          "failed-test", "consulting"});
}

TEST_CASE("no template raises a problem of any severity") {
    for (const Template& one : templates()) {
        const auto model = modelFromTemplate(one.id);
        REQUIRE(model);
        for (const Problem& problem : validate(*model)) {
            INFO(one.id << " " << problem.subject << ": " << problem.message << " " << problem.action);
            CHECK(false);
        }
    }
}

TEST_CASE("an unknown template is refused with the names of those there are") {
    const auto model = modelFromTemplate("moon");
    REQUIRE_FALSE(model);
    CHECK_THAT(model.error().message, Catch::Contains("moon") && Catch::Contains("transit"));
}

TEST_CASE("the transit case has the ids of its description") {
    const auto model = modelFromTemplate("transit");
    REQUIRE(model);
    CHECK(model->metrics().size() == 22);
    for (const char* id : {"F1", "F2", "F2a", "F2b", "F2c", "F3", "F4", "O1", "O2", "O3", "O4",
                           "O5", "O6", "O7",  "O8",  "L1",  "L2", "L3", "L4", "L5", "L6", "L7"})
        CHECK(model->metrics().contains(MetricId(id)));
    for (const char* id : {"eps_miss", "c_miss", "prem", "real", "gamma", "oneoff_mult", "fleet", "distance_per_bus"})
        CHECK(model->inputs().contains(InputId(id)));
    for (const char* id : {"mt", "pt", "pr"})
        CHECK(model->groups().contains(GroupId(id)));
    CHECK(model->processes().contains(ProcessId("restore")));
    CHECK(model->interventions().contains(InterventionId("parts-exchange")));
    CHECK(model->scenarios().contains(ScenarioId("parts-exchange")));
    CHECK(model->scenarios().contains(ScenarioId("more-stock")));
}
