// SPDX-License-Identifier: GPL-3.0-or-later
// Known answers kept beside the project: tests that need them say so and pass where they are not there.
#pragma once

#include "tests/source_dir.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <optional>
#include <regex>
#include <string>
#include <vector>

namespace tributary::test {

/// Path of a file below the shared folder beside the checkout, or nothing; then the test says "skipped".
inline std::optional<std::filesystem::path> sharedData(const std::string& relative) {
    const auto path = sourceDir() / ".." / "shared" / relative;
    if (std::filesystem::exists(path))
        return path;
    WARN("skipped: no shared data (" << relative << ")");
    return std::nullopt;
}

/// Reads a CSV file with quoted fields; the first row holds the names of the columns.
inline std::vector<std::vector<std::string>> readCsv(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::vector<std::vector<std::string>> rows;
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        std::vector<std::string> fields(1);
        bool quoted = false;
        for (size_t i = 0; i < line.size(); ++i) {
            if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
                fields.back() += line[++i];
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                fields.emplace_back();
            else
                fields.back() += line[i];
        }
        rows.push_back(std::move(fields));
    }
    return rows;
}

/// The number behind `name=` in a text such as "lambda=2, mu=3".
inline double numberIn(const std::string& text, const std::string& name) {
    std::smatch found;
    REQUIRE(std::regex_search(text, found, std::regex(name + "=([0-9.]+)")));
    return std::stod(found[1]);
}

} // namespace tributary::test
