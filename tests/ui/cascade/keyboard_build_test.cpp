// SPDX-License-Identifier: GPL-3.0-or-later
// A whole tree typed into the real window, with key events alone, and held against the template's.
#include "core/exchange/json.h"
#include "core/exchange/templates.h"
#include "core/formula/parser.h"
#include "core/model/edits.h"
#include "core/model/tree_edits.h"
#include "tests/builders.h"
#include "tests/ui/window/shown_bench.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/name_field.h"
#include "ui/qt_text.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;
using tributary::test::need;
using tributary::ui::test::ShownBench;

namespace {

/// A metric of the tree: how deep it stands, its level, and the line that is typed.
struct Typed {
    int depth;
    Level level;
    const char* line;
};

constexpr Level F = Level::financial;
constexpr Level O = Level::operating;
constexpr Level L = Level::frontline;

constexpr Typed tree[] = {
    {0, F,
     "Controllable bus-unit cost = [Corrective maintenance cost] + [Missed-service cost] + [Planned maintenance cost] "
     "in USD/year"},
    {1, F,
     "Corrective maintenance cost = [Labour of breakdowns] + [Premium of emergency purchases] + Materials in USD/year"},
    {2, F, "Labour of breakdowns = Breakdowns * [Labour cost per breakdown] in USD/year"},
    {3, O, "Labour cost per breakdown = labour cost of Restore a broken-down bus to service in USD/breakdown"},
    {4, O, "Labour hours per breakdown = labour hours of restore in hour/breakdown"},
    {5, L, "Search labour per exception  4 hour"},
    {2, F, "Premium of emergency purchases = [Emergency purchases] * prem in USD/year"},
    {3, O,
     "Emergency purchases = Breakdowns * [Part not at the yard] * (1 - [Located in own network (another yard)]) / (1 - "
     "[Repeat-repair probability]) * 1 purchase/breakdown in purchase/month"},
    {2, F, "Materials = Breakdowns * 1100 USD/breakdown in USD/year"},
    {1, F, "Missed-service cost = [Missed service hours] * c_miss in USD/year"},
    {2, O, "Missed service hours = 1500 hour/month * (Breakdowns / (600 breakdown/month)) ^ eps_miss in hour/month"},
    {3, O, "Buses out of service after breakdown = Breakdowns * [Restore cycle time] * 1 bus/breakdown in bus"},
    {4, O, "Breakdowns = fleet * distance_per_bus / [Mean distance between breakdowns] in breakdown/month"},
    {5, O, "Mean distance between breakdowns  5000 mile/breakdown"},
    {4, O, "Restore cycle time = cycle time of restore"},
    {5, L, "Part not at the yard 22% / 30% / 38%"},
    {5, L, "Time to locate a part 10/20/36 hour"},
    {5, L, "Located in own network (another yard)  30% / 45% / 60%"},
    {5, L, "Emergency purchase lead time 72/120/216 hour"},
    {5, L, "Extra delay of a hard diagnosis 8 hour"},
    {5, L, "Repeat-repair probability 8%"},
    {1, F, "Planned maintenance cost 39000000 USD/year"},
};

/// Writes the names of metrics in the place of their ids into the texts of a JSON form.
void nameMetrics(const Model& model, nlohmann::json& json) {
    if (json.is_structured())
        for (auto& part : json)
            nameMetrics(model, part);
    else if (json.is_string())
        for (const Metric& metric : model.metrics())
            json = renameReference(json.get<std::string>(), metric.id.text, metric.name);
}

/// The template's inputs, groups and process, to type metrics for; no metric and no link. The process uses metrics by
/// their names.
Model groundOf(const Model& original) {
    nlohmann::json json = nlohmann::json::parse(writeJson(original));
    for (auto& process : json["processes"])
        process.erase("metric");
    nameMetrics(original, json["processes"]);
    const Model transit = need(readJson(json.dump()));
    Edit edit;
    edit.changes.push_back(put(transit.settings()));
    for (const Group& group : transit.groups())
        edit.changes.push_back(put(group));
    for (const Input& input : transit.inputs())
        edit.changes.push_back(put(input));
    for (const Process& process : transit.processes())
        edit.changes.push_back(put(process));
    return apply(Model(), edit).model;
}

/// The window, with no pointer: keys go to what has the focus.
struct Keyboard : ShownBench {
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &bench.window(), key, modifiers);
    }
    void type(const QString& text) {
        REQUIRE(QApplication::focusWidget());
        QTest::keyClicks(QApplication::focusWidget(), text);
    }
    /// Goes to the command of the empty page by F6.
    void goToFirstMetric() {
        const auto isThere = [] {
            const auto* button = qobject_cast<QPushButton*>(QApplication::focusWidget());
            return button && button->text() == u"Add the first metric"_s;
        };
        for (int presses = 0; presses < 8 && !isThere(); ++presses)
            press(Qt::Key_F6);
        REQUIRE(isThere());
    }
    [[nodiscard]] NameField& field() { return bench.window().findChild<CascadeCanvas*>()->nameField(); }
    [[nodiscard]] const Model& model() { return bench.document().model(); }
    [[nodiscard]] const Metric* named(std::string_view name) {
        for (const Metric& metric : model().metrics())
            if (metric.name == name)
                return &metric;
        return nullptr;
    }
    /// Finds a metric by Ctrl+F.
    void find(const QString& words) {
        press(Qt::Key_F, Qt::ControlModifier);
        type(words);
        press(Qt::Key_Return);
    }
};

/// A text with the names of metrics in the place of their ids.
std::string byName(const Model& model, Formula formula) {
    for (const Metric& metric : model.metrics())
        formula = formula.renamed(metric.id.text, metric.name);
    return formula.text();
}

} // namespace

