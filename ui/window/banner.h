// SPDX-License-Identifier: GPL-3.0-or-later
// Banner: a line for what a person must know now: a refusal, a file that cannot be written. It lies over a part of
// the window that can wait and moves nothing: never a box.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace tributary::ui {

class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    /// Lies over `place`, and where that has no room for words above it; else over the lower edge of the parent.
    void lieOver(QWidget& place);

    enum class Tone { note, warning, error };
    /// Shows `text` with a command beside it (none where `action` is empty).
    void show(Tone tone, const QString& text, const QString& action = {});
    [[nodiscard]] QString text() const;

signals:
    void acted();  ///< the command was pressed
    void closed(); ///< by its cross

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QWidget* place_ = nullptr;
    Tone tone_ = Tone::warning;
    QLabel* words_;
    QPushButton* action_;
    QToolButton* close_;
};

} // namespace tributary::ui
