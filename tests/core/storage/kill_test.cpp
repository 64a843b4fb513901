// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/storage_fixture.h"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

using namespace tributary;
using namespace tributary::test;

namespace {

enum class CountFrom { start, firstEdit };

/// Runs the stream of edits on `path`, kills it `delay` after its start or its first edit, and returns the number of
/// the last edit whose call had returned; 0 where there was none.
std::int64_t killedStream(const std::filesystem::path& path, CountFrom from, std::chrono::microseconds delay) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execl(TRIBUTARY_EDIT_STREAM, TRIBUTARY_EDIT_STREAM, path.c_str(), nullptr);
        _exit(127);
    }
    close(ends[1]);
    std::string text;
    char buffer[4096];
    if (from == CountFrom::firstEdit)
        if (const ssize_t size = read(ends[0], buffer, sizeof buffer); size > 0)
            text.append(buffer, static_cast<size_t>(size));
    std::this_thread::sleep_for(delay);
    kill(child, SIGKILL);
    for (ssize_t size = 0; (size = read(ends[0], buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<size_t>(size));
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status)); // it was at work until it was killed
    const size_t end = text.rfind('\n');
    if (end == std::string::npos)
        return 0;
    const size_t start = text.rfind('\n', end - 1);
    return std::stoll(text.substr(start == std::string::npos || end == 0 ? 0 : start + 1));
}

} // namespace

// TRIBUTARY_KILLS=N in the environment makes more of it.
TEST_CASE("A document that is killed 200 times while it is edited holds every edit whose call had returned") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path);
    const char* const asked = std::getenv("TRIBUTARY_KILLS");
    const int kills = asked != nullptr ? std::max(200, std::atoi(asked)) : 200;
    std::mt19937 random(std::random_device{}());
    std::uniform_int_distribution<int> microseconds(0, 8'000);
    std::int64_t last = 0;
    int working = 0;
    for (int round = 0; round < kills; ++round) {
        const auto from = round % 4 == 0 ? CountFrom::start : CountFrom::firstEdit; // opening may be killed too
        const std::int64_t told = killedStream(path, from, std::chrono::microseconds(microseconds(random)));
        working += told > 0;
        last = std::max(last, told);
        const DocumentFile file = opened(path);
        REQUIRE(file.access() == FileAccess::readWrite);
        REQUIRE(file.losses().empty());
        const auto undoable = file.undoable();
        const std::int64_t held = undoable ? undoable->number : 0;
        REQUIRE(held >= last); // an edit whose call had not returned may be there too
        REQUIRE(held <= last + 1);
        last = held;
        const Metric* const counter = file.model().metrics().find(MetricId("counter"));
        REQUIRE((counter != nullptr ? counter->estimate->text() : "0") == std::to_string(held));
    }
    CHECK(working >= kills / 2);
    DocumentFile file = opened(path);
    CHECK(file.editsDone() == last);
    CHECK(modelAt(file, last / 2).metrics().find(MetricId("counter"))->estimate->text() == std::to_string(last / 2));
    requireGood(file.undo());
}
