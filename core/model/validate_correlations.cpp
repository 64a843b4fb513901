// SPDX-License-Identifier: GPL-3.0-or-later
// Which quantities are correlated: whether they exist, have a range, and are joined once.
#include "core/model/validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tributary {

namespace {

/// The pairs of quantities that correlations join, each told when it comes a second time. Only quantities that several
/// correlations name can be doubled, so a large block of its own costs nothing.
class PairsSeen {
public:
    struct Doubled {
        std::string a;
        std::string b;
        const Correlation* by = nullptr; ///< that joined them first
    };

    explicit PairsSeen(const Model& model) : model_(model) {
        for (const Correlation& correlation : model.correlations())
            for (const auto& [path, side] : sidesOf(correlation))
                ++uses_[path];
    }

    /// Notes the pairs of a correlation, up to the first that another one has joined already.
    std::optional<Doubled> add(const Correlation& correlation) {
        std::vector<std::pair<std::string, Side>> shared = sidesOf(correlation);
        std::erase_if(shared, [&](const auto& entry) { return uses_.at(entry.first) < 2; });
        for (size_t i = 0; i < shared.size(); ++i)
            for (size_t j = 0; j < i; ++j) {
                const auto& [a, sideOfA] = shared[i];
                const auto& [b, sideOfB] = shared[j];
                const bool joined = correlation.second.empty() || sideOfA != sideOfB;
                if (!joined)
                    continue;
                if (seen_.size() >= mostPairs)
                    return std::nullopt;
                const auto [first, fresh] = seen_.emplace(std::minmax(a, b), &correlation);
                if (!fresh && first->second != &correlation)
                    return Doubled{b, a, first->second};
            }
        return std::nullopt;
    }

private:
    enum class Side { first, second };
    // Beyond this a model is no work of hands, and the search would be felt.
    static constexpr size_t mostPairs = 100'000;

    /// The quantities that a correlation names, by their own paths, each once.
    [[nodiscard]] std::vector<std::pair<std::string, Side>> sidesOf(const Correlation& correlation) const {
        std::vector<std::pair<std::string, Side>> sides;
        std::set<std::string> known;
        for (const auto* list : {&correlation.first, &correlation.second})
            for (const std::string& path : *list)
                if (const auto site = findQuantity(model_, path); site && known.insert(site->path).second)
                    sides.emplace_back(site->path, list == &correlation.first ? Side::first : Side::second);
        return sides;
    }

    const Model& model_;
    std::unordered_map<std::string, size_t> uses_;
    std::map<std::pair<std::string, std::string>, const Correlation*> seen_;
};

} // namespace

void checkCorrelations(Validation& v) {
    PairsSeen pairs(v.model);
    for (const Correlation& correlation : v.model.correlations()) {
        const std::string path = "correlation/" + correlation.id.text;
        const std::string name = v.called(path);
        if (!(correlation.rho >= -1 && correlation.rho <= 1))
            v.error(path + "/rho", fmt::format("{} is {:.4g}.", name, correlation.rho),
                    "Choose a correlation between -1 and 1.");
        const bool joins = correlation.second.empty() ? correlation.first.size() > 1 : !correlation.first.empty();
        if (!joins)
            v.warning(path + "/first", fmt::format("{} joins fewer than two quantities, so it does nothing.", name),
                      "Add another quantity.");
        if (const auto doubled = pairs.add(correlation))
            v.add(doubled->by->rho == correlation.rho ? Severity::warning : Severity::error, path + "/first",
                  fmt::format("{} correlates {} and {}, as {} does already.", name, v.called(doubled->a),
                              v.called(doubled->b), v.called("correlation/" + doubled->by->id.text)),
                  "Take the pair out of one of the two.");
        std::set<std::string> seen;
        for (const auto* side : {&correlation.first, &correlation.second})
            for (const std::string& quantity : *side) {
                const std::string at = path + (side == &correlation.first ? "/first" : "/second");
                const auto site = findQuantity(v.model, quantity);
                if (!site) {
                    v.error(at, fmt::format("{} names `{}`, which does not exist.", name, quantity),
                            "Take it out, or correct its path.");
                    continue;
                }
                if (!seen.insert(site->path).second)
                    v.error(at, fmt::format("{} names {} twice.", name, v.called(site->path)),
                            "Take one of them out.");
                if (!site->quantity)
                    v.note(at, fmt::format("{} names {}, which is not drawn itself.", name, v.called(site->path)),
                           "Name the input that is drawn instead.");
                else if (site->quantity->isConstant())
                    v.note(at, fmt::format("{} names {}, which has no range.", name, v.called(site->path)),
                           "Type its range, or take it out.");
            }
    }
}

} // namespace tributary
