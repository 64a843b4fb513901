// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/json.h"
#include "core/exchange/templates.h"
#include "core/model/edit.h"
#include "tests/builders.h"
#include "tests/core/model/random_entity.h"

#include <catch2/catch.hpp>

using namespace tributary;
using Catch::Contains;
using Catch::StartsWith;
using tributary::test::transit;

namespace {

/// A text of the file form with these members beside the head.
std::string file(const std::string& members) { return R"({"format": "tributary", "version": 1, )" + members + "}"; }

std::string refusal(const std::string& text) {
    const auto model = readJson(text);
    REQUIRE_FALSE(model);
    return model.error().message;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("a model reads back as it was written") {
    const Model model = transit();
    const std::string text = writeJson(model);
    const auto back = readJson(text);
    REQUIRE(back);
    CHECK(*back == model);
    CHECK(writeJson(*back) == text);
    CHECK(text.back() == '\n');
}

TEST_CASE("any model whose references hold reads back as it was written") {
    test::RandomEntities random(11);
    Model model = transit();
    for (int round = 0; round < 150; ++round) {
        // Entities that nothing refers to may be anything; others keep the references that they have.
        Edit edit;
        auto input = random.make<Input>();
        input.name += std::to_string(round);
        edit.changes.push_back(put(input));
        auto series = random.make<Series>();
        series.name += std::to_string(round);
        edit.changes.push_back(put(series));
        auto metric = random.make<Metric>();
        metric.id = MetricId("M" + std::to_string(round));
        metric.name += std::to_string(round);
        metric.parent = round % 3 == 0 ? MetricId() : MetricId(round % 3 == 1 ? "O3" : "F2a");
        metric.process = ProcessId("restore");
        metric.measureOf.clear();
        edit.changes.push_back(put(metric));
        auto settings = random.make<Settings>();
        edit.changes.push_back(put(settings));
        model = apply(model, edit).model;
    }
    const auto back = readJson(writeJson(model));
    INFO((back ? "" : back.error().message));
    REQUIRE(back);
    CHECK(*back == model);
    CHECK(fingerprint(*back) == fingerprint(model));
}

TEST_CASE("guesses are in the file form as they were typed") {
    const Model model = transit();
    const Guess guess{GuessId("ann"),
                      "npv",
                      model.scenarios().begin()->id,
                      "Ann",
                      *GuessedAmount::parse("0.1e6/3e5/900000"),
                      Date{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{9}}};
    Guess never = guess;
    never.id = GuessId("bob");
    never.figure = "payback";
    never.value = *GuessedAmount::parse("never");
    const Model guessed = apply(model, {"Guess", "", {put(guess), put(never)}}).model;
    const std::string text = writeJson(guessed);
    CHECK_THAT(text, Contains("\"guesses\"") && Contains("\"0.1e6/3e5/900000\"") && Contains("\"2026-03-09\"") &&
                         Contains("\"never\""));
    CHECK(readJson(text) == guessed);
}

TEST_CASE("a new model is a few lines") {
    const std::string text = R"({
  "format": "tributary",
  "version": 1,
  "settings": {
    "discount_rate": "6%",
    "inflation": "0%"
  }
}
)";
    CHECK(writeJson(Model()) == text);
    CHECK(readJson(text) == Model());
    // The digest as the program sha256sum gives it for this text.
    CHECK(fingerprint(Model()) == "2d9b1ad9218199a9fa88ead6709386dfdb9b871deaef465eb55099eef2110831");
}

TEST_CASE("the order of the text does not matter, nor does a byte order mark") {
    const auto a = readJson(file(R"("metrics": [{"id": "A"}, {"id": "B", "parent": "A"}])"));
    const auto b = readJson("\xEF\xBB\xBF" + file(R"("metrics": [{"parent": "A", "id": "B"}, {"id": "A"}])"));
    REQUIRE(a);
    REQUIRE(b);
    CHECK(*a == *b);
}

TEST_CASE("the fingerprint follows each change") {
    const Model model = transit();
    auto metric = *model.metrics().find(MetricId("L2"));
    metric.notes += "!";
    CHECK(fingerprint(apply(model, {"Note", "", {put(metric)}}).model) != fingerprint(model));
}

TEST_CASE("what is no model, or a newer one, is refused") {
    CHECK_THAT(refusal(""), Contains("not JSON"));
    CHECK_THAT(refusal("[]"), Contains("object"));
    CHECK_THAT(refusal("{}"), Contains("no Tributary model"));
    CHECK_THAT(refusal(R"({"format": "other", "version": 1})"), Contains("no Tributary model"));
    CHECK_THAT(refusal(R"({"format": "tributary"})"), StartsWith("version"));
    CHECK_THAT(refusal(R"({"format": "tributary", "version": "1"})"), StartsWith("version"));
    CHECK_THAT(refusal(R"({"format": "tributary", "version": 2})"), Contains("format version 2") && Contains("newer"));
    CHECK_THAT(refusal(file(R"("planets": [])")), Contains("unknown key \"planets\""));
    CHECK_THAT(refusal(file(R"("metrics": {})")), StartsWith("metrics: ") && Contains("list"));
}

