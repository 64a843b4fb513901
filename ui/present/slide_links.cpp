// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/slide_links.h"

#include "ui/cascade/link_words.h"

#include <algorithm>

namespace tributary::ui {

std::vector<LinkContent> slideLinks(const CascadeContent& content, const SlideTree& tree, const SlideTree::Piece& piece,
                                    const QSizeF& area) {
    std::vector<LinkContent> links;
    for (const PlacedLink& link : piece.layout.links())
        links.push_back(content.link(link, {}));
    // The widest link of a trunk lies on top of its siblings.
    std::ranges::stable_sort(links, {}, &LinkContent::share);
    if (tree.scale < readableSlideScale) {
        for (LinkContent& link : links) {
            link.lagText.clear();
            link.words = LinkWords{};
        }
        return links;
    }
    const QSizeF shown = area / tree.scale;
    const QRectF visible(-piece.at - QPointF(0, (shown.height() - tree.size.height()) / 2), shown);
    constexpr double beyond = 1000; // where a word would be cut
    std::vector<QRectF> taken = {
        {visible.left() - beyond, visible.top() - beyond, beyond, visible.height() + 2 * beyond},
        {visible.right(), visible.top() - beyond, beyond, visible.height() + 2 * beyond},
        {visible.left(), visible.top() - beyond, visible.width(), beyond},
        {visible.left(), visible.bottom(), visible.width(), beyond}};
    for (const SlideTree::Piece& each : tree.pieces)
        for (const PlacedCard& card : each.layout.cards())
            taken.push_back(card.area.translated(each.at - piece.at));
    placeWords(links, taken);
    return links;
}

} // namespace tributary::ui
