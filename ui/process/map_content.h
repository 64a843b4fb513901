// SPDX-License-Identifier: GPL-3.0-or-later
// MapContent: what stands on the parts of a process map: names, times and shares in words, and how hot a task is. Made
// from the model and, once there are some, its measures. A plain value.
#pragma once

#include "core/insight/process_measures.h"
#include "ui/process/heat_scale.h"
#include "ui/process/map_layout.h"

#include <QString>
#include <map>

namespace tributary::ui {

struct StepContent {
    QString name;
    QString label;   ///< name that stands beside a gateway or an event; empty where it has none of its own
    QString touch;   ///< work of a visit; empty where there is none
    QString waiting; ///< of a visit: delay, and waiting for somebody; empty where there is none
    size_t heat = 0; ///< level of the HeatScale
    bool isException = false;
    bool isDelay = false; ///< nobody is at work
    bool isSubProcess = false;
    std::optional<EventMark> event{}; ///< that it is drawn as
    PoolId pool;
    QString words; ///< all of it in a sentence
};

struct WayContent {
    QString share; ///< where it is one of several; empty otherwise
    QString name;
    QString delay;                              ///< of the hand-off; empty where there is none
    QString words;                              ///< all of it
    EventTrigger trigger = EventTrigger::error; ///< of an exception
};

class MapContent {
public:
    MapContent() = default;
    /// `measures` may be null, or of the map as it was before an edit; `usual` are those of business as usual beside
    /// them, for the scale of the heat; `events` those of the drawing that the map came from.
    MapContent(const Model& model, const Process& process, const ProcessMeasures* measures,
               const ProcessMeasures* usual, Heat heat, const EventMarks& events = {});

    [[nodiscard]] const TimeWords& times() const { return times_; }
    [[nodiscard]] const HeatScale& heat() const { return heat_; }

    [[nodiscard]] const StepContent& step(const StepId& id) const;
    [[nodiscard]] const WayContent& way(const MapPart& part) const;
    /// What the tool tip of a part says; empty where it says nothing more than the map.
    [[nodiscard]] QString wordsOf(const MapPart& part) const;
    [[nodiscard]] QString laneName(const LaneId& id) const;
    /// What a pool is called; empty where a part is none of the map's pools.
    [[nodiscard]] QString poolName(const MapPart& part) const;
    [[nodiscard]] QString laneSize(const LaneId& id) const; ///< "200 people"

private:
    [[nodiscard]] StepContent contentOf(const Model& model, const Process& process, const Step& step,
                                        const ProcessMeasures* measures, Heat heat, const EventMark* event) const;

    TimeWords times_;
    std::map<PoolId, QString> poolNames_;
    HeatScale heat_;
    std::map<StepId, StepContent> steps_;
    std::map<MapPart, WayContent> ways_;
    std::map<LaneId, std::pair<QString, QString>> lanes_;
};

} // namespace tributary::ui
