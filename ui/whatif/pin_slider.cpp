// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/pin_slider.h"

#include "core/model/edits.h"
#include "core/model/names.h"
#include "core/model/problem_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/look/icons.h"
#include "ui/look/number_words.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/qt_text.h"
#include "ui/whatif/pin_words.h"
#include "ui/whatif/slider_groove.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int keysRestAfter = 600; ///< ms without a key that end a burst
constexpr int pad = 7;             ///< of the texts, under the icon of the pin
constexpr int pinSize = 28;
constexpr int nameLeft = pinSize - 2;
constexpr int nameBase = 24;
constexpr int valueBase = 51;
constexpr QSize boxSize(74, 28); ///< for "+10 points"
constexpr int boxTop = 31;
constexpr int grooveTop = 60;
constexpr int messageWidth = 280;

/// A message that lies over the page, on a ground of its own.
class Bubble : public QWidget {
public:
    Bubble(const QString& words, bool wrong, QWidget* parent) : QWidget(parent), wrong_(wrong) {
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(10, 8, 10, 8);
        auto* label = new TintedLabel(words, TextRole::label, wrong ? &Palette::error : &Palette::ink2, this);
        label->setIconName(wrong ? u"x-octagon-fill"_s : u"info-circle"_s);
        label->setWordWrap(true);
        column->addWidget(label);
        setFixedWidth(messageWidth);
        setFixedHeight(column->heightForWidth(messageWidth));
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(wrong_ ? currentPalette().error : currentPalette().field, 1));
        painter.setBrush(currentPalette().surface);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }

private:
    bool wrong_;
};

/// How many of a quantity's own units are in one of the groove's: it may be typed in another one than it was.
double unitsIn(const std::string& grooveUnit, const Quantity& quantity) {
    if (!quantity.unit() || quantity.unit()->text() == grooveUnit)
        return 1;
    return factorBetween(unitOr(grooveUnit), *quantity.unit()).value_or(1);
}

/// What a scenario itself sets a quantity to; null where it does not.
const OverrideValue* settingIn(const Model& model, const ScenarioId& scenario, const std::string& path) {
    const Scenario* chosen = model.scenarios().find(scenario);
    if (!chosen)
        return nullptr;
    for (const Override& change : chosen->overrides)
        if (change.value.kind == OverrideValue::Kind::set)
            if (const auto site = findQuantity(model, change.path); site && site->path == path)
                return &change.value;
    return nullptr;
}

} // namespace

PinSlider::PinSlider(Document& document, std::string path, QWidget* parent)
    : QWidget(parent), document_(document), path_(std::move(path)), pin_(new QToolButton(this)),
      box_(new QLineEdit(this)), groove_(new SliderGroove(this)) {
    setObjectName(toQt(path_));
    setMinimumWidth(narrowest);
    setMaximumWidth(widestSlider);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred); // a long name takes what room there is
    pin_->setIcon(tintedIcon(u"pin-angle-fill"_s));
    pin_->setIconSize(QSize(14, 14));
    pin_->setAutoRaise(true);
    pin_->setFocusPolicy(Qt::StrongFocus);
    box_->setFont(fontOf(TextRole::label));
    box_->setPlaceholderText(tr("± %"));
    box_->setTextMargins(1, 0, 1, 0);
    box_->setMaxLength(static_cast<int>(longestQuantity));
    box_->installEventFilter(this);
    keysRest_.setSingleShot(true);
    keysRest_.setInterval(keysRestAfter);
    connect(&keysRest_, &QTimer::timeout, this, &PinSlider::settle);
    connect(pin_, &QToolButton::clicked, this, [this] {
        end(Document::DragEnd::keep);
        if (const auto done = document_.apply(unpinQuantity(document_.model(), path_)); !done)
            document_.tell(done.error());
    });
    connect(box_, &QLineEdit::returnPressed, this, &PinSlider::takeTyped);
    connect(box_, &QLineEdit::textEdited, this, [this] { showMessage({}); });
    connect(groove_, &SliderGroove::taken, this, &PinSlider::begin);
    connect(groove_, &SliderGroove::let, this, &PinSlider::settle);
    connect(groove_, &SliderGroove::left, this, [this] {
        end(Document::DragEnd::keep);
        dropRefused();
    });
    connect(groove_, &SliderGroove::dropWanted, this, [this] { end(Document::DragEnd::drop); });
    connect(groove_, &SliderGroove::resetWanted, this, &PinSlider::reset);
    connect(groove_, &SliderGroove::wanted, this, [this](double value) {
        moveTo(value);
        if (!groove_->isSliderDown())
            keysRest_.start();
    });
    connect(&document_, &Document::typingToSettle, this, [this] {
        end(Document::DragEnd::keep);
        dropRefused();
    });
    for (const auto signal : {&Document::historyChanged, &Document::selectionChanged, &Document::scenarioChanged})
        connect(&document_, signal, this, &PinSlider::dropRefused);
    connect(&document_, &Document::draggingChanged, this, [this] {
        if (!document_.isDragging())
            dragging_ = false;
    });
    const auto site = findQuantity(document_.model(), path_);
    starts_.push_back({{}, site && site->quantity ? site->quantity->text() : std::string()});
    refresh();
}

