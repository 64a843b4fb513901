// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/room_for_run.h"

#include "core/engine/run_memory.h"
#include "ui/look/number_words.h"

#include <QCoreApplication>

#ifdef _WIN32
#include <windows.h>
#else
#include <unistd.h>
#endif

namespace tributary::ui {

namespace {

/// Bytes of memory that the computer has.
double memoryThere() {
#ifdef _WIN32
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof status;
    return GlobalMemoryStatusEx(&status) ? static_cast<double>(status.ullTotalPhys) : 0;
#else
    return static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
#endif
}

} // namespace

std::optional<QString> lackOfMemory(const Program& program, const RunOptions& options) {
    constexpr double mostOfIt = 0.75; // the rest is for the system and for what else is open
    constexpr double gigabyte = 1e9;
    const auto bytes = static_cast<double>(memoryOf(program, options));
    const double there = memoryThere();
    if (bytes <= mostOfIt * there)
        return std::nullopt;
    const auto inGigabytes = [](double size) { return fixedDecimals(size / gigabyte, 1); };
    return QCoreApplication::translate("tributary::ui",
                                       "%1 trials take about %2 GB of memory, and this computer has %3 GB, take fewer "
                                       "in the settings")
        .arg(wholeNumber(options.trials), inGigabytes(bytes), inGigabytes(there));
}

} // namespace tributary::ui
