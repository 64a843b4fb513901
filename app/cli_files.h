// SPDX-License-Identifier: GPL-3.0-or-later
// The files that tributary-cli reads and writes: models, and texts of other formats. Errors name the file.
#pragma once

#include "core/base/result.h"
#include "core/storage/document_file.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace tributary::cli {

/// Opens a model of which everything can be read; a damaged one is an error that says what is left, what is lost, and
/// how to keep what is left.
[[nodiscard]] Result<DocumentFile> openModel(const std::filesystem::path& path, FileAccess access);

/// Says of a damaged file how much of it could be read: a sentence without its end.
[[nodiscard]] std::string damageOf(const DocumentFile& file);

/// Lists what a damaged file could not give, a line each.
[[nodiscard]] std::string lossesOf(const DocumentFile& file);

/// The extension in small letters, with its dot.
[[nodiscard]] std::string extension(const std::filesystem::path& path);

/// Refuses a file that exists, unless it is to be replaced.
[[nodiscard]] Result<void> checkName(const std::filesystem::path& path, Overwrite overwrite);

/// Reads a text of up to 256 MB.
[[nodiscard]] Result<std::string> readText(const std::filesystem::path& path);

/// Writes a text whole or not at all: the file that was there stays until the new one is complete.
[[nodiscard]] Result<void> writeText(const std::filesystem::path& path, std::string_view text, Overwrite overwrite);

} // namespace tributary::cli
