// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/what_if_ribbon.h"

#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "core/model/what_if_edits.h"
#include "ui/document.h"
#include "ui/look/fitting_label.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/whatif/headline_tile.h"
#include "ui/whatif/outcome_panel.h"
#include "ui/whatif/pin_slider.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sliderGap = 20;
constexpr int buttonSize = 28;
constexpr size_t mostOffered = 16; ///< metrics in the menu of headlines

} // namespace

WhatIfRibbon::WhatIfRibbon(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), outcome_(new OutcomePanel(document, this)), tiles_(new QHBoxLayout),
      choose_(new QToolButton(outcome_)), scroll_(new QScrollArea(this)), row_(nullptr), empty_(new FittingLabel(this)),
      reset_(new QToolButton(this)), keep_(new QToolButton(this)) {
    setObjectName(u"whatIf"_s);
    setAccessibleName(tr("What if"));
    setFixedHeight(ribbonHeight);
    auto* all = new QHBoxLayout(this);
    all->setContentsMargins(0, 0, 12, 1);
    all->setSpacing(0);
    all->addWidget(outcome_);
    tiles_->setSpacing(0);
    all->addLayout(tiles_);
    choose_->setIcon(tintedIcon(u"three-dots"_s));
    choose_->setAutoRaise(true);
    choose_->setGeometry(outcome_->sizeHint().width() - buttonSize - 8, 6, buttonSize, buttonSize);
    choose_->setFocusPolicy(Qt::StrongFocus);
    choose_->setAccessibleName(tr("Choose the headlines"));
    choose_->setToolTip(tr("Choose what else stands here: payback, return, a metric…"));
    connect(choose_, &QToolButton::clicked, this, &WhatIfRibbon::offerHeadlines);

    auto* inner = new QWidget;
    inner->setAutoFillBackground(false);
    row_ = new QHBoxLayout(inner);
    row_->setContentsMargins(sliderGap - 7, 0, sliderGap, 0);
    row_->setSpacing(sliderGap);
    row_->addStretch();
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setWidgetResizable(true);
    scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->viewport()->setAutoFillBackground(false);
    scroll_->setAccessibleName(tr("Pinned quantities"));
    scroll_->setWidget(inner);
    inner->setAutoFillBackground(false);
    all->addWidget(scroll_, 1);

    empty_->setTexts({tr("Pin a quantity to move it by hand and see what it does.\n"
                         "Press the pin beside its field in the inspector, or choose Pin in a metric's menu."),
                      tr("Pin a quantity to move it\nby hand and see what it does."), tr("Pin a quantity\nto move it"),
                      tr("Pin\u2026")});
    empty_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    empty_->setFont(fontOf(TextRole::body));
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setContentsMargins(sliderGap, 0, sliderGap, 0);
    all->addWidget(empty_, 1);

    auto* buttons = new QVBoxLayout;
    buttons->setContentsMargins(8, 0, 0, 0);
    buttons->setSpacing(4);
    buttons->addStretch();
    const auto make = [&](QToolButton* button, const QString& icon, const QString& words) {
        button->setIcon(tintedIcon(icon));
        button->setAutoRaise(true);
        button->setFixedSize(buttonSize, buttonSize);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(words);
        button->setToolTip(words);
        buttons->addWidget(button);
    };
    make(reset_, u"arrow-counterclockwise"_s, tr("Put the sliders back to what they were"));
    make(keep_, u"signpost-split"_s, tr("Keep as scenario: the model stays what it was"));
    buttons->addStretch();
    all->addLayout(buttons);
    connect(reset_, &QToolButton::clicked, this, &WhatIfRibbon::resetAll);
    connect(keep_, &QToolButton::clicked, this, &WhatIfRibbon::keepAsScenario);

    connect(&document_, &Document::opened, this, [this] {
        references_.clear();
        rebuild({});
        readModel();
    });
    connect(&document_, &Document::changed, this, &WhatIfRibbon::readModel);
    connect(&document_, &Document::fileChanged, this, &WhatIfRibbon::readModel);
    connect(&document_, &Document::scenarioChanged, this, &WhatIfRibbon::readModel); // it may set what is pinned
    for (const auto signal : {&Document::resultsChanged, &Document::headlineChanged, &Document::scenarioChanged,
                              &Document::draggingChanged, &Document::historyChanged})
        connect(&document_, signal, this, &WhatIfRibbon::judge);
    readModel();
}

WhatIfRibbon::~WhatIfRibbon() { document_.disconnect(this); }

void WhatIfRibbon::readModel() {
    const auto pins = pinnedQuantities(document_.model());
    const bool same =
        std::equal(pins.begin(), pins.end(), sliders_.begin(), sliders_.end(),
                   [](const std::string& path, const PinSlider* slider) { return path == slider->path(); });
    if (!same)
        rebuild(pins);
    else
        for (PinSlider* slider : sliders_)
            slider->refresh();
    readHeadlines();
    showState();
}

void WhatIfRibbon::readHeadlines() {
    const auto pinned = pinnedHeadlines(document_.model());
    const bool same = std::equal(
        pinned.begin(), pinned.end(), headlines_.begin(), headlines_.end(),
        [](const PinnedHeadline& headline, const HeadlineTile* tile) { return headline == tile->headline(); });
    choose_->setEnabled(document_.isOpen() && !document_.isReadOnly());
    if (same)
        return;
    for (HeadlineTile* tile : headlines_) {
        tile->hide();
        tile->deleteLater();
    }
    headlines_.clear();
    for (const PinnedHeadline& headline : pinned) {
        headlines_.push_back(new HeadlineTile(document_, headline, this));
        tiles_->addWidget(headlines_.back());
    }
}

