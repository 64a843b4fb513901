// SPDX-License-Identifier: GPL-3.0-or-later
// tributary-cli export and import.
#include "core/storage/document_file.h"
#include "tests/cli/cases.h"

#include <algorithm>

using namespace tributary::test;
using Catch::Contains;
using Catch::StartsWith;

TEST_CASE("a model exported and imported is the same model") {
    const TransitFolder transit;
    mustRun({"export", transit.model, "-o", transit / "a.json"});
    mustRun({"import", transit / "a.json", "-o", transit / "b.tributary"});
    mustRun({"export", transit / "b.tributary", "-o", transit / "b.json"});
    CHECK(fileText(transit / "a.json").size() > 10000);
    CHECK(fileText(transit / "a.json") == fileText(transit / "b.json"));
    const auto fingerprint = [](const std::string& model) {
        return jsonOf({"run", model, "--json", "--deterministic", "--metrics", "none"}).at("model").at("fingerprint");
    };
    CHECK(fingerprint(transit.model) == fingerprint(transit / "b.tributary"));
}

TEST_CASE("an export replaces a file only when told so, and whole") {
    const TransitFolder transit;
    writeFile(transit / "a.json", "mine");
    const Finished refused = runCli({"export", transit.model, "-o", transit / "a.json"});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("a.json") && Contains("--force"));
    CHECK(fileText(transit / "a.json") == "mine");
    const Finished full =
        runShell("ulimit -f 1; exec \"$CLI\" export \"$1\" --force -o \"${1%/*}/a.json\"", transit.model);
    CHECK(full.exitCode == 1);
    CHECK_THAT(full.err, Contains("a.json cannot be written"));
    CHECK(fileText(transit / "a.json") == "mine");
    mustRun({"export", transit.model, "-o", transit / "a.json", "--force"});
    CHECK_THAT(fileText(transit / "a.json"), StartsWith("{"));
}

TEST_CASE("an import of a whole model replaces a file only when told so") {
    const TransitFolder transit;
    mustRun({"export", transit.model, "-o", transit / "a.json"});
    const Finished refused = runCli({"import", transit / "a.json", "-o", transit.model});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("--force"));
    CHECK(runCli({"import", transit / "a.json", "-o", transit.model, "--force"}).exitCode == 0);
}

TEST_CASE("metrics by period are a line for each scenario, metric and period") {
    const TransitFolder transit;
    const std::string small = transit.import("small", R"("settings": {"trials": 16, "periods": 6},
        "metrics": [{"id": "A", "name": "First, of two", "unit": "hour", "estimate": "1/2/3"},
                    {"id": "B", "name": "Second", "unit": "hour", "source": "formula", "formula": "2 * A"}],
        "scenarios": [{"id": "s", "name": "A plan", "overrides": [{"path": "metric/A/estimate", "value": "4"}]}])");
    mustRun({"export", small, "-o", transit / "a.csv"});
    const std::string text = fileText(transit / "a.csv");
    CHECK_THAT(text, StartsWith("scenario,metric,name,unit,period,bau_mean,"));
    CHECK(std::count(text.begin(), text.end(), '\n') == 1 + 2 * 6);
    CHECK_THAT(text, Contains("\ns,A,\"First, of two\",hour,1,") && Contains("\ns,B,Second,hour,6,"));
    CHECK_THAT(text, Contains(",8,8,8,8,8,8\n"));
}

TEST_CASE("forms that are unknown or not yet there are refused by name, with exit code 2") {
    const TransitFolder transit;
    for (const std::string form : {".xlsx", ".svg", ".png", ".PNG"}) {
        const Finished refused = runCli({"export", transit.model, "-o", transit / ("a" + form)});
        CHECK(refused.exitCode == 2);
        CHECK_THAT(refused.err, Contains("not yet supported") && Contains("a" + form));
        CHECK_FALSE(std::filesystem::exists(transit / ("a" + form)));
    }
    for (const std::string form : {".xes", ".graphml", ".xlsx"}) {
        const Finished refused = runCli({"import", transit / ("a" + form), "-o", transit.model});
        CHECK(refused.exitCode == 2);
        CHECK_THAT(refused.err, Contains("not yet supported") && Contains("a" + form));
    }
    for (const std::string name : {"a.docx", "a", "a.json.gz"}) {
        CHECK(runCli({"export", transit.model, "-o", transit / name}).exitCode == 2);
        CHECK(runCli({"import", transit / name, "-o", transit.model}).exitCode == 2);
    }
    writeFile(transit / "a.csv", "metric,date,value\nO3,2027-01-31,60\n");
    CHECK(runCli({"import", transit / "a.csv", "-o", transit.model}).exitCode == 2);
    for (const std::string kind : {"events", "contacts"}) {
        const Finished refused = runCli({"import", transit / "a.csv", "--as", kind, "-o", transit.model});
        CHECK(refused.exitCode == 2);
        CHECK_THAT(refused.err, Contains("not yet supported") && Contains(kind));
    }
    CHECK(runCli({"import", transit / "a.json", transit / "a.csv", "-o", transit.model}).exitCode == 2);
    CHECK(runCli({"import", transit / "a.json", "--as", "metrics", "-o", transit / "n.tributary"}).exitCode == 2);
    CHECK(runCli({"import", transit / "a.bpmn", "--as", "events", "-o", transit.model}).exitCode == 2);
    CHECK(runCli({"import", transit / "a.bpmn", transit / "a.csv", "-o", transit.model}).exitCode == 2);
    CHECK(runCli({"export", transit.model, "-o", transit / "b.json", "--process", "restore"}).exitCode == 2);
}