TEST_CASE("a text that stops early is refused wherever it stops") {
    const std::string text = writeJson(transit());
    const size_t end = text.rfind('}');
    for (size_t length = 0; length < end; length += 97)
        CHECK_FALSE(readJson(text.substr(0, length)));
    CHECK_FALSE(readJson(text.substr(0, end)));
}

TEST_CASE("a text with bytes changed is read or refused, never worse") {
    const std::string text = writeJson(transit());
    std::mt19937 random(3);
    size_t refused = 0;
    for (int round = 0; round < 150; ++round) {
        std::string damaged = text;
        for (int i = 0; i < 3; ++i)
            damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
        const auto model = readJson(damaged);
        refused += model ? 0 : 1;
        if (model)
            CHECK(readJson(writeJson(*model)) == *model);
        else
            CHECK_FALSE(model.error().message.empty());
    }
    CHECK(refused > 0);
}

TEST_CASE("wrong types are named with their place") {
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A"}, {"id": "B", "estimate": {}}])")),
               StartsWith("metrics[1].estimate: "));
    CHECK_THAT(refusal(file(R"("processes": [{"id": "p", "steps": [{"id": "s", "touch": "1 //"}]}])")),
               StartsWith("processes[0].steps[0].touch: "));
    CHECK_THAT(refusal(file(R"("settings": {"periods": "60"})")), StartsWith("settings.periods: "));
    CHECK_THAT(refusal(file(R"("settings": [])")), StartsWith("settings: "));
    CHECK_THAT(refusal(file(R"("series": [{"id": "s", "values": [1, "2"]}])")), StartsWith("series[0].values[1]: "));
}

TEST_CASE("references that lead nowhere are named with their place") {
    const std::string text = writeJson(transit());
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A", "parent": "X"}])")),
               StartsWith("metric/A/parent: ") && Contains("\"X\""));
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A", "source": "process"}])")), StartsWith("metric/A/process: "));
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A"}], "links": [{"id": "l", "driver": "A", "metric": "X"}])")),
               StartsWith("link/l/metric: "));
    CHECK_THAT(refusal(file(R"("links": [{"id": "l"}])")), StartsWith("link/l/driver: "));
    CHECK_THAT(refusal(replaced(text, R"("to": "T2")", R"("to": "T99")")),
               StartsWith("process/restore/flow/") && Contains("\"T99\""));
    CHECK_THAT(refusal(replaced(text, R"("resumes": "T4")", R"("resumes": "T99")")), Contains("/resumes: "));
    CHECK_THAT(refusal(replaced(text, R"("pool": "tow")", R"("pool": "toe")")), Contains("no pool \"toe\""));
    CHECK_THAT(refusal(replaced(text, R"("lane": "pr")", R"("lane": "px")")), Contains("no lane \"px\""));
    CHECK_THAT(refusal(replaced(text, R"("answerers": [)", R"("answerers": [{"group": "p"}, )")),
               StartsWith("intervention/parts-exchange/effect/e_loc/answerers: "));
    CHECK_THAT(refusal(replaced(text, R"("target": "metric/L2")", R"("target": "metric/L99")")),
               StartsWith("intervention/parts-exchange/effect/e_loc/target: "));
    CHECK_THAT(refusal(replaced(text, R"("target": "metric/L2")", R"("target": "process/restore/task/T99/touch")")),
               Contains("\"T99\""));
    CHECK_THAT(refusal(replaced(text, R"("target": "metric/L2")", R"("target": "L2")")), Contains("metric/L2"));
    CHECK(readJson(replaced(text, R"("target": "metric/L2")", R"("target": "process/restore/task/T8/touch")")));
    CHECK_THAT(refusal(replaced(text, R"("interventions": ["parts-exchange"])", R"("interventions": ["wiki"])")),
               StartsWith("scenario/parts-exchange/interventions: ") && Contains("wiki"));
    CHECK_THAT(refusal(file(R"("actuals": [{"id": "a", "metric": "X", "date": "2027-01-01"}])")),
               StartsWith("actual/a/metric: "));
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A"}], "actuals": [{"id": "a", "metric": "A"}])")),
               StartsWith("actual/a/date: "));
    CHECK_THAT(refusal(file(R"("guesses": [{"id": "a", "scenario": "X"}])")), StartsWith("guess/a/scenario: "));
    CHECK_THAT(refusal(file(R"("scenarios": [{"id": "S"}], "guesses": [{"id": "a", "scenario": "S"}])")),
               StartsWith("guess/a/when: "));
}

