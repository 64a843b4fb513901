// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/code.h"
#include "core/engine/run_memory.h"
#include "core/model/quantity_path.h"
#include "tests/ui/window/models.h"
#include "ui/room_for_run.h"
#include "ui/run_controller.h"
#include "ui/window/run_indicator.h"

#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <atomic>
#include <new>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Edit estimate(const Document& document, std::string_view text) {
    return need(setQuantity(document.modelBeforeDrag(), "metric/L2/estimate", text));
}

/// The transit case, run once.
struct TransitWithResults {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs{document};

    TransitWithResults() {
        need(document.create(transit()));
        REQUIRE(waitForResults(runs));
    }
};

} // namespace

TEST_CASE("Opening a model brings its results, drawn and at the most likely values") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    CHECK(runs.state() == RunController::State::idle);
    need(document.create(transit()));
    REQUIRE(waitForResults(runs));
    REQUIRE(document.sampled());
    REQUIRE(document.mostLikely());
    CHECK_FALSE(document.isStale());
    CHECK(document.outcome().sampled->trials == static_cast<size_t>(document.model().settings().trials));
    CHECK(document.outcome().mostLikely->uncertainty == Uncertainty::mostLikely);
    CHECK(document.sampled()->npv.standardError);
    document.close();
    CHECK(runs.state() == RunController::State::idle);
    CHECK_FALSE(document.sampled());
}

TEST_CASE("A newer change cancels the run of an older model, and the results are of the newest") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    need(document.create(slowTransit()));
    REQUIRE(QTest::qWaitFor([&] { return runs.progress() > 0; }, 60000));
    const QSignalSpy results(&document, &Document::resultsChanged);
    need(document.apply(setField(document.model(), EntityRef{Settings::kind, ""}, "trials", "1024")));
    need(document.apply(setField(document.model(), EntityRef{Settings::kind, ""}, "seed", "5")));
    REQUIRE(waitForResults(runs));
    CHECK(results.count() == 1);
    CHECK(document.outcome().sampled->trials == 1024);
    CHECK(document.outcome().sampled->seed == 5);
    CHECK(document.outcome().revision == document.revision());
}

TEST_CASE("A change that alters no number starts no run") {
    TransitWithResults f;
    Document& document = f.document;
    RunController& runs = f.runs;
    const auto before = document.outcome().sampled;
    need(document.apply(setField(document.model(), EntityRef{Metric::kind, "L1"}, "owner", "Someone")));
    CHECK(runs.state() == RunController::State::upToDate);
    QTest::qWait(400);
    CHECK(document.outcome().sampled == before);
}

TEST_CASE("The results tell a scenario by its present name") {
    TransitWithResults f;
    Document& document = f.document;
    RunController& runs = f.runs;
    const EntityRef first{Scenario::kind, document.scenario().text};
    need(document.apply(setField(document.model(), first, "name", "The finder alone")));
    REQUIRE(waitForResults(runs));
    CHECK(document.sampled()->name == "The finder alone");
}

TEST_CASE("A cancelled run leaves the results stale, and can be run again") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    need(document.create(slowTransit()));
    REQUIRE(QTest::qWaitFor([&] { return runs.progress() > 0; }, 60000));
    runs.cancel();
    CHECK(runs.state() == RunController::State::cancelled);
    QTest::qWait(300);
    CHECK(runs.state() == RunController::State::cancelled);
    CHECK(document.isStale());
    need(document.apply(setField(document.model(), EntityRef{Settings::kind, ""}, "trials", "512")));
    runs.runNow();
    REQUIRE(waitForResults(runs));
    CHECK_FALSE(document.isStale());
}

