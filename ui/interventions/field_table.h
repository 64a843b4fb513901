// SPDX-License-Identifier: GPL-3.0-or-later
// FieldTable: a table whose cells are widgets, most of them fields: hairlines, a place for messages and one for details
// under each row; a row may have two lines. Its head stays in sight while its rows scroll. Columns share the width by
// what they need; where there is less than the least they step back, the least important first. Window thread only.
#pragma once

#include <QPointer>
#include <QWidget>
#include <vector>

class QAbstractScrollArea;
class QGridLayout;
class QVBoxLayout;

namespace tributary::ui {

class TintedLabel;

struct FieldColumn {
    QString title{};
    int width = 80; ///< that it wants
    int stretch = 0;
    int importance = 9; ///< columns below 9 may step back, the lowest first
    Qt::Alignment alignment = Qt::AlignLeft;
    QString toolTip{};
    int least = 0;  ///< that it can do with; 0: what it wants
    int under = -1; ///< the column below which it stands, on a second line of each row; -1: on the first
};

class FieldTable : public QWidget {
    Q_OBJECT
public:
    explicit FieldTable(std::vector<FieldColumn> columns, QWidget* parent = nullptr);

    /// Begins a row; what follows is put into it.
    void addRow();
    void setCell(int column, QWidget* cell);
    /// Puts what is wrong with a field of the row below it, over the whole width.
    void addMessage(QWidget* message);
    /// The column of the row's details, which is made at the first call; hidden until it is asked to show.
    [[nodiscard]] QWidget& details();

    /// Says that a cell of a column needs so much; the largest need counts where there is room for it.
    void setNeed(int column, int width);
    /// Says that a column cannot do with less than so much, which comes before what others want.
    void setLeast(int column, int width);
    void setTitle(int column, const QString& title);
    /// Lets a title begin where the text of the column's fields does.
    void indentTitle(int column);
    [[nodiscard]] int rowCount() const { return static_cast<int>(rows_.size()); }
    [[nodiscard]] bool isColumnShown(int column) const { return shown_[host(static_cast<size_t>(column))]; }

    /// The head, which lies over the rows where the table has scrolled beyond the upper edge of the page.
    [[nodiscard]] QWidget& head() const { return *head_; }

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Row {
        std::vector<QWidget*> cells;
        QVBoxLayout* messages = nullptr;
        QWidget* details = nullptr;
    };
    void fitColumns();
    void shareWidth();
    void placeHead();
    [[nodiscard]] int leastOf(size_t column) const;
    [[nodiscard]] int gridRow(size_t row) const {
        return 2 + static_cast<int>(row) * 5;
    } ///< of its line; two lines of cells, messages and details come below
    [[nodiscard]] bool isBelow(size_t column) const { return columns_[column].under >= 0; }
    /// The column of the first line that has the room for it.
    [[nodiscard]] size_t host(size_t column) const {
        return isBelow(column) ? static_cast<size_t>(columns_[column].under) : column;
    }
    /// Whether rows have a second line.
    [[nodiscard]] bool hasTwoLines() const;
    [[nodiscard]] int headHeight() const;
    /// Columns of the first line; those below them come last.
    [[nodiscard]] int lineColumns() const;

    std::vector<FieldColumn> columns_;
    std::vector<int> needs_;
    std::vector<bool> shown_;
    QWidget* head_;
    std::vector<TintedLabel*> heads_;
    QPointer<QAbstractScrollArea> page_; ///< in which it is shown
    std::vector<Row> rows_;
    QGridLayout* grid_;
};

} // namespace tributary::ui
