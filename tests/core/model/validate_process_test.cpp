// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong or doubtful in a process map.
#include "tests/core/model/problems.h"

#include <algorithm>

using namespace tributary;
using namespace tributary::test;

TEST_CASE("a process map is checked for ways, shares, pools and joins") {
    problemIn(changedProcess("restore", [](Process& p) { p.flows.pop_back(); }), "there is no way to an end");
    CHECK(problemIn(changedProcess("restore", [](Process& p) { p.steps.push_back(task("T9", "Island", "", "")); }),
                    "No case ever comes to Island")
              .severity == Severity::error);
    problemIn(changedProcess("restore", [](Process& p) { p.steps.pop_back(); }), "no end");
    problemIn(changedProcess("restore", [](Process& p) { p.steps.erase(p.steps.begin()); }), "has no start.");
    problemIn(changedProcess("restore", [](Process& p) { p.flows[2].share = parameter("60%"); }), "sum to 110 %");
    problemIn(changedProcess("restore", [](Process& p) { p.flows[2].share = parameter("40%"); }), "sum to 90 % only");
    CHECK(validate(changedProcess("restore", [](Process& p) { p.flows[2].share = parameter("50%"); })).empty());
    problemIn(changedProcess("restore", [](Process& p) { p.flows[1].share.reset(); }), "have no share");
    CHECK(problemIn(changedProcess("restore", [](Process& p) { p.steps[1].pool = PoolId{}; }), "nobody's time")
              .severity == Severity::warning);
    problemIn(changedProcess("restore", [](Process& p) { p.steps[1].pool = PoolId("qa"); }), "the pool `qa`");
    problemIn(changedProcess("restore", [](Process& p) { p.pools[0].group = GroupId("qa"); }), "belongs to no group");
    Process alone = *transit().processes().find(ProcessId("restore"));
    alone.metric = {};
    CHECK(problemIn(with(Model(), alone), "belongs to no group").action.starts_with("Add a group"));
    problemIn(changedProcess("restore", [](Process& p) { p.arrivals.reset(); }), "no arrivals");
    problemIn(changedProcess("restore", [](Process& p) { p.steps[1].id = StepId("T2"); }), "two parts `T2`");
    const auto joins = [](bool split) {
        return changedProcess("restore", [=](Process& p) {
            if (split)
                p.steps[1].kind = StepKind::parallel;
            p.steps.push_back(step("join", StepKind::parallel));
            p.flows = {flow("in", "T1"), flow("T1", "T2"), flow("T1", "join"), flow("T2", "join"), flow("join", "out")};
            if (!split)
                p.flows[1].share = parameter("50%");
        });
    };
    problemIn(joins(false), "none were split");
    CHECK(validate(joins(true)).empty());
}

TEST_CASE("shares that are metrics, inputs, formulas or uncertain are added up at their most likely values") {
    const auto shared = [](const char* one, const char* other) {
        const Model model = changedProcess("restore", [=](Process& p) {
            p.flows[1].share = parameter(one);
            p.flows[2].share = parameter(other);
        });
        return with(with(with(model, input("often", "Often", "%", "20/30/40%")),
                         metric("L8", "Without a part", Level::frontline, "%", "30%")),
                    formulaMetric("L9", "With a part", "%", "1 - L8"));
    };
    CHECK(problemIn(shared("80%", "L8"), "sum to 110 %").subject == "process/restore/task/T1");
    problemIn(shared("60%", "L8"), "sum to 90 % only");
    problemIn(shared("20%", "L9"), "sum to 90 % only");
    problemIn(shared("often", "often * 2"), "sum to 90 % only");
    for (const char* uncertain : {"often", "20/30/40%"})
        for (const char* fixed : {"70%", "1 - L8"})
            CHECK(
                problemIn(shared(fixed, uncertain), "sum to 100 % in the middle alone").action.find("takes the rest") !=
                std::string::npos);
    for (const char* uncertain : {"often", "20/30/40%", "often * 1"}) {
        const Problem unsure = problemIn(shared("50/70/90%", uncertain), "may sum to 70 % to 130 %");
        CHECK(unsure.subject == "process/restore/task/T1");
        CHECK(unsure.severity == Severity::error);
    }
    const auto isSilent = [](const Model& model) {
        return std::ranges::none_of(validate(model), [](const Problem& problem) {
            return problem.message.find("sum to") != std::string::npos;
        });
    };
    CHECK(isSilent(shared("L8", "L9")));
    CHECK(isSilent(shared("often", "1 - often")));
    CHECK(isSilent(shared("70%", "L8")));
    CHECK(validate(changedProcess("restore", [](Process& p) { p.flows[1].share = parameter("20/30/40%"); })).empty());
}

