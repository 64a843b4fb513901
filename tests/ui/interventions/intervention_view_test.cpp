// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/interventions/page_fixture.h"
#include "ui/charts/adoption_chart.h"
#include "ui/inspector/field_inputs.h"
#include "ui/inspector/tinted_label.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/costs_panel.h"
#include "ui/interventions/field_table.h"
#include "ui/interventions/plan_words.h"
#include "ui/interventions/range_picture.h"

#include <QComboBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString order(const Intervention& tool) {
    QString text;
    for (const Effect& effect : tool.effects)
        text += toQt(effect.id.text) + u' ';
    return text;
}

} // namespace

TEST_CASE("the page lists interventions with their NPV and says where it is seen") {
    PageFixture f;
    REQUIRE(f.page.entries().count() == 1);
    CHECK(f.page.entries().item(0)->text() == u"Parts and expert finder"_s);
    CHECK(f.page.entries().item(0)->toolTip().contains(u"Expert finder, 260 people"_s));
    f.wait();
    CHECK(f.page.entries().item(0)->toolTip().contains(u"NPV "_s));
    const QString all = f.texts().join(u'\n');
    // The sentence is of the trials that the curves are of.
    CHECK(all.contains(u"At the median, "_s));
    CHECK(all.contains(u"about 1 time in 3 the roll-out stalls"_s));
    const AdoptionSeries& curves = f.page.intervention().chart()->data();
    CHECK(curves.hint.contains(u"median of all trials"_s));
    static constexpr std::array words{u"three", u"four", u"five", u"six", u"seven"};
    for (const auto& group : curves.groups) {
        const long tenth = std::lround(10 * group.active.last());
        REQUIRE((tenth >= 3 && tenth <= 7));
        CHECK(all.contains(QString::fromUtf16(words[static_cast<size_t>(tenth - 3)]) + u" in ten of "_s));
        CHECK(all.contains(group.name));
    }
    CHECK(all.contains(u"alone in Parts and expert finder"_s));
    CHECK(f.editor("name").text() == u"Parts and expert finder"_s);
}

