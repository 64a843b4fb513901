// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "core/report/register.h"
#include "core/report/report.h"
#include "core/report/words.h"
#include "tests/builders.h"

#include <algorithm>
#include <map>

using namespace tributary;

namespace {

Results runTransit(const Model& model, Uncertainty uncertainty) {
    CompileOptions what;
    what.uncertainty = uncertainty;
    const auto program = compile(model, what);
    REQUIRE(program);
    RunOptions how = runOptions(model.settings());
    how.trials = 256;
    return *run(*program, how);
}

struct Transit {
    Model model = test::need(modelFromTemplate("transit"));
    Results sampled = runTransit(model, Uncertainty::sampled);
    Results mostLikely = runTransit(model, Uncertainty::mostLikely);
    Report report = makeReport(model, sampled, mostLikely, std::string(64, 'a'), "2027-01-01");
};

std::vector<TableBlock> tablesOf(const Report& report) {
    std::vector<TableBlock> tables;
    for (const ReportSection& section : report.sections)
        for (const ReportBlock& block : section.blocks)
            if (const auto* table = std::get_if<TableBlock>(&block))
                tables.push_back(*table);
    return tables;
}

/// The register of a report of all scenarios.
ReportSection wholeRegister(const Model& model) {
    std::vector<ScenarioResults> scenarios;
    for (const Scenario& scenario : model.scenarios())
        scenarios.emplace_back().id = scenario.id;
    return assumptionRegister(model, scenarios);
}

const TableBlock& registerTable(const ReportSection& section) { return std::get<TableBlock>(section.blocks.front()); }

} // namespace

TEST_CASE("the register lists every figure of the transit case once, under a heading") {
    const Model model = test::need(modelFromTemplate("transit"));
    std::multimap<std::string, int> wanted;
    size_t count = 0;
    size_t formulas = 0;
    forEachQuantity(model, [&](const QuantitySite& site) {
        ++count;
        const bool takesUnit = site.quantity && !site.quantity->unit() && !site.unit.empty() && site.unit != "1";
        if (site.quantity)
            wanted.emplace(site.quantity->text() + (!takesUnit                    ? ""
                                                    : site.unit.starts_with("1/") ? " per " + site.unit.substr(2)
                                                                                  : " " + site.unit),
                           0);
        else
            ++formulas;
    });
    const ReportSection section = wholeRegister(model);
    const TableBlock& table = registerTable(section);
    size_t rows = 0;
    size_t readable = 0;
    std::vector<std::string> headings;
    std::vector<std::string> named;
    for (const auto& row : table.rows) {
        if (row.kind == TableBlock::Row::Kind::heading) {
            headings.push_back(row.cells.front());
            continue;
        }
        ++rows;
        REQUIRE(row.cells.size() == table.head.size());
        REQUIRE_FALSE(headings.empty());
        named.push_back(headings.back() + "/" + row.cells[0] + "/" + row.cells[1]);
        if (const auto typed = wanted.find(row.cells[2]); typed != wanted.end())
            wanted.erase(typed);
        else
            ++readable;
        // A formula is read by names: no id of the case is left.
        CHECK(row.cells[2] != "L1");
        CHECK(row.cells[2].find("L4") == std::string::npos);
    }
    // What is no quantity comes as well: the factors of a stall, the weights of mixing, constants within formulas.
    CHECK(rows > count);
    CHECK(wanted.empty());
    CHECK(readable == formulas + (rows - count));
    CHECK(formulas > 0);
    const auto isListed = [&](const std::string& owner, const std::string& figure, const std::string& entered) {
        return std::ranges::any_of(table.rows, [&](const auto& row) {
            return row.kind == TableBlock::Row::Kind::ordinary && row.cells[0].starts_with(owner) &&
                   row.cells[1].starts_with(figure) && row.cells[2].find(entered) != std::string::npos;
        });
    };
    CHECK(isListed("Stall", "multiplies every ceiling", "0.35"));
    CHECK(isListed("Stall", "multiplies the rate of leaving", "2.5"));
    CHECK(isListed("Example of ", "weights for ", "0."));
    // Formulas with numbers of their own have a table of their own.
    const auto& formulaTable = std::get<TableBlock>(section.blocks.at(1));
    for (const char* constant : {"1500 hour/month", "1100 USD/breakdown"})
        CHECK(std::ranges::any_of(formulaTable.rows,
                                  [&](const auto& row) { return row.cells[1].find(constant) != std::string::npos; }));
    // A heading comes once, and no two rows under it have the same name.
    std::sort(headings.begin(), headings.end());
    CHECK(std::adjacent_find(headings.begin(), headings.end()) == headings.end());
    std::sort(named.begin(), named.end());
    CHECK(std::adjacent_find(named.begin(), named.end()) == named.end());
}

