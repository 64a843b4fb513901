// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the window and what stands beside them: inspector, ribbon and side panel.
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"
#include "ui/window/command_state.h"
#include "ui/window/rail.h"
#include "ui/window/status_bar.h"
#include "ui/window/top_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QResizeEvent>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr int roomForParts = 1000; ///< width from which the inspector stands there with nothing selected

} // namespace

int MainWindow::addPage(const QString& icon, const QString& title, QWidget* widget) {
    Page page;
    page.icon = icon;
    page.title = title;
    page.widget = widget;
    return addPage(std::move(page));
}

int MainWindow::addPage(Page page) {
    const int index = rail_->add(page.icon, page.title);
    if (page.widget->accessibleName().isEmpty())
        page.widget->setAccessibleName(page.title);
    stack_->addWidget(page.widget);
    auto* action = new QAction(page.title, this);
    if (constexpr int mostKeys = 9; index < mostKeys)
        action->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + index)));
    rail_->setShortcut(index, action->shortcut());
    connect(action, &QAction::triggered, this, [this, index] { showPage(index); });
    viewMenu_->insertAction(pagesEnd_, action);
    addAction(action);
    needModel_ << action;
    setCommandGroup(*action, tr("Page"));
    setCommandState(*action, document_.isOpen(), tr("no model is open"));
    if (page.menu) {
        menuBar()->insertMenu(helpMenu_->menuAction(), page.menu);
        mainMenu_->insertMenu(helpMenu_->menuAction(), page.menu);
        page.menu->menuAction()->setVisible(false);
        page.widget->addActions(page.menu->actions()); // their keys work while the page is shown
    }
    pages_.push_back(std::move(page));
    if (current_ < 0)
        showPage(0);
    return index;
}

void MainWindow::goTo(const std::string& path) {
    if (const auto entity = entityOf(path))
        showPageFor(entity->kind);
    document_.select(path);
    seekSelected();
    if (stack_->currentWidget())
        stack_->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::showPage(int index) {
    if (index < 0 || index >= static_cast<int>(pages_.size()))
        return;
    const bool turned = index != current_;
    current_ = index;
    const Page& page = pages_[static_cast<size_t>(index)];
    rail_->setCurrent(index);
    for (const Page& other : pages_)
        if (other.menu)
            other.menu->menuAction()->setVisible(document_.isOpen() && &other == &page);
    for (QAction* zoom : std::as_const(zooms_))
        setCommandState(*zoom, document_.isOpen() && page.zoom,
                        document_.isOpen() ? tr("this page has no scale of its own") : tr("no model is open"));
    status_->setMeaning(!document_.isOpen()      ? QString()
                        : page.meaning.isEmpty() ? tr("Values are medians; ranges are P10 to P90")
                                                 : page.meaning);
    if (document_.isOpen()) {
        const bool first = turned && page.keys && !page.widget->focusWidget();
        stack_->setCurrentWidget(page.widget);
        if (first && page.keys->isVisible())
            page.keys->setFocus(Qt::OtherFocusReason);
    }
    showRibbon();
    if (turned)
        sessionRests_.start();
    if (turned && page.inspector == InspectorUse::hides)
        selectedOn_ = -1;
    if (turned)
        showSelection();
}

void MainWindow::showPageFor(std::string_view kind) {
    const QString wanted = toQt(kind);
    const auto shows = [&](const Page& page) { return page.kinds.contains(wanted); };
    if (current_ >= 0 && shows(pages_[static_cast<size_t>(current_)]))
        return;
    const auto found = std::find_if(pages_.begin(), pages_.end(), shows);
    if (found != pages_.end())
        showPage(static_cast<int>(found - pages_.begin()));
}

void MainWindow::seekSelected() {
    if (current_ >= 0 && pages_[static_cast<size_t>(current_)].seek)
        pages_[static_cast<size_t>(current_)].seek();
}

void MainWindow::setInspector(QWidget* inspector) {
    delete inspector_;
    inspector_ = inspector;
    inspectorArea_->layout()->addWidget(inspector);
    showSelection();
}

void MainWindow::setRibbon(QWidget* ribbon) {
    delete ribbon_;
    ribbon_ = ribbon;
    ribbonAndPage_->insertWidget(0, ribbon);
    showRibbon();
}

QAction* MainWindow::setSidePanel(QWidget* panel, const QString& text, const QString& icon, const QKeySequence& keys) {
    delete sidePanel_;
    sidePanel_ = panel;
    sidePanelWidth_ = panel->minimumWidth();
    work_->addWidget(panel);
    panel->hide();
    showsSidePanel_ = addView(text, icon, keys, {});
    showsSidePanel_->setCheckable(true);
    connect(showsSidePanel_, &QAction::toggled, this, &MainWindow::showSelection);
    return showsSidePanel_;
}

void MainWindow::makeRoomForInspector() {
    if (showsSidePanel_)
        showsSidePanel_->setChecked(false);
}

void MainWindow::showRibbon() {
    const bool shown = current_ >= 0 && current_ < static_cast<int>(pages_.size());
    const bool stands = shown && pages_[static_cast<size_t>(current_)].ribbon == RibbonUse::stands;
    setCommandState(*whatIf_, document_.isOpen() && stands,
                    document_.isOpen() ? tr("this page has no ribbon") : tr("no model is open"));
    if (ribbon_)
        ribbon_->setVisible(document_.isOpen() && stands && whatIf_->isChecked() &&
                            !document_.model().metrics().empty());
}

void MainWindow::addTopBarCommand(QAction* action) { topBar_->addCommand(action); }

void MainWindow::addMainCommand(QAction* action) { topBar_->addMainCommand(action); }

void MainWindow::showSelection() {
    // Where the inspector stays, it lists the parts of the model while nothing is selected; a narrow window has no room
    // for that. Elsewhere it comes for what is selected there.
    const Page* page = current_ >= 0 ? &pages_[static_cast<size_t>(current_)] : nullptr;
    const bool keeps = page && page->inspector == InspectorUse::stays;
    const auto selected = document_.selectedEntity();
    // A page that hides it and shows what is selected has the fields itself.
    const bool there = page && !keeps && selected && page->kinds.contains(toQt(selected->kind));
    const bool beside = sidePanel_ && showsSidePanel_->isChecked() && document_.isOpen();
    const bool wanted = selected ? keeps || selectedOn_ == current_ : keeps && width() >= roomForParts;
    inspectorArea_->setVisible(inspector_ && document_.isOpen() && !beside && !there && wanted);
    if (!sidePanel_)
        return;
    fitSidePanel();
    sidePanel_->setVisible(beside);
}

/// Leaves the page two thirds of the window.
void MainWindow::fitSidePanel() {
    if (sidePanel_)
        sidePanel_->setFixedWidth(std::clamp(width() / 3, inspectorWidth, std::max(inspectorWidth, sidePanelWidth_)));
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    fitSidePanel();
    if ((event->oldSize().width() >= roomForParts) != (width() >= roomForParts))
        showSelection();
}

} // namespace tributary::ui
