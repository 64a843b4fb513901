// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of a damaged file, inside core/storage only: an image in memory that SQLite is willing to read, where it
// refuses the file itself. The file is only read.
#pragma once

#include "core/storage/sqlite.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tributary::rows {

/// The most that is loaded into memory, in bytes.
constexpr std::int64_t largestImage = 512 << 20;

/// Loads the file into memory: `missing` bytes that were cut off its end become empty pages, up to a few times what is
/// there; the list of its tables is kept as far as it is whole, and tables whose entry is lost are not there. Empty
/// where the file is too large.
[[nodiscard]] Connection imageOfDamaged(const std::filesystem::path& path, std::int64_t pageSize, std::int64_t missing);

/// Whether a page or row of the file is not whole. Throws SQLite::Exception where another program holds the file.
[[nodiscard]] bool isGarbled(SQLite::Database& database);

} // namespace tributary::rows
