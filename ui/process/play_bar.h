// SPDX-License-Identifier: GPL-3.0-or-later
// PlayBar: plays simulated cases on the map: start and stop, where the clock is, and how fast it goes. It keeps the
// time and tells when it has moved. Window thread only.
#pragma once

#include "ui/process/time_words.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QSlider;
class QToolButton;

namespace tributary::ui {

class PlayBar : public QWidget {
    Q_OBJECT
public:
    explicit PlayBar(QWidget* parent = nullptr);

    /// Takes hours to play between, and how long a case takes, which the speeds go by. An empty span stops it.
    void setSpan(double begin, double end, double cycleTime, const TimeWords& times);
    [[nodiscard]] bool hasSpan() const { return end_ > begin_; }
    [[nodiscard]] bool isPlaying() const { return frame_.isActive(); }
    void play();
    void pause();
    void toggle() { isPlaying() ? pause() : play(); }
    /// Whether somebody has played or moved the hour since stop().
    [[nodiscard]] bool isUsed() const { return used_; }
    void stop();

    /// The hour that is shown.
    [[nodiscard]] double time() const { return time_; }
    void setTime(double hour);
    /// Hours that pass in a second.
    [[nodiscard]] double speed() const;
    [[nodiscard]] QComboBox& speeds() const { return *speeds_; }
    /// How many hours a case is to be seen on its way, at least.
    [[nodiscard]] double travel() const;

signals:
    void moved(); ///< the hour, or whether it plays

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void listSpeeds(double cycleTime, const TimeWords& times);
    void showSpeeds();
    void step();
    void showTime();

    QToolButton* button_;
    QLabel* clock_;
    QSlider* slider_;
    QComboBox* speeds_;
    QTimer frame_;
    QElapsedTimer since_; ///< the last frame
    double begin_ = 0;
    double end_ = 0;
    double time_ = 0;
    bool used_ = false;
};

} // namespace tributary::ui
