// SPDX-License-Identifier: GPL-3.0-or-later
// tributary-cli run: the JSON that scripts read, the text that people read, the same numbers whatever the threads.
#include "tests/cli/cases.h"
#include "tests/shared_data.h"

#include <cmath>

using namespace tributary::test;
using Catch::Contains;
using Json = nlohmann::json;

namespace {

const std::vector<std::string> percentileKeys{"p5", "p10", "p25", "p50", "p75", "p90", "p95"};

/// Holds one distribution of the JSON against its form: all keys, percentiles in order, never before null.
void holdDistribution(const Json& d, const std::string& unit) {
    REQUIRE(d.is_object());
    CHECK(d.at("unit") == unit);
    bool never = false;
    double last = -INFINITY;
    for (const std::string& key : percentileKeys) {
        const Json& value = d.at(key);
        never = never || value.is_null();
        REQUIRE((value.is_number() ? !never : value.is_null()));
        if (value.is_number()) {
            CHECK(value.get<double>() >= last);
            last = value;
        }
    }
}

void holdMean(const Json& d, const std::string& unit) {
    holdDistribution(d, unit);
    for (const char* key : {"mean", "sd", "standard_error"})
        CHECK(d.at(key).is_number());
}

void holdRatio(const Json& d, const std::string& unit) {
    holdDistribution(d, unit);
    for (const char* key : {"mean", "sd", "standard_error"})
        CHECK_FALSE(d.contains(key));
}

void holdShare(const Json& share) {
    REQUIRE(share.is_number());
    CHECK(share >= 0);
    CHECK(share <= 1);
}

} // namespace

TEST_CASE("run --json has every key, unit and period that scripts rely on") {
    const TransitFolder transit;
    const Json json = jsonOf({"run", transit.model, "--json", "--trials", "64", "--seed", "5"});
    CHECK(json.at("model").at("title") == "City bus unit");
    CHECK(json.at("model").at("fingerprint").get<std::string>().size() == 64);
    const Json& run = json.at("run");
    CHECK(run.at("trials") == 64);
    CHECK(run.at("seed") == 5);
    CHECK(run.at("periods") == 60);
    CHECK(run.at("period") == "month");
    CHECK(run.at("seconds").is_number());
    CHECK(run.at("sampler") == "sobol");
    CHECK(run.at("trials_failed") == 0);
    CHECK(run.at("trials_overloaded").is_number_unsigned());
    CHECK(run.at("notes").is_array());

    REQUIRE(json.at("scenarios").size() == 2);
    for (const Json& scenario : json.at("scenarios")) {
        CHECK_FALSE(scenario.at("id").get<std::string>().empty());
        CHECK_FALSE(scenario.at("name").get<std::string>().empty());
        for (const char* key : {"npv", "npv_hard", "pv_benefits", "pv_costs"})
            holdMean(scenario.at(key), "USD");
        holdShare(scenario.at("npv").at("chance_of_loss"));
        holdRatio(scenario.at("roi"), "1");
        holdRatio(scenario.at("irr"), "1/year");
        holdShare(scenario.at("irr").at("share_without"));
        holdRatio(scenario.at("payback_discounted"), "month");
        holdShare(scenario.at("payback_discounted").at("share_never"));

        REQUIRE(scenario.at("cash_flow").size() == 61);
        for (size_t period = 0; period <= 60; ++period) {
            const Json& row = scenario.at("cash_flow").at(period);
            CHECK(row.at("period") == period);
            for (const char* key : {"benefit", "cost", "net"})
                holdMean(row.at(key), "USD");
            CHECK(row.at("cost").at("p5") >= 0);
        }
        REQUIRE(scenario.at("metrics").size() == 22);
        for (const Json& metric : scenario.at("metrics")) {
            CHECK(metric.at("name").is_string());
            REQUIRE(metric.at("periods").size() == 60);
            CHECK(metric.at("periods").front().at("period") == 1);
            for (const char* side : {"bau", "with"})
                holdMean(metric.at("periods").back().at(side), metric.at("unit"));
        }
    }
    const Json& tool = json.at("scenarios").at(0);
    REQUIRE(tool.at("id") == "parts-exchange");
    REQUIRE(tool.at("adoption").size() == 3);
    for (const Json& adoption : tool.at("adoption")) {
        CHECK(adoption.at("intervention") == "parts-exchange");
        REQUIRE(adoption.at("periods").size() == 60);
        holdMean(adoption.at("periods").back().at("active"), "1");
        CHECK(adoption.at("periods").back().at("active").at("p95") <= 1);
    }
    REQUIRE_FALSE(tool.at("effects").empty());
    for (const Json& effect : tool.at("effects")) {
        CHECK(effect.at("target").is_string());
        REQUIRE(effect.at("periods").size() == 60);
        holdMean(effect.at("periods").back().at("share"), "1");
    }
}

