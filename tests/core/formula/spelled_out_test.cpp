// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/formula/spelled_out.h"

#include <catch2/catch.hpp>

using namespace tributary;

TEST_CASE("money and times that are typed short are written in full, and all else stays") {
    const std::pair<const char*, const char*> pairs[] = {
        {"5 M$/year", "5000000 USD/year"},
        {"5M$/year", "5000000 USD/year"},
        {"5 \u20AC/year", "5 EUR/year"},
        {"1/2/3 k\u20AC", "1000/2000/3000 EUR"},
        {"5 MUSD/year", "5000000 USD/year"},
        {"1.5 kGBP", "1500 GBP"},
        {"$50", "50 USD"},
        {"$ 1.2M/year", "1200000 USD/year"},
        {"-\u00A350k", "-50000 GBP"},
        {"$62/hour", "62 USD/hour"},
        {"10 M$ \u00B1 20%", "10000000 USD \u00B1 20%"},
        {"uniform(1, 3) M$", "uniform(1000000, 3000000) USD"},
        {"12 hours/day", "12 hour/day"},
        {"8/10/15 hrs", "8/10/15 hour"},
        {"3 h", "3 hour"},
        {"3h", "3 hour"},
        {"1/2/4h", "1/2/4 hour"},
        {"30min", "30 minute"},
        {"5k USD", "5000 USD"},
        {"1.5M EUR/year", "1500000 EUR/year"},
        {"5k$", "5000 USD"},
        {"$1,200", "1200 USD"},
        {"$1,200,000/year", "1200000 USD/year"},
        {"-$1,200.50", "-1200.5 USD"},
        {"$1,5", "1,5 USD"},
        {"\u20AC40,000", "40000 EUR"},
        {"USD 40,000", "40000 USD"},
        {"EUR 1.2M/year", "1200000 EUR/year"},
        {"ISO 9000", "ISO 9000"},
        {"1,200 k$", "1200000 USD"},
        {"300k/400k/600k USD/year", "300000/400000/600000 USD/year"},
        {"300k/400k/600k$", "300000/400000/600000 USD"},
        {"0/900k/1.2M USD", "0/900000/1200000 USD"},
        {"300k..400k EUR", "300000..400000 EUR"},
        {"300/400/600k USD", "300000/400000/600000 USD"},
        {"300k/400/600k USD", "300k/400/600k USD"},
        {"300..400 k$", "300000..400000 USD"},
        {"10 \u00B1 2 k$", "10000 \u00B1 2000 USD"},
        {".5/.75/1.25 M$", "500000/750000/1250000 USD"},
        {"p5 8, p50 10, p95 20 k$", "p5 8000, p50 10000, p95 20000 USD"},
        {"uniform(1,3) M$", "uniform(1000000,3000000) USD"},
        {"5k pieces", "5k pieces"},
        {"3PL", "3PL"},
        {"G7", "G7"},
        {"600 breakdowns/mo", "600 breakdowns/month"},
        {"1200 USD/y", "1200 USD/year"},
        {"20% \u00B1 5%", "20% \u00B1 5%"},
        {"600 breakdown/month", "600 breakdown/month"},
        {"p5 8, p50 10, p95 20 hour", "p5 8, p50 10, p95 20 hour"},
        {"normal(5, 2)", "normal(5, 2)"},
        {"5 MW", "5 MW"},
        {"2 MTBF", "2 MTBF"},
        {"12USD", "12 USD"},
        {"3 Mbit/second", "3 Mbit/second"},
        {"", ""},
        {"$", "$"},
        {"h", "h"},
        {"data(restore hours)", "data(restore hours)"},
        {"Data (wait in M$, min) hrs", "Data (wait in M$, min) hour"},
        {"data(sales) $/mo", "data(sales) USD/month"},
        {"data(sales) M$", "data(sales) M$"},
        {"data(open hours", "data(open hours"},
    };
    for (const auto& [typed, full] : pairs) {
        CHECK(spelledOut(typed) == full);
        CHECK(spelledOut(full) == full);
    }
}
