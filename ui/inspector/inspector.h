// SPDX-License-Identifier: GPL-3.0-or-later
// Inspector: every field of what is selected, to read and to edit; the parts of the model where nothing is. What is
// typed and not valid yet is kept while another thing is selected. Window thread only.
#pragma once

#include "core/model/map_edits.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"

#include <QPointer>
#include <QWidget>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace tributary::ui {

class Document;

class Inspector : public QWidget {
    Q_OBJECT
public:
    explicit Inspector(Document& document, QWidget* parent = nullptr);
    ~Inspector() override;

    /// The editor of a field of the selected entity, by its path below it; null where there is none. The part that
    /// holds it is opened.
    [[nodiscard]] FieldEditor* editor(std::string_view field);
    /// Opens, scrolls to and focuses a field.
    void reveal(std::string_view field);
    /// Puts the focus on the first value of what is selected.
    void takeFocus();

    /// Makes the quantity that is being edited a slider of the what-if ribbon, or takes it away from there; where none
    /// is, the first of what is selected.
    void togglePin();

    [[nodiscard]] QSize sizeHint() const override { return {303, 600}; }

signals:
    void placeWanted(const QString& path); ///< its page is to be shown, and it is to be selected there

private:
    void showSelection();
    void showPart(std::string_view part);
    void rebuild();
    void refresh();
    void retire();
    void fillHeader(QVBoxLayout& column);
    void orderTabs();
    [[nodiscard]] QList<FieldEditor*> editors() const;
    /// The field part of the selection: `estimate` of `metric/L2/estimate`.
    [[nodiscard]] std::string selectedField() const;
    [[nodiscard]] std::vector<MetricId> selectedTogether() const;
    [[nodiscard]] std::vector<MapPart> partsTogether() const;
    [[nodiscard]] bool showsSeveral() const { return !several_.empty() || !parts_.empty(); }

    Document& document_;
    QScrollArea* scroll_;
    QPointer<QWidget> head_; ///< stays above what scrolls
    QPointer<QWidget> page_;
    std::unique_ptr<FormHost> host_;
    std::optional<EntityRef> shown_;
    std::vector<MetricId> several_; ///< metrics that are shown together; empty where one thing is shown
    std::vector<MapPart> parts_;    ///< parts of a map that are shown together
    std::string structure_;
    std::map<std::string, FieldDraft> drafts_;          ///< by whole path
    std::map<std::string, std::set<std::string>> open_; ///< parts that are open, by entity
    bool building_ = false;
};

} // namespace tributary::ui
