// SPDX-License-Identifier: GPL-3.0-or-later
// tributary-cli ledger: the JSON that scripts read, the text that people read, the same numbers whatever the threads.
#include "tests/cli/cases.h"

#include <catch2/catch.hpp>

#include <string>

using namespace tributary::test;
using Catch::Contains;
using Json = nlohmann::json;

TEST_CASE("ledger --json tells every row with its ranges and what takes it away, whatever the threads") {
    const TransitFolder transit;
    const Json json = jsonOf({"ledger", transit.model, "--json", "--threads", "1"});
    CHECK(json == jsonOf({"ledger", transit.model, "--json", "--threads", "3"}));
    CHECK(json.at("currency") == "USD");
    const Json& ledgers = json.at("ledgers");
    REQUIRE(ledgers.size() >= 2);
    CHECK(ledgers[0].at("scenario").is_null());
    CHECK(ledgers[0].at("total").at("together").is_null());
    for (const Json& ledger : ledgers) {
        CHECK(ledger.at("trials") == 256);
        CHECK(ledger.at("period") == 24);
        REQUIRE(ledger.at("rows").size() == 3);
        double cost = 0;
        for (const Json& row : ledger.at("rows")) {
            CHECK(row.at("cost_per_year").at("p10") < row.at("cost_per_year").at("p90"));
            cost += row.at("cost_per_year").at("mean").get<double>();
        }
        CHECK(cost == Approx(ledger.at("total").at("cost_per_year").at("mean").get<double>()));
        CHECK(ledger.at("rows").back().at("cost_share_up_to") == Approx(1));
        CHECK_FALSE(ledger.at("hand_offs").empty());
    }
    const Json tool =
        jsonOf({"ledger", transit.model, "--json", "--scenario", "parts-exchange", "--process", "restore"});
    REQUIRE(tool.at("ledgers").size() == 1);
    CHECK(tool.at("ledgers")[0].at("total").at("together").at("cost_share") > 0);
    CHECK_FALSE(tool.at("ledgers")[0].at("total").at("savings").empty());
}

TEST_CASE("ledger prints a table for people, and says what it does not know") {
    const TransitFolder transit;
    const std::string text = mustRun({"ledger", transit.model, "--period", "0"});
    CHECK_THAT(text, Contains("Business as usual, at the start: 256 trials"));
    CHECK_THAT(text, Contains("Repeat repair"));
    CHECK_THAT(text, Contains("all of it"));
    CHECK_THAT(text, Contains("hand-offs a month"));
    const Finished unknown = runCli({"ledger", transit.model, "--process", "moon"});
    CHECK(unknown.exitCode == 1);
    CHECK_THAT(unknown.err, Contains("moon"));
    const std::string desk = transit.import("desk", R"j("groups": [{"id": "g", "name": "G", "headcount": "50"}],
        "metrics": [{"id": "m", "name": "M", "unit": "hour", "estimate": "1 hour"}],
        "processes": [{"id": "serve", "name": "Serve", "metric": "m", "arrivals": "0.1 case/hour",
            "pools": [{"id": "w", "name": "Desk", "group": "g", "servers": "1"}],
            "steps": [{"id": "s", "kind": "start"}, {"id": "t", "name": "T", "pool": "w", "touch": "1 hour"},
                      {"id": "e", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}],
            "exceptions": [{"id": "z", "name": "Z", "step": "t", "frequency": "20%", "pool": "w", "touch": "1 hour"}]},
            {"id": "half", "name": "Half drawn", "metric": "m",
            "steps": [{"id": "s", "kind": "start"}, {"id": "t", "name": "T"}, {"id": "e", "kind": "end"}],
            "flows": [{"id": "f1", "from": "s", "to": "t"}, {"id": "f2", "from": "t", "to": "e"}]}])j");
    const std::string rest = mustRun({"ledger", desk});
    CHECK_THAT(rest, Contains("Half drawn was left out: "));
    CHECK_THAT(mustRun({"ledger", desk, "--process", "serve"}), !Contains("left out"));
    const Finished half = runCli({"ledger", desk, "--process", "half"});
    CHECK(half.exitCode == 1);
    CHECK_THAT(half.err, Contains("arrivals"));
    const Finished late = runCli({"ledger", transit.model, "--period", "61"});
    CHECK(late.exitCode == 2);
    CHECK_THAT(late.err, Contains("61"));
}

TEST_CASE("the table of ledger says where it goes wrong, how long cases wait for it, and all by name") {
    const TransitFolder transit;
    const std::string text = mustRun({"ledger", transit.model, "--scenario", "parts-exchange"});
    CHECK_THAT(text, Contains("waiting h"));
    CHECK_THAT(text, Contains("Repeat repair, at Test and inspect"));
    CHECK_THAT(text, !Contains("parts-exchange,"));
    const Json groups = jsonOf({"ledger", transit.model, "--json", "--scenario", "parts-exchange"});
    const std::string id = groups.at("ledgers")[0].at("hand_offs")[0].at("from");
    CHECK(id == "mt");
    CHECK_THAT(text, !Contains("  " + id + " "));
}
