// SPDX-License-Identifier: GPL-3.0-or-later
// The words of links stand in free places.
#include "tests/ui/cascade/shown_cascade.h"
#include "ui/cascade/link_words.h"

using namespace tributary;
using namespace tributary::ui;
using tributary::test::need;
using tributary::test::Shown;

namespace {

struct Word {
    std::string what;
    QRectF area;
};

/// Whether a leg lies along the middle of a word: what the word is written on.
bool carries(const QRectF& leg, const QRectF& word) {
    constexpr double same = 0.6;
    return (leg.width() > leg.height() && std::abs(leg.center().y() - word.center().y()) < same) ||
           (leg.height() > leg.width() && std::abs(leg.center().x() - word.center().x()) < same);
}

/// Whether a leg of a link is long enough for the chip with its share.
bool hasRoom(const LinkContent& link) {
    constexpr double longestChip = 44;
    constexpr double tallestChip = 24;
    for (qsizetype i = 0; i + 1 < link.route.size(); ++i)
        if (const QPointF along = link.route[i + 1] - link.route[i];
            std::abs(along.x()) > longestChip || std::abs(along.y()) > tallestChip)
            return true;
    return false;
}

} // namespace

TEST_CASE("the words of links touch neither cards nor links nor each other, in every built-in case at any time") {
    for (const Template& each : templates()) {
        Shown shown(need(modelFromTemplate(each.id)));
        shown.run();
        shown.page.canvas().fit(); // all links are in view
        const CascadeScene& scene = shown.page.scene();
        for (const int period : {1, 3, 6, 12, 24, 36, 60}) {
            shown.document.setPeriod(period);
            std::vector<Word> words;
            std::vector<QRectF> legs;
            for (const PlacedLink& placed : scene.layout().links()) {
                const LinkContent link = scene.content().link(placed, scene.view());
                const LinkWords stand = scene.wordsOf(placed.driver);
                INFO(each.id << ", " << placed.driver << " at " << period);
                CHECK(link.lagText.isEmpty() == stand.lag.isNull());
                CHECK((saysShare(link) || stand.chip.isNull()));
                CHECK((!saysShare(link) || !stand.chip.isNull() || !hasRoom(link)));
                for (const QRectF& area : {stand.lag, stand.chip})
                    if (!area.isNull())
                        words.push_back({each.id + ", " + placed.driver + " at " + std::to_string(period), area});
                const auto areas = linkAreas(link);
                legs.insert(legs.end(), areas.begin(), areas.end());
            }
            for (std::size_t i = 0; i < words.size(); ++i) {
                INFO(words[i].what);
                for (const PlacedCard& card : scene.layout().cards())
                    CHECK_FALSE(card.area.intersects(words[i].area));
                for (std::size_t k = i + 1; k < words.size(); ++k)
                    CHECK_FALSE(words[k].area.intersects(words[i].area));
                for (const QRectF& leg : legs)
                    CHECK((!leg.intersects(words[i].area) || carries(leg, words[i].area)));
            }
        }
    }
}

TEST_CASE("a link tells a share of a change that the cards on both its ends tell, in every built-in case at any time") {
    for (const Template& each : templates()) {
        Shown shown(need(modelFromTemplate(each.id)));
        shown.run();
        const CascadeScene& scene = shown.page.scene();
        const auto moves = [&](const std::string& id) {
            return scene.content().card(id, scene.view()).judgement != Judgement::none;
        };
        for (const std::string& selected : {std::string(), scene.layout().cards().back().id})
            for (const int period : {1, 2, 3, 6, 12, 60}) {
                shown.document.select(selected.empty() ? std::string() : "metric/" + selected);
                shown.document.setPeriod(period);
                for (const PlacedLink& placed : scene.layout().links()) {
                    INFO(each.id << ", " << placed.driver << " at " << period);
                    if (saysShare(scene.content().link(placed, scene.view())))
                        CHECK((moves(placed.driver) && moves(placed.parent)));
                }
            }
    }
}

TEST_CASE("words that find no free place are left out, not written over others") {
    LinkContent link;
    link.route = {{40, 60}, {40, 45}, {150, 45}, {150, 30}};
    link.share = 0.5;
    link.judgement = Judgement::better;
    std::vector<LinkContent> links{link};
    placeWords(links, {});
    CHECK_FALSE(links.front().words->chip.isNull());
    placeWords(links, {QRectF(-500, -500, 1200, 1200)});
    CHECK(links.front().words->chip.isNull());
}
