// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the story of the transit case and saves each page as PNG: light and dark, 1440x900 and
// 1920x1080. Usage: tributary-pictures FOLDER
#include "core/exchange/templates.h"
#include "core/insight/insight.h"
#include "core/model/edits.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/cascade/metric_panel.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"
#include "ui/results/results_page.h"
#include "ui/whatif/pin_slider.h"
#include "ui/whatif/slider_groove.h"
#include "ui/whatif/what_if_ribbon.h"
#include "ui/window/command_palette.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTest>
#include <cstdio>
#include <functional>

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
        return building() && whatIf() && behindResults();
    }

private:
    /// The cascade while it is built: a line that is typed and one that is refused, a link that is asked for, cards
    /// selected together, a card that is dragged to a place and to one that is refused, a paste, the commands.
    bool building() {
        Document& document = bench_.document();
        auto* canvas = bench_.window().findChild<CascadeCanvas*>();
        CardCommands& cards = canvas->commands();
        NameField& field = canvas->nameField();
        bench_.window().showPageFor("metric");
        document.select(std::string_view("metric/O1"));
        cards.addDriver();
        save("build-new");
        cards.addDriver();
        QTest::keyClicks(field.field(), QStringLiteral("Inspections = Breakdowns / [Crew size] in inspection/month"));
        save("build-typed");
        cards.addDriver();
        QTest::keyClicks(field.field(), QStringLiteral("Inspection time 1,5 hour"));
        QTest::keyClick(field.field(), Qt::Key_Return);
        save("build-refused");
        field.giveUp();
        document.select(std::string_view("metric/L4"));
        cards.askLink();
        QTest::keyClicks(cards.panel().words(), QStringLiteral("service"));
        save("build-link");
        cards.panel().giveUp();
        document.selectAll({"metric/L1", "metric/L2", "metric/O3"});
        save("build-several");
        document.select(std::string_view("metric/O4"));
        const auto hold = [&](const char* id, double along, const char* name) {
            const auto place = [&](const char* card, double part) {
                const QRectF area = *canvas->commands().scene().cardArea(card);
                return canvas->mapFromScene(QPointF(area.left() + part * area.width(), area.center().y()));
            };
            drag_ = [=] {
                QTest::mousePress(canvas->viewport(), Qt::LeftButton, {}, place("O4", 0.5));
                for (const double part : {along + 0.1, along})
                    QTest::mouseMove(canvas->viewport(), place(id, part));
            };
            save(name);
            QTest::keyClick(canvas, Qt::Key_Escape);
            QTest::mouseRelease(canvas->viewport(), Qt::LeftButton, {}, place(id, along));
            drag_ = {};
        };
        hold("F3", 0.5, "build-drag");
        hold("O7", 0.1, "build-drag-beside");
        hold("L2", 0.5, "build-drag-refused");
        QGuiApplication::clipboard()->setText(
            QStringLiteral("Tyres\n  Tyre wear  1,5 mm/month\n  Age of the fleet  4,25/6/9 year\n  Breakdowns  3\nBrakes\n"
                           "  Brake wear = [Tyre wear] * 2\n  Stops 8/10 stop/hour\n"));
        document.select(std::string_view("metric/L6"));
        cards.paste();
        saveSheet("build-paste");
        auto* palette = bench_.window().findChild<CommandPalette*>();
        palette->open();
        save("commands");
        QTest::keyClicks(palette->words(), QStringLiteral("dri"));
        save("commands-found");
        QTest::keyClick(palette->words(), Qt::Key_Escape);
        return true;
    }

    /// Saves the sheet that stands over the window, and puts it away.
    void saveSheet(const char* name) {
        auto* sheet = bench_.window().findChild<PasteSheet*>();
        for (const Theme theme : {Theme::light, Theme::dark}) {
            setTheme(theme);
            QTest::qWait(400);
            if (sheet->grab().save(folder_.filePath(
                    QStringLiteral("%1-%2.png").arg(QLatin1String(name), themeText(theme)))))
                ++saved_;
        }
        sheet->reject();
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
                bench_.window().resize(size);
                bench_.window().show();
                QTest::qWait(400); // layouts and their animations come to rest
                if (bottomOf_)
                    bottomOf_->verticalScrollBar()->setValue(bottomOf_->verticalScrollBar()->maximum());
                if (drag_) {
                    drag_();
                    QTest::qWait(50);
                }
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
    std::function<void()> drag_; ///< done before each picture, if any
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
