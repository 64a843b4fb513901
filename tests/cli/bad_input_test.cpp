// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are missing, damaged, newer, foreign or hostile, as a script meets them: exit code 1 and a message that
// names the file, whatever the command.
#include "tests/cli/cases.h"

#include <random>

using namespace tributary::test;
using Catch::Contains;

namespace {

/// Each command that reads a model refuses `path`; the message names it and holds `reason`.
void holdRefused(const TransitFolder& transit, const std::string& path, const std::string& reason) {
    writeFile(transit / "a.csv", "metric,date,value\nO3,2027-01-31,60\n");
    const std::vector<std::vector<std::string>> commands{{"check", path},
                                                         {"run", path, "--json"},
                                                         {"export", path, "-o", transit / "out.json"},
                                                         {"export", path, "-o", transit / "out.csv"},
                                                         {"import", transit / "a.csv", "--as", "actuals", "-o", path}};
    for (const auto& arguments : commands) {
        const Finished refused = runCli(arguments);
        INFO(arguments.front() << ": " << refused.err);
        CHECK(refused.exitCode == 1);
        CHECK(refused.out.empty());
        CHECK_THAT(refused.err, Contains(std::filesystem::path(path).filename().string()) && Contains(reason));
    }
    CHECK_FALSE(std::filesystem::exists(transit / "out.json"));
    CHECK_FALSE(std::filesystem::exists(transit / "out.csv"));
}

std::string randomBytes(size_t count) {
    std::mt19937 random(4);
    std::string bytes(count, '\0');
    for (char& byte : bytes)
        byte = static_cast<char>(random() & 0xFFU);
    return bytes;
}

/// The JSON form refuses a text; the message names the file and holds `reason`.
void holdJsonRefused(const TransitFolder& transit, const std::string& text, const std::string& reason) {
    writeFile(transit / "bad.json", text);
    const Finished refused = runCli({"import", transit / "bad.json", "-o", transit / "bad.tributary"});
    INFO(refused.err);
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("bad.json") && Contains(reason));
    CHECK_FALSE(std::filesystem::exists(transit / "bad.tributary"));
}

std::string json(const std::string& members) { return R"({"format": "tributary", "version": 1, )" + members + "}"; }

} // namespace

TEST_CASE("a model that is not there is refused") {
    const TransitFolder transit;
    holdRefused(transit, transit / "none.tributary", "does not exist");
}

TEST_CASE("a folder is no model") {
    const TransitFolder transit;
    std::filesystem::create_directory(transit / "f.tributary");
    holdRefused(transit, transit / "f.tributary", "is a folder");
}

TEST_CASE("an empty, a random and a foreign file are no models") {
    const TransitFolder transit;
    writeFile(transit / "empty.tributary", "");
    holdRefused(transit, transit / "empty.tributary", "not a Tributary file");
    writeFile(transit / "random.tributary", randomBytes(100000));
    holdRefused(transit, transit / "random.tributary", "not a Tributary file");
    // Another program's database: its application id, at byte 68, is another.
    std::string foreign = fileText(transit.model);
    foreign.replace(68, 4, std::string("\0\0\0\1", 4));
    writeFile(transit / "foreign.tributary", foreign);
    holdRefused(transit, transit / "foreign.tributary", "foreign.tributary");
}

TEST_CASE("a file of a newer format is refused by name") {
    const TransitFolder transit;
    std::string newer = fileText(transit.model);
    newer.replace(60, 4, std::string("\0\0\3\347", 4)); // the user version: 999
    writeFile(transit / "newer.tributary", newer);
    holdRefused(transit, transit / "newer.tributary", "format 999");
}

TEST_CASE("a truncated and an overwritten file are refused as damaged") {
    const TransitFolder transit;
    const std::string whole = fileText(transit.model);
    for (const size_t length : {whole.size() / 2, size_t{4096}, size_t{200}}) {
        writeFile(transit / "cut.tributary", whole.substr(0, length));
        const Finished refused = runCli({"run", transit / "cut.tributary"});
        INFO(length << ": " << refused.err);
        CHECK(refused.exitCode == 1);
        CHECK_THAT(refused.err, Contains("cut.tributary"));
    }
    std::string overwritten = whole;
    overwritten.replace(4096, whole.size() - 4096, randomBytes(whole.size() - 4096));
    writeFile(transit / "over.tributary", overwritten);
    holdRefused(transit, transit / "over.tributary", "over.tributary");
}

