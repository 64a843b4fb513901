// SPDX-License-Identifier: GPL-3.0-or-later
// MapContent: what stands on the parts of a process map: names, times and shares in words, and how hot a task is. Made
// from the model and, once there are some, its measures. A plain value.
#pragma once

#include "core/insight/process_measures.h"
#include "ui/process/map_layout.h"

#include <QColor>
#include <QString>
#include <array>
#include <map>

namespace tributary::ui {

struct Palette;

/// What the fill of a task says.
enum class Heat { waiting, cost, busy };

/// Says a time: "2.50 h", or "without end" in overload.
[[nodiscard]] QString hourWords(double hours);

/// Says a time in two digits: "117 h", "2.5 h", "3 min", "0.8 min".
[[nodiscard]] QString briefHours(double hours);

/// The number at which each colour above the first begins: hours, share of the cost of a case, share of its pool's
/// time.
[[nodiscard]] std::array<double, 4> heatSteps(Heat heat);
/// The numbers and the unit of a legend: "1", "5", "15", "50 h".
[[nodiscard]] QStringList heatWords(Heat heat);

struct StepContent {
    QString name;
    QString touch;   ///< work of a visit; empty where there is none
    QString waiting; ///< of a visit: delay, and waiting for somebody; empty where there is none
    double heat = 0; ///< in the numbers of heatSteps()
    bool isException = false;
    bool isDelay = false; ///< nobody is at work
    QString words;        ///< all of it in a sentence
};

struct WayContent {
    QString share; ///< where it is one of several; empty otherwise
    QString name;  ///< of an exception
};

class MapContent {
public:
    MapContent() = default;
    /// `measures` may be null, or of the map as it was before an edit.
    MapContent(const Model& model, const Process& process, const ProcessMeasures* measures, Heat heat);

    [[nodiscard]] const StepContent& step(const StepId& id) const;
    [[nodiscard]] const WayContent& way(const MapPart& part) const;
    [[nodiscard]] QString laneName(const LaneId& id) const;
    [[nodiscard]] QString laneSize(const LaneId& id) const; ///< "200 people"

private:
    std::map<StepId, StepContent> steps_;
    std::map<MapPart, WayContent> ways_;
    std::map<LaneId, std::pair<QString, QString>> lanes_;
};

} // namespace tributary::ui
