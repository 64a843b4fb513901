// SPDX-License-Identifier: GPL-3.0-or-later
// What the report command was told. Writing a report needs the window's library; a build without it refuses.
#pragma once

#include "app/cli_console.h"
#include "app/cli_options.h"

#include <string>

namespace tributary::cli {

struct ReportChoice {
    std::string model;
    std::string output;
    std::string paper = "a4";
    RunChoice run;
    Overwrite overwrite = Overwrite::refuse;
};

/// Writes the report of a model as PDF.
[[nodiscard]] Outcome makeReport(const ReportChoice& choice);

} // namespace tributary::cli
