// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/queueing.h"
#include "tests/shared_data.h"

#include <cmath>
#include <map>
#include <regex>

using namespace tributary;
using namespace tributary::test;

namespace {

/// The value after `name=` in a text such as "lambda=0.8/h mu=1/h".
Queue queueOf(const std::string& system, const std::string& parameters) {
    Queue queue{numberIn(parameters, "lambda"), 0, 1, 1, 1};
    if (system == "M/D/1") {
        queue.meanService = numberIn(parameters, "service");
        queue.serviceScv = 0.0;
    } else if (system == "M/Tri/1") {
        std::smatch ends;
        REQUIRE(std::regex_search(parameters, ends, std::regex(R"(triangular\(([\d.]+),([\d.]+),([\d.]+)\))")));
        const double a = std::stod(ends[1]), b = std::stod(ends[2]), c = std::stod(ends[3]);
        queue.meanService = (a + b + c) / 3;
        queue.serviceScv = (a * a + b * b + c * c - a * b - a * c - b * c) / 18 / std::pow(queue.meanService, 2);
    } else {
        queue.meanService = 1 / numberIn(parameters, "mu");
        queue.servers = std::stod(system.substr(system.rfind('/') + 1));
    }
    return queue;
}

} // namespace

TEST_CASE("the exact queues of the textbook come out") {
    const auto path = sharedData("oracles/queues.csv");
    if (!path)
        return;
    int checked = 0;
    for (const auto& row : readCsv(*path)) {
        if (row[0] == "system" || row[0] == "machine repair")
            continue;
        INFO(row[0] << " " << row[1] << " " << row[2]);
        const QueueMeasures got = measure(queueOf(row[0], row[1]));
        const std::map<std::string, double> measures{{"rho", got.utilisation}, {"P_wait", got.waitChance},
                                                     {"Lq", got.queueLength},  {"Wq", got.waiting},
                                                     {"W", got.time},          {"L", got.inSystem}};
        REQUIRE(measures.count(row[2]) == 1);
        CHECK(measures.at(row[2]) == Approx(std::stod(row[3])).epsilon(1e-9));
        CHECK_FALSE(got.overloaded);
        ++checked;
    }
    CHECK(checked == 22);
}

TEST_CASE("call centres have the known chance of waiting, mean wait and service level") {
    const auto path = sharedData("oracles/erlang_c.csv");
    if (!path)
        return;
    const auto rows = readCsv(*path);
    REQUIRE(rows.size() == 8);
    for (size_t i = 1; i < rows.size(); ++i) {
        INFO("row " << i);
        const auto number = [&](size_t column) { return std::stod(rows[i].at(column)); };
        const double perSecond = number(0) / 3600, handling = number(1), agents = number(2);
        const QueueMeasures got = measure({perSecond, handling, 1, agents, 1});
        CHECK(perSecond * handling == Approx(number(3)).epsilon(1e-8));
        CHECK(got.utilisation == Approx(number(4)).epsilon(1e-7));
        CHECK(erlangC(agents, perSecond * handling) == Approx(number(5)).epsilon(1e-7));
        CHECK(got.waiting == Approx(number(6)).epsilon(1e-6));
        CHECK(serviceLevel(agents, perSecond * handling, handling, number(7)) == Approx(number(8)).epsilon(1e-7));
    }
}

TEST_CASE("five servers under four Erlang wait as known, and less for a steadier service") {
    CHECK(erlangC(5, 4) == Approx(.554113).margin(5e-7));
    CHECK(measure({4, 1, 1, 5, 1}).waiting == Approx(.554113).margin(5e-7));
    CHECK(measure({4, 1, .25, 5, 1}).waiting == Approx(.346320).margin(5e-7));
}

TEST_CASE("fractions of servers continue the whole numbers") {
    for (const double load : {0.3, 4.0, 9.5, 60.0})
        for (const double servers : {1.0, 5.0, 10.0, 64.0}) {
            const double near = erlangB(servers + 1e-9, load);
            CHECK(near == Approx(erlangB(servers, load)).epsilon(1e-7));
            const double half = erlangB(servers + .5, load);
            CHECK(half < erlangB(servers, load));
            CHECK(half > erlangB(servers + 1, load));
            // The recursion holds between fractions too.
            const double next = load * half / (servers + 1.5 + load * half);
            CHECK(erlangB(servers + 1.5, load) == Approx(next).epsilon(1e-10));
        }
    CHECK(erlangB(500, 480) == Approx(erlangB(500 + 1e-9, 480)).epsilon(1e-7));
    CHECK(erlangB(501, 480) == Approx(480 * erlangB(500, 480) / (501 + 480 * erlangB(500, 480))).epsilon(1e-9));
}

TEST_CASE("overload is a state of its own") {
    for (const double servers : {1.0, 2.5, 0.0}) {
        const QueueMeasures got = measure({3, 1, 1, servers, 1});
        CHECK(got.overloaded);
        CHECK(got.utilisation >= 1.0);
        CHECK(std::isinf(got.waiting));
        CHECK(std::isinf(got.inSystem));
        CHECK(got.waitChance == 1.0);
        CHECK(serviceLevel(servers, 3, 1, 10) == 0.0);
    }
    CHECK(measure({2, 1, 1, 2, 1}).overloaded);
}

