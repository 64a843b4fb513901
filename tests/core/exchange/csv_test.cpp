// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv.h"
#include "core/exchange/csv_text.h"
#include "core/exchange/templates.h"
#include "core/model/references.h"
#include "tests/builders.h"

#include <catch2/catch.hpp>

#include <limits>
#include <random>

using namespace tributary;
using Catch::Contains;
using Catch::EndsWith;
using Catch::StartsWith;
using tributary::test::transit;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rowsOf(std::string_view text) {
    const auto table = readCsvText(text);
    REQUIRE(table);
    Rows rows;
    for (const CsvRow& row : table->rows) {
        CHECK(row.problem.empty());
        rows.push_back(row.fields);
    }
    return rows;
}

CsvImport metrics(const Model& model, std::string_view text) {
    auto import = importMetricsCsv(model, text);
    INFO((import ? "" : import.error().message));
    REQUIRE(import);
    // What is accepted never harms the model.
    const auto references = checkReferences(apply(model, import->edit).model);
    INFO((references ? "" : references.error().message));
    CHECK(references);
    return *import;
}

CsvImport actuals(const Model& model, std::string_view text) {
    auto import = importActualsCsv(model, text);
    INFO((import ? "" : import.error().message));
    REQUIRE(import);
    return *import;
}

std::string onlyReason(const CsvImport& import, size_t line) {
    REQUIRE(import.rejected.size() == 1);
    CHECK(import.rejected[0].line == line);
    return import.rejected[0].reason;
}

