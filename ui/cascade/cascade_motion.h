// SPDX-License-Identifier: GPL-3.0-or-later
// CascadeMotion: what moves in the cascade and how far it has come: the glide of cards to new places, the flow from one
// period to the next, the pulse of what a change has just reached, the light on a path. At rest where motion is
// reduced. Window thread only.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <string>
#include <unordered_map>

namespace tributary::ui {

class CascadeMotion : public QObject {
    Q_OBJECT
public:
    explicit CascadeMotion(QObject* parent = nullptr);

    void startGlide();
    void endGlide();
    void startFlow();
    /// Has a card or a link pulse once. Keys are the caller's.
    void startPulse(const std::string& key);
    void setLit(bool lit);
    /// Ends all of it but the light.
    void rest();

    // From 0 as it begins to 1 at rest.

    [[nodiscard]] double glide() const { return glide_; }
    [[nodiscard]] double flow() const { return flow_; }
    [[nodiscard]] double pulse(const std::string& key) const;
    /// How far what is beside a lit path has faded: 0 where nothing is lit.
    [[nodiscard]] double light() const { return light_; }
    [[nodiscard]] bool isAtRest() const { return !ticks_.isActive(); }

signals:
    void moved();

private:
    void start();
    void tick();

    QTimer ticks_;
    QElapsedTimer clock_;
    qint64 glideBegan_ = 0;
    qint64 flowBegan_ = 0;
    qint64 lightBegan_ = 0;
    double lightFrom_ = 0;
    double lightTo_ = 0;
    double glide_ = 1;
    double flow_ = 1;
    double light_ = 0;
    std::unordered_map<std::string, qint64> pulses_; ///< when they began
};

} // namespace tributary::ui