TEST_CASE("a queue without arrivals does not wait, and one that cannot be is not a number") {
    const QueueMeasures idle = measure({0, 1, 1, 2, 1});
    CHECK(idle.waiting == 0.0);
    CHECK(idle.inSystem == 0.0);
    CHECK(idle.utilisation == 0.0);
    CHECK_FALSE(idle.overloaded);
    CHECK(erlangB(0, 2) == 1.0);
    CHECK(erlangB(3, 0) == 0.0);
    CHECK(std::isnan(erlangB(-1, 2)));
    CHECK(std::isnan(erlangC(2, -1)));
    CHECK(std::isnan(erlangC(NAN, 1)));
}

TEST_CASE("columns of waits have the bits of each trial alone, whatever stands beside it") {
    std::vector<double> load;
    for (int i = 0; i < 150; ++i)
        load.push_back(.07 * i);
    load.push_back(NAN);
    load.push_back(-1);
    for (const double c : {1.0, 7.0, 10.0}) {
        const std::vector<double> same(load.size(), c);
        std::vector<double> mixed = same;
        mixed.back() = c + .5;
        std::vector<double> uniform(load.size()), scalar(load.size());
        fillWaitFactor(same, load, uniform);
        fillWaitFactor(mixed, load, scalar);
        for (size_t t = 0; t + 1 < load.size(); ++t)
            CHECK((uniform[t] == scalar[t] || (std::isnan(uniform[t]) && std::isnan(scalar[t]))));
        CHECK(uniform[0] == 0.0);
        CHECK(uniform[50] == Approx(load[50] < c ? erlangC(c, load[50]) / (c - load[50]) : INFINITY));
        CHECK(std::isnan(uniform.back()));
    }
}

TEST_CASE("cases that lose patience leave a queue M/M/c+M as its balance equations say") {
    // By a script of its own: p(n + 1) = p(n) lambda / (min(n, c) + (n + 1 - c)+ / patience), of one hour's work.
    struct Known {
        double servers, busy, patience, waits, leaving;
    };
    const std::vector<Known> all{
        {1, 0.8, 0.5, 0.512609101646, 0.359238622942},        {1, 0.8, 1, 0.550671035883, 0.311661205147},
        {1, 0.8, 4, 0.640997699753, 0.198752875308},          {1, 1.2, 0.5, 0.64512552116, 0.462395399033},
        {1, 1.2, 1, 0.698805788088, 0.41766184326},           {1, 1.2, 4, 0.823093136212, 0.314089053157},
        {3, 0.8, 0.5, 0.384138370548, 0.186398766092},        {3, 0.8, 1, 0.430291253342, 0.153694892138},
        {3, 0.8, 4, 0.522853026468, 0.0881057376141},         {3, 1.2, 0.5, 0.617913603409, 0.326444070777},
        {3, 1.2, 1, 0.697253155284, 0.293266580672},          {3, 1.2, 4, 0.854200186544, 0.227635902739},
        {50, 1.1, 2, 0.8662337162892362, 0.10208019462593851}};
    for (const Known& known : all) {
        INFO(known.servers << " servers, " << known.busy << ", patience " << known.patience);
        const PatientMeasures got = measurePatient(known.servers, known.servers * known.busy, known.patience);
        CHECK(got.waitChance == Approx(known.waits).epsilon(1e-9));
        CHECK(got.leaving == Approx(known.leaving).epsilon(1e-9));
    }
}

TEST_CASE("patience without end is the queue M/M/c, none is the queue that loses who cannot be served at once") {
    for (const double servers : {1.0, 3.0, 2.5})
        for (const double busy : {0.3, 0.9, 0.99}) {
            INFO(servers << " servers, " << busy);
            const double load = servers * busy, patience = 1e9;
            const PatientMeasures endless = measurePatient(servers, load, patience);
            CHECK(endless.waitChance == Approx(erlangC(servers, load)).epsilon(1e-4));
            CHECK(endless.leaving * patience ==
                  Approx(measure({.arrivalRate = load, .meanService = 1, .servers = servers}).waiting).epsilon(1e-4));
            CHECK(measurePatient(servers, load, 1e-9).leaving == Approx(erlangB(servers, load)).epsilon(1e-6));
            CHECK(measurePatient(servers, load, 0).leaving == erlangB(servers, load));
        }
    // Far beyond what it can do, a queue serves what it can.
    CHECK(measurePatient(10, 30, 1e4).leaving == Approx(2.0 / 3).epsilon(1e-12));
    CHECK(measurePatient(10, 30, 1e4).waitChance == 1);
    CHECK(measurePatient(0, 3, 1).leaving == 1);
    CHECK(measurePatient(3, 0, 1).leaving == 0);
    CHECK(std::isnan(measurePatient(3, 1, -1).leaving));
    double before = 0; // it grows with the load without a jump
    for (double load = 0.01; load < 6; load += 0.01) {
        const double now = measurePatient(3, load, 40).leaving;
        CHECK(now >= before);
        CHECK(now - before < 0.01);
        before = now;
    }
}
