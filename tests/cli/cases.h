// SPDX-License-Identifier: GPL-3.0-or-later
// A folder with the transit case in it, and small models made of JSON, for tests of tributary-cli.
#pragma once

#include "tests/cli/run_cli.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace tributary::test {

/// Runs tributary-cli, which must do what it is told, and returns its results.
inline std::string mustRun(const std::vector<std::string>& arguments) {
    const Finished done = runCli(arguments);
    INFO(done.err);
    REQUIRE(done.exitCode == 0);
    return done.out;
}

/// Runs tributary-cli for one JSON object.
inline nlohmann::json jsonOf(const std::vector<std::string>& arguments) {
    const std::string text = mustRun(arguments);
    nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    REQUIRE(json.is_object());
    return json;
}

/// The results of a run without the time that it took.
inline nlohmann::json withoutSeconds(nlohmann::json json) {
    json.at("run").erase("seconds");
    return json;
}

/// Runs a line of the shell in which $CLI is the program.
inline Finished runShell(const std::string& line, const std::string& argument = {}) {
    return runProgram("/bin/sh", {"-c", "CLI='" TRIBUTARY_CLI "'; " + line, "sh", argument});
}

inline void writeFile(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    REQUIRE(out);
}

/// A folder that holds the transit case.
struct TransitFolder {
    TemporaryFolder folder;
    std::string model = folder / "m.tributary";

    TransitFolder() { mustRun({"new", "--template", "transit", model}); }
    [[nodiscard]] std::string operator/(const std::string& name) const { return folder / name; }

    /// Imports a model of these members of the JSON form and returns its file.
    [[nodiscard]] std::string import(const std::string& name, const std::string& members) const {
        writeFile(folder / (name + ".json"), R"({"format": "tributary", "version": 1, )" + members + "}");
        mustRun({"import", folder / (name + ".json"), "-o", folder / (name + ".tributary")});
        return folder / (name + ".tributary");
    }
};

} // namespace tributary::test
