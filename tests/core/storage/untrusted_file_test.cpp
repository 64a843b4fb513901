// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "core/storage/damaged_file.h"
#include "core/storage/schema.h"
#include "core/storage/sqlite.h"
#include "core/storage/stored_file.h"
#include "tests/core/storage/storage_fixture.h"

#include <fmt/format.h>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Changes a file past every check, as another program would.
void tamper(const std::filesystem::path& path, const std::string& sql) {
    SQLite::Database database(path.string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON; " + sql);
}

bool says(const std::vector<std::string>& list, const std::string& part) {
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string& text) { return text.find(part) != std::string::npos; });
}

/// Opens a file that must come back read-only and unchanged on disk, and its copy whole.
DocumentFile openedDamaged(const TemporaryFolder& folder, const std::filesystem::path& path) {
    const std::string before = bytesOf(path);
    DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readOnly);
    CHECK(bytesOf(path) == before);
    const auto refused = file.commit(putEdit(metric("A", "1")));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find(file.accessReason()) != std::string::npos);
    requireGood(file.saveCopy(folder / "copy.tributary", Overwrite::replace));
    DocumentFile copy = opened(folder / "copy.tributary");
    CHECK(copy.access() == FileAccess::readWrite);
    CHECK(copy.losses().empty());
    CHECK(copy.model() == file.model());
    return file;
}

} // namespace

TEST_CASE("What is no Tributary file is refused with what it is") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const auto message = [&] { return errorOf(DocumentFile::open(path)); };
    const auto contains = [](const std::string& part) { return Catch::Matchers::Contains(part); };

    CHECK_THAT(message(), contains("does not exist"));
    writeBytes(path, "");
    CHECK_THAT(message(), contains("is empty"));
    writeBytes(path, "metric,date\n");
    CHECK_THAT(message(), contains("is not a Tributary file"));
    writeBytes(path, std::string(5000, '\0'));
    CHECK_THAT(message(), contains("is not a Tributary file"));
    writeBytes(path, std::string("SQLite format 3\0", 16));
    CHECK_THAT(message(), contains("is not a Tributary file"));
    std::filesystem::remove(path);
    std::filesystem::create_directory(path);
    CHECK_THAT(message(), contains("is a folder"));
    std::filesystem::remove(path);
    { SQLite::Database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE a (b)"); }
    CHECK_THAT(message(), contains("a database of another program"));
    std::filesystem::remove(path);
    // The header alone is ours.
    std::string header(4096, '\0');
    header.replace(0, 16, std::string("SQLite format 3\0", 16));
    header.replace(68, 4, "TrbY");
    header[63] = 1;
    writeBytes(path, header);
    CHECK_THAT(message(), contains("damaged"));
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("Random bytes behind a header of ours do not open") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(folder / "good.tributary");
    const std::string good = bytesOf(folder / "good.tributary");
    std::mt19937 random(7);
    for (int round = 0; round < 30; ++round) {
        std::string bytes = good;
        for (size_t i = 100; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(random());
        writeBytes(path, bytes);
        CHECK_FALSE(DocumentFile::open(path).has_value());
    }
}

TEST_CASE("A newer format is refused by name") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path);
    tamper(path, "UPDATE document SET written_by = 'Tributary 7.2'; PRAGMA user_version=10");
    const std::string before = bytesOf(path);
    const std::string message = errorOf(DocumentFile::open(path));
    CHECK_THAT(message, Catch::Matchers::Contains("format 10 (written by Tributary 7.2)"));
    CHECK_THAT(message, Catch::Matchers::Contains("newer Tributary"));
    CHECK(bytesOf(path) == before);
    tamper(path, "PRAGMA user_version=-3");
    CHECK_FALSE(DocumentFile::open(path).has_value());
}

TEST_CASE("A truncated file gives what can be read, or says that nothing can") {
    const TemporaryFolder folder;
    const auto model = modelFromTemplate("transit");
    requireGood(model);
    created(folder / "good.tributary", *model);
    const std::string good = bytesOf(folder / "good.tributary");
    int readable = 0;
    for (size_t size = 0; size < good.size(); size += 4000) {
        const auto path = folder / "m.tributary";
        writeBytes(path, std::string_view(good).substr(0, size));
        const auto file = DocumentFile::open(path);
        if (!file)
            continue;
        ++readable;
        CHECK(file->access() == FileAccess::readOnly);
        CHECK(file->accessReason() == "it is damaged");
        CHECK_FALSE(file->losses().empty());
    }
    CHECK(readable > 0);
    writeBytes(folder / "m.tributary", std::string_view(good).substr(0, good.size() - 4096));
    const DocumentFile most = openedDamaged(folder, folder / "m.tributary");
    CHECK(most.model().metrics().size() > 0);
}

