// SPDX-License-Identifier: GPL-3.0-or-later
// The links of a cascade on a slide, with their words in free places. Pure function; window thread only.
#pragma once

#include "ui/present/slide_tree.h"

#include <vector>

namespace tributary::ui {

/// The links of a piece in the order they are painted in, their words where they are whole or nowhere.
[[nodiscard]] std::vector<LinkContent> slideLinks(const CascadeContent& content, const SlideTree& tree,
                                                  const SlideTree::Piece& piece, const QSizeF& area);

} // namespace tributary::ui