const Metric& metric(const Model& model, const char* id) {
    const Metric* found = model.metrics().find(MetricId(id));
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("CSV is read as spreadsheets write it") {
    CHECK(rowsOf("a,b\n1,2\n") == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(rowsOf("\xEF\xBB\xBF"
                 "a;b\r\n1,5;2\r\n") == Rows{{"a", "b"}, {"1,5", "2"}});
    CHECK(rowsOf("a\tb\r1\t2") == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(rowsOf("a,b\n\"1,\"\"x\"\"\ny\", 2 \n") == Rows{{"a", "b"}, {"1,\"x\"\ny", "2"}});
    CHECK(rowsOf("a,b\n\n,\n,2\n") == Rows{{"a", "b"}, {"", "2"}});
    CHECK(rowsOf("a,\"b;c;d\"\n") == Rows{{"a", "b;c;d"}});
    CHECK(rowsOf("").empty());
}

TEST_CASE("rows know their line, also after fields of several lines") {
    const auto table = readCsvText("a,b\n\"x\ny\",1\n\n\"p\"q,2\nz,3");
    REQUIRE(table);
    REQUIRE(table->rows.size() == 4);
    CHECK(table->rows[1].line == 2);
    CHECK(table->rows[2].line == 5);
    CHECK_THAT(table->rows[2].problem, Contains("closing quote"));
    CHECK(table->rows[3].line == 6);
    const auto returns = readCsvText("a,b\r\"x\ry\r\nz\",1\rp,2");
    REQUIRE(returns);
    CHECK(returns->rows[1].line == 2);
    CHECK(returns->rows[2].line == 5);
    const auto empty = readCsvText("a,b\n\"\"x,2\n\"\",3");
    REQUIRE(empty);
    REQUIRE(empty->rows.size() == 3);
    CHECK_THAT(empty->rows[1].problem, Contains("closing quote"));
    CHECK(empty->rows[2].problem.empty());
}

TEST_CASE("fields read back as they were written") {
    for (const std::string field :
         {"plain", "with, comma", "semi;colon", "a \"quote\"", "two\nlines", "tab\there", " blank ", "caf\xC3\xA9"}) {
        const Rows rows = rowsOf("head,other\n" + csvField(field) + ",x\n");
        CHECK(rows[1][0] == field);
    }
}

TEST_CASE("no text is written as what a spreadsheet takes for a formula, and it reads back as it was") {
    for (const std::string field : {"=HYPERLINK(\"x\")", "+cost", "-2+3|x", "- cost", "@name", "'=quoted", "''-5",
                                    "'-5", "'t Hooft", "-5 hour"}) {
        const std::string written = csvField(field);
        INFO(written);
        CHECK(std::string("=+-@").find(written[written.front() == '"' ? 1 : 0]) == std::string::npos);
        CHECK(rowsOf("head,other\n" + written + ",x\n")[1][0] == field);
    }
    for (const std::string number : {"-5", "+5", "-0.5", "-1.5e-07", "12"})
        CHECK(csvField(number) == number);
}

TEST_CASE("CSV that cannot be is refused, bytes that are no text with their line") {
    CHECK_THAT(readCsvText(std::string("a\0b", 3)).error().message, Contains("UTF-8"));
    CHECK_THAT(readCsvText("\xFF\xFE"
                           "a")
                   .error()
                   .message,
               Contains("UTF-8"));
    CHECK_THAT(readCsvText(std::string((size_t{64} << 20U) + 1, 'a')).error().message, Contains("64 MB"));
    const auto latin = readCsvText("a,b\ncaf\xE9,1\n");
    REQUIRE(latin);
    CHECK_THAT(latin->rows[1].problem, Contains("UTF-8"));
    const auto wide = readCsvText("a\n" + std::string(5'000, ','));
    REQUIRE(wide);
    CHECK_THAT(wide->rows[1].problem, Contains("1000 fields"));
    const auto longField = readCsvText("a\n" + std::string(30'000, 'x'));
    REQUIRE(longField);
    CHECK_FALSE(longField->rows[1].problem.empty());
    std::string many = "a\n";
    for (int i = 0; i < 200'001; ++i)
        many += "1\n";
    CHECK_THAT(readCsvText(many).error().message, Contains("200000 lines"));
    many = "a\n";
    for (int i = 0; i < 3'001; ++i)
        many += 'x' + std::string(999, ',') + '\n';
    const auto commas = readCsvText(many);
    REQUIRE_FALSE(commas);
    CHECK_THAT(commas.error().message, Contains("3000000 fields"));
}

TEST_CASE("a quote that is not closed costs its line alone") {
    const auto table = readCsvText("a,b\n1,2\n3,\"4\n5,6\n\"7\n8\",\"9\"\n\"x\",y\n");
    REQUIRE(table);
    REQUIRE(table->rows.size() == 7);
    CHECK(table->rows[1].fields == std::vector<std::string>{"1", "2"});
    CHECK(table->rows[2].line == 3);
    CHECK_THAT(table->rows[2].problem, Contains("opens here is not closed"));
    CHECK(table->rows[3].line == 4);
    CHECK(table->rows[3].fields == std::vector<std::string>{"5", "6"});
    CHECK_THAT(table->rows[4].problem, Contains("not closed in this line"));
    CHECK(table->rows[5].line == 6);
    CHECK(table->rows[6].fields == std::vector<std::string>{"x", "y"});
    // Where the quote opens further down, all lines of the row go, and no others.
    const auto later = readCsvText("a,b\r\n\"1\r\n2\",\"3\r\n4,5\r\n");
    REQUIRE(later);
    REQUIRE(later->rows.size() == 3);
    CHECK(later->rows[1].line == 2);
    CHECK_THAT(later->rows[1].problem, Contains("opens in line 3 is not closed"));
    CHECK(later->rows[2].line == 4);
    CHECK(later->rows[2].fields == std::vector<std::string>{"4", "5"});

    const CsvImport import = metrics(transit(), "name,value\nOne,1\nTwo,\"2\nThree,3\n");
    CHECK(import.accepted == 2);
    CHECK_THAT(onlyReason(import, 3), Contains("is not closed"));
}

TEST_CASE("metrics come in as one edit") {
    const Model model = transit();
    const CsvImport import =
        metrics(model, "Name,Level,Parent,Value,Unit,Better,Data Source\n"
                       "Yard search time,frontline,Time to locate a part,8/10/15,hour,lower,stock list\n"
                       "Yards,Operating,F1,5,yard,,\n"
                       "Phone calls,,Yard search time,\"1,200\",call/month,lower,\n");
    CHECK(import.rejected.empty());
    CHECK(import.accepted == 3);
    CHECK(import.edit.label == "Import 3 metrics");
    const Model after = apply(model, import.edit).model;
    CHECK(after.metrics().size() == model.metrics().size() + 3);
    const Metric& search = metric(after, "yard-search-time");
    CHECK(search.name == "Yard search time");
    CHECK(search.level == Level::frontline);
    CHECK(search.parent == MetricId("L2"));
    CHECK(search.estimate->text() == "8/10/15");
    CHECK(search.better == Better::lower);
    CHECK(search.dataSource == "stock list");
    CHECK(metric(after, "yards").level == Level::operating);
    CHECK(metric(after, "phone-calls").parent == MetricId("yard-search-time"));
    CHECK(metric(after, "phone-calls").estimate->text() == "1,200");
    CHECK(apply(after, apply(model, import.edit).inverse).model == model);
}

TEST_CASE("an imported metric gets an id from its name, of forty characters at most") {
    const CsvImport import =
        metrics(Model(), "name,unit\nThe time that it takes to locate a spare part in the depot,hour\n");
    CHECK(std::get<Put<Metric>>(import.edit.changes.front()).entity->id.text ==
          "the-time-that-it-takes-to-locate-a-spare");
}

TEST_CASE("a line about a metric that is there changes what it gives and keeps the rest") {
    const Model model = transit();
    const CsvImport import =
        metrics(model, "name,value,id,owner\nTime to locate a part,18,,Depot lead\nPlanned cost,,F4,\n");
    CHECK(import.accepted == 2);
    const Model after = apply(model, import.edit).model;
    Metric expected = metric(model, "L2");
    expected.estimate = *Quantity::parse("18");
    expected.owner = "Depot lead";
    CHECK(metric(after, "L2") == expected);
    CHECK(metric(after, "F4").name == "Planned cost");
    CHECK(metric(after, "F4").estimate == metric(model, "F4").estimate);
}

TEST_CASE("lines that are no metric are refused with their number and reason") {
    const Model model = transit();
    const CsvImport import = metrics(model, "name,id,level,parent,value,unit\n"
                                            ",,,,5,hour\n"
                                            "A,a b,,,5,hour\n"
                                            "B,,top,,5,hour\n"
                                            "C,,,nowhere,5,hour\n"
                                            "D,,,,five,hour\n"
                                            "E,,,,5 USD,hour\n"
                                            "F,,,,5,hour hour\n"
                                            "G,O2,,,5,\n"
                                            "H,,,,\"1,5\",hour\n"
                                            "Time to locate a part,new,,,5,hour\n"
                                            "I,fleet,,,5,hour\n"
                                            "J,,,,5,hour\n"
                                            "J,,,,6,hour\n"
                                            "K,,,,5,hour,7\n");
    CHECK(import.accepted == 1);
    const std::vector<std::pair<size_t, std::string>> expected{{2, "name is missing"},
                                                               {3, "\"a b\""},
                                                               {4, "\"top\""},
                                                               {5, "\"nowhere\""},
                                                               {6, "\"five\""},
                                                               {7, "convert"},
                                                               {8, "unit"},
                                                               {9, "takes its value from formula"},
                                                               {10, "write 1.5"},
                                                               {11, "already the name of metric L2"},
                                                               {12, "input"},
                                                               {14, "line 13"},
                                                               {15, "7 fields"}};
    REQUIRE(import.rejected.size() == expected.size());
    for (size_t i = 0; i < expected.size(); ++i) {
        CHECK(import.rejected[i].line == expected[i].first);
        CHECK_THAT(import.rejected[i].reason, Contains(expected[i].second));
    }
}

TEST_CASE("lines under a refused line, or in a circle, are refused") {
    const Model model = transit();
    const CsvImport orphans =
        metrics(model, "name,parent,value\nTop,,no number\nMiddle,Top,1\nLow,Middle,1\nOther,,1\n");
    CHECK(orphans.accepted == 1);
    CHECK(orphans.rejected.size() == 3);
    const CsvImport circle = metrics(model, "name,parent\nA,B\nB,C\nC,A\nD,\n");
    CHECK(circle.accepted == 1);
    CHECK_THAT(circle.rejected.at(0).reason, Contains("circle"));
    CHECK_THAT(onlyReason(metrics(model, "name,id,parent\nF1 again,F1,L2\n"), 2), Contains("circle"));
    // O3 would fall back to O4 because its new parent is refused, and O4 must not hang under it then.
    const CsvImport back = metrics(model, "name,id,parent,value\nNew,new,,bad\nO3 now,O3,new,\nO4 now,O4,O3,\n");
    CHECK(back.accepted == 0);
    CHECK(back.edit.empty());
}

TEST_CASE("columns are named in the first line") {
    const Model model = transit();
    CHECK_THAT(importMetricsCsv(model, "id,value\nx,1\n").error().message, Contains("no column \"name\""));
    CHECK_THAT(importMetricsCsv(model, "").error().message, Contains("empty"));
    CHECK_THAT(importMetricsCsv(model, "name,name\nA,B\n").error().message, Contains("two columns"));
    CHECK_THAT(importActualsCsv(model, "metric,value\nL2,1\n").error().message, Contains("no column \"date\""));
    const CsvImport coloured = metrics(model, "name,colour\nA,red\n");
    CHECK(coloured.accepted == 1);
    CHECK(coloured.rejected.empty());
    REQUIRE(coloured.notes.size() == 1);
    CHECK(coloured.notes[0].line == 1);
    CHECK_THAT(coloured.notes[0].reason, Contains("\"colour\""));
}

TEST_CASE("measured values come in as one edit, by id or by name") {
    const Model model = transit();
    const CsvImport import = actuals(model, "metric,date,value,unit,source\n"
                                            "L2,2027-02-28,18.5,,stock list\n"
                                            "Time to locate a part,2027-03-31,2,day,\n"
                                            "L3,2027-02-28,48%,,\n"
                                            "F2,2027-02-28,\"15,200,000\",USD/year,\n");
    CHECK(import.rejected.empty());
    CHECK(import.accepted == 4);
    CHECK(import.edit.label == "Import 4 measured values");
    const Model after = apply(model, import.edit).model;
    const Actual* first = after.actuals().find(ActualId("L2.2027-02-28"));
    REQUIRE(first);
    CHECK(first->metric == MetricId("L2"));
    CHECK(first->value == 18.5);
    CHECK(first->source == "stock list");
    const Actual* share = after.actuals().find(ActualId("L3.2027-02-28"));
    REQUIRE(share);
    CHECK(share->value == 48);
    CHECK(share->unit == "%");
    CHECK(after.actuals().find(ActualId("L2.2027-03-31"))->unit == "day");
    CHECK(after.actuals().find(ActualId("F2.2027-02-28"))->value == 15'200'000);
    CHECK(checkReferences(after));
}

TEST_CASE("measured values that cannot be are refused with their number and reason") {
    const Model model = transit();
    const CsvImport import = actuals(model, "metric;date;value;unit\n"
                                            "X;2027-01-31;1;\n"
                                            "L2;31.01.2027;1;\n"
                                            "L2;2027-02-30;1;\n"
                                            "L2;2027-01-31;1,5;\n"
                                            "L2;2027-01-31;1,500;\n"
                                            "L2;2027-01-31;many;\n"
                                            "L2;2027-01-31;1e999;\n"
                                            "L2;2027-01-31;nan;\n"
                                            "L2;2027-01-31;1;USD\n"
                                            "L2;2027-01-31;1;(\n"
                                            "L2;2027-01-31;1;\n"
                                            "L2;2027-01-31;2;\n");
    CHECK(import.accepted == 1);
    const std::vector<std::string> expected{"\"X\"",         "2027-01-31", "2027-02-30", "write 1.5",
                                            "1.500 or 1500", "\"many\"",   "\"1e999\"",  "\"nan\"",
                                            "convert",       "no unit",    "line 12"};
    REQUIRE(import.rejected.size() == expected.size());
    for (size_t i = 0; i < expected.size(); ++i) {
        INFO(import.rejected[i].line << " " << import.rejected[i].reason);
        CHECK_THAT(import.rejected[i].reason, Contains(expected[i]));
    }
    CHECK(import.rejected.back().line == 13);
}

TEST_CASE("a point before three digits is refused where a decimal comma stands elsewhere, and taken where none does") {
    const Model model = transit();
    const CsvImport mixed = actuals(model, "metric;date;value\nL2;2027-01-31;1.234\nL2;2027-02-28;19,5\n"
                                           "L2;2027-03-31;1.25\nL2;2027-04-30;0.125\n");
    CHECK(mixed.accepted == 2); // 1.25 and 0.125 mean one thing only
    REQUIRE(mixed.rejected.size() == 2);
    CHECK(mixed.rejected[0].line == 2);
    CHECK_THAT(mixed.rejected[0].reason, Contains("1.234 or 1234") && Contains("line 3"));
    CHECK_THAT(mixed.rejected[1].reason, Contains("write 19.5"));
    CHECK(actuals(model, "metric;date;value\nL2;2027-01-31;1.234\n").accepted == 1);
    CHECK(actuals(model, "metric,date,value\nL2,2027-01-31,1.234\n").accepted == 1);
}

TEST_CASE("measured values are converted, refused or noted by what their metric's unit allows") {
    const Model model = transit();
    const CsvImport import = actuals(model, "metric,date,value,unit\n"
                                            "O1,2027-01-31,8046.72,km\n"
                                            "O1,2027-02-28,5000,mile\n"
                                            "O1,2027-03-31,5000,bus\n"
                                            "L1,2027-01-31,310,%\n"
                                            "L1,2027-02-28,-5,%\n"
                                            "L1,2027-03-31,0.8,1\n"
                                            "O3,2027-01-31,-3,hour\n");
    CHECK(import.accepted == 4);
    const Model after = apply(model, import.edit).model;
    const Actual* kilometres = after.actuals().find(ActualId("O1.2027-01-31"));
    REQUIRE(kilometres);
    CHECK(kilometres->value == Approx(5000));
    CHECK(kilometres->unit == "mile/breakdown");
    REQUIRE(import.rejected.size() == 3);
    CHECK(import.rejected[0].line == 4);
    CHECK_THAT(import.rejected[0].reason, Contains("does not convert"));
    CHECK_THAT(import.rejected[1].reason, Contains("310 %") && Contains("share"));
    CHECK_THAT(import.rejected[2].reason, Contains("-5 %"));
    REQUIRE(import.notes.size() == 1);
    CHECK(import.notes[0].line == 8);
    CHECK_THAT(import.notes[0].reason, Contains("negative"));
}

TEST_CASE("what an import replaces is named with what stood there before") {
    const Model model = transit();
    const CsvImport import = metrics(model, "name,value,unit\nTime to locate a part,12,hour\nStock turns,4,1/year\n");
    REQUIRE(import.accepted == 2);
    REQUIRE(import.notes.size() == 1);
    CHECK(import.notes[0].line == 2);
    CHECK_THAT(import.notes[0].reason, StartsWith("changes Time to locate a part: ") && EndsWith(" \u2192 12 hour"));
    CHECK(metrics(apply(model, import.edit).model, "name,value\nStock turns,4\n").notes.empty());

    const Model measured = apply(model, actuals(model, "metric,date,value\nL2,2027-01-31,9\n").edit).model;
    const CsvImport again = actuals(measured, "metric,date,value\nL2,2027-01-31,8\nL2,2027-02-28,8\n");
    REQUIRE(again.notes.size() == 1);
    CHECK_THAT(again.notes[0].reason, Contains("2027-01-31") && EndsWith("9 \u2192 8"));
    CHECK(holdsActuals("\"metric\";Date;value\n"));
    CHECK_FALSE(holdsActuals("name,update,value\ndate,1,2\n"));
}

TEST_CASE("metrics are written by period, what is not there as empty fields") {
    Results results;
    ScenarioResults scenario;
    scenario.id = ScenarioId("s");
    MetricResults one;
    one.id = MetricId("L2");
    one.name = "Time, in all";
    one.unit = "hour";
    Summary bau;
    bau.mean = 20.5;
    bau.p5 = 10;
    bau.p10 = 12;
    bau.p50 = 20;
    bau.p90 = 30;
    bau.p95 = 31.25;
    Summary with = bau;
    with.mean.reset();
    with.p95 = std::numeric_limits<double>::infinity();
    one.bau = {bau, bau};
    one.with = {with};
    scenario.metrics = {one};
    results.scenarios = {scenario};
    CHECK(writeMetricsCsv(results) ==
          "scenario,metric,name,unit,period,bau_mean,bau_p5,bau_p10,bau_p50,bau_p90,bau_p95,"
          "with_mean,with_p5,with_p10,with_p50,with_p90,with_p95\n"
          "s,L2,\"Time, in all\",hour,1,20.5,10,12,20,30,31.25,,10,12,20,30,\n"
          "s,L2,\"Time, in all\",hour,2,20.5,10,12,20,30,31.25,,,,,,\n");
}

TEST_CASE("random bytes are refused or read, and never harm the model") {
    const Model model = transit();
    std::mt19937 random(5);
    const std::string alphabet = "\"\",,;\t\n\r ab12.%/-O2L3\xC3\xA9\xFFname";
    for (int round = 0; round < 300; ++round) {
        std::string text = round % 2 == 0 ? "name,id,parent,value,unit\n" : "metric,date,value,unit\n";
        for (size_t i = random() % 200; i > 0; --i)
            text += alphabet[random() % alphabet.size()];
        if (const auto import = importMetricsCsv(model, text))
            CHECK(checkReferences(apply(model, import->edit).model));
        if (const auto import = importActualsCsv(model, text))
            CHECK(checkReferences(apply(model, import->edit).model));
    }
}

namespace {

std::string timesRefusal(const std::string& text, const std::string& path, const std::string& column = {}) {
    const auto edit = importTimesCsv(modelFromTemplate("transit").value(), text, path, column);
    REQUIRE(!edit);
    return edit.error().message;
}

} // namespace

TEST_CASE("a column of measured times comes in as one edit, and makes the task's times as measured") {
    const Model model = modelFromTemplate("transit").value();
    const EntityRef ref{Process::kind, "restore"};
    const auto edit =
        importTimesCsv(model, "case;Time (min)\n1;3\n2;5\n3;8\n", "process/restore/task/T1/touch", "time (MIN)");
    REQUIRE(edit);
    CHECK(edit->changes.size() == 1);
    const Model after = apply(model, *edit).model;
    CHECK(fieldText(after, ref, "task/T1/touch_times").value() == "3, 5, 8 minute");
    CHECK(fieldText(after, ref, "task/T1/spread").value() == "measured");
    const auto arrivals =
        importTimesCsv(model, "\"2024-03-01 08:15\"\n\"2024-03-01 09:00\"\n", "process/restore/arrivals");
    REQUIRE(arrivals);
    CHECK(fieldText(apply(model, *arrivals).model, ref, "arrival_times").value() ==
          "2024-03-01 08:15, 2024-03-01 09:00");
}

TEST_CASE("the columns of a table of times are named, those of a single one are not") {
    CHECK(columnsOfTimes("case;Time (min);\n1;3;x\n") == std::vector<std::string>{"case", "Time (min)"});
    CHECK(columnsOfTimes("Time (min)\n3\n5\n").empty());
    CHECK(columnsOfTimes("").empty());
    CHECK(columnsOfTimes("3,5\n4,2\n").empty()); // refused, with what is to be done about a decimal comma
}

TEST_CASE("a column that is no list of times is refused with its line in the file") {
    using Catch::Matchers::Contains;
    const std::string touch = "process/restore/task/T1/touch";
    CHECK_THAT(timesRefusal("Time\n3\n\nfive\n", touch), Contains("Line 4: `five` is no number"));
    CHECK_THAT(timesRefusal("case,time\n1,3\n", touch), Contains("Line 1: it has 2 columns"));
    CHECK_THAT(timesRefusal("case,time\n1,3\n", touch, "hours"), Contains("no column `hours`"));
    CHECK_THAT(timesRefusal("", touch), Contains("no values"));
    CHECK_THAT(timesRefusal("5\n3\n", "process/restore/arrivals"), Contains("Line 2: it is before"));
    CHECK_THAT(timesRefusal("5\n", "metric/L2"), Contains("is no time of a process"));
    CHECK_THAT(timesRefusal("5\n", "process/restore/task/T1/cost"), Contains("values can be measured of"));
    CHECK_FALSE(importTimesCsv(modelFromTemplate("transit").value(), "5\n", "process/restore/task/none/touch"));
    std::string million;
    for (int i = 0; i < 150'000; ++i)
        million += "12.5\n";
    CHECK_THAT(timesRefusal(million, touch), Contains("more than 10,000 values"));
}
