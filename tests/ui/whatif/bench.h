// SPDX-License-Identifier: GPL-3.0-or-later
// The window with the transit case and pinned quantities, for the tests of the what-if ribbon.
#pragma once

#include "core/model/quantity_path.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/window/models.h"
#include "ui/whatif/headline_picker.h"
#include "ui/whatif/outcome_panel.h"
#include "ui/whatif/pin_slider.h"
#include "ui/whatif/slider_groove.h"
#include "ui/whatif/what_if_ribbon.h"
#include "ui/workbench.h"

#include <catch2/catch.hpp>

#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QToolButton>
#include <cmath>
#include <vector>

namespace tributary::ui::test {

using namespace Qt::Literals::StringLiterals;

inline constexpr auto stall = "intervention/parts-exchange/stall/probability";
inline constexpr auto locate = "metric/L1/estimate";

/// The transit case with few trials, so that a run is short, but more than under a drag.
inline Model shortTransit() {
    const Model model = transit();
    return tributary::apply(model, need(setField(model, EntityRef{Settings::kind, ""}, "trials", "1024"))).model;
}

struct Bench {
    EmptyDraftFolder drafts;
    Workbench bench;
    Document& document = bench.document();
    WhatIfRibbon& ribbon;

    explicit Bench(const std::vector<const char*>& pins = {}) : ribbon(*bench.window().findChild<WhatIfRibbon*>()) {
        QSettings().clear();
        need(document.create(shortTransit()));
        for (const char* path : pins)
            need(document.apply(pinQuantity(document.model(), path)));
        bench.window().resize(1440, 900);
        bench.window().show();
        REQUIRE(QTest::qWaitForWindowActive(&bench.window()));
        REQUIRE(waitForResults(bench.runs()));
    }

    PinSlider& slider(size_t index = 0) {
        REQUIRE(index < ribbon.sliders().size());
        return *ribbon.sliders()[index];
    }
    std::string text(const char* path) { return findQuantity(document.model(), path)->quantity->text(); }

    void press(PinSlider& at) { QTest::mousePress(&at.groove(), Qt::LeftButton, {}, place(at, at.groove().at())); }
    void move(PinSlider& at, double value) { QTest::mouseMove(&at.groove(), place(at, value)); }
    void release(PinSlider& at) { QTest::mouseRelease(&at.groove(), Qt::LeftButton, {}, place(at, at.groove().at())); }
    static QPoint place(PinSlider& at, double value) {
        return {static_cast<int>(std::lround(at.groove().xOf(value))), at.groove().height() / 2};
    }
    void type(PinSlider& at, const QString& text) {
        at.box().setFocus();
        at.box().selectAll();
        QTest::keyClicks(&at.box(), text);
        QTest::keyClick(&at.box(), Qt::Key_Return);
    }
    /// Whether the value less the change is what it says to come from, as a person reads them.
    [[nodiscard]] bool agrees() const {
        const OutcomePanel& outcome = ribbon.outcome();
        const QStringList parts = outcome.change().split(u" from "_s);
        REQUIRE(parts.size() == 2);
        const double unit = parts[1].endsWith(u"M$"_s) ? 1000 : 1;
        INFO(outcome.value().toStdString() << ", " << outcome.change().toStdString());
        const bool isFiner = parts[0].right(2) != parts[1].right(2); // than the two that it parts, rounded to 10 k$
        return std::abs(thousands(outcome.value()) - thousands(parts[0]) - thousands(parts[1])) <
               (isFiner ? 10.01 : 0.001 * unit);
    }
    /// Whether the change is told from a value that was shown before, perhaps in a unit of other digits.
    [[nodiscard]] bool comesFrom(const QString& shown) const {
        const QStringList parts = ribbon.outcome().change().split(u" from "_s);
        REQUIRE(parts.size() == 2);
        INFO(ribbon.outcome().change().toStdString() << ", " << shown.toStdString());
        constexpr double lastDigit = 5.01; // of M$
        const bool sameUnit = parts[1].right(2) == shown.right(2);
        return sameUnit ? parts[1] == shown : std::abs(thousands(parts[1]) - thousands(shown)) < lastDigit;
    }
    /// "−0.12 M$" -> -120.
    static double thousands(QString words) {
        const double unit = words.endsWith(u"M$"_s) ? 1000 : words.endsWith(u"k$"_s) ? 1 : 0.001;
        words.replace(QChar(0x2212), u'-').remove(u',');
        bool ok = false;
        const double number = words.left(words.indexOf(QChar(0x00A0))).toDouble(&ok);
        CHECK(ok);
        return number * unit;
    }
    HeadlinePicker& openPicker() {
        QTest::mouseClick(&button(u"Choose the headlines"_s), Qt::LeftButton);
        auto* picker = ribbon.findChild<HeadlinePicker*>();
        REQUIRE(picker);
        REQUIRE(picker->isVisible());
        return *picker;
    }
    static void tick(HeadlinePicker& picker, const QString& name) {
        for (QCheckBox* box : picker.findChildren<QCheckBox*>())
            if (box->text() == name) {
                QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
                return;
            }
        FAIL("no headline " << name.toStdString());
    }
    static void close(HeadlinePicker& picker) {
        const QPointer<HeadlinePicker> gone = &picker;
        QTest::keyClick(&picker, Qt::Key_Return);
        CHECK(QTest::qWaitFor([&] { return gone.isNull(); }));
    }
    /// Presses Keep, which asks what is meant.
    QMenu& openKeep() {
        QTest::mouseClick(&button(u"Keep"_s), Qt::LeftButton);
        for (QMenu* menu : ribbon.findChildren<QMenu*>())
            if (menu->isVisible())
                return *menu;
        FAIL("nothing is asked");
        throw 0;
    }
    QToolButton& button(const QString& beginning) {
        for (QToolButton* each : ribbon.findChildren<QToolButton*>())
            if (each->accessibleName().startsWith(beginning))
                return *each;
        FAIL("no button " << beginning.toStdString());
        throw 0;
    }
};

} // namespace tributary::ui::test