TEST_CASE("uncertain shares and frequencies that may sum to more than all are told before a run") {
    const auto shared = [](const char* one, const char* other) {
        return changedProcess("restore", [=](Process& p) {
            p.flows[1].share = parameter(one);
            p.flows[2].share = parameter(other);
            p.flows.push_back(flow("T1", "in"));
            p.flows.back().id.text = "again";
        });
    };
    const Problem problem = problemIn(shared("20/50/90%", "10/40/70%"), "may sum to 30 % to 160 %");
    CHECK(problem.subject == "process/restore/task/T1");
    CHECK(problem.severity == Severity::warning);
    CHECK_FALSE(std::ranges::any_of(validate(shared("20/50/60%", "10/30/40%")), [](const Problem& each) {
        return each.message.find("sum to") != std::string::npos;
    }));
    const auto happening = [](const char* often) {
        return changedProcess("restore", [=](Process& p) {
            for (const char* id : {"x", "y"}) {
                ProcessException& exception = p.exceptions.emplace_back();
                exception.id = ExceptionId(id);
                exception.name = id;
                exception.step = p.steps[1].id;
                exception.frequency = parameter(often);
                exception.delay = parameter("1 hour");
            }
        });
    };
    CHECK(problemIn(happening("20/40/60%"), "may sum to 40 % to 120 %").subject == "process/restore/task/T1");
    CHECK(std::ranges::none_of(validate(happening("20/40/50%")),
                               [](const Problem& each) { return each.message.find("sum to") != std::string::npos; }));
}

TEST_CASE("an exception without time or people, and people without work, are noted") {
    const Model idle = changedProcess("restore", [](Process& p) {
        ProcessException& exception = p.exceptions.emplace_back();
        exception.id = ExceptionId("x");
        exception.name = "Odd";
        exception.step = p.steps[1].id;
        exception.frequency = parameter("10%");
        Pool pool = p.pools[0];
        pool.id = PoolId("idle");
        pool.name = "Idlers";
        p.pools.push_back(pool);
    });
    const Problem odd = problemIn(idle, "neither a time nor a pool, so it only counts");
    CHECK(odd.severity == Severity::note);
    CHECK(odd.subject == "process/restore/exception/x/touch");
    const Problem idlers = problemIn(idle, "No work of");
    CHECK(idlers.severity == Severity::note);
    CHECK(idlers.subject == "process/restore/pool/idle");
    CHECK(validate(smallModel()).empty());
}

TEST_CASE("tasks that take no time are told with their place") {
    const auto bare = [](const char* pool, const char* delay) {
        return changedProcess("restore", [=](Process& p) {
            p.steps[1].touch.reset();
            p.steps[1].pool = PoolId(pool);
            p.steps[1].delay = *delay ? std::optional(parameter(delay)) : std::nullopt;
        });
    };
    const std::string pool = smallModel().processes().find(ProcessId("restore"))->steps[1].pool.text;
    CHECK(problemIn(bare(pool.c_str(), "3 hour"), "has no touch time").subject == "process/restore/task/T1/touch");
    CHECK(problemIn(bare("", ""), "neither a time nor a pool").severity == Severity::warning);
    const auto delayed = validate(bare("", "3 hour"));
    REQUIRE(delayed.size() == 1);
    CHECK(delayed.front().subject == "process/restore/pool/" + pool); // which has no work left
    // Of a map that no metric measures in one note, which leads to the first.
    Process drawn = *smallModel().processes().find(ProcessId("restore"));
    drawn.id = ProcessId("drawn");
    drawn.name = "Drawn";
    for (Step& each : drawn.steps) {
        each.touch.reset();
        each.delay.reset();
    }
    const Problem note = problemIn(with(smallModel(), drawn), "Inspect and 1 more task of Drawn have no touch time");
    CHECK(note.severity == Severity::note);
    CHECK(note.subject == "process/drawn/task/T1/touch");
}

