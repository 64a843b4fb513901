// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/outline.h"
#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "core/model/tree_edits.h"
#include "core/model/validate.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

using namespace tributary;
using tributary::test::need;

namespace {

OutlineImport paste(std::string_view text, const OutlineOptions& options = {}, const Model& model = Model()) {
    return need(readOutline(model, text, options));
}

Model pasted(std::string_view text, const OutlineOptions& options = {}, const Model& model = Model()) {
    return apply(model, paste(text, options, model).edit).model;
}

const Metric& named(const Model& model, std::string_view name) {
    for (const Metric& metric : model.metrics())
        if (metric.name == name)
            return metric;
    FAIL("no metric " << name);
    return *model.metrics().begin();
}

std::string parentOf(const Model& model, std::string_view name) {
    const Metric* parent = model.metrics().find(named(model, name).parent);
    return parent ? parent->name : std::string();
}

} // namespace

TEST_CASE("indents make the tree: blanks, tabs and empty cells alike, each line is a card's line") {
    for (const char* text : {"Cost\n  Labour  600 USD/month\n    Hours 8/10/15 hour\n  Parts = Labour * 2\n",
                             "Cost\n\tLabour  600 USD/month\n\t\tHours 8/10/15 hour\n\tParts = Labour * 2\n",
                             "Cost\r\n\tLabour\t600\tUSD/month\r\n\t\tHours\t8/10/15\thour\r\n\tParts\t= Labour * 2"}) {
        INFO(text);
        const Model model = pasted(text);
        REQUIRE(model.metrics().size() == 4);
        CHECK(parentOf(model, "Cost").empty());
        CHECK(parentOf(model, "Labour") == "Cost");
        CHECK(parentOf(model, "Hours") == "Labour");
        CHECK(parentOf(model, "Parts") == "Cost");
        CHECK(named(model, "Labour").estimate->text() == "600");
        CHECK(named(model, "Labour").unit == "USD/month");
        CHECK(named(model, "Hours").estimate->text() == "8/10/15");
        CHECK(named(model, "Parts").formula->text() == "Labour * 2");
        CHECK(named(model, "Cost").level == Level::financial);
        CHECK(named(model, "Labour").level == Level::operating);
        CHECK(named(model, "Hours").level == Level::frontline);
    }
}

TEST_CASE("a column of depths, of levels or of parents makes the tree as well") {
    const Model depths = pasted("1\tCost\n2\tLabour\t600\tUSD/month\n3\tHours\n2\tParts\n");
    CHECK(parentOf(depths, "Hours") == "Labour");
    CHECK(parentOf(depths, "Parts") == "Cost");
    const Model levels =
        pasted("Name\tLevel\nCost\tfinancial\nLabour\tOperating\nHours\tfrontline\nParts\toperating\n");
    CHECK(parentOf(levels, "Hours") == "Labour");
    CHECK(parentOf(levels, "Parts") == "Cost");
    const Model parents = pasted("Parent\tName\tValue\tUnit\tOwner\n\tCost\t\t\t\nCost\tLabour\t600\tUSD/month\tAnn\n");
    CHECK(parentOf(parents, "Labour") == "Cost");
    CHECK(named(parents, "Labour").owner == "Ann");
    CHECK(named(parents, "Labour").estimate->text() == "600");
}

TEST_CASE("a first row names the columns of an indented block, too") {
    for (const char* text :
         {"Metric\t\t\tValue\tUnit\nCost\n\tLabour\t\t600\tUSD/month\n\t\tHours\t8/10/15\thour\n\tParts",
          "Metric\tValue\tUnit\nCost\n\tLabour\t600\tUSD/month\n\t\tHours\t8/10/15\thour\n\tParts",
          "Metric\tValue\tUnit\t\t\nCost\t\t\t\t\n\tLabour\t600\tUSD/month\t\n"
          "\t\tHours\t8/10/15\thour\n\tParts\t\t\t",
          "\tMetric\t\tValue\tUnit\nCost\n\tLabour\t\t600\tUSD/month\n\t\tHours\t8/10/15\thour\n\tParts"}) {
        INFO(text);
        const OutlineImport block = paste(text);
        CHECK(block.accepted == 4);
        for (const OutlineRow& row : block.rows)
            CHECK((row.problem + row.remark).empty());
        const Model model = pasted(text);
        CHECK(parentOf(model, "Labour") == "Cost");
        CHECK(parentOf(model, "Hours") == "Labour");
        CHECK(parentOf(model, "Parts") == "Cost");
        CHECK(named(model, "Labour").unit == "USD/month");
        CHECK(named(model, "Hours").estimate->text() == "8/10/15");
    }
    const OutlineImport nameless = paste("Name\tValue\tUnit\nCost\t1\tUSD\n\t600\tUSD\n");
    CHECK(nameless.rows[1].problem == "The name is missing.");
}

