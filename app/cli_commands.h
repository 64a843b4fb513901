// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of tributary-cli. Each adds itself to the program with its options; parsing the command line chooses the
// work, which is done afterwards.
#pragma once

#include "app/cli_console.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace tributary::cli {

/// The work that the command line asks for.
using Work = std::function<Outcome()>;

void addTemplates(CLI::App& program, Work& chosen);
void addNew(CLI::App& program, Work& chosen);
void addCheck(CLI::App& program, Work& chosen);
void addRun(CLI::App& program, Work& chosen);
void addInsight(CLI::App& program, Work& chosen);
void addLedger(CLI::App& program, Work& chosen);
void addReport(CLI::App& program, Work& chosen);
void addExport(CLI::App& program, Work& chosen);
void addImport(CLI::App& program, Work& chosen);

} // namespace tributary::cli
