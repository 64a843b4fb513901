// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/entity_json.h"
#include "tests/core/model/random_entity.h"

#include <catch2/catch.hpp>

using namespace tributary;

namespace {

template <class Entity>
std::string refusal(std::string_view text) {
    const auto entity = fromJsonText<Entity>(text);
    REQUIRE_FALSE(entity);
    return entity.error().message;
}

} // namespace

TEST_CASE("every kind of entity reads back as it was written") {
    test::RandomEntities random(7);
    for (int round = 0; round < 100; ++round)
        forEachEntityType([&]<class Entity>() {
            const auto entity = random.make<Entity>();
            const std::string text = toJsonText(entity);
            const auto back = fromJsonText<Entity>(text);
            INFO(Entity::kind << " " << text << (back ? "" : " " + back.error().message));
            REQUIRE(back);
            CHECK(*back == entity);
            CHECK(toJsonText(*back) == text);
        });
}

TEST_CASE("changes read back as they were written") {
    test::RandomEntities random(8);
    for (int round = 0; round < 50; ++round) {
        std::vector<Change> changes;
        for (size_t i = random.pick(6); i > 0; --i)
            changes.push_back(random.change());
        const std::string text = writeChanges(changes);
        const auto back = readChanges(text);
        INFO(text << (back ? "" : back.error().message));
        REQUIRE(back);
        CHECK(*back == changes);
    }
}

TEST_CASE("members at their default are left out") {
    Metric metric;
    metric.id = MetricId("L2");
    CHECK(toJsonText(metric) == R"({"id":"L2"})");
    metric.estimate = *Quantity::parse("10/20/36");
    metric.evidence.grade = Grade::d;
    CHECK(toJsonText(metric) == R"({"id":"L2","estimate":"10/20/36","evidence":{"grade":"D"}})");
}

TEST_CASE("a plain number stands for a quantity, a parameter or an override that is set") {
    CHECK(fromJsonText<Metric>(R"({"id":"L2","estimate":-12.5})")->estimate->text() == "-12.5");
    CHECK(fromJsonText<Link>(R"({"id":"l","elasticity":2})")->elasticity->text() == "2");
    const auto scenario =
        fromJsonText<Scenario>(R"({"id":"s","overrides":[{"path":"metric/L1/estimate","value":-3}]})");
    REQUIRE(scenario);
    CHECK(scenario->overrides[0].value.kind == OverrideValue::Kind::set);
}

TEST_CASE("what is wrong is said with its place") {
    using Catch::Contains;
    using Catch::StartsWith;
    CHECK_THAT(refusal<Metric>(R"({"name":"no id"})"), Contains("id is missing"));
    CHECK_THAT(refusal<Metric>(R"({"id":"a/b"})"), StartsWith("id: ") && Contains("a/b"));
    CHECK_THAT(refusal<Metric>(R"({"id":""})"), Contains("empty"));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","colour":"red"})"), Contains("unknown key \"colour\""));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","estimate":"ten"})"), StartsWith("estimate: ") && Contains("ten"));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","estimate":null})"), StartsWith("estimate: ") && Contains("null"));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","level":"top"})"), StartsWith("level: ") && Contains("operating"));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","position":1.5})"), StartsWith("position: ") && Contains("whole number"));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","position":3000000000})"), StartsWith("position: "));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","counts":"yes"})"), StartsWith("counts: ") && Contains("true or false"));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","name":7})"), StartsWith("name: ") && Contains("quotes"));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","evidence":[]})"), StartsWith("evidence: ") && Contains("object"));
    CHECK_THAT(refusal<Metric>("[]"), Contains("object"));
    CHECK_THAT(refusal<Settings>(R"({"start":"2027-02-30"})"), StartsWith("start: ") && Contains("2027-02-30"));
    CHECK_THAT(refusal<Settings>(R"({"start":"+027-02-03"})"), StartsWith("start: "));
    CHECK_THAT(refusal<Settings>(R"({"seed":18446744073709551615})"), StartsWith("seed: ") && Contains("too large"));
    CHECK_THAT(refusal<Process>(R"({"id":"p","steps":[{"id":"T1"},{"id":"T1"}]})"),
               StartsWith("steps: ") && Contains("\"T1\" stands twice"));
    CHECK_THAT(refusal<Process>(R"({"id":"p","steps":[{"id":"T1"},{"id":"T2","touch":"1/"}]})"),
               StartsWith("steps[1].touch: "));
    CHECK_THAT(refusal<Intervention>(R"({"id":"i","adoption":{"targets":[{"group":"g","mixing":[0.5,"x"]}]}})"),
               StartsWith("adoption.targets[0].mixing[1]: "));
    CHECK_THAT(refusal<Metric>(R"({"id":"L2","estimate":")" + std::string(20'000, '1') + "\"}"), Contains("longer"));
}

TEST_CASE("changes that cannot be are refused") {
    using Catch::Contains;
    const auto refused = [](std::string_view text) {
        const auto changes = readChanges(text);
        REQUIRE_FALSE(changes);
        return changes.error().message;
    };
    CHECK_THAT(refused("{}"), Contains("list"));
    CHECK_THAT(refused("[1]"), Contains("[0]"));
    CHECK_THAT(refused(R"([{"put":"metric"}])"), Contains("[0].entity"));
    CHECK_THAT(refused(R"([{"put":"planet","entity":{}}])"), Contains("planet"));
    CHECK_THAT(refused(R"([{"erase":"metric","id":"a b"}])"), Contains("[0].id"));
    CHECK_THAT(refused("[{"), Contains("not JSON") && Contains("line 1, column 2") && Contains("ends too early"));
    CHECK_THAT(refused("[\n  {\"é\": 1,, }]"), Contains("not JSON") && Contains("line 2, column 11"));
    CHECK_THAT(refused("[\n  {\"a\": 1,\n   \"a\": 2}]"),
               Contains("\"a\" stands twice") && Contains("line 3, column 6"));
}