TEST_CASE("a deterministic run is one trial without spread, with the case's published headlines") {
    const TransitFolder transit;
    const Json json = jsonOf({"run", transit.model, "--deterministic", "--json", "--scenario", "parts-exchange"});
    CHECK(json.at("run").at("trials") == 1);
    REQUIRE(json.at("scenarios").size() == 1);
    const Json& tool = json.at("scenarios").front();
    CHECK(tool.at("npv").at("mean").get<double>() == Approx(898744.9).margin(1));
    CHECK(tool.at("npv").at("chance_of_loss") == 0);
    CHECK(tool.at("roi").at("p50").get<double>() == Approx(0.9691).margin(0.0001));
    CHECK(tool.at("payback_discounted").at("p50") == 23);
    CHECK(tool.at("payback_discounted").at("share_never") == 0);
    CHECK(tool.at("irr").at("share_without") == 0);
    for (const char* key : {"npv", "npv_hard", "pv_benefits", "pv_costs"}) {
        const Json& d = tool.at(key);
        CHECK(d.at("sd") == 0);
        CHECK(d.at("standard_error") == 0);
        for (const std::string& percentile : percentileKeys)
            CHECK(d.at(percentile) == d.at("mean"));
    }
}

TEST_CASE("a deterministic run simulates its maps at the most likely values, too") {
    const TransitFolder transit;
    const std::string likely = mustRun({"run", transit.model, "--deterministic"});
    CHECK_THAT(likely, Contains("  most likely     ") && Contains("  numbers at P50  "));
    CHECK_THAT(mustRun({"run", transit.model, "--trials", "16"}), !Contains("most likely     "));
    // Of 1/1/10 hours that is 1 hour: that of a map which has 1 hour.
    const auto modelWith = [&](const std::string& name, const std::string& touch) {
        return transit.import(name, R"j("groups": [{"id": "g", "name": "G", "headcount": "5"}],
            "metrics": [{"id": "m", "name": "M", "unit": "hour", "source": "process", "process": "p",
                         "measure": "cycle_time"}],
            "processes": [{"id": "p", "name": "Serve", "metric": "m", "arrivals": "0.05 case/hour",
                "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1"}],
                "steps": [{"id": "s", "kind": "start"}, {"id": "t", "name": "T", "pool": "w", "touch": ")j" +
                                        touch +
                                        R"j("}, {"id": "e", "kind": "end"}],
                "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]}])j");
    };
    const auto line = [](const std::string& text, const std::string& begin) {
        const size_t from = text.find(begin);
        REQUIRE(from != std::string::npos);
        return text.substr(from + begin.size(), text.find('\n', from) - from - begin.size());
    };
    CHECK(line(mustRun({"run", modelWith("skew", "triangular(1, 1, 10) hour"), "--deterministic"}),
               "  most likely     ") == line(mustRun({"run", modelWith("one", "1 hour")}), "  numbers at P50  "));
}

TEST_CASE("the numbers are the same with 1, 2 and 4 threads, byte for byte") {
    const TransitFolder transit;
    std::vector<std::string> texts;
    for (const char* threads : {"1", "2", "4"})
        texts.push_back(
            withoutSeconds(jsonOf({"run", transit.model, "--json", "--trials", "600", "--threads", threads})).dump());
    CHECK(texts[0] == texts[1]);
    CHECK(texts[0] == texts[2]);
}

TEST_CASE("the seed changes the numbers, and the same seed brings them back") {
    const TransitFolder transit;
    const auto npv = [&](const char* seed) {
        const Json json =
            jsonOf({"run", transit.model, "--json", "--metrics", "none", "--trials", "64", "--seed", seed});
        return json.at("scenarios").at(0).at("npv");
    };
    const Json first = npv("-7");
    CHECK(first == npv("-7"));
    CHECK(first != npv("8"));
}

