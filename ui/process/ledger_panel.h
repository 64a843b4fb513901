// SPDX-License-Identifier: GPL-3.0-or-later
// LedgerPanel: what goes wrong in a process or in all of them, the dearest first, what it costs and what takes it away,
// and the hand-offs between groups. Window thread only.
#pragma once

#include "core/insight/exceptions_ledger_trials.h"
#include "ui/process/time_words.h"

#include <QWidget>
#include <cmath>

class QLabel;

namespace tributary::ui {

class Document;
class LedgerMeasurer;
class MatrixChart;
class RowsChart;
class SegmentedControl;
class TableChart;

class LedgerPanel : public QWidget {
    Q_OBJECT
public:
    explicit LedgerPanel(Document& document, QWidget* parent = nullptr);

    /// Tells which map "this map" is.
    void setProcess(const ProcessId& id);
    /// Tells how its times are said, and the share of labour in exceptions that stands beneath; NaN where none does.
    void setBeneath(const TimeWords& times, double exceptionShare);
    [[nodiscard]] SegmentedControl& scope() const { return *scope_; }
    [[nodiscard]] TableChart& exceptions() const { return *exceptions_; }
    [[nodiscard]] RowsChart& pareto() const { return *pareto_; }
    [[nodiscard]] MatrixChart& handOffs() const { return *handOffs_; }
    [[nodiscard]] QString finding() const;
    [[nodiscard]] QString basis() const;

signals:
    /// A row was chosen: the exception, or the flow, that it is of.
    void chosen(const ProcessId& process, const MapPart& part);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void refresh();
    [[nodiscard]] const LedgerRanges* shownRanges() const;
    void setEmptyTexts();
    [[nodiscard]] QString leftOutWords() const;
    [[nodiscard]] QString beneathWords(const LedgerRanges& ranges) const;

    Document& document_;
    LedgerMeasurer* measurer_;
    ProcessId process_;
    TimeWords times_; ///< of this map
    double shareBeneath_ = NAN;
    SegmentedControl* scope_;
    QLabel* finding_;
    QLabel* basis_;
    TableChart* exceptions_;
    RowsChart* pareto_;
    MatrixChart* handOffs_;
};

} // namespace tributary::ui
