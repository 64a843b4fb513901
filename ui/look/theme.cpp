// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/theme.h"

#include "ui/look/accessible_role.h"
#include "ui/look/focus_ring.h"
#include "ui/look/style.h"
#include "ui/look/type.h"

#include <QApplication>
#include <QEvent>
#include <QIcon>
#include <QObject>
#include <QToolTip>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct State {
    Theme theme = Theme::light;
    Palette palette = Palette::light();
    bool changing = false;
};

State& state() {
    static State value;
    return value;
}

bool systemIsDark() {
    // A default palette takes the application's own colours off, so that the platform's show through.
    QApplication::setPalette(QPalette());
    return QApplication::palette().color(QPalette::Window).lightnessF() < 0.5f;
}

void refresh() {
    State& now = state();
    if (now.changing)
        return;
    now.changing = true;
    const bool dark = now.theme == Theme::dark || (now.theme == Theme::system && systemIsDark());
    now.palette = dark ? Palette::dark() : Palette::light();
    const QPalette widgets = widgetPalette(now.palette);
    QApplication::setPalette(widgets);
    QToolTip::setPalette(widgets);
    now.changing = false;
}

/// Notices that the platform changed its colours while the program runs.
class SystemThemeWatcher : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::ThemeChange && state().theme == Theme::system)
            refresh();
        return QObject::eventFilter(watched, event);
    }
};

} // namespace

void dress(QApplication& application, Theme theme) {
    loadFonts();
    QApplication::setStyle(new Style);
    QApplication::setFont(fontOf(TextRole::body));
    QToolTip::setFont(fontOf(TextRole::label));
    application.setWindowIcon(QIcon(u":/tributary/icons/tributary.svg"_s));
    application.installEventFilter(new SystemThemeWatcher(&application));
    new FocusRing(application);
    installAccessibleRoles();
    setTheme(theme);
}

void setTheme(Theme theme) {
    state().theme = theme;
    refresh();
}

Theme theme() { return state().theme; }

const Palette& currentPalette() { return state().palette; }

std::optional<Theme> themeFromText(const QString& text) {
    for (const Theme each : {Theme::system, Theme::light, Theme::dark})
        if (themeText(each) == text)
            return each;
    return std::nullopt;
}

QString themeText(Theme theme) {
    switch (theme) {
    case Theme::light:
        return u"light"_s;
    case Theme::dark:
        return u"dark"_s;
    case Theme::system:
        break;
    }
    return u"system"_s;
}

} // namespace tributary::ui
