// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of times in the form of a process, by keys, paste and file.
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/field_editor.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

void paste(FieldEditor& at, const QString& text) {
    QApplication::clipboard()->setText(text);
    at.input()->setFocus();
    QTest::keyClick(at.input(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(at.input(), Qt::Key_V, Qt::ControlModifier);
    QTest::keyClick(at.input(), Qt::Key_Return);
}

/// Chooses "as measured" for the times of T1 with the keys.
void measureTask(InspectorFixture& f) {
    auto* box = qobject_cast<QComboBox*>(f.editor("task/T1/spread").input());
    REQUIRE(box);
    box->setFocus();
    for (int i = 0; i < box->count() && f.value("process", "restore", "task/T1/spread") != "measured"; ++i)
        QTest::keyClick(box, Qt::Key_Down);
    REQUIRE(f.value("process", "restore", "task/T1/spread") == "measured");
}

bool isSaid(const Inspector& inspector, const QString& words) {
    return std::ranges::any_of(inspector.findChildren<QLabel*>(), [&](const QLabel* label) {
        return label->isVisibleTo(&inspector) && label->text().replace(QChar(0xA0), u' ').contains(words);
    });
}

} // namespace

TEST_CASE("Measured times are pasted as a column, told in words, and taken back as one edit") {
    InspectorFixture f;
    f.document.select("process/restore");
    CHECK_FALSE(f.editor("task/T1/touch_times").isVisibleTo(&f.inspector));
    measureTask(f);
    CHECK(f.editor("task/T1/touch_times").isVisibleTo(&f.inspector));
    CHECK(f.editor("task/T1/touch_cv").isVisibleTo(&f.inspector)); // as long as there are no values
    const std::string before = f.value("process", "restore", "task/T1/touch");
    f.enter("task/T1/touch", u""_s);
    paste(f.editor("task/T1/touch_times"), u"Touch time (min)\n3\n5\n\n8\n"_s);
    CHECK(f.value("process", "restore", "task/T1/touch_times") == "3, 5, 8 minute");
    CHECK(f.editor("task/T1/touch_times").text() == u"3, 5, 8 minute"_s);
    CHECK_FALSE(f.editor("task/T1/touch_cv").isVisibleTo(&f.inspector));
    CHECK(isSaid(f.inspector, u"3 values, mean 5.33 min, CV 0.39"_s));
    need(f.document.undo());
    CHECK(f.value("process", "restore", "task/T1/touch_times").empty());
    need(f.document.redo());
    CHECK(f.value("process", "restore", "task/T1/touch_times") == "3, 5, 8 minute");
    f.enter("task/T1/touch", u"10 minute"_s);
    CHECK(isSaid(f.inspector, u"scaled to the mean above"_s));

    paste(f.editor("task/T1/touch_times"), u"3\nfive\n8\n"_s);
    CHECK(f.editor("task/T1/touch_times").message().contains(u"Line 2: `five` is no number"_s));
    CHECK(f.value("process", "restore", "task/T1/touch_times") == "3, 5, 8 minute");
    f.enter("task/T1/touch_times", u"4, 6 h"_s);
    CHECK(f.value("process", "restore", "task/T1/touch_times") == "4, 6 hour");
    CHECK(f.editor("task/T1/touch_times").message().isEmpty());
}

TEST_CASE("A million pasted values are refused, and ten thousand taken") {
    InspectorFixture f;
    f.document.select("process/restore");
    measureTask(f);
    paste(f.editor("task/T1/touch_times"), u"12.5\n"_s.repeated(1'000'000));
    CHECK(f.editor("task/T1/touch_times").message().contains(u"10,000 values"_s));
    CHECK(f.editor("task/T1/touch_times").text().isEmpty());
    paste(f.editor("task/T1/touch_times"), u"12.5\n"_s.repeated(10'000));
    CHECK(f.editor("task/T1/touch_times").message().isEmpty());
    CHECK(isSaid(f.inspector, u"10,000 values, mean 12.5 h, CV 0"_s));
}

TEST_CASE("Arrivals are pasted from a log, and their rate is told") {
    InspectorFixture f;
    f.document.select("process/restore");
    paste(f.editor("arrival_times"), u"2024-03-01 08:15\n2024-03-01 09:15\n2024-03-01 11:15\n"_s);
    CHECK(f.value("process", "restore", "arrival_times") == "2024-03-01 08:15, 2024-03-01 09:15, 2024-03-01 11:15");
    CHECK(isSaid(f.inspector, u"3 arrivals within 3.00 h, 0.667 an hour, CV of their gaps 0.33; stretched to"_s));
    paste(f.editor("arrival_times"), u"2024-03-01 08:15\n2024-02-01 09:15\n"_s);
    CHECK(f.editor("arrival_times").message().contains(u"Line 2: it is before"_s));
    f.enter("arrival_times", u""_s);
    CHECK(f.value("process", "restore", "arrival_times").empty());
}

TEST_CASE("Times come from a file that is chosen, and what is wrong in it is told with its line") {
    InspectorFixture f;
    QTemporaryDir folder;
    const auto write = [&](const QString& name, const QByteArray& text) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"good.csv"_s, "Time (min)\n3\n5\n8\n");
    write(u"bad.csv"_s, "Time (min)\n3\nfive\n");
    f.document.select("process/restore");
    measureTask(f);
    const auto take = [&](const QString& name) {
        QTimer::singleShot(0, &f.inspector, [&] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            REQUIRE(dialog);
            dialog->setOption(QFileDialog::DontUseNativeDialog);
            dialog->selectFile(folder.filePath(name));
            static_cast<QDialog*>(dialog)->accept();
        });
        QList<QPushButton*> shown; // of the arrivals, then of the touch times and delays of T1, which is open
        for (auto* button : f.inspector.findChildren<QPushButton*>(u"Take them from a file..."_s))
            if (button->isVisibleTo(&f.inspector))
                shown.append(button);
        REQUIRE(shown.size() == 3);
        shown[1]->click();
    };
    const auto times = [&] { return f.value("process", "restore", "task/T1/touch_times"); };
    take(u"good.csv"_s);
    REQUIRE(QTest::qWaitFor([&] { return !times().empty(); }));
    CHECK(times() == "3, 5, 8 minute");
    need(f.document.undo());
    CHECK(times().empty());
    QSignalSpy told(&f.document, &Document::told);
    take(u"bad.csv"_s);
    REQUIRE(QTest::qWaitFor([&] { return told.size() == 1; }));
    CHECK(told.front().front().toString().contains(u"bad.csv: Line 3: `five` is no number"_s));

    // Of a table with several columns the one that holds them is asked for, and however wide, all of it is read.
    QByteArray log = "Case,Time (min),Note\n";
    for (int i = 0; i < 5000; ++i)
        log += QByteArray::number(i) + ",4," + QByteArray(400, 'x') + '\n';
    write(u"log.csv"_s, log);
    QTimer untilAsked;
    QObject::connect(&untilAsked, &QTimer::timeout, &f.inspector, [&] {
        auto* asked = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
        if (!asked)
            return;
        untilAsked.stop();
        CHECK(asked->comboBoxItems() == QStringList{u"Case"_s, u"Time (min)"_s, u"Note"_s});
        QTest::keyClick(asked->findChild<QComboBox*>(), Qt::Key_Down);
        CHECK(asked->textValue() == u"Time (min)"_s);
        QTest::keyClick(asked, Qt::Key_Return);
    });
    untilAsked.start(10);
    take(u"log.csv"_s);
    REQUIRE(QTest::qWaitFor([&] { return !times().empty(); }));
    CHECK(std::ranges::count(times(), ',') == 4999);
}
