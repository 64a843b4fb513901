// SPDX-License-Identifier: GPL-3.0-or-later
// LedgerPanel: what goes wrong in the process, the dearest first, and the hand-offs between groups. Window thread only.
#pragma once

#include "core/insight/exceptions_ledger.h"

#include <QWidget>

namespace tributary::ui {

class RowsChart;

class LedgerPanel : public QWidget {
    Q_OBJECT
public:
    explicit LedgerPanel(QWidget* parent = nullptr);

    /// Shows a ledger in the words of a model, with the noun of a case; null: none yet.
    void show(const Model& model, const ExceptionsLedger* ledger, const QString& noun);
    [[nodiscard]] RowsChart& exceptions() const { return *exceptions_; }
    [[nodiscard]] RowsChart& handOffs() const { return *handOffs_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RowsChart* exceptions_;
    RowsChart* handOffs_;
};

} // namespace tributary::ui
