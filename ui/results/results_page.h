// SPDX-License-Identifier: GPL-3.0-or-later
// ResultsPage: what the chosen scenario comes to: the finding, the headlines, and the charts behind them.
#pragma once

#include <QWidget>
#include <string>

class QBoxLayout;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace tributary {
struct Insight;
}

namespace tributary::ui {

class AdoptionChart;
enum class Axes : int;
class Document;
class EmptyState;
class FanChart;
class HeadlineStrip;
class HistogramChart;
class RowsChart;
class ScenarioTable;
class TintedLabel;

class ResultsPage : public QWidget {
    Q_OBJECT
public:
    explicit ResultsPage(Document& document, QWidget* parent = nullptr);

protected:
    void resizeEvent(QResizeEvent* event) override;

signals:
    void transitCaseWanted();
    void scenarioWanted();                     ///< a new one, where there is none
    void problemsWanted();                     ///< the list of what is wrong
    void placeWanted(const std::string& path); ///< of what is wrong
    void runWanted();                          ///< once more, after one that failed

private:
    void buildBody();
    void buildEmpty();
    void refresh();
    void showEmpty(const QString& sentence, const QString& how);
    void showWaiting();
    void showStale();
    [[nodiscard]] const Insight* insight() const;
    [[nodiscard]] bool isInsightCurrent() const;
    void showInsightState();
    void showInsight();
    void showUptake();
    [[nodiscard]] bool hasErrors() const;

    Document& document_;
    QStackedLayout* pages_;
    QLabel* finding_ = nullptr;
    QLabel* detail_ = nullptr;
    QBoxLayout* second_ = nullptr; ///< below the finding: what decides, beside or above what it rests on
    QLabel* stale_ = nullptr;
    HeadlineStrip* headlines_ = nullptr;
    TintedLabel* failed_ = nullptr; ///< trials that the page leaves out
    QPushButton* failedWhy_ = nullptr;
    FanChart* cashFlow_ = nullptr;
    HistogramChart* npv_ = nullptr;
    AdoptionChart* adoption_ = nullptr;
    ScenarioTable* scenarios_ = nullptr;
    QLabel* insightState_ = nullptr; ///< how far the explanation is, or that it is of an older model
    RowsChart* tornado_ = nullptr;
    RowsChart* effects_ = nullptr;
    RowsChart* information_ = nullptr;
    RowsChart* paths_ = nullptr;
    RowsChart* breakEvens_ = nullptr;
    RowsChart* regimes_ = nullptr;
    QWidget* uptake_ = nullptr; ///< the cards of who takes it up, and what comes of it where that fails
    ScenarioId shown_;
    const void* insightShown_ = nullptr; ///< what the charts show, to be compared alone
    EmptyState* empty_ = nullptr;
    QPushButton* addScenario_ = nullptr;
    QPushButton* problems_ = nullptr;
    QPushButton* place_ = nullptr; ///< leads to placeOfError_
    std::string placeOfError_;
    QPushButton* runAgain_ = nullptr;
    QPushButton* transitCase_ = nullptr;
};

} // namespace tributary::ui
