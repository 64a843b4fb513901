// SPDX-License-Identifier: GPL-3.0-or-later
// Go commands: what the palette offers beside the window's commands: each scenario to switch to, periods to go to, and
// metrics by name. Window thread only.
#pragma once

#include "ui/window/command_palette.h"

#include <functional>
#include <string>
#include <vector>

namespace tributary::ui {

class Document;

/// Lists them for what is typed. Metrics come once two letters of a name are. `goTo` leads to a path, and must live as
/// long as the commands.
[[nodiscard]] std::vector<Command> goCommands(Document& document, const QString& typed,
                                              const std::function<void(const std::string& path)>& goTo);

} // namespace tributary::ui
