// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace tributary::test {

/// The folder of the checkout. One source alone is compiled with it, so that clones in other folders share the rest.
[[nodiscard]] std::filesystem::path sourceDir();

} // namespace tributary::test
