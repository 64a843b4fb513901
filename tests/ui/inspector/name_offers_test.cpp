// SPDX-License-Identifier: GPL-3.0-or-later
// Names that are typed without a bracket into the field of a parameter.
#include "tests/ui/inspector/inspector_fixture.h"
#include "ui/inspector/name_offers.h"

#include <QAbstractItemView>
#include <QCompleter>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto touchOfStep = "task/T5a/touch";

struct TouchField : InspectorFixture {
    TouchField() {
        document.select("process/restore/task/T5a");
        enter(touchOfStep, u"90 minute"_s);
    }
    NameOffers& offers() { return *editor(touchOfStep).findChild<NameOffers*>(); }
    std::string kept() { return value("process", "restore", touchOfStep); }
};

} // namespace

TEST_CASE("letters that begin a word of a name offer it in a parameter's field, as wide as it needs") {
    TouchField f;
    FieldEditor& touch = f.type(touchOfStep, u"probab"_s);
    REQUIRE(f.offers().isOpen());
    QAbstractItemView* list = f.offers().completer().popup();
    REQUIRE(f.offers().completer().completionCount() == 1);
    CHECK(list->currentIndex().data().toString() == u"Repeat-repair probability"_s);
    CHECK(list->viewport()->width() >= list->sizeHintForColumn(0));
    QTest::keyClick(list, Qt::Key_Down); // past the only one
    QTest::keyClick(list, Qt::Key_Return);
    CHECK(touch.text() == u"[Repeat-repair probability]"_s);
    CHECK(namesFor(f.document.model(), u"ocate"_s).isEmpty());
}

TEST_CASE("a whole name without brackets is that metric, and half a name is refused and changes nothing") {
    TouchField f;
    f.enter(touchOfStep, u"Time to locate a part"_s);
    const std::string id = f.kept();
    CHECK(f.document.model().metrics().find(MetricId(id)));

    FieldEditor& touch = f.enter(touchOfStep, u"Repq"_s);
    CHECK(f.kept() == id);
    INFO(touch.message().toStdString());
    CHECK(touch.message().contains(u"Nothing is called Repq"_s));
    f.enter(touchOfStep, u"2 * Repq"_s);
    CHECK(f.kept() == id);
    f.enter(touchOfStep, u"2 * "_s + toQt(id));
    CHECK(f.kept() == "2 * " + id);
    CHECK(touch.message().isEmpty());
}
