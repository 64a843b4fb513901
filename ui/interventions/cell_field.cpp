// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/cell_field.h"

#include "ui/inspector/field_editor.h"
#include "ui/inspector/form.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/field_table.h"
#include "ui/look/icons.h"
#include "ui/look/quiet_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int detailsInset = 34;

FieldEditor* makeCell(FormHost& host, FieldSpec spec, QWidget* parent) {
    // Without a label there is no line above the input; the table's head and its own name say what it is.
    const QString name = std::exchange(spec.label, {});
    spec.density = false;
    auto* editor = new FieldEditor(host.document, host.entity, std::move(spec), parent);
    editor->input()->setAccessibleName(name);
    editor->input()->setToolTip(name);
    setQuiet(*editor->input());
    if (editor->layout())
        editor->layout()->setSpacing(0);
    host.refreshers.push_back([editor] { editor->refresh(); });
    return editor;
}

void fillDetails(FormHost& host, QWidget& details, const std::vector<std::function<void(Form&)>>& columns) {
    auto* row = new QHBoxLayout(&details);
    row->setContentsMargins(detailsInset, 4, 0, 16);
    row->setSpacing(24);
    for (const auto& fill : columns) {
        auto* column = new QVBoxLayout;
        column->setSpacing(12);
        row->addLayout(column, 1);
        Form form(host, *column);
        fill(form);
        column->addStretch(1);
    }
}

} // namespace

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

QToolButton* addDetails(FormHost& host, FieldTable& table, const std::string& key, const QString& name,
                        std::vector<std::function<void(Form&)>> columns) {
    QWidget& details = table.details();
    QToolButton* opener = iconButton(u"chevron-right"_s, tr("All fields of %1").arg(name), &table);
    opener->setObjectName(toQt("open/" + key));
    opener->setCheckable(true);
    opener->setIconSize(QSize(12, 12));
    QObject::connect(opener, &QToolButton::toggled, &details,
                     [&host, &details, opener, key, columns = std::move(columns)](bool open) {
                         opener->setIcon(tintedIcon(open ? u"chevron-down"_s : u"chevron-right"_s));
                         if (open)
                             host.open.insert(key);
                         else
                             host.open.erase(key);
                         if (open && !details.layout())
                             fillDetails(host, details, columns);
                         details.setVisible(open);
                     });
    table.setCell(0, opener);
    if (host.open.contains(key))
        opener->setChecked(true);
    return opener;
}

} // namespace tributary::ui
