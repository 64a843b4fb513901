// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window as the program makes it, shown in its usual size, with no settings and no models of an earlier one.
#pragma once

#include "tests/ui/window/models.h"
#include "ui/workbench.h"

#include <QSettings>

namespace tributary::ui::test {

struct ShownBench {
    EmptyDraftFolder drafts;
    Workbench bench;
    Document& document = bench.document();

    ShownBench() {
        QSettings().clear();
        bench.window().resize(1440, 900);
        bench.window().show();
        REQUIRE(QTest::qWaitForWindowActive(&bench.window()));
    }
};

} // namespace tributary::ui::test