TEST_CASE("faults of a map that no metric measures are warnings, and stop no run") {
    Process drawn = *smallModel().processes().find(ProcessId("restore"));
    drawn.id = ProcessId("drawn");
    drawn.name = "Drawn";
    drawn.arrivals.reset();
    drawn.flows.pop_back();
    drawn.pools[0].servers.reset();
    const Model model = with(smallModel(), drawn);
    CHECK(problemIn(model, "there is no way to an end").severity == Severity::warning);
    CHECK(problemIn(model, "has no servers").severity == Severity::warning);
    for (const Problem& problem : validate(model))
        CHECK(problem.severity != Severity::error);
    Metric measure = *model.metrics().find(MetricId("O3"));
    measure.process = drawn.id;
    CHECK(problemIn(with(model, measure), "there is no way to an end").severity == Severity::error);
    CHECK(problemIn(with(model, measure), "has no arrivals").severity == Severity::error);
}

TEST_CASE("a pool of 0 servers is told without a run, whatever else is wrong with its map") {
    const auto withServers = [](const char* servers) {
        return changedProcess("restore", [=](Process& p) { p.pools[0].servers = parameter(servers); });
    };
    const Problem alone = problemIn(withServers("0"), "has 0 servers");
    CHECK(alone.severity == Severity::warning);
    CHECK(alone.subject == "process/restore/pool/mech/servers");
    for (const char* some : {"1", "0..2", "0/1/2", "if(1 > 2, 1, 0)"})
        for (const Problem& problem : validate(withServers(some)))
            CHECK(problem.message.find("0 servers") == std::string::npos);
    problemIn(changedProcess("restore",
                             [](Process& p) {
                                 p.pools[0].servers = parameter("0");
                                 p.steps.erase(p.steps.begin());
                                 p.flows.pop_back();
                                 p.arrivals.reset();
                             }),
              "has 0 servers");
}

TEST_CASE("what is wrong at one place of a map hides nothing that is wrong at another") {
    const Model several = changedProcess("restore", [](Process& p) {
        p.pools[0].group = GroupId("qa");
        p.pools[0].servers = parameter("0");
        p.arrivals.reset();
        p.flows[2].share = parameter("40%");
        p.steps.push_back(task("T9", "Timeless", "", ""));
        p.steps.push_back(step("stray", StepKind::exclusive));
        p.flows.push_back(flow("T2", "stray"));
    });
    for (const char* words :
         {"belongs to no group", "has 0 servers", "has no arrivals", "sum to 90 % only", "neither a time nor a pool",
          "No case ever comes to Timeless", "there is no way to an end"})
        problemIn(several, words);
    // Without an end it is still told what no case comes to, and without a start from where there is no end.
    problemIn(changedProcess("restore",
                             [](Process& p) {
                                 p.steps.pop_back();
                                 p.steps.push_back(task("T9", "Island", "mech", "1 hour"));
                             }),
              "No case ever comes to Island");
    problemIn(changedProcess("restore",
                             [](Process& p) {
                                 p.steps.erase(p.steps.begin());
                                 p.steps.push_back(task("T9", "Island", "mech", "1 hour"));
                             }),
              "From Island there is no way to an end");
    // How branches meet hangs on the ways alone.
    const auto branches = [](const char* group) {
        return changedProcess("restore", [=](Process& p) {
            p.pools[0].group = GroupId(group);
            p.steps[1].kind = StepKind::parallel;
            p.steps.push_back(step("join", StepKind::parallel));
            p.flows = {flow("in", "T1"),          flow("T1", "T2"),  flow("T1", "join"),
                       flow("T2", "join", "50%"), flow("T2", "out"), flow("join", "out")};
        });
    };
    const std::string told = problemIn(branches("mt"), "branch").message;
    CHECK(problemIn(branches("qa"), "branch").message == told);
}

