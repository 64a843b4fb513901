// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the story of the transit case and saves each page as PNG: light and dark, 1440x900 and
// 1920x1080. With a text size in percent the window is drawn so much larger, on the same screens.
// Usage: tributary-pictures FOLDER [PERCENT]
#include "core/exchange/templates.h"
#include "core/insight/insight.h"
#include "core/model/edits.h"
#include "core/model/guess_edits.h"
#include "tests/ui/pictures/camera.h"
#include "ui/cascade/card_commands.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/cascade/metric_panel.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/interventions/catalogue_dialog.h"
#include "ui/interventions/intervention_view.h"
#include "ui/interventions/interventions_page.h"
#include "ui/interventions/scenario_view.h"
#include "ui/look/segmented_control.h"
#include "ui/look/theme.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/edits_view.h"
#include "ui/minutes/minutes_panel.h"
#include "ui/minutes/versions_view.h"
#include "ui/present/present_view.h"
#include "ui/process/process_page.h"
#include "ui/qt_text.h"
#include "ui/results/results_page.h"
#include "ui/whatif/pin_slider.h"
#include "ui/whatif/slider_groove.h"
#include "ui/whatif/what_if_ribbon.h"
#include "ui/window/command_palette.h"
#include "ui/workbench.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardPaths>
#include <QTest>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace tributary;
using namespace tributary::ui;

namespace {

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
    {"settings", "metric", "settings"},
    {"interventions", "intervention", "intervention/parts-exchange"},
    {"interventions-effect", "intervention", "intervention/parts-exchange/effect/e_loc/no_effect"},
    {"interventions-cost", "intervention", "intervention/parts-exchange/cost/licence/from"},
    {"scenarios", "scenario", "scenario/parts-exchange"},
    {"results", "results", ""},
};

class Story : Camera {
public:
    using Camera::Camera;

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
        return plans() && building() && spread() && processes() && whatIf() && behindResults() && minutes() &&
               present() && otherMaps();
    }

