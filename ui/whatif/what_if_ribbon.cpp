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
#include "ui/whatif/headline_picker.h"
#include "ui/whatif/headline_tile.h"
#include "ui/whatif/outcome_panel.h"
#include "ui/whatif/overflow_strip.h"
#include "ui/whatif/pin_slider.h"
#include "ui/whatif/slider_groove.h"
#include "ui/window/command_state.h"

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QScreen>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sliderGap = 20;
constexpr int buttonSize = 28;
constexpr int roomForHint = 64; ///< that quantities can be pinned
constexpr int roomForSlider = PinSlider::narrowest + OverflowStrip::gap + OverflowStrip::stepRoom;
constexpr int narrowestRows = 272; ///< of the headlines in a line each
constexpr int widestRows = 360;

QString scenarioName(const Document& document) {
    const Scenario* scenario = document.model().scenarios().find(document.scenario());
    return scenario ? toQt(scenario->name) : QString();
}

/// A name that no version has: `wanted`, or with a number.
QString freeVersionName(const Document& document, const QString& wanted) {
    const auto versions = document.versions();
    const auto taken = [&](const QString& name) {
        return std::ranges::any_of(versions, [&](const Version& version) { return toQt(version.name) == name; });
    };
    QString name = wanted;
    for (int number = 2; taken(name); ++number)
        name = u"%1 %2"_s.arg(wanted).arg(number);
    return name;
}

/// Headlines one above the other, with a hairline at their right as a tile has.
class HeadlineRows : public QWidget {
public:
    explicit HeadlineRows(QWidget* parent) : QWidget(parent) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 4, 1, 4);
        column->setSpacing(0);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.fillRect(QRect(width() - 1, 16, 1, height() - 32), currentPalette().rule);
    }
};

} // namespace

WhatIfRibbon::WhatIfRibbon(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), outcome_(new OutcomePanel(document, this)), all_(new QHBoxLayout(this)),
      choose_(new QToolButton(outcome_)), rows_(new HeadlineRows(this)), strip_(new OverflowStrip(this)),
      empty_(new FittingLabel(this)), buttons_(new QWidget(this)), reset_(new QToolButton(buttons_)),
      keep_(new QToolButton(buttons_)) {
    setObjectName(u"whatIf"_s);
    setAccessibleName(tr("What if"));
    setFixedHeight(ribbonHeight);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // it makes do with any width
    all_->setContentsMargins(0, 0, 0, 1);
    all_->setSpacing(0);
    choose_->setIcon(tintedIcon(u"three-dots"_s));
    choose_->setAutoRaise(true);
    choose_->setFocusPolicy(Qt::StrongFocus);
    choose_->setAccessibleName(tr("Choose the headlines"));
    choose_->setToolTip(tr("Choose what else stands here: payback, return, a metric…"));
    connect(choose_, &QToolButton::clicked, this, &WhatIfRibbon::offerHeadlines);
    strip_->setAccessibleName(tr("Pinned quantities"));

    empty_->setTexts({tr("Pin a quantity to move it by hand and see what it does.\n"
                         "Press the pin beside its field in the inspector, or choose Pin in a metric's menu."),
                      tr("Pin a quantity to move it\nby hand and see what it does."), tr("Pin a quantity\nto move it"),
                      tr("Pin\u2026")});
    empty_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    empty_->setFont(fontOf(TextRole::body));
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setContentsMargins(sliderGap, 0, sliderGap, 0);

    auto* buttons = new QVBoxLayout(buttons_);
    buttons->setContentsMargins(8, 0, 12, 0);
    buttons->setSpacing(4);
    buttons->addStretch();
    const auto make = [&](QToolButton* button, const QString& icon, const QString& text, const QString& words) {
        button->setIcon(tintedIcon(icon));
        button->setText(text);
        button->setAutoRaise(true);
        button->setFixedHeight(buttonSize);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(words);
        button->setToolTip(words);
        buttons->addWidget(button, 0, Qt::AlignLeft);
    };
    make(reset_, u"arrow-counterclockwise"_s, tr("Put back"), tr("Put back: the sliders to what they were"));
    make(keep_, u"signpost-split"_s, tr("Keep"),
         tr("Keep what was moved, as a scenario beside the others or in the model"));
    buttons->addStretch();
    connect(reset_, &QToolButton::clicked, this, &WhatIfRibbon::resetAll);
    connect(keep_, &QToolButton::clicked, this, &WhatIfRibbon::keep);
    const auto command = [this](const QString& text, void (WhatIfRibbon::*run)()) {
        auto* action = new QAction(text, this);
        setCommandGroup(*action, tr("What-if ribbon"));
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    resetCommand_ = command(tr("Put back what was moved"), &WhatIfRibbon::resetAll);
    keepCommand_ = command(tr("Keep what was moved\u2026"), &WhatIfRibbon::keep);

    connect(&document_, &Document::opened, this, [this] {
        keptFrom_.clear();
        rebuild({});
        readModel();
    });
    connect(&document_, &Document::changed, this, [this] {
        chooseKeptFrom();
        readModel();
    });
    connect(&document_, &Document::fileChanged, this, &WhatIfRibbon::readModel);
    connect(&document_, &Document::scenarioChanged, this, &WhatIfRibbon::readModel); // it may set what is pinned
    for (const auto signal : {&Document::resultsChanged, &Document::headlineChanged, &Document::scenarioChanged,
                              &Document::draggingChanged, &Document::historyChanged})
        connect(&document_, signal, this, &WhatIfRibbon::judge);
    readModel();
}

WhatIfRibbon::~WhatIfRibbon() { document_.disconnect(this); }

/// Where undo takes the scenario that was kept away, what it was made of is chosen again.
void WhatIfRibbon::chooseKeptFrom() {
    const auto& scenarios = document_.model().scenarios();
    const auto from = keptFrom_.find(document_.scenario());
    if (from != keptFrom_.end() && !scenarios.contains(from->first) && scenarios.contains(from->second))
        document_.setScenario(from->second);
}

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
    const auto pinned = picker_ ? picker_->chosen() : pinnedHeadlines(document_.model());
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
    for (const PinnedHeadline& headline : pinned)
        headlines_.push_back(new HeadlineTile(document_, headline, this));
    arrange();
}