TEST_CASE("a block hangs below the chosen metric, as one edit that names how many") {
    const Model model = need(modelFromTemplate("transit"));
    const OutlineImport import = paste("Tyres\n  Wear 3 mm\nBrakes\n", {MetricId("L2"), {}, {}}, model);
    CHECK(import.edit.label == "Paste 3 metrics");
    const Applied done = apply(model, import.edit);
    CHECK(parentOf(done.model, "Tyres") == "Time to locate a part");
    CHECK(parentOf(done.model, "Brakes") == "Time to locate a part");
    CHECK(childrenOf(done.model, MetricId("L2")).size() == 2);
    CHECK(apply(done.model, done.inverse).model == model);
}

TEST_CASE("a level column of numbers draws the tree, one of words the bands") {
    const Model numbers = pasted("Level\tName\tValue\tUnit\n1\tCost\t\t\n2\tLabour\t600\tUSD/month\n"
                                 "3\tHours\t10\thour\n2\tParts\t\t\n");
    CHECK(parentOf(numbers, "Labour") == "Cost");
    CHECK(parentOf(numbers, "Hours") == "Labour");
    CHECK(parentOf(numbers, "Parts") == "Cost");
    CHECK(named(numbers, "Hours").level == Level::frontline);
    const OutlineImport mixed = paste("Level\tName\nfinancial\tCost\n2\tLabour\n");
    CHECK(mixed.accepted == 2);
    CHECK(mixed.rows[1].remark.find("is no level") != std::string::npos);
}

TEST_CASE("no cell below a column without a name goes unsaid, and a line whose name is missing is no metric") {
    const auto remark = [](const char* text) { return paste(text).rows.at(0).remark; };
    CHECK(remark("Metric\t\tValue\tUnit\nRevenue\tnet of tax\t100\tUSD/year\n").find("net of tax") !=
          std::string::npos);
    CHECK(remark("Name\tValue\t\tUnit\nRevenue\t100\tabout\tUSD/year\n").find("about") != std::string::npos);
    CHECK(paste("Name\tValue\tUnit\tNotes\n\t\tUSD/year\tper depot\n").accepted == 0);
    CHECK(paste("Name\tValue\tUnit\n\tn/a\tUSD/year\n").accepted == 0);
}

TEST_CASE("a level that is jumped over is remarked where it is missing") {
    const OutlineImport block = paste("Level\tName\n2\tProfit\n5\tSales\n5\tCost\n3\tLabour\n4\tHours\n");
    CHECK(block.rows[1].metric.parent == block.rows[0].metric.id);
    CHECK(block.rows[1].remark == "Depth 5 comes right below depth 2: a line between them is missing.");
    for (const size_t row : {0U, 2U, 3U, 4U})
        CHECK(block.rows[row].remark.empty());
}

TEST_CASE("a level column of numbers keeps its tree where a cell of it is none, and says so there") {
    const char* text = "Level\tName\tValue\tUnit\n1\tProfit\t100\tUSD/year\n2\tSales\t10\tM$/year\n"
                       "3\tHours\t8 h\t\nx\tWrong\t5\thour\n";
    const Model model = pasted(text);
    CHECK(parentOf(model, "Sales") == "Profit");
    CHECK(parentOf(model, "Hours") == "Sales");
    CHECK(named(model, "Sales").estimate->text() == "10000000");
    CHECK(named(model, "Sales").unit == "USD/year");
    CHECK(named(model, "Hours").unit == "hour");
    const OutlineImport block = paste(text);
    CHECK(block.accepted == 4);
    for (size_t row = 0; row < 3; ++row)
        CHECK(block.rows[row].remark.empty());
    CHECK(block.rows[3].remark.find("is no level") != std::string::npos);
}

