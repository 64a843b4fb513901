// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/file_place.h"
#include "core/storage/sqlite.h"
#include "tests/builders.h"
#include "tests/core/storage/storage_fixture.h"

#include <array>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Makes a file of format 0, which had no merge keys and whose versions ended with their edits.
Model makeFormatZero(const std::filesystem::path& path) {
    Model model;
    {
        DocumentFile file = created(path, manyMetrics(3));
        requireGood(file.commit(putEdit(metric("A", "1"))));
        requireGood(file.nameVersion("first"));
        requireGood(file.commit(putEdit(metric("A", "2"))));
        model = file.model();
    }
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
    database.exec(
        "ALTER TABLE edit DROP COLUMN merge_key; ALTER TABLE version DROP COLUMN beyond; PRAGMA user_version=0");
    return model;
}

} // namespace

TEST_CASE("A file of an older format is lifted, and stays beside as it was") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const Model model = makeFormatZero(path);
    const std::string before = bytesOf(path);
    {
        DocumentFile file = opened(path);
        CHECK(file.access() == FileAccess::readWrite);
        CHECK(file.losses().empty());
        CHECK(file.model() == model);
        CHECK(file.versions().value().size() == 1);
        CHECK(bytesOf(folder / "m.v0.tributary") == before);
        requireGood(file.undo());
        CHECK(file.model() == modelOfVersion(file, "first"));
        requireGood(file.commit(putEdit(metric("A", "3"))));
    }
    CHECK(filesIn(folder.path()) == 2);
    CHECK(opened(path).model().metrics().find(MetricId("A"))->estimate->text() == "3");
    CHECK(filesIn(folder.path()) == 2);
}

TEST_CASE("A file of format 1, which checked words by lists, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = "
                      "replace(sql, '(\"better\" = ''higher'' OR \"better\" = ''lower'')', "
                      "'(\"better\" IN (''higher'', ''lower''))') WHERE name = 'metric'; PRAGMA user_version=1");
        REQUIRE(database.execAndGet("SELECT sql LIKE '%IN (%' FROM sqlite_schema WHERE name = 'metric'").getInt() == 1);
    }
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.model() == manyMetrics(3));
    CHECK(std::filesystem::exists(folder / "m.v1.tributary"));
    requireGood(file.commit(putEdit(metric("A", "3"))));
}

TEST_CASE("A file of format 2, which had no pins, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec("DROP TABLE settings_pins; PRAGMA user_version=2");
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == manyMetrics(3));
    Settings settings = file.model().settings();
    settings.pins = {"metric/A/estimate", "settings/inflation"};
    requireGood(file.commit({"Pin", {}, {put(settings)}}));
    CHECK(opened(path, FileAccess::readOnly).model().settings().pins == settings.pins);
}

TEST_CASE("A file of format 3, which had no guesses and no workshop copies, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("DROP TABLE guess; ALTER TABLE document DROP COLUMN copy_of; PRAGMA user_version=3");
    const std::string before = bytesOf(path);
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == manyMetrics(3));
    CHECK(file.copyOf().empty());
    CHECK(bytesOf(folder / "m.v3.tributary") == before);
    Scenario scenario;
    scenario.id = ScenarioId("plan");
    Guess guess{GuessId("ann"),
                "payback",
                scenario.id,
                "Ann",
                GuessedAmount::parse("never").value(),
                Date{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{9}}};
    requireGood(file.commit({"Guess", {}, {put(scenario), put(guess)}}));
    CHECK(*opened(path, FileAccess::readOnly).model().guesses().begin() == guess);
}

