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

/// The code of the control character that begins at `at`, and how many bytes it has; none for any other.
struct Control {
    unsigned code = 0;
    size_t bytes = 0;
};
Control controlAt(std::string_view text, size_t at) {
    const auto byte = [&](size_t position) { return static_cast<unsigned char>(text[position]); };
    constexpr unsigned blank = 0x20;
    constexpr unsigned rubout = 0x7F;
    constexpr unsigned leadOfSecondSet = 0xC2; // U+0080 to U+009F in UTF-8
    if ((byte(at) < blank && text[at] != '\n' && text[at] != '\t') || byte(at) == rubout)
        return {byte(at), 1};
    if (byte(at) == leadOfSecondSet && at + 1 < text.size() && byte(at + 1) >= 0x80 && byte(at + 1) < 0xA0)
        return {byte(at + 1), 2};
    return {};
}

/// Spells out control characters, which may steer a terminal, as `\u001b`; in JSON that means the same character.
std::string withoutControls(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (size_t at = 0; at < text.size();) {
        const Control control = controlAt(text, at);
        if (control.bytes == 0)
            out += text[at++];
        else
            out += fmt::format("\\u{:04x}", control.code);
        at += control.bytes;
    }
    return out;
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
    const int error = writeAll(STDOUT_FILENO, withoutControls(text));
    if (error == 0)
        return Outcome::done;
    return error == EPIPE
               ? Outcome::stopped
               : stop(fmt::format("Standard output cannot be written ({}): send it elsewhere.", std::strerror(error)));
}

void say(std::string_view message) {
    // There is no other place to say that this failed.
    (void)writeAll(STDERR_FILENO, withoutControls(message) + "\n");
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
