// SPDX-License-Identifier: GPL-3.0-or-later
// The schema of a document's file, inside core/storage only: STRICT tables made from fields(), those of the history,
// and the numbers in the header by which a file is known.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::rows {

inline constexpr std::int32_t applicationId = 0x54726259; // "TrbY"
inline constexpr std::int32_t formatNumber = 9;           // PRAGMA user_version; raise it with a migration

/// A row of sqlite_schema as this version makes it.
struct SchemaObject {
    std::string type; ///< "table" or "index"
    std::string name;
    std::string sql;
};

/// All tables and indexes, in the order in which they are created.
[[nodiscard]] const std::vector<SchemaObject>& schema();

} // namespace tributary::rows
