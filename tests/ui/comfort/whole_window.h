// SPDX-License-Identifier: GPL-3.0-or-later
// The whole window of the program with the transit case in it, for tests that walk through all of it.
#pragma once

#include "core/insight/insight.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/window/models.h"
#include "ui/window/rail.h"
#include "ui/workbench.h"

#include <QAbstractButton>
#include <QSettings>
#include <functional>

namespace tributary::ui::test {

using namespace Qt::Literals::StringLiterals;

class WholeWindow {
public:
    explicit WholeWindow(QSize size = {1440, 900}) {
        QSettings().clear();
        bench = std::make_unique<Workbench>();
        window().resize(size);
        window().show();
        REQUIRE(QTest::qWaitForWindowActive(&window()));
    }

    [[nodiscard]] MainWindow& window() const { return bench->window(); }
    [[nodiscard]] Document& document() const { return bench->document(); }

    void openTransit() const { need(document().create(transit())); }
    [[nodiscard]] bool waitForResults() const { return test::waitForResults(bench->runs()); }
    [[nodiscard]] bool waitForExplanation() const {
        return QTest::qWaitFor(
            [this] {
                const Explanation& found = document().explanation();
                return found.insight && found.insight->scenario == document().scenario() &&
                       found.revision == document().revision();
            },
            120000);
    }

    [[nodiscard]] int pageCount() const {
        return static_cast<int>(window().findChild<Rail*>()->findChildren<QAbstractButton*>().size());
    }
    [[nodiscard]] QString pageTitle(int page) const {
        return window().findChild<Rail*>()->findChildren<QAbstractButton*>()[page]->accessibleName();
    }
    /// Turns to each page, with each kind of entity that can be selected there, and calls `look` with what is shown.
    void forEachPage(const std::function<void(const QString& what)>& look) const {
        for (int page = 0; page < pageCount(); ++page) {
            window().showPage(page);
            for (const char* selection : {"", "metric/L3", "intervention/parts-exchange", "settings"}) {
                document().select(std::string_view(selection));
                window().showPage(page);
                QTest::qWait(30);
                QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
                look(pageTitle(page) + u", "_s + QString::fromLatin1(*selection ? selection : "nothing selected"));
            }
        }
    }

    EmptyDraftFolder drafts;
    std::unique_ptr<Workbench> bench;
};

} // namespace tributary::ui::test
