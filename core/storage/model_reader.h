// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a model from the rows of a file that may be damaged, inside core/storage only.
#pragma once

#include "core/model/edit.h"
#include "core/storage/sqlite.h"

namespace tributary::rows {

/// Reads every row that can be read, by the parsers of its values; `losses` names the others. References to what is not
/// there are emptied and named too.
[[nodiscard]] Model readModel(SQLite::Database& database, Losses& losses);

} // namespace tributary::rows
