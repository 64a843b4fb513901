// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli_console.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

namespace tributary::cli {

namespace {

/// Writes all of a text; returns 0 or the error number.
int writeAll(int file, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        text.remove_prefix(static_cast<size_t>(written));
    }
    return 0;
}

} // namespace

void prepareOutput() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    // A standard output that the caller closed would be the number of the next file opened: a model. It is held by one
    // that cannot be written instead, so that printing fails.
    int file = ::open("/dev/null", O_RDONLY);
    while (file >= 0 && file <= STDERR_FILENO)
        file = ::open("/dev/null", O_RDONLY);
    if (file > STDERR_FILENO)
        ::close(file);
}

Outcome print(std::string_view text) {
    const int error = writeAll(STDOUT_FILENO, text);
    if (error == 0)
        return Outcome::done;
    return error == EPIPE
               ? Outcome::stopped
               : stop(fmt::format("Standard output cannot be written ({}): send it elsewhere.", std::strerror(error)));
}

void say(std::string_view message) {
    // There is no other place to say that this failed.
    (void)writeAll(STDERR_FILENO, fmt::format("{}\n", message));
}

Outcome stop(std::string_view message) {
    say(fmt::format("tributary-cli: {}", message));
    return Outcome::stopped;
}

Outcome misuse(std::string_view message) {
    say(fmt::format("tributary-cli: {}", message));
    return Outcome::misused;
}

Progress::Progress(std::string_view what) : what_(what), visible_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    constexpr std::string_view clearLine = "\r\033[K";
    if (visible_ && percent_ >= 0)
        (void)writeAll(STDERR_FILENO, clearLine);
}

void Progress::show(double share) {
    const int percent = static_cast<int>(share * 100);
    int shown = percent_;
    while (visible_ && percent > shown)
        if (percent_.compare_exchange_weak(shown, percent)) {
            (void)writeAll(STDERR_FILENO, fmt::format("\r{} {} %", what_, percent));
            return;
        }
}

} // namespace tributary::cli
