// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/interventions/page_fixture.h"

#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct CatalogueFixture : PageFixture {
    explicit CatalogueFixture(const Model& model = transit()) : PageFixture(model) {
        press(u"addPlan"_s);
        REQUIRE(dialog().isVisible());
    }

    CatalogueDialog& dialog() {
        REQUIRE(page.catalogueDialog());
        return *page.catalogueDialog();
    }

    /// Walks the list with the arrow keys until the entry is chosen.
    void walkTo(const QString& name) {
        for (int step = 0; step < dialog().kinds().count(); ++step) {
            if (dialog().kinds().currentItem()->text() == name)
                return;
            QTest::keyClick(&dialog().kinds(), Qt::Key_Down);
        }
        FAIL("no entry " << name.toStdString());
    }

    template <class Widget>
    Widget& part(const QString& name) {
        // The page of the entry before may still wait for its end.
        for (Widget* widget : dialog().findChildren<Widget*>(name))
            if (widget->isVisibleTo(&dialog()))
                return *widget;
        FAIL("no part " << name.toStdString());
        std::abort();
    }

    void aim(const QString& effect, const QString& words) {
        auto& cell = part<QAbstractButton>(u"target/"_s + effect);
        cell.setFocus();
        QTest::keyClick(&cell, Qt::Key_Return);
        REQUIRE(dialog().picker().isVisible());
        QTest::keyClicks(&dialog().picker().words(), words);
        QTest::keyClick(&dialog().picker().words(), Qt::Key_Return);
    }

    QPushButton& addButton() { return shownButton(dialog(), u"Add to the model"_s); }

    void pressAdd() {
        addButton().setFocus();
        QTest::keyClick(&addButton(), Qt::Key_Space);
    }

    /// Types over what a field of the page holds.
    void type(const QString& field, const QString& text) {
        for (QLineEdit* line : dialog().findChildren<QLineEdit*>())
            if (line->isVisible() && line->accessibleName() == field) {
                line->clear();
                QTest::keyClicks(line, text);
                return;
            }
        FAIL("no field " << field.toStdString());
    }

    QString words() {
        QStringList all;
        for (const QLabel* label : dialog().findChildren<QLabel*>())
            if (label->isVisibleTo(&dialog()))
                all << label->text();
        return all.join(u'\n');
    }
};

} // namespace

