// SPDX-License-Identifier: GPL-3.0-or-later
// ScenarioTable: the scenarios side by side, one row each, plans apart from other beliefs about them; choosing a row
// chooses the scenario.
#pragma once

#include <QWidget>

class QTableWidget;

namespace tributary {
struct Results;
struct ScenarioResults;
} // namespace tributary

namespace tributary::ui {

class Document;

class ScenarioTable : public QWidget {
    Q_OBJECT
public:
    explicit ScenarioTable(Document& document, QWidget* parent = nullptr);

    /// Reads the latest results.
    void refresh();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void addRow(const Results& results, const ScenarioResults& scenario);

    Document& document_;
    QTableWidget* table_;
    bool reading_ = false; ///< rows are being written: their selection is not the user's
};

} // namespace tributary::ui
