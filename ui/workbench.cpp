// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench.h"

#include "core/model/edits.h"
#include "core/model/free_name.h"
#include "core/model/quantity_path.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/inspector/inspector.h"
#include "ui/interventions/interventions_page.h"
#include "ui/interventions/plan_list.h"
#include "ui/minutes/minutes_panel.h"
#include "ui/present/present_view.h"
#include "ui/process/map_canvas.h"
#include "ui/process/process_page.h"
#include "ui/qt_text.h"
#include "ui/report/report_export.h"
#include "ui/results/results_page.h"
#include "ui/whatif/what_if_ribbon.h"
#include "ui/window/file_commands.h"

#include <QAction>
#include <string>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Turns to the page of a place and selects it there.
void goTo(Document& document, MainWindow& window, const QString& path) {
    const std::string place = fromQt(path);
    if (const auto entity = entityOf(place)) {
        window.showPageFor(entity->kind);
        document.select(std::string_view(place));
        window.seekSelected();
    }
}

/// Puts the focus on the fields of what is selected.
void edit(MainWindow& window, Inspector& inspector) {
    window.makeRoomForInspector();
    inspector.takeFocus();
}

/// Has the commands of the window zoom the canvas of a page.
template <class View>
void zoomBy(Page& page, View& view) {
    page.zoom = [&view](Zoom zoom) {
        switch (zoom) {
        case Zoom::in:
            return view.zoomIn();
        case Zoom::out:
            return view.zoomOut();
        case Zoom::fit:
            return view.fit();
        }
    };
    page.scale = [&view] { return view.canvas().isFitted() ? 0 : view.canvas().zoom(); };
    page.setScale = [&view](double scale) { view.canvas().zoomBy(scale / view.canvas().zoom()); };
}

void addCascade(Document& document, MainWindow& window, Inspector& inspector) {
    auto* cascade = new CascadePage(document);
    Page page;
    page.icon = u"diagram-3"_s;
    page.title = tr("Cascade");
    page.widget = cascade;
    page.kinds = {u"metric"_s, u"link"_s};
    page.meaning = tr("Values are medians with the scenario; ranges are P10 to P90");
    page.ribbon = RibbonUse::stands;
    page.menu = cascade->menu();
    zoomBy(page, *cascade);
    page.seek = [cascade] { cascade->canvas().seek(); };
    QObject::connect(cascade, &CascadePage::transitCaseWanted, &window,
                     [&window] { window.files().newFromTemplate(u"transit"_s); });
    QObject::connect(cascade, &CascadePage::inspectorWanted, &window, [&] { edit(window, inspector); });
    QObject::connect(cascade, &CascadePage::placeWanted, &window,
                     [&](const QString& path) { goTo(document, window, path); });
    window.addPage(std::move(page));
}

ProcessPage& addProcess(Document& document, MainWindow& window, Inspector& inspector) {
    auto* process = new ProcessPage(document);
    Page page;
    page.icon = u"bezier2"_s;
    page.title = tr("Process");
    page.widget = process;
    page.keys = &process->canvas();
    page.kinds = {u"process"_s, u"group"_s};
    page.meaning =
        tr("Times are means at the medians of what is uncertain, in the scenario and the period that are shown");
    page.ribbon = RibbonUse::stands;
    page.menu = process->menu();
    zoomBy(page, *process);
    QObject::connect(process, &ProcessPage::transitCaseWanted, &window,
                     [&window] { window.files().newFromTemplate(u"transit"_s); });
    QAction* exported = window.addExport(tr("&Export the process as BPMN…"), u"bezier2"_s,
                                         [process, &window] { window.files().exportProcess(process->shownProcess()); });
    exported->setToolTip(tr("The process that the page Process shows, for another program"));
    QObject::connect(process, &ProcessPage::inspectorWanted, &window, [&] { edit(window, inspector); });
    window.addPage(std::move(page));
    const auto addTurn = [&](const QString& text, ProcessPage::View view) {
        window.addView(text, u"bezier2"_s, {}, [process, &window, view] {
            window.showPageFor(Process::kind);
            process->turnTo(view);
        });
    };
    addTurn(tr("Show the map of the process"), ProcessPage::View::map);
    addTurn(tr("Show the exceptions of the process"), ProcessPage::View::exceptions);
    addTurn(tr("Show the times of the process"), ProcessPage::View::times);
    return *process;
}