TEST_CASE("exceptions of one task that happen more often than it is done are told there") {
    const auto twice = [](const char* frequency) {
        return changedProcess("restore", [=](Process& p) {
            p.exceptions.clear();
            for (const char* id : {"lost", "broken"}) {
                ProcessException each;
                each.id = ExceptionId(id);
                each.name = id;
                each.step = StepId("T1");
                each.frequency = parameter(frequency);
                each.delay = parameter("1 hour");
                p.exceptions.push_back(each);
            }
        });
    };
    const Problem problem = problemIn(twice("60%"), "the exceptions at");
    CHECK(problem.severity == Severity::error);
    CHECK(problem.subject == "process/restore/task/T1");
    CHECK(problem.message.find("sum to 120 %") != std::string::npos);
    CHECK(validate(twice("50%")).empty());
}

TEST_CASE("branches of which some are joined again are told at the step that ends another, by names") {
    const auto branches = [](std::vector<Flow> flows) {
        return changedProcess("restore", [&](Process& p) {
            p.steps.push_back(step("split", StepKind::parallel));
            p.steps.back().name.clear();
            p.steps.push_back(step("join", StepKind::parallel));
            p.steps.push_back(step("done", StepKind::end));
            p.flows = std::move(flows);
        });
    };
    const auto firstTold = [](const Model& model) {
        const auto problems = validate(model);
        INFO(listed(problems));
        REQUIRE(problems.size() >= 1);
        CHECK(problems.front().severity == Severity::error);
        CHECK(!problems.front().action.empty());
        return problems.front();
    };
    // One branch splits again: one of its ways meets the other branch, one ends.
    const auto parted = changedProcess("restore", [&](Process& p) {
        for (const char* gateway : {"split", "again", "join"})
            p.steps.push_back(step(gateway, StepKind::parallel));
        p.steps.push_back(task("T3", "File it", "mech", "1 hour"));
        p.steps.push_back(step("done", StepKind::end));
        p.flows = {flow("in", "split"), flow("split", "T1"), flow("split", "again"),
                   flow("again", "T2"), flow("again", "T3"), flow("T1", "join"),
                   flow("T2", "join"),  flow("T3", "done"),  flow("join", "out")};
    });
    const Problem apart = firstTold(parted);
    CHECK(apart.subject == "process/restore/task/done");
    CHECK(apart.message ==
          "done ends one of the parallel branches that part at again: cases are not put together again.");
    // Branches that all end by themselves: nothing is wrong with them. Nor where they share an end with each other, or
    // with a branch around them.
    for (const auto& flows :
         {std::vector{flow("in", "split"), flow("split", "T1"), flow("split", "T2"), flow("T1", "join"),
                      flow("join", "done"), flow("T2", "out")},
          std::vector{flow("in", "split"), flow("split", "T1"), flow("split", "T2"), flow("T1", "join", "30%"),
                      flow("T1", "done"), flow("join", "out"), flow("T2", "out")},
          std::vector{flow("in", "join"), flow("join", "split", "30%"), flow("join", "out"), flow("split", "T1"),
                      flow("split", "T2"), flow("T1", "out"), flow("T2", "done")}})
        for (const Problem& problem : validate(branches(flows))) {
            INFO(problem.message);
            CHECK(problem.severity != Severity::error);
        }
    // Both branches in one join: nothing is wrong with them.
    const auto joined =
        validate(branches({flow("in", "split"), flow("split", "T1"), flow("split", "T2"), flow("T1", "join"),
                           flow("T2", "join"), flow("join", "out"), flow("out", "done")}));
    for (const Problem& problem : joined)
        CHECK(problem.message.find("branch") == std::string::npos);
    const Problem entered =
        firstTold(branches({flow("in", "T1"), flow("T1", "split", "50%"), flow("T1", "T2"), flow("split", "T2"),
                            flow("split", "join"), flow("T2", "join"), flow("join", "out"), flow("join", "done")}));
    CHECK(entered.subject.find("process/restore/task/") == 0);
}

