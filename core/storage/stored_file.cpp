// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/stored_file.h"

#include "core/storage/damaged_file.h"
#include "core/storage/file_place.h"
#include "core/storage/model_reader.h"
#include "core/storage/model_writer.h"
#include "core/storage/schema.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <system_error>

namespace tributary::rows {

namespace {

constexpr size_t headerBytes = 100;
constexpr std::string_view sqliteMagic{"SQLite format 3\0", 16};
constexpr size_t pageSizeAt = 16;
constexpr size_t pageCountAt = 28;
constexpr size_t userVersionAt = 60; // https://www.sqlite.org/fileformat2.html, section 1.3
constexpr size_t applicationIdAt = 68;

/// How a format becomes the next one, table by table: where one is lost the others are lifted. Runs on a copy in
/// memory; what it leaves is read by the names of the columns.
struct Migration {
    int from;
    const char* sql;
};
constexpr std::array<Migration, 16> migrations{
    // Format 0 had no merge keys, and its versions ended with the edits that they named.
    Migration{0, "ALTER TABLE \"edit\" ADD COLUMN \"merge_key\" TEXT NOT NULL DEFAULT '';"},
    Migration{0, "ALTER TABLE \"version\" ADD COLUMN \"beyond\" TEXT NOT NULL DEFAULT '[]';"},
    // Format 1 checked words by IN, which made a table in memory for each row that was written or checked.
    Migration{1, ""},
    // Format 2 had no pins.
    Migration{2, "CREATE TABLE IF NOT EXISTS \"settings_pins\" (\"settings\" TEXT, \"position\" INTEGER, "
                 "\"value\" TEXT);"},
    // Format 3 had no guesses and no workshop copies.
    Migration{3, "ALTER TABLE \"document\" ADD COLUMN \"copy_of\" TEXT NOT NULL DEFAULT '';"
                 "CREATE TABLE IF NOT EXISTS \"guess\" (\"id\" TEXT, \"figure\" TEXT, \"scenario\" TEXT, "
                 "\"participant\" TEXT, \"value\" TEXT, \"when\" TEXT);"},
    // Format 4 had no drawings that process maps came from, and took the formulas for every cycle time.
    Migration{4, "CREATE TABLE IF NOT EXISTS \"drawing\" (\"id\" TEXT, \"name\" TEXT);"
                 "CREATE TABLE IF NOT EXISTS \"drawing_text\" (\"drawing\" TEXT, \"position\" INTEGER, "
                 "\"value\" TEXT);"
                 "ALTER TABLE \"process\" ADD COLUMN \"origin_drawing\" TEXT;"
                 "ALTER TABLE \"process\" ADD COLUMN \"origin_element\" TEXT NOT NULL DEFAULT '';"
                 "ALTER TABLE \"process\" ADD COLUMN \"cycle_time_by\" TEXT NOT NULL DEFAULT 'automatic';"},
    // Format 5 had no working hours, priorities, patience or distributions, and one pool for an exception.
    Migration{5, "ALTER TABLE \"process_pools\" ADD COLUMN \"hours\" TEXT;"},
    Migration{5, "ALTER TABLE \"process_steps\" ADD COLUMN \"spread\" TEXT NOT NULL DEFAULT 'lognormal';"
                 "ALTER TABLE \"process_steps\" ADD COLUMN \"priority\" INTEGER NOT NULL DEFAULT 0;"
                 "ALTER TABLE \"process_steps\" ADD COLUMN \"patience\" TEXT;"},
    Migration{5, "ALTER TABLE \"process_exceptions\" ADD COLUMN \"spread\" TEXT NOT NULL DEFAULT 'lognormal';"
                 "ALTER TABLE \"process_exceptions\" ADD COLUMN \"priority\" INTEGER NOT NULL DEFAULT 0;"},
    Migration{5, "CREATE TABLE IF NOT EXISTS \"process_exceptions_also_pools\" (\"process\" TEXT, "
                 "\"exceptions_id\" TEXT, \"position\" INTEGER, \"value\" TEXT);"},
    // Format 6 had no sub-processes: a map in a step was told by the drawing that both came from.
    Migration{6, "ALTER TABLE \"process_steps\" ADD COLUMN \"inner\" TEXT;"},
    // Format 6 had no measured times and no moments of arrival.
    Migration{6, "ALTER TABLE \"process\" ADD COLUMN \"arrival_times\" TEXT;"},
    Migration{6, "ALTER TABLE \"process_steps\" ADD COLUMN \"touch_times\" TEXT;"
                 "ALTER TABLE \"process_steps\" ADD COLUMN \"delay_times\" TEXT;"},
    Migration{6, "ALTER TABLE \"process_exceptions\" ADD COLUMN \"delay_times\" TEXT;"
                 "ALTER TABLE \"process_exceptions\" ADD COLUMN \"touch_times\" TEXT;"},
    // Format 7 listed scenarios by their ids.
    Migration{7, "ALTER TABLE \"scenario\" ADD COLUMN \"position\" INTEGER NOT NULL DEFAULT 0;"},
    // Format 8 had no populations that cases come from.
    Migration{8, "ALTER TABLE \"process\" ADD COLUMN \"population\" TEXT;"}};

std::int32_t bigEndian(const std::array<char, headerBytes>& bytes, const size_t at) {
    std::uint32_t value = 0;
    for (size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return static_cast<std::int32_t>(value);
}

std::int64_t pageSize(const std::array<char, headerBytes>& bytes) {
    const int size =
        static_cast<unsigned char>(bytes[pageSizeAt]) << 8 | static_cast<unsigned char>(bytes[pageSizeAt + 1]);
    return size == 1 ? 65536 : size;
}

/// Which program wrote a file of a newer format, if it says so.
std::string writtenBy(const std::filesystem::path& path) {
    try {
        const Connection database = openConnection(path, OpenFor::reading);
        const WorkBound bound(*database, 0);
        SQLite::Statement select(*database, "SELECT substr(\"written_by\", 1, 60) FROM \"document\" NOT INDEXED");
        if (!select.executeStep() || !select.getColumn(0).isText())
            return {};
        std::string text = select.getColumn(0).getString();
        std::erase_if(text, [](const char c) { return c < ' ' || c > '~'; });
        return text;
    } catch (const SQLite::Exception&) {
        return {};
    }
}

/// Compares the schema with ours: the first thing that another program made or changed, and whether anything is ours.
struct SchemaFinding {
    std::string foreign;
    bool anyOfOurs = false;
};

SchemaFinding compareSchema(SQLite::Database& database) {
    SchemaFinding finding;
    std::set<std::string> missing;
    for (const SchemaObject& object : schema())
        missing.insert(object.name);
    SQLite::Statement select(database, "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
    while (select.executeStep()) {
        const auto type = select.getColumn(0).getString();
        const auto name = select.getColumn(1).getString();
        const auto ours = std::find_if(schema().begin(), schema().end(),
                                       [&](const SchemaObject& object) { return object.name == name; });
        const bool known = ours != schema().end() && ours->type == type;
        if (known) {
            missing.erase(name);
            finding.anyOfOurs = finding.anyOfOurs || type == "table";
        }
        if ((!known || ours->sql != select.getColumn(2).getString()) && finding.foreign.empty())
            finding.foreign = fmt::format("the {} \"{:.60}\" is not as Tributary makes it", type, name);
    }
    if (!missing.empty() && finding.foreign.empty())
        finding.foreign = fmt::format("\"{}\" is missing", *missing.begin());
    return finding;
}

/// Tells whether SQLite can read the list of the file's tables.
bool knowsItsTables(SQLite::Database& database) {
    return database.tryExec("SELECT count(*) FROM sqlite_schema") == SQLITE_OK;
}

/// Tells whether edits lie in a write-ahead log that SQLite cannot use, since it may not write beside the file.
bool missesItsLog(SQLite::Database& database) {
    const char* const name = sqlite3_db_filename(database.getHandle(), "main");
    std::error_code error;
    const auto logged = std::filesystem::file_size(beside(name != nullptr ? name : "", "-wal"), error);
    return !error && logged > 0 && database.execAndGet("PRAGMA journal_mode").getString() != "wal";
}

/// The bytes of all pages, also of those that are in a write-ahead log.
std::int64_t bytesOfPages(SQLite::Database& database) {
    return database.execAndGet("PRAGMA page_count").getInt64() * database.execAndGet("PRAGMA page_size").getInt64();
}

/// Lifts a copy to the present format; what cannot be lifted is missed when it is read.
void lift(SQLite::Database& copy, const int format) {
    for (const Migration& migration : migrations)
        if (migration.from >= format)
            copy.tryExec(migration.sql);
}

} // namespace

Result<FileHeader> readHeader(const std::filesystem::path& path) {
    const std::string file = utf8(path);
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        return fail(fmt::format("{} does not exist: check the name.", file));
    if (std::filesystem::is_directory(status))
        return fail(fmt::format("{} is a folder: choose a .tributary file in it.", file));
    if (error || !std::filesystem::is_regular_file(status))
        return fail(fmt::format("{} cannot be opened as a file: choose a .tributary file.", file));
    std::array<char, headerBytes> bytes{};
    std::ifstream stream(path, std::ios::binary);
    if (!stream)
        return fail(fmt::format("{} cannot be read: check who may read it.", file));
    stream.read(bytes.data(), bytes.size());
    if (stream.gcount() == 0)
        return fail(fmt::format("{} is empty, so it is not a Tributary file: choose another, or a copy of it.", file));
    if (static_cast<size_t>(stream.gcount()) < headerBytes ||
        !std::string_view(bytes.data(), 16).starts_with(sqliteMagic))
        return fail(fmt::format("{} is not a Tributary file: choose a .tributary file.", file));
    if (bigEndian(bytes, applicationIdAt) != applicationId)
        return fail(
            fmt::format("{} is a database of another program, not a Tributary file: choose a .tributary file.", file));
    const int format = bigEndian(bytes, userVersionAt);
    if (format > formatNumber) {
        const std::string by = writtenBy(path);
        return fail(fmt::format("{} has format {}{}; this program, Tributary " TRIBUTARY_VERSION
                                ", reads up to format {}: open it with a newer Tributary.",
                                file, format, by.empty() ? "" : " (written by " + by + ")", formatNumber));
    }
    if (format < 0)
        return fail(fmt::format("{} has a format that never was ({}): it is not a Tributary file.", file, format));
    FileHeader header{format, pageSize(bytes), static_cast<std::int64_t>(std::filesystem::file_size(path, error)), 0};
    // With a write-ahead log beside it, the end of the file may be there.
    if (!std::filesystem::exists(beside(path, "-wal"), error))
        header.missing = std::max<std::int64_t>(0, header.pageSize * bigEndian(bytes, pageCountAt) - header.bytes);
    return header;
}

Result<Contents> readContents(SQLite::Database& file, const std::filesystem::path& path, const FileHeader& header,
                              const Texts texts) {
    const auto nothing = [&](const std::string_view reason) {
        return fail(fmt::format("{} is damaged: nothing in it can be read ({}); open a copy of it, if there is one.",
                                utf8(path), reason));
    };
    Contents contents;
    Losses losses;
    std::vector<std::string> damage;
    try {
        Connection copy;
        std::optional<WorkBound> bound(std::in_place, file, header.bytes);
        if (header.missing > 0)
            damage.push_back(fmt::format("{} bytes are missing at its end", header.missing));
        else if (isGarbled(file))
            damage.emplace_back("its contents are garbled in places");
        if (damage.empty() && missesItsLog(file))
            damage.emplace_back("the last edits are in its -wal file, which can be read only in a folder that can be "
                                "written: copy both to one");
        if (header.missing > 0 || (!damage.empty() && !knowsItsTables(file)))
            copy = imageOfDamaged(path, header.pageSize, header.missing);
        else if (header.format < formatNumber) {
            if (bytesOfPages(file) > largestImage)
                return fail(fmt::format("{} has the older format {} and is larger than {} MB, the most that can be "
                                        "brought to the present one: open it with the Tributary that wrote it.",
                                        utf8(path), header.format, largestImage >> 20));
            copy = memoryConnection();
            copyAll(*copy, file);
        }
        if (copy)
            bound.emplace(*copy, header.bytes); // what is missing is only what the header says, and costs no work
        SQLite::Database& source = copy ? *copy : file;
        const auto finding = compareSchema(source);
        if (!finding.anyOfOurs)
            return nothing("it holds no table of a model");
        if (header.format < formatNumber)
            lift(source, header.format);
        else
            contents.foreign = finding.foreign;
        contents.history = readHistory(source, texts, losses);
        contents.model = readModel(source, losses);
        if (texts == Texts::leave && !(losses.empty() && damage.empty() && contents.foreign.empty())) {
            Losses known; // the file is not going to stay open, so that the history has to come along
            contents.history = readHistory(source, Texts::load, known);
        }
    } catch (const SQLite::Exception& exception) {
        if (isInUse(exception))
            return tl::unexpected(inWords(exception, path));
        return nothing("its contents are garbled");
    }
    contents.losses = losses.list();
    if (!contents.losses.empty() && contents.history.edits.empty() && contents.model == Model())
        return nothing(contents.losses.front());
    // Damage that cost no row is still said: the file must not be written on.
    for (const std::string& found : damage)
        contents.losses.push_back(found);
    return contents;
}

Result<void> writeContents(const std::filesystem::path& path, const Model& model, const StoredHistory& history) {
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        return fail(fmt::format("{} cannot be written: {} is not a folder.", utf8(path), utf8(folder)));
    removeDatabase(path);
    Connection database;
    try {
        database = openConnection(path, OpenFor::making);
        database->exec(fmt::format("PRAGMA application_id={}; PRAGMA user_version={}; PRAGMA journal_mode=MEMORY",
                                   applicationId, formatNumber));
        database->exec("BEGIN");
        for (const SchemaObject& object : schema())
            database->exec(object.sql);
        writeHistory(*database, history);
        ModelWriter(*database).writeAll(model);
        database->exec("COMMIT");
    } catch (const SQLite::Exception& exception) {
        const std::string dangling = database ? danglingReference(*database) : std::string();
        database.reset();
        removeDatabase(path);
        if (!dangling.empty())
            return fail(fmt::format("{} was not written: {}; mend the model first.", utf8(path), dangling));
        // The name that the file is to have: it is made beside it.
        const bool isBeside = path.extension() == ".new";
        return tl::unexpected(inWords(exception, isBeside ? std::filesystem::path(path).replace_extension() : path));
    }
    return {};
}

} // namespace tributary::rows