TEST_CASE("a process goes out as BPMN and comes in as the same process, as one edit that can be told apart") {
    const TransitFolder transit;
    mustRun({"export", transit.model, "-o", transit / "a.json"});
    mustRun({"export", transit.model, "-o", transit / "a.bpmn", "--process", "restore"});
    CHECK_THAT(fileText(transit / "a.bpmn"),
               Contains("<bpmn:definitions") && Contains("tributary:process=\"restore\""));
    const Finished refused = runCli({"export", transit.model, "-o", transit / "b.bpmn", "--process", "none"});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("none") && Contains("restore"));

    const Finished done = runCli({"import", transit / "a.bpmn", "-o", transit.model});
    CHECK(done.exitCode == 0);
    CHECK_THAT(done.out, Contains("a.bpmn: 1 imported (restore), 1 to look at"));
    CHECK_THAT(done.err, Contains("it takes the place of the map"));
    mustRun({"export", transit.model, "-o", transit / "b.json"});
    const auto before = nlohmann::json::parse(fileText(transit / "a.json"));
    const auto after = nlohmann::json::parse(fileText(transit / "b.json"));
    auto process = after.at("processes").at(0);
    CHECK(process.at("origin").at("drawing") == "a");
    process.erase("origin");
    CHECK(process == before.at("processes").at(0));
    CHECK(after.at("drawings").size() == 1);
    CHECK(runCli({"check", transit.model}).exitCode == 0);
    const auto file = tributary::DocumentFile::open(transit.model, tributary::FileAccess::readOnly);
    REQUIRE(file);
    CHECK(file->editsDone() == 1);
}

TEST_CASE("what a drawing holds that no map does is named on standard error, and a bad one changes nothing") {
    const TransitFolder transit;
    writeFile(transit / "a.bpmn",
              R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"><process id="p" name="Sell">
<startEvent id="s"/><task id="t" name="Offer"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><dataObject id="o" name="Price"/>
<dataObject/><dataObject/></process></definitions>)");
    const Finished done = runCli({"import", transit / "a.bpmn", "-o", transit.model});
    CHECK(done.exitCode == 0);
    CHECK_THAT(done.err, Contains("a.bpmn: dataObject o \"Price\": kept, not simulated"));
    CHECK_THAT(done.err, Contains("dataObject: kept, not simulated (2 times)"));
    mustRun({"export", transit.model, "-o", transit / "b.bpmn", "--process", "sell"});
    CHECK_THAT(fileText(transit / "b.bpmn"), Contains("<dataObject id=\"o\" name=\"Price\"/>"));
    CHECK(runCli({"run", transit.model, "--trials", "16"}).exitCode == 0);

    mustRun({"export", transit.model, "-o", transit / "before.json"});
    writeFile(transit / "c.bpmn", "<definitions>");
    const Finished refused = runCli({"import", transit / "a.bpmn", transit / "c.bpmn", "-o", transit.model});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("c.bpmn: line 1"));
    mustRun({"export", transit.model, "-o", transit / "after.json"});
    CHECK(fileText(transit / "before.json") == fileText(transit / "after.json"));
}

TEST_CASE("measured values come in, and the lines that do not are named by number and reason") {
    const TransitFolder transit;
    writeFile(transit / "a.csv", "metric,date,value,unit\n"
                                 "O3,2027-01-31,60,hour\n"
                                 "O99,2027-01-31,60,hour\n"
                                 "O3,2027-02-30,60,hour\n"
                                 "O3,2027-02-28,many,hour\n"
                                 "O3,2027-03-31,60,USD\n"
                                 "O3,2027-04-30,2,day\n");
    const Finished done = runCli({"import", transit / "a.csv", "--as", "actuals", "-o", transit.model});
    CHECK(done.exitCode == 0);
    CHECK_THAT(done.out, Contains("2 imported, 4 refused"));
    CHECK_THAT(done.err, Contains("a.csv:3: ") && Contains("O99") && Contains("a.csv:4: ") && Contains("2027-02-30") &&
                             Contains("a.csv:5: ") && Contains("many") && Contains("a.csv:6: ") && Contains("USD"));
    mustRun({"export", transit.model, "-o", transit / "m.json"});
    const auto model = nlohmann::json::parse(fileText(transit / "m.json"), nullptr, false);
    REQUIRE(model.is_object());
    CHECK(model.at("actuals").size() == 2);
    CHECK(runCli({"check", transit.model}).exitCode == 0);
}

