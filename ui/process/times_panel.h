// SPDX-License-Identifier: GPL-3.0-or-later
// TimesPanel: what the simulation of a process shows beyond its means: how long cases take from the fastest to the
// slowest, how long queues are over time, and before and after side by side with what lies between them, replication by
// replication. Window thread only.
#pragma once

#include "core/insight/process_measures.h"

#include <QWidget>

class QBoxLayout;
class QLabel;

namespace tributary::ui {

class BeforeAfterTable;
class LinesChart;

class TimesPanel : public QWidget {
    Q_OBJECT
public:
    explicit TimesPanel(QWidget* parent = nullptr);

    /// Shows the simulation of the chosen scenario beside that of business as usual; either may be null. `failure` says
    /// why nothing could be measured; empty where that is no matter.
    void show(const ProcessMeasures* measures, const ProcessMeasures* usual, const QString& currency,
              const QString& failure);

    [[nodiscard]] LinesChart& cycleTimes() const { return *cycleTimes_; }
    [[nodiscard]] LinesChart& queues() const { return *queues_; }
    /// The table, row by row: name, business as usual, scenario, difference.
    [[nodiscard]] QVector<QStringList> rows() const;
    /// What stands above its columns, as long as there is room for.
    [[nodiscard]] QStringList headings() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QBoxLayout* charts_; ///< side by side, or one below the other
    LinesChart* cycleTimes_;
    LinesChart* queues_;
    BeforeAfterTable* table_;
    QLabel* withoutSpread_; ///< which times are taken as all the same
};

} // namespace tributary::ui