TEST_CASE("the fingerprint is that of the model in the file, whatever seed the command line gives") {
    const TransitFolder transit;
    const auto print = [&](std::vector<std::string> words, const std::vector<std::string>& seed) {
        words.insert(words.end(), seed.begin(), seed.end());
        return jsonOf(words).at("model").at("fingerprint");
    };
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"run", transit.model, "--json", "--metrics", "none", "--trials", "64"},
             {"insight", transit.model, "--json", "--trials", "64", "--scenario", "parts-exchange"},
             {"ledger", transit.model, "--json", "--trials", "64"}})
        CHECK(print(command, {}) == print(command, {"--seed", "7"}));
}

TEST_CASE("trials and seed are the model's where the command line is silent") {
    const TransitFolder transit;
    const std::string small = transit.import("small", R"("settings": {"trials": 100, "seed": 77, "sampling": "plain"},
        "scenarios": [{"id": "s", "name": "A plan", "costs": [{"id": "c", "name": "Licence", "amount": "10/20/30 USD/month"}]}])");
    const Json json = jsonOf({"run", small, "--json"});
    CHECK(json.at("run").at("trials") == 100);
    CHECK(json.at("run").at("seed") == 77);
    CHECK(json.at("run").at("sampler") == "plain");
    const Json other =
        jsonOf({"run", small, "--json", "--trials", "50", "--seed", "78", "--sampler", "latin_hypercube"});
    CHECK(other.at("run").at("trials") == 50);
    CHECK(other.at("run").at("seed") == 78);
    CHECK(other.at("run").at("sampler") == "latin_hypercube");
}

TEST_CASE("a payback that is never reached is null, and few trials have no standard error") {
    const TransitFolder transit;
    const std::string loss = transit.import("loss", R"("scenarios": [{"id": "s", "name": "A plan",
        "costs": [{"id": "c", "name": "Licence", "timing": "once", "amount": "100/200/300 USD"}]}])");
    const Json json = jsonOf({"run", loss, "--json", "--trials", "4"});
    const Json& plan = json.at("scenarios").front();
    CHECK(plan.at("npv").at("mean").get<double>() < -100);
    CHECK(plan.at("npv").at("standard_error").is_null());
    CHECK(plan.at("npv").at("chance_of_loss") == 1);
    CHECK(plan.at("payback_discounted").at("p5").is_null());
    CHECK(plan.at("payback_discounted").at("share_never") == 1);
    CHECK(plan.at("irr").at("p50").is_null());
    CHECK(plan.at("irr").at("share_without") == 1);
    const Json exact = jsonOf({"run", loss, "--json", "--deterministic"});
    CHECK(exact.at("scenarios").front().at("payback_discounted").at("p50").is_null());
    CHECK(exact.at("scenarios").front().at("irr").at("share_without") == 1);
    CHECK_THAT(mustRun({"run", loss}), Contains("never"));
}

TEST_CASE("a model without a scenario lists none") {
    const TransitFolder transit;
    const std::string bare =
        transit.import("bare", R"("metrics": [{"id": "A", "name": "First", "unit": "hour", "estimate": "1/2/3"}])");
    CHECK(jsonOf({"run", bare, "--json"}).at("scenarios").empty());
    CHECK_THAT(mustRun({"run", bare}), Contains("no scenario"));
}

TEST_CASE("the option --metrics chooses which metrics are listed") {
    const TransitFolder transit;
    const auto listed = [&](const char* which) {
        const Json json = jsonOf({"run", transit.model, "--json", "--trials", "16", "--metrics", which});
        return json.at("scenarios").front().at("metrics").size();
    };
    CHECK(listed("none") == 0);
    CHECK(listed("counted") == 3);
    CHECK(listed("all") == 22);
}

TEST_CASE("the option --scenario chooses, as often as it is given, each once") {
    const TransitFolder transit;
    const auto ids = [&](const std::vector<std::string>& choice) {
        std::vector<std::string> arguments{"run", "--json", "--trials", "16", "--metrics", "none"};
        arguments.insert(arguments.end(), choice.begin(), choice.end());
        arguments.push_back(transit.model);
        std::vector<std::string> found;
        const Json json = jsonOf(arguments);
        for (const Json& scenario : json.at("scenarios"))
            found.push_back(scenario.at("id"));
        return found;
    };
    using Ids = std::vector<std::string>;
    CHECK(ids({}) == Ids{"parts-exchange", "more-stock"});
    CHECK(ids({"--scenario", "more-stock"}) == Ids{"more-stock"});
    CHECK(ids({"--scenario", "parts-exchange", "--scenario", "more-stock", "--scenario", "more-stock"}).size() == 2);
}