TEST_CASE(
    "A drag runs few trials of the scenario that is shown, all of them when the hand rests, its end all scenarios") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    need(document.create(transit()));
    REQUIRE(waitForResults(runs));
    const double before = document.sampled()->npv.p50;
    document.beginDrag();
    document.drag(estimate(document, "30"));
    document.drag(estimate(document, "40"));
    REQUIRE(QTest::qWaitFor([&] { return document.outcome().sampled->trials == 512; }, 60000));
    CHECK(document.outcome().sampled->scenarios.size() == 1);
    REQUIRE(waitForResults(runs));
    const auto all = static_cast<size_t>(document.model().settings().trials);
    CHECK(document.outcome().sampled->trials == all);
    CHECK(document.outcome().sampled->scenarios.size() == 1);
    CHECK(document.sampled()->npv.p50 != before);
    need(document.endDrag(Document::DragEnd::drop));
    REQUIRE(waitForResults(runs));
    CHECK(document.outcome().sampled->trials == all);
    CHECK(document.outcome().sampled->scenarios.size() > 1);
    CHECK(document.sampled()->npv.p50 == before);
}

TEST_CASE("After a drag that ends where it began, all trials are run again") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    need(document.create(transit()));
    REQUIRE(waitForResults(runs));
    const double before = document.sampled()->npv.p50;
    const auto all = static_cast<size_t>(document.model().settings().trials);
    const std::string text = document.model().metrics().find(MetricId("L2"))->estimate->text();
    document.beginDrag();
    document.drag(estimate(document, "30"));
    document.drag(estimate(document, text));
    REQUIRE(QTest::qWaitFor([&] { return document.outcome().sampled->trials == 512; }, 60000));
    REQUIRE(waitForResults(runs)); // the hand rests: all trials, of the scenario that is shown
    REQUIRE(document.outcome().sampled->trials == all);
    REQUIRE(document.outcome().sampled->scenarios.size() == 1);
    need(document.endDrag());
    const auto scenarios = document.model().scenarios().size();
    REQUIRE(QTest::qWaitFor([&] { return document.outcome().sampled->scenarios.size() == scenarios; }, 60000));
    CHECK(document.outcome().sampled->trials == all);
    CHECK(document.sampled()->npv.p50 == before);
    REQUIRE(waitForResults(runs));
    CHECK_FALSE(document.isStale());
}

TEST_CASE("The headline under a drag moves as a run of the changed model does, though only what hangs on the quantity "
          "is computed") {
    const EmptyDraftFolder drafts;
    Document document;
    std::atomic<int> headlineRuns = 0;
    RunController runs(document, nullptr,
                       [&](const Program& program, const RunOptions& options, const RunControl& control) {
                           auto results = tributary::run(program, options, control);
                           headlineRuns += results && results->scenarios.front().metrics.empty() ? 1 : 0;
                           return results;
                       });
    need(document.create(transit()));
    REQUIRE(waitForResults(runs));
    headlineRuns = 0;
    const NpvHeadline stood = *document.headline();
    const auto npvOf = [&](const Model& model) {
        RunOptions options = runOptions(model.settings());
        options.trials = 512;
        const auto program =
            need(compile(model,
                         {.scenarios = {document.scenario()}, .metrics = WantedMetrics::none, .detail = Detail::means})
                     .map_error([](const auto&) {
                         return Error{"it does not compile", {}};
                     }));
        return tributary::run(program, options)->scenarios.front().npv;
    };
    const Summary before = npvOf(document.model());
    document.beginDrag("metric/L2/estimate");
    std::optional<NpvHeadline> shown;
    for (const std::string_view text : {"5/10/14", "12/24/40"}) {
        document.drag(estimate(document, text));
        REQUIRE(QTest::qWaitFor(
            [&] { return document.headline() && document.headline()->revision == document.revision(); }, 60000));
        shown = document.headline();
        const Summary npv = npvOf(document.model());
        CHECK(shown->trials == 512);
        CHECK(shown->median == Approx(stood.median + npv.p50 - before.p50).epsilon(1e-9));
        CHECK(shown->low == Approx(stood.low + npv.p10 - before.p10).epsilon(1e-9));
        CHECK(shown->high == Approx(stood.high + npv.p90 - before.p90).epsilon(1e-9));
    }
    CHECK(headlineRuns == 0);
    need(document.endDrag(Document::DragEnd::drop));
}

