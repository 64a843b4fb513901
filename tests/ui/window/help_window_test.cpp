// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity.h"
#include "tests/ui/window/shown_bench.h"
#include "ui/qt_text.h"
#include "ui/window/help_window.h"

#include <catch2/catch.hpp>

#include <QAction>
#include <QFile>
#include <QListWidget>
#include <QRegularExpression>
#include <QTextBrowser>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("F1 opens the help beside the work, each page of it has a heading and words") {
    ShownBench f;
    QTest::keyClick(&f.bench.window(), Qt::Key_F1);
    auto* help = f.bench.window().findChild<HelpWindow*>();
    REQUIRE(help);
    REQUIRE(help->isVisible());
    CHECK_FALSE(help->isModal());
    auto* pages = help->findChild<QListWidget*>();
    auto* text = help->findChild<QTextBrowser*>();
    REQUIRE(pages->count() == 5);
    for (int row = 0; row < pages->count(); ++row) {
        pages->setCurrentRow(row);
        INFO(pages->item(row)->text().toStdString());
        CHECK(text->document()->firstBlock().blockFormat().headingLevel() == 1);
        CHECK(text->toPlainText().size() > 500);
        CHECK(text->document()->idealWidth() <= text->viewport()->width());
    }
    QTest::keyClick(&f.bench.window(), Qt::Key_F1);
    CHECK(f.bench.window().findChildren<HelpWindow*>().size() == 1);
}

TEST_CASE("Each form of a number that the help shows is read") {
    QFile file(u":/tributary/help/numbers.md"_s);
    REQUIRE(file.open(QIODevice::ReadOnly));
    int read = 0;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.startsWith(u"| `"_s) || line.contains(u"data("_s))
            continue;
        auto spans = QRegularExpression(u"`([^`]+)`"_s).globalMatch(line.section(u'|', 1, 1));
        while (spans.hasNext()) {
            const std::string form = fromQt(spans.next().captured(1));
            INFO(form);
            CHECK(Quantity::parse(form));
            ++read;
        }
    }
    CHECK(read >= 10);
}

TEST_CASE("Each key of a command that the help names is that of a command") {
    ShownBench f;
    QStringList keys;
    for (const QAction* action : f.bench.window().findChildren<QAction*>()) {
        for (const QKeySequence& each : action->shortcuts())
            keys << each.toString(QKeySequence::PortableText);
        keys << action->text().section(u'\t', 1);
    }
    for (const QString& key : {u"Ctrl+K"_s, u"Ctrl+F"_s, u"Ctrl+Z"_s, u"Ctrl+Shift+Z"_s, u"F6"_s, u"Shift+F6"_s,
                               u"F8"_s, u"Shift+F8"_s, u"Ctrl+R"_s, u"Ctrl+B"_s, u"F5"_s, u"F11"_s, u"F1"_s,
                               u"Ctrl+Shift+P"_s, u"Ctrl+Enter"_s, u"Shift+Del"_s, u"Ctrl+Up"_s, u"Alt+Up"_s, u"!"_s}) {
        INFO(key.toStdString());
        CHECK(keys.contains(key));
    }
}
