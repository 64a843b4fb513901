// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/run.h"
#include "core/model/edits.h"
#include "tests/builders.h"
#include "tests/ui/qt_strings.h"
#include "ui/report/cascade_sheets.h"

#include <QPainter>
#include <QPicture>
#include <fmt/format.h>
#include <map>
#include <set>

using namespace tributary;
using namespace tributary::ui;

namespace {

constexpr double least = 7.0 / 9;
const QSizeF sheet(1046, 605); // about what A4 laid sideways has

/// Branches of a root: so many operating metrics with so many frontline ones each.
Model branches(int operating, int frontline) {
    Edit edit;
    Metric root = test::metric("root", "All of it", Level::financial, "USD/year", "1/2/3");
    edit.changes.push_back(put(root));
    for (int o = 0; o < operating; ++o) {
        Metric middle = test::metric(fmt::format("o{}", o), fmt::format("Hours of depot {}", o), Level::operating,
                                     "hour/month", "1/2/3");
        middle.parent = root.id;
        middle.position = o;
        edit.changes.push_back(put(middle));
        for (int f = 0; f < frontline; ++f) {
            Metric leaf = test::metric(fmt::format("f{}-{}", o, f), fmt::format("Step {} of depot {}", f, o),
                                       Level::frontline, "hour/month", "1/2/3");
            leaf.parent = middle.id;
            leaf.position = f;
            edit.changes.push_back(put(leaf));
        }
    }
    return apply(Model(), edit).model;
}

/// Results in which these metrics change.
ScenarioResults moving(const Model& model, const std::set<std::string>& ids) {
    ScenarioResults results;
    for (const Metric& metric : model.metrics()) {
        MetricResults own;
        own.id = metric.id;
        Summary change;
        change.p50 = ids.contains(metric.id.text) ? -0.1 : 0;
        own.change = {change};
        own.bau.resize(1);
        own.bau[0].p50 = 100;
        own.with = own.bau;
        own.with[0].p50 *= 1 + change.p50;
        results.metrics.push_back(own);
    }
    return results;
}

void everyCardIsWholeAndClear(const CascadeSheets& sheets) {
    for (std::size_t part = 0; part < sheets.count(); ++part) {
        CHECK(sheets.size(part).width() <= sheet.width() + 0.01);
        CHECK(sheets.size(part).height() <= sheet.height() + 0.01);
        const auto& cards = sheets.cards(part);
        for (std::size_t i = 0; i < cards.size(); ++i) {
            INFO("card " << cards[i].id << " of part " << part);
            CHECK(sheets.area(part).contains(cards[i].area));
            for (std::size_t k = i + 1; k < cards.size(); ++k)
                CHECK_FALSE(cards[i].area.intersects(cards[k].area));
        }
    }
}

} // namespace

TEST_CASE("a tree that fits stands whole on one sheet, and is drawn as vectors within it") {
    const Model model = test::transit();
    CascadeSheets sheets(model, sheet, least, CascadeSheets::Large::refuse, nullptr, 24);
    REQUIRE(sheets.count() == 1);
    CHECK(sheets.cards(0).size() == model.metrics().size());
    CHECK(sheets.foldedAway() == 0);
    everyCardIsWholeAndClear(sheets);
    QPicture picture;
    QPainter painter(&picture);
    sheets.paint(painter, {}, 0, nullptr, nullptr, Palette::print());
    painter.end();
    CHECK(picture.size() > 1000);
    CHECK(picture.boundingRect().width() <= sheet.width() + 40);
    CHECK(CascadeSheets(model, {300, 200}, least, CascadeSheets::Large::refuse, nullptr, 24).count() == 0);
    CHECK(CascadeSheets(Model(), sheet, least, CascadeSheets::Large::divide, nullptr, 24).count() == 0);
}

TEST_CASE("a tree of hundreds of metrics fills its sheets, every card is whole, and each branch says where it goes on") {
    const Model model = branches(42, 5);
    const CascadeSheets sheets(model, sheet, least, CascadeSheets::Large::divide, nullptr, 1);
    REQUIRE(sheets.count() > 1);
    CHECK(sheets.isByFamily(0));
    CHECK(sheets.foldedAway() == 0);
    everyCardIsWholeAndClear(sheets);
    std::map<std::string, int> seen;
    for (std::size_t part = 0; part < sheets.count(); ++part) {
        for (const PlacedCard& card : sheets.cards(part))
            ++seen[card.id];
        // As full as it gets: all but the first and the last have no room for another family.
        if (part > 0 && part + 1 < sheets.count())
            CHECK(sheets.cards(part).size() >= 36);
    }
    CHECK(seen.size() == model.metrics().size());
    CHECK(sheets.count() <= 8);
    CHECK(sheets.continuedOn("root") < 0);
    for (int o = 0; o < 42; ++o) {
        const std::string id = fmt::format("o{}", o);
        const int part = sheets.continuedOn(id);
        INFO(id);
        if (part < 0)
            continue;
        const auto& cards = sheets.cards(static_cast<std::size_t>(part));
        for (const std::string& each : {id, fmt::format("f{}-0", o), fmt::format("f{}-4", o)})
            CHECK(std::ranges::find(cards, each, &PlacedCard::id) != cards.end());
    }
}

TEST_CASE("what does not move is folded, and what moves stands on the first sheet if it can") {
    const Model model = branches(42, 5);
    const ScenarioResults results = moving(model, {"root", "o7", "f7-2"});
    const CascadeSheets sheets(model, sheet, least, CascadeSheets::Large::divide, &results, 1);
    std::set<std::string> shown;
    for (std::size_t part = 0; part < sheets.count(); ++part)
        for (const PlacedCard& card : sheets.cards(part))
            shown.insert(card.id);
    CHECK(shown.contains("f7-2"));
    CHECK(shown.contains("o8"));
    CHECK_FALSE(shown.contains("f8-2"));
    CHECK(sheets.foldedAway() == static_cast<int>(model.metrics().size() - shown.size()));
    everyCardIsWholeAndClear(sheets);
    // Where nothing moves at all, the top of the tree is shown.
    const ScenarioResults still = moving(model, {});
    const CascadeSheets top(model, sheet, least, CascadeSheets::Large::divide, &still, 1);
    CHECK(top.count() >= 1);
    everyCardIsWholeAndClear(top);
}

TEST_CASE("a parent of more drivers than a sheet has room for goes on overleaf, and a forest of roots is no trouble") {
    const Model wide = branches(1, 130);
    const CascadeSheets sheets(wide, sheet, least, CascadeSheets::Large::divide, nullptr, 1);
    CHECK(sheets.foldedAway() == 0);
    everyCardIsWholeAndClear(sheets);

    Edit edit;
    for (int i = 0; i < 300; ++i)
        edit.changes.push_back(put(test::metric(fmt::format("m{}", i), fmt::format("Metric {}", i), Level::frontline,
                                                "hour", "1/2/3")));
    const Model forest = apply(Model(), edit).model;
    const CascadeSheets roots(forest, sheet, least, CascadeSheets::Large::divide, nullptr, 1);
    CHECK(roots.count() <= 12);
    everyCardIsWholeAndClear(roots);
    CHECK(roots.foldedAway() == 0);
}
