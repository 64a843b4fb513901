// SPDX-License-Identifier: GPL-3.0-or-later
// VersionRow: draws a version in its list: the name above, its time and NPV below. The name is typed where it stands.
#pragma once

#include <QStyledItemDelegate>

namespace tributary::ui {

class VersionRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int height = 48;
    static constexpr int aboutRole = Qt::UserRole; ///< "14:02 · NPV 0.43 M$, −0.53 to 1.51 M$"

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tributary::ui
