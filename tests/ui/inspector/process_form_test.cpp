// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a process: names as they were typed, and times without a spread told as what they are.
#include "core/model/edits.h"
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/map_specs.h"
#include "ui/inspector/part_row.h"
#include "ui/inspector/path_row.h"

#include <catch2/catch.hpp>

#include <QComboBox>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("The inspector keeps the capitals of a step's name") {
    InspectorFixture f;
    need(f.document.apply(setField(f.document.model(), {Process::kind, "restore"}, "task/T8/name", "iPad check")));
    const Process& process = *f.document.model().processes().find(ProcessId("restore"));
    CHECK(calledInMap(process, *findStep(process, StepId("T8"))) == u"iPad check"_s);
    f.document.selectAll({"process/restore/task/T8", "process/restore/task/start"});
    QStringList rows;
    for (const PathRow* row : f.inspector.findChildren<PathRow*>())
        rows << row->shownAt(900).name;
    INFO(rows.join(u", "_s).toStdString());
    CHECK(rows.contains(u"iPad check"_s));
}

TEST_CASE("Times without a spread say so, and are told no tail") {
    InspectorFixture f;
    f.document.selectAll({"process/restore/task/T8"});
    auto* cv = qobject_cast<QLineEdit*>(f.editor("task/T8/touch_cv").input());
    REQUIRE(cv);
    CHECK(cv->placeholderText() == u"0: all the same"_s);
    const auto* spread = qobject_cast<QComboBox*>(f.editor("task/T8/spread").input());
    REQUIRE(spread);
    for (const QString& none : {u""_s, u"0"_s}) {
        f.enter("task/T8/touch_cv", none);
        CHECK(spread->currentText() == u"lognormal"_s);
    }
    f.enter("task/T8/touch_cv", u"1"_s);
    CHECK(spread->currentText() == u"lognormal: few take very long"_s);
}