/// Offers the headlines of a scenario, the metrics that count in its NPV, and the metric that is selected.
void WhatIfRibbon::offerHeadlines() {
    using Kind = PinnedHeadline::Kind;
    const Model& model = document_.model();
    const auto pinned = pinnedHeadlines(model);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](const PinnedHeadline& headline) {
        QAction* action = menu->addAction(headlineName(model, headline));
        const bool shown = std::ranges::find(pinned, headline) != pinned.end();
        action->setCheckable(true);
        action->setChecked(shown);
        connect(action, &QAction::triggered, this, [this, headline, shown] {
            const Model& now = document_.model();
            if (const auto done = document_.apply(shown ? unpinHeadline(now, headline) : pinHeadline(now, headline));
                !done)
                document_.tell(done.error());
        });
    };
    for (const Kind kind : {Kind::chanceOfLoss, Kind::payback, Kind::roi, Kind::irr, Kind::hardNpv})
        offer({kind, {}});
    menu->addSeparator();
    std::vector<MetricId> metrics = document_.selectedMetrics();
    for (const PinnedHeadline& headline : pinned)
        if (headline.kind == Kind::metric)
            metrics.push_back(headline.metric);
    for (const Metric& metric : model.metrics())
        if (metric.counts && metrics.size() < mostOffered)
            metrics.push_back(metric.id);
    std::vector<MetricId> offered;
    for (const MetricId& id : metrics)
        if (std::ranges::find(offered, id) == offered.end()) {
            offered.push_back(id);
            offer({Kind::metric, id});
        }
    QAction* hint = menu->addAction(tr("Select a card to offer its metric here"));
    hint->setEnabled(false);
    menu->popup(choose_->mapToGlobal(QPoint(0, choose_->height())));
}

/// Makes the sliders that are new, and leaves the others as they are.
void WhatIfRibbon::rebuild(const std::vector<std::string>& pins) {
    std::vector<PinSlider*> kept;
    for (PinSlider* slider : sliders_) {
        if (std::ranges::find(pins, slider->path()) != pins.end()) {
            kept.push_back(slider);
            continue;
        }
        references_.erase(slider->path());
        if (last_ == slider)
            last_ = nullptr;
        slider->hide();
        slider->deleteLater();
    }
    sliders_.clear();
    for (const std::string& path : pins) {
        const auto known = std::ranges::find_if(kept, [&](const PinSlider* slider) { return slider->path() == path; });
        PinSlider* slider = known == kept.end() ? nullptr : *known;
        if (!slider) {
            const auto site = findQuantity(document_.model(), path);
            const auto reference = references_.try_emplace(path, site->quantity->text()).first;
            slider = new PinSlider(document_, path, reference->second, scroll_->widget());
            connect(slider, &PinSlider::moving, this, [this, slider] { last_ = slider; });
        } else {
            row_->removeWidget(slider);
            slider->refresh();
        }
        row_->insertWidget(static_cast<int>(sliders_.size()), slider);
        slider->show();
        sliders_.push_back(slider);
    }
    // Tab goes from left to right.
    QWidget* before = choose_;
    for (PinSlider* slider : sliders_)
        for (QWidget* part : slider->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
            setTabOrder(before, part);
            before = part;
        }
    setTabOrder(before, reset_);
    setTabOrder(reset_, keep_);
}

std::vector<PinSlider*> WhatIfRibbon::movedOnes() const {
    std::vector<PinSlider*> moved;
    for (PinSlider* slider : sliders_)
        if (slider->isMoved())
            moved.push_back(slider);
    return moved;
}

void WhatIfRibbon::showState() {
    scroll_->setVisible(!sliders_.empty());
    empty_->setVisible(sliders_.empty());
    const bool moved = !movedOnes().empty() && !document_.isReadOnly();
    reset_->setVisible(!sliders_.empty());
    keep_->setVisible(!sliders_.empty());
    reset_->setEnabled(moved);
    keep_->setEnabled(moved && !document_.scenario().empty());
}

/// Colours the slider that was moved last by what it has done.
void WhatIfRibbon::judge() {
    const auto difference = document_.changeSinceDrag();
    const Judgement judgement = !difference || *difference == 0 ? Judgement::none
                                : *difference > 0               ? Judgement::better
                                                                : Judgement::worse;
    for (PinSlider* slider : sliders_)
        slider->setJudgement(slider == last_ ? judgement : Judgement::none);
    showState();
}

void WhatIfRibbon::resetAll() {
    std::vector<QuantityText> texts;
    for (const PinSlider* slider : movedOnes())
        texts.push_back({slider->path(), slider->reference()});
    if (const auto done = document_.apply(setQuantities(document_.model(), texts)); !done)
        document_.tell(done.error());
}

void WhatIfRibbon::keepAsScenario() {
    std::vector<QuantityText> texts;
    for (const PinSlider* slider : movedOnes())
        texts.push_back({slider->path(), slider->reference()});
    const auto edit = tributary::keepAsScenario(document_.model(), document_.scenario(), texts);
    if (const auto done = document_.apply(edit); !done)
        document_.tell(done.error());
    else
        document_.setScenario(addedId<Scenario>(*edit));
}

void WhatIfRibbon::wheelEvent(QWheelEvent* event) {
    QScrollBar* bar = scroll_->horizontalScrollBar();
    const QPoint turned = event->angleDelta();
    bar->setValue(bar->value() - (turned.x() != 0 ? turned.x() : turned.y()));
    event->accept();
}

void WhatIfRibbon::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), palette.paper);
    painter.fillRect(QRect(0, height() - 1, width(), 1), palette.rule);
    if (!sliders_.empty()) // where they go under
        painter.fillRect(QRect(scroll_->geometry().right() + 1, 16, 1, height() - 32), palette.rule);
}

} // namespace tributary::ui
