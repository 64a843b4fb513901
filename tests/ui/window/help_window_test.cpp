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
    // Keys that walk and look closer are no commands, or have another key in the menus.
    const QStringList looking{u"Arrows"_s, u"Shift+Tab"_s, u"Plus"_s, u"Minus"_s, u"0"_s};
    const QStringList arrows{u"Alt+Up"_s, u"Alt+Down"_s, u"Alt+Left"_s, u"Alt+Right"_s};
    QFile file(u":/tributary/help/keys.md"_s);
    REQUIRE(file.open(QIODevice::ReadOnly));
    QString table;
    int read = 0;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.endsWith(u"| |"_s))
            table = line.section(u'|', 1, 1).trimmed();
        else if (line.startsWith(u"| "_s) && table != u"presentation"_s) // which has no menu
            for (const QString& named : line.section(u'|', 1, 1).split(u',')) {
                QString key = named.trimmed();
                if (looking.contains(key))
                    continue;
                INFO(table.toStdString() << ": " << key.toStdString());
                key.replace(u"Delete"_s, u"Del"_s).replace(u"Insert"_s, u"Ins"_s);
                key.replace(u"Plus"_s, u"+"_s).replace(u"Minus"_s, u"-"_s);
                for (const QString& each : key == u"Alt+Arrows"_s ? arrows : QStringList{key})
                    CHECK(keys.contains(each));
                ++read;
            }
    }
    CHECK(read >= 40);
}
