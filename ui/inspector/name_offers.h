// SPDX-License-Identifier: GPL-3.0-or-later
// NameOffers: while a formula is typed, the names of metrics and inputs that fit what stands before the cursor, to be
// chosen from: after a bracket anywhere, for a bare word where only a formula can stand, and for what a quantity's
// text begins with. Window thread only.
#pragma once

#include <QObject>
#include <QStringList>
#include <functional>
#include <optional>

class QCompleter;
class QLineEdit;
class QStringListModel;
class QWidget;

namespace tributary {
class Model;
}

namespace tributary::ui {

class Document;
class FieldControl;

/// The part of a formula that a name is typed in.
struct NamePrefix {
    int begin = 0; ///< with the bracket
    QString text;  ///< without it
};

/// Where names are offered without a bracket: for any word, for what a text begins with, or nowhere.
enum class BareWords { offered, first, left };

/// The name that is typed up to `cursor`; none where a number, a unit or a sign is.
[[nodiscard]] std::optional<NamePrefix> namePrefix(const QString& formula, int cursor, BareWords bare);

/// The names of metrics and inputs of which a word begins with `letters`, in order.
[[nodiscard]] QStringList namesFor(const Model& model, const QString& letters);

class NameOffers : public QObject {
    Q_OBJECT
public:
    NameOffers(Document& document, FieldControl& control, BareWords bare);
    /// `written` is called when a name has been chosen and written.
    NameOffers(Document& document, QLineEdit& line, BareWords bare, std::function<void()> written);

    /// Whether names are offered at this moment: what is typed is half a name.
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] QCompleter& completer() const { return *completer_; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// What is typed in.
    struct Typed {
        QWidget* input = nullptr;
        std::function<QString()> text;
        std::function<int()> cursor;
        std::function<void(int begin, int end, const QString& text)> replace;
    };
    NameOffers(Document& document, QObject& parent, Typed typed, BareWords bare);
    void offer();
    [[nodiscard]] QRect place() const;
    void write(const QString& name);

    Document& document_;
    Typed typed_;
    BareWords bare_;
    QStringListModel* names_;
    QCompleter* completer_;
};

} // namespace tributary::ui