TEST_CASE("the transit tree of 22 metrics is typed without the mouse, and is the template's") {
    const Model wanted = need(modelFromTemplate("transit"));
    Keyboard keys;
    need(keys.bench.document().create(groundOf(wanted)).map([] { return 0; }));
    // The empty page offers the first metric; F6 goes there from anywhere in the window.
    keys.goToFirstMetric();
    keys.press(Qt::Key_Space);

    int depth = 0;
    Level levelAbove = F;
    bool first = true;
    for (const Typed& each : tree) {
        INFO(each.line);
        Level offered = F;
        if (!first && each.depth == depth + 1) {
            keys.press(Qt::Key_Tab);
            offered = levelAbove == F ? O : L;
        } else if (!first) {
            for (; depth > each.depth; --depth)
                keys.press(Qt::Key_Backtab, Qt::ShiftModifier);
            const auto at = keys.bench.document().selectedEntity();
            REQUIRE(at);
            offered = keys.model().metrics().find(MetricId(at->id))->level;
            keys.press(Qt::Key_Return);
        }
        REQUIRE(keys.field().isVisible());
        for (; offered > each.level; offered = static_cast<Level>(static_cast<int>(offered) - 1))
            keys.press(Qt::Key_Up);
        for (; offered < each.level; offered = static_cast<Level>(static_cast<int>(offered) + 1))
            keys.press(Qt::Key_Down);
        keys.type(QString::fromUtf8(each.line));
        INFO(keys.field().hint().toStdString());
        CHECK(keys.field().refusal().isEmpty());
        keys.press(Qt::Key_Return);
        REQUIRE_FALSE(keys.field().isVisible());
        depth = each.depth;
        levelAbove = each.level;
        first = false;
    }

    // The belief that buses out of service drive missed service, by its elasticity and its smoothing.
    keys.find(u"Buses out of"_s);
    keys.press(Qt::Key_L, Qt::ControlModifier);
    keys.type(u"Missed service h"_s);
    keys.press(Qt::Key_Return);
    keys.type(u"eps_miss"_s);
    keys.press(Qt::Key_Tab);
    keys.type(u"1 month"_s);
    keys.press(Qt::Key_Return);

    REQUIRE(keys.model().metrics().size() == wanted.metrics().size());
    const auto parentOf = [](const Model& model, const Metric& metric) {
        const Metric* parent = model.metrics().find(metric.parent);
        return parent ? parent->name : std::string();
    };
    for (const Metric& metric : wanted.metrics()) {
        INFO(metric.name);
        const Metric* typed = keys.named(metric.name);
        REQUIRE(typed);
        CHECK(typed->level == metric.level);
        CHECK(parentOf(keys.model(), *typed) == parentOf(wanted, metric));
        CHECK(typed->unit == metric.unit);
        CHECK(typed->source == metric.source);
        CHECK(typed->estimate == metric.estimate);
        REQUIRE(typed->formula.has_value() == metric.formula.has_value());
        if (metric.formula)
            CHECK(typed->formula->text() == byName(wanted, *metric.formula));
        CHECK(typed->process == metric.process);
        CHECK(typed->measure == metric.measure);
        // Siblings stand in the same order.
        std::vector<std::string> order;
        for (const MetricId& child : childrenOf(keys.model(), typed->id))
            order.push_back(keys.model().metrics().find(child)->name);
        std::vector<std::string> wantedOrder;
        for (const MetricId& child : childrenOf(wanted, metric.id))
            wantedOrder.push_back(wanted.metrics().find(child)->name);
        CHECK(order == wantedOrder);
    }
    REQUIRE(keys.model().links().size() == 1);
    const Link& link = *keys.model().links().begin();
    const Link& original = *wanted.links().begin();
    CHECK(keys.model().metrics().find(link.driver)->name == wanted.metrics().find(original.driver)->name);
    CHECK(keys.model().metrics().find(link.metric)->name == wanted.metrics().find(original.metric)->name);
    CHECK(link.elasticity == original.elasticity);
    CHECK(link.smoothing == original.smoothing);

    // Every card and the link is one step back.
    int steps = 0;
    while (keys.bench.document().undoLabel() && steps < 100) {
        keys.press(Qt::Key_Z, Qt::ControlModifier);
        ++steps;
    }
    CHECK(steps == 23);
    CHECK(keys.model().metrics().empty());
}

TEST_CASE("Tab in the field goes on below the new card, Shift+Tab goes back up, an empty Tab only closes") {
    Keyboard keys;
    need(keys.bench.document().create(Model()).map([] { return 0; }));
    keys.goToFirstMetric();
    keys.press(Qt::Key_Space);
    keys.type(u"Cost"_s);
    keys.press(Qt::Key_Tab);
    keys.type(u"Wait 8/10/15 hour"_s);
    keys.press(Qt::Key_Tab);
    keys.type(u"Queue 12 case"_s);
    keys.press(Qt::Key_Backtab, Qt::ShiftModifier);
    CHECK_FALSE(keys.field().isVisible());
    REQUIRE(keys.model().metrics().size() == 3);
    CHECK(keys.named("Queue")->parent == keys.named("Wait")->id);
    CHECK(keys.named("Queue")->level == Level::frontline);
    CHECK(keys.bench.document().selection() == "metric/" + keys.named("Wait")->id.text);
    keys.press(Qt::Key_Tab);
    keys.press(Qt::Key_Tab);
    CHECK_FALSE(keys.field().isVisible());
    CHECK(keys.model().metrics().size() == 3);
}
