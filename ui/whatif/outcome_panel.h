// SPDX-License-Identifier: GPL-3.0-or-later
// OutcomePanel: the headline of the what-if ribbon: the NPV's median, what has changed since the drag began, its range
// and the chance of a loss in words. Window thread only.
#pragma once

#include <QString>
#include <QWidget>

namespace tributary::ui {

class Document;

class OutcomePanel : public QWidget {
    Q_OBJECT
public:
    explicit OutcomePanel(Document& document, QWidget* parent = nullptr);

    /// The revision of the document that the numbers are of; 0 while there are none.
    [[nodiscard]] quint64 revision() const { return revision_; }
    [[nodiscard]] const QString& value() const { return value_; }
    [[nodiscard]] const QString& change() const { return change_; }
    [[nodiscard]] const QString& range() const { return range_; }
    [[nodiscard]] const QString& title() const { return title_; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void read();

    Document& document_;
    QString title_;
    QString value_;
    QString change_;
    QString range_;
    double difference_ = 0;
    quint64 revision_ = 0;
};

} // namespace tributary::ui
