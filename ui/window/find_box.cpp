// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/find_box.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr int boxWidth = 360;
constexpr int boxHeight = 320;
constexpr int mostRows = 200;

/// Tells whether every word typed begins, or is part of, a name.
bool matches(const QString& name, const QStringList& words) {
    for (const QString& word : words)
        if (!name.contains(word, Qt::CaseInsensitive))
            return false;
    return true;
}

} // namespace

FindBox::FindBox(const Document& document, QWidget* parent)
    : QFrame(parent), document_(document), words_(new QLineEdit(this)), found_(new QListWidget(this)) {
    setAccessibleName(tr("Find"));
    words_->setPlaceholderText(tr("Find by name or id"));
    words_->setAccessibleName(tr("Find by name or id"));
    found_->setAccessibleName(tr("Found"));
    found_->setFrameShape(QFrame::NoFrame);
    found_->setFocusPolicy(Qt::NoFocus);
    found_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(words_);
    column->addWidget(found_);
    words_->installEventFilter(this);
    connect(words_, &QLineEdit::textChanged, this, &FindBox::refresh);
    connect(words_, &QLineEdit::returnPressed, this, &FindBox::choose);
    connect(found_, &QListWidget::itemClicked, this, &FindBox::choose);
    hide();
}

void FindBox::open(const QPoint& topRight) {
    setGeometry(topRight.x() - boxWidth, topRight.y(), boxWidth, boxHeight);
    refresh();
    show();
    raise();
    words_->selectAll();
    words_->setFocus(Qt::ShortcutFocusReason);
}

void FindBox::refresh() {
    found_->clear();
    entities_.clear();
    const QStringList words = words_->text().split(u' ', Qt::SkipEmptyParts);
    const Model& model = document_.model();
    const auto offer = [&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>()) {
            if (found_->count() == mostRows)
                return;
            const EntityRef ref{Entity::kind, entity.id.text};
            const QString name = toQt(readableName(model, pathOf(ref)));
            const QString id = toQt(entity.id.text);
            if (!matches(name + u' ' + id, words))
                continue;
            auto* row = new QListWidgetItem(name, found_);
            row->setToolTip(toQt(Entity::kind) + u' ' + id);
            entities_.push_back(ref);
        }
    };
    offer.operator()<Metric>();
    offer.operator()<Input>();
    offer.operator()<Link>();
    offer.operator()<Process>();
    offer.operator()<Intervention>();
    offer.operator()<Group>();
    offer.operator()<Scenario>();
    if (found_->count() > 0)
        found_->setCurrentRow(0);
}

void FindBox::choose() {
    const int row = found_->currentRow();
    if (row < 0)
        return;
    const EntityRef entity = entities_[static_cast<size_t>(row)];
    hide();
    emit chosen(entity);
}

bool FindBox::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        hide();
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            hide();
            return true;
        }
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            found_->setCurrentRow(std::clamp(found_->currentRow() + step, 0, std::max(0, found_->count() - 1)));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FindBox::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setPen(palette.field);
    painter.setBrush(palette.surface);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace tributary::ui
