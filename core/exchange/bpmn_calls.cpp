// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/bpmn_map.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

namespace tributary {

namespace {

/// Takes the maps of calls that lead back to where they are made from their steps: of cases that never end.
class CallLoops {
public:
    CallLoops(const BpmnDocument& document, BpmnMaps& all) : document_(document), all_(all), ways_(all.maps.size()) {
        for (size_t scope = 0; scope < all.maps.size(); ++scope)
            for (const auto& [step, inner] : all.maps[scope].innerOf)
                ways_[scope].insert(inner);
    }

    void cut() {
        findComponents();
        for (size_t scope = 0; scope < all_.maps.size(); ++scope) {
            BpmnMap& map = all_.maps[scope];
            for (const Step& step : map.process.steps) { // in the order of the text
                const auto inner = map.innerOf.find(step.id.text);
                if (inner == map.innerOf.end() || component_[inner->second] != component_[scope] ||
                    document_.scopes[inner->second].isSubProcess)
                    continue;
                tell(scope, inner->second, map.elementOf.at(step.id.text), map);
                map.innerOf.erase(inner);
            }
        }
    }

private:
    /// Strongly connected components (Kosaraju's way), with stacks of its own: calls may nest deeply.
    void findComponents() {
        const size_t count = ways_.size();
        std::vector<std::vector<size_t>> back(count);
        for (size_t from = 0; from < count; ++from)
            for (const size_t to : ways_[from])
                back[to].push_back(from);
        std::vector<size_t> order; // each after all that it leads to
        std::vector<char> seen(count);
        for (size_t root = 0; root < count; ++root) {
            if (std::exchange(seen[root], 1))
                continue;
            std::vector<std::pair<size_t, std::set<size_t>::const_iterator>> path{{root, ways_[root].begin()}};
            while (!path.empty()) {
                auto& [at, next] = path.back();
                if (next == ways_[at].end()) {
                    order.push_back(at);
                    path.pop_back();
                } else if (const size_t to = *next++; !std::exchange(seen[to], 1)) {
                    path.emplace_back(to, ways_[to].begin());
                }
            }
        }
        component_.assign(count, noScope);
        for (auto root = order.rbegin(); root != order.rend(); ++root) {
            std::vector<size_t> front{*root};
            while (!front.empty()) {
                const size_t at = front.back();
                front.pop_back();
                if (component_[at] != noScope)
                    continue;
                component_[at] = *root;
                front.insert(front.end(), back[at].begin(), back[at].end());
            }
        }
    }

    [[nodiscard]] std::string nameOf(size_t scope) const {
        const std::string& name = document_.scopes[scope].name;
        return fmt::format("{:.60}", name.empty() ? document_.scopes[scope].key : name);
    }

    /// The way from what is called back to the call: a shortest one.
    [[nodiscard]] std::string loopFrom(size_t scope, size_t called) const {
        std::map<size_t, size_t> cameFrom{{called, called}};
        std::vector<size_t> front{called};
        for (size_t i = 0; i < front.size() && !cameFrom.contains(scope); ++i)
            for (const size_t to : ways_[front[i]])
                if (component_[to] == component_[scope] && cameFrom.emplace(to, front[i]).second)
                    front.push_back(to);
        std::string words;
        for (size_t at = scope; at != called; at = cameFrom.at(at))
            words.insert(0, " \u2192 " + nameOf(at));
        return nameOf(scope) + " \u2192 " + nameOf(called) + words;
    }

    void tell(size_t scope, size_t called, XmlIndex element, BpmnMap& map) {
        constexpr size_t mostNamed = 50; // a text may be made to have many, and long ones
        const std::string which =
            scope == called ? "it calls the process that it is in"
            : named_ < mostNamed
                ? fmt::format("it calls {}, which leads back to it ({})", nameOf(called), loopFrom(scope, called))
                : fmt::format("it calls {}, which leads back to it", nameOf(called));
        ++named_;
        map.told.insert(element);
        map.notes.push_back(document_.note(element, which + ": a step of its own, or no case would ever end"));
    }

    const BpmnDocument& document_;
    BpmnMaps& all_;
    std::vector<std::set<size_t>> ways_; ///< by scope: those in its steps
    std::vector<size_t> component_;
    size_t named_ = 0;
};

} // namespace

void cutLoops(const BpmnDocument& document, BpmnMaps& all) { CallLoops(document, all).cut(); }

} // namespace tributary
