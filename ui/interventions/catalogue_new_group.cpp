// SPDX-License-Identifier: GPL-3.0-or-later
// The group that is typed in the dialog of the catalogue, where the model does not have it.
#include "core/model/edits.h"
#include "core/model/validate.h"
#include "ui/document.h"
#include "ui/inspector/field_inputs.h"
#include "ui/interventions/catalogue_dialog.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace tributary::ui {

namespace {

/// The first error of a group by itself, as a model with this currency tells it; empty where there is none.
std::string faultOf(Group group, const std::string& currency) {
    group.id = GroupId("new");
    Model alone = tributary::apply(Model(), Edit{{}, {}, {put(std::move(group))}}).model;
    if (const auto counted = setField(alone, EntityRef{Settings::kind, ""}, "currency", currency))
        alone = tributary::apply(alone, *counted).model;
    for (const Problem& problem : validate(alone))
        if (problem.severity == Severity::error && problem.subject.starts_with("group/"))
            return problem.message + ' ' + problem.action;
    return {};
}

} // namespace

bool CatalogueDialog::hasNewGroup() const {
    return newGroup_.name &&
           std::ranges::any_of(std::array{newGroup_.name, newGroup_.headcount, newGroup_.hourlyCost},
                               [](const QLineEdit* field) { return !field->text().trimmed().isEmpty(); });
}

/// The group that was typed, as it goes into the model. What was typed wrong is told before what is still to be typed.
Result<Edit> CatalogueDialog::addNewGroup() const {
    const QString name = newGroup_.name->text().trimmed();
    Group group;
    group.name = fromQt(name.isEmpty() ? tr("the new group") : name);
    std::optional<Error> missing;
    if (name.isEmpty())
        missing = Error{fromQt(tr("The new group has no name: type one, or empty its other fields.")), std::nullopt};
    for (const auto& [field, quantity, sentence] :
         {std::tuple{newGroup_.headcount, &Group::headcount, tr("How many people %1 has: %2")},
          std::tuple{newGroup_.hourlyCost, &Group::hourlyCost, tr("What an hour of %1 costs: %2")}}) {
        auto read = Quantity::parse(fromQt(field->text()));
        if (read) {
            group.*quantity = std::move(*read);
            continue;
        }
        Error error{fromQt(sentence.arg(toQt(group.name), toQt(read.error().message))), std::nullopt};
        if (!field->text().trimmed().isEmpty())
            return tl::unexpected<Error>(std::move(error));
        missing = missing.value_or(std::move(error));
    }
    if (std::string fault = faultOf(group, document_.model().settings().currency); !fault.empty())
        return fail(std::move(fault));
    if (missing)
        return tl::unexpected<Error>(*missing);
    group.boundary = entry().intervention.tool == ToolKind::customerCommunity ? Boundary::outside : Boundary::inside;
    return addGroup(document_.model(), std::move(group));
}

} // namespace tributary::ui
