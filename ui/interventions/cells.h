// SPDX-License-Identifier: GPL-3.0-or-later
// Cells: the small widgets that stand in the rows of plans: an evidence grade, a change with its triangle and range, a
// metric with its mark that can be chosen anew, what moves a row or takes it out. Window thread only.
#pragma once

#include "core/model/edit.h"
#include "ui/look/marks.h"
#include "ui/look/metric_change.h"

#include <QAbstractButton>
#include <QToolButton>
#include <QWidget>
#include <functional>
#include <optional>

namespace tributary::ui {

class Document;

/// The mark of an evidence grade; the source is its tool tip.
class GradeCell : public QWidget {
    Q_OBJECT
public:
    explicit GradeCell(QWidget* parent = nullptr);
    void show(const Evidence& evidence);
    [[nodiscard]] QSize sizeHint() const override { return {20, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Grade grade_ = Grade::none;
};

/// A change against business as usual: triangle, words, and the range behind them.
class ChangeCell : public QWidget {
    Q_OBJECT
public:
    explicit ChangeCell(QWidget* parent = nullptr);
    void show(const MetricChange& change);
    /// Shows plain words in the colour of labels.
    void show(const QString& words);
    [[nodiscard]] QSize sizeHint() const override { return {160, 20}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    MetricChange change_;
};

/// What an effect acts on; a click, Space or Enter asks for another.
class TargetCell : public QAbstractButton {
    Q_OBJECT
public:
    explicit TargetCell(QWidget* parent = nullptr);
    void show(const QString& words, std::optional<Level> level);
    [[nodiscard]] QSize sizeHint() const override { return {180, 28}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {60, 28}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::optional<Level> level_;
};

/// How a row of a list is moved by a step and taken out.
struct RowEdits {
    std::function<Result<Edit>(const Model&, int step)> move;
    std::function<Result<Edit>(const Model&)> erase;
};

/// The menu of row `index` of `count`: move up, move down, take out.
[[nodiscard]] QToolButton* rowMenu(Document& document, const QString& name, size_t index, size_t count,
                                   const RowEdits& edits, QWidget* parent);

/// A cross that makes an edit at a click: "Take out Maintenance".
[[nodiscard]] QToolButton* crossButton(Document& document, const QString& words,
                                       std::function<Result<Edit>(const Model&)> edit, QWidget* parent);

/// A flat button with an icon.
[[nodiscard]] QToolButton* iconButton(const QString& icon, const QString& words, QWidget* parent);

} // namespace tributary::ui
