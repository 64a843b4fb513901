// SPDX-License-Identifier: GPL-3.0-or-later
// WhatIfRibbon: the outcome with the headlines that were chosen, and up to six pinned quantities as sliders that scroll
// sideways; where there is little room the headlines go with them. What each quantity was when it was pinned or the
// file opened can be gone back to, or the difference kept as a scenario. Window thread only.
#pragma once

#include "core/model/edits.h"

#include <QPointer>
#include <QWidget>
#include <map>
#include <string>
#include <vector>

class QHBoxLayout;
class QAction;
class QToolButton;

namespace tributary::ui {

class Document;
class FittingLabel;
class HeadlinePicker;
class HeadlineTile;
class OutcomePanel;
class OverflowStrip;
class PinSlider;

class WhatIfRibbon : public QWidget {
    Q_OBJECT
public:
    static constexpr int ribbonHeight = 92;

    explicit WhatIfRibbon(Document& document, QWidget* parent = nullptr);
    ~WhatIfRibbon() override;

    [[nodiscard]] OutcomePanel& outcome() const { return *outcome_; }
    [[nodiscard]] const std::vector<PinSlider*>& sliders() const { return sliders_; }
    [[nodiscard]] const std::vector<HeadlineTile*>& headlines() const { return headlines_; }
    [[nodiscard]] OverflowStrip& strip() const { return *strip_; }

    /// Puts all pinned quantities back to what they were, as one edit.
    void resetAll();
    /// Keeps what was moved: at once as a scenario where that gives the numbers shown; where a part of it would become
    /// the scenario's plan it asks which of the two is meant.
    void keep();
    /// Makes a scenario like the chosen one with what was moved as overrides, and puts the model back: one edit.
    void keepAsScenario();
    /// Leaves the model as it is, and gives this state a name among the versions.
    void keepAsVersion();

signals:
    void noted(const QString& words);                     ///< what was done, for the window to say
    void kept(const QString& words, const QString& name); ///< a scenario was made: what to say, the path of its name

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void chooseKeptFrom();
    void readModel();
    void rebuild(const std::vector<std::string>& pins);
    void readHeadlines();
    void offerHeadlines();
    void takeHeadlines(const std::vector<PinnedHeadline>& chosen);
    enum class Headlines { asTiles, asRows, amongSliders };
    /// What they take beside the outcome at the least, in pixels.
    [[nodiscard]] int roomOf(Headlines place) const;
    [[nodiscard]] Headlines placeOfHeadlines(int room) const;
    void arrange();
    void showState();
    void showWords(bool beside);
    void judge();
    [[nodiscard]] std::vector<PinSlider*> movedOnes() const;
    /// Those of them whose overrides are part of a plan.
    [[nodiscard]] std::vector<PinSlider*> movedPlans() const;

    Document& document_;
    OutcomePanel* outcome_;
    QHBoxLayout* all_;
    QToolButton* choose_;
    QWidget* rows_; ///< of the headlines where they have a line each
    OverflowStrip* strip_;
    FittingLabel* empty_;
    QWidget* buttons_;
    QToolButton* reset_;
    QToolButton* keep_;
    QAction* resetCommand_ = nullptr; ///< these by name
    QAction* keepCommand_ = nullptr;
    std::vector<PinSlider*> sliders_;
    std::vector<HeadlineTile*> headlines_;
    QPointer<HeadlinePicker> picker_;           ///< while headlines are chosen; what it holds is shown
    std::map<ScenarioId, ScenarioId> keptFrom_; ///< by the scenario that was made, the one that was chosen before
    PinSlider* last_ = nullptr;                 ///< whose drag the outcome's change tells of
};

} // namespace tributary::ui
