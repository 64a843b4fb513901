// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/fitting_label.h"

#include <QEvent>
#include <algorithm>

namespace tributary::ui {

FittingLabel::FittingLabel(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
}

void FittingLabel::setTexts(const QStringList& longToShort) {
    if (longToShort == texts_)
        return;
    texts_ = longToShort;
    updateGeometry();
    fit();
}

void FittingLabel::setRemark(const QString& remark) {
    remark_ = remark;
    fit();
}

QSize FittingLabel::sizeOf(const QString& text) const {
    const QMargins margins = contentsMargins();
    return fontMetrics().size(0, text).grownBy(margins) + QSize(1, 0);
}

QSize FittingLabel::sizeHint() const { return sizeOf(texts_.value(0)); }

QSize FittingLabel::minimumSizeHint() const { return {0, fontMetrics().height()}; }

void FittingLabel::fit() {
    const auto fits = [this](const QString& text) {
        const QSize needed = sizeOf(text);
        return needed.width() <= width() && needed.height() <= height();
    };
    const auto found = std::find_if(texts_.cbegin(), texts_.cend(), fits);
    const QString whole = texts_.value(0);
    const QString shown = found != texts_.cend() ? *found
                                                 : fontMetrics().elidedText(texts_.value(texts_.size() - 1),
                                                                            Qt::ElideRight, contentsRect().width());
    setText(shown);
    QStringList tips;
    if (shown != whole)
        tips << whole;
    if (!remark_.isEmpty())
        tips << remark_;
    setToolTip(tips.join(u'\n'));
}

void FittingLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    fit();
}

void FittingLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        updateGeometry();
        fit();
    }
}

} // namespace tributary::ui