TEST_CASE("what is left of a file that was cut in half is told, and exported to go on with") {
    const TransitFolder transit;
    const std::string whole = fileText(transit.model);
    const std::string half = whole.substr(0, whole.size() / 2);
    const std::string cut = transit / "cut.tributary";
    const std::string rescued = transit / "rescued.json";
    writeFile(cut, half);
    for (const char* const command : {"check", "run"}) {
        const Finished refused = runCli({command, cut});
        CHECK(refused.exitCode == 1);
        CHECK_THAT(refused.err, Contains("cut.tributary is damaged, and 22 metrics, ") && Contains("export " + cut) &&
                                    Contains("What is lost:\n  "));
    }
    const Finished exported = runCli({"export", cut, "-o", rescued});
    CHECK(exported.exitCode == 1); // what was asked for is not all there
    CHECK_THAT(exported.err, Contains("22 metrics") && Contains(rescued) && Contains("What is lost:"));
    CHECK(fileText(cut) == half);
    CHECK(runCli({"import", rescued, "-o", transit / "new.tributary"}).exitCode == 0);
    CHECK_THAT(runCli({"check", transit / "new.tributary"}).err, !Contains("damaged"));
    CHECK(runCli({"export", cut, "-o", transit / "metrics.csv"}).exitCode == 1);
    CHECK_FALSE(std::filesystem::exists(transit / "metrics.csv"));
}

TEST_CASE("texts that are no model in JSON are refused with the place") {
    const TransitFolder transit;
    holdJsonRefused(transit, "", "JSON");
    holdJsonRefused(transit, "{\"format\": \"tribu", "JSON");
    holdJsonRefused(transit, randomBytes(5000), "JSON");
    holdJsonRefused(transit, "[1, 2]", "object");
    holdJsonRefused(transit, R"({"format": "geojson"})", "Tributary");
    holdJsonRefused(transit, R"({"format": "tributary", "version": 999})", "999");
    holdJsonRefused(transit, json(R"("metrics": {"id": "A"})"), "metrics");
    holdJsonRefused(transit, json(R"("metrics": [{"id": "A", "name": 7}])"), "metrics[0].name");
    holdJsonRefused(transit, json(R"("metrics": [{"id": "A", "estimate": "1,5"}])"), "metrics[0].estimate");
    holdJsonRefused(transit, json(R"("metrics": [{"id": "A", "estimate": "NaN"}])"), "metrics[0].estimate");
    holdJsonRefused(transit, json(R"("metrics": [{"id": "A", "estimate": "1e999"}])"), "metrics[0].estimate");
    holdJsonRefused(transit, json(R"("settings": {"periods": NaN})"), "JSON");
    holdJsonRefused(transit, json(R"("settings": {"periods": 1e300})"), "settings.periods");
    holdJsonRefused(transit, json(R"("metrics": [{"id": "A", "name": "A"}, {"id": "A", "name": "B"}])"), "\"A\"");
}

TEST_CASE("nesting of any depth is refused, not followed") {
    const TransitFolder transit;
    constexpr size_t depth = 3'000'000;
    holdJsonRefused(transit, json("\"metrics\": " + std::string(depth, '[')), "nested");
}

TEST_CASE("equal names and unknown references are refused or named by check") {
    const TransitFolder transit;
    holdJsonRefused(transit, json(R"("metrics": [{"id": "A", "name": "Same"}, {"id": "B", "name": "Same"}])"),
                    "\"Same\"");
    const std::string unknown = transit.import("unknown", R"("metrics": [
        {"id": "C", "name": "Other", "unit": "hour", "source": "formula", "formula": "Nowhere"}],
        "scenarios": [{"id": "s", "name": "A plan", "overrides": [{"path": "metric/Z/estimate", "value": "4"}]}])");
    const Finished checked = runCli({"check", unknown});
    CHECK(checked.exitCode == 1);
    CHECK_THAT(checked.out, Contains("error: metric/C") && Contains("Nowhere"));
    CHECK_THAT(checked.out, Contains("scenario/s") && Contains("metric/Z/estimate"));
}

TEST_CASE("a file below a plain file cannot be written") {
    const TransitFolder transit;
    const std::string below = transit.model + "/x";
    for (const auto& arguments :
         std::vector<std::vector<std::string>>{{"export", transit.model, "-o", below + ".json"},
                                               {"export", transit.model, "-o", below + ".csv"},
                                               {"new", "--template", "transit", below + ".tributary"}}) {
        const Finished refused = runCli(arguments);
        INFO(arguments.front());
        CHECK(refused.exitCode == 1);
        CHECK_THAT(refused.err, Contains(below) && Contains("written"));
    }
}
