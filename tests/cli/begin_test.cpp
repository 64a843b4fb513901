// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that begin and check a model, and the command line itself.
#include "tests/cli/cases.h"

using namespace tributary::test;
using Catch::Contains;
using Catch::StartsWith;

TEST_CASE("templates are listed by id, and each makes a model") {
    const std::string list = mustRun({"templates"});
    CHECK_THAT(list, StartsWith("transit: "));
    const TemporaryFolder folder;
    for (const std::string id :
         {"call-centre", "service-desk", "special-terms", "missed-delivery", "failed-test", "consulting"}) {
        CHECK_THAT(list, Contains("\n" + id + ": "));
        CHECK(runCli({"new", "--template", id, folder / (id + ".tributary")}).exitCode == 0);
    }
}

TEST_CASE("a template becomes a model without problems, in one file and in silence") {
    const TransitFolder transit;
    CHECK(std::filesystem::exists(transit.model));
    size_t files = 0;
    for (const auto& each : std::filesystem::directory_iterator(std::filesystem::path(transit.model).parent_path()))
        files += each.is_regular_file();
    CHECK(files == 1);
    const Finished checked = runCli({"check", transit.model});
    CHECK(checked.exitCode == 0);
    CHECK(checked.out.empty());
    CHECK_THAT(checked.err, Contains("no problems"));
}

TEST_CASE("a model that exists is replaced only when told so") {
    const TransitFolder transit;
    const Finished refused = runCli({"new", "--template", "transit", transit.model});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains(transit.model) && Contains("--force"));
    CHECK(runCli({"new", "--template", "transit", transit.model, "--force"}).exitCode == 0);
    CHECK(runCli({"check", transit.model}).exitCode == 0);
}

TEST_CASE("a line of problems comes once however often its problem is found") {
    const TransitFolder transit;
    const std::string thrice = transit.import("thrice", R"("inputs": [{"id": "a", "value": "1/2/3"}],
        "scenarios": [{"id": "s", "name": "Plan", "overrides": [{"path": "input/a", "value": "1"},
            {"path": "input/a", "value": "2"}, {"path": "input/a", "value": "3"}]}])");
    const Finished checked = runCli({"check", thrice});
    CHECK(checked.exitCode == 1);
    const size_t first = checked.out.find("changes a twice");
    REQUIRE(first != std::string::npos);
    CHECK(checked.out.find("changes a twice", first + 1) == std::string::npos);
}

TEST_CASE("what only the numbers of a model show is a warning that stops nothing") {
    const TransitFolder transit;
    const std::string below = transit.import("below", R"("groups": [{"id": "g", "name": "Staff", "headcount": "10"}],
        "metrics": [{"id": "L", "name": "Search", "unit": "hour", "estimate": "5"}],
        "interventions": [{"id": "t", "name": "Tool", "adoption": {"p": "0.1", "q": "0.4",
            "targets": [{"group": "g", "ceiling": "90%"}]}, "effects": [{"id": "e", "name": "Less", "target": "metric/L",
            "form": "in_units", "size": "-20 hour", "participants": [{"group": "g"}], "curve": "linear"}]}],
        "scenarios": [{"id": "s", "name": "Plan", "interventions": ["t"]}])");
    const Finished checked = runCli({"check", below});
    CHECK(checked.exitCode == 0);
    CHECK_THAT(checked.out, StartsWith("warning: metric/L: Search falls below zero in period "));
}

TEST_CASE("a name with breaks of lines stays in its line") {
    const TransitFolder transit;
    const std::string broken = transit.import("broken", R"("settings": {"title": "Two\nlines"}, "metrics": [
        {"id": "A", "name": "Time\nto\r\nwait", "unit": "hour", "estimate": "1/2/3"}],
        "scenarios": [{"id": "s", "name": "The\tnew\nplan",
            "overrides": [{"path": "metric/A/estimate", "value": "2"}]}])");
    const std::string text = mustRun({"run", broken, "--trials", "64", "--metrics", "all"});
    CHECK_THAT(text, StartsWith("Two lines\n"));
    CHECK_THAT(text, Contains("\nThe new plan (s)\n"));
    CHECK_THAT(text, Contains("Time to  wait"));
}

TEST_CASE("control characters in a model's names do not reach the terminal") {
    const TransitFolder transit;
    const std::string hostile = transit.import("hostile", R"("metrics": [
        {"id": "A", "name": "red\u001b[31m\u009b2J\u007f", "unit": "hour", "estimate": "1/2/3"},
        {"id": "B", "name": "Blank\u0007", "unit": "hour"},
        {"id": "C", "name": "Twice", "unit": "hour", "source": "formula", "formula": "2 * B"}],
        "scenarios": [{"id": "s", "name": "clear\u001b[2J", "overrides": [{"path": "metric/A/estimate", "value": "2"}]}])");
    const auto clean = [](const std::string& text) {
        return text.find_first_of("\x1b\x07\x7f") == std::string::npos && text.find("\xc2\x9b") == std::string::npos;
    };
    const Finished checked = runCli({"check", hostile});
    CHECK(checked.exitCode == 1);
    CHECK(clean(checked.out));
    CHECK_THAT(checked.out, Contains("Blank\\u0007"));
    const Finished refused = runCli({"run", hostile});
    CHECK(clean(refused.err));
    CHECK_THAT(refused.err, Contains("Blank\\u0007"));

    const std::string whole = transit.import("whole", R"("metrics": [
        {"id": "A", "name": "red\u001b[31m\u009b2J", "unit": "hour", "estimate": "1/2/3"}],
        "scenarios": [{"id": "s", "name": "clear\u001b[2J", "overrides": [{"path": "metric/A/estimate", "value": "2"}]}])");
    const std::string text = mustRun({"run", whole, "--trials", "64", "--metrics", "all"});
    CHECK(clean(text));
    CHECK_THAT(text, Contains("clear\\u001b[2J"));
    const std::string json = mustRun({"run", whole, "--trials", "64", "--json"});
    CHECK(clean(json));
    CHECK(nlohmann::json::parse(json)["scenarios"][0]["metrics"][0]["name"] == "red\x1b[31m\xc2\x9b"
                                                                               "2J");
}