TEST_CASE("the adoption curve follows an edit of the ceiling and of the schedule") {
    PageFixture f;
    f.wait();
    const auto last = [&](qsizetype group) {
        return f.page.intervention().chart()->data().groups[group].active.last();
    };
    REQUIRE(f.page.intervention().chart()->data().groups.size() == 3);
    const double before = last(0);
    const auto bars = f.page.intervention().chart()->data().schedule.size();
    CHECK(bars > 0);
    f.enter("adoption/ceiling/mt", u"5% / 10% / 15%"_s);
    f.wait();
    CHECK(last(0) < before / 2);
    f.enter("phase/0/value", u"20%"_s);
    CHECK(f.tool().adoption.schedule.front().value->text() == "20%");
    f.wait();
    CHECK(f.page.intervention().chart()->data().schedule.front().bars.front().text == u"20%"_s);
    f.undo();
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("a cost is typed in its row, and what is wrong stands under it while the last valid amount holds") {
    PageFixture f;
    f.enter("cost/licence/amount", u"24 USD/user/month"_s);
    CHECK(f.tool().costs[3].amount->text() == "24 USD/user/month");
    FieldEditor& wrong = f.enter("cost/manager/amount", u"9 / 11 / 8"_s);
    CHECK(wrong.message().contains(u"8"_s));
    CHECK(f.tool().costs[4].amount->text() == "55000 USD/year");
    REQUIRE(f.document.typingErrors().size() == 1);
    CHECK(f.document.typingErrors().front().subject == "intervention/parts-exchange/cost/manager/amount");
    // Another row goes; what was typed stays, and so does what is wrong with it.
    f.choose(u"more/cost/integration/"_s, u"Take out Integration with the parts system"_s);
    CHECK(f.tool().costs.size() == 6);
    CHECK(f.editor("cost/manager/amount").text() == u"9 / 11 / 8"_s);
    CHECK(f.document.typingErrors().size() == 1);
    // The row itself goes, and the error with it.
    f.choose(u"more/cost/manager/"_s, u"Take out Community manager"_s);
    CHECK(f.document.typingErrors().empty());
    f.undo();
    f.undo();
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("each way to change a cost line is one step back") {
    // The tick is in the row, in a window of 1440 pixels and in a wide one.
    const int width = GENERATE(1340, 1820);
    CAPTURE(width);
    PageFixture f;
    f.page.resize(width, 820);
    QCoreApplication::processEvents();
    auto* hard = qobject_cast<QCheckBox*>(f.editor("cost/licence/hard").input());
    REQUIRE(hard);
    CHECK(hard->isVisible());
    QTest::mouseClick(hard, Qt::LeftButton, {}, {8, hard->height() / 2});
    CHECK_FALSE(f.tool().costs[3].hard);
    f.undo();
    f.press(u"addCost"_s);
    CHECK(f.tool().costs.size() == 8);
    CHECK(f.tool().costs.back().evidence.grade == Grade::d);
    f.undo();
    f.choose(u"more/cost/licence/"_s, u"Move up"_s);
    CHECK(f.tool().costs[2].id.text == "licence");
    f.undo();
    f.enter("cost/licence/from", u"6"_s);
    CHECK(f.tool().costs[3].from == 6);
    f.undo();
    f.enter("cost/licence/to", u"24"_s);
    CHECK(f.tool().costs[3].to == 24);
    f.enter("cost/licence/to", u" "_s); // until the end
    CHECK(f.tool().costs[3].to == 0);
    f.undo();
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("what the costs come to together is told from the run") {
    PageFixture f;
    auto* panel = f.page.intervention().findChild<CostsPanel*>();
    REQUIRE(panel);
    CHECK(panel->figure().isEmpty());
    f.wait();
    CHECK(panel->figure().contains(u"M$ present value"_s));
    CHECK_FALSE(panel->figure().contains(u"all that the scenario holds"_s)); // it stands alone there
}

TEST_CASE("what an effect acts on is picked from the tree or found by name") {
    PageFixture f;
    f.press(u"target/e_loc"_s);
    auto pickers = f.page.findChildren<PathPicker*>();
    const auto open = std::ranges::find_if(pickers, [](const PathPicker* picker) { return picker->isVisible(); });
    REQUIRE(open != pickers.end());
    CHECK((*open)->found().count() > 22); // all metrics, and parameters of the process
    CHECK((*open)->found().currentItem()->data(Qt::UserRole).toString() == u"metric/L2"_s);
    f.pick(u"search labour"_s);
    CHECK(f.tool().effects.front().target == "metric/L4");
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("effects are sized in their row, added, moved and taken out, one step each") {
    PageFixture f;
    f.wait();
    f.enter("effect/e_loc/size", u"-10% / -30% / -60%"_s);
    CHECK(f.tool().effects.front().size->text() == "-10% / -30% / -60%");
    f.undo();
    f.choose(u"more/effect/e_loc/"_s, u"Move down"_s);
    CHECK(order(f.tool()).startsWith(u"e_found e_loc "_s));
    f.undo();
    f.choose(u"more/effect/e_rw/"_s, u"Take out Repeat-repair probability"_s);
    CHECK_FALSE(order(f.tool()).contains(u"e_rw"_s));
    f.undo();
    f.press(u"addEffect"_s);
    f.pick(u"Part not at the yard"_s);
    REQUIRE(f.tool().effects.size() == 7);
    const Effect added = f.tool().effects.back();
    CHECK(added.target == "metric/L1");
    CHECK(added.participants.size() == 3);
    CHECK(added.evidence.source == "assumption");
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("the details below an effect hold all its other fields") {
    PageFixture f;
    f.press(u"open/effect/e_loc/"_s);
    for (const char* field : {"effect/e_loc/name", "effect/e_loc/form", "effect/e_loc/no_effect", "effect/e_loc/curve",
                              "effect/e_loc/learning_delay", "effect/e_loc/evidence/grade", "effect/e_loc/notes"})
        CHECK(f.editor(field).isVisible());
    f.enter("effect/e_loc/no_effect", u"10%"_s);
    CHECK(f.tool().effects.front().noEffect->text() == "10%");
    // A path that leads to a field opens what holds it.
    f.document.select(std::string_view("intervention/parts-exchange/effect/e_lab/learning_delay"));
    CHECK(f.editor("effect/e_lab/learning_delay").isVisible());
    CHECK(f.editor("effect/e_lab/learning_delay").input()->hasFocus());
}

TEST_CASE("changes at the time bar's period stand beside the effects and follow it") {
    PageFixture f;
    f.wait();
    const auto cells = [&] {
        QStringList words;
        for (const ChangeCell* cell : f.page.intervention().findChildren<ChangeCell*>())
            if (cell->isVisible())
                words << cell->accessibleName();
        return words;
    };
    const QStringList late = cells();
    CHECK(late.front().contains(u"P10 to P90"_s));
    f.document.setPeriod(1);
    CHECK(cells() != late);
    CHECK(f.texts().contains(u"At month 1"_s));
}

TEST_CASE("groups and the schedule are added and taken out, one step each") {
    PageFixture f;
    const auto remove = [&](const QString& words) {
        for (QToolButton* button : f.page.findChildren<QToolButton*>())
            if (button->isVisible() && button->accessibleName() == words) {
                QTest::mouseClick(button, Qt::LeftButton);
                return;
            }
        FAIL("no button " << words.toStdString());
    };
    remove(u"Take out Parts procurement"_s);
    CHECK(f.tool().adoption.targets.size() == 2);
    f.undo();
    remove(u"Take out line 2 of the schedule"_s);
    CHECK(f.tool().adoption.schedule.size() == 5);
    f.undo();
    f.press(u"Add training"_s);
    CHECK(f.tool().adoption.schedule.size() == 7);
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("a group that the model does not have yet is made where it is missed, in one step") {
    Intervention tool;
    tool.id = InterventionId("tool");
    tool.name = "Tool";
    Edit edit;
    edit.changes = {put(tool)};
    const Model model = tributary::apply(Model(), edit).model;
    PageFixture f(model);
    CHECK(f.texts().contains(u"It is for nobody yet."_s));
    f.press(u"Add a new group"_s);
    REQUIRE(f.document.model().groups().size() == 1);
    CHECK(f.tool("tool").adoption.targets.front().group == f.document.model().groups().begin()->id);
    CHECK(f.document.selection().ends_with("/name")); // to be typed
    f.undo();
    CHECK(f.document.model() == model);
}

TEST_CASE("an intervention that no scenario uses says so and makes one") {
    PageFixture f(tributary::apply(transit(), need(eraseScenario(transit(), ScenarioId("parts-exchange")))).model);
    f.wait();
    CHECK(f.texts().join(u'\n').contains(u"no scenario uses it, so there are no figures"_s));
    CHECK(f.page.entries().item(0)->toolTip().contains(u"in no scenario yet"_s));
    f.press(u"useIntervention"_s);
    f.wait();
    CHECK(f.texts().join(u'\n').contains(u"alone in Parts and expert finder"_s));
}

TEST_CASE("a copy and the delete key act on the intervention that is shown") {
    PageFixture f;
    f.choose(u"moreAboutPage"_s, u"Duplicate"_s);
    CHECK(f.document.model().interventions().size() == 2);
    CHECK(f.editor("name").text() == u"Parts and expert finder, copy"_s);
    f.page.entries().setFocus();
    QTest::keyClick(&f.page.entries(), Qt::Key_Delete);
    CHECK(f.document.model().interventions().size() == 1);
    QTest::keyClick(&f.page.entries(), Qt::Key_F2);
    CHECK(f.editor("name").input()->hasFocus());
    f.undo();
    f.undo();
    CHECK(f.document.model() == transit());
}

TEST_CASE("an empty model says what will stand here and how to get it") {
    PageFixture f{Model{}};
    const QStringList texts = f.texts();
    CHECK(texts.contains(u"Add a tool that could change how the work is done."_s));
    QSignalSpy wanted(&f.page, &InterventionsPage::transitCaseWanted);
    shownButton(f.page, u"Start from the transit case"_s).click();
    CHECK(wanted.count() == 1);
}

TEST_CASE("a run that failed is said where its figures would stand") {
    PageFixture f;
    f.wait();
    f.document.setRunFailure(u"there is not enough memory"_s);
    CHECK(f.texts().join(u'\n').contains(u"the last run failed: there is not enough memory"_s));
}

TEST_CASE("everything on the page that takes the focus has a name") {
    PageFixture f;
    f.wait();
    f.press(u"open/effect/e_loc/"_s);
    f.press(u"open/cost/licence/"_s);
    for (const auto list : {InterventionsPage::List::interventions, InterventionsPage::List::scenarios}) {
        f.page.showList(list);
        for (const QWidget* widget : f.page.findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy())
                continue;
            INFO(widget->metaObject()->className() << " " << widget->objectName().toStdString());
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            CHECK_FALSE((widget->accessibleName().isEmpty() && !(button && !button->text().isEmpty())));
        }
    }
}

TEST_CASE("no page has to be scrolled sideways, in a window of 1440 pixels with texts of 200 % either") {
    PageFixture f;
    f.wait();
    const int width = GENERATE(620, 1036, 1340, 1820);
    CAPTURE(width);
    f.page.resize(width, 500);
    for (const auto list : {InterventionsPage::List::interventions, InterventionsPage::List::scenarios}) {
        f.page.showList(list);
        QCoreApplication::processEvents();
        CHECK(f.view().horizontalScrollBar()->maximum() == 0);
    }
}

TEST_CASE("a field that is selected from elsewhere is opened, brought into sight and has the focus") {
    PageFixture f;
    for (const char* field : {"effect/e_loc/no_effect", "cost/licence/from", "adoption/p"}) {
        CAPTURE(field);
        f.document.select("intervention/parts-exchange/" + std::string(field));
        QCoreApplication::processEvents();
        const QWidget* input = f.editor(field).input();
        CHECK(input->hasFocus());
        CHECK(input->visibleRegion().boundingRect() == input->rect());
    }
}

TEST_CASE("the columns of effects share the width: grade and change stay beside open minutes, and words end in full") {
    PageFixture f;
    f.wait();
    const auto shown = [&](auto* kind) {
        int count = 0;
        for (const auto* cell : f.page.findChildren<std::remove_pointer_t<decltype(kind)>*>())
            count += cell->isVisible() ? 1 : 0;
        return count;
    };
    const auto effects = static_cast<int>(f.tool().effects.size());
    for (const int width : {1340, 920}) {
        f.page.resize(width, 820);
        QCoreApplication::processEvents();
        CAPTURE(width);
        CHECK(shown(static_cast<ChangeCell*>(nullptr)) >= effects);
        CHECK(shown(static_cast<GradeCell*>(nullptr)) >= effects);
    }
    f.page.resize(1740, 820);
    QCoreApplication::processEvents();
    for (const Effect& effect : f.tool().effects) {
        const QString words = useLine(f.document.model(), f.tool(), effect);
        for (const auto* label : f.page.findChildren<TintedLabel*>())
            if (label->isVisible() && label->text() == words)
                CHECK(label->fontMetrics().horizontalAdvance(words) <= label->width());
    }
}

TEST_CASE(
    "the costs of a plan are read in full on a laptop, and none of their fields steps back where texts are large") {
    PageFixture f;
    const char* fields[] = {"name", "amount", "hourly_rate", "overrun", "realisation", "timing", "basis"};
    for (const CostLine& cost : f.tool().costs)
        for (const char* field : fields) {
            const FieldEditor& editor = f.editor("cost/" + cost.id.text + "/" + field);
            INFO(cost.id.text << "/" << field);
            const QWidget* input = editor.input();
            CHECK(input->isVisible());
            if (const auto* line = qobject_cast<const QLineEdit*>(input))
                CHECK(line->fontMetrics().horizontalAdvance(line->text()) <= line->width() - 14);
            if (const auto* box = qobject_cast<const QComboBox*>(input))
                CHECK(box->fontMetrics().horizontalAdvance(box->currentText()) <= box->width() - 14);
        }
    f.page.resize(860, 820); // of 1440 at 150 %
    QCoreApplication::processEvents();
    for (const char* field : fields)
        CHECK(f.editor("cost/licence/" + std::string(field)).input()->isVisible());
}

TEST_CASE("sizes of effects are read in full, and whose use they count at any width") {
    PageFixture f;
    f.wait();
    f.enter("effect/e_loc/size", u"-20.5% / -50.5% / -70.5%"_s);
    f.enter("effect/e_found/size", u"10.5% / 40.5% / 60.5%"_s);
    for (const int width : {1340, 1036, 920, 620}) {
        f.page.resize(width, 820);
        QCoreApplication::processEvents();
        CAPTURE(width);
        for (const Effect& effect : f.tool().effects) {
            const auto* line = qobject_cast<const LineField*>(f.editor("effect/" + effect.id.text + "/size").input());
            REQUIRE(line);
            INFO(line->text().toStdString());
            const int unit = line->unit().isEmpty() ? 0 : line->textMargins().right();
            CHECK(line->isVisible());
            CHECK(line->fontMetrics().horizontalAdvance(line->text()) <= line->width() - unit - 14);
            const QString words = useLine(f.document.model(), f.tool(), effect);
            CHECK(std::ranges::any_of(f.page.findChildren<TintedLabel*>(), [&](const TintedLabel* label) {
                return label->isVisible() && label->text() == words;
            }));
        }
    }
}

TEST_CASE("the size of an effect in points is told apart from one in per cent of what was") {
    PageFixture f;
    const auto* points = qobject_cast<const LineField*>(f.editor("effect/e_found/size").input());
    const auto* share = qobject_cast<const LineField*>(f.editor("effect/e_loc/size").input());
    REQUIRE(points);
    REQUIRE(share);
    CHECK(points->unit() == u"points"_s);
    CHECK(share->unit().isEmpty());
}

TEST_CASE("the head of a table stays in sight above its columns while the rows scroll, with room around its titles") {
    PageFixture f;
    f.wait();
    f.page.resize(1100, 420);
    QCoreApplication::processEvents();
    auto& view = f.view();
    FieldTable* table = nullptr;
    for (FieldTable* each : f.page.findChildren<FieldTable*>())
        if (each->isAncestorOf(f.editor("cost/licence/amount").input()))
            table = each;
    REQUIRE(table);
    const auto top = [&] { return table->head().mapTo(view.viewport(), QPoint()).y(); };
    const auto titleAbove = [&](const QString& title, QWidget* cell) {
        for (const auto* label : table->head().findChildren<TintedLabel*>())
            if (label->text() == title) {
                const int left = label->mapTo(table, QPoint()).x();
                const int right = left + label->width();
                const int at = cell->mapTo(table, QPoint(cell->width() / 2, 0)).x();
                return label->isVisible() && left <= at && at <= right && label->geometry().top() >= 4 &&
                       label->geometry().bottom() + 4 < table->head().height();
            }
        return false;
    };
    CHECK(table->head().y() == 0);
    CHECK(titleAbove(u"Amount"_s, f.editor("cost/licence/amount").input()));
    CHECK(titleAbove(u"Overrun"_s, f.editor("cost/licence/overrun").input()));
    QScrollBar* bar = view.verticalScrollBar();
    bar->setValue(bar->value() + table->mapTo(view.viewport(), QPoint()).y() + 60);
    QCoreApplication::processEvents();
    REQUIRE(table->mapTo(view.viewport(), QPoint()).y() < -40);
    CHECK(top() == 0);
    CHECK(titleAbove(u"Amount"_s, f.editor("cost/licence/amount").input()));
    QWidget* over = view.viewport()->childAt(table->mapTo(view.viewport(), QPoint(40, table->head().y() + 10)));
    CHECK((over == &table->head() || table->head().isAncestorOf(over)));
    bar->setValue(bar->minimum());
    CHECK(table->head().y() == 0);
}

TEST_CASE("a size that is typed anew as it was makes no entry, however it is written") {
    PageFixture f;
    const qint64 edits = f.document.editsDone();
    const QString held = f.editor("effect/e_loc/size").text();
    for (const QString& same : {u"-20/-50/-70 %"_s, u"-20%/-50%/-70%"_s}) {
        REQUIRE(same != held);
        f.enter("effect/e_loc/size", same);
        CHECK(f.document.editsDone() == edits);
        CHECK(f.editor("effect/e_loc/size").text() == held);
    }
    f.enter("effect/e_loc/size", u"-20%/-50%/-75%"_s);
    CHECK(f.document.editsDone() == edits + 1);
}
