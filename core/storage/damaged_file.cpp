// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/damaged_file.h"

#include <sqlite3.h>

#include <algorithm>
#include <fstream>
#include <span>
#include <system_error>

namespace tributary::rows {

namespace {

constexpr std::int64_t mostMissing = 4; // times what is there: four bytes of the header can claim terabytes

// Offsets of https://www.sqlite.org/fileformat2.html, sections 1.3 and 1.6.
constexpr size_t writeVersionAt = 18;
constexpr size_t pageCountAt = 28;
constexpr size_t firstPageTreeAt = 100;
constexpr size_t cellCountAt = 3;
constexpr size_t rightmostAt = 8;
constexpr size_t interiorCellsAt = 12;
constexpr unsigned char interiorOfTable = 5;
constexpr unsigned char leafOfTable = 13;

using Bytes = std::span<unsigned char>;

size_t twoBytes(const Bytes bytes, const size_t at) { return static_cast<size_t>(bytes[at] << 8 | bytes[at + 1]); }

size_t fourBytes(const Bytes bytes, const size_t at) { return twoBytes(bytes, at) << 16 | twoBytes(bytes, at + 2); }

/// Drops from the root of the table of tables the pages that hold no rows: SQLite gives up at the first of them, and
/// with it everything behind.
void mendListOfTables(const Bytes image, const size_t pageSize) {
    const Bytes root = image.first(pageSize);
    const Bytes tree = root.subspan(firstPageTreeAt);
    const size_t count = twoBytes(tree, cellCountAt);
    if (tree[0] != interiorOfTable || interiorCellsAt + 2 * count > tree.size())
        return;
    const auto holdsRows = [&](const size_t page) {
        if (page < 2 || page > image.size() / pageSize)
            return false;
        const Bytes child = image.subspan((page - 1) * pageSize, pageSize);
        return child[0] == leafOfTable && twoBytes(child, cellCountAt) > 0;
    };
    std::vector<size_t> kept; // places of cells, each the number of a page and the last row in it
    for (size_t i = 0; i < count; ++i) {
        const size_t cell = twoBytes(tree, interiorCellsAt + 2 * i);
        if (cell + 4 <= pageSize && holdsRows(fourBytes(root, cell)))
            kept.push_back(cell);
    }
    if (!holdsRows(fourBytes(tree, rightmostAt))) {
        if (kept.empty())
            return;
        std::copy_n(root.begin() + static_cast<std::ptrdiff_t>(kept.back()), 4,
                    tree.begin() + static_cast<std::ptrdiff_t>(rightmostAt));
        kept.pop_back();
    }
    tree[cellCountAt] = static_cast<unsigned char>(kept.size() >> 8);
    tree[cellCountAt + 1] = static_cast<unsigned char>(kept.size());
    for (size_t i = 0; i < kept.size(); ++i) {
        tree[interiorCellsAt + 2 * i] = static_cast<unsigned char>(kept[i] >> 8);
        tree[interiorCellsAt + 2 * i + 1] = static_cast<unsigned char>(kept[i]);
    }
}

/// Lets SQLite use the tables that it knows where others cannot be read. Nothing may be written to the list of tables.
void acceptPartOfSchema(SQLite::Database& image) {
    sqlite3_db_config(image.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr); // it forbids the next line
    image.tryExec("PRAGMA writable_schema=ON");
    sqlite3_db_config(image.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    image.tryExec("SELECT 1 FROM sqlite_schema"); // may fail while what can be read is loaded
}

} // namespace

Connection imageOfDamaged(const std::filesystem::path& path, const std::int64_t pageSize, const std::int64_t missing) {
    Connection image = memoryConnection();
    std::error_code error;
    const auto there = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
    if (error || pageSize < 512 || there < pageSize || there > largestImage)
        return image;
    const std::int64_t empty =
        std::clamp<std::int64_t>(missing, 0, std::min(mostMissing * there, largestImage - there));
    const std::int64_t size = (there + empty) / pageSize * pageSize;
    auto* const bytes = static_cast<unsigned char*>(sqlite3_malloc64(static_cast<sqlite3_uint64>(size)));
    if (bytes == nullptr)
        return image;
    std::fill_n(bytes, size, static_cast<unsigned char>(0));
    // The half of a page is left out: a row across its end would be read with zeros in the place of its numbers.
    std::ifstream(path, std::ios::binary).read(reinterpret_cast<char*>(bytes), there / pageSize * pageSize);
    bytes[writeVersionAt] = bytes[writeVersionAt + 1] = 1; // an image in memory has no write-ahead log
    for (size_t i = 0; i < 4; ++i)
        bytes[pageCountAt + i] = static_cast<unsigned char>(size / pageSize >> (24 - 8 * i));
    mendListOfTables({bytes, static_cast<size_t>(size)}, static_cast<size_t>(pageSize));
    sqlite3_deserialize(image->getHandle(), "main", bytes, size, size, SQLITE_DESERIALIZE_FREEONCLOSE);
    acceptPartOfSchema(*image);
    return image;
}

bool isGarbled(SQLite::Database& database) {
    try {
        return database.execAndGet("PRAGMA quick_check(1)").getString() != "ok";
    } catch (const SQLite::Exception& exception) {
        if (isInUse(exception)) // which is no fault of the file
            throw;
        return true;
    }
}

} // namespace tributary::rows