TEST_CASE("A file of format 4, which had no drawings and took the formulas for every cycle time, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Process process;
    process.id = ProcessId("repair");
    process.name = "Repair";
    const Model model = apply(manyMetrics(3), {"", "", {put(process)}}).model;
    created(path, model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("DROP INDEX process_origin_drawing; DROP TABLE drawing_text; "
              "ALTER TABLE process DROP COLUMN origin_drawing; ALTER TABLE process DROP COLUMN origin_element; "
              "ALTER TABLE process DROP COLUMN cycle_time_by; DROP TABLE drawing; PRAGMA user_version=4");
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == model);
    CHECK(std::filesystem::exists(folder / "m.v4.tributary"));
    CHECK(file.model().processes().begin()->cycleTimeBy == CycleTimeBy::automatic);
    const Drawing drawing{DrawingId("d"), "Shop", {"<a>\n", "</a>"}};
    process.origin = {drawing.id, "p"};
    process.cycleTimeBy = CycleTimeBy::surface;
    requireGood(file.commit({"Import", {}, {put(drawing), put(process)}}));
    CHECK(opened(path, FileAccess::readOnly).model() == file.model());
}

TEST_CASE("A file of format 5, whose pools were always there and whose queues knew no priorities, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Group group;
    group.id = GroupId("g");
    Process process;
    process.id = ProcessId("repair");
    process.pools.resize(2);
    process.pools[0].id = PoolId("desk");
    process.pools[1].id = PoolId("bench");
    process.pools[0].group = process.pools[1].group = group.id;
    process.steps.resize(1);
    process.steps[0].id = StepId("s");
    process.exceptions.resize(1);
    process.exceptions[0].id = ExceptionId("x");
    process.exceptions[0].step = StepId("s");
    process.exceptions[0].pool = PoolId("desk");
    const Model model = apply(manyMetrics(3), {"", "", {put(group), put(process)}}).model;
    created(path, model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("DROP TABLE process_exceptions_also_pools; ALTER TABLE process_pools DROP COLUMN hours; "
              "ALTER TABLE process_steps DROP COLUMN spread; ALTER TABLE process_steps DROP COLUMN priority; "
              "ALTER TABLE process_steps DROP COLUMN patience; ALTER TABLE process_exceptions DROP COLUMN spread; "
              "ALTER TABLE process_exceptions DROP COLUMN priority; PRAGMA user_version=5");
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == model);
    CHECK(std::filesystem::exists(folder / "m.v5.tributary"));
    process.pools[0].hours = WorkingHours::parse("Mon-Fri 08:00-16:00").value();
    process.steps[0].priority = -1;
    process.steps[0].spread = Spread::gamma;
    process.steps[0].patience = Parameter::parse("2 hour").value();
    process.exceptions[0].alsoPools = {PoolId("bench")};
    requireGood(file.commit({"Change", {}, {put(process)}}));
    CHECK(opened(path, FileAccess::readOnly).model() == file.model());
    CHECK(*file.model().processes().begin() == process);
}

TEST_CASE("A file of format 5 that has lost one of its tables keeps the others") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Process process;
    process.id = ProcessId("repair");
    process.steps.resize(1);
    process.steps[0].id = StepId("s");
    process.steps[0].name = "Mend";
    process.exceptions.resize(1);
    process.exceptions[0].id = ExceptionId("x");
    process.exceptions[0].step = StepId("s");
    created(path, apply(manyMetrics(3), {"", "", {put(process)}}).model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("DROP TABLE process_exceptions_also_pools; DROP TABLE process_pools; "
              "ALTER TABLE process_steps DROP COLUMN spread; ALTER TABLE process_steps DROP COLUMN priority; "
              "ALTER TABLE process_steps DROP COLUMN patience; ALTER TABLE process_exceptions DROP COLUMN spread; "
              "ALTER TABLE process_exceptions DROP COLUMN priority; PRAGMA user_version=5");
    const DocumentFile file = opened(path, FileAccess::readOnly);
    REQUIRE(file.model().processes().contains(process.id));
    CHECK(*file.model().processes().begin() == process);
}

