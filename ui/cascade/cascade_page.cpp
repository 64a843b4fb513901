// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/cascade_page.h"

#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/time_bar.h"
#include "ui/document.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double zoomStep = 1.25;
constexpr int pageMargin = 28;

} // namespace

CascadePage::CascadePage(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), scene_(new CascadeScene(document, this)),
      canvas_(new CascadeCanvas(*scene_)), time_(new TimeBar(document)), stack_(new QStackedLayout),
      empty_(makeEmptyState()), menu_(new QMenu(tr("&Cascade"), this)) {
    setAccessibleName(tr("Cascade"));
    setObjectName(u"cascadePage"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* tree = new QWidget(this);
    auto* treeColumn = new QVBoxLayout(tree);
    treeColumn->setContentsMargins(0, 0, 0, 0);
    treeColumn->setSpacing(0);
    treeColumn->addWidget(canvas_, 1);
    treeColumn->addWidget(time_);
    column->addLayout(stack_);
    stack_->addWidget(tree);
    stack_->addWidget(empty_);
    setFocusProxy(canvas_);
    makeMenu();
    connect(canvas_, &CascadeCanvas::inspectorWanted, this, &CascadePage::inspectorWanted);
    connect(canvas_, &CascadeCanvas::menuWanted, this, [this](const QPoint& at) { menu_->popup(at); });
    connect(time_, &TimeBar::playingChanged, canvas_, &CascadeCanvas::setPeriodAnnounced);
    connect(canvas_, &CascadeCanvas::namingEnded, this, &CascadePage::showState);
    connect(scene_, &CascadeScene::placed, this, &CascadePage::showState);
    connect(&document_, &Document::selectionChanged, this, &CascadePage::enableCommands);
    connect(&document_, &Document::fileChanged, this, &CascadePage::enableCommands);
    connect(&document_, &Document::historyChanged, this, &CascadePage::enableCommands);
    showState();
    enableCommands();
}

CascadePage::~CascadePage() {
    document_.disconnect(this);
    scene_->disconnect(this);
    // The view goes before its scene: items ask the scene for what they show.
    delete canvas_;
}

QWidget* CascadePage::makeEmptyState() {
    auto* page = new QWidget(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(pageMargin, pageMargin, pageMargin, pageMargin);
    column->setSpacing(12);
    auto* sentence = new QLabel(tr("Here stands the tree that leads from the daily work to the money."));
    sentence->setFont(fontOf(TextRole::pageTitle));
    auto* how =
        new QLabel(tr("Begin with the financial figure that matters; then ask for each metric what drives it."));
    auto* first = new QPushButton(tr("Add the first metric"));
    setButtonRole(*first, ButtonRole::main);
    auto* transit = new QPushButton(tr("Start from the transit case"));
    setButtonRole(*transit, ButtonRole::link);
    column->addWidget(sentence);
    column->addWidget(how);
    column->addSpacing(8);
    column->addWidget(first, 0, Qt::AlignLeft);
    column->addWidget(transit, 0, Qt::AlignLeft);
    column->addStretch();
    for (QLabel* label : {sentence, how})
        label->setWordWrap(true);
    connect(first, &QPushButton::clicked, this, [this] {
        stack_->setCurrentIndex(0);
        canvas_->addFirst();
    });
    connect(transit, &QPushButton::clicked, this, &CascadePage::transitCaseWanted);
    return page;
}

void CascadePage::makeMenu() {
    // The keys are the canvas's own: they are named here, not taken, for fields use them too.
    const auto add = [this](const QString& text, const QString& key, const QString& icon, auto&& run) {
        QAction* action = menu_->addAction(tintedIcon(icon), key.isEmpty() ? text : text + u'\t' + key);
        connect(action, &QAction::triggered, this, run);
        return action;
    };
    driver_ = add(tr("Add a driver"), tr("Tab"), u"node-plus"_s, [this] { canvas_->addDriver(); });
    sibling_ = add(tr("Add a metric beside"), tr("Enter"), u"plus-lg"_s, [this] { canvas_->addSibling(); });
    rename_ = add(tr("Rename"), tr("F2"), u"pencil"_s, [this] { canvas_->rename(); });
    pin_ = add(tr("Pin"), {}, u"pin-angle-fill"_s, [this] { togglePin(); });
    erase_ = add(tr("Delete"), tr("Del"), u"trash"_s, [this] { canvas_->eraseSelected(); });
    menu_->addSeparator();
    fold_ = add(tr("Fold or unfold"), tr("Space"), u"arrows-collapse"_s, [this] { canvas_->toggleFold(); });
    add(tr("Unfold all"), {}, u"arrows-expand"_s, [this] { scene_->unfoldAll(); });
    menu_->addSeparator();
    QAction* legend = menu_->addAction(tr("Legend"));
    legend->setCheckable(true);
    legend->setChecked(scene_->isLegendShown());
    connect(legend, &QAction::toggled, scene_, &CascadeScene::setLegendShown);
    add(tr("Play the periods"), {}, u"play-fill"_s, [this] { time_->isPlaying() ? time_->pause() : time_->play(); });
}

void CascadePage::enableCommands() {
    const std::string& selected = scene_->view().selected;
    const bool metric = !selected.empty();
    const bool editable = document_.isOpen() && !document_.isReadOnly();
    for (QAction* action : {driver_, sibling_, rename_})
        action->setEnabled(metric && editable);
    const auto pinned = pinnedQuantities(document_.model());
    const bool isPinned = std::ranges::find(pinned, pinnable()) != pinned.end();
    pin_->setText(isPinned ? tr("Unpin from the what-if ribbon") : tr("Pin as a slider"));
    pin_->setEnabled(editable && !pinnable().empty());
    erase_->setEnabled(!document_.selection().empty() && editable);
    fold_->setEnabled(metric && scene_->hasBranch(selected));
}

/// Path of the selected metric's value, where it is a quantity that can be a slider; empty elsewhere.
std::string CascadePage::pinnable() const {
    if (scene_->view().selected.empty())
        return {};
    const std::string path = "metric/" + scene_->view().selected + "/estimate";
    const auto site = findQuantity(document_.model(), path);
    return site && site->quantity ? path : std::string();
}

void CascadePage::togglePin() {
    const std::string path = pinnable();
    const auto pinned = pinnedQuantities(document_.model());
    const bool isPinned = std::ranges::find(pinned, path) != pinned.end();
    const auto done = document_.apply(isPinned ? unpinQuantity(document_.model(), path)
                                               : pinQuantity(document_.model(), path));
    if (!done)
        document_.tell(done.error());
}

void CascadePage::showState() {
    const bool naming = canvas_->nameField().isVisible();
    stack_->setCurrentIndex(scene_->isEmpty() && !naming ? 1 : 0);
}

void CascadePage::zoomIn() { canvas_->zoomBy(zoomStep); }

void CascadePage::zoomOut() { canvas_->zoomBy(1 / zoomStep); }

void CascadePage::fit() { canvas_->fit(); }

void CascadePage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().canvas); }

} // namespace tributary::ui
