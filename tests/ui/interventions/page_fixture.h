// SPDX-License-Identifier: GPL-3.0-or-later
// The page of interventions on the transit case, with the keys and clicks of a person.
#pragma once

#include "core/model/quantity_path.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/shown_words.h"
#include "tests/ui/typing.h"
#include "tests/ui/window/models.h"
#include "ui/inspector/field_editor.h"
#include "ui/interventions/catalogue_dialog.h"
#include "ui/interventions/intervention_view.h"
#include "ui/interventions/interventions_page.h"
#include "ui/interventions/path_picker.h"
#include "ui/interventions/plan_list.h"
#include "ui/interventions/scenario_view.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTextEdit>
#include <QToolButton>

namespace tributary::ui::test {

struct PageFixture {
    EmptyDraftFolder drafts;
    Document document;
    RunController runs{document};
    InterventionsPage page{document};

    explicit PageFixture(const Model& model = transit()) {
        need(document.create(model));
        page.resize(1340, 820);
        page.show();
        REQUIRE(QTest::qWaitForWindowActive(&page));
        REQUIRE(QTest::qWaitFor([this] { return !view().isBeingMade(); }));
        QCoreApplication::processEvents(); // what was made last is shown by the event loop
    }

    void wait() { REQUIRE(waitForResults(runs)); }

    FieldsView& view() {
        return page.list() == InterventionsPage::List::interventions ? static_cast<FieldsView&>(page.intervention())
                                                                     : page.scenario();
    }

    FieldEditor& editor(std::string_view field) {
        FieldEditor* found = view().editor(field);
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

    template <class Widget>
    Widget& find(const QString& name) {
        for (Widget* widget : page.findChildren<Widget*>(name))
            if (widget->isVisible())
                return *widget;
        FAIL("no widget " << name.toStdString());
        std::abort();
    }

    void press(const QString& name) { QTest::mouseClick(&find<QAbstractButton>(name), Qt::LeftButton); }

    /// Chooses a command of a menu button as a person would: by its words.
    void choose(const QString& button, const QString& words) {
        for (QAction* action : find<QToolButton>(button).menu()->actions())
            if (action->text() == words) {
                action->trigger();
                return;
            }
        FAIL("no command " << words.toStdString());
    }

    /// Types into the picker that is open and takes what it finds.
    void pick(const QString& words) {
        for (PathPicker* picker : page.findChildren<PathPicker*>())
            if (picker->isVisible()) {
                QTest::keyClicks(&picker->words(), words);
                QTest::keyClick(&picker->words(), Qt::Key_Return);
                return;
            }
        FAIL("no picker is open");
    }

    QStringList texts() const { return shownTexts(page); }

    void undo() { need(document.undo()); }

    const Intervention& tool(const char* id = "parts-exchange") const {
        const Intervention* found = document.model().interventions().find(InterventionId(id));
        REQUIRE(found);
        return *found;
    }
    const Scenario& plan(const char* id) const {
        const Scenario* found = document.model().scenarios().find(ScenarioId(id));
        REQUIRE(found);
        return *found;
    }
};

} // namespace tributary::ui::test
