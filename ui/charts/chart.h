// SPDX-License-Identifier: GPL-3.0-or-later
// Chart: a panel with a title line, one figure, a crosshair with a tool tip under the pointer or the arrow keys, and a
// menu to copy and save. What is saved, and what the report draws, comes from the same code as what is shown. Window
// thread only.
#pragma once

#include "core/base/result.h"
#include "ui/charts/chart_table.h"
#include "ui/look/palette.h"

#include <QPair>
#include <QPointF>
#include <QVector>
#include <QWidget>
#include <memory>
#include <optional>

class QCPPainter;
class QCustomPlot;
class QAbstractScrollArea;

namespace tributary::ui {

class FigureMenu;
class Plot;

enum class ChartTitle { shown, hidden };

/// Whether the axes fit what is shown, or hold what they show and only grow, as under a drag.
enum class Axes : int { fit, hold };

/// How a chart is drawn outside the window.
struct ChartStyle {
    Palette palette = Palette::print();
    double scale = 1; ///< of texts, lines and hatching; 1 is the window's 9 pt
    ChartTitle title = ChartTitle::shown;
};

/// Dresses a plot: no frame, horizontal hairlines, 9 pt axis texts in ink3, ticks outward.
void applyLook(QCustomPlot& plot, const Palette& palette);

class Chart : public QWidget {
    Q_OBJECT
public:
    ~Chart() override;

    /// Draws the chart into `area` as vectors, at the painter's 96 dpi units.
    void render(QPainter& painter, const QRectF& area, const ChartStyle& style) const;

    /// Writes the chart to a file; .png, .svg or .csv by its extension.
    [[nodiscard]] Result<QString> save(const QString& path) const;

    /// Returns the numbers that the chart shows.
    [[nodiscard]] virtual ChartTable table() const = 0;
    [[nodiscard]] QString csv() const { return table().csv(); }

    /// Puts the picture and the numbers on the clipboard.
    void copy() const;
    /// Puts the numbers alone there, as a spreadsheet takes them.
    void copyTable() const;

    /// Says what will be here and how to get it, while there is nothing to draw.
    void setEmptyText(const QString& sentence, const QString& how);

    /// Uses these tokens instead of the theme's.
    void setPalette(const Palette& palette);

    /// Tells what the axes do with the data that come next.
    void setAxes(Axes axes) { axes_ = axes; }

    [[nodiscard]] QSize sizeHint() const override { return {560, 268}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 200}; }

signals:
    /// A file could not be written; the message says what to do.
    void saveFailed(const QString& message);

protected:
    explicit Chart(QWidget* parent);

    [[nodiscard]] Axes axes() const { return axes_; }
    /// The point that the pointer or the keys are on; -1: none.
    [[nodiscard]] int hovered() const { return hovered_; }
    /// Tells whether there is anything to draw.
    [[nodiscard]] virtual bool isEmpty() const = 0;
    /// Draws the figure.
    virtual void build(Plot& plot) const = 0;
    /// Returns the name that a saved file is offered.
    [[nodiscard]] virtual QString title() const = 0;
    /// Returns how many points the pointer and the arrow keys can be on.
    [[nodiscard]] virtual int pointCount() const { return 0; }
    /// Returns the point under a place of the panel, the nearest along the horizontal axis; -1 where there is none.
    [[nodiscard]] virtual int pointAt(const Plot& plot, const QPointF& place) const;
    /// Returns the place of a point along the horizontal axis.
    [[nodiscard]] virtual double pointX(int) const { return 0; }
    /// Returns where the lines stand at a point, on the vertical axis.
    [[nodiscard]] virtual QVector<double> pointMarks(int) const { return {}; }
    /// Returns the lines of a point's tool tip: name and value.
    [[nodiscard]] virtual QVector<QPair<QString, QString>> pointText(int) const { return {}; }
    /// Returns how many points Page up and Page down go: a year.
    [[nodiscard]] virtual int pageOfPoints() const { return 12; }
    /// Returns the direction in which the arrow keys walk the points.
    [[nodiscard]] virtual Qt::Orientation walk() const { return Qt::Horizontal; }
    /// Draws the crosshair and the tool tip of a point.
    virtual void drawPoint(QCPPainter& painter, const Plot& plot, int point) const;
    /// Says what the figure shows, for those who do not see it, while no point is chosen.
    [[nodiscard]] virtual QString spoken() const;
    /// Notices where the pointer is; returns whether the figure itself changes with it.
    virtual bool pointerAt(const Plot&, std::optional<QPointF>) { return false; }

    /// What is drawn in the window; null while there is nothing.
    [[nodiscard]] const Plot* plot() const { return plot_.get(); }
    /// Draws anew; call after any change of what is shown.
    void refresh();

    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] const Palette& tokens() const;
    [[nodiscard]] ChartStyle windowStyle() const;
    void drawEmpty(QPainter& painter, const QRectF& area, const ChartStyle& style) const;
    void drawPanel(QPainter& painter) const;
    void hover(int point);
    void describe();
    bool scrollPage(QEvent& wheel);
    [[nodiscard]] QAbstractScrollArea* pageBelow() const;
    void leave();

    std::unique_ptr<QCustomPlot> canvas_;
    std::unique_ptr<Plot> plot_;
    FigureMenu* more_ = nullptr;
    std::optional<Palette> own_;
    QString emptySentence_;
    QString emptyHow_;
    Axes axes_ = Axes::fit;
    int hovered_ = -1;
    bool ringed_ = false;    ///< the keyboard is here
    bool byPointer_ = false; ///< the point was chosen by the pointer, not by a key
    QMetaObject::Connection scrolling_;
};

} // namespace tributary::ui
