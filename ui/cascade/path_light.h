// SPDX-License-Identifier: GPL-3.0-or-later
// Path light: what lies on the ways through a metric, up to the money and down to the front line, and how it is marked:
// each lit card has a tag with what one percent means there, and the grade of the weakest evidence on the way.
#pragma once

#include "core/insight/response.h"
#include "ui/look/palette.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <string>
#include <unordered_map>
#include <unordered_set>

class QPainter;

namespace tributary::ui {

/// The cards that are lit while the pointer is on one.
struct PathLight {
    std::string metric; ///< empty: nothing is lit
    std::unordered_set<std::string> above;
    std::unordered_set<std::string> below;

    [[nodiscard]] bool isOn() const { return !metric.empty(); }
    [[nodiscard]] bool holds(const std::string& id) const {
        return id == metric || above.contains(id) || below.contains(id);
    }
    /// Whether what one hands on to another lies on a way through the metric.
    [[nodiscard]] bool holds(const std::string& driver, const std::string& target) const {
        return (above.contains(target) && (driver == metric || above.contains(driver))) ||
               (below.contains(driver) && (target == metric || below.contains(target)));
    }
};

[[nodiscard]] PathLight lightOf(const Dependencies& dependencies, const std::string& metric);

/// Whether a metric does nothing at all to another one, though there is a way: a product of zero.
[[nodiscard]] bool isUnmoved(const Response& response);

/// What a tag says.
struct PathTag {
    QString value; ///< "+0.28 %"
    QString range; ///< "0.21 to 0.33"; empty where it is certain
    Grade weakest = Grade::none;
};

[[nodiscard]] PathTag pathTag(const Response& response);
/// The tag of the metric itself.
[[nodiscard]] PathTag pathTagOfMetric();

/// Returns where a card's tag stands: on its upper edge.
[[nodiscard]] QRectF pathTagArea(const QRectF& card, const PathTag& tag);
void paintPathTag(QPainter& painter, const QRectF& card, const PathTag& tag, const Palette& palette);

/// Paints what the tags mean, in the legend's place and no larger; `fromZero` as CascadeScene::isLitFromZero().
void paintPathLegend(QPainter& painter, const QRectF& area, const QString& metric, bool fromZero,
                     const Palette& palette);

} // namespace tributary::ui
