// SPDX-License-Identifier: GPL-3.0-or-later
// What a chosen edit changed, told by the minutes beside the window's work.
#include "tests/ui/minutes/minutes_bench.h"

#include <QLabel>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("An edit that changed very much is told by its first lines, and what is chosen next takes its place") {
    MinutesBench f;
    need(f.document.create(transit()));
    constexpr int many = 3000;
    Edit edit{"Paste many", {}, {}};
    for (int i = 0; i < many; ++i)
        edit.changes.push_back(put(tributary::test::metric("new" + std::to_string(i), "Pasted " + std::to_string(i),
                                                           Level::frontline, "hour", "1/2/3")));
    need(f.document.apply(edit));
    f.set("notes", "asked in March");
    f.open();
    auto* what = f.named<QLabel>(u"What the edit changed"_s);
    const auto tells = [&](const QString& words) {
        return QTest::qWaitFor([&] { return what->text().contains(words); }, longest);
    };
    f.choose(1);
    CHECK(tells(u"and %1 more"_s.arg(many - 6)));
    CHECK(what->text().startsWith(u"Added: Pasted"_s));
    CHECK(what->toolTip().split(u'\n').size() == 24);

    f.choose(2);
    CHECK(tells(u"asked in March"_s));
    f.choose(1);
    f.choose(2); // nothing of the edit before comes late
    CHECK(tells(u"asked in March"_s));
    f.choose(1);
    f.choose(0);
    CHECK(tells(u"Before the first edit"_s));
    QTest::qWait(200);
    CHECK(what->text() == u"Before the first edit."_s);
}
