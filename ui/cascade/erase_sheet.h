// SPDX-License-Identifier: GPL-3.0-or-later
// EraseSheet: metrics that are used are to be deleted. It says by how many places, lists them with a way to each, names
// what hangs below, and offers to go on: Enter does. It changes nothing itself: accepted means yes. Window thread only.
#pragma once

#include "core/model/metric.h"

#include <QDialog>
#include <vector>

class QListWidget;
class QPushButton;

namespace tributary::ui {

class Document;

class EraseSheet : public QDialog {
    Q_OBJECT
public:
    EraseSheet(Document& document, const std::vector<MetricId>& ids, QWidget* window);

    [[nodiscard]] QListWidget& uses() const { return *uses_; }
    [[nodiscard]] QPushButton& eraseButton() const { return *erase_; }

signals:
    void placeWanted(const QString& path); ///< a place of the list; the sheet closes

protected:
    void showEvent(QShowEvent* event) override;

private:
    void fitList();

    QListWidget* uses_;
    QPushButton* erase_;
};

} // namespace tributary::ui