TEST_CASE("Of a file that was cut in half the tables in front are read, and a copy keeps them") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const auto model = modelFromTemplate("transit");
    requireGood(model);
    created(folder / "good.tributary", *model);
    const std::string good = bytesOf(folder / "good.tributary");
    writeBytes(path, std::string_view(good).substr(0, good.size() / 2));
    const DocumentFile file = openedDamaged(folder, path);
    CHECK(file.model().metrics() == model->metrics());
    CHECK(file.model().settings() == model->settings());
    CHECK(file.model().interventions().empty());
    CHECK(says(file.losses(), "the table intervention_costs is missing"));
    CHECK(says(file.losses(), "bytes are missing at its end"));
}

TEST_CASE("A small file that claims to be a large one takes no memory for what it claims") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    const auto there = static_cast<std::int64_t>(std::filesystem::file_size(path));
    std::string bytes = bytesOf(path);
    bytes.replace(28, 4, std::string("\x7F\xFF\xFF\xFF", 4)); // 8 TB
    writeBytes(path, bytes);
    const auto header = rows::readHeader(path);
    requireGood(header);
    CHECK(header->missing > std::int64_t{1} << 40);
    const auto image = rows::imageOfDamaged(path, header->pageSize, header->missing);
    CHECK(image->execAndGet("PRAGMA page_count").getInt64() * header->pageSize <= 5 * there);
    const DocumentFile file = openedDamaged(folder, path);
    CHECK(file.model() == manyMetrics(3));
    CHECK(says(file.losses(), "bytes are missing at its end"));
}

TEST_CASE("Of a file whose list of tables is damaged the other tables are read") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const auto model = modelFromTemplate("transit");
    requireGood(model);
    created(folder / "good.tributary", *model);
    std::string bytes = bytesOf(folder / "good.tributary");
    std::vector<size_t> pages; // of that list
    {
        SQLite::Database database((folder / "good.tributary").string());
        SQLite::Statement select(database, "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' AND pageno > 1");
        while (select.executeStep())
            pages.push_back(static_cast<size_t>(select.getColumn(0).getInt()));
    }
    REQUIRE(pages.size() > 3);
    const size_t lost = GENERATE(0, 1, 2, 3);
    const char with = GENERATE('\0', '\x5a');
    CAPTURE(lost, with);
    bytes.replace((pages[lost] - 1) * 4096, 4096, 4096, with);
    writeBytes(path, bytes);
    const DocumentFile file = openedDamaged(folder, path);
    CHECK(says(file.losses(), "is missing"));
    CHECK((lost == 1 || file.model().metrics() == model->metrics()));
    CHECK((lost > 1 || file.model().scenarios().size() == model->scenarios().size()));
}

TEST_CASE("Flipped bytes never harm and never pass unseen where they change the model") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const auto model = modelFromTemplate("transit");
    requireGood(model);
    created(folder / "good.tributary", *model);
    const std::string good = bytesOf(folder / "good.tributary");
    std::mt19937 random(11);
    int salvaged = 0;
    for (int round = 0; round < 60; ++round) {
        std::string bytes = good;
        const size_t page = 1 + random() % (bytes.size() / 4096 - 1);
        for (int flip = 0; flip < 40; ++flip) // the tree of a page stands at its start
            bytes[page * 4096 + random() % 200] = static_cast<char>(random());
        writeBytes(path, bytes);
        const auto file = DocumentFile::open(path);
        if (file && !file->losses().empty()) {
            ++salvaged;
            CHECK(file->access() == FileAccess::readOnly);
        }
    }
    CHECK(salvaged > 20);
}

TEST_CASE("Triggers and views of a file are never run, and the file is not written") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(4));
    SECTION("a trigger") {
        tamper(path, "CREATE TRIGGER harm AFTER INSERT ON metric BEGIN DELETE FROM metric; END");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK_THAT(file.accessReason(), Catch::Matchers::Contains("trigger \"harm\""));
        CHECK(file.model() == manyMetrics(4));
        const auto guarded = rows::openConnection(path, rows::OpenFor::writing);
        guarded->exec("INSERT INTO \"group\" SELECT * FROM \"group\" WHERE 0");
        guarded->exec("UPDATE metric SET name = 'x' WHERE id = 'M3'");
        guarded->exec(
            "INSERT INTO metric SELECT 'M9', name, level, parent, position, unit, better, source, estimate, "
            "drift, noise, formula, process, measure, measure_of, response_time, counts, realisation, "
            "hard_share, target, target_date, tolerance, owner, data_source, measured, notes, evidence_grade, "
            "evidence_source, evidence_note FROM metric WHERE id = 'M3'");
        CHECK(guarded->execAndGet("SELECT count(*) FROM metric").getInt() == 5); // the trigger would have left none
    }
    SECTION("a view in the place of a table") {
        tamper(path, "DROP TABLE link; CREATE VIEW link AS SELECT abs(-9223372036854775808) AS id");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(says(file.losses(), "link"));
        CHECK(file.model().metrics().size() == 4);
        CHECK_THROWS(rows::openConnection(path, rows::OpenFor::reading)->exec("SELECT * FROM link"));
    }
    SECTION("a table of another program") {
        tamper(path, "CREATE TABLE theirs (a)");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(file.losses().empty());
        CHECK_THAT(file.accessReason(), Catch::Matchers::Contains("table \"theirs\""));
    }
    SECTION("a column that is computed") {
        tamper(path,
               "DROP TABLE correlation; CREATE TABLE correlation (id TEXT, name TEXT AS (hex(zeroblob(99999999))))");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(says(file.losses(), "the column name of the table correlation is missing"));
    }
    SECTION("a missing table") {
        tamper(path, "DROP TABLE intervention_effects");
        CHECK(says(openedDamaged(folder, path).losses(), "the table intervention_effects is missing"));
    }
}