TEST_CASE("A run until the mean NPVs are precise takes more trials, once") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    Model few = transit();
    Settings settings = few.settings();
    settings.trials = 64;
    few = apply(few, Edit{"Few trials", "", {put(settings)}}).model;
    need(document.create(few));
    REQUIRE(waitForResults(runs));
    REQUIRE(document.outcome().sampled->trials == 64);
    const QSignalSpy told(&runs, &RunController::precisionReached);
    runs.runUntilPrecise();
    REQUIRE(waitForResults(runs));
    CHECK(document.outcome().sampled->trials > 64);
    REQUIRE(told.count() == 1);
    CHECK(told.front().front().toString().startsWith(u"Precise with "_s));
    CHECK(told.front().front().toString().contains(u"is known to \u00B1 "_s));
    for (const ScenarioResults& scenario : document.outcome().sampled->scenarios)
        CHECK(*scenario.npv.standardError <= 0.01 * *scenario.npv.sd);
    CHECK_FALSE(document.isStale());
    runs.runNow();
    REQUIRE(waitForResults(runs));
    CHECK(document.outcome().sampled->trials == 64);
}

TEST_CASE("A run until precise says so where the trials of the settings are enough") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    Model many = transit();
    Settings settings = many.settings();
    settings.trials = 4096;
    many = apply(many, Edit{"Many trials", "", {put(settings)}}).model;
    need(document.create(many));
    REQUIRE(waitForResults(runs));
    const QSignalSpy told(&runs, &RunController::precisionReached);
    runs.runUntilPrecise();
    REQUIRE(waitForResults(runs));
    REQUIRE(told.count() == 1);
    CHECK(told.front().front().toString().startsWith(u"The 4,096 trials of the settings are precise enough"_s));
}

TEST_CASE("A run that is cancelled though nothing was edited leaves the results up to date") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    need(document.create(transit()));
    REQUIRE(waitForResults(runs));
    runs.runNow();
    REQUIRE(runs.state() == RunController::State::running);
    runs.cancel();
    CHECK(runs.state() == RunController::State::upToDate);
    runs.runNow();
    REQUIRE(
        QTest::qWaitFor([&] { return runs.progress() > 0 || runs.state() == RunController::State::upToDate; }, 60000));
    runs.cancel();
    QTest::qWait(300);
    CHECK(runs.state() == RunController::State::upToDate);
}

TEST_CASE("A run that fails is called failed, with the reason, until one succeeds") {
    const EmptyDraftFolder drafts;
    Document document;
    enum class How { noMemory, nothing, works };
    std::atomic<How> how = How::noMemory;
    RunController runs(document, nullptr,
                       [&how](const Program& program, const RunOptions& options, const RunControl& control) {
                           if (how == How::noMemory)
                               throw std::bad_alloc();
                           return how == How::nothing ? std::nullopt : tributary::run(program, options, control);
                       });
    RunIndicator indicator(document, runs);
    const auto failed = [&] { return runs.state() == RunController::State::failed; };
    need(document.create(transit()));
    REQUIRE(QTest::qWaitFor(failed, 60000));
    CHECK(document.runFailure().contains(u"not enough memory for 4,096 trials"_s));
    CHECK(indicator.toolTip().contains(document.runFailure()));
    CHECK(document.isStale());

    how = How::nothing;
    runs.runNow();
    REQUIRE(QTest::qWaitFor([&] { return document.runFailure().contains(u"without results"_s); }, 60000));
    CHECK(failed());

    how = How::works;
    runs.runNow();
    REQUIRE(waitForResults(runs));
    CHECK(document.runFailure().isEmpty());
    CHECK(indicator.toolTip().isEmpty());
    CHECK(document.sampled());
}

TEST_CASE("A model without scenarios shows business as usual") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    Metric cost = tributary::test::metric("M1", "Cost", Level::financial, "USD/year", "8/10/15");
    need(document.create(tributary::apply(Model(), Edit{"Start", {}, {put(cost)}}).model));
    REQUIRE(waitForResults(runs));
    REQUIRE(document.sampled());
    const MetricResults* metric = find(*document.sampled(), MetricId("M1"));
    REQUIRE(metric);
    CHECK(metric->bau.front().p10 < metric->bau.front().p90);
}

