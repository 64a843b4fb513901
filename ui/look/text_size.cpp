// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/text_size.h"

#include <QGuiApplication>
#include <QLibrary>
#include <QLibraryInfo>
#include <QMoveEvent>
#include <QPointer>
#include <QRect>
#include <QResizeEvent>
#include <QSettings>
#include <QString>
#include <QVersionNumber>
#include <QWindow>
#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto scaleVariable = "QT_SCALE_FACTOR";

QString key() { return u"window/text_size"_s; }

bool isTextSize(int percent) { return std::find(textSizes.begin(), textSizes.end(), percent) != textSizes.end(); }

/// The scale that the environment asked for before this program said anything.
double scaleOutside() {
    static const double scale = [] {
        const double asked = qEnvironmentVariable(scaleVariable).toDouble();
        return asked > 0 ? asked : 1;
    }();
    return scale;
}

int& inForce() {
    static int percent = textSizes.front();
    return percent;
}

using ScaleSetter = void (*)(double);

/// What Qt calls with QT_SCALE_FACTOR at the start. It is no part of Qt's interface: it is taken from the versions that
/// it was tried with, and from no other.
ScaleSetter scaleSetter() {
    static const auto setter = [] {
        const QVersionNumber tried(6, 4);
        return tried.isPrefixOf(QLibraryInfo::version())
                   ? reinterpret_cast<ScaleSetter>(
                         QLibrary(u"Qt6Gui"_s, 6).resolve("_ZN15QHighDpiScaling15setGlobalFactorEd"))
                   : nullptr;
    }();
    return setter;
}

QtMessageHandler toldBefore = nullptr;

/// Qt warns of a scale that changes under windows, for it does not give them their new geometry: refit() does.
void setScale(double scale) {
    toldBefore = qInstallMessageHandler([](QtMsgType type, const QMessageLogContext& context, const QString& message) {
        if (!message.startsWith(u"QHighDpiScaling::setFactor"_s) && toldBefore)
            toldBefore(type, context, message);
    });
    scaleSetter()(scale);
    qInstallMessageHandler(toldBefore);
}

/// Has a window hear of its place and size on the screen, which are as before, in the new lengths. The window system is
/// not asked for them: it has nothing to change, and lays out a maximised window by itself.
void refit(QWindow& window, const QRect& before) {
    const QRect now = window.geometry();
    QMoveEvent moved(now.topLeft(), before.topLeft());
    QCoreApplication::sendEvent(&window, &moved);
    QResizeEvent resized(now.size(), before.size());
    QCoreApplication::sendEvent(&window, &resized);
    // Its least size is so much larger or smaller there; it hears of one that differs.
    const QSize least = window.minimumSize();
    window.setMinimumSize(least + QSize(1, 1));
    window.setMinimumSize(least);
}

} // namespace

int textSize() {
    const int kept = QSettings().value(key(), textSizes.front()).toInt();
    return isTextSize(kept) ? kept : textSizes.front();
}

TextSizeHolds setTextSize(int percent) {
    assert(isTextSize(percent));
    QSettings().setValue(key(), percent);
    if (percent == inForce())
        return TextSizeHolds::now;
    if (!scaleSetter())
        return TextSizeHolds::fromNextStart;
    inForce() = percent;
    std::vector<std::pair<QPointer<QWindow>, QRect>> windows;
    for (QWindow* window : QGuiApplication::topLevelWindows())
        if (window->isVisible() && window->handle())
            windows.emplace_back(window, window->geometry());
    setScale(scaleOutside() * percent / 100.0);
    for (const auto& [window, before] : windows)
        if (window)
            refit(*window, before);
    return TextSizeHolds::now;
}

void applyTextSize() {
    const double outside = scaleOutside();
    inForce() = textSize();
    if (inForce() != textSizes.front())
        qputenv(scaleVariable, QByteArray::number(outside * inForce() / 100.0));
}

} // namespace tributary::ui
