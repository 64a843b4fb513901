// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/cell_field.h"

#include "ui/inspector/density_plot.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/interventions/field_table.h"
#include "ui/look/quiet_field.h"

#include <QLayout>
#include <utility>

namespace tributary::ui {

FieldEditor* makeCell(FormHost& host, FieldSpec spec, QWidget* parent) {
    // Without a label there is no line above the input; the table's head and its own name say what it is.
    const QString name = std::exchange(spec.label, {});
    auto* editor = new FieldEditor(host.document, host.entity, std::move(spec), parent);
    editor->input()->setAccessibleName(name);
    editor->input()->setToolTip(name);
    setQuiet(*editor->input());
    for (DensityPlot* density : editor->findChildren<DensityPlot*>())
        density->setFixedHeight(0);
    if (editor->layout())
        editor->layout()->setSpacing(0);
    host.refreshers.push_back([editor] { editor->refresh(); });
    return editor;
}

FieldEditor* addCell(FormHost& host, FieldTable& table, int column, FieldSpec spec) {
    const FieldKind kind = spec.kind;
    if (kind != FieldKind::check)
        table.indentTitle(column);
    FieldEditor* editor = makeCell(host, std::move(spec), &table);
    if (kind != FieldKind::check) // the column says how wide it is
        editor->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    table.setCell(column, editor);
    table.addMessage(editor->messageLabel());
    return editor;
}

} // namespace tributary::ui
