// SPDX-License-Identifier: GPL-3.0-or-later
// PairTable: row against column, how often the row has the higher NPV and by how much. The rows grow with
// what wraps. Where many scenarios have little room a cell holds the chance alone and its tool tip the rest; the names
// at the left stay while what does not fit scrolls. Window thread
// only.
#pragma once

#include "ui/results/scenario_words.h"

#include <QTableWidget>

namespace tributary::ui {

class PairTable : public QTableWidget {
    Q_OBJECT
public:
    explicit PairTable(const QString& name, QWidget* parent = nullptr);

    void showPairs(const Model& model, const Results& results, const Comparison& comparison,
                   const std::vector<NamedScenario>& scenarios);
    void clearPairs();
    [[nodiscard]] bool isCompact() const { return compact_; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();
    void fitHeight();

    bool compact_ = false;
    bool fitting_ = false; ///< or being filled: what resizes the view then asks for no fit
};

} // namespace tributary::ui
