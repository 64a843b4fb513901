// SPDX-License-Identifier: GPL-3.0-or-later
// What a person reads in a widget, and finds there by its words.
#pragma once

#include <catch2/catch.hpp>

#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <cstdlib>

namespace tributary::ui::test {

/// The texts of the labels that are seen.
inline QStringList shownTexts(const QWidget& in) {
    QStringList all;
    for (const QLabel* label : in.findChildren<QLabel*>())
        if (label->isVisible())
            all << label->text();
    return all;
}

/// Finds the button of these words that is seen.
inline QPushButton& shownButton(const QWidget& in, const QString& words) {
    for (QPushButton* button : in.findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == words)
            return *button;
    FAIL("no button " << words.toStdString());
    std::abort();
}

} // namespace tributary::ui::test
