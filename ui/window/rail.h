// SPDX-License-Identifier: GPL-3.0-or-later
// Rail: the pages at the left edge of the window, in the order of the work. Up and down arrow keys move along it.
#pragma once

#include <QWidget>

class QButtonGroup;
class QKeySequence;
class QVBoxLayout;

namespace tributary::ui {

class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget* parent = nullptr);

    /// Adds an entry at the end and returns its index.
    int add(const QString& icon, const QString& title);
    /// Says in the entry's tool tip which keys turn to it.
    void setShortcut(int index, const QKeySequence& keys);
    /// Marks an entry as current without emitting `chosen`.
    void setCurrent(int index);
    [[nodiscard]] int current() const;

    static constexpr int railWidth = 100;

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    QButtonGroup* entries_;
    QVBoxLayout* column_;
};

} // namespace tributary::ui
