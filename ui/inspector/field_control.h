// SPDX-License-Identifier: GPL-3.0-or-later
// FieldControl: the input of a field, whatever its kind, as one text that is shown, typed or chosen. It knows nothing
// of the model. Window thread only.
#pragma once

#include "ui/inspector/field_inputs.h"
#include "ui/inspector/field_spec.h"

#include <QObject>
#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;

namespace tributary::ui {

class SegmentedControl;

class FieldControl : public QObject {
    Q_OBJECT
public:
    /// Makes the input, a child of `parent`. `choices` are those of a field whose choices never change.
    FieldControl(const FieldSpec& spec, std::vector<Choice> choices, QWidget* parent);

    [[nodiscard]] QWidget* input() const { return input_; }
    /// Whether it is typed in, as against chosen from.
    [[nodiscard]] bool isTyped() const { return line_ || area_; }
    void setReadOnly(bool readOnly);

    /// What is typed; empty for what is chosen.
    [[nodiscard]] QString text() const;
    /// Shows a text, or the choice of that value; nothing is emitted.
    void show(const QString& text);
    /// Offers these choices in a list.
    void offer(std::vector<Choice> choices);
    void setUnit(const QString& unit);
    void underline(std::optional<Span> span);

    /// Types `text` over the characters from `begin` to `end`.
    void replace(int begin, int end, const QString& text);

    [[nodiscard]] int cursor() const;
    void setCursor(int position);
    void selectAll();

signals:
    void typed();
    void chosen(const QString& value);
    void refusedPaste(); ///< more was pasted than the field takes at once

private:
    void makeLine(const FieldSpec& spec, QWidget* parent);
    void makeArea(const FieldSpec& spec, QWidget* parent);
    void makeCombo(QWidget* parent);
    void makeCheck(const FieldSpec& spec, QWidget* parent);
    void makeSegments(QWidget* parent);

    FieldKind kind_;
    std::vector<Choice> choices_;
    QWidget* input_ = nullptr;
    LineField* line_ = nullptr; ///< the input by its type; one of these is not null
    TextField* area_ = nullptr;
    QComboBox* combo_ = nullptr;
    QCheckBox* check_ = nullptr;
    SegmentedControl* segments_ = nullptr;
    bool showing_ = false; ///< the input changes by us
};

} // namespace tributary::ui
