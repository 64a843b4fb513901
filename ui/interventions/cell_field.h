// SPDX-License-Identifier: GPL-3.0-or-later
// Fields in the rows of a table: the input alone, quiet until the pointer or the focus is on it, with what is wrong
// with it under the row; and all fields of a row in its details. Window thread only.
#pragma once

#include "ui/inspector/field_spec.h"

#include <functional>
#include <string>
#include <vector>

class QToolButton;

namespace tributary::ui {

class FieldEditor;
class FieldTable;
class Form;
struct FormHost;

/// Puts the editor of a field into a cell of the last row; the label of the spec is what it is called.
FieldEditor* addCell(FormHost& host, FieldTable& table, int column, FieldSpec spec);
/// Puts what opens and closes the details of the last row into its first cell. They stand in columns that are made
/// when they are first asked for; the host keeps whether they are open, by their key: `cost/licence/`.
QToolButton* addDetails(FormHost& host, FieldTable& table, const std::string& key, const QString& name,
                        std::vector<std::function<void(Form&)>> columns);

} // namespace tributary::ui
