// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/run_cli.h"

using namespace tributary::test;

TEST_CASE("a program's exit code and both its outputs come back") {
    const Finished done = runProgram("/bin/sh", {"-c", "echo \"$1\"; echo wrong >&2; exit 3", "sh", "two  words"});
    CHECK(done.exitCode == 3);
    CHECK(done.out == "two  words\n");
    CHECK(done.err == "wrong\n");
}

TEST_CASE("a program that says much on both outputs does not hang") {
    const Finished done =
        runProgram("/bin/sh", {"-c", "i=0; while [ $i -lt 20000 ]; do echo 123456789; echo 123456789 >&2; "
                                     "i=$((i+1)); done"});
    CHECK(done.exitCode == 0);
    CHECK(done.out.size() == 200000);
    CHECK(done.err.size() == 200000);
}

TEST_CASE("a program that a signal ended says which") {
    CHECK(runProgram("/bin/sh", {"-c", "kill -9 $$"}).exitCode == 128 + 9);
}

TEST_CASE("a temporary folder is there, and gone afterwards") {
    std::string file;
    {
        const TemporaryFolder folder;
        file = folder / "a";
        std::ofstream(file) << "text";
        CHECK(fileText(file) == "text");
    }
    CHECK_FALSE(std::filesystem::exists(std::filesystem::path(file).parent_path()));
}