TEST_CASE("A file of format 6, whose steps stood for no maps, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Process inner;
    inner.id = ProcessId("inner");
    inner.name = "Inner";
    Process whole;
    whole.id = ProcessId("whole");
    whole.name = "Whole";
    whole.steps.resize(1);
    whole.steps[0].id = StepId("s");
    const Model model = apply(manyMetrics(3), {"", "", {put(inner), put(whole)}}).model;
    created(path, model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("ALTER TABLE process_steps DROP COLUMN \"inner\"; PRAGMA user_version=6");
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == model);
    CHECK(std::filesystem::exists(folder / "m.v6.tributary"));
    whole.steps[0].inner = inner.id;
    requireGood(file.commit({"Nest", {}, {put(whole)}}));
    CHECK(opened(path, FileAccess::readOnly).model() == file.model());
    CHECK(file.model().processes().find(whole.id)->steps[0].isSubProcess());
}

TEST_CASE("A program that only reads lifts an older format in memory") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const Model model = makeFormatZero(path);
    const std::string before = bytesOf(path);
    {
        const DocumentFile file = opened(path, FileAccess::readOnly);
        CHECK(file.model() == model);
        CHECK(file.editsDone() == 2);
        CHECK(modelAt(file, 0) == manyMetrics(3));
    }
    CHECK(bytesOf(path) == before);
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("A kept older file is never replaced") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    writeBytes(folder / "m.v0.tributary", "mine");
    makeFormatZero(path);
    CHECK(opened(path).access() == FileAccess::readWrite);
    CHECK(bytesOf(folder / "m.v0.tributary") == "mine");
    CHECK(std::filesystem::exists(folder / "m.v0-2.tributary"));
}

TEST_CASE("An older file is kept once, however often a program ends before the new one takes its name") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    makeFormatZero(path);
    for (int i = 0; i < 3; ++i)
        CHECK(rows::keepOlder(path, 0).value() == folder / "m.v0.tributary");
    CHECK(filesIn(folder.path()) == 2);
    CHECK(opened(path).access() == FileAccess::readWrite);
    CHECK(filesIn(folder.path()) == 2);
}

TEST_CASE("An older file that would fill the memory is refused") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    makeFormatZero(path);
    constexpr std::int64_t bytes = std::int64_t{600} << 20; // a hole: it takes no room on the disk
    std::filesystem::resize_file(path, bytes);
    {
        std::fstream stream(path, std::ios::in | std::ios::out | std::ios::binary);
        constexpr std::array<char, 4> pages{0, 2, 88, 0}; // 600 MB of 4096 bytes each
        stream.seekp(28);
        stream.write(pages.data(), pages.size());
    }
    for (const auto access : {FileAccess::readOnly, FileAccess::readWrite})
        CHECK_THAT(errorOf(DocumentFile::open(path, access)), Catch::Matchers::Contains("larger than 512 MB"));
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("A copy that another program keeps from its end is an error") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    SQLite::Database other(path.string(), SQLite::OPEN_READWRITE);
    const auto file = rows::openConnection(path, rows::OpenFor::writing);
    const auto copy = rows::memoryConnection();
    other.exec("BEGIN EXCLUSIVE");
    CHECK_THROWS_AS(rows::copyAll(*copy, *file), SQLite::Exception);
    other.exec("ROLLBACK");
    rows::copyAll(*copy, *file);
    CHECK(copy->execAndGet("SELECT count(*) FROM metric").getInt() == 3);
}

TEST_CASE("An older file that is damaged too is read as far as it goes, and stays") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    makeFormatZero(path);
    {
        SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
        database.exec("UPDATE metric SET estimate = 'much' WHERE id = 'A'");
    }
    const std::string before = bytesOf(path);
    const DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readOnly);
    CHECK(file.losses().size() == 1);
    CHECK(file.model().metrics().size() == 3);
    CHECK(bytesOf(path) == before);
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("A file of format 8, which had no populations, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Process process;
    process.id = ProcessId("repair");
    const Model model = apply(manyMetrics(3), {"", "", {put(process)}}).model;
    created(path, model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("ALTER TABLE process DROP COLUMN population; PRAGMA user_version=8");
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == model);
    CHECK(std::filesystem::exists(folder / "m.v8.tributary"));
    process.population = Parameter::parse("8/10/12 bus").value();
    requireGood(file.commit({"Count", {}, {put(process)}}));
    CHECK(opened(path, FileAccess::readOnly).model().processes().find(process.id)->population == process.population);
}

