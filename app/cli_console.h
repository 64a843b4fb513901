// SPDX-License-Identifier: GPL-3.0-or-later
// What tributary-cli says: results on standard output, messages on standard error, progress where that is a terminal.
// Control characters, of a model's names too, are spelled out but for line ends and tabs, so that no file steers the
// terminal. Printing is for the main thread; progress may be told from any thread.
#pragma once

#include <atomic>
#include <string_view>

namespace tributary::cli {

/// How the program ends; scripts rely on the numbers.
enum class Outcome { done = 0, stopped = 1, misused = 2 };

/// Makes writing to a closed pipe or a full disk an error that is seen, and no file that is opened later a standard
/// one.
void prepareOutput();

/// Writes results to standard output, at once and whole; where that fails the message is said and the outcome
/// `stopped`. A reader that went away, as `head` does, is no news to anyone: then nothing is said.
[[nodiscard]] Outcome print(std::string_view text);

/// Writes a message and a line end to standard error.
void say(std::string_view message);

/// Says why the work stops, with the program's name in front.
[[nodiscard]] Outcome stop(std::string_view message);

/// Says what is wrong with the command line, with the program's name in front.
[[nodiscard]] Outcome misuse(std::string_view message);

/// The share of a long work that is done, on one line of the terminal, which is gone when this is.
class Progress {
public:
    explicit Progress(std::string_view what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Shows a share from 0 to 1. Thread-safe.
    void show(double share);

private:
    std::string_view what_;
    bool visible_;
    std::atomic<int> percent_ = -1;
};

} // namespace tributary::cli
