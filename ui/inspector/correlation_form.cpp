// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/inspector/path_row.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using JoinedSide = std::vector<std::string> Correlation::*;

Result<Edit> setSide(const Model& model, const CorrelationId& id, std::string_view side,
                     const std::vector<std::string>& paths) {
    std::string list;
    for (const std::string& path : paths)
        list += (list.empty() ? "" : ", ") + path;
    return setField(model, {Correlation::kind, id.text}, side, list);
}

std::vector<std::string> pathsOf(const Model& model, const CorrelationId& id, JoinedSide side) {
    const Correlation* correlation = model.correlations().find(id);
    return correlation ? correlation->*side : std::vector<std::string>();
}

/// The quantities with a range that the correlation does not join yet.
std::vector<Choice> uncertain(const Model& model, const CorrelationId& id) {
    std::vector<std::string> joined = pathsOf(model, id, &Correlation::first);
    std::ranges::copy(pathsOf(model, id, &Correlation::second), std::back_inserter(joined));
    std::vector<Choice> choices;
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (site.quantity && !site.quantity->isConstant() && std::ranges::find(joined, site.path) == joined.end())
            choices.push_back({site.path, toQt(readableName(model, site.path))});
    });
    return choices;
}

/// One side of a correlation: its quantities, each to be taken out, and one more to be added.
void fillSide(Form& form, const CorrelationId& id, JoinedSide side, const std::string& field, const QString& add) {
    for (const std::string& path : pathsOf(form.model(), id, side))
        form.removableRow(
            path, [path](const Model& model) { return toQt(readableName(model, path)); },
            [path](const Model& model) {
                const auto site = findQuantity(model, path);
                return site && site->quantity ? toQt(site->quantity->text()) : QString();
            },
            [id, side, field, path](const Model& model) {
                auto rest = pathsOf(model, id, side);
                std::erase(rest, path);
                return setSide(model, id, field, rest);
            });
    form.adder(
        add, [id](const Model& model) { return uncertain(model, id); },
        [id, side, field](const Model& model, const std::string& path) {
            auto more = pathsOf(model, id, side);
            more.push_back(path);
            return setSide(model, id, field, more);
        });
    form.problems(field);
}

} // namespace

void fillCorrelation(Form& form) {
    const CorrelationId id(form.entity().id);
    FieldSpec rho = fieldSpec<Correlation>("correlation", "rho");
    rho.hint = tr("−1 to 1");
    form.field(std::move(rho));

    form.section(tr("Quantities"));
    fillSide(form, id, &Correlation::first, "first", tr("Add a quantity…"));
    form.note([id](const Model& model) {
        return pathsOf(model, id, &Correlation::second).empty() ? tr("Each of these moves with each of the others.")
                                                                : tr("Each of these moves with each of those below.");
    });

    form.section(tr("With"));
    fillSide(form, id, &Correlation::second, "second", tr("Add one to move with…"));

    form.section(tr("Evidence"));
    form.evidence();
    form.section();
    form.command(tr("Delete this correlation"), [id](const Model& model) { return eraseCorrelation(model, id); });
}

} // namespace tributary::ui