TEST_CASE("metrics of several files come in together, a parent from the first for a child in the second") {
    const TransitFolder transit;
    writeFile(transit / "a.csv", "id,name,level,unit,value\nX1,Overtime,operating,hour/month,300/400/600\n");
    writeFile(transit / "b.csv", "id,name,unit,value,parent\nX2,Calls at night,call/month,20,X1\n");
    const Finished done =
        runCli({"import", transit / "a.csv", transit / "b.csv", "--as", "metrics", "-o", transit.model});
    CHECK(done.exitCode == 0);
    CHECK(done.err.empty());
    mustRun({"export", transit.model, "-o", transit / "m.json"});
    CHECK_THAT(fileText(transit / "m.json"), Contains("\"Overtime\"") && Contains("\"300/400/600\""));
    CHECK(jsonOf({"run", transit.model, "--json", "--trials", "8"}).at("scenarios").front().at("metrics").size() == 24);
}

TEST_CASE("an import of which no line is good stops, and the model stays as it was") {
    const TransitFolder transit;
    mustRun({"export", transit.model, "-o", transit / "before.json"});
    writeFile(transit / "a.csv", "metric,date,value\nO99,2027-01-31,60\n");
    writeFile(transit / "b.csv", "colour,shape\nred,round\n");
    for (const char* name : {"a.csv", "b.csv", "none.csv"}) {
        const Finished refused = runCli({"import", transit / name, "--as", "actuals", "-o", transit.model});
        CHECK(refused.exitCode == 1);
        CHECK_THAT(refused.err, Contains(name));
    }
    mustRun({"export", transit.model, "-o", transit / "after.json"});
    CHECK(fileText(transit / "before.json") == fileText(transit / "after.json"));
}

TEST_CASE("a table is imported into a model that is there") {
    const TemporaryFolder folder;
    writeFile(folder / "a.csv", "metric,date,value\nO3,2027-01-31,60\n");
    const Finished refused = runCli({"import", folder / "a.csv", "--as", "actuals", "-o", folder / "m.tributary"});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("m.tributary"));
}

TEST_CASE("a model that is open elsewhere can be run, but not changed") {
    const TransitFolder transit;
    const auto open = tributary::DocumentFile::open(transit.model);
    REQUIRE(open);
    REQUIRE(open->access() == tributary::FileAccess::readWrite);
    writeFile(transit / "a.csv", "metric,date,value\nO3,2027-01-31,60\n");
    const Finished refused = runCli({"import", transit / "a.csv", "--as", "actuals", "-o", transit.model});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("m.tributary cannot be changed"));
    CHECK(runCli({"run", transit.model, "--trials", "16"}).exitCode == 0);
}

TEST_CASE("measured times and arrivals come in from a column, and what is wrong is named by its line") {
    const TransitFolder transit;
    writeFile(transit / "t.csv", "case,Time (min)\n1,3\n2,5\n3,8\n");
    const Finished done = runCli({"import", transit / "t.csv", "--as", "times", "--to", "process/restore/task/T1/touch",
                                  "--column", "Time (min)", "-o", transit.model});
    CHECK(done.exitCode == 0);
    CHECK(done.err.empty());
    writeFile(transit / "a.csv", "2024-03-01 08:15\n2024-03-01 09:00\n2024-03-02 09:00\n");
    mustRun({"import", transit / "a.csv", "--as", "times", "--to", "process/restore/arrivals", "-o", transit.model});
    mustRun({"export", transit.model, "-o", transit / "m.json"});
    CHECK_THAT(fileText(transit / "m.json"), Contains("\"3, 5, 8 minute\"") && Contains("\"measured\"") &&
                                                 Contains("\"2024-03-01 08:15, 2024-03-01 09:00, 2024-03-02 09:00\""));
    CHECK(runCli({"run", transit.model, "--trials", "16"}).exitCode == 0);
    writeFile(transit / "b.csv", "3\nfive\n");
    const Finished refused = runCli(
        {"import", transit / "b.csv", "--as", "times", "--to", "process/restore/task/T1/touch", "-o", transit.model});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("b.csv: Line 2: `five` is no number"));
    CHECK(runCli({"import", transit / "b.csv", "--as", "times", "-o", transit.model}).exitCode == 2);
    CHECK(runCli({"import", transit / "b.csv", "--as", "actuals", "--to", "x", "-o", transit.model}).exitCode == 2);
}