PinSlider::~PinSlider() { delete message_; }

std::optional<Quantity> PinSlider::quantityIn(const Model& model) const {
    if (const OverrideValue* value = settingIn(model, document_.scenario(), path_))
        return value->quantity;
    const auto site = findQuantity(model, path_);
    return site && site->quantity ? std::optional(*site->quantity) : std::nullopt;
}

bool PinSlider::isSetIn(const Model& model) const { return settingIn(model, document_.scenario(), path_); }

void PinSlider::startAt(ScenarioId by, std::string text) {
    const qint64 since = document_.editsDone();
    starts_.push_back({std::move(by), std::move(text), since, document_.historyEntry(since).when});
}

const PinSlider::Start* PinSlider::startIn(const ScenarioId& by) const {
    const Start* newest = nullptr;
    for (const Start& start : starts_)
        if (start.by == by && start.since <= document_.editsDone() && (!newest || start.since >= newest->since))
            newest = &start;
    return newest;
}

void PinSlider::takeAsReference() {
    if (const auto site = findQuantity(document_.model(), path_); site && site->quantity)
        startAt({}, site->quantity->text());
    refresh();
}

bool PinSlider::isMoved() const {
    const auto site = findQuantity(document_.model(), path_);
    return site && site->quantity && site->quantity->text() != reference();
}

QString PinSlider::valueText() const { return wasText_.isEmpty() ? nowText_ : wasText_ + u" → "_s + nowText_; }

QString PinSlider::message() const { return message_ ? words_ : QString(); }

void PinSlider::refresh() {
    auto site = findQuantity(document_.model(), path_);
    if (!site || !site->quantity)
        return; // it is about to go
    const Quantity quantity = *quantityIn(document_.model());
    setBy_ = isSetIn(document_.model()) ? document_.scenario() : ScenarioId();
    std::erase_if(starts_, [this](const Start& start) { // another edit has taken the place of that
        return start.since > 0 && document_.historyEntry(start.since).when != start.when;
    });
    if (!startIn(setBy_))
        startAt(setBy_, quantity.text());
    const auto before = Quantity::parse(startText());
    if (before)
        site->quantity = &*before;
    const auto groove = grooveOf(*site);
    name_ = pinName(document_.model(), path_);
    const QString whole = toQt(readableName(document_.model(), path_));
    wasText_.clear();
    nowText_ = toQt(quantity.text());
    if (groove) {
        scale_ = *groove;
        const double at = handleOf(quantity) / unitsIn(scale_.unit, quantity);
        nowText_ = valueOn(scale_, at);
        if (quantity.text() != startText())
            wasText_ = valueOn(scale_, scale_.at);
        groove_->display(scale_, at, scale_.at);
    }
    groove_->setEnabled(groove && !quantity.data() && !document_.isReadOnly());
    box_->setEnabled(!document_.isReadOnly());
    pin_->setEnabled(!document_.isReadOnly());
    setToolTip(tr("%1: %2").arg(whole, toQt(quantity.text())) +
               (setBy_.empty() ? QString() : u'\n' + tr("Set by this scenario, so the slider moves what it sets")) +
               (groove ? QString() : u'\n' + toQt(groove.error().message)));
    setAccessibleName(whole);
    setAccessibleDescription(valueText());
    groove_->setAccessibleName(whole);
    groove_->setAccessibleDescription(valueText());
    groove_->setToolTip(tr("%1\nDrag, or use the arrow keys; Home goes back to what it was").arg(toolTip()));
    box_->setAccessibleName(tr("Change %1").arg(whole));
    box_->setToolTip(tr("Type 12% or = 12% to set it, -5% or +5% to change it, +2 points or +3 hour to add to it"));
    pin_->setAccessibleName(tr("Unpin %1").arg(whole));
    pin_->setToolTip(tr("Take this slider away"));
    update();
}

void PinSlider::setJudgement(Judgement judgement) {
    judgement_ = judgement;
    groove_->setJudgement(judgement);
    update();
}

void PinSlider::begin() {
    if (dragging_)
        return;
    showMessage({});
    emit moving();
    moved_.clear();
    check_.reset();
    document_.beginDrag(path_);
    dragging_ = document_.isDragging();
}

