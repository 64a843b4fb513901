// SPDX-License-Identifier: GPL-3.0-or-later
// An inspector on the transit case, with the keys and clicks of a person.
#pragma once

#include "tests/ui/qt_strings.h"
#include "tests/ui/typing.h"
#include "tests/ui/window/models.h"
#include "ui/inspector/inspector.h"
#include "ui/look/segmented_control.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

namespace tributary::ui::test {

struct InspectorFixture {
    EmptyDraftFolder drafts;
    Document document;
    Inspector inspector{document};

    InspectorFixture() {
        need(document.create(transit()));
        inspector.resize(303, 840);
        inspector.show();
        REQUIRE(QTest::qWaitForWindowActive(&inspector));
    }

    FieldEditor& editor(std::string_view field) {
        FieldEditor* found = inspector.editor(field);
        if (!found)
            FAIL("no editor of " << field);
        return *found;
    }

    /// Types over what a field holds and leaves the focus in it.
    FieldEditor& type(std::string_view field, const QString& text) {
        FieldEditor& at = editor(field);
        typeOver(at, text);
        return at;
    }

    FieldEditor& enter(std::string_view field, const QString& text) {
        FieldEditor& at = type(field, text);
        QTest::keyClick(at.input(), Qt::Key_Return);
        return at;
    }

    std::string value(std::string_view kind, const std::string& id, std::string_view field) {
        return need(fieldText(document.model(), EntityRef{kind, id}, field));
    }
};

} // namespace tributary::ui::test
