// SPDX-License-Identifier: GPL-3.0-or-later
// PasteSheet: shows how a pasted block is understood before it is added: a row for each line, refused ones and those
// that are not taken as written with their number and reason; asks once what a comma is, with the likely answer chosen.
// Adding is one edit. A large block is read beside the window, and its rows come a few at a time. Window thread only.
#pragma once

#include "core/exchange/outline.h"
#include "ui/latest.h"

#include <QDialog>
#include <QTimer>

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
    /// What a reading comes to.
    struct Reading {
        OutlineImport import;
        Model pasted; ///< with all accepted lines
        CommaInNumber comma = CommaInNumber::thousands;
    };
    enum class Comma { likely, chosen };

    [[nodiscard]] static Result<Reading> reading(const Model& model, const std::string& text, OutlineOptions options,
                                                 Comma comma);
    void read();
    void show(Result<Reading> found);
    void showRows();
    void showRow(int at);
    void fitRows();
    void goOn();
    void add();

    Document& document_;
    std::string text_;
    OutlineOptions options_;
    OutlineImport import_;
    Model pasted_; ///< with all accepted lines
    Comma commaIs_ = Comma::likely;
    QLabel* heading_;
    QLabel* left_;
    QWidget* commaRow_;
    SegmentedControl* comma_;
    QCheckBox* taken_;
    QTableWidget* table_;
    QPushButton* add_;
    QTimer rest_;    ///< until all rows are shown and measured
    int shown_ = 0;  ///< rows, from the top
    int fitted_ = 0; ///< of them, whose heights are measured

    Latest latest_; ///< last: it ends before what its questions use
};

} // namespace tributary::ui
