// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/inspector/inspector_fixture.h"
#include "tests/ui/saved_as.h"
#include "ui/inspector/part_row.h"
#include "ui/inspector/path_row.h"
#include "ui/window/problem_list.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The fields of an entity that are typed in one text; those with parts of their own are listed by `parts`.
template <class Owner, class Visit>
void forEachTyped(const std::string& prefix, Visit&& visit) {
    forEachField<Owner>([&](const auto& field) {
        using Value = std::remove_cvref_t<decltype(std::declval<Owner>().*field.member)>;
        const std::string name = prefix + std::string(field.name);
        if constexpr (std::is_same_v<Value, Evidence> || std::is_same_v<Value, Adoption> ||
                      std::is_same_v<Value, Stall>)
            forEachTyped<Value>(name + "/", visit);
        else if constexpr (std::is_same_v<Value, std::vector<TargetGroup>> || std::is_same_v<Value, std::vector<Phase>>)
            return;
        else if constexpr (!requires(const Value& list) { list.front().id; })
            visit(name);
    });
}

template <class Owner>
void requireEditors(InspectorFixture& f, const std::string& prefix = {}) {
    forEachTyped<Owner>(prefix, [&](const std::string& field) {
        CAPTURE(field);
        // A metric's place among its siblings is where its card stands, a scenario's where it was added.
        if (field == "position")
            return;
        // Pins stand on the what-if ribbon; who takes part in an effect and what is correlated have a row each; the
        // drawing that a map came from is not typed.
        static const std::set<std::string> others{"pins",   "participants", "answerers", "first",
                                                  "second", "origin",       "also_pools"};
        if (!others.contains(field.substr(field.rfind('/') + 1)))
            CHECK(f.inspector.editor(field) != nullptr);
    });
}

PathRow* rowTo(Inspector& inspector, const QString& path) {
    for (PathRow* row : inspector.findChildren<PathRow*>(path))
        if (row->isVisible())
            return row;
    FAIL("no row to " << path.toStdString());
    return nullptr;
}

void press(InspectorFixture& f, const QString& command) {
    for (QPushButton* button : f.inspector.findChildren<QPushButton*>())
        if (button->text() == command && button->isVisible()) {
            QTest::mouseClick(button, Qt::LeftButton);
            return;
        }
    FAIL("no command " << command.toStdString());
}

void pick(QComboBox& box, const QString& value) {
    const int index = box.findData(value);
    REQUIRE(index >= 0);
    box.setCurrentIndex(index);
    emit box.activated(index);
}

} // namespace

TEST_CASE("Every field of a metric, a link and the settings has an editor") {
    InspectorFixture f;
    f.document.select("metric/O5");
    requireEditors<Metric>(f);
    f.document.select("link/O4-O5");
    requireEditors<Link>(f);
    f.document.select("settings");
    requireEditors<Settings>(f);
    f.document.select("group/mt");
    requireEditors<Group>(f);
    f.document.select("input/" + f.document.model().inputs().begin()->id.text);
    requireEditors<Input>(f);
    f.document.select("correlation/ceilings-q");
    requireEditors<Correlation>(f);
}

TEST_CASE("No form is wider than the inspector") {
    InspectorFixture f;
    const auto* scroll = f.inspector.findChild<QScrollArea*>();
    REQUIRE(scroll);
    for (const char* path :
         {"process/restore", "process/restore/task/T1", "process/restore/pool/mech", "process/restore/exception/E1",
          "metric/O5", "link/O4-O5", "settings", "group/mt", "intervention/parts-exchange", "scenario/parts-exchange"}) {
        INFO(path);
        f.document.select(std::string_view(path));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        CHECK(scroll->widget()->minimumSizeHint().width() <= scroll->viewport()->width());
    }
}

