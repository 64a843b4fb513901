// SPDX-License-Identifier: GPL-3.0-or-later
// tributary-cli insight: the JSON that scripts read, the text that people read, the same numbers whatever the threads.
#include "tests/cli/cases.h"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace tributary::test;
using Catch::Contains;
using Json = nlohmann::json;

namespace {

Json withoutTimes(Json json) {
    for (Json& scenario : json.at("scenarios"))
        scenario.erase("seconds");
    return json;
}

void holdEstimate(const Json& estimate) {
    CHECK(estimate.contains("value"));
    CHECK(estimate.contains("standard_error"));
}

} // namespace

TEST_CASE("insight --json has every answer that scripts rely on, and they hold together") {
    const TransitFolder transit;
    const Json json =
        jsonOf({"insight", transit.model, "--json", "--trials", "64", "--seed", "5", "--scenario", "parts-exchange"});
    CHECK(json.at("model").at("fingerprint").get<std::string>().size() == 64);
    CHECK(json.at("run").at("trials") == 64);
    CHECK(json.at("run").at("seed") == 5);
    REQUIRE(json.at("scenarios").size() == 1);
    const Json& tool = json.at("scenarios").front();
    CHECK(tool.at("id") == "parts-exchange");
    for (const char* regime : {"overall", "stalled", "not_stalled"})
        CHECK(tool.at("regimes").at(regime).at("chance").is_number());

    const Json& bar = tool.at("tornado").at("bars").front();
    CHECK(bar.at("path") == "intervention/parts-exchange/stall/event");
    CHECK(bar.at("event") == true);
    CHECK(bar.at("npv_low") < bar.at("npv_high"));

    double sum = 0;
    REQUIRE(tool.at("effects").at("effects").size() == 6);
    for (const Json& effect : tool.at("effects").at("effects"))
        sum += effect.at("value").at("value").get<double>();
    CHECK(sum == Approx(tool.at("effects").at("total").at("value").get<double>()));
    sum = 0;
    for (const Json& path : tool.at("paths").at("paths")) {
        CHECK(path.at("way").size() >= 2);
        sum += path.at("value").at("value").get<double>();
    }
    CHECK(sum == Approx(tool.at("paths").at("total").at("value").get<double>()));
    for (const Json& link : tool.at("paths").at("links")) {
        CHECK(link.at("share").size() == 60);
        CHECK(link.at("share_standard_error").size() == 60);
    }
    sum = 0;
    for (const Json& metric : tool.at("paths").at("metrics"))
        sum += metric.at("value").at("value").get<double>();
    CHECK(sum == Approx(tool.at("paths").at("total").at("value").get<double>()));
    for (const Json* chance : {&tool.at("regimes").at("stalled"), &tool.at("regimes").at("overall")})
        CHECK(chance->at("chance_of_loss_standard_error").is_number());
    CHECK(tool.at("break_even").front().at("chance_of_losing_side_standard_error").is_number());
    CHECK(tool.at("stop_rule").at("wrongly_stopped_standard_error").is_number());

    holdEstimate(tool.at("information").at("perfect"));
    CHECK_FALSE(tool.at("information").at("next").empty());
    holdEstimate(tool.at("break_even").front().at("value"));
    holdEstimate(tool.at("rank_correlation").at("inputs").front().at("correlation"));
    holdEstimate(tool.at("sobol").at("shares").front().at("total"));
    holdEstimate(tool.at("stop_rule").at("worth"));
    CHECK(tool.at("stop_rule").at("period") == 9);
    CHECK(tool.at("chains").front().at("links").front().at("link") == "O4-O5");
    CHECK_FALSE(tool.contains("goal"));
}

TEST_CASE("insight says how many trials failed and are left out") {
    const TransitFolder transit;
    const std::string half = transit.import("half", R"json("settings": {"trials": 64, "periods": 1},
        "inputs": [{"id": "x", "name": "X", "value": "uniform(-1, 1)"}],
        "scenarios": [{"id": "s", "name": "A plan",
                       "costs": [{"id": "c", "name": "Fee", "timing": "once", "amount": "ln(x) * 1 USD"}]}])json");
    CHECK_THAT(mustRun({"insight", half}), Contains("32 trials failed and are left out"));
    CHECK(jsonOf({"insight", half, "--json"}).at("scenarios").front().at("trials_failed") == 32);
}

TEST_CASE("a scenario that cannot be explained says so in its place, and takes no other with it") {
    const TransitFolder transit;
    const std::string mixed = transit.import("mixed", R"json("settings": {"trials": 64, "periods": 1},
        "inputs": [{"id": "x", "name": "X", "value": "uniform(-2, -1)"}],
        "scenarios": [{"id": "s", "name": "A plan",
                       "costs": [{"id": "c", "name": "Fee", "timing": "once", "amount": "ln(x) * 1 USD"}]},
                      {"id": "t", "name": "Another",
                       "costs": [{"id": "c", "name": "Fee", "timing": "once", "amount": "1/2/3 USD"}]}])json");
    const Finished done = runCli({"insight", mixed, "--json"});
    CHECK(done.exitCode == 1);
    CHECK_THAT(done.err, Contains("scenario s: No trial gives an NPV"));
    const Json json = Json::parse(done.out);
    CHECK(json.at("scenarios").at(0).at("id") == "s");
    CHECK_THAT(json.at("scenarios").at(0).at("error").get<std::string>(), Contains("No trial gives an NPV"));
    CHECK(json.at("scenarios").at(1).contains("tornado"));
}