TEST_CASE("A file of format 7, which listed scenarios by their ids, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Scenario scenario;
    scenario.id = ScenarioId("plan");
    scenario.name = "Plan";
    const Model model = apply(manyMetrics(3), {"", "", {put(scenario)}}).model;
    created(path, model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("ALTER TABLE scenario DROP COLUMN position; PRAGMA user_version=7");
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == model);
    CHECK(std::filesystem::exists(folder / "m.v7.tributary"));
    scenario.position = 3;
    requireGood(file.commit({"Move", {}, {put(scenario)}}));
    CHECK(opened(path, FileAccess::readOnly).model().scenarios().find(scenario.id)->position == 3);
}

TEST_CASE("A file of format 6, which had no measured times and no moments of arrival, is lifted") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Process process;
    process.id = ProcessId("repair");
    process.steps.resize(1);
    process.steps[0].id = StepId("s");
    process.steps[0].spread = Spread::gamma;
    process.exceptions.resize(1);
    process.exceptions[0].id = ExceptionId("x");
    process.exceptions[0].step = StepId("s");
    const Model model = apply(manyMetrics(3), {"", "", {put(process)}}).model;
    created(path, model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("ALTER TABLE process DROP COLUMN arrival_times; ALTER TABLE process_steps DROP COLUMN touch_times; "
              "ALTER TABLE process_steps DROP COLUMN delay_times; "
              "ALTER TABLE process_exceptions DROP COLUMN touch_times; "
              "ALTER TABLE process_exceptions DROP COLUMN delay_times; PRAGMA user_version=6");
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.losses().empty());
    CHECK(file.model() == model);
    CHECK(std::filesystem::exists(folder / "m.v6.tributary"));
    std::string longest = "0.125";
    for (int i = 1; i < 10'000; ++i)
        longest += ", " + std::to_string(i % 97) + ".0625";
    process.arrivalTimes = ArrivalTimes::parse("2024-03-01 08:15, 2024-03-01 09:00, 2024-03-04 08:00").value();
    process.steps[0].spread = process.exceptions[0].spread = Spread::measured;
    process.steps[0].touchTimes = MeasuredTimes::parse(longest + " min").value();
    process.steps[0].delayTimes = MeasuredTimes::parse("1, 2 day").value();
    process.exceptions[0].touchTimes = MeasuredTimes::parse("3").value();
    process.exceptions[0].delayTimes = MeasuredTimes::parse("4").value();
    requireGood(file.commit({"Change", {}, {put(process)}}));
    CHECK(opened(path, FileAccess::readOnly).model() == file.model());
    CHECK(*file.model().processes().begin() == process);
    requireGood(file.undo());
    CHECK(file.model() == model);
}

TEST_CASE("Damaged lists of times are told with their place, and all else is read") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Process process;
    process.id = ProcessId("repair");
    process.steps.resize(2);
    process.steps[0].id = StepId("s");
    process.steps[1].id = StepId("t");
    process.steps[0].touchTimes = MeasuredTimes::parse("3, 5 min").value();
    created(path, apply(manyMetrics(3), {"", "", {put(process)}}).model);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE process_steps SET touch_times = '3, -5 min' WHERE id = 's'");
    const DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readOnly);
    REQUIRE(file.losses().size() == 1);
    CHECK_THAT(file.losses().front(),
               Catch::Matchers::Contains("process_steps") && Catch::Matchers::Contains("Value 2: -5 min is negative"));
    CHECK(file.model().metrics().size() == 3);
    CHECK(file.model().processes().begin()->steps.size() == 1);
}
