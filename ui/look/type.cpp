// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/type.h"

#include <QFontDatabase>
#include <QString>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Any letter spacing switches ligatures off; with them the PDF's text would hold U+FB01 in place of "fi".
constexpr double ligatureBreakingSpacing = 0.05;

QFont made(const QString& family, double points, QFont::Weight weight) {
    QFont font(family);
    font.setPointSizeF(points);
    font.setWeight(weight);
    font.setLetterSpacing(QFont::AbsoluteSpacing, ligatureBreakingSpacing);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

void loadFonts() {
    static const bool loaded = [] {
        for (const auto& name : {u"OpenSans-Regular"_s, u"OpenSans-Semibold"_s, u"OpenSans-Bold"_s,
                                 u"OpenSans-Italic"_s, u"NotoSerif-Regular"_s})
            QFontDatabase::addApplicationFont(u":/tributary/fonts/"_s + name + u".ttf"_s);
        return true;
    }();
    Q_UNUSED(loaded);
}

QFont sans(double points, QFont::Weight weight) { return made(u"Open Sans"_s, points, weight); }

QFont serif(double points) { return made(u"Noto Serif"_s, points, QFont::Normal); }

QFont fontOf(TextRole role, double scale) {
    switch (role) {
    case TextRole::label:
        return sans(9 * scale);
    case TextRole::labelStrong:
        return sans(9 * scale, QFont::DemiBold);
    case TextRole::cardName:
        return sans(9.5 * scale, QFont::DemiBold);
    case TextRole::row:
        return sans(9.5 * scale);
    case TextRole::body:
        return sans(10 * scale);
    case TextRole::bodyStrong:
        return sans(10 * scale, QFont::DemiBold);
    case TextRole::change:
        return sans(10 * scale, QFont::Bold);
    case TextRole::section:
        return sans(10.5 * scale, QFont::DemiBold);
    case TextRole::sliderValue:
        return sans(12 * scale, QFont::DemiBold);
    case TextRole::inspectorTitle:
        return serif(13.5 * scale);
    case TextRole::cardValue:
        return sans(15 * scale, QFont::DemiBold);
    case TextRole::processTitle:
        return serif(15 * scale);
    case TextRole::pageTitle:
        return serif(18 * scale);
    case TextRole::headline:
        return sans(19.5 * scale, QFont::DemiBold);
    }
    return sans(10 * scale);
}

} // namespace tributary::ui