/// Shows what is ticked at once, and makes one edit of it when the panel closes.
void WhatIfRibbon::offerHeadlines() {
    picker_ = new HeadlinePicker(document_, this);
    connect(picker_, &HeadlinePicker::changed, this, &WhatIfRibbon::readHeadlines);
    connect(picker_, &HeadlinePicker::closed, this, [this] {
        if (picker_)
            takeHeadlines(std::exchange(picker_, nullptr)->chosen());
    });
    QPoint at = choose_->mapToGlobal(QPoint(0, choose_->height()));
    picker_->adjustSize();
    if (const QScreen* screen = choose_->screen()) {
        const QRect room = screen->availableGeometry();
        at.setX(std::max(room.left(), std::min(at.x(), room.right() - picker_->width())));
        at.setY(std::max(room.top(), std::min(at.y(), room.bottom() - picker_->height())));
    }
    picker_->move(at);
    picker_->show();
    picker_->setFocus(Qt::PopupFocusReason);
}

void WhatIfRibbon::takeHeadlines(const std::vector<PinnedHeadline>& chosen) {
    if (const auto done = document_.apply(showHeadlines(document_.model(), chosen)); !done)
        document_.tell(done.error());
    readHeadlines();
}

int WhatIfRibbon::roomOf(Headlines place) const {
    const int count = static_cast<int>(headlines_.size());
    if (place == Headlines::asTiles)
        return count * HeadlineTile::narrowest;
    return place == Headlines::asRows ? narrowestRows : 0;
}

/// Where the headlines stand: as tiles beside the outcome where the sliders have room too, else as rows of one line,
/// and where not even a slider has room then, among the sliders.
WhatIfRibbon::Headlines WhatIfRibbon::placeOfHeadlines(int room) const {
    if (headlines_.empty())
        return Headlines::asTiles;
    const int sliders = static_cast<int>(sliders_.size());
    const auto fits = [&](Headlines place, int shown) {
        const int steps = shown < sliders ? OverflowStrip::stepRoom : 0;
        const int strip = sliders == 0 ? roomForHint : shown * (PinSlider::narrowest + OverflowStrip::gap) + steps;
        return OutcomePanel::usual + roomOf(place) + strip <= room;
    };
    const bool rows = roomOf(Headlines::asRows) < roomOf(Headlines::asTiles);
    if (fits(Headlines::asTiles, sliders) || (!rows && fits(Headlines::asTiles, 1)))
        return Headlines::asTiles;
    return rows && fits(Headlines::asRows, 1) ? Headlines::asRows : Headlines::amongSliders;
}

