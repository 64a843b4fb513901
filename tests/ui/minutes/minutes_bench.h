// SPDX-License-Identifier: GPL-3.0-or-later
// The shown window with its minutes, as their tests ask them.
#pragma once

#include "tests/ui/qt_strings.h"
#include "tests/ui/window/shown_bench.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/edits_view.h"
#include "ui/minutes/history_reader.h"
#include "ui/minutes/minutes_panel.h"
#include "ui/minutes/versions_view.h"

#include <QApplication>
#include <QListView>

namespace tributary::ui::test {

inline constexpr int longest = 60'000; // milliseconds

struct MinutesBench : ShownBench {
    MinutesPanel* panel() { return bench.window().findChild<MinutesPanel*>(); }
    EditList& list() { return panel()->edits().list(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &bench.window(), key, modifiers);
    }
    void open() { QTest::keyClick(&bench.window(), Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier); }
    template <class Widget>
    Widget* named(const QString& name) {
        for (Widget* widget : panel()->findChildren<Widget*>())
            if (widget->accessibleName() == name || widget->property("text").toString() == name)
                return widget;
        FAIL("no widget named " << name.toStdString());
        return nullptr;
    }
    void set(const char* field, const char* text, const char* id = "L2") {
        need(document.apply(setField(document.model(), {Metric::kind, id}, field, text)));
    }
    void choose(qint64 number) { panel()->edits().view().setCurrentIndex(list().index(list().rowOf(number))); }
    QString effect(qint64 number) { return list().index(list().rowOf(number)).data(EditList::effectRole).toString(); }
    bool waitForEffect(qint64 number) {
        return QTest::qWaitFor([&] { return !effect(number).isEmpty(); }, longest);
    }
};

} // namespace tributary::ui::test