TEST_CASE("Working hours, priorities, patience and how times vary are typed, and told where they are wrong") {
    InspectorFixture f;
    f.document.select("process/restore");
    f.enter("pool/mech/hours", u"Mon-Fri 06:00-14:00 x2, 14:00-22:00"_s);
    CHECK(f.value("process", "restore", "pool/mech/hours") == "Mon-Fri 06:00-14:00 x2, 14:00-22:00");
    f.enter("pool/mech/hours", u"Mon-Fri 06:00"_s);
    CHECK(f.editor("pool/mech/hours").message().contains(u"a time at which it ends"_s));
    f.enter("pool/mech/hours", u""_s);
    CHECK(f.value("process", "restore", "pool/mech/hours").empty());

    f.enter("task/T1/priority", u"-1"_s);
    CHECK(f.value("process", "restore", "task/T1/priority") == "-1");
    f.enter("task/T1/patience", u"36 hour"_s);
    CHECK(f.value("process", "restore", "task/T1/patience") == "36 hour");
    CHECK(f.editor("task/T1/touch_cv").isVisibleTo(&f.inspector));
    pick(*qobject_cast<QComboBox*>(f.editor("task/T1/spread").input()), u"exponential"_s);
    CHECK(f.value("process", "restore", "task/T1/spread") == "exponential");
    CHECK_FALSE(f.editor("task/T1/touch_cv").isVisibleTo(&f.inspector)); // it is 1
    need(f.document.undo());
    CHECK(f.value("process", "restore", "task/T1/spread") == "lognormal");
    CHECK(f.editor("task/T1/touch_cv").isVisibleTo(&f.inspector));
}

TEST_CASE("Other pools of an exception are ticked") {
    InspectorFixture f;
    f.document.select("process/restore");
    const Process& process = *f.document.model().processes().begin();
    const ProcessException& exception = process.exceptions.front();
    const auto other = std::ranges::find_if(process.pools, [&](const Pool& pool) { return pool.id != exception.pool; });
    REQUIRE(other != process.pools.end());
    const std::string at = "exception/" + exception.id.text + "/also_pools";
    const std::string pool = other->id.text;
    CHECK_FALSE(f.editor(at + "/" + exception.pool.text).isVisibleTo(&f.inspector)); // it is pulled in already
    auto* box = qobject_cast<QCheckBox*>(f.editor(at + "/" + pool).input());
    REQUIRE(box);
    QTest::keyClick(box, Qt::Key_Space);
    CHECK(f.value("process", "restore", at) == pool);
    QTest::keyClick(box, Qt::Key_Space);
    CHECK(f.value("process", "restore", at).empty());
}

TEST_CASE("Every field of an intervention and its parts has an editor") {
    InspectorFixture f;
    f.document.select("intervention/parts-exchange");
    requireEditors<Intervention>(f);
    requireEditors<CostLine>(f, "cost/licence/");
    requireEditors<Effect>(f, "effect/e_loc/");
    for (const char* field : {"adoption/ceiling/mt", "adoption/champions/mt", "adoption/mixing/mt",
                              "adoption/reach/mt/5", "adoption/reach/mt/5/what", "adoption/reach/mt/5/group",
                              "adoption/reach/mt/5/from", "adoption/reach/mt/5/to"}) {
        CAPTURE(field);
        CHECK(f.inspector.editor(field) != nullptr);
    }
}

TEST_CASE("Every field of a process and its parts has an editor, and typing changes them") {
    InspectorFixture f;
    f.document.select("process/restore");
    requireEditors<Process>(f);
    requireEditors<Pool>(f, "pool/mech/");
    requireEditors<Step>(f, "task/T1/");
    requireEditors<Flow>(f, "flow/" + f.document.model().processes().begin()->flows.front().id.text + "/");
    requireEditors<ProcessException>(f, "exception/E1/");
    requireEditors<Lane>(f, "lane/mt/");

    f.enter("pool/mech/servers", u"12"_s);
    CHECK(f.value("process", "restore", "pool/mech/servers") == "12");
    f.enter("task/T1/touch", u"0.4 / 0.5 / 0.9 hour"_s);
    CHECK(f.value("process", "restore", "task/T1/touch") == "0.4 / 0.5 / 0.9 hour");
    f.enter("exception/E1/frequency", u"20%"_s);
    CHECK(f.value("process", "restore", "exception/E1/frequency") == "20%");
    f.enter("arrivals", u"600/month"_s);
    CHECK(f.editor("arrivals").message().isEmpty());
    pick(*qobject_cast<QComboBox*>(f.editor("task/T1/pool").input()), u"mech"_s);
    CHECK(f.value("process", "restore", "task/T1/pool") == "mech");
    // A step that is no task has no times.
    CHECK(f.editor("task/T1/touch").isVisibleTo(&f.inspector));
    CHECK_FALSE(f.editor("task/start/touch").isVisibleTo(&f.inspector));
    f.enter("task/T1/touch", u"0.4 / 0.5 /"_s);
    CHECK_FALSE(f.editor("task/T1/touch").message().isEmpty());
}