TEST_CASE("an intervention comes from the catalogue by keyboard alone, with a scenario, in one step") {
    CatalogueFixture f;
    f.walkTo(u"Knowledge base"_s);
    f.aim(u"resolution"_s, u"Time to locate"_s);
    QTest::keyClicks(&f.dialog().name(), u"Yard book"_s);
    f.pressAdd();
    CHECK_FALSE(f.dialog().isVisible());
    REQUIRE(f.document.model().interventions().size() == 2);
    const Intervention& made = f.tool("yard-book");
    CHECK(made.tool == ToolKind::knowledgeBase);
    CHECK(made.adoption.targets.size() == 3);
    REQUIRE(made.effects.size() == 1);
    CHECK(made.effects.front().target == "metric/L2");
    CHECK(f.document.model().scenarios().size() == 3);
    CHECK(f.plan("yard-book").interventions == std::vector{InterventionId("yard-book")});
    // It is shown at once, in its own scenario.
    CHECK(f.document.scenario() == ScenarioId("yard-book"));
    CHECK(f.editor("name").text() == u"Yard book"_s);
    f.wait();
    CHECK(f.texts().join(u'\n').contains(u"alone in Yard book"_s));
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("Enter in the list adds nothing that would only cost: it says so and leads to what it could change") {
    CatalogueFixture f;
    f.walkTo(u"Knowledge base"_s);
    QTest::keyClick(&f.dialog().kinds(), Qt::Key_Return);
    CHECK(f.dialog().isVisible());
    CHECK(f.document.model() == transit());
    CHECK(f.words().contains(u"it would only cost: choose what it changes"_s));
    auto* focus = f.dialog().focusWidget();
    REQUIRE(focus);
    CHECK(focus->objectName().startsWith(u"target/"_s));
    f.aim(u"resolution"_s, u"Time to locate"_s);
    QTest::keyClick(&f.dialog().kinds(), Qt::Key_Return);
    CHECK_FALSE(f.dialog().isVisible());
    CHECK(f.document.model().interventions().size() == 2);
}

TEST_CASE("every figure of an entry stands with its source, its grade and what a claim of that grade counts for") {
    CatalogueFixture f;
    const QString words = f.words();
    CHECK(words.contains(u"A E19: 7.8 % more ties a week"_s));
    CHECK(words.contains(u"Ribeiro, Shapiro and Suri, 2025"_s));
    CHECK(words.contains(u"not this times a factor; as a guide, a claim of grade C counts for 0.1 / 0.5 / 1 of it."_s));
    CHECK(words.contains(u"Assumption"_s));
    f.walkTo(u"Idea platform"_s);
    CHECK(f.words().contains(u"yours to say"_s));
}

TEST_CASE("a target that an effect cannot act on is not offered, and one that was chosen can be taken back") {
    CatalogueFixture f;
    f.walkTo(u"Expert or parts finder"_s);
    auto& cell = f.part<QAbstractButton>(u"target/found"_s);
    QTest::mouseClick(&cell, Qt::LeftButton);
    QListWidget& found = f.dialog().picker().found();
    for (int row = 0; row < found.count(); ++row)
        CHECK(found.item(row)->data(Qt::UserRole).toString() != u"metric/L2"_s); // hours
    CHECK(found.count() > 1);
    QTest::keyClicks(&f.dialog().picker().words(), u"own network"_s);
    QTest::keyClick(&f.dialog().picker().words(), Qt::Key_Return);
    CHECK(f.words().contains(u"1 of 3 effects act on something."_s));
    f.aim(u"found"_s, u"nothing in this"_s);
    CHECK(f.words().contains(u"Nothing is chosen for it to act on yet"_s));
    QTest::keyClick(&f.dialog(), Qt::Key_Escape);
    CHECK_FALSE(f.dialog().isVisible());
    CHECK(f.document.model() == transit());
}

TEST_CASE(
    "in an empty model the group that an intervention is for is named in the dialog, and is part of its one step") {
    CatalogueFixture f{Model{}};
    CHECK(f.words().contains(u"The model has no groups yet"_s));
    CHECK(f.words().contains(u"It is for nobody yet"_s));
    f.type(u"Name of the group"_s, u"Mechanics"_s);
    CHECK_FALSE(f.addButton().isEnabled());
    CHECK(f.words().contains(u"How many people Mechanics has: A value is missing"_s));
    f.walkTo(u"Expert or parts finder"_s); // what was typed stays
    f.type(u"How many"_s, u"180"_s);
    f.pressAdd();
    CHECK(f.dialog().isVisible());
    CHECK(f.words().contains(u"What an hour of Mechanics costs"_s));
    f.type(u"Rate"_s, u"62"_s);
    f.pressAdd();
    CHECK_FALSE(f.dialog().isVisible());
    const Model& model = f.document.model();
    REQUIRE(model.groups().size() == 1);
    CHECK(model.groups().begin()->headcount.text() == "180");
    REQUIRE(model.interventions().size() == 1);
    CHECK(model.interventions().begin()->adoption.targets.front().group == model.groups().begin()->id);
    CHECK(model.scenarios().size() == 1);
    for (const Problem& problem : f.document.problems())
        CHECK(problem.severity != Severity::error);
    f.undo();
    CHECK(f.document.model() == Model{});
}

TEST_CASE("what is typed of a new group is checked at once, and nothing is added until it reads") {
    CatalogueFixture f{Model{}};
    f.type(u"How many"_s, u"hours"_s);
    CHECK(f.words().contains(u"How many people the new group has: A quantity holds no name such as hours"_s));
    CHECK_FALSE(f.addButton().isEnabled());
    f.type(u"How many"_s, u"180 hour"_s);
    CHECK(f.words().contains(u"headcount is typed in `hour`, which does not convert to person"_s));
    CHECK_FALSE(f.addButton().isEnabled());
    f.type(u"How many"_s, u"180"_s);
    CHECK(f.words().contains(u"The new group has no name"_s));
    f.type(u"Name of the group"_s, u"Mechanics"_s);
    CHECK_FALSE(f.addButton().isEnabled());
    f.type(u"Rate"_s, u"62"_s);
    CHECK(f.addButton().isEnabled());
    CHECK(f.words().contains(u"Nothing is chosen for it to act on yet"_s));
    f.type(u"Rate"_s, u"62 USD"_s);
    CHECK_FALSE(f.addButton().isEnabled());
}

TEST_CASE("Tab leads from the list of tools into the page beside it, and then below") {
    const bool hasGroups = GENERATE(false, true);
    CatalogueFixture f{hasGroups ? transit() : Model{}};
    f.walkTo(u"Knowledge base"_s);
    f.dialog().kinds().setFocus();
    QTest::keyClick(&f.dialog().kinds(), Qt::Key_Tab);
    const QWidget* first = f.dialog().focusWidget();
    REQUIRE(first);
    CHECK(
        (hasGroups ? first->objectName().startsWith(u"group/"_s) : first->accessibleName() == u"Name of the group"_s));
    bool metTarget = false;
    for (int step = 0; step < 60 && f.dialog().focusWidget() != &f.dialog().name(); ++step) {
        metTarget = metTarget || f.dialog().focusWidget()->objectName().startsWith(u"target/"_s);
        QTest::keyClick(f.dialog().focusWidget(), Qt::Key_Tab);
    }
    CHECK(metTarget);
    CHECK(f.dialog().focusWidget() == &f.dialog().name());
}

TEST_CASE("a name that is taken is refused in the dialog, which stays open") {
    CatalogueFixture f;
    QTest::keyClicks(&f.dialog().name(), u"Parts and expert finder"_s);
    f.pressAdd();
    CHECK(f.dialog().isVisible());
    CHECK(f.words().contains(u"already"_s));
    CHECK(f.document.model() == transit());
}

TEST_CASE("the catalogue is never larger than the screen, and all its buttons are in sight") {
    CatalogueFixture f;
    CatalogueDialog& dialog = f.dialog();
    const QRect screen = dialog.screen()->availableGeometry();
    REQUIRE(screen.width() < 1080); // that of the tests is as small as a laptop's where texts are large
    CHECK(screen.contains(dialog.geometry()));
    for (const QPushButton* button : dialog.findChildren<QPushButton*>()) {
        INFO(button->text().toStdString());
        CHECK(dialog.rect().contains(QRect(button->mapTo(&dialog, QPoint()), button->size())));
    }
    CHECK(dialog.rect().contains(QRect(dialog.name().mapTo(&dialog, QPoint()), dialog.name().size())));
    const auto* page = dialog.findChild<QScrollArea*>();
    REQUIRE(page);
    CHECK(page->widget()->minimumSizeHint().width() <= page->viewport()->width());
    // On the smallest of them too, a laptop's at 200 %.
    dialog.setMinimumSize(0, 0);
    dialog.resize(704, 402);
    CHECK(QTest::qWaitFor([&] { return dialog.width() == 704; }));
    for (const QPushButton* button : dialog.findChildren<QPushButton*>())
        CHECK(dialog.rect().contains(QRect(button->mapTo(&dialog, QPoint()), button->size())));
}