TEST_CASE("the register keeps the name of an owner apart from the names of its figures") {
    Model model = test::need(modelFromTemplate("transit"));
    const auto renamed = [&](const EntityRef& entity, const std::string& name) {
        model = apply(model, test::need(setField(model, entity, "name", name))).model;
    };
    renamed({"group", "mt"}, "Maintenance: day and night");
    const ReportSection section = wholeRegister(model);
    const TableBlock& table = registerTable(section);
    REQUIRE(table.columns.front() == TableBlock::Column::owner);
    const auto figuresOf = [&](const std::string& owner) {
        std::vector<std::string> figures;
        for (const auto& row : table.rows)
            if (row.kind == TableBlock::Row::Kind::ordinary && row.cells[0] == owner)
                figures.push_back(row.cells[1]);
        return figures;
    };
    CHECK(figuresOf("Maintenance: day and night") == std::vector<std::string>{"headcount", "hourly cost"});
    CHECK(figuresOf("Report and triage") == std::vector<std::string>{"touch time", "spread of the touch time"});
    CHECK(figuresOf("Fleet") == std::vector<std::string>{""});
    CHECK(figuresOf("Mean distance between breakdowns") == std::vector<std::string>{"", "drift"});
}

TEST_CASE("the register of a report has the figures of the scenarios it reports") {
    const Model model = test::need(modelFromTemplate("transit"));
    const auto isNamed = [](const ReportSection& section) {
        return std::ranges::any_of(registerTable(section).rows, [](const auto& row) {
            return row.cells[0].find("more parts") != std::string::npos;
        });
    };
    CHECK(isNamed(wholeRegister(model)));
    std::vector<ScenarioResults> one(1);
    one[0].id = ScenarioId("parts-exchange");
    CHECK_FALSE(isNamed(assumptionRegister(model, one)));
}

TEST_CASE("a figure without a source of its own is called an assumption") {
    Model model;
    model = apply(model, Edit{{}, {}, {put(test::input("a", "Price", "USD", "1/2/3"))}}).model;
    const ReportSection section = wholeRegister(model);
    const auto& rows = registerTable(section).rows;
    const auto price = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.cells[0] == "Price"; });
    REQUIRE(price != rows.end());
    CHECK(price->cells == std::vector<std::string>{"Price", "", "1/2/3 USD", "assumption", ""});
    CHECK(evidenceNote(model) == "The one figure with a range is an assumption (grade D or none) until records replace "
                                 "it. The register of assumptions lists each figure with its source and grade.");
}

TEST_CASE("the years of the cash flow add up to the flows of the run") {
    const Transit transit;
    const auto tables = tablesOf(transit.report);
    const auto years = std::find_if(tables.begin(), tables.end(), [](const TableBlock& table) {
        return table.caption.starts_with("Cash flow by year");
    });
    REQUIRE(years != tables.end());
    CHECK(years->rows.size() == 1 + 5);
    const ScenarioResults& scenario = transit.sampled.scenarios.front();
    // All have one unit, that of the largest amount.
    const auto benefit = [&](int first, int last) {
        double sum = 0;
        for (int period = first; period <= last; ++period)
            sum += *scenario.cashFlow.at(static_cast<size_t>(period)).benefit.mean;
        return sum;
    };
    const MoneyWords words("USD", benefit(49, 60));
    const auto net = [&](int first, int last) {
        double cost = 0;
        for (int period = first; period <= last; ++period)
            cost += *scenario.cashFlow.at(static_cast<size_t>(period)).cost.mean;
        return words.value(benefit(first, last) - cost);
    };
    CHECK(years->rows[0].cells[0] == "At the start");
    CHECK(years->rows[0].cells[3] == net(0, 0));
    CHECK(years->rows[1].cells[3] == net(1, 12));
    CHECK(years->rows[5].cells[3] == net(49, 60));
}

TEST_CASE("every table of a report is whole and its widths fill the page") {
    const Transit transit;
    const auto tables = tablesOf(transit.report);
    CHECK(tables.size() > 8);
    for (const TableBlock& table : tables) {
        INFO(table.caption);
        REQUIRE(table.columns.size() == table.head.size());
        REQUIRE(table.widths.size() == table.head.size());
        double width = 0;
        for (const double share : table.widths)
            width += share;
        CHECK(width == Approx(1));
        for (const auto& row : table.rows)
            CHECK(row.cells.size() == (row.kind == TableBlock::Row::Kind::heading ? 1 : table.head.size()));
    }
}