TEST_CASE("Typing changes a link, an intervention and the settings") {
    InspectorFixture f;
    f.document.select("link/O4-O5");
    f.enter("elasticity", u"0.5 / 1 / 1.5"_s);
    CHECK(f.value("link", "O4-O5", "elasticity") == "0.5 / 1 / 1.5");
    f.document.select("intervention/parts-exchange");
    f.enter("adoption/q", u"0.3 1/month"_s);
    CHECK(f.value("intervention", "parts-exchange", "adoption/q") == "0.3 1/month");
    f.enter("effect/e_loc/size", u"-10% / -20% / -30%"_s);
    CHECK(f.value("intervention", "parts-exchange", "effect/e_loc/size") == "-10% / -20% / -30%");
    f.enter("cost/licence/amount", u"15 USD/user/month"_s);
    CHECK(f.value("intervention", "parts-exchange", "cost/licence/amount") == "15 USD/user/month");
    f.document.select("settings");
    f.enter("discount_rate", u"8%"_s);
    CHECK(f.value("settings", "", "discount_rate") == "8%");
    f.enter("start", u"2028-02-01"_s);
    CHECK(f.value("settings", "", "start") == "2028-02-01");
}

TEST_CASE("A phase keeps its editor while its first period, which its path holds, is typed") {
    InspectorFixture f;
    f.document.select("intervention/parts-exchange");
    FieldEditor& from = f.type("adoption/reach/mt/5/from", u"6"_s);
    REQUIRE(from.commit());
    CHECK(from.fieldPath() == "adoption/reach/mt/6/from");
    CHECK(f.value("intervention", "parts-exchange", "adoption/reach/mt/6") == "100%");
    CHECK(f.inspector.editor("adoption/reach/mt/6/from") == &from);

    // The first phase begins in period 1: two of a group cannot begin together.
    FieldEditor& taken = f.enter("adoption/reach/mt/6/from", u"1"_s);
    CHECK_FALSE(taken.message().isEmpty());
    CHECK(f.value("intervention", "parts-exchange", "adoption/reach/mt/6") == "100%");
}

TEST_CASE("Switching the source of a metric shows its fields and keeps what was typed for the others") {
    InspectorFixture f;
    f.document.select("metric/L2");
    const std::string estimate = f.value("metric", "L2", "estimate");
    CHECK(f.editor("estimate").isVisible());
    CHECK_FALSE(f.editor("formula").isVisible());
    auto* sources = qobject_cast<SegmentedControl*>(f.editor("source").input());
    REQUIRE(sources);
    sources->setFocus();
    QTest::keyClick(sources, Qt::Key_Right);
    CHECK(f.value("metric", "L2", "source") == "formula");
    CHECK_FALSE(f.editor("estimate").isVisible());
    CHECK(f.editor("formula").isVisible());
    f.enter("formula", u"L1 * 2"_s);
    CHECK(f.value("metric", "L2", "formula") == "L1 * 2");
    QTest::keyClick(f.editor("source").input(), Qt::Key_Left);
    CHECK(f.value("metric", "L2", "source") == "estimate");
    CHECK(f.value("metric", "L2", "estimate") == estimate);
    CHECK(f.value("metric", "L2", "formula") == "L1 * 2");
    CHECK(f.editor("estimate").isVisible());
}