TEST_CASE("people get a table with the headlines in words") {
    const TransitFolder transit;
    const std::string text = mustRun({"run", transit.model, "--trials", "512", "--metrics", "counted"});
    CHECK_THAT(text, Contains("City bus unit\n60 months, 512 trials, seed 20260, sobol, "));
    CHECK_THAT(text, Contains("(parts-exchange)\n") && Contains("(more-stock)\n"));
    CHECK_THAT(text, Contains("P10 to P90") && Contains("M$") && Contains(" in 100 trials"));
    CHECK_THAT(text, Contains("about 1 in 3") && Contains("to never") && Contains("metrics in month 60"));
    for (const char* label : {"NPV", "Chance of a loss", "Payback (discounted)", "ROI", "IRR per year", "Hard NPV"})
        CHECK_THAT(text, Contains("\n  " + std::string(label) + " "));
    CHECK(text.find(" \n") == std::string::npos);
}

TEST_CASE("an unknown scenario is refused and the known ones are named") {
    const TransitFolder transit;
    const Finished refused = runCli({"run", transit.model, "--scenario", "moon"});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("moon") && Contains("parts-exchange") && Contains("more-stock"));
}

TEST_CASE("a model with errors is not run, and each error names its place") {
    const TransitFolder transit;
    const std::string wrong = transit.import("wrong", R"("metrics": [
        {"id": "A", "name": "First", "unit": "hour", "source": "formula", "formula": "Nowhere + 1 hour"}])");
    const Finished refused = runCli({"run", wrong, "--json"});
    CHECK(refused.exitCode == 1);
    CHECK(refused.out.empty());
    CHECK_THAT(refused.err, Contains(wrong) && Contains("metric/A") && Contains("Nowhere"));
}

TEST_CASE("a run changes nothing in the model's file") {
    const TransitFolder transit;
    const std::string before = fileText(transit.model);
    mustRun({"run", transit.model, "--trials", "16"});
    mustRun({"check", transit.model});
    CHECK(fileText(transit.model) == before);
}

TEST_CASE("an output that cannot be written is an error that is said") {
    const TransitFolder transit;
    const Finished full = runShell("\"$CLI\" run \"$1\" --trials 16 > /dev/full", transit.model);
    CHECK(full.exitCode == 1);
    CHECK_THAT(full.err, Contains("Standard output"));
    const Finished closed = runShell("\"$CLI\" run \"$1\" --trials 16 >&-", transit.model);
    CHECK(closed.exitCode == 1);
    CHECK_THAT(closed.err, Contains("Standard output"));
    CHECK(runCli({"check", transit.model}).exitCode == 0);
}

TEST_CASE("a reader that went away ends the program with exit code 1, not with a signal") {
    const TransitFolder transit;
    const Finished piped =
        runShell("{ \"$CLI\" run \"$1\" --trials 16 --json; echo \"ended $?\" >&2; } | head -c 1", transit.model);
    CHECK(piped.out == "{");
    CHECK_THAT(piped.err, Contains("ended 1"));
}

TEST_CASE("progress is not for a file") {
    const TransitFolder transit;
    CHECK(runCli({"run", transit.model, "--trials", "2000"}).err.empty());
}

TEST_CASE("the transit case agrees with every published number") {
    const auto check = sharedData("checks/transit");
    if (!check)
        return;
    const Finished done = runProgram("python3", {check->string(), TRIBUTARY_CLI});
    INFO(done.out << done.err);
    CHECK(done.exitCode == 0);
}