TEST_CASE("a loop that takes all cases is told at the way out that none takes") {
    const auto loop = [](const char* back, const char* out) {
        return changedProcess("restore", [=](Process& p) {
            p.flows = {flow("in", "T1"), flow("T1", "T2"), flow("T2", "T1", back), flow("T2", "out", out)};
        });
    };
    const Problem problem = problemIn(loop("100%", ""), "No case ever goes from Wait for a part to out");
    CHECK(problem.severity == Severity::error);
    CHECK(problem.subject == "process/restore/flow/T2-out/share");
    CHECK(problemIn(loop("100%", "0%"), "No case ever goes").subject == problem.subject);
    for (const Model& model : {loop("90%", ""), loop("80/90/100%", ""), loop("", "5%")})
        for (const Problem& each : validate(model))
            CHECK(each.message.find("No case ever goes") == std::string::npos);
    // By an exception that always sends the case back, too.
    const Model always = changedProcess("restore", [](Process& p) {
        p.flows = {flow("in", "T1"), flow("T1", "T2"), flow("T2", "out")};
        ProcessException each;
        each.id = ExceptionId("lost");
        each.name = "Lost";
        each.step = StepId("T2");
        each.resumes = StepId("T1");
        each.frequency = parameter("100%");
        p.exceptions = {each};
    });
    CHECK(problemIn(always, "No case ever goes").subject == "process/restore/flow/T2-out/share");
}

TEST_CASE("a map to which no case comes is told") {
    const Problem problem =
        problemIn(changedProcess("restore", [](Process& p) { p.arrivals = parameter("0 breakdown/month"); }),
                  "No case ever comes to Restore a bus");
    CHECK(problem.severity == Severity::warning);
    CHECK(problem.subject == "process/restore/arrivals");
}

TEST_CASE("a population of a map to which cases come only from those around it is told to be of no use") {
    Process inner = *smallModel().processes().find(ProcessId("restore"));
    inner.id = ProcessId("inner");
    inner.name = "Inner";
    inner.population = parameter("40");
    const auto noted = [&] {
        const Model model = with(changedProcess("restore", [&](Process& p) { p.steps[1].inner = inner.id; }), inner);
        return std::ranges::any_of(validate(model), [](const Problem& each) {
            return each.severity == Severity::note && each.subject == "process/inner/population" &&
                   each.message.find("not used") != std::string::npos;
        });
    };
    CHECK_FALSE(noted()); // cases come to it by themselves, too
    inner.arrivals.reset();
    CHECK(noted());
}

TEST_CASE("a map that no metric measures notes that no cases come to it once it has tasks") {
    Process drawn = *smallModel().processes().find(ProcessId("restore"));
    drawn.id = ProcessId("drawn");
    drawn.name = "Drawn";
    drawn.arrivals.reset();
    const Problem note = problemIn(with(smallModel(), drawn), "Drawn has no arrivals");
    CHECK(note.severity == Severity::note);
    CHECK(note.subject == "process/drawn/arrivals");
    std::erase_if(drawn.steps, [](const Step& each) { return each.kind == StepKind::task; });
    drawn.exceptions.clear();
    drawn.flows = {flow("in", "out")};
    for (const Problem& problem : validate(with(smallModel(), drawn)))
        CHECK(problem.message.find("no arrivals") == std::string::npos);
}
