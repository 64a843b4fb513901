// SPDX-License-Identifier: GPL-3.0-or-later
// ScenarioView: one scenario: what it uses and changes first, then all scenarios side by side, then the rest of its
// fields. Window thread only.
#pragma once

#include "ui/interventions/fields_view.h"

namespace tributary::ui {

class ComparisonPanel;
class CostsPanel;
class TintedLabel;

class ScenarioView : public FieldsView {
    Q_OBJECT
public:
    explicit ScenarioView(Document& document, QWidget* parent = nullptr);

signals:
    /// A person wants to go to the quantity at that path.
    void wanted(const QString& path);

protected:
    [[nodiscard]] std::string structure(const EntityRef& entity) const override;
    void fill(QVBoxLayout& column) override;
    void open(std::string_view field) override;
    void refreshFigures() override;

private:
    void fillHeader(QVBoxLayout& column);
    [[nodiscard]] ScenarioId id() const { return ScenarioId(entity() ? entity()->id : std::string()); }

    TintedLabel* finding_ = nullptr;
    TintedLabel* holds_ = nullptr;
    ComparisonPanel* comparison_ = nullptr;
    CostsPanel* costs_ = nullptr;
};

} // namespace tributary::ui
