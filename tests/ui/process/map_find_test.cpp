// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+F finds the parts of process maps and leads to them, in the whole window.
#include "tests/ui/comfort/whole_window.h"
#include "ui/process/map_canvas.h"
#include "ui/process/process_page.h"
#include "ui/window/find_box.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTest>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("Ctrl+F on the process page finds a step, an exception or a pool, and the keys go on at it") {
    WholeWindow w;
    w.openTransit();
    auto* page = w.window().findChild<ProcessPage*>();
    REQUIRE(page);
    w.document().select(std::string_view("process/restore"));
    w.window().showPage(1);
    REQUIRE(page->isVisible());
    auto* box = w.window().findChild<FindBox*>();
    REQUIRE(box);
    const auto find = [&](const QString& words) {
        QTest::keyClick(&w.window(), Qt::Key_F, Qt::ControlModifier);
        auto* field = box->findChild<QLineEdit*>();
        REQUIRE(field->isVisible());
        field->selectAll();
        QTest::keyClicks(field, words);
        CHECK(box->findChild<QListWidget*>()->count() >= 1);
        QTest::keyClick(field, Qt::Key_Return);
        CHECK_FALSE(box->isVisible());
    };
    find(u"Test and"_s); // a part of the process at hand comes first
    CHECK(w.document().selection() == "process/restore/task/T9");
    CHECK(page->canvas().selected() == std::vector<MapPart>{{MapPart::Kind::task, "T9"}});
    CHECK(page->canvas().hasFocus());
    QTest::keyClick(&page->canvas(), Qt::Key_Left);
    CHECK(w.document().selection() == "process/restore/task/T8");
    find(u"Buyers"_s);
    CHECK(page->canvas().selected().at(0).kind == MapPart::Kind::pool);
    find(u"with diagnosis"_s);
    CHECK(page->canvas().selected().at(0) == MapPart{MapPart::Kind::exception, "E1"});
    find(u"Part not at the yard"_s);
    CHECK(page->canvas().selected().at(0) == MapPart{MapPart::Kind::flow, "T4-T5a"});
    // From another page it leads to the map.
    w.window().showPage(0);
    CHECK_FALSE(page->isVisible());
    find(u"Release to service"_s);
    CHECK(page->isVisible());
    CHECK(w.document().selection() == "process/restore/task/T10");
    find(u"Restore cycle time"_s); // metrics are found as ever
    CHECK(w.document().selection() == "metric/O3");
}