/// Gives the outcome, the headlines and the sliders their room; where even one slider has none beside the outcome,
/// that says less.
void WhatIfRibbon::arrange() {
    const std::vector<QWidget*> sliders(sliders_.begin(), sliders_.end());
    std::vector<QWidget*> tiles(headlines_.begin(), headlines_.end());
    const int count = static_cast<int>(tiles.size());
    showWords(true);
    showWords(width() - buttons_->sizeHint().width() >= OutcomePanel::usual + count * HeadlineTile::narrowest +
                                                            2 * sliderGap +
                                                            static_cast<int>(sliders.size()) * PinSlider::sliderWidth);
    const int buttons = sliders.empty() ? 0 : buttons_->sizeHint().width();
    const Headlines place = placeOfHeadlines(width() - buttons - sliderGap);
    const int shown = static_cast<int>(sliders.size());
    const int wanted = sliders.empty() ? roomForHint : shown * (PinSlider::sliderWidth + OverflowStrip::gap);
    // What the sliders leave is for the outcome and the headlines; at least one slider has its room.
    const int room =
        std::max(width() - buttons - sliderGap - wanted,
                 std::min(OutcomePanel::usual + roomOf(place),
                          width() - buttons - sliderGap - (sliders.empty() ? roomForHint : roomForSlider)));
    const bool tight =
        room < OutcomePanel::usual && (place == Headlines::amongSliders || (headlines_.empty() && !sliders.empty()));
    const int outcome =
        tight ? OutcomePanel::narrowest : std::clamp(room - roomOf(place), OutcomePanel::usual, OutcomePanel::widest);
    outcome_->setFixedWidth(outcome);
    choose_->setGeometry(outcome - buttonSize - 8, 6, buttonSize, buttonSize);
    int left = room - outcome; // for the names of the headlines
    rows_->setFixedWidth(std::clamp(left, narrowestRows, widestRows));
    for (int i = 0; i < count; ++i) {
        HeadlineTile& tile = *headlines_[static_cast<size_t>(i)];
        const int share = place == Headlines::asTiles ? left / (count - i) : 0;
        const int each = std::max(HeadlineTile::narrowest, std::min(tile.sizeHint().width(), share));
        tile.setInRow(place == Headlines::asRows);
        tile.setFixedWidth(place == Headlines::asRows ? rows_->width() - 1 : each);
        left -= each;
    }

    while (all_->count() > 0)
        delete all_->takeAt(0);
    std::vector<QWidget*> row;
    all_->addWidget(outcome_);
    for (QWidget* tile : tiles) {
        if (place == Headlines::asTiles)
            all_->addWidget(tile);
        else if (place == Headlines::asRows)
            rows_->layout()->addWidget(tile);
        else
            row.push_back(tile);
        tile->show();
    }
    rows_->setVisible(place == Headlines::asRows);
    if (place == Headlines::asRows)
        all_->addWidget(rows_);
    row.insert(row.end(), sliders.begin(), sliders.end());
    if (tight && !sliders.empty())
        row.push_back(buttons_);
    all_->addSpacing(row.empty() ? 0 : tight ? 4 : sliderGap - 7);
    strip_->setRow(row);
    all_->addWidget(strip_, row.empty() ? 0 : 1);
    strip_->setVisible(!row.empty());
    if (sliders.empty() && !tight)
        all_->addWidget(empty_, 1);
    empty_->setVisible(sliders.empty() && !tight);
    if (!tight)
        all_->addWidget(buttons_);
    buttons_->setVisible(!sliders.empty());
    all_->activate();
    strip_->share(sliders, PinSlider::narrowest, PinSlider::widestSlider);
}

void WhatIfRibbon::resizeEvent(QResizeEvent*) { arrange(); }

/// Whatever the keyboard is on stands in sight.
bool WhatIfRibbon::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn)
        for (const PinSlider* slider : sliders_)
            if (auto* part = qobject_cast<QWidget*>(watched); part && slider->isAncestorOf(part))
                strip_->showWhole(*slider);
    return QWidget::eventFilter(watched, event);
}

/// Makes the sliders that are new, and leaves the others as they are.
void WhatIfRibbon::rebuild(const std::vector<std::string>& pins) {
    std::vector<PinSlider*> kept;
    for (PinSlider* slider : sliders_) {
        if (std::ranges::find(pins, slider->path()) != pins.end()) {
            kept.push_back(slider);
            continue;
        }
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
            slider = new PinSlider(document_, path, &strip_->inner());
            for (QWidget* part : slider->findChildren<QWidget*>())
                part->installEventFilter(this);
            connect(slider, &PinSlider::moving, this, [this, slider] { last_ = slider; });
        } else {
            slider->refresh();
        }
        sliders_.push_back(slider);
    }
    arrange();
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

std::vector<PinSlider*> WhatIfRibbon::movedPlans() const {
    std::vector<PinSlider*> plans = movedOnes();
    std::erase_if(plans, [](const PinSlider* slider) { return overrideKind(slider->path()) != OverrideKind::plan; });
    return plans;
}

