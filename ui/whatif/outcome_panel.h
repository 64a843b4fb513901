// SPDX-License-Identifier: GPL-3.0-or-later
// OutcomePanel: the headline of the what-if ribbon: the NPV's median, how far it has come since the drag began and from
// where, its range and the chance of a loss in words. Window thread only.
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

namespace tributary::ui {

class Document;

/// What stands in the place of a change while the numbers are of the state before: a mark while a run goes on, and that
/// an error stops it.
[[nodiscard]] QString waitingWords(const Document& document);

/// "waits for Missed-service cost": what keeps the NPV of the chosen scenario from being known; empty where it is
/// known.
[[nodiscard]] QString npvWaitsWords(const Document& document);

class OutcomePanel : public QWidget {
    Q_OBJECT
public:
    explicit OutcomePanel(Document& document, QWidget* parent = nullptr);

    /// The revision of the document that the numbers are of; 0 while there are none.
    [[nodiscard]] quint64 revision() const { return revision_; }
    [[nodiscard]] const QString& value() const { return value_; }
    /// "+0.12 M$ from 0.31 M$"; empty where nothing was dragged since something else was done.
    [[nodiscard]] QString change() const { return from_.isEmpty() ? change_ : change_ + u' ' + from_; }
    [[nodiscard]] const QString& range() const { return range_; }
    /// The range with the chance of a loss, in as many words as have room.
    [[nodiscard]] QString rangeFitting(double room) const;
    [[nodiscard]] const QString& title() const { return title_; }
    /// What stands in the place of the change until there is a result: a mark, or what stops the run.
    [[nodiscard]] const QString& waiting() const { return waiting_; }
    /// Whether the numbers are of an older state than the model's: they are dimmed.
    [[nodiscard]] bool isStale() const { return stale_; }

    static constexpr int widest = 288;
    static constexpr int usual = 204;     ///< with the change, where what it comes from has no room
    static constexpr int narrowest = 124; ///< the value alone, and the change in the place of the range

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {narrowest, 0}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void read();

    Document& document_;
    QString title_;
    QString horizon_; ///< the title without the trials
    QString value_;
    QString change_;
    QString waiting_; ///< in its place while the numbers are of the state before
    QString from_;    ///< "from 0.31 M$"
    QString range_;
    QStringList shorter_; ///< what stands in its place where it has no room
    double difference_ = 0;
    quint64 revision_ = 0;
    bool stale_ = false;
    bool passed_ = false; ///< something else was turned to since the last drag
};

} // namespace tributary::ui
