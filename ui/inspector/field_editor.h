// SPDX-License-Identifier: GPL-3.0-or-later
// FieldEditor: one field of an entity: label, input, what is wrong with it, and the density of an uncertain quantity.
// It edits through the named edits alone. What is typed becomes an edit when typing pauses and at Enter or leaving; a
// refusal is shown under the field while the last valid value stays in force. Formulas show the names of what they use
// and keep its ids. Window thread only.
#pragma once

#include "ui/inspector/field_spec.h"
#include "ui/inspector/field_verdict.h"

#include <QTimer>
#include <QWidget>
#include <optional>

class QVBoxLayout;

namespace tributary::ui {

class DensityPlot;
class Document;
class FieldControl;
class FieldPin;
class FittingLabel;
class NameOffers;
class TintedLabel;

/// What was typed and is not valid yet.
struct FieldDraft {
    QString text;
    int cursor = 0;
};

class FieldEditor : public QWidget {
    Q_OBJECT
public:
    FieldEditor(Document& document, EntityRef entity, FieldSpec spec, QWidget* parent = nullptr);

    [[nodiscard]] const std::string& key() const { return spec_.key; }
    /// Path of the field below its entity now.
    [[nodiscard]] std::string fieldPath() const;
    /// Whole path, as in `metric/L2/estimate`.
    [[nodiscard]] std::string path() const;
    [[nodiscard]] QWidget* input() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString message() const; ///< under the field; empty where nothing is wrong
    [[nodiscard]] bool applies() const;    ///< whether the field has a say in the model as it is
    /// What stands under the field; a form may place it elsewhere, as under a pair.
    [[nodiscard]] QWidget* messageLabel() const;
    /// Has what stands under the field begin with its label, where it stands under others too.
    void nameMessages();

    /// Makes the quantity a slider of the what-if ribbon, or takes it away from there.
    void togglePin();

    /// Reads the field again, except for what is being typed.
    void refresh();
    /// Makes an edit of what is typed; tells whether it is valid.
    bool commit();
    /// Stops making edits: the field is about to go.
    void retire();

    [[nodiscard]] std::optional<FieldDraft> draft() const;
    [[nodiscard]] int cursor() const;
    void setCursor(int position);
    void selectAll();
    /// Puts a draft back and says again what is wrong with it.
    void restore(const FieldDraft& draft);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Moment { pause, done };
    bool settle(Moment moment);
    void choose(const std::string& value);
    void setError(const std::optional<Error>& error);
    void refuse(const Error& error);
    void typed();
    void revert();
    void step(Result<void> (Document::*way)());
    bool pressed(const QKeyEvent& key);
    void build();
    void buildLabel(QVBoxLayout& column);
    void offerChoices();
    void showQuantity();
    void showLikely(const Formula* formula, const QString& unit);
    void showMessage();
    [[nodiscard]] FieldVerdict verdict() const;
    [[nodiscard]] Result<std::string> kept() const;
    [[nodiscard]] Result<std::string> read() const;
    [[nodiscard]] Result<Edit> edit(const std::string& text) const;

    Document& document_;
    EntityRef entity_;
    FieldSpec spec_;
    TintedLabel* label_ = nullptr; ///< null on fields that say themselves what they are
    FieldPin* pin_ = nullptr;      ///< null where there can be no quantity
    FieldControl* control_ = nullptr;
    NameOffers* offers_ = nullptr;   ///< of a field that may hold a formula
    FittingLabel* likely_ = nullptr; ///< the value of a formula
    DensityPlot* density_ = nullptr;
    TintedLabel* message_ = nullptr;
    QTimer pause_;
    QString lastRead_;
    std::optional<Error> error_;
    bool namesMessages_ = false;
    bool pending_ = false;  ///< something is typed that is not the field's value
    bool applying_ = false; ///< what is typed is on its way into the model
    bool retired_ = false;
    bool left_ = false; ///< somebody was in the field and went
    int session_ = 0;   ///< edits of one go at the field join
};

} // namespace tributary::ui