TEST_CASE("The controller goes away in the middle of a run without waiting for its end") {
    const EmptyDraftFolder drafts;
    Document document;
    {
        RunController runs(document);
        need(document.create(slowTransit()));
        REQUIRE(QTest::qWaitFor([&] { return runs.progress() > 0; }, 60000));
    }
    QTest::qWait(50);
    CHECK_FALSE(document.sampled());
}

TEST_CASE("A file that is opened is run with its own trials, though the one before was to be run until it is precise") {
    const EmptyDraftFolder drafts;
    Document document;
    RunController runs(document);
    Settings settings = transit().settings();
    settings.trials = 64;
    const Model few = apply(transit(), Edit{"Few trials", "", {put(settings)}}).model;
    need(document.create(few));
    REQUIRE(waitForResults(runs));
    runs.runUntilPrecise();
    need(document.create(few));
    REQUIRE(waitForResults(runs));
    CHECK(document.outcome().sampled->trials == 64);
}

TEST_CASE("A run that takes more memory than the computer has is not begun, and says so") {
    const EmptyDraftFolder drafts;
    Document document;
    std::atomic<size_t> most = 0;
    RunController runs(document, nullptr,
                       [&most](const Program& program, RunOptions options, const RunControl& control) {
                           if (program.code().uncertainty == Uncertainty::sampled)
                               most = std::max(most.load(), options.trials);
                           options.trials = std::min(options.trials, size_t{64});
                           return tributary::run(program, options, control);
                       });
    Settings settings = transit().settings();
    settings.trials = 10'000'000;
    settings.periods = 600;
    Model vast = apply(transit(), Edit{"Many trials", "", {put(settings)}}).model;
    const Scenario first = *vast.scenarios().begin();
    for (int number = 0; number < 20; ++number) {
        Scenario more = first;
        more.id = ScenarioId("more " + std::to_string(number));
        more.name = more.id.text;
        vast = apply(vast, Edit{"Add", "", {put(more)}}).model;
    }
    need(document.create(vast));
    REQUIRE(QTest::qWaitFor([&] { return runs.state() != RunController::State::running; }, 120000));
    CHECK(most == 0);
    CHECK(runs.state() == RunController::State::failed);
    INFO(document.runFailure().toStdString());
    CHECK(document.runFailure().startsWith(u"10,000,000 trials take about "_s));
    need(document.apply(setField(document.model(), EntityRef{Settings::kind, ""}, "trials", "64")));
    REQUIRE(waitForResults(runs));
    CHECK(most == 64);
}

TEST_CASE("Trials that were not asked for are taken as far as there is room, and where nobody knows of any bound") {
    const auto program = compile(transit(), {});
    REQUIRE(program);
    RunOptions options;
    options.trials = 1'000;
    const auto memoryFor = [&](size_t trials) {
        RunOptions wanted = options;
        wanted.trials = trials;
        return static_cast<double>(memoryOf(*program, wanted)) / 0.75;
    };
    CHECK(trialsThatFit(*program, options, 16'384, memoryFor(16'384)) == 16'384);
    CHECK(trialsThatFit(*program, options, 16'384, memoryFor(16'383)) == 8'192);
    CHECK(trialsThatFit(*program, options, 16'384, memoryFor(1'023)) == 1'000);
    CHECK(trialsThatFit(*program, options, 16'384, 1.0) == 1'000);
    CHECK(trialsThatFit(*program, options, 64, memoryFor(1'000)) == 1'000);
    CHECK(trialsThatFit(*program, options, 16'384, std::nullopt) == 16'384);
    CHECK_FALSE(lackOfMemory(*program, options, memoryFor(1'000)));
    CHECK(lackOfMemory(*program, options, memoryFor(999)));
    CHECK_FALSE(lackOfMemory(*program, options, std::nullopt));
    CHECK(memoryThere() > 1e8);
}
