// SPDX-License-Identifier: GPL-3.0-or-later
// Form: lays out the fields, lists and commands of one entity, top to bottom, by the inspector's spacing. What it makes
// belongs to the page and is read anew through FormHost::refreshers. Window thread only.
#pragma once

#include "core/model/edits.h"
#include "ui/inspector/field_spec.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QBoxLayout;
class QPushButton;
class QVBoxLayout;
class QWidget;

namespace tributary::ui {

class Document;
class FieldEditor;
class PartRow;
class PathRow;

/// What the inspector keeps for the forms of one page.
struct FormHost {
    Document& document;
    EntityRef entity;
    std::vector<std::function<void()>> refreshers;  ///< what reads the model again
    std::set<std::string> open;                     ///< keys of the parts that are open
    std::function<void()> laidOut;                  ///< fields were added: the order of tabs is to be set
    std::function<void(const std::string&)> goTo{}; ///< turns to the page that shows a path
};

/// The path of the first entity that an edit puts.
[[nodiscard]] std::string addedPath(const Edit& edit);

class Form {
public:
    Form(FormHost& host, QBoxLayout& layout) : host_(host), layout_(layout) {}

    [[nodiscard]] const Model& model() const;
    [[nodiscard]] Document& document() const { return host_.document; }
    [[nodiscard]] const EntityRef& entity() const { return host_.entity; }

    /// Begins a section: a hairline, 24 px each side of it, and a title where there is one.
    void section(const QString& title = {});
    FieldEditor* field(FieldSpec spec);
    /// Puts two fields side by side.
    void pair(FieldSpec left, FieldSpec right);
    void add(QWidget* widget);
    /// A line of words that is read anew; hidden while it is empty.
    void note(std::function<QString(const Model&)> words);
    /// A row that selects `path` when it is chosen.
    PathRow* row(std::string path, std::function<QString(const Model&)> words,
                 std::function<QString(const Model&)> remark = {});
    /// A row that turns to the page which shows `path`.
    PathRow* placeRow(std::string path, std::function<QString(const Model&)> words,
                      std::function<QString(const Model&)> remark = {});
    /// A list's command: what is chosen from `choices` becomes an edit.
    void adder(const QString& words, std::function<std::vector<Choice>(const Model&)> choices,
               std::function<Result<Edit>(const Model&, const std::string&)> write);
    /// A command without a choice.
    void command(const QString& words, std::function<Result<Edit>(const Model&)> write);
    /// A command that asks for more before it makes its edit, or none.
    void action(const QString& words, std::function<void(Document&)> begin);
    /// A command that makes an entity, which is then selected with the cursor in its name.
    void creator(const QString& words, std::function<Result<Edit>(const Model&)> write);
    /// A part that opens to its fields.
    struct Part {
        std::string key; ///< stays while the part does
        std::function<QString(const Model&)> name;
        std::function<QString(const Model&)> remark;
        std::function<bool(std::string_view field)> covers;
        std::function<Result<Edit>(const Model&)> remove; ///< null: it cannot be taken out
        std::function<void(Form&)> fill;
    };
    PartRow* part(Part part);
    /// A row that leads to `path`, with a cross that makes the edit `remove`.
    void removableRow(std::string path, std::function<QString(const Model&)> words,
                      std::function<QString(const Model&)> remark, std::function<Result<Edit>(const Model&)> remove);
    /// Collects what is added inside `fill` in a box that is there only while `shown` holds.
    void shownIf(std::function<bool(const Model&)> shown, const std::function<void(Form&)>& fill);

    /// What is wrong with the entity as a whole, or with `part` of it that has no field of its own; what is wrong with
    /// a field stands under it.
    void problems(const std::string& part = {});

    /// Evidence of an entity or part: grade, source, note.
    void evidence(const std::string& prefix = {});

    void onRefresh(std::function<void()> refresh);

private:
    PathRow* makeRow(std::string path, std::function<QString(const Model&)> words,
                     std::function<QString(const Model&)> remark);
    /// Adds a row of a list, close to the row before it.
    void addRow(QWidget* row);
    QPushButton* link(const QString& words);
    /// Applies an edit and tells a refusal; returns whether it was made.
    static bool make(Document& document, const Result<Edit>& edit);

    FormHost& host_;
    QBoxLayout& layout_;
};

} // namespace tributary::ui
