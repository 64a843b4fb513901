// SPDX-License-Identifier: GPL-3.0-or-later
// PanelRow: panels side by side where there is room for each, else below each other; those that are hidden leave their
// room to the others. The keyboard walks them in order.
#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace tributary::ui {

class PanelRow : public QWidget {
    Q_OBJECT
public:
    struct Panel {
        QWidget* widget = nullptr;
        int stretch = 1;                                     ///< its share of the width
        int least = 0;                                       ///< the width under which it is not to be read
        enum class Height { any, own } height = Height::any; ///< own: below others it is as high as it has to be
    };

    PanelRow(QList<Panel> panels, int gap, QWidget* parent);

    /// As wide as the widest panel at least, for they may stand below each other.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* panel, QEvent* event) override;

private:
    [[nodiscard]] QList<Panel> shown() const;
    [[nodiscard]] qsizetype columnsFor(int width) const;
    void arrange(qsizetype columns);

    QList<Panel> panels_;
    int gap_;
    QGridLayout* grid_;
    qsizetype columns_ = 0;
};

} // namespace tributary::ui