void PinSlider::end(Document::DragEnd how) {
    keysRest_.stop();
    if (!std::exchange(dragging_, false))
        return;
    if (!moved_.empty() && how == Document::DragEnd::keep)
        made_[startText()].insert(moved_);
    check_.reset();
    if (const auto done = document_.endDrag(how); !done)
        document_.tell(done.error());
}

/// Keeps what the hand or the keys have done; why they were stopped is still to be read.
void PinSlider::settle() {
    const QString refused = words_;
    end(Document::DragEnd::keep);
    if (!refused.isEmpty())
        showMessage(refused);
}

void PinSlider::moveTo(double value) {
    auto site = findQuantity(document_.modelBeforeDrag(), path_);
    const auto quantity = quantityIn(document_.modelBeforeDrag());
    if (!site || !site->quantity || !quantity)
        return;
    site->quantity = &*quantity;
    // What the handle made of the start goes on from there: rounding does not add up, and the way back is exact.
    const auto start = Quantity::parse(startText());
    const bool ours = quantity->text() == startText() || made_[startText()].contains(quantity->text());
    if (ours && start)
        site->quantity = &*start;
    const bool back = ours && std::abs(value - scale_.at) < scale_.step / 2;
    const auto moved = movedTo(*site, value * unitsIn(scale_.unit, *site->quantity));
    if (!moved) {
        showMessage(toQt(moved.error().message));
        return;
    }
    begin();
    if (put(back ? startText() : moved->text()))
        moved_ = ours && !back ? moved->text() : std::string();
}

/// What the slider sets in the model before the drag.
Result<Edit> PinSlider::editTo(const std::string& text) const {
    const Model& model = document_.modelBeforeDrag();
    return isSetIn(model) ? setOverride(model, document_.scenario(), path_, "= " + text)
                          : setQuantity(model, path_, text);
}

/// Refuses a text that makes an error where the model has none yet: the old outcome would stand there as its answer.
/// Never the way back.
Result<void> PinSlider::runs(const std::string& text) {
    const auto edit = editTo(text);
    if (!edit)
        return tl::unexpected(edit.error());
    if (text == startText())
        return {};
    const Model& before = document_.modelBeforeDrag();
    if (!dragging_ || !check_)
        check_.emplace(before, path_);
    const auto error = check_->newError(*edit);
    return error ? Result<void>(tl::unexpected<Error>(problemError(before, *error))) : Result<void>{};
}

/// Shows a text of the quantity as the drag's edit, where the model runs with it; false where it is refused.
bool PinSlider::put(const std::string& text) {
    if (!dragging_)
        return false;
    if (const auto fit = runs(text); !fit) {
        showMessage(toQt(fit.error().message));
        return false;
    }
    dragTo(text);
    return true;
}

/// Shows a text of the quantity that is known to be fit.
void PinSlider::dragTo(const std::string& text) {
    showMessage({});
    auto edit = editTo(text);
    if (!dragging_ || !edit)
        return;
    edit->mergeKey.clear(); // each drag is a step of its own
    document_.drag(*edit);
}

void PinSlider::reset() {
    const bool held = groove_->isSliderDown();
    begin();
    put(startText());
    if (!held)
        end(Document::DragEnd::keep);
}

void PinSlider::takeTyped() {
    const QString typed = box_->text().trimmed();
    if (typed.isEmpty())
        return;
    auto site = findQuantity(document_.model(), path_);
    const auto quantity = quantityIn(document_.model());
    if (!site || !quantity)
        return;
    site->quantity = &*quantity;
    const auto changed = changedBy(document_.model(), *site, fromQt(typed));
    if (!changed) {
        showMessage(toQt(changed.error().message));
        return;
    }
    if (const auto fit = runs(changed->text()); !fit) {
        showMessage(toQt(fit.error().message));
        return;
    }
    begin();
    dragTo(changed->text());
    end(Document::DragEnd::keep);
    emptyBox();
    showMessage(beyondRange(), Says::note);
}

/// A remark on a value beyond the ends of the groove, which is taken all the same; empty of one between them.
QString PinSlider::beyondRange() const {
    const double at = groove_->at();
    const double air = scale_.step / 2;
    if (at >= scale_.low - air && at <= scale_.high + air)
        return {};
    const UnitWords unit = unitOn(scale_);
    const QString low = valueOn(scale_, scale_.low);
    return tr("%1 is taken, beyond its range %2 to %3.")
        .arg(nowText_, unit.text.isEmpty() ? low : low.left(low.size() - unit.text.size() - 1),
             valueOn(scale_, scale_.high));
}

