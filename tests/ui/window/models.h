// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the window share: the transit case, a folder that goes away, and waiting for what a run brings.
#pragma once

#include "core/exchange/templates.h"
#include "core/model/edits.h"
#include "tests/builders.h"
#include "ui/document.h"
#include "ui/qt_text.h"
#include "ui/run_controller.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QTest>
#include <string>

namespace tributary::ui::test {

using tributary::test::need;

inline void need(const Result<void>& done) {
    if (!done)
        FAIL(done.error().message);
}

using tributary::test::transit;

/// The same case with so many trials that a run takes a while.
inline Model slowTransit() {
    const Model model = transit();
    return tributary::apply(model, need(setField(model, EntityRef{Settings::kind, ""}, "trials", "20000"))).model;
}

/// Removes the models without a name that tests have made.
struct EmptyDraftFolder {
    EmptyDraftFolder() { QDir(draftFolder()).removeRecursively(); }
    ~EmptyDraftFolder() { QDir(draftFolder()).removeRecursively(); }
};

/// Waits until the results are those of the model.
inline bool waitForResults(const RunController& runs) {
    return QTest::qWaitFor([&] { return runs.state() == RunController::State::upToDate; }, 120000);
}

} // namespace tributary::ui::test
