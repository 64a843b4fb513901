// SPDX-License-Identifier: GPL-3.0-or-later
// PasteSheet: shows how a pasted block is understood before it is added: a row for each line, refused ones and those
// that are not taken as written with their number and reason; asks once what a comma is where a number does not tell.
// Adding is one edit. Window thread only.
#pragma once

#include "core/exchange/outline.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace tributary::ui {

class Document;
class SegmentedControl;

class PasteSheet : public QDialog {
    Q_OBJECT
public:
    /// Reads `text` for a place below `parent` (empty: as roots).
    PasteSheet(Document& document, const QString& text, const MetricId& parent, QWidget* window);

    [[nodiscard]] QTableWidget& table() const { return *table_; }
    [[nodiscard]] QPushButton& addButton() const { return *add_; }
    [[nodiscard]] SegmentedControl& comma() const { return *comma_; }
    [[nodiscard]] QCheckBox& numberTaken() const { return *taken_; }

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void read();
    void showRows();
    void fitRows();
    void add();

    Document& document_;
    std::string text_;
    OutlineOptions options_;
    OutlineImport import_;
    QLabel* heading_;
    QLabel* left_;
    QWidget* commaRow_;
    SegmentedControl* comma_;
    QCheckBox* taken_;
    QTableWidget* table_;
    QPushButton* add_;
    bool fitting_ = false; ///< the rows are to be measured
};

} // namespace tributary::ui