TEST_CASE("run --precision doubles the trials until the means are precise, and says what was reached") {
    const TransitFolder transit;
    const std::vector<std::string> base{"run",      transit.model, "--scenario", "parts-exchange",
                                        "--trials", "16",          "--seed",     "5"};
    const auto with = [&](std::vector<std::string> more) {
        std::vector<std::string> words = base;
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    const Json json = jsonOf(with({"--precision", "5%", "--metrics", "none", "--json"}));
    const Json& precision = json.at("run").at("precision");
    CHECK(precision.at("wanted") == 0.05);
    CHECK(precision.at("reached") == true);
    CHECK(precision.at("share").get<double>() <= 0.05);
    CHECK(precision.at("scenario") == "parts-exchange");
    CHECK(precision.at("max_trials") == 65536);
    const size_t trials = precision.at("trials");
    CHECK(json.at("run").at("trials") == trials);
    const Json& npv = json.at("scenarios").front().at("npv");
    CHECK(npv.at("standard_error").get<double>() / npv.at("sd").get<double>() ==
          Approx(precision.at("share").get<double>()).epsilon(1e-6));
    // The run is an ordinary one of so many trials.
    Json plain = jsonOf({"run", transit.model, "--scenario", "parts-exchange", "--trials", std::to_string(trials),
                         "--seed", "5", "--metrics", "none", "--json"});
    CHECK_FALSE(plain.at("run").contains("precision"));
    CHECK(plain.at("scenarios") == json.at("scenarios"));

    const Finished text = runCli(with({"--precision", "0.05"}));
    CHECK(text.exitCode == 0);
    CHECK_THAT(text.out, Contains("Precision of 5 % reached") && Contains(std::to_string(trials) + " trials"));
    const Finished capped = runCli(with({"--precision", "0.1%", "--max-trials", "40"}));
    CHECK(capped.exitCode == 0);
    CHECK_THAT(capped.out, Contains("Precision of 0.1 % not reached with 40 trials"));
}

TEST_CASE("a precision that cannot be asked for is refused as a wrong command line") {
    const TransitFolder transit;
    const auto refused = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"run", transit.model});
        const Finished finished = runCli(more);
        CHECK(finished.exitCode == 2);
        CHECK(finished.out.empty());
        return finished.err;
    };
    for (const char* bad : {"0", "0%", "-1%", "101%", "2", "many", "", "0.001%", "nan"})
        CHECK_THAT(refused({"--precision", bad}), Contains("--precision") && Contains("1%"));
    CHECK_THAT(refused({"--max-trials", "100"}), Contains("--precision"));
    CHECK_THAT(refused({"--precision", "1%", "--max-trials", "0"}), Contains("--max-trials"));
    CHECK_THAT(refused({"--precision", "1%", "--deterministic"}), Contains("exclude each other"));
    CHECK_THAT(refused({"--precision", "1%", "--trials", "1000", "--max-trials", "500"}), Contains("--max-trials"));
}

TEST_CASE("run says by what it corrects a process, the same in its notes, its JSON and beside the ratios, and may be "
          "overruled") {
    const TransitFolder folder;
    const auto modelWith = [&](const std::string& choice) {
        return folder.import(choice, R"j("settings": {"periods": 12},
            "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                         "process": "p", "measure": "cycle_time"}],
            "processes": [{"id": "p", "name": "Approve", "metric": "cycle", "arrivals": "100 case/month",
                "cycle_time_by": ")j" + choice +
                                         R"j(",
                "steps": [{"id": "s", "kind": "start"}, {"id": "both", "kind": "parallel"},
                          {"id": "a", "delay": "10 hour", "delay_cv": "1"},
                          {"id": "b", "delay": "10 hour", "delay_cv": "1"},
                          {"id": "met", "kind": "parallel"}, {"id": "e", "kind": "end"}],
                "flows": [{"id": "f1", "from": "s", "to": "both"}, {"id": "f2", "from": "both", "to": "a"},
                          {"id": "f3", "from": "both", "to": "b"}, {"id": "f4", "from": "a", "to": "met"},
                          {"id": "f5", "from": "b", "to": "met"}, {"id": "f6", "from": "met", "to": "e"}]}],
            "scenarios": [{"id": "plan", "name": "Plan"}])j");
    };
    const std::string automatic = modelWith("automatic");
    const Json json = jsonOf({"run", automatic, "--json", "--threads", "1"});
    const Json& process = json.at("processes").at(0);
    CHECK(process.at("cycle_time_by") == "automatic");
    CHECK(process.at("taken") == "factor");
    CHECK(process.at("error") < 0.02);
    CHECK_FALSE(process.at("trusted").get<bool>());
    const std::string words = process.at("words");
    CHECK(json.at("run").at("notes").at(0) == "Approve: " + words);
    CHECK_THAT(mustRun({"run", automatic}), Contains("The run takes the " + words));
    const auto cycleOf = [](const Json& of) {
        return of.at("scenarios").at(0).at("metrics").at(0).at("periods").at(0).at("bau").at("p50").get<double>();
    };
    CHECK(cycleOf(json) == Approx(14.44).epsilon(0.02)); // of two lognormal delays the longer
    CHECK(withoutSeconds(jsonOf({"run", automatic, "--json", "--threads", "2"})) == withoutSeconds(json));
    const Json overruled = jsonOf({"run", modelWith("formulas"), "--json"});
    CHECK(cycleOf(overruled) == 10);
    CHECK(overruled.at("processes").at(0).at("words") == "cycle time by the formulas, as chosen");
}

