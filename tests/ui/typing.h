// SPDX-License-Identifier: GPL-3.0-or-later
// Typing into a field of a form with real keys, as a person does.
#pragma once

#include "ui/inspector/field_editor.h"

#include <QLineEdit>
#include <QTest>
#include <QTextEdit>

namespace tributary::ui::test {

/// Types over what a field holds, empties it where there is nothing to type, and leaves the focus in it.
inline void typeOver(FieldEditor& at, const QString& text) {
    at.input()->setFocus();
    if (auto* line = qobject_cast<QLineEdit*>(at.input()))
        line->selectAll();
    else if (auto* area = qobject_cast<QTextEdit*>(at.input()))
        area->selectAll();
    if (text.isEmpty())
        QTest::keyClick(at.input(), Qt::Key_Delete);
    else
        QTest::keyClicks(at.input(), text);
}

} // namespace tributary::ui::test
