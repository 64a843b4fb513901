// SPDX-License-Identifier: GPL-3.0-or-later
// MapPalette: the parts that a process map is drawn with, in a row beneath it. One is dragged to its place on the map,
// or pressed, which puts it behind the selected step. Places are on the screen. Window thread only.
#pragma once

#include <QList>
#include <QWidget>

class QAbstractButton;

namespace tributary::ui {

enum class NewPart { task, exclusive, parallel, exception, end };

class MapPalette : public QWidget {
    Q_OBJECT
public:
    explicit MapPalette(QWidget* parent = nullptr);

    [[nodiscard]] QAbstractButton& button(NewPart part) const { return *buttons_[static_cast<qsizetype>(part)]; }
    /// Shows the parts with their names, or without where the window is narrow.
    void setNamed(bool named);

signals:
    void pressed(NewPart part);
    void carried(NewPart part, const QPoint& place);
    void dropped(NewPart part, const QPoint& place);
    void givenUp(); ///< what was carried

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<QAbstractButton*> buttons_; ///< in the order of NewPart
};

} // namespace tributary::ui
