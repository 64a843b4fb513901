// SPDX-License-Identifier: GPL-3.0-or-later
// FigureMenu: the three dots of a figure, a chart or a table: copy it as picture and numbers, save it as PNG, SVG or
// CSV. What is saved is what is shown. Window thread only.
#pragma once

#include "core/base/result.h"
#include "ui/charts/chart_table.h"

#include <QToolButton>
#include <functional>

class QImage;
class QMenu;
class QPainter;

namespace tributary::ui {

class FigureMenu : public QToolButton {
    Q_OBJECT
public:
    /// What a figure gives.
    struct Figure {
        std::function<QString()> title;
        std::function<void(QPainter&)> draw; ///< at the size that it has in the window
        std::function<ChartTable()> table;
    };

    /// Makes the button of the figure that fills `panel`.
    FigureMenu(Figure figure, QWidget* panel);

    /// Makes the button of a panel that is drawn by its widgets, such as a table.
    FigureMenu(const QString& title, std::function<ChartTable()> table, QWidget* panel);

    /// Writes the figure to a file; .png, .svg or .csv by its extension.
    [[nodiscard]] Result<QString> save(const QString& path) const;
    /// Puts the picture and the numbers on the clipboard.
    void copy() const;
    /// Puts the numbers alone there, as a spreadsheet takes them.
    void copyTable() const;

signals:
    /// A file could not be written; the message says what to do.
    void saveFailed(const QString& message);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void fillMenu();
    void draw(QPainter& painter) const;
    [[nodiscard]] QImage picture() const;
    void askAndSave(const QString& extension);

    Figure figure_;
    QWidget* panel_;
    QMenu* menu_;
    mutable bool hidden_ = false; ///< a picture of the panel is being drawn, and has no button
};

} // namespace tributary::ui
