// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/look/unit_words.h"

#include <catch2/catch.hpp>

using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("units shorten as cards show them") {
    CHECK(unitWords(u"hour"_s, 1).text == u"h"_s);
    CHECK(unitWords(u"hour/month"_s, 1).text == u"h/mo"_s);
    CHECK(unitWords(u"hour/breakdown"_s, 1).text == u"h"_s);
    CHECK(unitWords(u"mile/breakdown"_s, 1).text == u"mi"_s);
    CHECK(unitWords(u"mile/bus/year"_s, 1).text == u"mi/y"_s);
    CHECK(unitWords(u"breakdown/month"_s, 1).text == u"/mo"_s);
    CHECK(unitWords(u"emergency_purchase/month"_s, 1).text == u"/mo"_s);
    CHECK(unitWords(u"bus"_s, 1).text == u"bus"_s);
    CHECK(unitWords(u"purchase_order"_s, 1).text == u"purchase order"_s);
    CHECK(unitWords(u"1"_s, 1).text.isEmpty());
    CHECK(unitWords(u"1/year"_s, 1).text == u"/y"_s);
    CHECK(unitWords(QString(), 1).text.isEmpty());
}

TEST_CASE("money takes its scale with the number") {
    const UnitWords millions = unitWords(u"USD/year"_s, 5.6e7);
    CHECK(millions.text == u"M$/y"_s);
    CHECK(millions.factor == Approx(1e-6));
    CHECK(millions.money);
    CHECK(unitWords(u"USD/breakdown"_s, -2500).text == u"k$"_s);
    CHECK(unitWords(u"USD/hour"_s, 90).text == u"$/h"_s);
    CHECK(unitWords(u"USD/hour"_s, 90).factor == 1);
}

TEST_CASE("percent is known, for its changes are points") {
    CHECK(unitWords(u"%"_s, 45).percent);
    CHECK(unitWords(u"%"_s, 45).factor == 1);
    CHECK(unitWords(u"%/month"_s, 45).text == u"%/mo"_s);
}

TEST_CASE("a whole unit reads as words") {
    CHECK(wholeUnit(u"mile/bus/year"_s) == u"mile per bus per year"_s);
    CHECK(wholeUnit(u"emergency_purchase/month"_s) == u"emergency purchase per month"_s);
    CHECK(wholeUnit(u"1"_s).isEmpty());
}