void addScenario(MainWindow& window, InterventionsPage& interventions) {
    window.showPageFor(Scenario::kind);
    interventions.showList(InterventionsPage::List::scenarios);
    interventions.addScenario();
}

InterventionsPage& addInterventions(Document& document, MainWindow& window) {
    auto* interventions = new InterventionsPage(document);
    Page page;
    page.icon = u"rocket-takeoff"_s;
    page.title = tr("Interventions");
    page.widget = interventions;
    page.kinds = {u"intervention"_s, u"scenario"_s};
    page.meaning = tr("Values are medians; ranges are P10 to P90");
    page.keys = &interventions->entries();
    page.inspector = InspectorUse::hides;
    page.ribbon = RibbonUse::stands;
    QObject::connect(interventions, &InterventionsPage::transitCaseWanted, &window,
                     [&window] { window.files().newFromTemplate(u"transit"_s); });
    QObject::connect(interventions, &InterventionsPage::placeWanted, &window,
                     [&](const QString& path) { goTo(document, window, path); });
    window.addPage(std::move(page));
    window.addEdit(tr("Add an &intervention…"), u"rocket-takeoff"_s, {}, [interventions, &window] {
        window.showPageFor(Intervention::kind);
        interventions->showList(InterventionsPage::List::interventions);
        interventions->openCatalogue();
    });
    window.addEdit(tr("&Add a scenario"), u"signpost-split"_s, {},
                   [interventions, &window] { addScenario(window, *interventions); });
    return *interventions;
}

/// What a command that adds a part of the model is called, and the part.
struct PartCommand {
    QString text;
    QString icon;
    QString name;
};

/// Adds a command that adds a part of the model which has no card, and opens its fields. `add` makes the edit of a
/// model and a name that is free in it.
template <class Entity, class Add>
void addPartCommand(Document& document, MainWindow& window, Inspector& inspector, const PartCommand& words, Add add) {
    window.addEdit(words.text, words.icon, {}, [&document, &window, &inspector, name = words.name, add] {
        const Model& model = document.model();
        const Result<Edit> edit = add(model, freeName<Entity>(model, fromQt(name)));
        if (const auto done = document.apply(edit); !done)
            return document.tell(done.error());
        window.makeRoomForInspector();
        if (!inspector.isVisible())
            window.showPageFor(Metric::kind); // its fields are beside the tree, and not on every page
        goTo(document, window, toQt(pathOf({Entity::kind, addedId<Entity>(*edit).text}) + "/name"));
        inspector.takeFocus();
    });
}

template <class Entity>
Entity named(std::string name) {
    Entity entity;
    entity.name = std::move(name);
    return entity;
}

void addPartCommands(Document& document, MainWindow& window, Inspector& inspector, ProcessPage& process) {
    addPartCommand<Group>(
        document, window, inspector, {tr("Add a &group"), u"people"_s, tr("New group")},
        [](const Model& model, std::string name) { return addGroup(model, named<Group>(std::move(name))); });
    window.addEdit(tr("Add a proc&ess"), u"bezier2"_s, {}, [&process, &window] {
        window.showPageFor(Process::kind);
        process.addMap(); // where it is named its steps are drawn
    });
    addPartCommand<Input>(
        document, window, inspector, {tr("Add an inpu&t"), u"input-cursor-text"_s, tr("New input")},
        [](const Model& model, std::string name) { return addInput(model, named<Input>(std::move(name))); });
    addPartCommand<Correlation>(document, window, inspector,
                                {tr("Add a corre&lation"), u"arrow-left-right"_s, tr("New correlation")},
                                [](const Model& model, std::string name) {
                                    return addCorrelation(model, named<Correlation>(std::move(name)));
                                });
}