TEST_CASE("a report begins with a finding of each scenario and ends with how it was worked out") {
    const Transit transit;
    const Report& report = transit.report;
    REQUIRE(report.findings.size() == transit.sampled.scenarios.size());
    for (size_t i = 0; i < report.findings.size(); ++i)
        CHECK(report.findings[i].starts_with(transit.sampled.scenarios[i].name));
    CHECK(report.title == transit.model.settings().title);
    CHECK(report.footer.find("seed 20260") != std::string::npos);
    CHECK(report.footer.find("256 trials") != std::string::npos);
    REQUIRE_FALSE(report.sections.empty());
    CHECK(report.sections.front().name.starts_with("Summary"));
    CHECK(report.sections.back().name == "Method");
    // The serif has no minus: no sentence in it holds a negative number.
    for (const ReportSection& section : report.sections) {
        CHECK(section.title.find("\u2212") == std::string::npos);
        for (const ReportBlock& block : section.blocks)
            if (const auto* finding = std::get_if<FindingBlock>(&block))
                CHECK(finding->text.find("\u2212") == std::string::npos);
    }
}

TEST_CASE("a correlation names its figures") {
    const Transit transit;
    const auto tables = tablesOf(transit.report);
    const auto together = std::ranges::find(tables, std::string("Figures that move together"), &TableBlock::caption);
    REQUIRE(together != tables.end());
    for (const auto& row : together->rows) {
        CHECK_FALSE(row.cells[1].empty());
        CHECK(row.cells[1].find("metric/") == std::string::npos); // by names, not by paths
    }
}

TEST_CASE("a scenario without a name goes by its id, and trials that failed are told on the summary") {
    Transit transit;
    transit.sampled.scenarios.front().name.clear();
    transit.sampled.trialsFailed = 12;
    const Report report =
        makeReport(transit.model, transit.sampled, transit.mostLikely, std::string(64, 'a'), "2027-01-01");
    CHECK(report.sections.front().title == transit.sampled.scenarios.front().id.text);
    CHECK(report.findings.front().starts_with(transit.sampled.scenarios.front().id.text));
    bool isTold = false;
    for (const ReportBlock& block : report.sections.front().blocks)
        if (const auto* note = std::get_if<NoteBlock>(&block))
            isTold = isTold || note->text.starts_with(unbroken("12 of 256 trials"));
    CHECK(isTold);
}

TEST_CASE("the report's period is the end of the second year, or the last there is") {
    CHECK(reportPeriod(Timeline{PeriodKind::month, 60, {}}) == 24);
    CHECK(reportPeriod(Timeline{PeriodKind::quarter, 20, {}}) == 8);
    CHECK(reportPeriod(Timeline{PeriodKind::month, 7, {}}) == 7);
}

TEST_CASE("the method says once how each cycle time was come by") {
    Transit transit;
    const CycleTimeResults told = transit.sampled.cycleTimes.at(0);
    CHECK(told.words.find("cycle time by the formulas, which simulation finds at ") == 0);
    transit.sampled.notes = {told.name + ": " + told.words, "something else"}; // as where it were corrected
    const Report report = makeReport(transit.model, transit.sampled, transit.mostLikely, "", "2027-01-01");
    std::vector<std::string> paragraphs, notes;
    for (const ReportSection& section : report.sections)
        for (const ReportBlock& block : section.blocks) {
            if (const auto* paragraph = std::get_if<ParagraphBlock>(&block); paragraph && section.name == "Method")
                paragraphs.push_back(plainText(paragraph->text));
            if (const auto* note = std::get_if<NoteBlock>(&block); note && section.name == "Method")
                notes.push_back(note->text);
        }
    CHECK(std::ranges::count(paragraphs, plainText(told.name + ": " + told.words + ".")) == 1);
    CHECK(notes == std::vector<std::string>{"something else"});
}

