// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program as a user's shell would, and hands back what it said: for tests of tributary-cli from outside.
// Each call has its own files for the two outputs, so neither can block the other. Calls from several threads are fine.
#pragma once

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern char** environ;

namespace tributary::test {

/// How a program ended. A program killed by a signal has 128 + its number as exit code, as in a shell.
struct Finished {
    int exitCode = -1;
    std::string out;
    std::string err;
};

/// A new, empty folder that goes away, with what is in it, at the end of the test.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "tributary-test-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    /// Path of a file of this name in the folder.
    [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

/// Reads a whole file; an unreadable one is empty.
inline std::string fileText(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Runs a program (found on PATH where its name has no slash) with no standard input, and waits for its end.
inline Finished runProgram(const std::string& program, const std::vector<std::string>& arguments) {
    const TemporaryFolder folder;
    const std::string out = folder / "out";
    const std::string err = folder / "err";

    posix_spawn_file_actions_t actions;
    REQUIRE(posix_spawn_file_actions_init(&actions) == 0);
    constexpr int created = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), created, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), created, 0600);

    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    pid_t child = -1;
    const int refused = posix_spawnp(&child, program.c_str(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    INFO("starting " << program);
    REQUIRE(refused == 0);

    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), fileText(out), fileText(err)};
}

#ifdef TRIBUTARY_CLI
/// Runs the tributary-cli of this build.
inline Finished runCli(const std::vector<std::string>& arguments) { return runProgram(TRIBUTARY_CLI, arguments); }
#endif

} // namespace tributary::test