TEST_CASE("an amount of money with a sign is understood in the column's unit") {
    const auto cost = [](const std::string& value, const std::string& unit) {
        return named(pasted("Name\tValue\tUnit\nCost\t" + value + "\t" + unit + "\n"), "Cost");
    };
    CHECK(cost("12 M$", "USD/year").estimate->text() == "12000000");
    CHECK(cost("12 M$", "USD/year").unit == "USD/year");
    CHECK(cost("$1.5k", "USD/month").estimate->text() == "1500");
    CHECK(cost("3 kEUR", "").unit == "EUR");
    CHECK(cost("600 USD", "USD/year").estimate->text() == "600");
    const OutlineImport other = paste("Name\tValue\tUnit\nWait\t12 M$\thour\n");
    CHECK(other.accepted == 1);
    CHECK(other.rows[0].remark.find("is not in hour") != std::string::npos);
    CHECK_FALSE(other.rows[0].metric.estimate);
}

TEST_CASE("refused lines keep their number and reason, and no line below is lost with them") {
    const OutlineImport import =
        paste("Cost\n  Wait 8/10 hour\n    Below\n\n  Cost\n  Parts\t7 apples\tmany words\n  Good 5\n");
    REQUIRE(import.rows.size() == 6);
    CHECK(import.accepted == 5);
    CHECK(import.rows[0].problem.empty());
    CHECK(import.rows[1].line == 2);
    CHECK(import.rows[1].problem.empty());
    CHECK(import.rows[1].metric.name == "Wait"); // its value is lost, its name is not
    CHECK_FALSE(import.rows[1].metric.estimate);
    CHECK(import.rows[1].remark.find("Taken without its value: ") == 0);
    CHECK(import.rows[2].metric.parent == import.rows[1].metric.id);
    CHECK(import.rows[2].remark.empty());
    CHECK(import.rows[3].line == 5);
    CHECK(import.rows[3].problem.find("already") != std::string::npos);
    CHECK(import.rows[4].remark.find("many words") != std::string::npos);
    CHECK(import.rows[4].metric.estimate->text() == "7 apples");
    CHECK(import.rows[5].remark.empty());
    CHECK(import.taken);
    const OutlineImport bad = paste("Cost\tabout ten\n\tLabour\t5\thour\nCost\t\n\tParts\t6\n\t\tBolts\t7\n");
    REQUIRE(bad.rows.size() == 5);
    CHECK(bad.accepted == 4);
    CHECK(bad.rows[0].problem.empty());
    CHECK(bad.rows[0].remark.find("ten") != std::string::npos);
    CHECK(bad.rows[1].metric.parent == bad.rows[0].metric.id);
    CHECK_FALSE(bad.rows[2].problem.empty()); // the name is taken
    CHECK(bad.rows[3].metric.parent.empty());
    CHECK(bad.rows[3].remark == "Line 3, which it hangs below, is left out: it stands at the top.");
    CHECK(bad.rows[4].metric.parent == bad.rows[3].metric.id);
    const OutlineImport inner = paste("Cost\n  Labour\n  Labour\n    Hours\n");
    CHECK(inner.rows[3].metric.parent == inner.rows[0].metric.id);
    CHECK(inner.rows[3].remark.find("Line 3 is left out") == 0);
    CHECK_FALSE(readOutline(Model(), " \n\t\n", {}));
}

TEST_CASE("formulas that stand above their drivers take the units that they give") {
    const OutlineImport block = paste("Profit = Sales - [Cost of sales]\n  Sales = Visits * Basket\n"
                                      "    Visits  900 visit/month\n    Basket  4/5/7 USD/visit\n"
                                      "  Cost of sales = 0.4 * Sales\n");
    const Model model = apply(Model(), block.edit).model;
    for (const char* name : {"Profit", "Sales", "Cost of sales"})
        CHECK(named(model, name).unit == "USD/month");
    CHECK(block.rows[0].metric.unit == "USD/month"); // as it is shown before it is added
    CHECK(validate(model).empty());
}

