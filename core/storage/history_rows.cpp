// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/history_rows.h"

#include "core/storage/scan.h"
#include "core/storage/value.h"

namespace tributary::rows {

namespace {

constexpr size_t longestChanges = 256 << 20;
constexpr std::int64_t latestNumber = std::int64_t{1} << 53;

/// Reads a whole number of the history; names the row where it is none.
bool readNumber(const SQLite::Column& column, const std::int64_t least, std::int64_t& out) {
    return !readInteger(column, least, latestNumber, out);
}

bool readWords(const SQLite::Column& column, const size_t longest, std::string& out) {
    return !readText(column, longest, out);
}

void readEdits(SQLite::Database& database, const Texts texts, StoredHistory& history, Losses& losses) {
    std::vector<std::string> columns{"number", "label", "merge_key", "made_at"};
    if (texts == Texts::load)
        columns.insert(columns.end(), {"forward", "inverse"});
    Scan(database, "edit", std::move(columns), losses).each([&](SQLite::Statement& row) {
        StoredEdit edit;
        bool good =
            readNumber(row.getColumn(0), 1, edit.number) && readWords(row.getColumn(1), longestText, edit.label) &&
            readWords(row.getColumn(2), longestText, edit.mergeKey) && readNumber(row.getColumn(3), 0, edit.madeAt);
        if (good && texts == Texts::load)
            good = readWords(row.getColumn(4), longestChanges, edit.forward) &&
                   readWords(row.getColumn(5), longestChanges, edit.inverse);
        if (good)
            history.edits.push_back(std::move(edit));
        else
            losses.add(fmt::format("edit {} of the history", edit.number));
    });
    std::sort(history.edits.begin(), history.edits.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
}

/// Where numbers are missing, keeps the edits after the last gap, counted from 1: what came before cannot be reached.
void closeGaps(StoredHistory& history, Losses& losses) {
    auto& edits = history.edits;
    size_t first = edits.size();
    while (first > 0 && (first == edits.size() || edits[first - 1].number + 1 == edits[first].number))
        --first;
    if (edits.empty() || edits[first].number == 1)
        return;
    const std::int64_t lost = edits[first].number - 1;
    losses.add(fmt::format("the history up to edit {}", lost));
    edits.erase(edits.begin(), edits.begin() + static_cast<std::ptrdiff_t>(first));
    std::erase_if(history.versions, [&](const StoredVersion& version) {
        if (version.number < lost)
            losses.add(fmt::format("the version \"{:.40}\"", version.name));
        return version.number < lost;
    });
    if (history.cursor < lost) { // all that is left was taken back, and the way to it is gone
        edits.clear();
        history.versions.clear();
        history.cursor = lost;
    }
    for (StoredEdit& edit : edits)
        edit.number -= lost;
    for (StoredVersion& version : history.versions)
        version.number -= lost;
    history.cursor -= lost;
}

} // namespace

const StoredEdit* StoredHistory::find(const std::int64_t number) const {
    const auto place =
        std::lower_bound(edits.begin(), edits.end(), number,
                         [](const StoredEdit& edit, std::int64_t wanted) { return edit.number < wanted; });
    return place != edits.end() && place->number == number ? &*place : nullptr;
}

StoredEdit* StoredHistory::find(const std::int64_t number) {
    return const_cast<StoredEdit*>(static_cast<const StoredHistory*>(this)->find(number));
}

StoredHistory readHistory(SQLite::Database& database, const Texts texts, Losses& losses) {
    StoredHistory history;
    readEdits(database, texts, history, losses);
    Scan(database, "version", {"name", "number", "made_at", "beyond"}, losses).each([&](SQLite::Statement& row) {
        StoredVersion version;
        if (readWords(row.getColumn(0), longestText, version.name) && readNumber(row.getColumn(1), 0, version.number) &&
            readNumber(row.getColumn(2), 0, version.madeAt) &&
            readWords(row.getColumn(3), longestChanges, version.beyond) && version.number <= history.last())
            history.versions.push_back(std::move(version));
        else
            losses.add(fmt::format("the version \"{:.40}\"", version.name));
    });
    bool found = false;
    Scan(database, "document", {"cursor", "copy_of"}, losses).each([&](SQLite::Statement& row) {
        found = readNumber(row.getColumn(0), 0, history.cursor) && history.cursor <= history.last();
        if (!readWords(row.getColumn(1), longestText, history.copyOf))
            losses.add("whether it is a workshop copy");
    });
    if (!found) {
        losses.add("which edits were taken back");
        history.cursor = history.last();
    }
    closeGaps(history, losses);
    return history;
}

void writeHistory(SQLite::Database& database, const StoredHistory& history) {
    SQLite::Statement document(database, "INSERT INTO \"document\" VALUES (1, ?, ?, ?)");
    document.bind(1, history.cursor);
    document.bind(2, "Tributary " TRIBUTARY_VERSION);
    document.bindNoCopy(3, history.copyOf);
    document.exec();
    for (const StoredEdit& edit : history.edits)
        insertEdit(database, edit);
    for (const StoredVersion& version : history.versions)
        insertVersion(database, version);
}

Result<StoredEdit> loadTexts(SQLite::Database& database, StoredEdit edit) {
    SQLite::Statement select(database, "SELECT \"forward\", \"inverse\" FROM \"edit\" WHERE \"number\" = ?");
    select.bind(1, edit.number);
    if (!select.executeStep())
        return fail(fmt::format("Edit {} is missing in the history of the file.", edit.number));
    edit.forward = select.getColumn(0).getString();
    edit.inverse = select.getColumn(1).getString();
    return edit;
}

void insertEdit(SQLite::Database& database, const StoredEdit& edit) {
    SQLite::Statement insert(database, "INSERT INTO \"edit\" VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, edit.number);
    insert.bindNoCopy(2, edit.label);
    insert.bindNoCopy(3, edit.mergeKey);
    insert.bind(4, edit.madeAt);
    insert.bindNoCopy(5, edit.forward);
    insert.bindNoCopy(6, edit.inverse);
    insert.exec();
}

void updateTexts(SQLite::Database& database, const StoredEdit& edit) {
    SQLite::Statement update(
        database, "UPDATE \"edit\" SET \"label\" = ?, \"forward\" = ?, \"inverse\" = ? WHERE \"number\" = ?");
    update.bindNoCopy(1, edit.label);
    update.bindNoCopy(2, edit.forward);
    update.bindNoCopy(3, edit.inverse);
    update.bind(4, edit.number);
    update.exec();
}

void endMerging(SQLite::Database& database, const std::int64_t number) {
    SQLite::Statement update(database, "UPDATE \"edit\" SET \"merge_key\" = '' WHERE \"number\" = ?");
    update.bind(1, number);
    update.exec();
}

void eraseEditsAfter(SQLite::Database& database, const std::int64_t number) {
    SQLite::Statement gone(database, "DELETE FROM \"edit\" WHERE \"number\" > ?");
    gone.bind(1, number);
    gone.exec();
}

void writeCursor(SQLite::Database& database, const std::int64_t cursor) {
    SQLite::Statement update(database, "UPDATE \"document\" SET \"cursor\" = ?");
    update.bind(1, cursor);
    update.exec();
}

void writeCopyOf(SQLite::Database& database, const std::string& name) {
    SQLite::Statement update(database, "UPDATE \"document\" SET \"copy_of\" = ?");
    update.bindNoCopy(1, name);
    update.exec();
}

void insertVersion(SQLite::Database& database, const StoredVersion& version) {
    SQLite::Statement insert(database, "INSERT INTO \"version\" VALUES (?, ?, ?, ?)");
    insert.bindNoCopy(1, version.name);
    insert.bind(2, version.number);
    insert.bind(3, version.madeAt);
    insert.bindNoCopy(4, version.beyond);
    insert.exec();
}

void updateVersion(SQLite::Database& database, const StoredVersion& version) {
    SQLite::Statement update(database, "UPDATE \"version\" SET \"number\" = ?, \"beyond\" = ? WHERE \"name\" = ?");
    update.bind(1, version.number);
    update.bindNoCopy(2, version.beyond);
    update.bindNoCopy(3, version.name);
    update.exec();
}

void renameVersion(SQLite::Database& database, const std::string& from, const std::string& to) {
    SQLite::Statement update(database, "UPDATE \"version\" SET \"name\" = ? WHERE \"name\" = ?");
    update.bindNoCopy(1, to);
    update.bindNoCopy(2, from);
    update.exec();
}

void eraseVersion(SQLite::Database& database, const std::string& name) {
    SQLite::Statement gone(database, "DELETE FROM \"version\" WHERE \"name\" = ?");
    gone.bindNoCopy(1, name);
    gone.exec();
}

} // namespace tributary::rows
