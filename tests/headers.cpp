// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing but a source to precompile the tests' common headers for.
