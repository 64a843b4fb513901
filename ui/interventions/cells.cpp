// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/cells.h"

#include "ui/document.h"
#include "ui/interventions/fields_view.h"
#include "ui/interventions/panel.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr double gradeSize = 16;
constexpr double changeMark = 9;
constexpr double levelMark = 9;
constexpr int changeRoom = 76;
constexpr double chevron = 9;
constexpr double chevronRoom = 20;
} // namespace

GradeCell::GradeCell(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); }

void GradeCell::show(const Evidence& evidence) {
    grade_ = evidence.grade;
    const QString grade = toQt(EnumNames<Grade>::names[static_cast<size_t>(evidence.grade)]);
    const QString source = toQt(evidence.source);
    const QString words = grade.isEmpty()    ? tr("No evidence is given")
                          : source.isEmpty() ? tr("Evidence of grade %1").arg(grade)
                                             : tr("Evidence of grade %1: %2").arg(grade, source);
    setAccessibleName(words);
    setToolTip(evidence.note.empty() ? words : words + u'\n' + toQt(evidence.note));
    update();
}

void GradeCell::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF area(0, 0, gradeSize, gradeSize);
    area.moveCenter(QRectF(rect()).center());
    if (grade_ == Grade::none) {
        painter.setPen(currentPalette().ink3);
        painter.setFont(fontOf(TextRole::label));
        painter.drawText(rect(), Qt::AlignCenter, u"–"_s);
        return;
    }
    paintGrade(painter, area, grade_, currentPalette());
}

ChangeCell::ChangeCell(QWidget* parent) : QWidget(parent) { setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); }

void ChangeCell::show(const MetricChange& change) {
    change_ = change;
    const QString all = change.range.isEmpty() ? change.text : tr("%1, P10 to P90 %2").arg(change.text, change.range);
    setAccessibleName(all);
    setToolTip(all);
    update();
}

void ChangeCell::show(const QString& words) { show(MetricChange{.text = words}); }

void ChangeCell::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool moved = change_.judgement != Judgement::none;
    const QFont font = fontOf(moved ? TextRole::change : TextRole::row);
    const QFontMetricsF metrics(font);
    const double base = (height() + metrics.ascent() - metrics.descent()) / 2;
    double x = 0;
    if (moved) {
        paintChangeMark(painter, {0, base}, changeMark, change_.pointing, change_.judgement, palette);
        x = changeMark + 5;
    }
    painter.setFont(font);
    painter.setPen(moved ? judgementColour(palette, change_.judgement) : palette.ink3);
    painter.drawText(QPointF(x, base), metrics.elidedText(change_.text, Qt::ElideRight, width() - x));
    const double end = std::max<double>(changeRoom, x + metrics.horizontalAdvance(change_.text) + 8);
    const QFont small = fontOf(TextRole::label);
    painter.setFont(small);
    painter.setPen(palette.ink3);
    painter.drawText(QPointF(end, base), QFontMetricsF(small).elidedText(change_.range, Qt::ElideRight, width() - end));
}

TargetCell::TargetCell(QWidget* parent) : QAbstractButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TargetCell::show(const QString& words, std::optional<Level> level) {
    level_ = level;
    setText(QString(words).replace(u"&"_s, u"&&"_s));
    setAccessibleName(tr("Acts on %1").arg(words));
    setToolTip(tr("%1. Click to let it act on something else.").arg(words));
    update();
}

void TargetCell::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.sunken);
        painter.drawRoundedRect(QRectF(rect()), panelRadius, panelRadius);
    }
    const double middle = height() / 2.0;
    double x = 4;
    if (level_) {
        paintLevelMark(painter, QRectF(x, middle - levelMark / 2, levelMark, levelMark), *level_,
                       palette.level(*level_));
        x += levelMark + 7;
    }
    const QFont font = fontOf(TextRole::row);
    painter.setFont(font);
    painter.setPen(isEnabled() ? palette.ink : palette.ink2);
    const QString words = QString(text()).replace(u"&&"_s, u"&"_s);
    const double room = width() - x - chevronRoom;
    const QString shown = QFontMetricsF(font).elidedText(words, Qt::ElideRight, room);
    painter.drawText(QRectF(x, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
    if (isEnabled()) {
        const double after = x + QFontMetricsF(font).horizontalAdvance(shown) + 6;
        paintIcon(painter, u"chevron-down"_s, QRectF(after, middle - chevron / 2 + 1, chevron, chevron), palette.ink3);
    }
}

void TargetCell::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

QToolButton* iconButton(const QString& icon, const QString& words, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(tintedIcon(icon));
    button->setAutoRaise(true);
    button->setFixedSize(28, 28);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(words);
    button->setToolTip(words);
    return button;
}

QToolButton* rowMenu(Document& document, const QString& name, size_t index, size_t count, const RowEdits& edits,
                     QWidget* parent) {
    auto* button = iconButton(u"three-dots"_s, tr("More about %1").arg(name), parent);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setEnabled(!document.isReadOnly());
    auto* menu = new QMenu(button);
    const auto add = [&](const QString& icon, const QString& words, std::function<Result<Edit>(const Model&)> edit) {
        QObject::connect(menu->addAction(tintedIcon(icon), words), &QAction::triggered, &document,
                         [&document, edit = std::move(edit)] { applyOrTell(document, edit(document.model())); });
    };
    if (index > 0)
        add(u"chevron-up"_s, tr("Move up"), [move = edits.move](const Model& model) { return move(model, -1); });
    if (index + 1 < count)
        add(u"chevron-down"_s, tr("Move down"), [move = edits.move](const Model& model) { return move(model, 1); });
    add(u"trash"_s, tr("Take out %1").arg(name), edits.erase);
    button->setMenu(menu);
    return button;
}

QToolButton* crossButton(Document& document, const QString& words, std::function<Result<Edit>(const Model&)> edit,
                         QWidget* parent) {
    auto* button = iconButton(u"x-lg"_s, words, parent);
    button->setIconSize(QSize(12, 12));
    button->setEnabled(!document.isReadOnly());
    QObject::connect(button, &QToolButton::clicked, &document,
                     [&document, edit = std::move(edit)] { applyOrTell(document, edit(document.model())); });
    return button;
}

} // namespace tributary::ui