TEST_CASE("a number tells by itself what its comma likely is, and one that may be a decimal is asked about") {
    const Model told = pasted("Wait\t1,5\thour\nCost\t1.234,75\tUSD\nYear\t1,200,000\tUSD\nMix\t1,234.5\tUSD\n"
                              "Small\t0,125\thour\n");
    CHECK(named(told, "Wait").estimate->text() == "1.5");
    CHECK(named(told, "Cost").estimate->text() == "1234.75");
    CHECK(mostLikely(named(told, "Year").estimate->distribution()) == 1200000);
    CHECK(mostLikely(named(told, "Mix").estimate->distribution()) == 1234.5);
    CHECK(named(told, "Small").estimate->text() == "0.125");
    CHECK_FALSE(paste("Year\t1,200,000\tUSD\nMix\t1,234.5\tUSD\n").commas);
    const char* decimals = "Wait\t4,5\thour\nYear\t1,200,000\tUSD\n";
    CHECK(paste(decimals).commas);
    CHECK(paste(decimals).likely == CommaInNumber::decimal);
    const OutlineImport chosen = paste(decimals, {{}, CommaInNumber::thousands, {}});
    CHECK(chosen.commas);
    CHECK_FALSE(chosen.rows[0].metric.estimate);
    CHECK(chosen.rows[0].remark.find("4.5") != std::string::npos);

    const char* text = "Wait\t1,5\thour\nCost\t1,234\tUSD\n";
    const OutlineImport asked = paste(text);
    CHECK(asked.commas);
    CHECK(asked.likely == CommaInNumber::decimal); // as in the line before
    CHECK(asked.rows[0].remark.empty());
    const Model decimal = pasted(text, {{}, CommaInNumber::decimal, {}});
    CHECK(named(decimal, "Cost").estimate->text() == "1.234");
    const OutlineImport thousands = paste("Cost\t1,234\tUSD\n");
    CHECK(thousands.commas);
    CHECK(thousands.likely == CommaInNumber::thousands);
    CHECK(mostLikely(thousands.rows[0].metric.estimate->distribution()) == 1234);
    CHECK_FALSE(paste("Cost, net  12 USD\nWait uniform(1,3) hour\n").commas);
}

TEST_CASE("beside decimal commas, points between groups of three part thousands") {
    const Model told = pasted("Wait\t1,5\thour\nCost\t1.200\tUSD\nYear\t1.200.000\tUSD\nMix\t1.200,5\tUSD\n"
                              "Range\t1.100/1.200/1.350\tUSD\n");
    const auto likely = [&](const char* name) { return mostLikely(named(told, name).estimate->distribution()); };
    CHECK(likely("Wait") == 1.5);
    CHECK(likely("Cost") == 1200);
    CHECK(likely("Year") == 1200000);
    CHECK(likely("Mix") == 1200.5);
    CHECK(likely("Range") == 1200);
    CHECK(mostLikely(
              pasted("Wait 1,5 hour\nCost 1.200 USD\n").metrics().find(MetricId("F2"))->estimate->distribution()) ==
          1200);
    // Where some points are decimal ones it is told, and without decimal commas they all are.
    const OutlineImport both = paste("Wait\t1,5\thour\nShort\t2.5\thour\nCost\t1.200\tUSD\n");
    CHECK(both.rows[2].metric.estimate->text() == "1.200");
    CHECK(both.rows[2].remark.find("decimal commas") != std::string::npos);
    const OutlineImport points = paste("Wait\t1.5\thour\nCost\t1.200\tUSD\n");
    CHECK(points.rows[1].metric.estimate->text() == "1.200");
    CHECK(points.rows[1].remark.empty());
    CHECK(paste("Cost\t1.200\tUSD\n", {{}, CommaInNumber::decimal, {}}).rows[0].metric.estimate->text() == "1200");
}

TEST_CASE("an amount in another currency than the model's is taken with a remark that names both") {
    const OutlineImport import = paste("Price\t55\u00B15\tEUR/order\nCost 12 EUR\nWage 12 USD/hour\n");
    for (const size_t row : {0U, 1U}) {
        CHECK(import.rows[row].remark.find("EUR") != std::string::npos);
        CHECK(import.rows[row].remark.find("USD") != std::string::npos);
    }
    CHECK(import.rows[2].remark.empty());
}

