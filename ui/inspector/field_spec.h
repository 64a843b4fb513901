// SPDX-License-Identifier: GPL-3.0-or-later
// FieldSpec: what an editor needs to know of one field: how it is typed, how it is read and how it is written. Most are
// made from the members that an entity describes, so none is named twice. Values; window thread only.
#pragma once

#include "core/model/edits.h"
#include "ui/inspector/field_words.h"
#include "ui/qt_text.h"

#include <QString>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

namespace tributary::ui {

enum class FieldKind {
    line,    ///< one line, as typed
    wrapped, ///< one text that wraps; Enter ends it
    text,    ///< several lines
    pasted,  ///< a list, which keeps the lines that it is pasted in; Enter ends it
    title,   ///< wrapped, in the serif, without a border
    choice,  ///< one of a list
    check,   ///< yes or no
    source,  ///< the four sources of a metric, all in sight
};

/// When what is typed is taken.
enum class TakenAt {
    pause, ///< as soon as the typing rests
    end,   ///< by Enter, or as the field is left: half of it would do something else
};

struct Choice {
    std::string value;
    QString words;
};

struct FieldSpec {
    FieldKind kind = FieldKind::line;
    bool formula = false; ///< may hold a formula, which shows the names of what it uses
    TakenAt takenAt = TakenAt::pause;
    bool density = true; ///< an uncertain quantity shows its density below
    /// Names the field among the editors of an entity for as long as its part exists: `phase/0/from`.
    std::string key;
    QString label;
    QString hint;        ///< at the right above the field: how to write it
    QString placeholder; ///< in the field while it is empty
    /// Field path below the entity; null: the key.
    std::function<std::string(const Model&)> path;
    std::function<std::vector<Choice>(const Model&)> choices;            ///< of choice
    std::function<QString(const Model&)> unit;                           ///< null: that of the quantity
    std::function<bool(const Model&)> shown;                             ///< null: always
    std::function<Result<std::string>(const Model&)> read;               ///< null: fieldText of the path
    std::function<Result<Edit>(const Model&, const std::string&)> write; ///< null: setField of the path

    [[nodiscard]] std::string fieldPath(const Model& model) const { return path ? path(model) : key; }
};

/// Lists the entities of a kind by name.
template <class Entity>
[[nodiscard]] std::vector<Choice> entityChoices(const Model& model) {
    std::vector<Choice> choices;
    for (const Entity& entity : model.table<Entity>())
        choices.push_back({entity.id.text, entity.name.empty() ? toQt(entity.id.text) : toQt(entity.name)});
    return choices;
}

template <class Value>
void describe(FieldSpec& spec, std::string_view name) {
    if constexpr (std::is_same_v<Value, bool>) {
        spec.kind = FieldKind::check;
    } else if constexpr (std::is_enum_v<Value>) {
        spec.kind = FieldKind::choice;
        spec.choices = [name = std::string(name)](const Model&) {
            std::vector<Choice> choices;
            for (const std::string_view value : EnumNames<Value>::names)
                choices.push_back({std::string(value), choiceWords(name, value)});
            return choices;
        };
    } else if constexpr (std::is_same_v<Value, std::optional<Formula>>) {
        spec.kind = FieldKind::wrapped;
        spec.formula = true;
    } else if constexpr (std::is_same_v<Value, Parameter> || std::is_same_v<Value, std::optional<Parameter>>) {
        spec.formula = true;
    } else if constexpr (std::is_same_v<Value, std::optional<MeasuredTimes>> ||
                         std::is_same_v<Value, std::optional<ArrivalTimes>>) {
        spec.kind = FieldKind::pasted;
    } else if constexpr (std::is_same_v<Value, std::string>) {
        if (name == "notes" || name == "note")
            spec.kind = FieldKind::text;
    } else {
        forEachEntityType([&]<class Entity>() {
            // Links and actual values have no name to choose them by.
            if constexpr (std::is_same_v<decltype(Entity::id), Value> && requires(const Entity& e) { e.name; }) {
                spec.kind = FieldKind::choice;
                spec.choices = [](const Model& model) {
                    auto choices = entityChoices<Entity>(model);
                    choices.insert(choices.begin(), {{}, QStringLiteral("–")});
                    return choices;
                };
            }
        });
    }
}

/// Makes the spec of member `name` of an entity or part. `owner` is what the words know it by, `prefix` its path below
/// the entity with a slash at its end.
template <class Owner>
[[nodiscard]] FieldSpec fieldSpec(std::string_view owner, std::string_view name, const std::string& prefix = {}) {
    FieldSpec spec;
    spec.key = prefix + std::string(name);
    spec.label = fieldLabel(owner, name);
    forEachField<Owner>([&](const auto& field) {
        if (field.name == name)
            describe<std::remove_cvref_t<decltype(std::declval<Owner>().*field.member)>>(spec, name);
    });
    const std::string ownerName(owner);
    const std::string fieldName(name);
    if (!fieldUnit(ownerName, fieldName, Settings{}).isEmpty())
        spec.unit = [ownerName, fieldName](const Model& model) {
            return fieldUnit(ownerName, fieldName, model.settings());
        };
    return spec;
}

/// Keeps the fields of `spec` but shows it only where `shown` holds.
[[nodiscard]] FieldSpec onlyIf(FieldSpec spec, std::function<bool(const Model&)> shown);
[[nodiscard]] FieldSpec labelled(FieldSpec spec, const QString& label);
[[nodiscard]] FieldSpec hinted(FieldSpec spec, const QString& hint);
/// Of a last period, which is 0 where there is none: shown empty, as "the end".
[[nodiscard]] FieldSpec openEnded(FieldSpec spec, const EntityRef& entity);
[[nodiscard]] FieldSpec withChoices(FieldSpec spec, std::function<std::vector<Choice>(const Model&)> choices);

} // namespace tributary::ui
