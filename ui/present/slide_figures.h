// SPDX-License-Identifier: GPL-3.0-or-later
// SlideFigures: the figures of the slides, drawn by the charts of the pages from the same series, so that what is
// presented is what is on the page. Lengths are those of a slide 1080 high. Window thread only.
#pragma once

#include "core/report/slides.h"
#include "ui/cascade/cascade_content.h"
#include "ui/document.h"
#include "ui/look/palette.h"
#include "ui/present/slide_tree.h"

#include <QRectF>
#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace tributary::ui {

class AdoptionChart;
class Chart;
class Document;
class FanChart;
class HistogramChart;
class RowsChart;

/// Whether the guesses of participants stand beside the result.
enum class ShownGuesses { none, all };

class SlideFigures {
public:
    explicit SlideFigures(Document& document);
    ~SlideFigures();

    /// Reads model, results, explanation and guesses anew.
    void refresh(ShownGuesses guesses);

    /// Sets the period that the cascade is shown at, until it is read anew; its cards stay where they are.
    void setPeriod(int period);
    [[nodiscard]] int period() const { return cascade_.period(); }

    /// Draws the figure of a slide into `area`; nothing where the slide is words alone.
    void paint(QPainter& painter, const QRectF& area, const Slide& slide, const Palette& palette);

    /// The chart that draws a slide's figure; null where another thing does, or nothing.
    [[nodiscard]] const Chart* chart(SlideKind kind) const;

private:
    void readCharts(ShownGuesses guesses);
    [[nodiscard]] const SlideTree& treeFor(std::optional<Level> band, const QSizeF& area);
    void paintHeadlines(QPainter& painter, const QRectF& area, const Slide& slide, const Palette& palette) const;

    Document& document_;
    Outcome outcome_; ///< what the cascade reads stays as long as it does
    CascadeContent cascade_;
    struct PlacedTree {
        std::optional<Level> band;
        QSizeF area;
        SlideTree tree;
    };
    std::vector<PlacedTree> trees_; ///< of the cascade as it stands, arranged when they were first drawn
    std::unique_ptr<FanChart> cashFlow_;
    std::unique_ptr<HistogramChart> npv_;
    std::unique_ptr<AdoptionChart> adoption_;
    std::unique_ptr<RowsChart> money_;
    std::unique_ptr<RowsChart> drivers_;
    std::unique_ptr<RowsChart> measure_;
    std::unique_ptr<RowsChart> scenarios_;
};

} // namespace tributary::ui