TEST_CASE("names that are taken get a number where that is wanted, and the block's formulas follow") {
    const Model model = pasted("Cost = Labour * 2\n  Labour 5\n");
    const OutlineImport import =
        paste("Cost = Labour * 2\n  Labour 7\nTotal = Cost + Labour\n", {{}, {}, TakenName::number}, model);
    CHECK(import.taken);
    const Model twice = apply(model, import.edit).model;
    CHECK(named(twice, "Labour 2").estimate->text() == "7");
    CHECK(named(twice, "Total").formula->text() == "[Cost 2] + [Labour 2]");
}

TEST_CASE("what is copied pastes back: a whole tree into an empty model is the same tree") {
    const Model transit = need(modelFromTemplate("transit"));
    const std::string text = writeOutline(transit, {MetricId("F1")});
    CHECK(text.starts_with("Depth\tName\t"));
    Process map; // to take measures of
    map.id = ProcessId("restore");
    map.name = transit.processes().begin()->name;
    const Model bare = apply(Model(), Edit{{}, {}, {put(map)}}).model;
    const OutlineImport import = paste(text, {}, bare);
    for (const OutlineRow& row : import.rows)
        CHECK(row.problem.empty());
    const Model model = apply(bare, import.edit).model;
    REQUIRE(model.metrics().size() == transit.metrics().size());
    for (const Metric& metric : transit.metrics()) {
        INFO(metric.name);
        const Metric& copy = named(model, metric.name);
        CHECK(copy.level == metric.level);
        CHECK(copy.unit == metric.unit);
        CHECK(copy.better == metric.better);
        CHECK(copy.estimate == metric.estimate);
        CHECK(copy.formula.has_value() == metric.formula.has_value());
        CHECK(copy.process == metric.process);
        CHECK(copy.measure == metric.measure);
        const Metric* parent = transit.metrics().find(metric.parent);
        CHECK(parentOf(model, metric.name) == (parent ? parent->name : std::string()));
    }
    CHECK(named(model, "Labour of breakdowns").formula->text() == "Breakdowns * [Labour cost per breakdown]");
    CHECK(writeOutline(model, {named(model, "Controllable bus-unit cost").id}) == text);
}

TEST_CASE("a depth that is none is told, and its line stands beside the one above") {
    for (const std::string depth : {"1e20", "-3", "1000", "1.5", "two"}) {
        INFO(depth);
        const std::string text = "Depth\tName\n1\tCost\n2\tLabour\n" + depth + "\tHours\n";
        const OutlineImport import = paste(text);
        CHECK(import.accepted == 3);
        CHECK(import.rows[2].remark.find("is no depth") != std::string::npos);
        CHECK(parentOf(pasted(text), "Hours") == "Cost");
    }
}

TEST_CASE("names that a spreadsheet would take for formulas are copied as text and pasted as they were") {
    const Model model = pasted("Name\tValue\tUnit\n'=Cost of @work\t-5/0/5\tUSD\n");
    const Metric& metric = named(model, "=Cost of @work");
    const std::string text = writeOutline(model, {metric.id});
    CHECK(text.find("\t'=Cost of @work\t") != std::string::npos);
    CHECK(text.find("\t'-5/0/5\t") != std::string::npos);
    CHECK(named(pasted(text), "=Cost of @work").estimate->text() == "-5/0/5");
}

TEST_CASE("a pasted line that would close a loop loses its formula, whatever name the loop goes by") {
    const auto remarkOf = [](std::string_view text, size_t row, const OutlineOptions& options = {},
                             const Model& model = Model()) { return paste(text, options, model).rows[row].remark; };
    CHECK(remarkOf("Cost = Labour * 2\nLabour = Cost / 2\n", 1).find("loop") != std::string::npos);
    CHECK(remarkOf("Cost = F2 * 2\nLabour = Cost / 2\n", 1).empty()); // no card gets the id that is asked for
    CHECK(remarkOf("Cost = Cost * 2\n", 0).find("loop") != std::string::npos);
    CHECK(remarkOf("F2\nLabour = F2 / 2\n", 1).empty()); // the id of the second is not F2
    CHECK(remarkOf("Cost = Labour * 2\nLabour = 2 USD\nParts = Cost + Labour\n", 2).empty());
    const Model model = pasted("Cost = Labour * 2\n");
    CHECK(remarkOf("Hours\nLabour = Cost / 2\n", 1, {}, model).find("loop") != std::string::npos);
    CHECK(remarkOf("Cost = Cost + 1\n", 0, {{}, {}, TakenName::number}, model).find("loop") != std::string::npos);
}

