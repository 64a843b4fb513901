// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "core/model/validate.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

namespace {

Model inEuro(const Model& model) { return after(model, setField(model, {Settings::kind, ""}, "currency", "EUR")); }

} // namespace

TEST_CASE("another currency takes the old one's place wherever it is a unit, and the reference case stays free of "
          "problems") {
    const Model euro = inEuro(transit());
    CHECK(euro.settings().currency == "EUR");
    CHECK(validate(euro).empty());
    for (const Metric& metric : euro.metrics()) {
        INFO(metric.name);
        CHECK(metric.unit.find("USD") == std::string::npos);
        CHECK((!metric.formula || metric.formula->text().find("USD") == std::string::npos));
    }
    forEachQuantity(euro, [](const QuantitySite& site) {
        INFO(site.path);
        CHECK(site.unit.find("USD") == std::string::npos);
        CHECK((!site.quantity || site.quantity->text().find("USD") == std::string::npos));
    });
}

TEST_CASE("amounts, names in brackets and what only looks like the old currency stay as typed") {
    const Edit rate = need(addInput(smallModel(), input("", "USD rate", "USD/breakdown", "2")));
    Model model = after(smallModel(), rate);
    model = after(model, setField(model, {Metric::kind, "F1"}, "formula", "[USD rate] * O1 + 3,000 USD/year"));
    const Model euro = inEuro(model);
    CHECK(euro.metrics().find(MetricId("F1"))->formula->text() == "[USD rate] * O1 + 3,000 EUR/year");
    const Input& renamed = *euro.inputs().find(addedId<Input>(rate));
    CHECK(renamed.name == "USD rate");
    CHECK(renamed.unit == "EUR/breakdown");
    const Intervention& tool = *euro.interventions().find(InterventionId("parts-exchange"));
    CHECK(tool.costs[0].amount->text() == "12 EUR/user/month");
}

TEST_CASE("in a formula that uses an input called as the old currency, amounts alone are renamed") {
    const Edit dollar = need(addInput(smallModel(), input("", "USD", "1/breakdown", "2")));
    Model model = after(smallModel(), dollar);
    model = after(model, setField(model, {Metric::kind, "F1"}, "formula", "USD * [USD] * 3 USD/year"));
    CHECK(inEuro(model).metrics().find(MetricId("F1"))->formula->text() == "USD * [USD] * 3 EUR/year");
}

TEST_CASE("a currency that is called as a metric or input is refused, for formulas would take it for that") {
    const Model model = after(smallModel(), addInput(smallModel(), input("", "EUR", "USD/breakdown", "2")));
    const auto refused = setField(model, {Settings::kind, ""}, "currency", "EUR");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("rename it") != std::string::npos);
    CHECK(setField(model, {Settings::kind, ""}, "currency", "GBP"));
}

TEST_CASE("a currency is not changed to the other one of a rate of exchange, which would become 1 by its units") {
    const Model model = after(smallModel(), addInput(smallModel(), input("", "Rate", "USD/EUR", "1.1")));
    const auto refused = setField(model, {Settings::kind, ""}, "currency", "EUR");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.find("USD/EUR") != std::string::npos);
    CHECK(after(model, setField(model, {Settings::kind, ""}, "currency", "GBP")).settings().currency == "GBP");
}