TEST_CASE("A link is added to an influence and taken out again in the inspector") {
    InspectorFixture f;
    f.document.select("metric/O5");
    const size_t before = f.document.model().links().size();
    auto* adder = f.inspector.findChild<QComboBox*>(u"Add link from…"_s);
    REQUIRE(adder);
    pick(*adder, u"L1"_s);
    REQUIRE(f.document.model().links().size() == before + 1);
    CHECK(rowTo(f.inspector, u"link/L1-O5"_s)->isVisible());
    need(f.document.undo());
    CHECK(f.document.model().links().size() == before);
}

TEST_CASE("Rows lead from a metric to what moves it, and to the part that does") {
    InspectorFixture f;
    f.document.select("metric/L2");
    QTest::mouseClick(rowTo(f.inspector, u"intervention/parts-exchange/effect/e_loc"_s), Qt::LeftButton);
    CHECK(f.document.selection() == "intervention/parts-exchange/effect/e_loc");
    QCoreApplication::processEvents();
    CHECK(f.editor("effect/e_loc/size").isVisible());
    f.document.select("metric/O5");
    QTest::keyClick(rowTo(f.inspector, u"metric/O4"_s), Qt::Key_Return);
    CHECK(f.document.selection() == "metric/O4");
}

TEST_CASE("A path to a field opens its part and puts the focus there") {
    InspectorFixture f;
    f.document.select("intervention/parts-exchange/cost/licence/amount");
    CHECK(f.editor("cost/licence/amount").input()->hasFocus());
    f.document.select("metric/L2/estimate");
    CHECK(f.editor("estimate").input()->hasFocus());
}

TEST_CASE("Costs and effects are added and taken out") {
    InspectorFixture f;
    f.document.select("intervention/parts-exchange");
    const auto one = [&]() -> const Intervention& { return *f.document.model().interventions().begin(); };
    const Intervention before = one();
    press(f, u"Add cost"_s);
    press(f, u"Add effect"_s);
    REQUIRE(one().costs.size() == before.costs.size() + 1);
    REQUIRE(one().effects.size() == before.effects.size() + 1);
    f.enter("cost/" + one().costs.back().id.text + "/name", u"Moderation"_s);
    CHECK(one().costs.back().name == "Moderation");
    QToolButton* remove = nullptr;
    for (QToolButton* button : f.inspector.findChildren<QToolButton*>())
        if (button->accessibleName() == u"Take out Moderation"_s)
            remove = button;
    REQUIRE(remove);
    QTest::mouseClick(remove, Qt::LeftButton);
    CHECK(one().costs == before.costs);
    need(f.document.undo());
    CHECK(one().costs.back().name == "Moderation");
}

TEST_CASE("A scenario's interventions are ticked and its quantities changed") {
    InspectorFixture f;
    f.document.select("scenario/more-stock");
    const auto scenario = [&]() -> const Scenario& {
        return *f.document.model().scenarios().find(ScenarioId("more-stock"));
    };
    auto* box = qobject_cast<QCheckBox*>(f.editor("interventions/parts-exchange").input());
    REQUIRE(box);
    QTest::keyClick(box, Qt::Key_Space);
    CHECK(scenario().interventions == std::vector{InterventionId("parts-exchange")});
    f.enter("override/metric/L1/estimate", u"-5%"_s);
    CHECK(scenario().overrides.front().value.text == "-5%");
    FieldEditor& bad = f.enter("override/metric/L1/estimate", u"many"_s);
    CHECK_FALSE(bad.message().isEmpty());
    CHECK(scenario().overrides.front().value.text == "-5%");
}

TEST_CASE("Where nothing is selected the parts of the model are listed") {
    InspectorFixture f;
    REQUIRE(f.document.selection().empty());
    QTest::mouseClick(rowTo(f.inspector, u"settings"_s), Qt::LeftButton);
    CHECK(f.document.selection() == "settings");
    QCoreApplication::processEvents();
    QTest::mouseClick(rowTo(f.inspector, u"group/mt"_s), Qt::LeftButton);
    CHECK(f.document.selection() == "group/mt");
    f.enter("headcount", u"210"_s);
    CHECK(f.value("group", "mt", "headcount") == "210");
}