private:
    /// The lower half of a scenario's page, a size that is refused, and the catalogue at its second entry.
    bool plans() {
        auto* page = bench_.window().findChild<InterventionsPage*>();
        bench_.window().showPageFor("scenario");
        bench_.document().select(std::string_view("scenario/more-stock"));
        bottomOf_ = &page->scenario();
        save("scenarios-below");
        bottomOf_ = nullptr;
        bench_.document().select(std::string_view("intervention/parts-exchange/effect/e_loc/size"));
        FieldEditor* size = page->intervention().editor("effect/e_loc/size");
        if (!size)
            return complain("an effect has no field of its size");
        QTest::keyClicks(size->input(), QStringLiteral("1,5"));
        QTest::keyClick(size->input(), Qt::Key_Return);
        save("interventions-refused");
        QTest::keyClick(size->input(), Qt::Key_Escape);
        page->openCatalogue();
        CatalogueDialog* catalogue = page->catalogueDialog();
        QTest::keyClick(&catalogue->kinds(), Qt::Key_Down);
        saveSheet("catalogue", *catalogue);
        return true;
    }

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

    /// The map with a task chosen, its colours by cost and by who is busy, its exceptions, and how long its cases take.
    bool processes() {
        auto* page = bench_.window().findChild<ProcessPage*>();
        bench_.window().showPageFor("process");
        SegmentedControl *views = nullptr, *heat = nullptr;
        for (SegmentedControl* each : page->findChildren<SegmentedControl*>()) {
            if (each->accessibleName() == QLatin1String("What the colour of a task says"))
                heat = each;
            else if (each->accessibleName().startsWith(QLatin1String("The map")))
                views = each;
        }
        if (!views || !heat)
            return complain("the page of a process has not its two choices");
        bench_.document().select(std::string_view());
        if (!QTest::qWaitFor([&] { return page->measurer().measures() != nullptr; }, longestRun))
            return complain("the process was not measured");
        save("process");
        bench_.document().select(std::string_view("process/restore/task/T2"));
        save("process-task");
        bench_.document().select(std::string_view());
        const auto look = [this](SegmentedControl& control, int choice, const char* name) {
            for (int i = 0; i < choice; ++i)
                QTest::keyClick(&control, Qt::Key_Right);
            QTest::qWait(2000); // for what is simulated
            save(name);
            for (int i = 0; i < choice; ++i)
                QTest::keyClick(&control, Qt::Key_Left);
        };
        look(*heat, 1, "process-cost");
        look(*heat, 2, "process-busy");
        look(*views, 1, "process-exceptions");
        look(*views, 2, "process-times");
        return true;
    }

    /// The maps of the other built-in cases.
    bool otherMaps() {
        auto* page = bench_.window().findChild<ProcessPage*>();
        for (const char* id : {"call-centre", "service-desk", "special-terms", "missed-delivery", "failed-test"}) {
            const auto model = modelFromTemplate(id);
            if (!model || !bench_.document().create(*model))
                return complain("a built-in case could not be made");
            bench_.window().showPageFor("process");
            const auto isDone = [&] {
                return page->measurer().measures() && bench_.runs().state() == RunController::State::upToDate;
            };
            if (!QTest::qWaitFor(isDone, longestRun))
                return complain("the process was not measured");
            save(QStringLiteral("process-of-%1").arg(QLatin1String(id)));
        }
        return true;
    }

    /// The cascade while it is built: a line that is typed and one that is refused, a link that is asked for, cards
    /// selected together, a card that is dragged to a place and to one that is refused, a paste, the commands.
    bool building() {
        Document& document = bench_.document();
        auto* canvas = bench_.window().findChild<CascadeCanvas*>();
        CardCommands& cards = canvas->commands();
        NameField& field = canvas->nameField();
        bench_.window().showPageFor("metric");
        document.select(std::string_view("metric/O1"));
        // The tree fits itself to a window of another size when nothing is being typed.
        const auto type = [&](const QString& line, bool take) {
            gesture_ = [&cards, &field, line, take] {
                field.giveUp();
                cards.addDriver();
                QTest::keyClicks(field.field(), line);
                if (take)
                    QTest::keyClick(field.field(), Qt::Key_Return);
            };
        };
        type({}, false);
        save("build-new");
        type(QStringLiteral("Inspections = Breakdowns / [Crew size] in inspection/month"), false);
        save("build-typed");
        type(QStringLiteral("Inspection time 1,5 hour"), true);
        save("build-refused");
        gesture_ = nullptr;
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
            gesture_ = [=] {
                QTest::mousePress(canvas->viewport(), Qt::LeftButton, {}, place("O4", 0.5));
                for (const double part : {along + 0.1, along})
                    QTest::mouseMove(canvas->viewport(), place(id, part));
            };
            save(name);
            QTest::keyClick(canvas, Qt::Key_Escape);
            QTest::mouseRelease(canvas->viewport(), Qt::LeftButton, {}, place(id, along));
            gesture_ = {};
        };
        hold("F3", 0.5, "build-drag");
        hold("O7", 0.1, "build-drag-beside");
        hold("L2", 0.5, "build-drag-refused");
        QGuiApplication::clipboard()->setText(QStringLiteral(
            "Tyres\n  Tyre wear  1,5 mm/month\n  Age of the fleet  4,25/6/9 year\n  Breakdowns  3\nBrakes\n"
            "  Brake wear = [Tyre wear] * 2\n  Stops 8/10 stop/hour\n"));
        document.select(std::string_view("metric/L6"));
        cards.paste();
        saveSheet("build-paste", *bench_.window().findChild<PasteSheet*>());
        auto* palette = bench_.window().findChild<CommandPalette*>();
        palette->open();
        save("commands");
        QTest::keyClicks(palette->words(), QStringLiteral("dri"));
        save("commands-found");
        QTest::keyClick(palette->words(), Qt::Key_Escape);
        return true;
    }

    /// What each page says while there is nothing on it, and the banner.
    bool empty() {
        Document& document = bench_.document();
        if (!document.create(Model()))
            return complain("an empty model could not be made");
        for (const char* page : {"metric", "intervention", "scenario", "results"}) {
            bench_.window().showPageFor(page);
            bench_.window().findChild<InterventionsPage*>()->showList(QLatin1String(page) == QLatin1String("scenario")
                                                                          ? InterventionsPage::List::scenarios
                                                                          : InterventionsPage::List::interventions);
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

    /// The page of results once it is explained, for each scenario: its top and its lower half, that also before.
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
            bottomOf_ = nullptr;
            scroll->verticalScrollBar()->setValue(0);
            save(QStringLiteral("results-explained-%1").arg(toQt(scenario.id.text)));
            bottomOf_ = scroll;
        }
        return saved_ > 0;
    }

    /// Chooses a command by its shortcut; by key it would need the active window.
    void trigger(const QKeySequence& shortcut) {
        for (QAction* action : bench_.window().findChildren<QAction*>())
            if (action->shortcut() == shortcut)
                return action->trigger();
    }

    /// The minutes beside a page: the edits, a search without an answer, versions, and two of them compared.
    bool minutes() {
        Document& document = bench_.document();
        bottomOf_ = nullptr;
        bench_.window().showPageFor("metric");
        if (!document.nameVersion(QStringLiteral("As found")) ||
            !document.apply(setField(document.model(), {Metric::kind, "L2"}, "estimate", "6/8/12")) ||
            !document.apply(setField(document.model(), {Metric::kind, "L2"}, "notes", "Asked in March")) ||
            !document.nameVersion(QStringLiteral("After the workshop")))
            return complain("the model could not be changed");
        trigger(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
        auto* panel = bench_.window().findChild<MinutesPanel*>();
        QTest::qWait(4000); // for the effects of the edits in sight
        save("minutes");
        panel->edits().list().search(QStringLiteral("nobody did this"));
        save("minutes-search");
        panel->edits().list().search({});
        panel->nameVersion();
        panel->versions().compare(QStringLiteral("As found"), QStringLiteral("After the workshop"));
        QTest::qWait(4000);
        save("minutes-versions");
        trigger(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
        return true;
    }

    /// Every slide, and those that may be guessed with their question and with guesses.
    bool present() {
        Document& document = bench_.document();
        trigger(QKeySequence(Qt::Key_F5));
        auto* view = bench_.window().findChild<PresentView*>();
        if (!view)
            return complain("it does not present");
        view->showNormal();
        const auto slide = [&](const QString& name, int position, Reveal reveal) {
            view->goTo(position, reveal);
            save(QStringLiteral("present-%1-%2").arg(position, 2, 10, QLatin1Char('0')).arg(name), *view);
        };
        const auto count = static_cast<int>(view->slides().size());
        for (int position = 0; position < count; ++position)
            slide(QStringLiteral("plain"), position, Reveal::result);
        const std::pair<const char*, const char*> guesses[] = {
            {"Ann", "1.2 M$"}, {"Bob", "0.1/0.3/0.6 M$"}, {"Cleo", "-200k"}, {"Dee", "0.9 M$"}, {"Emil", "8 M$"}};
        for (int position = 0; position < count; ++position) {
            // Each guess makes the slides anew.
            const std::vector<GuessedFigure> figures = view->slides()[static_cast<size_t>(position)].guessed;
            for (const GuessedFigure& figure : figures) {
                int nth = 0;
                for (const auto& [who, npv] : guesses) {
                    Guess guess;
                    guess.figure = figure.text();
                    guess.scenario = document.scenario();
                    guess.participant = who;
                    guess.when = document.model().settings().start;
                    ++nth;
                    const std::string typed = figure.kind == GuessedFigure::Kind::npv ? npv : std::to_string(11 * nth);
                    if (!document.apply(addGuess(document.model(), guess, typed)))
                        return complain("a guess could not be kept");
                }
            }
        }
        for (int position = 0; position < count; ++position)
            if (!view->slides()[static_cast<size_t>(position)].guessed.empty()) {
                slide(QStringLiteral("question"), position, Reveal::question);
                slide(QStringLiteral("guesses"), position, Reveal::result);
            }
        view->close();
        return true;
    }
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
        std::fprintf(stderr,
                     "Usage: tributary-pictures FOLDER [PERCENT] (a folder that can be written, 100 to 200 %%)\n");
        return 2;
    }
    dress(application, Theme::light);
    return Story(QDir(arguments[1]), percent).tell() ? 0 : 1;
}