TEST_CASE("a word in the place of a value is told as such, and the unit behind it is taken") {
    for (const char* text : {"Wear\tabc\thour\n", "Wear\tabc\tmm\n", "Name\tValue\tUnit\nWear\tabc\thour\n"}) {
        INFO(text);
        const OutlineImport block = paste(text);
        REQUIRE(block.accepted == 1);
        CHECK(block.rows[0].remark.find("abc") != std::string::npos);
        CHECK(block.rows[0].remark.find("hour") == std::string::npos);
        CHECK(block.rows[0].remark.find("mm") == std::string::npos);
        CHECK(block.rows[0].remark.find("without its value") != std::string::npos);
        CHECK((block.rows[0].metric.unit == "hour" || block.rows[0].metric.unit == "mm"));
    }
    CHECK(named(pasted("abc\thour\n"), "abc").unit == "hour"); // a name and a unit, without a value yet
    const OutlineImport behind = paste("Wear\thour\tabc\n");
    CHECK(behind.rows[0].metric.unit == "hour");
    CHECK(behind.rows[0].remark.find("abc") != std::string::npos);
}

TEST_CASE("money as spreadsheets write it is read, parentheses around an amount as a minus") {
    const auto cost = [](const std::string& value, OutlineOptions options = {}) {
        const OutlineImport block = paste("Name\tValue\nCost\t" + value + "\nRest\n", options);
        INFO(value << ": " << block.rows[0].remark);
        REQUIRE(block.rows[0].metric.estimate);
        return mostLikely(block.rows[0].metric.estimate->distribution());
    };
    for (const char* text : {"$1,200", "USD 1,200", "1,200 $"})
        CHECK(cost(text) == 1200);
    for (const char* text : {"(1,200)", "($1,200)", "$ (1,200)", "$(1,200)"})
        CHECK(cost(text) == -1200);
    CHECK(cost("$1,200,000") == 1200000);
    CHECK(cost("\u20AC40,000") == 40000);
    CHECK(cost("(1,200)") == -1200);
    CHECK(cost("(950)") == -950);
    CHECK(cost("$ (1,200.50)") == -1200.5);
    CHECK(cost("(1,5)") == -1.5);
    CHECK(cost("(1.200)", {{}, CommaInNumber::decimal, {}}) == -1200);
    CHECK(cost("(20 + 5)") == 25);
    CHECK(paste("Cost\t(1,200)\n").rows[0].metric.estimate);
    CHECK(paste("Cost\t(1,200)\n").commas);
    CHECK(paste("Name\tValue\tUnit\nCost\t1,200\tk$/year\n").rows[0].metric.estimate->text() == "1200000");
}

TEST_CASE("a pasted metric is better as its column says, else as its name and unit say") {
    const Model told = pasted("Name\tBetter\nRevenue loss\thigher\nStaff\tlower\n");
    CHECK(named(told, "Revenue loss").better == Better::higher);
    CHECK(named(told, "Staff").better == Better::lower);
    const Model guessed = pasted("Sales\n  Open hours 730 hour/month\n  Shift 12 hour\n  Lead time 3 hour\n");
    CHECK(named(guessed, "Open hours").better == Better::higher);
    CHECK(named(guessed, "Shift").better == Better::higher);
    CHECK(named(guessed, "Lead time").better == Better::lower);
    CHECK(named(pasted("Name\tValue\tUnit\nOpen hours\t730\thour/month\n"), "Open hours").better == Better::higher);
}

TEST_CASE("a reading that is asked to stop ends") {
    std::stop_source source;
    source.request_stop();
    OutlineOptions options;
    options.stop = source.get_token();
    CHECK_FALSE(readOutline(Model(), "Wear\t3\tmm\n", options));
}
