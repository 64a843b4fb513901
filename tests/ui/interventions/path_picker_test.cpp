// SPDX-License-Identifier: GPL-3.0-or-later
// Places of the model in the order of the tree, found while they are typed.
#include "core/model/tree_edits.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/window/models.h"
#include "ui/interventions/path_picker.h"

#include <QLineEdit>
#include <QListWidget>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("the metrics that an effect can move stand as in the tree, and all are found by name or path") {
    const Model model = transit();
    const auto choices = targetChoices(model);
    const auto order = treeOrder(model);
    REQUIRE(choices.size() > order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        CHECK(choices[i].path == "metric/" + order[i].metric->id.text);
        CHECK(choices[i].depth == order[i].depth);
    }

    QWidget anchor;
    anchor.show();
    PathPicker picker(&anchor);
    picker.open(anchor, choices, "metric/L2");
    CHECK(picker.found().currentItem()->data(Qt::UserRole).toString() == u"metric/L2"_s);
    const auto found = [&](const QString& words) {
        picker.words().clear();
        QTest::keyClicks(&picker.words(), words);
        QStringList paths;
        for (int row = 0; row < picker.found().count(); ++row)
            paths << picker.found().item(row)->data(Qt::UserRole).toString();
        return paths;
    };
    CHECK(found(u"LOCATE part"_s).contains(u"metric/L2"_s));
    CHECK(found(u"metric/l2"_s) == QStringList{u"metric/L2"_s});
    CHECK(found(u"no such place"_s).isEmpty());
    // Opened again, it looks among what it is given then.
    picker.open(anchor, {choices.front()});
    CHECK(found(u"locate"_s).isEmpty());
    CHECK(found(u""_s).size() == 1);
}

TEST_CASE("a tree that is deeper than any stack is listed to its end") {
    constexpr int deep = 60'000;
    Edit edit;
    for (int i = 0; i < deep; ++i) {
        Metric below = tributary::test::metric("M" + std::to_string(i), "", Level::frontline, "", "");
        if (i > 0)
            below.parent = MetricId("M" + std::to_string(i - 1));
        edit.changes.push_back(put(std::move(below)));
    }
    const auto choices = targetChoices(tributary::apply(Model{}, edit).model);
    REQUIRE(choices.size() == static_cast<size_t>(deep));
    CHECK(choices.back().depth == deep - 1);
}
