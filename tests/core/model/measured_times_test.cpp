// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "core/model/entity_json.h"
#include "core/model/measured_times.h"
#include "tests/builders.h"
#include "tests/core/model/problems.h"

#include <catch2/catch.hpp>

#include <random>

using namespace tributary;
using namespace tributary::test;

namespace {

template <class List>
std::string refusalOf(const std::string& text) {
    const auto parsed = List::parse(text);
    if (parsed)
        FAIL("read as " << parsed->text());
    return parsed.error().message;
}

const auto timesRefused = refusalOf<MeasuredTimes>;
const auto arrivalsRefused = refusalOf<ArrivalTimes>;

bool holdsText(const std::string& text, const std::string& part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

std::string column(size_t count, const std::string& cell) {
    std::string text;
    for (size_t i = 0; i < count; ++i)
        text += cell + "\n";
    return text;
}

} // namespace

TEST_CASE("measured times are typed with commas, and know their mean and coefficient of variation") {
    const MeasuredTimes times = need(MeasuredTimes::parse(" 3, 5,8 min"));
    CHECK(times.text() == "3, 5, 8 minute");
    CHECK(times.count() == 3);
    CHECK(times.unit() == "minute");
    CHECK(times.mean() * 60 == Approx(16.0 / 3));
    CHECK(times.cv() == Approx(std::sqrt((9 + 25 + 64) / 3.0 - 256.0 / 9) / (16.0 / 3)));
    CHECK((*times.sorted())[2] == Approx(8.0 / 60));
    CHECK(need(MeasuredTimes::parse("2")).text() == "2 hour");
    CHECK(need(MeasuredTimes::parse("0.1, 0.1, 0.1")).cv() == 0);
    CHECK(need(MeasuredTimes::parse("30 min, 1 hour, 1.5h")).text() == "0.5, 1, 1.5 hour");
    CHECK(need(MeasuredTimes::parse("1e-1; 0; 2 days")).text() == "0.1, 0, 2 day");
}

TEST_CASE("a pasted column is read line by line, under a heading or none") {
    CHECK(need(MeasuredTimes::parse("3\n5\r\n\n8\n")).text() == "3, 5, 8 hour");
    CHECK(need(MeasuredTimes::parse("Touch time (min)\n3\n5\n")).text() == "3, 5 minute");
    CHECK(need(MeasuredTimes::parse("Touch time\n3 s\n5 s\n")).text() == "3, 5 second");
    CHECK(need(MeasuredTimes::parse("days\n\"3\"\n5")).text() == "3, 5 day");
    CHECK(need(MeasuredTimes::parse("3, 5,\n8, 9 min")).text() == "3, 5, 8, 9 minute");
}

TEST_CASE("what is no list of times is refused with its line and place") {
    CHECK(holdsText(timesRefused(""), "There are no values"));
    CHECK(holdsText(timesRefused(" \n \n"), "There are no values"));
    CHECK(holdsText(timesRefused("Time\n\"\"\n"), "no values under the heading"));
    CHECK(holdsText(timesRefused("3, five, 8"), "Value 2: `five` is no number"));
    CHECK(holdsText(timesRefused("Time\n3\n\nfive\n"), "Line 4: `five` is no number"));
    CHECK(holdsText(timesRefused("3, nan"), "Value 2: `nan` is no number"));
    CHECK(holdsText(timesRefused("NaN\n3\n"), "Line 1: `NaN` is no number"));
    CHECK(holdsText(timesRefused("+-5"), "is negative"));
    CHECK(need(MeasuredTimes::parse("+-0, -0, 3")).text() == "0, 0, 3 hour");
    CHECK(holdsText(timesRefused("inf"), "`inf` is no number"));
    CHECK(holdsText(timesRefused("1e999"), "is no number"));
    CHECK(holdsText(timesRefused("3\n-5\n"), "Line 2: -5 is negative"));
    CHECK(holdsText(timesRefused("3 kg"), "`kg` is no unit of time"));
    CHECK(holdsText(timesRefused("Weight (kg)\n3\n"), "Line 1: `kg` is no unit of time"));
    CHECK(holdsText(timesRefused("3, 5 min, 8"), "Value 1: it has no unit"));
    CHECK(holdsText(timesRefused("3\n1,5\n"), "Line 2: a comma stands in it: write 1.5"));
    CHECK(holdsText(timesRefused("3\t4\n5\t6\n"), "Line 1: it has several cells"));
    CHECK(holdsText(timesRefused("1:30"), "write 1.5 hour for 1:30"));
    CHECK(holdsText(timesRefused("0, 0"), "All of these times are 0"));
    CHECK(holdsText(timesRefused("3,,4"), "Value 2: nothing stands before the comma"));
    CHECK(holdsText(timesRefused("1e300"), "longer than a hundred thousand years"));
    const auto wrong = MeasuredTimes::parse("3\n5\nmuch\n");
    REQUIRE(!wrong);
    REQUIRE(wrong.error().range);
    CHECK(*wrong.error().range == TextRange{4, 8});
}

TEST_CASE("a list holds ten thousand values, and of a million none are taken") {
    CHECK(need(MeasuredTimes::parse(column(10'000, "3"))).count() == 10'000);
    CHECK(holdsText(timesRefused(column(10'001, "3")), "more than 10,000 values"));
    const std::string million = column(1'000'000, "12.5");
    CHECK(holdsText(timesRefused(million), "more than 10,000 values"));
    CHECK(holdsText(arrivalsRefused(million), "more than 10,000 values"));
    // The longest texts are read again from what they were kept as.
    std::mt19937_64 random(3);
    std::string longest;
    for (size_t i = 0; i < 10'000; ++i)
        longest += std::to_string(std::uniform_real_distribution<>(0, 9)(random)) + " s\n";
    const MeasuredTimes kept = need(MeasuredTimes::parse(longest + "\n"));
    CHECK(need(MeasuredTimes::parse(kept.text())) == kept);
}

TEST_CASE("arrivals are hours since the start, or dates with times that count from a Monday") {
    const ArrivalTimes plain = need(ArrivalTimes::parse("0, 1, 1.5, 6 hour"));
    CHECK(plain.text() == "0, 1, 1.5, 6 hour");
    CHECK(plain.hours() == std::vector<double>{0, 1, 1.5, 6});
    CHECK(plain.rate() == 0.5);
    // Gaps of 1, 0.5 and 4.5 hours.
    CHECK(plain.squaredCvOfGaps() == Approx((1 + 0.25 + 20.25) / 3 / 4 - 1));
    CHECK(need(ArrivalTimes::parse("0, 30, 60 min")).hours() == std::vector<double>{0, 0.5, 1});
    const ArrivalTimes dated = need(ArrivalTimes::parse("Created\n2024-03-01 08:15\n2024-03-01T20:15:30\n2024-03-04"));
    CHECK(dated.text() == "2024-03-01 08:15, 2024-03-01 20:15:30, 2024-03-04 00:00");
    CHECK(dated.hours()[0] == 4 * 24 + 8.25); // a Friday
    CHECK(dated.hours()[2] == 7 * 24);
    CHECK(need(ArrivalTimes::parse(dated.text())) == dated);
    CHECK(need(ArrivalTimes::parse("1969-12-31 23:59:59.250, 1970-01-01 00:00")).text() ==
          "1969-12-31 23:59:59.250, 1970-01-01 00:00");
}

TEST_CASE("arrivals that fall, end at once or are no moments are refused with their line") {
    CHECK(holdsText(arrivalsRefused("0\n2\n1\n"), "Line 3: it is before the one above it"));
    CHECK(holdsText(arrivalsRefused("2024-03-01 08:15, 2024-02-01 08:15"), "Value 2: it is before"));
    CHECK(holdsText(arrivalsRefused("2024-03-01 08:15\n2024-02-30 08:15\n"), "Line 2: `2024-02-30 08:15` is no date"));
    CHECK(holdsText(arrivalsRefused("2024-03-01 08:15, 3"), "Value 2: `3` is no date with a time"));
    CHECK(holdsText(arrivalsRefused("1, 2024-03-01 08:15"), "Value 2"));
    CHECK(holdsText(arrivalsRefused("5"), "at least two moments"));
    CHECK(holdsText(arrivalsRefused("5, 5"), "at least two moments"));
    CHECK(holdsText(arrivalsRefused("-1, 5"), "Value 1: -1 is negative"));
    CHECK(holdsText(arrivalsRefused(""), "There are no values"));
}

TEST_CASE("random lists are read again as they were kept, and random texts harm nothing") {
    std::mt19937 random(11);
    const std::string alphabet = "0123456789.,;\t\n -:T\"minhourdays()eE+\xC3\xA9\xFF";
    size_t read = 0;
    for (int round = 0; round < 3000; ++round) {
        std::string text = round % 3 == 0 ? "2024-03-0" : "";
        for (size_t i = random() % 30; i > 0; --i)
            text += alphabet[random() % (round % 2 == 0 ? 16 : alphabet.size())];
        if (const auto times = MeasuredTimes::parse(text)) {
            ++read;
            CHECK(need(MeasuredTimes::parse(times->text())) == *times);
        }
        if (const auto times = ArrivalTimes::parse(text))
            CHECK(need(ArrivalTimes::parse(times->text())) == *times);
    }
    CHECK(read > 100);
}

TEST_CASE("lists are fields of a map: one edit each, kept by JSON, refused there with their place") {
    Process process;
    process.id = ProcessId("p");
    process.steps.resize(1);
    process.steps[0].id = StepId("t");
    const Model model = apply(Model(), Edit{{}, {}, {put(process)}}).model;
    const EntityRef ref{Process::kind, "p"};
    const Edit edit = need(setField(model, ref, "task/t/touch_times", "3\n5\n8 min\n"));
    CHECK(edit.changes.size() == 1);
    const auto done = apply(model, edit);
    CHECK(need(fieldText(done.model, ref, "task/t/touch_times")) == "3, 5, 8 minute");
    CHECK(apply(done.model, done.inverse).model == model);
    CHECK(need(setField(model, ref, "arrival_times", "0, 1, 4")).changes.size() == 1);

    const std::string text = toJsonText(*done.model.processes().begin());
    CHECK(holdsText(text, R"("touch_times":"3, 5, 8 minute")"));
    CHECK(need(fromJsonText<Process>(text)) == *done.model.processes().begin());
    const auto long10k = fromJsonText<Process>(R"({"id": "p", "arrival_times": ")" + [] {
        std::string list = "0.001";
        for (int i = 1; i < 10'000; ++i)
            list += ", " + std::to_string(i) + ".5";
        return list;
    }() + "\"}");
    REQUIRE(long10k);
    CHECK(long10k->arrivalTimes->count() == 10'000);
    const auto wrong = fromJsonText<Process>(R"({"id": "p", "steps": [{"id": "t", "touch_times": "3, -5"}]})");
    REQUIRE(!wrong);
    CHECK(holdsText(wrong.error().message, "steps[0].touch_times: Value 2: -5 is negative"));
}

TEST_CASE("times as measured need values, which no others use, and given arrivals are arrivals") {
    const Model bare = changedProcess("restore", [](Process& process) {
        for (Step& step : process.steps)
            if (step.kind == StepKind::task)
                step.spread = Spread::measured;
    });
    CHECK(problemIn(bare, "are to be as measured, but no values are given").severity == Severity::warning);
    const Model unused = changedProcess("restore", [](Process& process) {
        for (Step& step : process.steps)
            if (step.kind == StepKind::task)
                step.touchTimes = need(MeasuredTimes::parse("3, 5 min"));
    });
    CHECK(problemIn(unused, "The measured values of").severity == Severity::note);
    const Model given = changedProcess("restore", [](Process& process) {
        process.arrivals.reset();
        process.arrivalTimes = need(ArrivalTimes::parse("0, 1, 4"));
    });
    CHECK_FALSE(holdsText(listed(validate(given)), "has no arrivals"));
    const Model none = changedProcess("restore", [](Process& process) { process.arrivals.reset(); });
    problemIn(none, "has no arrivals");
}
