// SPDX-License-Identifier: GPL-3.0-or-later
// InterventionsPage: the interventions of a model and, on its second list, the scenarios that put them to use: the one
// is what can be bought, the other what is decided. Window thread only.
#pragma once

#include "core/model/edit.h"
#include "ui/interventions/fields_view.h"

#include <QWidget>
#include <optional>

class QBoxLayout;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace tributary::ui {

class CatalogueDialog;
class Document;
class EmptyState;
class InterventionView;
class PlanList;
class ScenarioView;
class SegmentedControl;

class InterventionsPage : public QWidget {
    Q_OBJECT
public:
    enum class List { interventions, scenarios };

    explicit InterventionsPage(Document& document, QWidget* parent = nullptr);
    ~InterventionsPage() override;

    void showList(List list);
    [[nodiscard]] List list() const { return list_; }
    /// Opens the catalogue; what is chosen there is added and shown.
    void openCatalogue();
    void addScenario();

    [[nodiscard]] InterventionView& intervention() const { return *intervention_; }
    [[nodiscard]] ScenarioView& scenario() const { return *scenario_; }
    [[nodiscard]] PlanList& entries() const { return *entries_; }
    [[nodiscard]] CatalogueDialog* catalogueDialog() const { return catalogue_; }

signals:
    void transitCaseWanted();
    /// A person wants to go to the place at that path, on another page.
    void placeWanted(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildSide();
    void buildEmpty();
    void opened();
    void follow();
    void refresh();
    void fillEntries();
    void showEntity();
    void add();
    void chooseEntry(const QString& id);
    void eraseEntry(const QString& id);
    [[nodiscard]] std::optional<EntityRef> wanted() const;
    [[nodiscard]] FieldsView& view() const; ///< of the list that is shown

    Document& document_;
    List list_ = List::interventions;
    InterventionId shownIntervention_;
    bool behind_ = true; ///< the model changed while the page was out of sight
    FieldsView::Pace pace_ = FieldsView::Pace::atOnce;
    QWidget* side_; ///< at the left, or above where there is little room
    QBoxLayout* sideLayout_;
    QBoxLayout* layout_;
    SegmentedControl* lists_;
    QToolButton* add_;
    PlanList* entries_;
    QStackedWidget* content_;
    InterventionView* intervention_;
    ScenarioView* scenario_;
    EmptyState* empty_ = nullptr;
    QPushButton* emptyAdd_ = nullptr;
    QPushButton* emptyCase_ = nullptr;
    CatalogueDialog* catalogue_ = nullptr; ///< made when it is first asked for
};

} // namespace tributary::ui
