// SPDX-License-Identifier: GPL-3.0-or-later
// FieldPin: the pin beside the label of a field. It is there where the field holds a quantity, and makes that a slider
// of the what-if ribbon, or takes it away from there. Window thread only.
#pragma once

#include <QString>
#include <QToolButton>
#include <string>

namespace tributary::ui {

class Document;

class FieldPin : public QToolButton {
    Q_OBJECT
public:
    /// `label` is what the field is called.
    FieldPin(Document& document, QString label, QWidget* parent = nullptr);

    /// Reads the model again; `path` is where the field is now.
    void refresh(const std::string& path);

private:
    Document& document_;
    QString label_;
};

/// Tells whether the field at `path` holds a quantity, which can be a slider.
[[nodiscard]] bool isPinnable(const Document& document, const std::string& path);
/// Makes the quantity at `path` a slider, or takes it off the ribbon; a refusal is told.
void togglePin(Document& document, const std::string& path);

} // namespace tributary::ui