/// Shows the words of the buttons beside their icons, or the icons alone.
void WhatIfRibbon::showWords(bool beside) {
    for (QToolButton* button : {reset_, keep_}) {
        button->setToolButtonStyle(beside ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
        button->setMinimumWidth(beside ? 0 : buttonSize);
        button->setMaximumWidth(beside ? QWIDGETSIZE_MAX : buttonSize);
    }
    buttons_->layout()->invalidate();
}

void WhatIfRibbon::showState() {
    const bool moved = !movedOnes().empty() && !document_.isReadOnly();
    const bool kept = moved && !document_.scenario().empty();
    // A button that is done would hand the focus on to another page; it goes back to what was moved.
    const QWidget* focused = window()->focusWidget();
    if (!sliders_.empty() && ((focused == reset_ && !moved) || (focused == keep_ && !kept)))
        (last_ ? last_ : sliders_.front())->groove().setFocus(Qt::ShortcutFocusReason);
    reset_->setEnabled(moved);
    keep_->setEnabled(kept);
    const QString why = document_.isReadOnly() ? tr("the file is read-only")
                        : moved                ? tr("add a scenario first")
                                               : tr("no slider of the ribbon was moved");
    setCommandState(*resetCommand_, moved, why);
    setCommandState(*keepCommand_, kept, why);
}

/// Colours the slider that was moved last by what it has done: a metric's by its own meaning, any other by the NPV.
void WhatIfRibbon::judge() {
    const auto difference = document_.changeSinceDrag();
    const Judgement judgement = !difference || *difference == 0 ? Judgement::none
                                : *difference > 0               ? Judgement::better
                                                                : Judgement::worse;
    for (PinSlider* slider : sliders_)
        slider->setJudgement(slider == last_ ? slider->ownJudgement().value_or(judgement) : Judgement::none);
    showState();
}

void WhatIfRibbon::resetAll() {
    std::vector<QuantityText> texts;
    for (const PinSlider* slider : movedOnes())
        texts.push_back({slider->path(), slider->reference()});
    if (const auto done = document_.apply(setQuantities(document_.model(), texts)); !done)
        document_.tell(done.error());
}

void WhatIfRibbon::keep() {
    const auto plans = movedPlans();
    if (plans.empty())
        return keepAsScenario();
    const bool one = plans.size() == 1;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("What is to be kept"));
    connect(menu->addAction(tintedIcon(u"signpost-split"_s),
                            one ? tr("Plan to make it so: only the scenario changes %1; business as usual keeps %2")
                                      .arg(plans.front()->name(), plans.front()->wasText())
                                : tr("Plan to make it so: only the scenario changes these %1; business as usual keeps "
                                     "what they were")
                                      .arg(plans.size())),
            &QAction::triggered, this, &WhatIfRibbon::keepAsScenario);
    connect(menu->addAction(tintedIcon(u"bookmark"_s),
                            tr("It is so, for business as usual as well: keep the model as it is now, and name this "
                               "state")),
            &QAction::triggered, this, &WhatIfRibbon::keepAsVersion);
    menu->setActiveAction(menu->actions().constFirst());
    const QWidget& beside = isVisible() ? *keep_ : *parentWidget(); // the command holds without the ribbon
    menu->popup(beside.mapToGlobal(QPoint(0, isVisible() ? keep_->height() : 0)));
}

void WhatIfRibbon::keepAsScenario() {
    std::vector<QuantityText> texts;
    for (const PinSlider* slider : movedOnes())
        texts.push_back({slider->path(), slider->reference()});
    QStringList stays;
    for (const PinSlider* slider : movedPlans())
        stays << tr("%1 at %2").arg(slider->name(), slider->wasText());
    const ScenarioId chosen = document_.scenario();
    const auto edit = tributary::keepAsScenario(document_.model(), chosen, texts);
    if (const auto done = document_.apply(edit); !done)
        return document_.tell(done.error());
    keptFrom_[addedId<Scenario>(*edit)] = chosen;
    document_.setScenario(addedId<Scenario>(*edit));
    const QString what = tr("Kept as the scenario %1").arg(scenarioName(document_));
    emit kept(stays.isEmpty() ? what + u'.' : tr("%1: business as usual keeps %2.").arg(what, stays.join(u", "_s)),
              toQt(pathOf({Scenario::kind, document_.scenario().text})) + u"/name"_s);
}

void WhatIfRibbon::keepAsVersion() {
    const auto moved = movedOnes();
    if (moved.empty())
        return;
    QString name = moved.front()->name() + u' ' + moved.front()->nowText();
    if (moved.size() > 1)
        name = tr("%1 and %2 more").arg(name).arg(moved.size() - 1);
    const QString free = freeVersionName(document_, name);
    if (const auto named = document_.nameVersion(free); !named)
        return document_.tell(named.error());
    for (PinSlider* slider : moved)
        slider->takeAsReference();
    showState();
    emit noted(tr("Kept in the model, for business as usual as well: this state is the version %1.").arg(free));
}

void WhatIfRibbon::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.fillRect(rect(), palette.paper);
    painter.fillRect(QRect(0, height() - 1, width(), 1), palette.rule);
}

} // namespace tributary::ui