void addResults(Document& document, MainWindow& window, RunController& runs, InterventionsPage& interventions) {
    auto* results = new ResultsPage(document);
    Page page;
    page.icon = u"bar-chart-line"_s;
    page.title = tr("Results");
    page.widget = results;
    page.kinds = {u"results"_s};
    page.meaning = tr("Headlines are medians; ranges are P10 to P90");
    page.inspector = InspectorUse::hides;
    page.ribbon = RibbonUse::stands;
    QObject::connect(results, &ResultsPage::transitCaseWanted, &window,
                     [&window] { window.files().newFromTemplate(u"transit"_s); });
    QObject::connect(results, &ResultsPage::scenarioWanted, &window,
                     [&window, &interventions] { addScenario(window, interventions); });
    QObject::connect(results, &ResultsPage::problemsWanted, &window, &MainWindow::openProblems);
    QObject::connect(results, &ResultsPage::placeWanted, &window, &MainWindow::goTo);
    QObject::connect(results, &ResultsPage::runWanted, &runs, &RunController::runNow);
    window.addPage(std::move(page));
}

void addReport(Document& document, MainWindow& window) {
    auto* report = new ReportExport(document, window);
    window.addExport(tr("&PDF report…"), u"filetype-pdf"_s, [report] { report->ask(); });
}

/// The minutes stand beside a page and not on one of their own: a way back is seen where it leads.
void addMinutes(Document& document, MainWindow& window) {
    auto* minutes = new MinutesPanel(document);
    QAction* shown = window.setSidePanel(minutes, tr("Minutes and versions"), u"card-checklist"_s,
                                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H));
    QObject::connect(shown, &QAction::toggled, minutes, [minutes](bool on) {
        if (on)
            minutes->showEdits();
    });
    QObject::connect(minutes, &MinutesPanel::closeWanted, shown, [shown] { shown->setChecked(false); });
    window.addEdit(tr("&Name this version…"), u"bookmark"_s, QKeySequence(Qt::CTRL | Qt::Key_B), [shown, minutes] {
        shown->setChecked(true);
        minutes->nameVersion();
    });
}

void addPresent(Document& document, MainWindow& window, RunController& runs) {
    QAction* present = window.addView(tr("Present"), u"easel"_s, QKeySequence(Qt::Key_F5), [&] {
        document.settleTyping();
        auto* view = window.findChild<PresentView*>();
        (view ? view : new PresentView(document, runs, &window))->open();
    });
    present->setIconText(tr("Present"));
    present->setToolTip(tr("Present full screen, on the screen that this window is on (F5)"));
    window.addMainCommand(present);
}

} // namespace

Workbench::Workbench() {
    auto* inspector = new Inspector(document_);
    window_.setInspector(inspector);
    QObject::connect(inspector, &Inspector::placeWanted, &window_,
                     [this](const QString& path) { goTo(document_, window_, path); });
    auto* ribbon = new WhatIfRibbon(document_);
    window_.setRibbon(ribbon); // before the pages, as one reads
    QObject::connect(ribbon, &WhatIfRibbon::noted, &window_, &MainWindow::note);
    QObject::connect(ribbon, &WhatIfRibbon::kept, &window_, [this](const QString& words, const QString& name) {
        window_.offer(words, tr("Rename"), [this, name] { goTo(document_, window_, name); });
    });
    window_.addActions(ribbon->actions());
    addCascade(document_, window_, *inspector);
    ProcessPage& process = addProcess(document_, window_, *inspector);
    InterventionsPage& interventions = addInterventions(document_, window_);
    addPartCommands(document_, window_, *inspector, process);
    addResults(document_, window_, runs_, interventions);
    addReport(document_, window_);
    addMinutes(document_, window_);
    addPresent(document_, window_, runs_);
    window_.addEdit(tr("Si&mulate until precise"), u"play-fill"_s, QKeySequence(Qt::CTRL | Qt::Key_R),
                    [this] { runs_.runUntilPrecise(); });
    QObject::connect(&runs_, &RunController::precisionReached, &window_, &MainWindow::note);
    window_.addEdit(tr("&Pin or unpin the quantity"), u"pin-angle-fill"_s,
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), [inspector] { inspector->togglePin(); });
}

} // namespace tributary::ui
