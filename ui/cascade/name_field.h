// SPDX-License-Identifier: GPL-3.0-or-later
// NameField: a field over a card in which a name is typed. A refusal is shown beneath it, when typing pauses and when
// it is handed in; the field stays until the name is taken or given up.
#pragma once

#include "core/base/result.h"

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

    /// Whether a name would be taken, and taking it.
    using Check = std::function<Result<void>(const QString& name)>;

    /// Opens the field over `area` (of the parent) with `text` selected.
    void open(const QRectF& area, double scale, const QString& text, const QString& hint, Check check, Check take);
    void giveUp();

    [[nodiscard]] QString text() const;
    [[nodiscard]] const QString& refusal() const { return refusal_; } ///< empty while there is none
    [[nodiscard]] QLineEdit* field() const { return field_; }

signals:
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Refused { stay, leave };
    void handIn(Refused refused);
    void showRefusal(const Result<void>& result);
    void finish();

    QLineEdit* field_;
    QLabel* message_;
    QTimer pause_;
    Check check_;
    Check take_;
    QString opened_;
    QString refusal_;
    bool open_ = false;
};

} // namespace tributary::ui