TEST_CASE("few trials claim no chance, no rank and no share of the variance") {
    const TransitFolder transit;
    const std::string text = mustRun({"insight", transit.model, "--trials", "3", "--scenario", "parts-exchange"});
    CHECK_THAT(text, Contains("too few trials") && Contains("Too few trials give a number to rank inputs: take 32 or more") &&
                         Contains("Too few trials to share the NPV's variance out: take 32 or more"));
    CHECK_THAT(mustRun({"run", transit.model, "--trials", "1"}), !Contains("in 100 trials") && Contains("of 1 trial"));
}

TEST_CASE("an answer that cannot be given says why in its place") {
    const TransitFolder transit;
    const Json json = jsonOf({"insight", transit.model, "--json", "--trials", "16", "--scenario", "more-stock"});
    CHECK_THAT(json.at("scenarios").front().at("stop_rule").at("error").get<std::string>(), Contains("no tool"));
}

TEST_CASE("insight gives the same bytes with 1, 2 and 4 threads") {
    const TransitFolder transit;
    std::vector<std::string> texts;
    for (const char* threads : {"1", "2", "4"})
        texts.push_back(withoutTimes(jsonOf({"insight", transit.model, "--json", "--trials", "24", "--scenario",
                                             "parts-exchange", "--threads", threads}))
                            .dump());
    CHECK(texts[0] == texts[1]);
    CHECK(texts[0] == texts[2]);
}

TEST_CASE("people get the insight in words, with units and errors") {
    const TransitFolder transit;
    const std::string text =
        mustRun({"insight", transit.model, "--trials", "64", "--scenario", "parts-exchange", "--stop-rule", "20%@6"});
    for (const char* title :
         {"Where the money comes from, by effect", "Where the money comes from, by path", "What the links carry",
          "Tornado", "What to measure next", "Break-even", "Rank correlation", "Share of the NPV's variance",
          "Elasticities in a row", "Stop rule", "Given a stall"})
        CHECK_THAT(text, Contains(title));
    CHECK_THAT(text, Contains("below 20.0 % are active at the end of month 6") && Contains(" ± ") && Contains("k$"));
    CHECK_THAT(text, Contains("--all prints them"));
    CHECK(text.find(" \n") == std::string::npos);
}

TEST_CASE("insight --seek finds a value, and says why where there is none") {
    const TransitFolder transit;
    const std::string small = transit.import("small", R"("settings": {"trials": 64, "periods": 12},
        "scenarios": [{"id": "s", "name": "A plan", "costs": [{"id": "c", "name": "Fee", "timing": "once", "amount": "100/200/300 USD"}]}])");
    const Json found = jsonOf({"insight", small, "--json", "--seek", "scenario/s/cost/c/amount", "--npv", "-250"});
    const Json& goal = found.at("scenarios").front().at("goal");
    CHECK(goal.at("value").at("value").get<double>() == Approx(250));
    CHECK(goal.at("beyond_own_range") == false);
    CHECK(goal.at("others").empty());
    const Json lost = jsonOf(
        {"insight", small, "--json", "--seek", "scenario/s/cost/c/amount", "--npv", "1000000000", "--trials", "8"});
    CHECK(lost.at("scenarios").front().at("goal").at("value").at("value").is_null());
    CHECK(lost.at("scenarios").front().at("goal").at("most").at("npv").at("value").get<double>() < 1e9);
    CHECK_THAT(mustRun({"insight", small, "--seek", "scenario/s/cost/c/amount", "--npv", "1000000000"}),
               Contains("No value tried of") && Contains("gives a mean NPV of 1.00 G$"));
    CHECK_THAT(mustRun({"insight", small, "--seek", "scenario/s/cost/c/amount", "--npv", "-5000"}),
               Contains("at 5.00 k$") && Contains("beyond 100 to 300 $"));
    const Finished unknown = runCli({"insight", small, "--seek", "input/moon"});
    CHECK(unknown.exitCode == 1);
    CHECK_THAT(unknown.err, Contains("input/moon"));
}

TEST_CASE("a wrong insight command line is refused, and the help says what there is") {
    const TransitFolder transit;
    for (const auto& wrong : std::vector<std::vector<std::string>>{{"--stop-rule", "15"},
                                                                   {"--stop-rule", "15%@0"},
                                                                   {"--stop-rule", "x%@9"},
                                                                   {"--stop-rule", "0%@9"},
                                                                   {"--stop-rule", "150%@9"},
                                                                   {"--stop-rule", "15%@61"},
                                                                   {"--npv", "5"},
                                                                   {"--npv", "lots", "--seek", "input/real"}}) {
        std::vector<std::string> arguments{"insight", transit.model, "--trials", "8"};
        arguments.insert(arguments.end(), wrong.begin(), wrong.end());
        CHECK(runCli(arguments).exitCode == 2);
    }
    CHECK(runCli({"insight", transit.model, "--scenario", "moon"}).exitCode == 1);
    CHECK_THAT(mustRun({"insight", "--help"}), Contains("--seek") && Contains("--stop-rule") && Contains("--json"));
    const std::string bare =
        transit.import("bare", R"("metrics": [{"id": "A", "name": "First", "unit": "hour", "estimate": "1"}])");
    CHECK_THAT(mustRun({"insight", bare}), Contains("no scenario"));
}
