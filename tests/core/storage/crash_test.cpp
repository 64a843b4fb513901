// SPDX-License-Identifier: GPL-3.0-or-later
// What a program leaves behind that is stopped at the worst moment, and what one meets that comes while another writes.
#include "tests/core/storage/storage_fixture.h"

#include <SQLiteCpp/Database.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>

using namespace tributary;
using namespace tributary::test;

namespace {

/// Copies a file with what SQLite keeps beside it, as a crash would leave them.
void copyAsLeft(const std::filesystem::path& from, const std::filesystem::path& to) {
    for (const char* const side : {"", "-wal", "-journal"})
        if (std::filesystem::exists(from.string() + side))
            std::filesystem::copy_file(from.string() + side, to.string() + side);
}

/// From now on the system answers this process with `action` where it renames a file. False where it cannot do that.
bool answerRename(const unsigned action) {
    std::array<sock_filter, 8> program{};
    size_t size = 0;
    program[size++] = BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr));
    for (const unsigned call : {
#ifdef SYS_rename
             static_cast<unsigned>(SYS_rename),
#endif
             static_cast<unsigned>(SYS_renameat), static_cast<unsigned>(SYS_renameat2)}) {
        program[size++] = BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
        program[size++] = BPF_STMT(BPF_RET | BPF_K, action);
    }
    program[size++] = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const sock_fprog filter{static_cast<unsigned short>(size), program.data()};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

constexpr int cannotDie = 77;

/// Replaces `path` by an empty document in a process that dies where the new file would take the name; returns how it
/// ended.
int replaceAndDie(const std::filesystem::path& path) {
    const pid_t child = fork();
    if (child == 0) {
        if (!answerRename(SECCOMP_RET_KILL_PROCESS))
            _exit(cannotDie);
        _exit(DocumentFile::create(path, Model(), Overwrite::replace) ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

} // namespace

TEST_CASE("A crash while a file is replaced leaves the old document with all its edits") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(folder / "open.tributary", manyMetrics(3));
        requireGood(file.commit(putEdit(metric("last", "7"))));
        copyAsLeft(folder / "open.tributary", path); // the edit is in the write-ahead log alone
    }
    REQUIRE(std::filesystem::exists(path.string() + "-wal"));
    const int status = replaceAndDie(path);
    if (WIFEXITED(status) && WEXITSTATUS(status) == cannotDie) {
        WARN("skipped: the system lets no process be killed at a call");
        return;
    }
    REQUIRE(WIFSIGNALED(status));
    const DocumentFile file = opened(path);
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.model().metrics().contains(MetricId("last")));
    CHECK(file.editsDone() == 1);
}

TEST_CASE("A file that is replaced does not get the edits that a killed program left beside it") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(folder / "open.tributary", manyMetrics(3));
        requireGood(file.commit(putEdit(metric("last", "7"))));
        copyAsLeft(folder / "open.tributary", path);
    }
    {
        const auto file = DocumentFile::create(path, manyMetrics(2), Overwrite::replace);
        requireGood(file);
    }
    CHECK(opened(path).model() == manyMetrics(2));
    // Beside what is no database there is nothing to keep.
    writeBytes(path, "text");
    writeBytes(path.string() + "-wal", "more text");
    requireGood(DocumentFile::create(path, manyMetrics(1), Overwrite::replace));
    CHECK(opened(path).model() == manyMetrics(1));
}

TEST_CASE("An older file whose name the new one cannot take leaves no second name behind") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version=1");
    const pid_t child = fork();
    if (child == 0) {
        if (!answerRename(SECCOMP_RET_ERRNO | EACCES))
            _exit(cannotDie);
        const auto file = DocumentFile::open(path);
        _exit(file && file->access() == FileAccess::readOnly && file->model() == manyMetrics(3) ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == cannotDie) {
        WARN("skipped: the system refuses no process a call");
        return;
    }
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(filesIn(folder.path()) == 1);
    CHECK(opened(path).access() == FileAccess::readWrite);
    CHECK(filesIn(folder.path()) == 2);
}

TEST_CASE("A transaction that was cut off is rolled back before the file is read") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(folder / "open.tributary", manyMetrics(2000));
    {
        SQLite::Database writer((folder / "open.tributary").string(), SQLite::OPEN_READWRITE);
        writer.exec("PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; PRAGMA foreign_keys=OFF; BEGIN");
        writer.exec("UPDATE metric SET name = name || ' but not so'"); // spills into the file
        copyAsLeft(folder / "open.tributary", path);
        writer.exec("ROLLBACK");
    }
    REQUIRE(std::filesystem::exists(path.string() + "-journal"));
    REQUIRE(bytesOf(path).find("but not so") != std::string::npos);
    const auto access = GENERATE(FileAccess::readOnly, FileAccess::readWrite);
    const DocumentFile file = opened(path, access);
    CHECK(file.losses().empty());
    CHECK(file.model() == manyMetrics(2000));
}

TEST_CASE("An edit does not wait long for another program that writes the file, and says why it was refused") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    DocumentFile file = created(path, manyMetrics(3));
    SQLite::Database other(path.string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    const auto began = std::chrono::steady_clock::now();
    const auto refused = file.commit(putEdit(metric("A", "1")));
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(2500)); // it waits 40
    REQUIRE_FALSE(refused.has_value());
    CHECK_THAT(refused.error().message, Catch::Matchers::Contains("m.tributary is in use by another program"));
    CHECK(file.model() == manyMetrics(3));
    other.exec("ROLLBACK");
    requireGood(file.commit(putEdit(metric("A", "1"))));
}
