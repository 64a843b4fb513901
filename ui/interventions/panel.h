// SPDX-License-Identifier: GPL-3.0-or-later
// Panel: a card of a page: title, what is shown in a hint beside it, a figure at the right, and a column below.
// Window thread only.
#pragma once

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace tributary::ui {

class TintedLabel;

inline constexpr int panelGap = 20;
inline constexpr double panelRadius = 4;

class Panel : public QWidget {
    Q_OBJECT
public:
    explicit Panel(const QString& title, QWidget* parent = nullptr);

    void setHint(const QString& hint);
    void setFigure(const QString& figure, const QString& toolTip = {});
    [[nodiscard]] QString figure() const;
    [[nodiscard]] QVBoxLayout& column() const { return *column_; }
    /// The line of the title, for a command at its right end.
    [[nodiscard]] QHBoxLayout& head() const { return *head_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* column_;
    QHBoxLayout* head_;
    TintedLabel* hint_;
    TintedLabel* figure_;
};

} // namespace tributary::ui
