// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every source file of app, core and ui, and holds its includes against the one table of who may know whom.
#include "tests/source_dir.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace tributary;
namespace fs = std::filesystem;

namespace {

/// The folders of core, lowest first: a folder includes itself and those before it.
constexpr std::array<std::string_view, 13> coreLayers{"base",     "stats",    "formula", "model",  "network",
                                                      "adoption", "process",  "finance", "engine", "insight",
                                                      "storage",  "exchange", "report"};

/// The parts of the program, lowest first, by the same rule.
constexpr std::array<std::string_view, 3> parts{"core", "ui", "app"};

template <size_t Count>
int rankIn(const std::array<std::string_view, Count>& order, std::string_view name) {
    const auto found = std::find(order.begin(), order.end(), name);
    return found == order.end() ? -1 : static_cast<int>(found - order.begin());
}

std::vector<std::string> pathParts(const fs::path& path) {
    std::vector<std::string> names;
    for (const fs::path& name : path)
        names.push_back(name.string());
    return names;
}

/// What is wrong with one include of a file (both from the root of the sources), or an empty text.
std::string objection(const std::string& file, const std::string& included, bool quoted) {
    const std::vector<std::string> from = pathParts(file);
    if (!quoted) {
        static const std::regex qtHeader("(Q[A-Z]|Qt|q[a-z]+\\.h).*");
        return from[0] == "core" && std::regex_match(included, qtHeader) ? "core does not know Qt" : "";
    }
    if (included.ends_with(".moc"))
        return {};
    const std::vector<std::string> to = pathParts(included);
    if (std::find(to.begin(), to.end(), "..") != to.end() || rankIn(parts, to[0]) < 0)
        return "an include in quotes is written from the root: \"core/...\", \"ui/...\" or \"app/...\"";
    if (rankIn(parts, to[0]) > rankIn(parts, from[0]))
        return from[0] + " does not know " + to[0];
    if (to[0] != "core")
        return {};
    const int toLayer = to.size() > 2 ? rankIn(coreLayers, to[1]) : -1;
    if (toLayer < 0)
        return "no such layer of core: add it to the table, in its place";
    if (from[0] == "core" && toLayer > rankIn(coreLayers, from[1]))
        return "core/" + from[1] + " stands below core/" + to[1];
    return {};
}

/// Every include of a text that the table forbids, as "file:line: the line (what is wrong)".
std::vector<std::string> forbiddenIncludes(const std::string& file, std::istream& text) {
    static const std::regex includeLine("\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"].*");
    std::vector<std::string> found;
    int number = 0;
    for (std::string line; std::getline(text, line);) {
        ++number;
        std::smatch match;
        if (!std::regex_match(line, match, includeLine))
            continue;
        if (const std::string wrong = objection(file, match[2], match[1] == "\""); !wrong.empty())
            found.push_back(file + ":" + std::to_string(number) + ": " + line + " (" + wrong + ")");
    }
    return found;
}

std::vector<std::string> forbiddenIncludes(const std::string& file, const std::string& text) {
    std::istringstream in(text);
    return forbiddenIncludes(file, in);
}

bool isSource(const fs::path& path) { return path.extension() == ".h" || path.extension() == ".cpp"; }

} // namespace

TEST_CASE("every include of core, ui and app points downwards") {
    const fs::path root = test::sourceDir();
    std::string listed;
    size_t filesRead = 0;
    for (const std::string_view part : parts) {
        for (const auto& entry : fs::recursive_directory_iterator(root / part)) {
            if (!entry.is_regular_file() || !isSource(entry.path()))
                continue;
            ++filesRead;
            std::ifstream text(entry.path());
            for (const std::string& line : forbiddenIncludes(fs::relative(entry.path(), root).generic_string(), text))
                listed += line + "\n";
        }
    }
    INFO(listed);
    CHECK(listed.empty());
    CHECK(filesRead >= 5);
}

// ctest splits a list at each of them, and a test with half a name finds nothing to run and passes.
TEST_CASE("no test has a semicolon in its name") {
    static const std::regex name("TEST_CASE\\(\"[^\"]*;[^\"]*\"");
    std::string listed;
    for (const auto& entry : fs::recursive_directory_iterator(test::sourceDir() / "tests")) {
        if (!entry.is_regular_file() || entry.path().extension() != ".cpp")
            continue;
        std::ifstream text(entry.path());
        for (std::string line; std::getline(text, line);)
            if (std::regex_search(line, name))
                listed += entry.path().filename().string() + ": " + line + "\n";
    }
    INFO(listed);
    CHECK(listed.empty());
}

TEST_CASE("every folder of core has its place in the table") {
    for (const auto& entry : fs::directory_iterator(test::sourceDir() / "core")) {
        if (!entry.is_directory())
            continue;
        INFO("core/" << entry.path().filename().string());
        CHECK(rankIn(coreLayers, entry.path().filename().string()) >= 0);
    }
}

TEST_CASE("an include that points upwards is named with its file and line") {
    const auto found =
        forbiddenIncludes("core/model/metric.h", "#pragma once\n  # include \"core/engine/program.h\" // why\n");
    REQUIRE(found.size() == 1);
    CHECK_THAT(found[0], Catch::StartsWith("core/model/metric.h:2: "));
    CHECK_THAT(found[0], Catch::Contains("core/model stands below core/engine"));
}

TEST_CASE("each kind of forbidden include is caught") {
    const auto caught = [](const std::string& file, const std::string& include) {
        return forbiddenIncludes(file, "#include " + include + "\n").size() == 1;
    };
    CHECK(caught("core/base/id.cpp", "\"core/stats/random.h\""));
    CHECK(caught("core/exchange/json.cpp", "\"core/report/blocks.h\""));
    CHECK(caught("core/engine/runner.cpp", "\"ui/document.h\""));
    CHECK(caught("core/report/blocks.h", "\"app/commands.h\""));
    CHECK(caught("ui/main_window.cpp", "\"app/commands.h\""));
    CHECK(caught("core/base/id.cpp", "<QString>"));
    CHECK(caught("core/base/id.cpp", "<QtCore/QString>"));
    CHECK(caught("core/base/id.cpp", "<qcustomplot.h>"));
    CHECK(caught("core/base/id.cpp", "\"qcustomplot.h\""));
    CHECK(caught("core/model/metric.cpp", "\"metric.h\""));
    CHECK(caught("core/model/metric.cpp", "\"core/model/../engine/program.h\""));
    CHECK(caught("ui/main_window.cpp", "\"core/helpers/text.h\""));
}

TEST_CASE("an include that the table allows is left alone") {
    const auto allowed = [](const std::string& file, const std::string& include) {
        return forbiddenIncludes(file, "#include " + include + "\n").empty();
    };
    CHECK(allowed("core/model/metric.cpp", "\"core/model/metric.h\""));
    CHECK(allowed("core/engine/runner.cpp", "\"core/stats/random.h\""));
    CHECK(allowed("core/base/id.cpp", "<string>"));
    CHECK(allowed("ui/report/pdf.cpp", "<QPdfWriter>"));
    CHECK(allowed("ui/report/pdf.cpp", "\"core/report/blocks.h\""));
    CHECK(allowed("ui/main_window.cpp", "\"main_window.moc\""));
    CHECK(allowed("app/main.cpp", "\"ui/main_window.h\""));
}
