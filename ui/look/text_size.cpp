// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/text_size.h"

#include <QSettings>
#include <QString>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr auto scaleVariable = "QT_SCALE_FACTOR";

QString key() { return QStringLiteral("window/text_size"); }

int& inForce() {
    static int percent = textSizes.front();
    return percent;
}

} // namespace

int textSize() {
    const int kept = QSettings().value(key(), textSizes.front()).toInt();
    return std::find(textSizes.begin(), textSizes.end(), kept) == textSizes.end() ? textSizes.front() : kept;
}

void setTextSize(int percent) { QSettings().setValue(key(), percent); }

int textSizeInForce() { return inForce(); }

void applyTextSize() {
    inForce() = textSize();
    if (!qEnvironmentVariableIsSet(scaleVariable) && inForce() != textSizes.front())
        qputenv(scaleVariable, QByteArray::number(inForce() / 100.0));
}

} // namespace tributary::ui
