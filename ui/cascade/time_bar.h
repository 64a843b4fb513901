// SPDX-License-Identifier: GPL-3.0-or-later
// TimeBar: which period is shown. A groove with ticks each year and the phases of the roll-out above it, and a button
// that plays the periods. Arrow keys step, Home and End jump, Space plays while the bar has the focus.
#pragma once

#include "ui/look/palette.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QString>
#include <QTimer>
#include <QVector>
#include <QWidget>

class QLabel;

namespace tributary::ui {

class Document;

/// A phase of a roll-out that ends: while it lasts, not everyone is reached.
struct RolloutPhase {
    int from = 1;
    int to = 1;
    QString words; ///< for the tool tip
};

/// The groove with its handle.
class TimeGroove : public QAbstractSlider {
    Q_OBJECT
public:
    explicit TimeGroove(QWidget* parent = nullptr);

    void setPhases(QVector<RolloutPhase> phases, const QString& words);
    [[nodiscard]] const QVector<RolloutPhase>& phases() const { return phases_; }
    /// Sets how many periods stand between two ticks.
    void setTickStep(int periods);
    [[nodiscard]] double xOf(double period) const;

signals:
    void playWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] int periodAt(double x) const;

    QVector<RolloutPhase> phases_;
    QString words_;
    int tickStep_ = 12;
};

/// The round button that plays and pauses.
class PlayButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit PlayButton(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
};

class TimeBar : public QWidget {
    Q_OBJECT
public:
    explicit TimeBar(Document& document, QWidget* parent = nullptr);

    static constexpr int barHeight = 56;

    void play();
    void pause();
    [[nodiscard]] bool isPlaying() const { return clock_.isActive(); }
    [[nodiscard]] TimeGroove& groove() const { return *groove_; }
    [[nodiscard]] PlayButton& button() const { return *button_; }

signals:
    void playingChanged(bool playing);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void readModel();
    void showPeriod();
    void step();

    Document& document_;
    PlayButton* button_;
    QLabel* period_;
    TimeGroove* groove_;
    QTimer clock_;
};

} // namespace tributary::ui
