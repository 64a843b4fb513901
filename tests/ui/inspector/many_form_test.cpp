// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/inspector/inspector_fixture.h"

#include <catch2/catch.hpp>

#include <QComboBox>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("The inspector gives several metrics an owner, a level and a grade at once, each as one step") {
    InspectorFixture f;
    f.document.selectAll({"metric/L1", "metric/L2", "metric/O3"});
    f.enter("owner", u"Yard manager"_s);
    for (const char* id : {"L1", "L2", "O3"})
        CHECK(f.value("metric", id, "owner") == "Yard manager");
    auto* level = qobject_cast<QComboBox*>(f.editor("level").input());
    REQUIRE(level);
    CHECK(level->currentText() == u"–"_s); // they differ
    level->setFocus();
    QTest::keyClick(level, Qt::Key_End);
    QTest::keyClick(level, Qt::Key_Return);
    for (const char* id : {"L1", "L2", "O3"})
        CHECK(f.value("metric", id, "level") == "frontline");
    need(f.document.undo());
    need(f.document.undo());
    CHECK(f.document.model() == transit());
}

TEST_CASE("One of several that stays selected is shown with its own fields again") {
    InspectorFixture f;
    f.document.selectAll({"metric/L1", "metric/L2"});
    CHECK_FALSE(f.inspector.editor("estimate"));
    f.document.toggleSelected({Metric::kind, "L1"});
    REQUIRE(f.inspector.editor("estimate"));
    CHECK(f.editor("estimate").text() == u"10/20/36"_s);
    f.document.toggleSelected({Metric::kind, "L1"});
    CHECK_FALSE(f.inspector.editor("estimate"));
}
