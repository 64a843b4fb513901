// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/look/theme.h"

#include <catch2/catch.hpp>

#include <QApplication>
#include <cmath>

using namespace tributary::ui;

namespace {

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& colour) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

} // namespace

TEST_CASE("every text colour can be read on every ground it stands on") {
    for (const Palette& p : {Palette::light(), Palette::dark(), Palette::print()}) {
        for (const QColor& text : {p.ink, p.ink2, p.ink3, p.good, p.bad, p.financial, p.operating, p.frontline,
                                   p.exception, p.error, p.warning})
            for (const QColor& ground : {p.surface, p.paper, p.canvas, p.sunken}) {
                INFO(text.name().toStdString() << " on " << ground.name().toStdString());
                CHECK(contrast(text, ground) >= 4.5);
            }
        CHECK(contrast(p.onInk, p.ink) >= 4.5);
        CHECK(contrast(p.ink, p.mist50) >= 4.5);
        CHECK(contrast(p.good, p.goodSoft) >= 4.5);
        CHECK(contrast(p.bad, p.badSoft) >= 4.5);
        CHECK(contrast(p.warning, p.warningSoft) >= 4.5);
        CHECK(contrast(p.exception, p.exceptionSoft) >= 4.5);
        for (const QColor& ground : {p.mist50, p.mist90, p.goodSoft, p.badSoft, p.warningSoft, p.exceptionSoft})
            for (const QColor& text : {p.ink, p.ink2}) {
                INFO(text.name().toStdString() << " on " << ground.name().toStdString());
                CHECK(contrast(text, ground) >= 4.5);
            }
        for (const QColor& ground : {p.ink2, p.ink3, p.exception}) // a button that is pressed, one that is off, a badge
            CHECK(contrast(p.onInk, ground) >= 4.5);
        for (std::size_t i = 0; i < p.heat.size(); ++i)
            CHECK(contrast(i + 1 == p.heat.size() ? p.onInk : p.ink, p.heat[i]) >= 4.5);
        for (const QColor& group : p.group)
            CHECK(contrast(group, p.surface) >= 4.5);
        CHECK(contrast(p.field, p.surface) >= 3);
    }
}

TEST_CASE("what a colour says is said apart from it: better and worse differ in lightness or in more than red and green") {
    // Dichromats see red and green alike: blue against orange stays apart in the blue channel.
    for (const Palette& p : {Palette::light(), Palette::dark(), Palette::print()}) {
        CHECK(std::abs(p.good.blueF() - p.bad.blueF()) > 0.3);
        CHECK(std::abs(p.error.blueF() - p.operating.blueF()) + std::abs(luminance(p.error) - luminance(p.operating)) >
              0.02);
    }
}

TEST_CASE("the theme that is set is the one in force, for widgets too") {
    setTheme(Theme::dark);
    CHECK(currentPalette() == Palette::dark());
    CHECK(QApplication::palette().color(QPalette::Window) == Palette::dark().paper);
    CHECK(currentPalette().isDark());
    setTheme(Theme::light);
    CHECK(currentPalette() == Palette::light());
    CHECK_FALSE(currentPalette().isDark());
}

TEST_CASE("a theme survives its setting") {
    for (const Theme each : {Theme::system, Theme::light, Theme::dark})
        CHECK(themeFromText(themeText(each)) == each);
    CHECK_FALSE(themeFromText(QStringLiteral("sepia")).has_value());
}
