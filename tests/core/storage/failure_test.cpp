// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/storage/storage_fixture.h"

#include <SQLiteCpp/Database.h>
#ifdef __linux__
#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#endif
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

using namespace tributary;
using namespace tributary::test;

namespace {

bool locksWork = true;

Metric noted(const std::string& id, size_t bytes) {
    Metric made = metric(id, "1");
    made.notes.assign(bytes, 'n');
    return made;
}

/// Runs `body` in a process of its own, since what it does to its rights and limits cannot be undone; it returns 0
/// where all is well, or the number of what is not.
int inChild(const std::function<int()>& body) {
    const pid_t child = fork();
    if (child == 0) {
        alarm(60);
        _exit(body());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

#ifdef __linux__
/// Stands for the one of the system, so that a disk without locks can be had.
extern "C" int flock(int file, int what) noexcept {
    if (locksWork)
        return static_cast<int>(syscall(SYS_flock, file, what));
    errno = ENOLCK;
    return -1;
}
#endif

TEST_CASE("A full disk refuses the edit, leaves the document whole, and the next one works") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Model kept;
    {
        DocumentFile file = created(path, manyMetrics(5));
        requireGood(file.commit(putEdit(metric("A", "1"))));
        kept = file.model();
        file.limitSize(1); // what is there stays; nothing can be added
        const auto refused = file.commit(putEdit(noted("A", 500'000)));
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Catch::Matchers::Contains("The disk is full"));
        CHECK(file.model() == kept);
        CHECK(file.editsDone() == 1);
        requireGood(file.undo());
        requireGood(file.redo());
        CHECK_FALSE(file.commit(putEdit(noted("A", 500'000))).has_value());
        file.limitSize(std::int64_t{1} << 40);
        requireGood(file.commit(putEdit(noted("B", 500'000))));
        kept = file.model();
    }
    const DocumentFile again = opened(path);
    CHECK(again.access() == FileAccess::readWrite);
    CHECK(again.model() == kept);
    CHECK(again.editsDone() == 2);
}

#ifdef __linux__
TEST_CASE("A disk without room for anything is said to be full, not to give errors") {
    const TemporaryFolder folder;
    constexpr int noOwnDisk = 77;
    const int outcome = inChild([&] {
        const auto disk = folder / "disk";
        std::filesystem::create_directory(disk);
        if (unshare(CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER)) != 0 ||
            mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=8m") != 0)
            return noOwnDisk;
        auto file = DocumentFile::create(disk / "m.tributary", manyMetrics(5));
        if (!file)
            return 1;
        std::ofstream filler(disk / "filler", std::ios::binary);
        const std::string page(4096, 'x');
        while (filler.write(page.data(), static_cast<std::streamsize>(page.size())).flush()) {
        }
        const auto refused = file->commit(putEdit(noted("B", 100'000)));
        if (refused)
            return 2;
        return refused.error().message.starts_with("The disk is full: ") ? 0 : 3;
    });
    if (outcome == noOwnDisk)
        WARN("no disk of its own can be made here");
    else
        CHECK(outcome == 0);
}
#endif

TEST_CASE("A file that is gone is said to be gone where an edit cannot be written, whatever the disk says of it") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    DocumentFile file = created(path, manyMetrics(5));
    SECTION("before the first edit") {}
    SECTION("after an edit") { requireGood(file.commit(putEdit(metric("A", "1")))); }
    CHECK_FALSE(file.isMoved());
    std::filesystem::remove(path);
    CHECK(file.isMoved());
    const auto refused = file.commit(putEdit(metric("B", "1")));
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, Catch::Matchers::StartsWith("m.tributary is no longer in its folder"));
}

TEST_CASE("A file that is moved away takes edits again once it is back") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    DocumentFile file = created(path, manyMetrics(5));
    requireGood(file.commit(putEdit(metric("A", "1"))));
    std::filesystem::rename(path, folder / "away.tributary");
    CHECK_FALSE(file.commit(putEdit(metric("B", "1"))).has_value());
    std::filesystem::rename(folder / "away.tributary", path);
    requireGood(file.commit(putEdit(metric("C", "1"))));
    const Model last = file.model();
    file = created(folder / "next.tributary");
    CHECK(opened(path).model() == last);
}

TEST_CASE(
    "A file that another program replaces takes no edit, spoils no byte of the new one, and goes on as a new one") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const auto elsewhere = folder / "elsewhere.tributary";
    DocumentFile file = created(path, manyMetrics(5));
    requireGood(file.commit(putEdit(metric("A", "1"))));
    const Model kept = file.model();
    created(elsewhere, manyMetrics(20));
    const std::string theirs = bytesOf(elsewhere);
    std::filesystem::rename(elsewhere, path);
    CHECK(file.isMoved());
    const auto refused = file.commit(putEdit(metric("B", "1")));
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message, Catch::Matchers::StartsWith("m.tributary was replaced by another program"));
    CHECK_FALSE(file.undo().has_value());
    CHECK_FALSE(file.nameVersion("first").has_value());
    CHECK(file.model() == kept);
    CHECK(opened(path, FileAccess::readOnly).model() == manyMetrics(20));

    requireGood(file.saveCopy(folder / "copy.tributary", Overwrite::refuse));
    CHECK(opened(folder / "copy.tributary").model() == kept);
    CHECK(bytesOf(path) == theirs);

    requireGood(file.writeAnew());
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(DocumentFile::isHeld(path));
    CHECK_FALSE(file.isMoved());
    CHECK(file.model() == kept);
    CHECK(file.editsKept() == 0);
    requireGood(file.commit(putEdit(metric("B", "1"))));
    const Model written = file.model();
    file = created(folder / "next.tributary");
    CHECK(opened(path).model() == written);
}

TEST_CASE("A file that was replaced is closed without a trace in the one that stands there now") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(folder / "elsewhere.tributary", manyMetrics(20));
    {
        DocumentFile file = created(path, manyMetrics(5));
        requireGood(file.commit(putEdit(metric("A", "1"))));
        std::filesystem::rename(folder / "elsewhere.tributary", path);
    }
    CHECK(filesIn(folder.path()) == 1);
    CHECK(opened(path).model() == manyMetrics(20));
}

TEST_CASE("A copy is made on another thread while the document takes edits, and holds all that came before it") {
    const TemporaryFolder folder;
    DocumentFile file = created(folder / "m.tributary", manyMetrics(50));
    requireGood(file.commit(putEdit(metric("before", "1"))));
    const auto copy = file.copier();
    Result<void> copied;
    std::thread other([&] { copied = copy(folder / "copy.tributary", Overwrite::refuse, {}); });
    for (int i = 0; i < 50; ++i)
        requireGood(file.commit(putEdit(metric("M" + std::to_string(i), std::to_string(100 + i)))));
    other.join();
    requireGood(copied);
    const DocumentFile there = opened(folder / "copy.tributary");
    CHECK(there.losses().empty());
    CHECK(there.model().metrics().contains(MetricId("before")));
    CHECK(there.model() == modelAt(file, there.editsDone()));
}

TEST_CASE("A copy holds the document that it was asked of, though another file has taken its name by then") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(folder / "elsewhere.tributary", manyMetrics(20));
    DocumentFile file = created(path, manyMetrics(5));
    requireGood(file.commit(putEdit(metric("A", "1"))));
    const auto copy = file.copier();
    const std::string theirs = bytesOf(folder / "elsewhere.tributary");
    std::filesystem::rename(folder / "elsewhere.tributary", path);
    requireGood(copy(folder / "copy.tributary", Overwrite::refuse, {}));
    const DocumentFile there = opened(folder / "copy.tributary");
    CHECK(there.model() == file.model());
    CHECK(there.editsKept() == 1);
    CHECK(bytesOf(path) == theirs);
}

#ifdef __linux__
TEST_CASE("On a disk that knows no locks a file is only read, and the disk is what is named") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    locksWork = false;
    const auto made = DocumentFile::create(folder / "new.tributary", Model());
    const auto file = DocumentFile::open(path);
    locksWork = true;
    CHECK_THAT(errorOf(made), Catch::Matchers::Contains("its disk cannot keep a second program from writing it"));
    requireGood(file);
    CHECK(file->access() == FileAccess::readOnly);
    CHECK_THAT(file->accessReason(), Catch::Matchers::StartsWith("its disk"));
    CHECK(filesIn(folder.path()) == 1);
}
#endif

TEST_CASE("A limit on the size of files refuses the edit and leaves the document whole") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(5));
    const int outcome = inChild([&] {
        signal(SIGXFSZ, SIG_IGN);
        auto file = DocumentFile::open(path);
        if (!file || !file->commit(putEdit(metric("A", "1"))))
            return 1;
        const Model kept = file->model();
        rlimit limit{};
        getrlimit(RLIMIT_FSIZE, &limit);
        const rlim_t before = limit.rlim_cur;
        limit.rlim_cur = 300'000;
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 2;
        const auto refused = file->commit(putEdit(noted("B", 900'000)));
        if (refused)
            return 3;
        if (refused.error().message.find("m.tributary") == std::string::npos)
            return 4;
        if (!(file->model() == kept))
            return 5;
        if (file->saveCopy(folder / "copy.tributary", Overwrite::refuse).has_value() !=
            std::filesystem::exists(folder / "copy.tributary"))
            return 6;
        limit.rlim_cur = before;
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 7;
        if (!file->commit(putEdit(noted("C", 900'000))))
            return 8;
        return 0;
    });
    CHECK(outcome == 0);
    const DocumentFile again = opened(path);
    CHECK(again.access() == FileAccess::readWrite);
    CHECK(again.model().metrics().size() == 7);
    CHECK(again.model().metrics().find(MetricId("B")) == nullptr);
}

TEST_CASE("A new file that does not fit on the disk leaves nothing behind") {
    const TemporaryFolder folder;
    const int outcome = inChild([&] {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{100'000, 100'000};
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 1;
        return DocumentFile::create(folder / "m.tributary", manyMetrics(3000)) ? 2 : 0;
    });
    CHECK(outcome == 0);
    CHECK(filesIn(folder.path()) == 0);
}

TEST_CASE("Edits that a killed program left are not thrown away where the disk is too full to fold them in") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(folder / "open.tributary", manyMetrics(3));
        requireGood(file.commit(putEdit(noted("last", 900'000))));
        for (const char* const side : {"", "-wal"})
            std::filesystem::copy_file((folder / "open.tributary").string() + side, path.string() + side);
    }
    const int outcome = inChild([&] {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{600'000, 600'000}; // enough for the new file
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 1;
        if (!DocumentFile::create(folder / "new.tributary", manyMetrics(2)))
            return 2;
        return DocumentFile::create(path, manyMetrics(2), Overwrite::replace) ? 3 : 0;
    });
    CHECK(outcome == 0);
    const DocumentFile file = opened(path);
    CHECK(file.losses().empty());
    CHECK(file.model().metrics().contains(MetricId("last")));
}

TEST_CASE("A whole file on a full disk is read as it lies there, and is not called damaged") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(folder / "open.tributary", manyMetrics(3));
    std::filesystem::copy_file(folder / "open.tributary", path);
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE).exec("PRAGMA journal_mode=WAL");
    const int outcome = inChild([&] {
        signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1000, 1000}; // not even the memory that a log is shared by
        if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
            return 1;
        const auto file = DocumentFile::open(path, FileAccess::readOnly);
        if (!file)
            return 2;
        if (!file->losses().empty())
            return 3;
        return file->model() == manyMetrics(3) ? 0 : 4;
    });
    CHECK(outcome == 0);
}

TEST_CASE("A file that another program holds is in use, not damaged") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    { const DocumentFile file = created(path, manyMetrics(5)); }
    SQLite::Database other(path.string(), SQLite::OPEN_READWRITE);
    other.exec("BEGIN EXCLUSIVE");
    for (const FileAccess access : {FileAccess::readOnly, FileAccess::readWrite}) {
        const auto refused = DocumentFile::open(path, access);
        REQUIRE_FALSE(refused.has_value());
        CHECK_THAT(refused.error().message, Catch::Matchers::Contains("in use by another program"));
    }
    other.exec("ROLLBACK");
    CHECK(opened(path).losses().empty());
}

TEST_CASE("A path below a plain file cannot be written, and the message says why") {
    const TemporaryFolder folder;
    writeBytes(folder / "plain", "text");
    const auto path = folder / "plain/m.tributary";
    CHECK_THAT(errorOf(DocumentFile::create(path, Model())), Catch::Matchers::Contains("is not a folder"));
    CHECK_FALSE(DocumentFile::open(path).has_value());
    CHECK_THAT(errorOf(DocumentFile::create(folder / "no/where/m.tributary", Model())),
               Catch::Matchers::Contains("is not a folder"));
    CHECK_THAT(errorOf(DocumentFile::create(folder.path(), Model(), Overwrite::replace)),
               Catch::Matchers::Contains("is a folder"));
    CHECK_FALSE(created(folder / "m.tributary").saveCopy(path, Overwrite::refuse).has_value());
    CHECK(bytesOf(folder / "plain") == "text");
}

TEST_CASE("Without the right to write, a file opens for reading and a new one is refused") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    created(path, manyMetrics(3));
    chmod(path.c_str(), 0444);
    chmod(folder.path().c_str(), 0555);
    const int outcome = inChild([&] {
        constexpr uid_t nobody = 65534;
        if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0))
            return 1;
        if (DocumentFile::create(folder / "new.tributary", Model()))
            return 2;
        const auto file = DocumentFile::open(path);
        if (!file)
            return 3;
        if (file->access() != FileAccess::readOnly || file->accessReason() != "its folder cannot be written")
            return 4;
        return file->model() == manyMetrics(3) && file->losses().empty() ? 0 : 5;
    });
    chmod(folder.path().c_str(), 0755);
    CHECK(outcome == 0);
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("Edits that a killed program left in a folder that cannot be written are said to be missing") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(folder / "open.tributary", manyMetrics(3));
        requireGood(file.commit(putEdit(metric("last", "7"))));
        for (const char* const side : {"", "-wal"})
            std::filesystem::copy_file((folder / "open.tributary").string() + side, path.string() + side);
    }
    chmod(path.c_str(), 0444);
    chmod((path.string() + "-wal").c_str(), 0444);
    chmod(folder.path().c_str(), 0555);
    const int outcome = inChild([&] {
        constexpr uid_t nobody = 65534;
        if (geteuid() == 0 && (setgid(nobody) != 0 || setuid(nobody) != 0))
            return 1;
        const auto file = DocumentFile::open(path);
        if (!file)
            return 2;
        if (file->model().metrics().size() != 3)
            return 3;
        return file->losses().size() == 1 && file->losses()[0].find("-wal") != std::string::npos ? 0 : 4;
    });
    chmod(folder.path().c_str(), 0755);
    CHECK(outcome == 0);
}