TEST_CASE("scenarios stand side by side with the ranges of each headline, and with what is between them") {
    Model model = test::need(modelFromTemplate("transit"));
    Scenario belief = *model.scenarios().find(ScenarioId("parts-exchange"));
    belief.id = ScenarioId("stalls-not");
    belief.name = "If it does not stall";
    belief.overrides = {{"intervention/parts-exchange/stall/probability", test::need(OverrideValue::parse("0 %"))}};
    model = test::with(model, belief);
    const Results sampled = runTransit(model, Uncertainty::sampled);
    const Report report =
        makeReport(model, sampled, runTransit(model, Uncertainty::mostLikely), std::string(64, 'a'), "2027-01-01");
    std::map<std::string, TableBlock> tables;
    for (const ReportSection& section : report.sections)
        if (section.name == "Scenarios")
            for (const ReportBlock& block : section.blocks)
                if (const auto* table = std::get_if<TableBlock>(&block))
                    tables[table->caption] = *table;
    REQUIRE(tables.size() == 3);
    using Kind = TableBlock::Row::Kind;
    for (const auto& [caption, table] : tables) {
        INFO(caption);
        CHECK(std::ranges::count(table.head, "P10 to P90") >= 1);
        // The belief stands below its heading, and is the only one there.
        REQUIRE(table.rows.size() >= 2);
        CHECK(table.rows[table.rows.size() - 2].kind == Kind::heading);
        CHECK(table.rows.back().cells.front() == "If it does not stall");
    }
    const TableBlock& differences = tables["Differences of the NPV, trial by trial"];
    REQUIRE(differences.rows.size() == 3);
    CHECK(differences.rows.back().cells[1] == "Parts and expert finder"); // held against its own plan alone
    // In most trials nothing stalls anyway; in the others it is never worth less.
    CHECK(differences.rows.back().cells[2] == "0\u00A0$");
    CHECK_THAT(plainText(differences.rows.back().cells[3]), Catch::StartsWith("0 to "));
    CHECK(plainText(differences.rows.back().cells[4]) == "30 in 100 trials");
    // Whether the one plan or the other is worth most more often, the other is held against it.
    CHECK(differences.rows.front().cells[0] != differences.rows.front().cells[1]);
    const ReportSection& summary =
        *std::ranges::find(report.sections, "Summary: If it does not stall", &ReportSection::name);
    CHECK(std::ranges::any_of(summary.blocks, [](const ReportBlock& block) {
        const auto* note = std::get_if<NoteBlock>(&block);
        return note && note->text.find("Another belief about") == 0;
    }));
}

TEST_CASE("a report tells what goes wrong with its ranges, what takes it away, and where it goes from group to group") {
    const Transit transit;
    const auto ledgerOf = [&](const ScenarioId& scenario) {
        return ledgerRanges(
            test::need(ledgerTrials(transit.model, scenario, 24, runOptions(transit.model.settings()))));
    };
    std::vector<LedgerRanges> ledgers{ledgerOf({})};
    for (const ScenarioResults& scenario : transit.sampled.scenarios)
        ledgers.push_back(ledgerOf(scenario.id));
    const Report report =
        makeReport(transit.model, transit.sampled, transit.mostLikely, std::string(64, 'a'), "2027-01-01", ledgers);
    const auto section = std::ranges::find(report.sections, "Exceptions", &ReportSection::name);
    REQUIRE(section != report.sections.end());
    CHECK(std::get<ParagraphBlock>(section->blocks.front()).text.find("headcount") != std::string::npos);
    Report alone;
    alone.sections = {*section};
    const std::vector<TableBlock> tables = tablesOf(alone);
    REQUIRE(tables.size() == 2 + transit.sampled.scenarios.size());
    CHECK(tables[0].rows.size() == 4);
    for (const TableBlock& table : tables) {
        double width = 0;
        for (const double each : table.widths)
            width += each;
        CHECK(width == Approx(1));
        for (const TableBlock::Row& row : table.rows)
            CHECK(row.cells.size() == table.columns.size());
    }
    for (size_t row = 0; row < tables[0].rows.size(); ++row)
        CHECK(tables[0].rows[row].cells[6].find("to ") != std::string::npos);
    CHECK(tables.back().head.front() == "From");
    // What was left out, or could not be counted, is said.
    ledgers[0].trialsFailed = 3;
    ledgers[0].leftOut = {{ProcessId("restore"), "It has no steps."}};
    ledgers.back().rows.clear();
    ledgers.back().failure = "It was too much.";
    const Report held =
        makeReport(transit.model, transit.sampled, transit.mostLikely, std::string(64, 'a'), "2027-01-01", ledgers);
    std::string notes;
    for (const ReportBlock& block : std::ranges::find(held.sections, "Exceptions", &ReportSection::name)->blocks)
        if (const auto* note = std::get_if<NoteBlock>(&block))
            notes += plainText(note->text) + "\n";
    CHECK(notes.find("3 trials gave no numbers and are left out.") != std::string::npos);
    CHECK(notes.find(" is left out: It has no steps.") != std::string::npos);
    CHECK(notes.find("could not be counted: It was too much.") != std::string::npos);
    // Without ledgers there is no such section.
    CHECK(std::ranges::find(transit.report.sections, "Exceptions", &ReportSection::name) ==
          transit.report.sections.end());
}
