// SPDX-License-Identifier: GPL-3.0-or-later
// FieldsView: a page that scrolls and is made of the fields of one entity. It is made anew where what it consists of
// changes, and read again where values do; what is typed and not valid yet outlives both. Window thread only.
#pragma once

#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"

#include <QBoxLayout>
#include <QPointer>
#include <QScrollArea>
#include <QTimer>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tributary::ui {

class FieldsView : public QScrollArea {
    Q_OBJECT
public:
    ~FieldsView() override;

    /// Whether a page is made at once, or part by part, so that the window sees to its events in between.
    enum class Pace { atOnce, inSteps };

    /// Shows an entity of the kind that the view is for; none leaves it empty.
    void showEntity(const std::optional<EntityRef>& entity, Pace pace = Pace::atOnce);
    [[nodiscard]] const std::optional<EntityRef>& entity() const { return shown_; }
    /// Whether parts of the page are still to come.
    [[nodiscard]] bool isBeingMade() const { return steps_.isActive(); }

    /// The editor of a field by its path below the entity; null where there is none. The part that holds it is opened.
    [[nodiscard]] FieldEditor* editor(std::string_view field);
    /// Opens, scrolls to and focuses a field, its text selected: typing replaces it.
    void reveal(std::string_view field);

protected:
    FieldsView(Document& document, QWidget* parent);

    [[nodiscard]] Document& document() const { return document_; }
    [[nodiscard]] FormHost& host() { return *host_; }
    /// What the page consists of besides its values.
    [[nodiscard]] virtual std::string structure(const EntityRef& entity) const = 0;
    /// Fills a new page; what need not be there at once is made by later().
    virtual void fill(QVBoxLayout& column) = 0;
    /// Makes a part of the page when its turn comes.
    void later(std::function<void()> part);
    struct TitleMenu {
        QString name; ///< of the button
        std::function<Result<Edit>(const Model&)> duplicate;
        QString eraseWords;
        std::function<Result<Edit>(const Model&)> erase;
    };
    /// Begins the page with the entity's name, large, and a menu at its right.
    void addTitle(QVBoxLayout& head, FieldSpec name, const TitleMenu& menu);
    /// Has what stands in a row stand below each other while the view is narrower than `width`.
    void stackBelow(QBoxLayout& row, int width);
    /// Ends it with the evidence, and these fields beside that.
    void addEvidence(QVBoxLayout& column, std::vector<FieldSpec> beside);
    /// Opens what holds a field that has no editor yet.
    virtual void open(std::string_view /*field*/) {}
    /// Reads results and what else is no field; also after fill().
    virtual void refreshFigures() {}
    /// The page itself, for what is to be parented to it.
    [[nodiscard]] QWidget* page() const { return page_; }
    /// Reads the model again; makes the page anew where it must be.
    void refresh();

    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    [[nodiscard]] QList<FieldEditor*> editors() const;
    void rebuild(Pace pace = Pace::atOnce);
    void step();
    void complete();
    void endBuilding();
    void arrangeRows();
    void keepDrafts();
    void restoreDrafts();

    Document& document_;
    std::optional<EntityRef> shown_;
    std::string structure_;
    std::shared_ptr<FormHost> host_; ///< lives as long as the page that is made with it
    QPointer<QWidget> page_;
    std::map<std::pair<std::string, std::string>, FieldDraft> drafts_; ///< by whole path and key
    std::vector<std::pair<QPointer<QBoxLayout>, int>> rows_;           ///< of the page, with the width that each needs
    bool building_ = false;
    Pace pace_ = Pace::atOnce;
    std::deque<std::function<void()>> parts_; ///< of the page that is being made
    QTimer steps_;
    std::string focused_; ///< path of the field that had the focus before the page was made anew,
    int cursor_ = 0;
    QString focusedName_; ///< or the name of another widget
    int scrolled_ = 0;
    bool behind_ = false; ///< the model changed while the view was out of sight
};

/// Applies an edit and tells a refusal; tells whether it was taken.
bool applyOrTell(Document& document, const Result<Edit>& edit);

} // namespace tributary::ui