TEST_CASE("A title is typed in place and renames the metric where formulas use it") {
    InspectorFixture f;
    f.document.select("metric/L2");
    f.enter("name", u"Hours to find a part"_s);
    CHECK(f.value("metric", "L2", "name") == "Hours to find a part");
    FieldEditor& name = f.enter("name", toQt(f.value("metric", "L3", "name")));
    CHECK_FALSE(name.message().isEmpty());
    CHECK(f.value("metric", "L2", "name") == "Hours to find a part");
}

TEST_CASE("What was typed the moment before is in the file when another is opened, selected or saved") {
    InspectorFixture f;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    need(saveAs(f.document, path));
    f.document.select("metric/L2");
    f.type("estimate", u"11/21/37"_s);
    f.document.select("metric/L1");
    CHECK(f.value("metric", "L2", "estimate") == "11/21/37");
    f.type("estimate", u"20% / 25% / 30%"_s);
    need(f.document.create(Model()));
    need(f.document.open(path));
    CHECK(f.value("metric", "L1", "estimate") == "20% / 25% / 30%");
    f.document.select("metric/L1");
    f.type("estimate", u"21% / 25% / 30%"_s);
    f.document.close();
    need(f.document.open(path));
    CHECK(f.value("metric", "L1", "estimate") == "21% / 25% / 30%");
}

TEST_CASE("What is typed and not valid counts as a problem until it is mended, and leads to its field") {
    InspectorFixture f;
    const ProblemList problems(f.document);
    const int before = problems.count(Severity::error);
    f.document.select("metric/L2");
    f.enter("estimate", u"1/"_s);
    REQUIRE(problems.count(Severity::error) == before + 1);
    CHECK(problems.problem(0).subject == "metric/L2/estimate");
    f.document.select("metric/L1");
    CHECK(problems.count(Severity::error) == before + 1);
    f.document.select(problems.problem(0).subject);
    CHECK(f.editor("estimate").text() == u"1/"_s);
    f.enter("estimate", u"10/20/30"_s);
    CHECK(problems.count(Severity::error) == before);

    // In a part that is opened: it opens again with what was typed, and goes with its owner.
    f.document.select("intervention/parts-exchange");
    f.enter("cost/licence/amount", u"12 USD//"_s);
    CHECK(problems.count(Severity::error) == before + 1);
    f.document.select("metric/L1");
    f.document.select("intervention/parts-exchange/cost/licence/amount");
    CHECK(f.editor("cost/licence/amount").text() == u"12 USD//"_s);
    need(f.document.apply(eraseCost(f.document.model(), {Intervention::kind, "parts-exchange"}, CostId("licence"))));
    CHECK(problems.count(Severity::error) == before);
    need(f.document.undo());
    f.enter("cost/licence/amount", u"12 USD//"_s);
    REQUIRE(problems.count(Severity::error) == before + 1);
    need(f.document.apply(eraseIntervention(f.document.model(), InterventionId("parts-exchange"))));
    CHECK(problems.count(Severity::error) == before);
}

TEST_CASE("Who takes part in an effect is ticked, and weighed") {
    InspectorFixture f;
    f.document.select("intervention/parts-exchange");
    const auto typed = [&] { return f.value("intervention", "parts-exchange", "effect/e_loc/participants"); };
    need(f.document.apply(
        setField(f.document.model(), EntityRef{"intervention", "parts-exchange"}, "effect/e_loc/participants", "mt")));
    auto* procurement = qobject_cast<QCheckBox*>(f.editor("effect/e_loc/participants/pr").input());
    REQUIRE(procurement);
    CHECK(procurement->text() == u"Parts procurement"_s);
    CHECK_FALSE(f.editor("effect/e_loc/participants/mt/weight").isVisible()); // alone it has all the weight
    QTest::keyClick(procurement, Qt::Key_Space);
    CHECK(typed() == "mt, pr");
    f.enter("effect/e_loc/participants/pr/weight", u"45"_s);
    CHECK(typed() == "mt, pr 45");
    FieldEditor& bad = f.enter("effect/e_loc/participants/pr/weight", u"many"_s);
    CHECK_FALSE(bad.message().isEmpty());
    CHECK(typed() == "mt, pr 45");
    f.enter("effect/e_loc/participants/pr/weight", {});
    CHECK(typed() == "mt, pr");
    need(f.document.undo());
    CHECK(typed() == "mt, pr 45");
}

