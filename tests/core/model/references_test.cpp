// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/references.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

TEST_CASE("what hangs on nothing is left out, with all that hangs on it, until all references hold") {
    const Model whole = transit();
    REQUIRE(withoutLooseReferences(whole).leftOut.empty());
    CHECK(withoutLooseReferences(whole).model == whole);

    Edit lost;
    for (const Metric& metric : whole.metrics())
        lost.changes.push_back(erase<Metric>(metric.id));
    const MendedModel rest = withoutLooseReferences(apply(whole, lost).model);
    CHECK(checkReferences(rest.model));
    CHECK(rest.model.groups() == whole.groups());
    CHECK(rest.model.inputs() == whole.inputs());
    CHECK(rest.model.links().empty());
    CHECK_FALSE(rest.leftOut.empty());
}

TEST_CASE("a metric that lost its parent becomes a root") {
    Metric driver = metric("L1", "Calls", Level::frontline, "call", "10");
    driver.parent = MetricId("gone");
    const MendedModel mended = withoutLooseReferences(modelOf(driver));
    REQUIRE(mended.leftOut.size() == 1);
    CHECK(mended.leftOut[0].find("metric/L1/parent") == 0);
    CHECK(mended.model.metrics().find(MetricId("L1"))->parent.empty());
}
