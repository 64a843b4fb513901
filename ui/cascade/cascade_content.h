// SPDX-License-Identifier: GPL-3.0-or-later
// Cascade content: what a cascade shows, from a snapshot of the model, one scenario's results and a period. The canvas
// and the report paint from it alike. Holds values and ids, no widgets. Window thread only.
#pragma once

#include "core/engine/results.h"
#include "core/insight/link_shares.h"
#include "core/model/dependencies.h"
#include "core/model/edit.h"
#include "core/model/map_places.h"
#include "ui/cascade/card_content.h"
#include "ui/cascade/link_painter.h"
#include "ui/cascade/tree_layout.h"

#include <QSet>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tributary::ui {

/// What is selected and folded; never part of the model.
struct CascadeView {
    std::string selected;                        ///< id of a metric, or empty
    std::unordered_set<std::string> allSelected; ///< ids of the metrics that are selected, it among them
    std::unordered_set<std::string> folded;      ///< ids of metrics
};

class CascadeContent {
public:
    /// Takes a snapshot of the model and works out which metric drives which.
    void setModel(const Model& model);
    /// How a change of the model reaches the cascade.
    struct Reach {
        bool tree = false;      ///< where the cards stand
        bool relations = false; ///< what drives what
        bool shown = false;     ///< anything that is drawn
    };
    /// Takes the snapshot after a change. Where only numbers changed this is cheap, as at each step of a slider: what
    /// is drawn, shares and growth stay those of the results until newer ones come.
    Reach follow(const Model& model, const ChangeSet& changed);
    /// Takes the results that are shown; they must outlive their use here. Null before the first run. Of a scenario
    /// that was not run the cards tell the values of going on as usual.
    void setResults(const ScenarioResults* sampled, const ScenarioResults* mostLikely,
                    ValuesOf values = ValuesOf::scenario);
    void setPeriod(int period);
    /// Takes whether the results are of the model before the last change: their numbers are marked then.
    void setOutdated(bool outdated) { outdated_ = outdated; }
    [[nodiscard]] bool isOutdated() const { return outdated_; }
    /// Takes the metrics that have an error, and what each says.
    void setFaulty(std::unordered_map<std::string, QString> faults);

    [[nodiscard]] const Model& model() const { return model_; }
    [[nodiscard]] const Dependencies& dependencies() const { return dependencies_; }
    [[nodiscard]] int period() const { return period_; }
    /// Returns where a metric meets process maps.
    [[nodiscard]] const std::vector<MapPlace>& mapPlaces(const std::string& id) const;

    /// Returns the tree as the layout sees it.
    [[nodiscard]] std::vector<TreeNode> nodes(const CascadeView& view) const;
    /// Returns the card of a metric; an empty one if there is no such metric.
    [[nodiscard]] CardContent card(const std::string& id, const CascadeView& view) const;
    /// Returns the link of a metric to its parent, along `route`.
    [[nodiscard]] LinkContent link(const PlacedLink& placed, const CascadeView& view) const;
    /// Returns how wide the link of a metric to its parent is, as a share of the widest.
    [[nodiscard]] double flow(const std::string& driver) const;
    /// Returns the relative change of a metric, without sign.
    [[nodiscard]] double changeOf(const std::string& id) const;
    /// Whether the metric is 0 in every trial in the period, without the scenario.
    [[nodiscard]] bool isZeroAsUsual(const std::string& id) const;
    [[nodiscard]] QString cardTip(const std::string& id) const;
    /// Names the places of a metric on process maps, a line each.
    [[nodiscard]] QString mapTip(const std::string& id) const;
    [[nodiscard]] QString cardWords(const std::string& id) const;
    [[nodiscard]] QString linkTip(const std::string& driver) const;
    /// Returns the links besides the tree that begin or end at a metric, as driver and target.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> secondLinks(const std::string& id) const;
    [[nodiscard]] bool drives(const std::string& driver, const std::string& target) const;
    [[nodiscard]] LinkContent secondLink(const std::string& driver, const std::string& target, QPolygonF route) const;
    /// Returns the model's link between two metrics; null where the driver acts by a formula or a process.
    [[nodiscard]] const Link* beliefBetween(const std::string& driver, const std::string& target) const;

private:
    struct Lag {
        LinkContent::Lag kind = LinkContent::Lag::none;
        QString text;
    };
    using Pair = std::pair<std::size_t, std::size_t>; ///< driver and target

    void findLoops();
    [[nodiscard]] const Metric* metric(const std::string& id) const;
    [[nodiscard]] const MetricResults* results(const std::string& id) const;
    [[nodiscard]] std::string faultBehind(const std::string& id) const;
    [[nodiscard]] QString troubleOf(const std::string& id) const;
    [[nodiscard]] LinkContent linkAtRest(const PlacedLink& placed) const;
    [[nodiscard]] double growthNow() const;
    void forgetMade();
    [[nodiscard]] Lag lagOf(const std::string& driver, const std::string& target) const;
    [[nodiscard]] bool inLoop(const std::string& driver, const std::string& target) const;
    /// Whether a link's share is known, and its target's card says a change that it can be a share of.
    [[nodiscard]] bool knowsShare(const CarriedChange& carried, const std::string& parent) const;
    /// Whether a link's share is another than that of the link above it: where it is the same, it has been told.
    [[nodiscard]] bool isSplit(const PlacedLink& placed, double share) const;
    /// The metric's own link and those of all above it.
    [[nodiscard]] bool isOnPath(const std::string& driver, const std::string& selected) const;

    Model model_;
    Dependencies dependencies_;
    std::map<MetricId, std::vector<MapPlace>> places_;
    std::unordered_map<std::string, std::size_t> indexOf_;
    std::vector<std::vector<std::size_t>> driven_;                 ///< the metrics that each drives
    std::vector<std::vector<std::size_t>> loopTargets_;            ///< of each driver: targets within a loop
    std::unordered_map<std::string, std::vector<LinkId>> beliefs_; ///< by driver
    const ScenarioResults* sampled_ = nullptr;
    const ScenarioResults* mostLikely_ = nullptr;
    ValuesOf values_ = ValuesOf::scenario; ///< that the cards tell
    std::unordered_map<std::string, const MetricResults*> resultOf_;
    std::vector<CarriedChange> carried_;
    std::vector<double> growth_;                                 ///< of the counted change, by period from 1 on
    std::unordered_map<std::string, QString> faulty_;            ///< what is wrong with each
    mutable std::unordered_map<std::string, CardContent> cards_; ///< made so far, without what the view adds
    mutable std::unordered_map<std::string, LinkContent> links_; ///< by driver/parent, without what the view adds
    int period_ = 1;
    bool outdated_ = false;
};

} // namespace tributary::ui
