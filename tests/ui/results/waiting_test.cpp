// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/results/results_by_hand.h"
#include "ui/qt_text.h"

#include <QPushButton>
#include <limits>
#include <string>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("where the NPV waits for a metric with an error the results page names both and leads there") {
    Shown shown;
    shown.document.setProblems(
        {{Severity::error, "metric/O1/formula", "It is wrong too.", "Mend it.", {}},
         {Severity::error, "metric/F3/formula", "There is no metric Nonsense.", "Name one.", {}}});
    Results results;
    results.trials = 3;
    results.currency = "USD";
    results.timeline = shown.document.model().settings().timeline();
    results.scenarios = {byHand("parts-exchange", "The exchange")};
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    results.scenarios.front().npv = summary(none, none, none);
    results.scenarios.front().npvTrials = {none, none, none};
    shown.document.setOutcome({std::make_shared<const Results>(results),
                               nullptr,
                               shown.document.revision(),
                               {MetricId("F3")},
                               {{ScenarioId("parts-exchange"), {"metric/F3"}}}});
    const QString name = toQt(metricName(shown.document.model(), MetricId("F3")));
    const QStringList texts = shown.texts();
    CHECK(texts.contains(u"The NPV waits for %1."_s.arg(name)));
    CHECK(texts.contains(name + u": There is no metric Nonsense. Name one."_s));
    CHECK_FALSE(texts.join(u' ').contains(u"It begins at"_s));
    std::string place;
    QObject::connect(&shown.page, &ResultsPage::placeWanted, [&](const std::string& path) { place = path; });
    shown.press(u"Go to "_s + name);
    CHECK(place == "metric/F3/formula");
    shown.giveResults();
    CHECK_FALSE(shown.texts().join(u' ').contains(u"waits for"_s));
}
