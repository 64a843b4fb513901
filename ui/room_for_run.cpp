// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/room_for_run.h"

#include "core/engine/run_memory.h"
#include "ui/look/number_words.h"

#include <QCoreApplication>
#include <algorithm>

#ifdef _WIN32
#include <windows.h>
#else
#include <unistd.h>
#endif

namespace tributary::ui {

namespace {

/// Bytes that a run takes, where that is more than it may of the memory.
std::optional<double> tooMany(const Program& program, const RunOptions& options, std::optional<double> memory) {
    constexpr double mostOfIt = 0.75; // the rest is for the system and for what else is open
    const auto bytes = static_cast<double>(memoryOf(program, options));
    return memory && bytes > mostOfIt * *memory ? std::optional(bytes) : std::nullopt;
}

} // namespace

std::optional<double> memoryThere() {
#ifdef _WIN32
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    return GlobalMemoryStatusEx(&status) ? std::optional(static_cast<double>(status.ullTotalPhys)) : std::nullopt;
#else
    const long pages = sysconf(_SC_PHYS_PAGES);
    const long pageSize = sysconf(_SC_PAGESIZE);
    return pages > 0 && pageSize > 0 ? std::optional(static_cast<double>(pages) * static_cast<double>(pageSize))
                                     : std::nullopt;
#endif
}

size_t trialsThatFit(const Program& program, RunOptions options, size_t wanted, std::optional<double> memory) {
    const size_t least = options.trials;
    options.trials = std::max(wanted, least);
    while (options.trials > least && tooMany(program, options, memory))
        options.trials = std::max(options.trials / 2, least);
    return options.trials;
}

std::optional<QString> lackOfMemory(const Program& program, const RunOptions& options, std::optional<double> memory) {
    const auto bytes = tooMany(program, options, memory);
    if (!bytes)
        return std::nullopt;
    constexpr double gigabyte = 1e9;
    const auto inGigabytes = [](double size) { return fixedDecimals(size / gigabyte, 1); };
    return QCoreApplication::translate("tributary::ui",
                                       "%1 trials take about %2 GB of memory, and this computer has %3 GB, take fewer "
                                       "in the settings")
        .arg(wholeNumber(options.trials), inGigabytes(*bytes), inGigabytes(*memory));
}

} // namespace tributary::ui
