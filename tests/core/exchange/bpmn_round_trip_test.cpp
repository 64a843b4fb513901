// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/json.h"
#include "core/exchange/templates.h"
#include "core/model/validate.h"
#include "tests/core/exchange/bpmn_builder.h"
#include "tests/core/model/measured.h"
#include "tests/shared_data.h"

#include <fstream>
#include <iterator>
#include <map>

using namespace tributary;
using namespace tributary::test;

namespace {

std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The text without what an export adds to every process: our namespace and the id of the map.
std::string withoutMarks(std::string text) {
    for (const std::string_view mark : {" xmlns:tributary=\"", " tributary:process=\""})
        for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
            text.erase(at, text.find('"', at + mark.size()) + 1 - at);
    return text;
}

std::map<std::string, size_t> countsOf(const std::string& text, const std::vector<std::string>& columns) {
    const auto tree = XmlTree::parse(text);
    REQUIRE(tree);
    std::map<std::string, size_t> counts;
    for (XmlIndex i = 0; i < tree->elements().size(); ++i) {
        const std::string& local = tree->name(i).local;
        if (!tree->name(i).space.starts_with("http://www.omg.org/spec/"))
            continue;
        std::string name = local;
        name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
        if (name.ends_with("Task") || name == "Task")
            name = "ANYTASK";
        if (name == "Transaction" || name == "AdHocSubProcess")
            name = "SubProcess";
        ++counts[name];
    }
    std::map<std::string, size_t> asked;
    for (const std::string& column : columns)
        asked[column] = counts[column];
    return asked;
}

/// The map as a reader of its own export sees it, with what BPMN does not carry.
Process reread(const Model& model, const Process& process) {
    const Model again = withDrawing(model, exported(model, process.id));
    const Process* found = again.processes().find(process.id);
    REQUIRE(found);
    Process read = *found;
    read.origin = process.origin;
    return read;
}

} // namespace

TEST_CASE("All files come in and go out again as they were, but for the encoding and the ids of maps") {
    const auto counts = sharedData("oracles/bpmn_element_counts.csv");
    const auto folder = sharedData("data/bpmn");
    if (!counts || !folder)
        return;
    const auto rows = readCsv(*counts);
    REQUIRE(rows.size() == 11);
    const std::vector<std::string> columns(rows[0].begin() + 2, rows[0].end());
    for (size_t row = 1; row < rows.size(); ++row) {
        INFO(rows[row][0]);
        const std::string bytes = bytesOf(*folder / rows[row][0]);
        const Model model = withDrawing(Model(), bytes, "file");
        const std::string text = exported(model, model.processes().begin()->id);
        CHECK(withoutMarks(text) == utf8Xml(bytes).value());
        std::map<std::string, size_t> expected;
        for (size_t i = 0; i < columns.size(); ++i)
            expected[columns[i]] = std::stoul(rows[row][i + 2]);
        CHECK(countsOf(text, columns) == expected);
        CHECK(readJson(writeJson(model)).value() == model);
        for (const Problem& problem : validate(measured(model)))
            if (problem.severity == Severity::error) // the shop of the pizzas waits for calls until its end terminates
                                                     // that, and branches of A.4.0 end each by itself
                CHECK_THAT(problem.message, Catch::Contains("there is no way to an end") ||
                                                Catch::Contains("No case ever comes to") ||
                                                Catch::Contains("cases are not put together again"));
        for (const Process& process : model.processes())
            CHECK(exported(model, process.id) == text);
        CHECK(withDrawing(model, text).processes().size() == model.processes().size());
        for (const Process& process : model.processes())
            CHECK(reread(model, process) == process);
    }
}

TEST_CASE("A map that was drawn here goes out and comes in as the same map") {
    const Model model = modelFromTemplate("transit").value();
    for (const Process& process : model.processes()) {
        INFO(process.id.text);
        CHECK(reread(model, process) == process);
    }
}

TEST_CASE("Working hours, priorities, patience, spreads and several pools of an exception go out and come in") {
    const Model model = modelFromTemplate("transit").value();
    Process process = *model.processes().begin();
    REQUIRE(process.pools.size() > 1);
    process.cycleTimeBy = CycleTimeBy::factor;
    process.pools[0].hours = WorkingHours::parse("Mon\u2013Fri 06:00-14:00 \u00d73, 14:00-22:00").value();
    process.steps[1].priority = -2;
    process.steps[1].patience = Parameter::parse("1/2/4 day").value();
    process.steps[1].spread = Spread::constant;
    process.exceptions[0].priority = 7;
    process.exceptions[0].spread = Spread::exponential;
    for (const Pool& pool : process.pools)
        if (pool.id != process.exceptions[0].pool)
            process.exceptions[0].alsoPools.push_back(pool.id);
    const Model changed = apply(model, Edit{{}, {}, {put(process)}}).model;
    CHECK(reread(changed, process) == process);
    // A pool that a file names twice is taken once.
    Process often = process;
    often.exceptions[0].alsoPools.insert(often.exceptions[0].alsoPools.end(), 1000, process.exceptions[0].alsoPools[0]);
    CHECK(reread(apply(model, Edit{{}, {}, {put(often)}}).model, often) == process);
}

TEST_CASE("Measured times and moments of arrival go out and come in") {
    const Model model = modelFromTemplate("transit").value();
    Process process = *model.processes().begin();
    REQUIRE(process.steps.size() > 1);
    process.arrivalTimes = ArrivalTimes::parse("2024-03-01 08:15, 2024-03-01 09:00, 2024-03-04 08:00").value();
    process.steps[1].spread = process.exceptions[0].spread = Spread::measured;
    process.steps[1].touchTimes = MeasuredTimes::parse("3\n5\n8 min\n").value();
    process.steps[1].delayTimes = MeasuredTimes::parse("1, 2 day").value();
    process.exceptions[0].touchTimes = MeasuredTimes::parse("0, 0.25, 1").value();
    process.exceptions[0].delayTimes = MeasuredTimes::parse("2 week").value();
    const Model changed = apply(model, Edit{{}, {}, {put(process)}}).model;
    CHECK(reread(changed, process) == process);
}
