// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of editing ask of the cascade, and the drags of a hand.
#pragma once

#include "core/model/dependencies.h"
#include "core/model/tree_edits.h"
#include "tests/ui/cascade/shown_cascade.h"

#include <QCoreApplication>
#include <QMouseEvent>
#include <string>
#include <vector>

namespace tributary::test {

inline const Metric& metricOf(const Shown& shown, const std::string& id) {
    const Metric* metric = shown.document.model().metrics().find(MetricId(id));
    REQUIRE(metric);
    return *metric;
}

inline std::vector<std::string> children(const Shown& shown, const char* id) {
    std::vector<std::string> texts;
    for (const MetricId& child : childrenOf(shown.document.model(), MetricId(id)))
        texts.push_back(child.text);
    return texts;
}

/// A drag with the left button along places of the viewport; `during` sees what is shown before the release.
template <class During>
void drag(Shown& shown, const std::vector<QPoint>& way, During&& during, Qt::KeyboardModifiers modifiers = {}) {
    QWidget* viewport = shown.page.canvas().viewport();
    QTest::mouseMove(viewport, way.front());
    QTest::mousePress(viewport, Qt::LeftButton, modifiers, way.front());
    for (std::size_t i = 1; i < way.size(); ++i) {
        QMouseEvent move(QEvent::MouseMove, way[i], viewport->mapToGlobal(way[i]), Qt::NoButton, Qt::LeftButton,
                         modifiers);
        QCoreApplication::sendEvent(viewport, &move);
    }
    during();
    QTest::mouseRelease(viewport, Qt::LeftButton, modifiers, way.back());
}

inline void drag(Shown& shown, const std::vector<QPoint>& way) {
    drag(shown, way, [] {});
}

inline QPoint at(Shown& shown, const char* id, double along, double down) {
    const auto area = shown.page.scene().cardArea(id);
    REQUIRE(area);
    return shown.page.canvas().mapFromScene(
        QPointF(area->left() + along * area->width(), area->top() + down * area->height()));
}

inline int undoSteps(Shown& shown) {
    int steps = 0;
    while (shown.document.undoLabel() && steps < 50) {
        REQUIRE(shown.document.undo());
        ++steps;
    }
    return steps;
}

} // namespace tributary::test
