// SPDX-License-Identifier: GPL-3.0-or-later
// CatalogueDialog: the kinds of tool, each with what is known of its adoption, costs and effects, by whom, and how far
// that can be trusted; a person chooses for whom it is and what it acts on, and adds it. Window thread only.
#pragma once

#include "core/exchange/catalogue.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace tributary::ui {

class Document;
class LineField;
class PathPicker;
class TintedLabel;

class CatalogueDialog : public QDialog {
    Q_OBJECT
public:
    explicit CatalogueDialog(Document& document, QWidget* parent = nullptr);

    /// Opens the dialog anew.
    void begin();
    [[nodiscard]] QListWidget& kinds() const { return *kinds_; }
    [[nodiscard]] QLineEdit& name() const { return *name_; }
    [[nodiscard]] PathPicker& picker() const { return *picker_; }

signals:
    void added(const QString& intervention);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fitToScreen();
    void showEntry();
    void fillGroups(QVBoxLayout& column);
    void fillEffects(QVBoxLayout& column);
    void fillAdoption(QVBoxLayout& column);
    void fillCosts(QVBoxLayout& column);
    void pickTarget(const Effect& effect, QWidget& anchor);
    void orderTabs();
    void showReady();
    [[nodiscard]] bool hasNewGroup() const;
    [[nodiscard]] Result<Edit> addNewGroup() const;
    [[nodiscard]] Result<Edit> edit() const;
    void add();
    [[nodiscard]] const CatalogueEntry& entry() const;
    [[nodiscard]] QString factWords(const std::vector<std::string>& ids) const;

    Document& document_;
    const Catalogue& catalogue_;
    QListWidget* kinds_;
    QScrollArea* scroll_;
    QLineEdit* name_;
    QCheckBox* scenario_;
    QPushButton* add_;
    TintedLabel* state_; ///< what will come of it, or what is wrong
    PathPicker* picker_;
    QPointer<QWidget> page_;
    std::vector<GroupId> groups_; ///< those that are ticked
    struct {
        LineField *name, *headcount, *hourlyCost;
    } newGroup_{}; ///< fields for one that the model does not have, on the page
    std::map<EffectId, std::string> targets_;
};

} // namespace tributary::ui
