// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/problems_panel.h"

#include "ui/look/icons.h"
#include "ui/look/severity_sign.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/window/problem_list.h"

#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int problemRow = 28;
constexpr int panelMargin = 16;
constexpr int problemGap = 12;
constexpr int problemIcon = 14;

/// Icon, sentence, place, action: one line, what does not fit is elided and stands in the tool tip.
class ProblemRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {400, problemRow};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Palette& palette = currentPalette();
        painter->save();
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, palette.sunken);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), palette.ink);
        const auto sign = signOf(static_cast<Severity>(index.data(ProblemList::severityRole).toInt()));
        const QRect line = option.rect.adjusted(panelMargin, 0, -panelMargin, 0);
        paintIcon(*painter, sign.icon,
                  QRectF(line.left(), line.center().y() - problemIcon / 2.0 + 1, problemIcon, problemIcon),
                  palette.*sign.colour);

        int left = line.left() + problemIcon + problemGap;
        const int room = line.right() - left;
        const auto column = [&](const QString& text, const QFont& font, const QColor& colour, int widest) {
            const QFontMetrics metrics(font);
            const int width = std::min(widest, metrics.horizontalAdvance(text) + 1);
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(QRect(left, line.top(), width, line.height()), Qt::AlignVCenter | Qt::AlignLeft,
                              metrics.elidedText(text, Qt::ElideRight, width));
            left += width + problemGap;
        };
        QFont linked = fontOf(TextRole::label);
        linked.setUnderline(true);
        const QString place = index.data(ProblemList::placeRole).toString();
        const QString action = index.data(ProblemList::actionRole).toString();
        // The sentence takes what place and action leave, and at least half.
        const int placeWidth = std::min(room / 4, QFontMetrics(fontOf(TextRole::label)).horizontalAdvance(place) + 1);
        const int actionWidth = QFontMetrics(linked).horizontalAdvance(action) + 1;
        column(index.data().toString(), fontOf(TextRole::row), palette.ink,
               std::max(room / 2, room - placeWidth - actionWidth - 2 * problemGap));
        column(place, fontOf(TextRole::label), palette.ink3, placeWidth);
        column(action, linked, palette.ink, std::max(0, line.right() - left));
        painter->restore();
    }
};

} // namespace

ProblemsPanel::ProblemsPanel(Document& document, QWidget* parent)
    : QWidget(parent), list_(new ProblemList(document, this)), view_(new QListView(this)) {
    setFixedHeight(panelHeight);
    setAccessibleName(tr("Problems"));
    view_->setAccessibleName(tr("Problems of the model"));
    view_->setModel(list_);
    view_->setItemDelegate(new ProblemRow(view_));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setMouseTracking(true);
    view_->setUniformItemSizes(true);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->addWidget(view_);
    setFocusProxy(view_);
    connect(view_, &QListView::clicked, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(view_, &QListView::activated, this, [this](const QModelIndex& index) { choose(index.row()); });
    connect(list_, &QAbstractItemModel::modelReset, this, &ProblemsPanel::counted);
}

void ProblemsPanel::go(int step) {
    const int rows = list_->rowCount();
    if (rows == 0)
        return;
    const QModelIndex now = view_->currentIndex();
    const int row = now.isValid() ? (now.row() + step + rows) % rows : step > 0 ? 0 : rows - 1;
    view_->setCurrentIndex(list_->index(row));
    choose(row);
}

void ProblemsPanel::choose(int row) { emit chosen(toQt(list_->problem(row).subject)); }

void ProblemsPanel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), currentPalette().surface);
    painter.fillRect(QRect(0, 0, width(), 1), currentPalette().rule);
}

} // namespace tributary::ui
