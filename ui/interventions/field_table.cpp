// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/field_table.h"

#include "ui/inspector/tinted_label.h"
#include "ui/look/hairline.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAbstractScrollArea>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

namespace {
constexpr int columnGap = 8;
constexpr int aroundHead = 6;   ///< above the titles and below them
constexpr int secondLine = 30;  ///< of a row
constexpr int fieldPadding = 8; ///< between the border of a field and its text
constexpr int fieldRowHeight = 34;
constexpr int never = 9; ///< importance of a column that stays

int headLine() { return QFontMetrics(fontOf(TextRole::labelStrong)).height() + 2; }

/// The ground of the titles, as of any table: rows that scroll go below it.
class Head : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(rect(), currentPalette().surface);
        painter.fillRect(QRect(0, height() - 1, width(), 1), currentPalette().ink);
    }
};

} // namespace

FieldTable::FieldTable(std::vector<FieldColumn> columns, QWidget* parent)
    : QWidget(parent), columns_(std::move(columns)), needs_(columns_.size(), 0), shown_(columns_.size(), true),
      head_(new Head(this)), grid_(new QGridLayout(this)) {
    // The columns step back before the page must scroll sideways.
    grid_->setSizeConstraint(QLayout::SetNoConstraint);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(columnGap);
    grid_->setVerticalSpacing(0);
    grid_->setRowMinimumHeight(0, headHeight());
    for (size_t i = 0; i < columns_.size(); ++i) {
        const int column = static_cast<int>(host(i));
        auto* head = new TintedLabel(columns_[i].title, TextRole::labelStrong,
                                     isBelow(i) ? &Palette::ink2 : &Palette::ink, head_);
        head->setAlignment(columns_[i].alignment | Qt::AlignVCenter);
        head->setToolTip(columns_[i].toolTip.isEmpty() ? columns_[i].title : columns_[i].toolTip);
        heads_.push_back(head);
        if (isBelow(i))
            continue;
        grid_->addItem(new QSpacerItem(0, 0), 0, column); // what the title stands above
        grid_->setColumnMinimumWidth(column, columns_[i].width);
        grid_->setColumnStretch(column, columns_[i].stretch);
    }
}

void FieldTable::addRow() {
    rows_.push_back({std::vector<QWidget*>(columns_.size()), nullptr, nullptr});
    const int top = gridRow(rows_.size() - 1);
    if (rows_.size() > 1)
        grid_->addWidget(new Hairline(1, this), top, 0, 1, lineColumns());
    grid_->setRowMinimumHeight(top + 1, fieldRowHeight);
}

void FieldTable::setCell(int column, QWidget* cell) {
    const auto at = static_cast<size_t>(column);
    // A field shows and hides itself as the model asks for it; its box goes with the column.
    auto* box = new QWidget(this);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(cell);
    rows_.back().cells[at] = box;
    if (isBelow(at))
        grid_->setRowMinimumHeight(gridRow(rows_.size() - 1) + 2, secondLine);
    const Qt::Alignment alignment = columns_[at].alignment == Qt::AlignLeft
                                        ? Qt::Alignment(Qt::AlignVCenter)
                                        : Qt::Alignment(columns_[at].alignment | Qt::AlignVCenter);
    grid_->addWidget(box, gridRow(rows_.size() - 1) + (isBelow(at) ? 2 : 1), static_cast<int>(host(at)), alignment);
    box->setVisible(shown_[host(at)]);
}

void FieldTable::addMessage(QWidget* message) {
    Row& row = rows_.back();
    if (!row.messages) {
        row.messages = new QVBoxLayout;
        row.messages->setContentsMargins(0, 0, 0, 0);
        grid_->addLayout(row.messages, gridRow(rows_.size() - 1) + 3, 0, 1, lineColumns());
    }
    message->setParent(this);
    row.messages->addWidget(message);
}

QWidget& FieldTable::details() {
    Row& row = rows_.back();
    if (!row.details) {
        row.details = new QWidget(this);
        row.details->hide();
        grid_->addWidget(row.details, gridRow(rows_.size() - 1) + 4, 0, 1, lineColumns());
    }
    return *row.details;
}

void FieldTable::setTitle(int column, const QString& title) {
    TintedLabel* head = heads_[static_cast<size_t>(column)];
    head->setText(title);
    if (columns_[static_cast<size_t>(column)].toolTip.isEmpty())
        head->setToolTip(title);
}

void FieldTable::indentTitle(int column) {
    heads_[static_cast<size_t>(column)]->setContentsMargins(fieldPadding, 0, 0, 0);
}

/// The least that the columns need which never step back.
QSize FieldTable::minimumSizeHint() const {
    int width = 0;
    for (const FieldColumn& column : columns_)
        if (column.importance >= never && column.under < 0)
            width += (column.least > 0 ? column.least : column.width) + columnGap;
    return {std::max(0, width - columnGap), QWidget::minimumSizeHint().height()};
}

void FieldTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
    placeHead();
}

void FieldTable::fitColumns() {
    std::vector<bool> shown(columns_.size(), true);
    const auto needed = [&] {
        int width = -columnGap;
        for (size_t i = 0; i < columns_.size(); ++i)
            width += shown[i] && !isBelow(i) ? leastOf(i) + columnGap : 0;
        return width;
    };
    while (needed() > width()) {
        size_t least = columns_.size();
        for (size_t i = 0; i < columns_.size(); ++i)
            if (shown[i] && !isBelow(i) && columns_[i].importance < never &&
                (least == columns_.size() || columns_[i].importance < columns_[least].importance))
                least = i;
        if (least == columns_.size())
            break;
        shown[least] = false;
    }
    if (shown == shown_)
        return shareWidth();
    shown_ = std::move(shown);
    for (size_t i = 0; i < columns_.size(); ++i) {
        heads_[i]->setVisible(shown_[host(i)]);
        for (const Row& row : rows_)
            if (row.cells[i])
                row.cells[i]->setVisible(shown_[host(i)]);
    }
    shareWidth();
}

int FieldTable::leastOf(size_t column) const {
    return columns_[column].least > 0 ? columns_[column].least : columns_[column].width;
}

void FieldTable::setNeed(int column, int width) {
    int& need = needs_[host(static_cast<size_t>(column))];
    if (width <= need)
        return;
    need = width;
    shareWidth();
}

void FieldTable::setLeast(int column, int width) {
    FieldColumn& at = columns_[static_cast<size_t>(column)];
    if (width == at.least)
        return;
    at.least = width;
    at.width = std::max(at.width, width);
    updateGeometry();
    fitColumns();
}

/// Each column has its least; what is left goes first to what they want and then to what their cells need, in
/// proportion; the stretch of the columns shares the rest.
void FieldTable::shareWidth() {
    std::vector<int> widths(columns_.size(), 0);
    int left = width() + columnGap;
    for (size_t i = 0; i < columns_.size(); ++i) {
        const bool stands = shown_[i] && !isBelow(i);
        widths[i] = stands ? leastOf(i) : 0;
        left -= stands ? widths[i] + columnGap : 0;
    }
    const auto raise = [&](const auto& wanted) {
        int lack = 0;
        for (size_t i = 0; i < widths.size(); ++i)
            lack += shown_[i] && !isBelow(i) ? std::max(0, wanted(i) - widths[i]) : 0;
        if (lack == 0 || left <= 0)
            return;
        const double share = std::min(1.0, double(left) / lack);
        for (size_t i = 0; i < widths.size(); ++i)
            if (const int more =
                    shown_[i] && !isBelow(i) ? static_cast<int>(share * std::max(0, wanted(i) - widths[i])) : 0) {
                widths[i] += more;
                left -= more;
            }
    };
    raise([&](size_t i) { return columns_[i].width; });
    raise([&](size_t i) { return needs_[i]; });
    for (size_t i = 0; i < widths.size(); ++i)
        if (!isBelow(i))
            grid_->setColumnMinimumWidth(static_cast<int>(i), widths[i]);
}

int FieldTable::lineColumns() const {
    return static_cast<int>(
        std::ranges::count_if(columns_, [](const FieldColumn& column) { return column.under < 0; }));
}

bool FieldTable::hasTwoLines() const {
    return std::ranges::any_of(columns_, [](const FieldColumn& column) { return column.under >= 0; });
}

int FieldTable::headHeight() const { return 2 * aroundHead + (hasTwoLines() ? 2 : 1) * headLine(); }

/// Puts the head at the upper edge of the table or of what is seen of it, and its titles above their columns.
void FieldTable::placeHead() {
    const bool isShown = page_ && page_->viewport()->isAncestorOf(this); // not a page that was given up
    const int seen = isShown ? mapFrom(page_->viewport(), QPoint()).y() : 0;
    head_->setGeometry(0, std::clamp(seen, 0, std::max(0, height() - 2 * headHeight())), width(), headHeight());
    for (size_t i = 0; i < heads_.size(); ++i) {
        const QRect column = grid_->itemAtPosition(0, static_cast<int>(host(i)))->geometry();
        heads_[i]->setGeometry(column.left(), aroundHead + (isBelow(i) ? headLine() : 0), column.width(), headLine());
    }
    head_->raise(); // above the cells, which may be younger
}

void FieldTable::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    for (QWidget* each = parentWidget(); each && !page_; each = each->parentWidget())
        page_ = qobject_cast<QAbstractScrollArea*>(each);
    if (page_)
        connect(page_->verticalScrollBar(), &QScrollBar::valueChanged, this, &FieldTable::placeHead,
                Qt::UniqueConnection);
    placeHead();
}

bool FieldTable::event(QEvent* event) {
    const bool taken = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Move)
        placeHead();
    return taken;
}

} // namespace tributary::ui
