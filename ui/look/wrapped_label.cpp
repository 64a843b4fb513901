// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/wrapped_label.h"

#include <QLabel>

namespace tributary::ui {

QLabel* wrappedLabel(const QString& text, TextRole role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(fontOf(role));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace tributary::ui
