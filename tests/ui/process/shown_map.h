// SPDX-License-Identifier: GPL-3.0-or-later
// The process page with a model in it, and what a hand does there.
#pragma once

#include "tests/builders.h"
#include "ui/cascade/name_field.h"
#include "ui/document.h"
#include "ui/process/map_canvas.h"
#include "ui/process/measures_strip.h"
#include "ui/process/process_page.h"

#include <catch2/catch.hpp>

#include <QAction>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <functional>
#include <string>

namespace tributary::ui::test {

using namespace tributary::test;

struct ShownMap {
    explicit ShownMap(const Model& model) {
        QDir(draftFolder()).removeRecursively();
        need(document.create(model).map([] { return 0; }));
        page.resize(1036, 790);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
        page.canvas().setFocus();
    }

    MapCanvas& canvas() { return page.canvas(); }
    const Process& process(const char* id) { return *document.model().processes().find(ProcessId(id)); }
    void key(int key, Qt::KeyboardModifiers held = Qt::NoModifier) { QTest::keyClick(&canvas(), Qt::Key(key), held); }
    void type(const QString& line) {
        QLineEdit* field = canvas().nameField().field();
        REQUIRE(field->isVisible());
        QTest::keyClicks(field, line);
        QTest::keyClick(field, Qt::Key_Return);
    }
    void select(const std::string& path) { document.select(std::string_view(path)); }
    QPoint at(const char* step) {
        return canvas().onScreen(canvas().layout().find(StepId(step))->box).center().toPoint();
    }
    QStringList measured() {
        REQUIRE(QTest::qWaitFor([this] { return page.measurer().measures() != nullptr; }, 30000));
        return page.findChild<MeasuresStrip*>()->lines();
    }

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers held = Qt::NoModifier) {
        QWidget* view = canvas().viewport();
        QTest::mousePress(view, Qt::LeftButton, held, from);
        QTest::mouseMove(view, (from + to) / 2);
        QTest::mouseMove(view, to);
        QTest::mouseRelease(view, Qt::LeftButton, held, to);
    }
    /// A command of the page's menu, by its words.
    QAction* command(const QString& words) {
        const std::function<QAction*(QMenu*)> look = [&](QMenu* menu) -> QAction* {
            for (QAction* action : menu->actions()) {
                if (action->text().section(u'\t', 0, 0) == words)
                    return action;
                if (action->menu())
                    if (QAction* inside = look(action->menu()))
                        return inside;
            }
            return nullptr;
        };
        QAction* found = look(page.menu());
        REQUIRE(found);
        return found;
    }

    Document document;
    ProcessPage page{document};
};

} // namespace tributary::ui::test
