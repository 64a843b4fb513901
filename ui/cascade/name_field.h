// SPDX-License-Identifier: GPL-3.0-or-later
// NameField: a field over a card in which its line is typed (core/model/card_line.h). How the line is understood stands
// beneath it while it is typed; a refusal when typing pauses, and when it is handed in. The field stays until the line
// is taken or given up.
#pragma once

#include "core/base/result.h"

#include <QRectF>
#include <QTimer>
#include <QWidget>
#include <functional>

class QLabel;
class QLineEdit;

namespace tributary::ui {

class NameField : public QWidget {
    Q_OBJECT
public:
    explicit NameField(QWidget* parent);

    /// What a line would do, in words, or why it is refused; and taking it.
    using Check = std::function<Result<QString>(const QString& line)>;
    using Take = std::function<Result<void>(const QString& line)>;

    struct Opening {
        QString text;
        int selectFrom = 0;  ///< the text from here on is selected
        QString placeholder; ///< while the field is empty
        QString keys;        ///< what keys do here, in small type
    };
    /// Opens the field over `area` (of the parent).
    void open(const QRectF& area, double scale, const Opening& opening, Check check, Take take);
    void giveUp();
    /// Hands in what is typed, as leaving the field does.
    void settle() { handIn(Refused::leave); }
    /// Says anew what the line would do.
    void refresh();

    [[nodiscard]] QString text() const;
    [[nodiscard]] const QString& refusal() const { return refusal_; } ///< empty while there is none
    [[nodiscard]] QString hint() const;                               ///< what is said beneath, in plain text
    [[nodiscard]] QLineEdit* field() const { return field_; }

signals:
    void closed();
    void steppedUp();               ///< by the Up key
    void steppedDown();             ///< by the Down key
    void goOnBelow();               ///< Tab has handed the line in
    void goUp();                    ///< Shift+Tab has handed the line in
    void dropped(const Error& why); ///< a line that was left behind, with its text

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    enum class Refused { stay, leave };
    bool handIn(Refused refused);
    void say(const Result<QString>& understood);
    void place();
    void finish();

    QLineEdit* field_;
    QLabel* message_;
    QTimer pause_;
    Check check_;
    Take take_;
    QString opened_;
    QString keys_;
    QString refusal_;
    QPoint at_;     ///< where the field was wanted
    int least_ = 0; ///< its width, which grows with the text
    bool open_ = false;
};

} // namespace tributary::ui