TEST_CASE("ids and names that two bear are named") {
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A"}, {"id": "A"}])")),
               StartsWith("metrics[1].id: ") && Contains("\"A\""));
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A", "name": "Cost"}, {"id": "B", "name": "Cost"}])")),
               StartsWith("metric/B/name: ") && Contains("\"Cost\"") && Contains("metric A"));
    CHECK_THAT(refusal(file(R"("inputs": [{"id": "A"}], "metrics": [{"id": "A"}])")), StartsWith("input/A: "));
    CHECK_THAT(refusal(file(R"("settings": {}, "settings": {})")), Contains("\"settings\" stands twice"));
}

TEST_CASE("parents that run in a circle are named") {
    CHECK_THAT(refusal(file(R"("metrics": [{"id": "A", "parent": "A"}])")), Contains("circle"));
    CHECK_THAT(
        refusal(file(
            R"("metrics": [{"id": "A", "parent": "C"}, {"id": "B", "parent": "A"}, {"id": "C", "parent": "B"}, {"id": "D", "parent": "B"}])")),
        StartsWith("metric/A/parent: ") && Contains("C") && Contains("B") && Contains("circle"));
}

TEST_CASE("numbers that are none are refused") {
    for (const std::string number : {"NaN", "Infinity", "-Infinity", "1e999", "-1e999", "0x10", "01", "1."}) {
        INFO(number);
        CHECK_FALSE(readJson(file(R"("series": [{"id": "s", "values": [)" + number + "]}]")));
        CHECK_FALSE(readJson(file(R"("metrics": [{"id": "A", "estimate": )" + number + "}]")));
    }
    CHECK_THAT(refusal(file(R"("series": [{"id": "s", "values": [1e999]}])")), Contains("too large"));
    CHECK_FALSE(readJson(file(R"("metrics": [{"id": "A", "estimate": "1e999"}])")));
    CHECK_FALSE(readJson(file(R"("metrics": [{"id": "A", "estimate": "nan"}])")));
    CHECK_FALSE(readJson(file(R"("metrics": [{"id": "A", "position": 99999999999999999999}])")));
}

TEST_CASE("text that is not UTF-8 is refused") {
    CHECK_FALSE(readJson(file("\"settings\": {\"title\": \"\xC3\x28\"}")));
    CHECK_FALSE(readJson(file("\"settings\": {\"title\": \"\xED\xA0\x80\"}")));
    CHECK_FALSE(readJson(file(R"("settings": {"title": "\ud800"})")));
    CHECK_THAT(refusal(file(R"("settings": {"title": "a\u0000b"})")), Contains("zero character"));
}

TEST_CASE("deep nesting is refused at its first too deep level") {
    CHECK_THAT(refusal(std::string(size_t{100} << 20U, '[')), Contains("nested"));
    std::string objects;
    while (objects.size() < (size_t{8} << 20U))
        objects += R"({"a":)";
    CHECK_THAT(refusal(objects), Contains("nested"));
    CHECK_THAT(refusal(file(R"("metrics": )" + std::string(1'000'000, '['))), Contains("nested"));
    const std::string formula(9'000, '(');
    CHECK_FALSE(readJson(file(R"("metrics": [{"id": "A", "formula": ")" + formula + "\"}]")));
    CHECK_FALSE(readJson(file(R"("metrics": [{"id": "A", "estimate": ")" + formula + "\"}]")));
    CHECK_FALSE(readJson(file(R"("metrics": [{"id": "A", "formula": ")" + std::string(9'000, '-') + "\"}]")));
    CHECK_FALSE(
        readJson(file(R"("metrics": [{"id": "A", "unit": "x", "estimate": ")" + std::string(9'000, '-') + "\"}]")));
}

TEST_CASE("more keys, parts or bytes than a model can have are refused") {
    std::string keys = "\"settings\": {\"a\": 0";
    for (int i = 0; i < 300; ++i)
        keys += ", \"k" + std::to_string(i) + "\": 0";
    CHECK_THAT(refusal(file(keys + "}")), Contains("256 keys"));
    std::string zeros = R"("series": [{"id": "s", "values": [0)";
    zeros.reserve(size_t{9} << 20U);
    for (int i = 0; i < 4'000'000; ++i)
        zeros += ",0";
    CHECK_THAT(refusal(file(zeros + "]}]")), Contains("values"));
    CHECK_THAT(refusal(std::string((size_t{256} << 20U) + 1, ' ')), Contains("256 MB"));
}
