// SPDX-License-Identifier: GPL-3.0-or-later
// MonthPanel: what the last run says of a metric in the period that is shown: business as usual and the scenario side
// by side, and the scenario's range. Window thread only.
#pragma once

#include "core/model/metric.h"
#include "ui/look/marks.h"

#include <QString>
#include <QWidget>

namespace tributary::ui {

class Document;

class MonthPanel : public QWidget {
    Q_OBJECT
public:
    MonthPanel(Document& document, MetricId metric, QWidget* parent = nullptr);

    void refresh();
    /// What it says, in one line.
    [[nodiscard]] QString words() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] double valuesWidth() const;
    [[nodiscard]] bool isTall() const;
    [[nodiscard]] int linesOfValues() const;
    void fitHeight();

    Document& document_;
    MetricId metric_;
    QString title_;
    QString missing_; ///< why there are no results
    QString before_;  ///< empty where there are none
    QString after_;
    QString range_;
    Judgement judgement_ = Judgement::none;
};

} // namespace tributary::ui
