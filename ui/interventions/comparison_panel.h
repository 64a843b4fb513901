// SPDX-License-Identifier: GPL-3.0-or-later
// ComparisonPanel: all scenarios side by side: their headlines in a table, their NPVs on one scale, and for each pair
// the chance that one beats the other with what is between them. What is under another belief stands below the plans
// and is marked. Business as usual is what all are held against, so it is no row. Window thread only.
#pragma once

#include "core/model/scenario.h"
#include "ui/results/scenario_words.h"

#include <QWidget>
#include <functional>
#include <memory>
#include <vector>

class QBoxLayout;
class QTableWidget;

namespace tributary::ui {

class Document;
class FigureMenu;
class PairTable;
class Panel;
class RowsChart;
class TintedLabel;

class ComparisonPanel : public QWidget {
    Q_OBJECT
public:
    explicit ComparisonPanel(Document& document, QWidget* parent = nullptr);
    ~ComparisonPanel() override;

    /// Reads the latest results of all scenarios; under a drag there are none, and the last ones stay.
    void refresh();

    [[nodiscard]] QTableWidget& table() const { return *table_; }
    [[nodiscard]] PairTable& matrix() const { return *matrix_; }
    [[nodiscard]] RowsChart& chart() const { return *chart_; }
    /// The row of the chart and of the pairs.
    [[nodiscard]] QBoxLayout& lower() const { return *lower_; }

signals:
    void chosen(const ScenarioId& scenario);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    FigureMenu* addMenu(Panel& panel, const QString& title, std::function<ChartTable()> table);
    [[nodiscard]] const NamedScenario* held() const;
    [[nodiscard]] ChartTable numbers() const;
    [[nodiscard]] ChartTable pairNumbers() const;
    void fillTable();
    void addRow(const NamedScenario& each, const NamedScenario* held);
    void fillChart();
    void fillMatrix();
    void showState();
    void fitColumns();

    Document& document_;
    Panel* side_;
    Panel* pairs_;
    QTableWidget* table_;
    PairTable* matrix_;
    RowsChart* chart_;
    TintedLabel* empty_;
    QBoxLayout* lower_;
    std::shared_ptr<const Results> results_;
    std::vector<NamedScenario> shown_; ///< points into the results; the plans first
    size_t plans_ = 0;                 ///< how many of them
    std::unique_ptr<const Comparison> comparison_;
    bool reading_ = false; ///< rows are being written: their selection is not the user's
};

} // namespace tributary::ui