TEST_CASE("an unknown template is refused and the known ones are named") {
    const TemporaryFolder folder;
    const Finished refused = runCli({"new", "--template", "railway", folder / "m.tributary"});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("railway") && Contains("transit"));
    CHECK_FALSE(std::filesystem::exists(folder / "m.tributary"));
}

TEST_CASE("the name of a new model ends in .tributary") {
    const TemporaryFolder folder;
    CHECK(runCli({"new", "--template", "transit", folder / "m.txt"}).exitCode == 2);
    CHECK_FALSE(std::filesystem::exists(folder / "m.txt"));
}

TEST_CASE("a model is not made below a plain file or in a folder that is not there") {
    const TransitFolder transit;
    for (const std::string& path : {transit.model + "/x.tributary", transit / "none/x.tributary"}) {
        const Finished refused = runCli({"new", "--template", "transit", path});
        CHECK(refused.exitCode == 1);
        CHECK_THAT(refused.err, Contains(path));
    }
}

TEST_CASE("each problem is a line with its severity, place and what to do, and an error is exit code 1") {
    const TransitFolder transit;
    const std::string loop = transit.import("loop", R"("metrics": [
        {"id": "A", "name": "First", "unit": "hour", "source": "formula", "formula": "B"},
        {"id": "B", "name": "Second", "unit": "hour", "source": "formula", "formula": "A"}])");
    const Finished checked = runCli({"check", loop});
    CHECK(checked.exitCode == 1);
    CHECK_THAT(checked.out, StartsWith("error: metric/A: ") && Contains("Second") && Contains("delay"));
    CHECK_THAT(checked.out, Catch::EndsWith("\n"));
}

TEST_CASE("a full disk is said, and no half model is left") {
    const TemporaryFolder folder;
    const Finished refused =
        runShell("ulimit -f 16; exec \"$CLI\" new --template transit \"$1\"", folder / "m.tributary");
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("m.tributary"));
    CHECK_FALSE(std::filesystem::exists(folder / "m.tributary"));
}

TEST_CASE("help and version are results") {
    CHECK_THAT(mustRun({"--version"}), StartsWith("tributary-cli "));
    const std::string help = mustRun({"--help"});
    for (const std::string command : {"templates", "new", "check", "run", "report", "export", "import"}) {
        CHECK_THAT(help, Contains("\n  " + command + " "));
        CHECK_THAT(mustRun({command, "--help"}), Contains("Usage: tributary-cli " + command));
    }
}

TEST_CASE("a wrong command line is exit code 2 and names what is wrong") {
    struct Wrong {
        std::vector<std::string> arguments;
        std::string named;
    };
    const std::vector<Wrong> all{{{}, "--help"},
                                 {{"frobnicate"}, "frobnicate"},
                                 {{"--frobnicate"}, "--frobnicate"},
                                 {{"run"}, "model"},
                                 {{"run", "m.tributary", "--frobnicate"}, "--frobnicate"},
                                 {{"run", "m.tributary", "n.tributary"}, "n.tributary"},
                                 {{"run", "m.tributary", "--trials"}, "--trials"},
                                 {{"run", "m.tributary", "--trials", "0"}, "--trials"},
                                 {{"run", "m.tributary", "--trials", "-5"}, "--trials"},
                                 {{"run", "m.tributary", "--trials", "1e3"}, "--trials"},
                                 {{"run", "m.tributary", "--trials", "0x10"}, "--trials"},
                                 {{"run", "m.tributary", "--trials", "1,000"}, "--trials"},
                                 {{"run", "m.tributary", "--trials", "99999999999999999999"}, "--trials"},
                                 {{"run", "m.tributary", "--trials="}, "--trials"},
                                 {{"run", "m.tributary", "--trials", "8", "--trials", "9"}, "--trials"},
                                 {{"run", "m.tributary", "--seed", "nan"}, "--seed"},
                                 {{"run", "m.tributary", "--seed", "9223372036854775808"}, "--seed"},
                                 {{"run", "m.tributary", "--threads", "0"}, "--threads"},
                                 {{"run", "m.tributary", "--sampler", "dice"}, "--sampler"},
                                 {{"run", "m.tributary", "--metrics", "some"}, "--metrics"},
                                 {{"check", "m.tributary", "--trials", "8"}, "--trials"},
                                 {{"new", "m.tributary"}, "--template"},
                                 {{"new", "--template", "transit"}, "model"},
                                 {{"export", "m.tributary"}, "--output"},
                                 {{"report", "m.tributary"}, "--output"},
                                 {{"report", "m.tributary", "-o", "r.pdf", "--paper", "a3"}, "--paper"},
                                 {{"report", "m.tributary", "-o", "r.docx"}, "r.docx"},
                                 {{"import", "-o", "m.tributary"}, "files"},
                                 {{"import", "a.csv", "--as", "money", "-o", "m.tributary"}, "--as"}};
    for (const Wrong& wrong : all) {
        const Finished refused = runCli(wrong.arguments);
        INFO(wrong.named << ": " << refused.err);
        CHECK(refused.exitCode == 2);
        CHECK(refused.out.empty());
        CHECK_THAT(refused.err, StartsWith("tributary-cli: ") && Contains(wrong.named));
    }
}