TEST_CASE("check names people who give several maps more than their time, and run says how many cases left in vain") {
    const TransitFolder folder;
    const auto process = [](const std::string& id, const std::string& step) {
        return R"j({"id": ")j" + id + R"j(", "name": "Map )j" + id + R"j(", "arrivals": "0.4 case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1", "availability": "60%",
                       "hours": "Mon-Sat 0:00-24:00"}],
            "steps": [{"id": "s", "kind": "start"}, {"id": "t", "pool": "w", "touch": "1 hour")j" +
               step + R"j(}, {"id": "e", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]})j";
    };
    const std::string model = folder.import(
        "desks", R"j("settings": {"periods": 12}, "groups": [{"id": "g", "name": "Staff", "headcount": "20"}],
            "metrics": [{"id": "cycle", "name": "Cycle", "level": "operating", "unit": "hour", "source": "process",
                         "process": "a", "measure": "cycle_time"}],
            "processes": [)j" +
                     process("a", R"(, "patience": "5 hour")") + ", " + process("b", "") +
                     R"j(], "scenarios": [{"id": "plan", "name": "Plan"}])j");
    const Finished checked = runCli({"check", model});
    CHECK(checked.exitCode == 0);
    CHECK_THAT(checked.out, Contains("warning: process/a/pool/w/availability: Desk of Staff are to give 120 % of their "
                                     "time: 60 % to Map a, 60 % to Map b."));
    const Json point = jsonOf({"run", model, "--json"}).at("processes").at(0).at("points").at(1);
    CHECK(point.at("abandoned") > 0.05);
    CHECK_THAT(point.at("words").get<std::string>(), Contains("% of the cases leave"));
    CHECK_THAT(mustRun({"run", model}), Contains("of the cases leave before their work is done"));
}

TEST_CASE("check and run say before that many trials take much memory") {
    const TransitFolder folder;
    CHECK_THAT(runCli({"check", folder.model}).out, !Contains("GB of memory"));
    const std::string large = folder.import("large", R"("settings": {"periods": 600, "trials": 200000},
        "metrics": [{"id": "A", "name": "Cost", "unit": "USD/month", "level": "financial", "counts": true, "better":
        "lower", "estimate": "1/2/3"}], "scenarios": [{"id": "plan", "name": "Plan"}])");
    const Finished checked = runCli({"check", large});
    CHECK(checked.exitCode == 0);
    CHECK_THAT(checked.out, Contains("warning: settings/trials: A run of 200000 trials takes about "));
    CHECK_THAT(runCli({"run", large, "--trials", "1000"}).err, !Contains("GB of memory"));
}

TEST_CASE("The seed of the command line and the cases asked for reach the simulation of a process") {
    const TransitFolder transit;
    const auto found = [&](const std::string& seed, const std::string& cases) {
        const Json json = jsonOf({"run", transit.model, "--json", "--metrics", "none", "--trials", "16", "--seed", seed,
                                  "--process-cases", cases});
        return json.at("processes").at(0).at("points").at(1);
    };
    const Json few = found("5", "2000");
    CHECK(few == found("5", "2000"));
    const Json others = found("6", "2000");
    CHECK(few != others);
    const Json many = found("5", "40000");
    INFO(few.dump(2) << many.dump(2));
    CHECK(many.at("cases").get<double>() > 10 * few.at("cases").get<double>());
    CHECK_THAT(runCli({"run", transit.model, "--process-cases", "10"}).err, Contains("--process-cases"));
}
