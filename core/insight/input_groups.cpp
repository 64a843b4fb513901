// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/insight/input_groups.h"

#include "core/model/quantity_path.h"

#include <algorithm>

namespace tributary {

namespace {

/// The names of the groups that an input is in.
std::vector<std::string> groupsOf(const Model& model, const std::string& path) {
    const auto segments = segmentsOf(path);
    const auto is = [&](size_t i, std::string_view word) { return segments.size() > i && segments[i] == word; };
    const auto owner = [&](size_t count) {
        size_t length = 0;
        for (size_t i = 0; i < count; ++i)
            length += segments[i].size() + 1;
        return readableName(model, std::string_view(path).substr(0, length - 1));
    };
    if (segments.size() < 2)
        return {};
    if (is(0, "intervention") && (is(2, "adoption") || is(2, "stall")))
        return {owner(2) + ": adoption"};
    if (is(0, "intervention") && is(2, "effect") && segments.size() > 3)
        return {owner(4), owner(2) + ": all effects"};
    if ((is(0, "intervention") || is(0, "scenario")) && is(2, "cost"))
        return {owner(2) + ": costs"};
    if (is(0, "process"))
        return {owner(2) + ": the process"};
    if (is(0, "link"))
        return {"Strength of the links"};
    if (is(0, "metric"))
        return {"Metrics as they are today"};
    if (is(0, "group"))
        return {"Groups of people"};
    return {};
}

} // namespace

std::vector<InputGroup> inputGroups(const Study& study) {
    std::vector<InputGroup> groups;
    for (size_t i = 0; i < study.inputs.size(); ++i)
        for (std::string& name : groupsOf(study.model, study.inputs[i].name.path)) {
            auto group = std::ranges::find(groups, name, &InputGroup::name);
            if (group == groups.end())
                group = groups.insert(groups.end(), {std::move(name), {}});
            group->inputs.push_back(i);
        }
    std::erase_if(groups, [](const InputGroup& group) { return group.inputs.size() < 2; });
    // An intervention with one effect has the same group twice.
    for (size_t i = 0; i < groups.size(); ++i)
        groups.erase(std::remove_if(groups.begin() + static_cast<std::ptrdiff_t>(i) + 1, groups.end(),
                                    [&](const InputGroup& other) { return other.inputs == groups[i].inputs; }),
                     groups.end());
    return groups;
}

} // namespace tributary
