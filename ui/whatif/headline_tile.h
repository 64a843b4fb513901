// SPDX-License-Identifier: GPL-3.0-or-later
// HeadlineTile: one pinned headline beside the NPV: its value in the chosen scenario and what the last move of a
// quantity has done to it. Window thread only.
#pragma once

#include "core/model/edits.h"
#include "ui/look/marks.h"

#include <QString>
#include <QWidget>

class QPainter;

namespace tributary::ui {

class Document;

/// The name of a headline: "Discounted payback", or that of its metric.
[[nodiscard]] QString headlineName(const Model& model, const PinnedHeadline& headline);

class HeadlineTile : public QWidget {
    Q_OBJECT
public:
    HeadlineTile(Document& document, PinnedHeadline headline, QWidget* parent = nullptr);
    ~HeadlineTile() override;

    [[nodiscard]] const PinnedHeadline& headline() const { return headline_; }
    [[nodiscard]] const QString& value() const { return value_; }
    [[nodiscard]] const QString& change() const { return change_; } ///< "+4 mo, worse"
    [[nodiscard]] const QString& range() const { return range_; }
    [[nodiscard]] const QString& when() const { return when_; } ///< of a metric: "month 24"

    static constexpr int narrowest = 152;
    static constexpr int widest = 216;

    /// Says it all in one line, to stand above and under others, or as a tile of three lines.
    void setInRow(bool inRow);

    /// As wide as its name, within these.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {narrowest, 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void read();
    struct RowColumns {
        double value = 0;
        double remark = 0;
    };
    [[nodiscard]] RowColumns rowColumns() const;
    [[nodiscard]] const QString& rowRemark() const;
    [[nodiscard]] QFont rowRemarkFont() const;
    void paintRow(QPainter& painter) const;

    Document& document_;
    PinnedHeadline headline_;
    QString name_;
    QString value_;
    QString when_;
    QString range_; ///< P10 to P90, or of a chance its trials
    QString change_;
    QString waiting_;    ///< in its place while the numbers are of the state before
    QString shortRange_; ///< those two, where there is one line for all: without the unit of the value
    QString shortChange_;
    bool inRow_ = false;
    Judgement judgement_ = Judgement::none;
    bool rises_ = false;
    bool stale_ = false;  ///< the numbers are of an older state
    bool passed_ = false; ///< something else was turned to since the last drag
};

} // namespace tributary::ui