TEST_CASE("A correlation is made, filled and taken out in the inspector") {
    InspectorFixture f;
    f.document.select("settings");
    const size_t before = f.document.model().correlations().size();
    press(f, u"Add correlation"_s);
    REQUIRE(f.document.model().correlations().size() == before + 1);
    f.document.select("correlation/new-correlation");
    pick(*f.inspector.findChild<QComboBox*>(u"Add a quantity…"_s), u"metric/L2/estimate"_s);
    pick(*f.inspector.findChild<QComboBox*>(u"Add a quantity…"_s), u"metric/L3/estimate"_s);
    pick(*f.inspector.findChild<QComboBox*>(u"Add one to move with…"_s), u"metric/L1/estimate"_s);
    f.enter("rho", u"-0.4"_s);
    const auto made = [&] { return *f.document.model().correlations().find(CorrelationId("new-correlation")); };
    CHECK(made().first == std::vector<std::string>{"metric/L2/estimate", "metric/L3/estimate"});
    CHECK(made().second == std::vector<std::string>{"metric/L1/estimate"});
    CHECK(made().rho == -0.4);
    CHECK_FALSE(f.enter("rho", u"2"_s).message().isEmpty());
    CHECK(made().rho == -0.4);
    press(f, u"Delete this correlation"_s);
    CHECK(f.document.model().correlations().size() == before);
}

TEST_CASE("What is wrong stands under the field that it is about, and on the closed part that holds it") {
    InspectorFixture f;
    f.document.select("link/O4-O5");
    f.document.setProblems({{Severity::error, "link/O4-O5/stages", "It has 99 stages.", "Type 1 to 20.", {}},
                            {Severity::error, "link/O4-O5", "It is odd.", "Mend it.", {}},
                            {Severity::warning, "link/O4-O5", "It is old.", "Look at it.", {}}});
    CHECK(f.editor("stages").message() == u"It has 99 stages. Type 1 to 20."_s);
    CHECK(f.editor("delay").message().isEmpty());
    QStringList said;
    for (const QLabel* label : f.inspector.findChildren<QLabel*>())
        if (label->isVisible() && (label->text().contains(u"odd"_s) || label->text().contains(u"old"_s)))
            said << label->text();
    CHECK(said == QStringList{u"It is odd. Mend it."_s, u"It is old. Look at it."_s});

    f.document.setProblems(
        {{Severity::error, "intervention/parts-exchange/effect/e_loc/size", "None.", "Type one.", {}}});
    f.document.select("intervention/parts-exchange");
    PartRow* part = f.inspector.findChild<PartRow*>(u"effect/e_loc"_s);
    REQUIRE(part);
    CHECK_FALSE(part->isOpen());
    CHECK(part->header().accessibleDescription().contains(u"None. Type one."_s));
}

TEST_CASE("A metric lists its places on process maps, and each leads there") {
    InspectorFixture f;
    QSignalSpy wanted(&f.inspector, &Inspector::placeWanted);
    f.document.select("metric/L2");
    PathRow* used = rowTo(f.inspector, u"process/restore/task/T5c/delay"_s);
    CHECK(used->accessibleName().contains(u"Wait for call-backs"_s));
    QTest::mouseClick(used, Qt::LeftButton);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.takeFirst().front().toString() == u"process/restore/task/T5c/delay"_s);
    used->setFocus();
    QTest::keyClick(used, Qt::Key_Return);
    REQUIRE(wanted.size() == 1);
    wanted.clear();
    f.document.select("metric/O3");
    QTest::mouseClick(rowTo(f.inspector, u"process/restore"_s), Qt::LeftButton);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.front().front().toString() == u"process/restore"_s);
    f.document.select("metric/F1");
    CHECK(f.inspector.findChildren<PathRow*>(QRegularExpression(u"^process/"_s)).isEmpty());
}
