// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the story of the transit case and saves each page as PNG: light and dark, 1440x900 and
// 1920x1080. With a text size in percent the window is drawn so much larger, on the same screens.
// Usage: tributary-pictures FOLDER [PERCENT]
#include "core/exchange/templates.h"
#include "core/insight/insight.h"
#include "core/model/edits.h"
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
#include <cstdlib>

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
    Story(QDir folder, int percent) : folder_(std::move(folder)), percent_(percent) {}

    bool tell() {
        save("start");
        if (!empty())
            return false;
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
        return whatIf() && behindResults();
    }

private:
    /// What each page says while there is nothing on it, and the banner.
    bool empty() {
        Document& document = bench_.document();
        if (!document.create(Model()))
            return complain("an empty model could not be made");
        for (const char* page : {"metric", "results"}) {
            bench_.window().showPageFor(page);
            save(QStringLiteral("empty-%1").arg(QLatin1String(page)));
        }
        document.tell(Error{"L2 cannot drive itself: choose another metric.", std::nullopt});
        save("banner");
        document.close();
        return true;
    }

    /// The ribbon: without a slider, at rest, in the middle of a drag, and with something that cannot be read.
    bool whatIf() {
        Document& document = bench_.document();
        bench_.window().showPageFor("metric");
        auto* ribbon = bench_.window().findChild<WhatIfRibbon*>();
        for (const char* path : {"intervention/parts-exchange/stall/probability",
                                 "intervention/parts-exchange/adoption/ceiling/mt", "metric/L1/estimate",
                                 "input/c_miss", "intervention/parts-exchange/effect/e_loc/size"})
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
                bench_.window().resize(size * 100 / percent_);
                bench_.window().show();
                QTest::qWait(400); // layouts and their animations come to rest
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
    int percent_; ///< of the text size
    Workbench bench_;
    QScrollArea* bottomOf_ = nullptr; ///< shown at its end, if any
    int saved_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const int percent = argc == 3 ? std::atoi(argv[2]) : 100;
    if (percent >= 100)
        qputenv("QT_SCALE_FACTOR", QByteArray::number(percent / 100.0));
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2 || arguments.size() > 3 || percent < 100 || !QDir().mkpath(arguments[1])) {
        std::fprintf(stderr, "Usage: tributary-pictures FOLDER [PERCENT] (a folder that can be written, 100 to 200 %%)\n");
        return 2;
    }
    dress(application, Theme::light);
    return Story(QDir(arguments[1]), percent).tell() ? 0 : 1;
}
