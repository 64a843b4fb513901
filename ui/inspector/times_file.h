// SPDX-License-Identifier: GPL-3.0-or-later
// Times from a file: a column of a table, read beside the window into a field of a process. Window thread only.
#pragma once

#include <string>

namespace tributary::ui {

class Document;

/// Asks for a file with a column of times, and where it has several for the one that is meant, and fills the field at
/// `path` with it. What is wrong with the file is told. Another model that is opened meanwhile ends it.
void takeTimesFromFile(Document& document, const std::string& path);

} // namespace tributary::ui
