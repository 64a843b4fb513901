// SPDX-License-Identifier: GPL-3.0-or-later
// The window with two plain pages, shown without a display, as its tests ask it.
#pragma once

#include "tests/ui/qt_strings.h"
#include "tests/ui/window/models.h"
#include "ui/main_window.h"
#include "ui/run_controller.h"
#include "ui/window/banner.h"
#include "ui/window/file_commands.h"
#include "ui/window/file_work.h"
#include "ui/window/problems_panel.h"

#include <catch2/catch.hpp>

#include <QAbstractButton>
#include <QLabel>
#include <QSettings>
#include <QTest>

namespace tributary::ui::test {

using namespace Qt::Literals::StringLiterals;

/// A window with two pages, as the program makes it, shown without a display.
struct TwoPages {
    EmptyDraftFolder drafts;
    Document document;
    RunController runs{document};
    MainWindow window{document, runs};
    QLabel* cascade = new QLabel(u"Cascade"_s);
    QLabel* results = new QLabel(u"Results"_s);
    QLabel* inspector = new QLabel(u"Inspector"_s);

    TwoPages() {
        QSettings().clear();
        Page first;
        first.icon = u"diagram-3"_s;
        first.title = u"Cascade"_s;
        first.widget = cascade;
        first.kinds = {u"metric"_s, u"link"_s};
        cascade->setFocusPolicy(Qt::StrongFocus);
        window.addPage(first);
        Page second;
        second.icon = u"bar-chart-line"_s;
        second.title = u"Results"_s;
        second.widget = results;
        second.inspector = InspectorUse::hides;
        window.addPage(second);
        window.setInspector(inspector);
        window.resize(1440, 900);
        window.show();
        REQUIRE(QTest::qWaitForWindowActive(&window));
    }

    template <class Widget>
    Widget* named(const QString& accessibleName) {
        for (Widget* widget : window.findChildren<Widget*>())
            if (widget->accessibleName() == accessibleName)
                return widget;
        FAIL("no widget named " << accessibleName.toStdString());
        return nullptr;
    }
    void click(const QString& accessibleName) {
        QTest::mouseClick(named<QAbstractButton>(accessibleName), Qt::LeftButton);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(&window, key, modifiers);
    }
    Banner* banner() { return window.findChild<Banner*>(); }
    ProblemsPanel* problems() { return window.findChild<ProblemsPanel*>(); }
    void openTransit() { need(document.create(transit())); }
    /// Waits until what the file commands asked for is through.
    void settle() {
        REQUIRE(QTest::qWaitFor([this] { return window.files().work().what().isEmpty(); }, 60000));
    }
};

} // namespace tributary::ui::test
