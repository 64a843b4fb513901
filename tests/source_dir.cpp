// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/source_dir.h"

namespace tributary::test {

std::filesystem::path sourceDir() { return TRIBUTARY_SOURCE_DIR; }

} // namespace tributary::test
