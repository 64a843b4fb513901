// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/look/type.h"

#include <catch2/catch.hpp>

#include <QFontInfo>
#include <QFontMetricsF>

using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("the embedded families are found, with their weights") {
    CHECK(QFontInfo(fontOf(TextRole::body)).family() == u"Open Sans"_s);
    CHECK(QFontInfo(fontOf(TextRole::pageTitle)).family() == u"Noto Serif"_s);
    const auto width = [](QFont::Weight weight) {
        return QFontMetricsF(sans(10, weight)).horizontalAdvance(u"Missed service hours"_s);
    };
    CHECK(width(QFont::Normal) < width(QFont::DemiBold));
    CHECK(width(QFont::DemiBold) < width(QFont::Bold));
}

TEST_CASE("letter spacing keeps ligatures out of every font") {
    for (const TextRole role : {TextRole::label, TextRole::cardValue, TextRole::pageTitle, TextRole::headline}) {
        CHECK(fontOf(role).letterSpacingType() == QFont::AbsoluteSpacing);
        CHECK(fontOf(role).letterSpacing() == Approx(0.05).margin(0.01));
    }
}

TEST_CASE("digits are tabular") {
    const QFontMetricsF metrics(fontOf(TextRole::row));
    CHECK(metrics.horizontalAdvance(u"1111"_s) == Approx(metrics.horizontalAdvance(u"8888"_s)));
}

TEST_CASE("zoom scales the whole scale") {
    CHECK(fontOf(TextRole::headline, 2).pointSizeF() == Approx(39));
    CHECK(fontOf(TextRole::label, 2).pointSizeF() == Approx(18));
}