std::optional<Judgement> PinSlider::ownJudgement() const {
    const auto entity = entityOf(path_);
    const Metric* metric = entity && entity->kind == Metric::kind && path_.ends_with("/estimate")
                               ? document_.model().metrics().find(MetricId(entity->id))
                               : nullptr;
    if (!metric)
        return std::nullopt;
    const double moved = groove_->at() - scale_.at;
    if (std::abs(moved) < scale_.step / 2)
        return Judgement::none;
    return (moved > 0) == (metric->better == Better::higher) ? Judgement::better : Judgement::worse;
}

/// Says under the box what is wrong, or what is to be noted; nothing takes the message away.
void PinSlider::showMessage(const QString& words, Says says) {
    const bool wrong = says == Says::wrong;
    setFieldState(*box_, !wrong || words.isEmpty() || box_->text().isEmpty() ? FieldState::valid : FieldState::error);
    box_->setAccessibleDescription(words);
    words_ = words;
    delete message_;
    if (words.isEmpty())
        return;
    message_ = new Bubble(words, wrong, window());
    QPoint at = box_->mapTo(window(), QPoint(0, box_->height() + 4));
    at.setX(std::clamp(at.x(), 4, std::max(4, window()->width() - messageWidth - 4)));
    message_->move(at);
    message_->raise();
    message_->show();
}

/// Empties the box with the steps that its text was typed in: undo is the model's from there on.
void PinSlider::emptyBox() { box_->setText({}); }

/// What was refused belongs to the moment in which it was typed.
void PinSlider::dropRefused() {
    if (words_.isEmpty())
        return;
    emptyBox();
    showMessage({});
}

QString PinSlider::nameFitting(double room) const {
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const auto open = name_.lastIndexOf(u" ("_s);
    const bool bracketed = open > 0 && name_.endsWith(u')');
    return bracketed && metrics.horizontalAdvance(name_) > room ? name_.left(open) : name_;
}

QString PinSlider::nowFitting(double room) const {
    const auto fits = [room](const QString& text) {
        return QFontMetricsF(fontOf(TextRole::label)).horizontalAdvance(text) <= room;
    };
    QString shorter = nowText_;
    for (auto per = shorter.lastIndexOf(u'/'); per > 0 && !fits(shorter); per = shorter.lastIndexOf(u'/'))
        shorter.truncate(per);
    return shorter;
}

void PinSlider::resizeEvent(QResizeEvent*) {
    pin_->setGeometry(0, nameBase - 5 - pinSize / 2, pinSize, pinSize);
    box_->setGeometry(width() - boxSize.width(), boxTop, boxSize.width(), boxSize.height());
    groove_->setGeometry(pad - 1, grooveTop, width() - pad + 1, SliderGroove::grooveHeight);
}

void PinSlider::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    const QFont nameFont = fontOf(TextRole::label);
    painter.setFont(nameFont);
    painter.setPen(palette.ink2);
    painter.drawText(
        QPointF(nameLeft, nameBase),
        QFontMetricsF(nameFont).elidedText(nameFitting(width() - nameLeft), Qt::ElideRight, width() - nameLeft));
    const double room = width() - boxSize.width() - 8 - pad;
    const QColor changed = judgement_ == Judgement::none ? palette.ink : judgementColour(palette, judgement_);
    const QString arrow = u" → "_s;
    const auto fits = [&](TextRole role, const QString& text) {
        return QFontMetricsF(fontOf(role)).horizontalAdvance(text) <= room;
    };
    // Where there is no room for both, what it is matters more than what it was.
    const bool both = !wasText_.isEmpty() && fits(TextRole::labelStrong, wasText_ + arrow + nowText_);
    const QString now = both ? nowText_ : nowFitting(room);
    const QString all = both ? wasText_ + arrow + now : now;
    TextRole role = TextRole::sliderValue;
    for (const TextRole smaller : {TextRole::bodyStrong, TextRole::labelStrong, TextRole::label})
        if (!fits(role, all))
            role = smaller;
    const QFont valueFont = fontOf(role);
    const QFontMetricsF metrics(valueFont);
    painter.setFont(valueFont);
    double x = pad;
    if (both) {
        painter.setPen(palette.ink);
        painter.drawText(QPointF(x, valueBase), wasText_);
        x += metrics.horizontalAdvance(wasText_);
    }
    painter.setPen(wasText_.isEmpty() ? palette.ink : changed);
    painter.drawText(QPointF(x, valueBase), both ? arrow + now : metrics.elidedText(now, Qt::ElideRight, room));
}

bool PinSlider::eventFilter(QObject* watched, QEvent* event) {
    if (watched == box_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !box_->text().isEmpty()) {
        emptyBox();
        showMessage({});
        return true;
    }
    if (watched == box_ && event->type() == QEvent::ShortcutOverride && box_->text().isEmpty()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore(); // the commands of the window take them
            return true;
        }
    }
    if (watched == box_ && event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
        dropRefused();
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
