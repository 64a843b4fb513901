// SPDX-License-Identifier: GPL-3.0-or-later
// Drives the real window through the story of the transit case and saves each page as PNG: light and dark, 1440x900 and
// 1920x1080. Usage: tributary-pictures FOLDER
#include "core/exchange/templates.h"
#include "core/insight/insight.h"
#include "core/model/edits.h"
#include "core/model/guess_edits.h"
#include "ui/look/theme.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/edits_view.h"
#include "ui/minutes/minutes_panel.h"
#include "ui/minutes/versions_view.h"
#include "ui/present/present_view.h"
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
        return whatIf() && behindResults() && minutes() && present();
    }

private:
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
        QTest::keyClick(&bench_.window(), Qt::Key_H, Qt::ControlModifier);
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
        QTest::keyClick(&bench_.window(), Qt::Key_H, Qt::ControlModifier);
        return true;
    }

    /// Every slide, and those that may be guessed with their question and with guesses.
    bool present() {
        Document& document = bench_.document();
        QTest::keyClick(&bench_.window(), Qt::Key_F5);
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
        for (int position = 0; position < count; ++position)
            for (const GuessedFigure& figure : view->slides()[static_cast<size_t>(position)].guessed) {
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
        for (int position = 0; position < count; ++position)
            if (!view->slides()[static_cast<size_t>(position)].guessed.empty()) {
                slide(QStringLiteral("question"), position, Reveal::question);
                slide(QStringLiteral("guesses"), position, Reveal::result);
            }
        view->close();
        return true;
    }

    static bool complain(const char* what) {
        std::fprintf(stderr, "tributary-pictures: %s\n", what);
        return false;
    }

    void save(const QString& name) { save(name, bench_.window()); }
    void save(const QString& name, QWidget& window) {
        for (const Theme theme : {Theme::light, Theme::dark}) {
            setTheme(theme);
            for (const QSize& size : {QSize(1440, 900), QSize(1920, 1080)}) {
                window.resize(size);
                window.show();
                QTest::qWait(400); // layouts and their animations come to rest
                if (bottomOf_)
                    bottomOf_->verticalScrollBar()->setValue(bottomOf_->verticalScrollBar()->maximum());
                const QString file =
                    QStringLiteral("%1-%2-%3x%4.png").arg(name, themeText(theme)).arg(size.width()).arg(size.height());
                if (window.grab().save(folder_.filePath(file)))
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
