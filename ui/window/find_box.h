// SPDX-License-Identifier: GPL-3.0-or-later
// FindBox: finds what has a name in the model (metrics, inputs, links, interventions, groups, scenarios, correlations) while it is
// typed, in a small panel over the page.
#pragma once

#include "core/model/edit.h"

#include <QFrame>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace tributary::ui {

class Document;

class FindBox : public QFrame {
    Q_OBJECT
public:
    FindBox(const Document& document, QWidget* parent);

    /// Opens the box with its right edge at `topRight` of the parent.
    void open(const QPoint& topRight);

signals:
    void chosen(const EntityRef& entity);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void choose();

    const Document& document_;
    QLineEdit* words_;
    QListWidget* found_;
    QLabel* nothing_; ///< says that nothing was found
    std::vector<EntityRef> entities_; ///< of the rows
};

} // namespace tributary::ui
