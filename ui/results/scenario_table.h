// SPDX-License-Identifier: GPL-3.0-or-later
// ScenarioTable: the scenarios side by side, one row each, plans apart from other beliefs about them; choosing a row
// chooses the scenario.
#pragma once

#include "ui/results/scenario_words.h"

#include <QWidget>
#include <memory>

class QTableWidget;

namespace tributary::ui {

class Document;

class ScenarioTable : public QWidget {
    Q_OBJECT
public:
    explicit ScenarioTable(Document& document, QWidget* parent = nullptr);

    /// Reads the latest results.
    void refresh();

    /// The numbers of all rows, for the clipboard and files.
    [[nodiscard]] ChartTable numbers() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void compare(const std::shared_ptr<const Results>& results);
    [[nodiscard]] const NamedScenario* held() const;
    void addRow(const NamedScenario& each);
    void fitColumns();

    Document& document_;
    QTableWidget* table_;
    std::shared_ptr<const Results> results_;
    std::unique_ptr<const Comparison> comparison_; ///< of the results
    std::vector<NamedScenario> shown_;             ///< points into the results
    bool reading_ = false;                         ///< rows are being written: their selection is not the user's
};

} // namespace tributary::ui
