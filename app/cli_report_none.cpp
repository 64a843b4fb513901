// SPDX-License-Identifier: GPL-3.0-or-later
// The report command of a build without the window's library.
#include "app/cli_report.h"

namespace tributary::cli {

Outcome makeReport(const ReportChoice&) {
    return stop("This build of tributary-cli has no report: use one that was built with the window.");
}

} // namespace tributary::cli
