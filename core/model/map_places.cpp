// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/map_places.h"

#include "core/model/quantity_path.h"

#include <algorithm>

namespace tributary {

std::map<MetricId, std::vector<MapPlace>> mapPlaces(const Model& model, const Names& names) {
    std::map<MetricId, std::vector<MapPlace>> places;
    if (model.processes().empty())
        return places;
    for (const Metric& metric : model.metrics())
        if (metric.source == MetricSource::process && model.processes().contains(metric.process))
            places[metric.id].push_back(
                {MapPlace::Kind::measured, metric.process, pathOf(EntityRef{Process::kind, metric.process.text})});
    for (const Process& process : model.processes())
        forEachQuantityOf(model, {Process::kind, process.id.text}, [&](const QuantitySite& site) {
            if (!site.formula)
                return;
            for (const std::string& name : site.formula->references()) {
                const Names::Meaning meaning = names.find(name);
                if (!meaning.unique() || !meaning.metric)
                    continue;
                const MapPlace place{MapPlace::Kind::feeds, process.id, site.path};
                auto& of = places[meaning.metric->id];
                if (std::ranges::find(of, place) == of.end())
                    of.push_back(place);
            }
        });
    return places;
}

} // namespace tributary
