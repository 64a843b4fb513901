// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the story of the transit case and saves each page as PNG: light and dark, 1440x900 and
// 1920x1080. Usage: tributary-pictures FOLDER
#include "core/exchange/templates.h"
#include "core/insight/insight.h"
#include "core/model/edits.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"
#include "ui/results/results_page.h"
#include "ui/whatif/pin_slider.h"
#include "ui/whatif/slider_groove.h"
#include "ui/whatif/what_if_ribbon.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTest>
#include <cstdio>

using namespace tributary;
using namespace tributary::ui;

namespace {

constexpr int longestRun = 300'000; // milliseconds

/// One step of the story: what is done, and under which name the window is saved.
struct Scene {
    const char* name;
    const char* page; ///< kind of entity whose page is shown; null: as it is
    const char* selection;
};

constexpr Scene story[] = {
    {"cascade", "metric", ""},
    {"cascade-estimate", "metric", "metric/L3"},
    {"cascade-formula", "metric", "metric/O4"},
    {"cascade-influence", "metric", "metric/O5"},
    {"cascade-process", "metric", "metric/O3"},
    {"link", "metric", "link/O4-O5"},
    {"intervention", "metric", "intervention/parts-exchange"},
    {"settings", "metric", "settings"},
    {"results", "results", ""},
};

class Story {
public:
    explicit Story(QDir folder) : folder_(std::move(folder)) {}

    bool tell() {
        save("start");
        const auto model = modelFromTemplate("transit");
        if (!model || !bench_.document().create(*model))
            return complain("the transit case could not be made");
        QElapsedTimer waited;
        waited.start();
        while (bench_.runs().state() != RunController::State::upToDate) {
            if (waited.elapsed() > longestRun)
                return complain("the run did not end");
            QTest::qWait(20);
        }
        bench_.document().setPeriod(24);
        for (const Scene& scene : story) {
            bench_.window().showPageFor(scene.page);
            bench_.document().select(std::string_view(scene.selection));
            save(QLatin1String(scene.name));
        }
        return spread() && whatIf() && behindResults();
    }

private:
    /// The spread in some of its months, and the paths of a card under the pointer.
    bool spread() {
        bench_.window().showPageFor("metric");
        bench_.document().select(std::string_view());
        for (const int month : {1, 6, 12, 24, 60}) {
            bench_.document().setPeriod(month);
            save(QStringLiteral("spread-month-%1").arg(month, 2, 10, QLatin1Char('0')));
        }
        bench_.document().setPeriod(24);
        CascadePage* page = bench_.window().findChild<CascadePage*>();
        for (const char* id : {"L2", "O3"}) {
            hovered_ = id;
            save(QStringLiteral("spread-hover-%1").arg(QLatin1String(id)));
        }
        hovered_ = nullptr;
        page->scene().setHovered({});
        return true;
    }

    /// Puts the pointer on a card and waits for what its paths tell.
    void hover() {
        const auto* page = bench_.window().findChild<CascadePage*>();
        QWidget* view = page->canvas().viewport();
        const auto area = page->scene().cardArea(hovered_);
        if (!area)
            return;
        const QPoint at = page->canvas().mapFromScene(area->center());
        QTest::mouseMove(view, at);
        QTest::mouseMove(view, at + QPoint(2, 0));
        if (!QTest::qWaitFor([&] { return page->scene().lightResponses() != nullptr; }, longestRun))
            complain("the paths of a card were not worked out");
        QTest::qWait(400);
    }

    /// The ribbon: without a slider, at rest, in the middle of a drag, and with something that cannot be read.
    bool whatIf() {
        Document& document = bench_.document();
        bench_.window().showPageFor("metric");
        auto* ribbon = bench_.window().findChild<WhatIfRibbon*>();
        for (const char* path :
             {"intervention/parts-exchange/stall/probability", "intervention/parts-exchange/adoption/ceiling/mt",
              "metric/L1/estimate", "input/c_miss", "intervention/parts-exchange/effect/e_loc/size"})
            if (!document.apply(pinQuantity(document.model(), path)))
                return complain("a quantity could not be pinned");
        save("what-if");
        SliderGroove& groove = ribbon->sliders().front()->groove();
        const auto place = [&](double value) {
            return QPoint(static_cast<int>(groove.xOf(value)), groove.height() / 2);
        };
        QTest::mousePress(&groove, Qt::LeftButton, {}, place(groove.at()));
        QTest::mouseMove(&groove, place(10));
        QTest::qWait(3000);
        save("what-if-drag");
        bench_.window().showPageFor("results");
        save("what-if-results");
        bench_.window().showPageFor("metric");
        QTest::mouseRelease(&groove, Qt::LeftButton, {}, place(10));
        QLineEdit& box = ribbon->sliders()[2]->box();
        box.setFocus();
        QTest::keyClicks(&box, QStringLiteral("1,5"));
        QTest::keyClick(&box, Qt::Key_Return);
        save("what-if-refused");
        QTest::keyClick(&box, Qt::Key_Escape);
        if (!document.undo())
            return complain("the drag could not be taken back");
        bench_.window().showPageFor("results");
        return true;
    }

    /// The lower half of the page of results: while it is worked out, for each scenario, and after a change.
    bool behindResults() {
        auto* scroll = bench_.window().findChild<ResultsPage*>()->findChild<QScrollArea*>();
        bottomOf_ = scroll;
        save("results-behind-working");
        for (const Scenario& scenario : bench_.document().model().scenarios()) {
            bench_.document().setScenario(scenario.id);
            QElapsedTimer waited;
            waited.start();
            const auto isExplained = [&] {
                const Explanation& explanation = bench_.document().explanation();
                return explanation.insight && explanation.insight->scenario == scenario.id;
            };
            while (!isExplained()) {
                if (waited.elapsed() > longestRun)
                    return complain("the explanation did not end");
                QTest::qWait(20);
            }
            save(QStringLiteral("results-behind-%1").arg(toQt(scenario.id.text)));
        }
        return saved_ > 0;
    }

    static bool complain(const char* what) {
        std::fprintf(stderr, "tributary-pictures: %s\n", what);
        return false;
    }

    void save(const QString& name) {
        for (const Theme theme : {Theme::light, Theme::dark}) {
            setTheme(theme);
            for (const QSize& size : {QSize(1440, 900), QSize(1920, 1080)}) {
                bench_.window().resize(size);
                bench_.window().show();
                QTest::qWait(400); // layouts and their animations come to rest
                if (hovered_)
                    hover();
                if (bottomOf_)
                    bottomOf_->verticalScrollBar()->setValue(bottomOf_->verticalScrollBar()->maximum());
                const QString file =
                    QStringLiteral("%1-%2-%3x%4.png").arg(name, themeText(theme)).arg(size.width()).arg(size.height());
                if (bench_.window().grab().save(folder_.filePath(file)))
                    ++saved_;
                else
                    complain("a picture could not be saved");
            }
        }
    }
    void save(QLatin1String name) { save(QString(name)); }
    void save(const char* name) { save(QString(QLatin1String(name))); }

    QDir folder_;
    Workbench bench_;
    QScrollArea* bottomOf_ = nullptr; ///< shown at its end, if any
    const char* hovered_ = nullptr;   ///< card that the pointer is on, if any
    int saved_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 2 || !QDir().mkpath(arguments[1])) {
        std::fprintf(stderr, "Usage: tributary-pictures FOLDER (one that can be written)\n");
        return 2;
    }
    dress(application, Theme::light);
    return Story(QDir(arguments[1])).tell() ? 0 : 1;
}