TEST_CASE("A row that cannot be is named and left out, the others are read") {
    struct Hostile {
        std::string sql;
        std::string loss;
    };
    const auto hostile = GENERATE(values<Hostile>(
        {{"UPDATE metric SET level = 'royal' WHERE id = 'M3'", "metric M3: level: \"royal\" is none of its values"},
         {"UPDATE metric SET estimate = '1,5' WHERE id = 'M3'", "metric M3: estimate: "},
         {"UPDATE metric SET notes = hex(zeroblob(2000000)) WHERE id = 'M3'",
          "metric M3: notes: its text is 4000000 bytes"},
         {"UPDATE metric SET estimate = '1' || printf('%.20000c', '0') WHERE id = 'M3'",
          "metric M3: estimate: its text"},
         {"UPDATE metric SET notes = CAST(x'ff' AS TEXT) WHERE id = 'M3'", "metric M3: notes: its text is not UTF-8"},
         {"UPDATE metric SET position = 99999999999 WHERE id = 'M3'", "metric M3: position: 99999999999 is out of"},
         {"UPDATE metric SET id = '../x' WHERE id = 'M3'", "metric \"../x\": it cannot have this id"},
         {"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = "
          "'metric'; "
          "PRAGMA writable_schema=RESET; UPDATE metric SET name = NULL WHERE id = 'M3'",
          "metric M3: name: it is empty"}}));
    CAPTURE(hostile.sql);
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(4));
    tamper(path, hostile.sql);
    const DocumentFile file = openedDamaged(folder, path);
    CAPTURE(file.losses());
    CHECK(says(file.losses(), hostile.loss));
    CHECK(file.model().metrics().size() == 3);
    CHECK(file.model().metrics().find(MetricId("M3")) == nullptr);
}

TEST_CASE("What refers to nothing, goes in a circle or is not finite is named and mended") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    auto model = modelFromTemplate("transit");
    requireGood(model);
    created(path, *model);
    SECTION("a parent that is not there") {
        const std::string id = model->metrics().begin()->id.text;
        tamper(path, "UPDATE metric SET parent = 'nobody' WHERE id = '" + id + "'");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(says(file.losses(), "metric " + id + ": parent: there is no nobody"));
        CHECK(file.model().metrics().find(MetricId(id))->parent.empty());
    }
    SECTION("a step that is not there") {
        tamper(path, "UPDATE process_flows SET \"to\" = 'nowhere' WHERE position = 0");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(says(file.losses(), "flows: to: there is no nowhere"));
    }
    SECTION("a circle of parents") {
        const auto& first = *model->metrics().begin();
        tamper(path, "UPDATE metric SET parent = '" + first.id.text + "' WHERE id = '" + first.id.text + "'");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(says(file.losses(), "parent"));
        CHECK(file.model().metrics().find(first.id)->parent.empty());
    }
    SECTION("an infinite number") {
        tamper(path, "UPDATE correlation SET rho = 9e999");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(says(file.losses(), "rho: it is not finite"));
        CHECK(file.model().correlations().empty());
    }
    SECTION("a part without its owner") {
        tamper(path, "DELETE FROM process");
        const DocumentFile file = openedDamaged(folder, path);
        CHECK(says(file.losses(), "what it belongs to is lost"));
    }
}

TEST_CASE("A gap in the history leaves what comes after it") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(path);
        for (int i = 1; i <= 6; ++i)
            requireGood(file.commit(putEdit(metric("A", std::to_string(i)))));
        requireGood(file.nameVersion("six"));
        requireGood(file.undo());
    }
    tamper(path, "DELETE FROM edit WHERE number = 3");
    const DocumentFile file = openedDamaged(folder, path);
    CHECK(says(file.losses(), "the history up to edit 3"));
    CHECK(file.editsDone() == 2);
    CHECK(modelAt(file, 0).metrics().find(MetricId("A"))->estimate->text() == "3");
    CHECK(modelOfVersion(file, "six").metrics().find(MetricId("A"))->estimate->text() == "6");
}

TEST_CASE("A history that does not parse is refused when it is used, and changes nothing") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(path);
        requireGood(file.commit(putEdit(metric("A", "1"))));
    }
    tamper(path, "UPDATE edit SET inverse = '[{\"put\": \"metric\", \"entity\": {\"id\": 5}}]'");
    DocumentFile file = opened(path);
    const auto undone = file.undo();
    REQUIRE_FALSE(undone.has_value());
    CHECK_THAT(undone.error().message, Catch::Matchers::Contains("Edit 1"));
    CHECK(file.model().metrics().size() == 1);
    requireGood(file.commit(putEdit(metric("B", "2"))));
}
