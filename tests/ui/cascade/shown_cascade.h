// SPDX-License-Identifier: GPL-3.0-or-later
// A cascade page on a document of its own, as the tests of its events drive it.
#pragma once

#include "core/engine/run.h"
#include "core/exchange/templates.h"
#include "tests/builders.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/document.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QTest>
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace tributary::test {

using namespace tributary::ui;

/// A document on a model of its own, and the page that shows it.
struct Shown {
    explicit Shown(const Model& model) {
        QDir(draftFolder()).removeRecursively();
        need(document.create(model).map([] { return 0; }));
        for (const Scenario& scenario : model.scenarios())
            if (!scenario.interventions.empty())
                document.setScenario(scenario.id);
        page.resize(1036, 710);
        page.show();
        REQUIRE(QTest::qWaitForWindowExposed(&page));
        page.canvas().setFocus();
    }

    void run() {
        const auto results = [&](Uncertainty uncertainty, std::size_t trials) {
            CompileOptions options;
            options.uncertainty = uncertainty;
            const auto program = compile(document.model(), options);
            REQUIRE(program);
            RunOptions how = runOptions(document.model().settings());
            how.trials = trials;
            return std::make_shared<const Results>(*tributary::run(*program, how));
        };
        document.setOutcome(
            {results(Uncertainty::sampled, 256), results(Uncertainty::mostLikely, 1), document.revision()});
    }

    [[nodiscard]] std::vector<std::string> modelIds() const {
        std::vector<std::string> ids;
        for (const Metric& metric : document.model().metrics())
            ids.push_back(metric.id.text);
        std::sort(ids.begin(), ids.end());
        return ids;
    }

    [[nodiscard]] QPoint centreOf(const std::string& id) {
        const auto area = page.scene().cardArea(id);
        REQUIRE(area);
        return page.canvas().mapFromScene(area->center());
    }

    void click(const std::string& id) { QTest::mouseClick(page.canvas().viewport(), Qt::LeftButton, {}, centreOf(id)); }

    void key(Qt::Key key) { QTest::keyClick(&page.canvas(), key); }

    [[nodiscard]] std::string nameOf(const std::string& id) const {
        const Metric* metric = document.model().metrics().find(MetricId(id));
        return metric ? metric->name : std::string();
    }

    Document document;
    CascadePage page{document};
};

using tributary::test::transit;

} // namespace tributary::test
