// SPDX-License-Identifier: GPL-3.0-or-later
// A field as a cell of a table: the input alone, quiet until the pointer or the focus is on it. What is wrong with it
// stands under its row. Window thread only.
#pragma once

#include "ui/inspector/field_spec.h"

class QWidget;

namespace tributary::ui {

class FieldEditor;
class FieldTable;
struct FormHost;

/// Puts the editor of a field into a cell of the last row; the label of the spec is what it is called.
FieldEditor* addCell(FormHost& host, FieldTable& table, int column, FieldSpec spec);
/// Makes such an editor for another place; it is read anew with the host's others.
FieldEditor* makeCell(FormHost& host, FieldSpec spec, QWidget* parent);

} // namespace tributary::ui
