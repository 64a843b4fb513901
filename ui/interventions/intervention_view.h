// SPDX-License-Identifier: GPL-3.0-or-later
// InterventionView: one intervention with all its fields: what it is and what it comes to, what it changes, how it
// spreads with a curve that follows each edit, and what it costs. Window thread only.
#pragma once

#include "ui/interventions/fields_view.h"

class QBoxLayout;
class QPushButton;

namespace tributary::ui {

class AdoptionChart;
class CostsPanel;
class EffectsPanel;
class TintedLabel;

class InterventionView : public FieldsView {
    Q_OBJECT
public:
    explicit InterventionView(Document& document, QWidget* parent = nullptr);

    [[nodiscard]] AdoptionChart* chart() const { return chart_; }

protected:
    [[nodiscard]] std::string structure(const EntityRef& entity) const override;
    void fill(QVBoxLayout& column) override;
    void open(std::string_view field) override;
    void refreshFigures() override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fillHeader(QVBoxLayout& column);
    void makeScenario();
    void showPlace();
    void showChart();
    void arrange();
    [[nodiscard]] InterventionId id() const { return InterventionId(entity() ? entity()->id : std::string()); }

    QPointer<QWidget> spread_; ///< beside the curve, or under it where there is no room
    QBoxLayout* upper_ = nullptr;
    TintedLabel* finding_ = nullptr;
    TintedLabel* place_ = nullptr;
    QPushButton* use_ = nullptr; ///< makes a scenario of an intervention that none uses
    AdoptionChart* chart_ = nullptr;
    EffectsPanel* effects_ = nullptr;
    CostsPanel* costs_ = nullptr;
};

} // namespace tributary::ui
