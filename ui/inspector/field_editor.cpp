// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_editor.h"

#include "core/model/formula_names.h"
#include "core/model/likely_value.h"
#include "core/model/names.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/density_plot.h"
#include "ui/inspector/field_control.h"
#include "ui/inspector/field_pin.h"
#include "ui/inspector/field_quantity.h"
#include "ui/inspector/name_offers.h"
#include "ui/inspector/tinted_label.h"
#include "ui/inspector/typed_formula.h"
#include "ui/look/fitting_label.h"
#include "ui/look/number_words.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pauseMilliseconds = 400;

int nextSession() {
    static int session = 0;
    return ++session;
}

/// Kinds that say themselves what they are.
bool hasLabel(const FieldSpec& spec) {
    return spec.kind != FieldKind::check && spec.kind != FieldKind::title && spec.kind != FieldKind::source &&
           !spec.label.isEmpty();
}

} // namespace

FieldEditor::FieldEditor(Document& document, EntityRef entity, FieldSpec spec, QWidget* parent)
    : QWidget(parent), document_(document), entity_(std::move(entity)), spec_(std::move(spec)) {
    setObjectName(toQt(spec_.key));
    // A fixed height would be that of the hint, which knows nothing of how often a message wraps.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    pause_.setSingleShot(true);
    pause_.setInterval(pauseMilliseconds);
    connect(&pause_, &QTimer::timeout, this, [this] {
        if (offers_ && offers_->isOpen())
            pause_.start(); // half a name is typed
        else if (spec_.takenAt == TakenAt::pause)
            settle(Moment::pause);
    });
    build();
    if (!applies())
        hide();
    refresh();
}

void FieldEditor::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    if (hasLabel(spec_))
        buildLabel(*column);
    control_ = new FieldControl(
        spec_, spec_.kind == FieldKind::source ? spec_.choices(document_.model()) : std::vector<Choice>(), this);
    control_->setReadOnly(document_.isReadOnly());
    connect(control_, &FieldControl::typed, this, &FieldEditor::typed);
    connect(control_, &FieldControl::refusedPaste, this, [this] {
        refuse(Error{fromQt(tr("More than %1 values were pasted, the most that a list holds: paste a sample of them, "
                               "as every tenth.")
                                .arg(fixedDecimals(mostMeasured, 0))),
                     std::nullopt});
    });
    // Why a choice was refused may hold no longer; what is typed is judged again when it is typed on.
    connect(&document_, &Document::changed, this, [this] {
        if (error_ && !pending_) {
            error_.reset();
            showMessage();
        }
    });
    if (spec_.formula)
        offers_ = new NameOffers(document_, *control_,
                                 spec_.kind == FieldKind::wrapped ? BareWords::offered : BareWords::first);
    connect(control_, &FieldControl::chosen, this, [this](const QString& value) { choose(fromQt(value)); });
    input()->installEventFilter(this);
    if (label_)
        label_->setBuddy(input());
    setFocusProxy(input());
    column->addWidget(input());
    likely_ = new FittingLabel(this);
    likely_->setFont(fontOf(TextRole::label));
    likely_->setForegroundRole(QPalette::PlaceholderText);
    likely_->hide();
    column->addWidget(likely_);
    message_ = new TintedLabel({}, TextRole::label, &Palette::error, this);
    message_->setWordWrap(true);
    message_->hide();
    column->addWidget(message_);
    density_ = new DensityPlot(this);
    density_->hide();
    column->addWidget(density_);
}

void FieldEditor::buildLabel(QVBoxLayout& column) {
    auto* row = new QHBoxLayout;
    label_ = new TintedLabel(spec_.label, TextRole::label, &Palette::ink2, this);
    row->addWidget(label_, 1);
    if (!spec_.hint.isEmpty()) {
        auto* hint = new FittingLabel(this); // a long one must not widen the form
        hint->setFont(fontOf(TextRole::label));
        hint->setForegroundRole(QPalette::PlaceholderText);
        hint->setTexts({spec_.hint});
        row->addWidget(hint);
    }
    if (spec_.kind == FieldKind::line) {
        pin_ = new FieldPin(document_, spec_.label, this);
        connect(pin_, &QToolButton::clicked, this, &FieldEditor::togglePin);
        row->addWidget(pin_);
    }
    column.addLayout(row);
}

QWidget* FieldEditor::input() const { return control_->input(); }

QWidget* FieldEditor::messageLabel() const { return message_; }

void FieldEditor::nameMessages() {
    namesMessages_ = true;
    showMessage();
}

std::string FieldEditor::fieldPath() const { return spec_.fieldPath(document_.model()); }

std::string FieldEditor::path() const {
    const std::string field = fieldPath();
    return field.empty() ? pathOf(entity_) : pathOf(entity_) + "/" + field;
}

QString FieldEditor::text() const { return control_->isTyped() ? control_->text() : lastRead_; }

QString FieldEditor::message() const { return message_->isHidden() ? QString() : message_->text(); }

bool FieldEditor::applies() const { return !spec_.shown || spec_.shown(document_.model()); }

/// What the model holds.
Result<std::string> FieldEditor::kept() const {
    return spec_.read ? spec_.read(document_.model()) : fieldText(document_.model(), entity_, fieldPath());
}

/// What the model holds, as it is shown.
Result<std::string> FieldEditor::read() const {
    auto text = kept();
    return text && spec_.formula ? withNames(document_.model(), *text) : text;
}

Result<Edit> FieldEditor::edit(const std::string& shown) const {
    const Model& model = document_.model();
    Result<std::string> text = shown;
    if (spec_.formula)
        text = spec_.kind == FieldKind::line ? keptParameter(model, shown) : keptFormula(model, shown);
    if (!text)
        return tl::unexpected(text.error());
    return spec_.write ? spec_.write(model, *text) : setField(model, entity_, fieldPath(), *text);
}

void FieldEditor::refresh() {
    if (retired_ || !exists(document_.model(), entity_))
        return;
    setVisible(applies());
    if (spec_.kind == FieldKind::choice)
        offerChoices();
    if (const auto now = read()) {
        const bool changed = toQt(*now) != lastRead_;
        lastRead_ = toQt(*now);
        if (!pending_ && (changed || lastRead_ != text() || spec_.kind == FieldKind::choice))
            control_->show(lastRead_);
    }
    showQuantity();
    showMessage();
}

void FieldEditor::togglePin() {
    if (!settle(Moment::done))
        return;
    ui::togglePin(document_, path());
    showQuantity();
}

void FieldEditor::offerChoices() {
    auto choices = spec_.choices(document_.model());
    // A value that is none of the choices is still told.
    if (const auto now = read(); now && std::ranges::find(choices, *now, &Choice::value) == choices.end())
        choices.insert(choices.begin(), {*now, now->empty() ? u"–"_s : toQt(*now)});
    control_->offer(std::move(choices));
}

/// What stands around a quantity: its pin, its unit and its density.
void FieldEditor::showQuantity() {
    if (spec_.kind != FieldKind::line)
        return;
    if (pin_)
        pin_->refresh(path());
    const Model& model = document_.model();
    const auto site = findQuantity(model, path());
    const QString unit = site ? unitInField(site->unit, model.settings().currency) : QString();
    QString shown = spec_.unit ? spec_.unit(model) : site && !site->formula ? unit : QString();
    // A unit that was typed is not said twice.
    if (site && site->quantity && site->quantity->unit())
        shown = spec_.unit && shown.startsWith(u"% "_s) ? shown.mid(2) : QString();
    control_->setUnit(shown);
    showLikely(site ? site->formula : nullptr, site ? toQt(site->unit) : QString());
    const auto distribution = site ? shownDistribution(model, *site) : std::nullopt;
    if (distribution)
        density_->show(*distribution, unit);
    density_->setVisible(distribution && spec_.density);
}

/// What a formula comes to, under the names that it is made of.
void FieldEditor::showLikely(const Formula* formula, const QString& unit) {
    const bool isLinked = formula && !formula->references().empty();
    const auto value = isLinked ? likelyValue(*formula, Names(document_.model())) : std::nullopt;
    likely_->setVisible(value.has_value());
    if (!value)
        return;
    const double shown = *value / unitOr(fromQt(unit)).factor();
    const bool isRate = unit.startsWith(u"1/"_s); // what comes is counted, and has no word
    const QString words =
        isRate ? withUnit(threeDigits(shown), unitInField(fromQt(unit), {})) : valueWords(shown, unit);
    likely_->setTexts({tr("= %1 most likely").arg(words), tr("= %1").arg(words)});
    likely_->setRemark(toQt(formula->text()));
    input()->setToolTip(lastRead_);
}

FieldVerdict FieldEditor::verdict() const {
    if (error_)
        return refused(*error_);
    if (pending_ || !applies())
        return {};
    FieldVerdict found = judged(document_, path());
    if (found.words.isEmpty() && control_->isTyped() && text().isEmpty())
        return askedFor(document_, path());
    if (found.range && spec_.formula)
        if (const auto text = kept())
            found.range = rangeWithNames(document_.model(), *text, *found.range);
    return found;
}

void FieldEditor::showMessage() {
    FieldVerdict found = verdict();
    const std::string shown = fromQt(text());
    // What was never typed yet is asked for, not found wrong, until the field was left; of a metric its card says how
    // much it is missed.
    if (found.state == FieldState::error && !error_ && !left_ && shown.empty() && control_->isTyped() &&
        entity_.kind != Metric::kind)
        found.state = FieldState::valid;
    setFieldState(*input(), found.state);
    const SeveritySign sign = found.sign();
    message_->setColour(sign.colour);
    message_->setIconName(sign.icon);
    message_->setText(namesMessages_ && !found.words.isEmpty() ? tr("%1: %2").arg(spec_.label, found.words)
                                                               : found.words);
    message_->setVisible(!found.words.isEmpty());
    input()->setAccessibleDescription(found.words);
    control_->underline(found.range ? std::optional(spanIn(shown, *found.range)) : std::nullopt);
}

void FieldEditor::typed() {
    if (retired_)
        return;
    pending_ = true;
    pause_.start();
}

bool FieldEditor::commit() { return settle(Moment::done); }

bool FieldEditor::settle(Moment moment) {
    pause_.stop();
    if (!pending_ || retired_ || applying_)
        return !error_;
    const QString now = text();
    if (now != lastRead_) {
        auto made = edit(fromQt(now));
        if (!made) {
            setError(made.error());
            showMessage();
            return false;
        }
        if (!made->mergeKey.empty())
            made->mergeKey += "#" + std::to_string(session_);
        applying_ = true;
        const auto done = document_.apply(*made);
        applying_ = false;
        if (!done) {
            document_.tell(done.error());
            return false;
        }
    }
    pending_ = false;
    setError(std::nullopt);
    if (const auto value = read())
        lastRead_ = toQt(*value);
    if (moment == Moment::done && text() != lastRead_)
        control_->show(lastRead_);
    if (moment == Moment::done)
        session_ = nextSession();
    showQuantity();
    showMessage();
    return true;
}

/// What is typed and wrong counts among the problems until it is right or taken back.
void FieldEditor::setError(const std::optional<Error>& error) {
    error_ = error;
    document_.setTypingError(path(), error_);
}

/// Says what was not taken up. The field holds what it held, so that there is nothing to be lost or mended and the
/// problems stay what they are.
void FieldEditor::refuse(const Error& error) {
    error_ = error;
    showMessage();
}

void FieldEditor::choose(const std::string& value) {
    if (retired_)
        return;
    auto made = edit(value);
    if (!made) {
        control_->show(lastRead_);
        refuse(made.error());
        return;
    }
    error_.reset();
    made->mergeKey.clear(); // every choice is a step of its own
    if (const auto done = document_.apply(*made); !done)
        document_.tell(done.error());
    refresh();
}

void FieldEditor::revert() {
    pause_.stop();
    pending_ = false;
    setError(std::nullopt);
    control_->show(lastRead_);
    showMessage();
}

/// Undo and redo act on the model; typing that is not valid is taken back first.
void FieldEditor::step(Result<void> (Document::*way)()) {
    if (pending_ && !settle(Moment::done)) {
        revert();
        return;
    }
    const bool possible =
        way == &Document::undo ? document_.undoLabel().has_value() : document_.redoLabel().has_value();
    if (!possible)
        return;
    if (const auto done = (document_.*way)(); !done)
        document_.tell(done.error());
}

void FieldEditor::retire() {
    pause_.stop();
    retired_ = true;
}

std::optional<FieldDraft> FieldEditor::draft() const {
    return pending_ && !applying_ ? std::optional(FieldDraft{text(), cursor()}) : std::nullopt;
}

int FieldEditor::cursor() const { return control_->cursor(); }

void FieldEditor::setCursor(int position) { control_->setCursor(position); }

void FieldEditor::selectAll() { control_->selectAll(); }

void FieldEditor::restore(const FieldDraft& draft) {
    control_->show(draft.text);
    setCursor(draft.cursor);
    pending_ = true;
    settle(Moment::pause);
}

bool FieldEditor::pressed(const QKeyEvent& key) {
    if (key.matches(QKeySequence::Undo)) {
        step(&Document::undo);
        return true;
    }
    if (key.matches(QKeySequence::Redo)) {
        step(&Document::redo);
        return true;
    }
    if (control_->isTyped() && key.key() == Qt::Key_Escape && pending_) {
        revert();
        return true;
    }
    const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
    if (control_->isTyped() && enter && spec_.kind != FieldKind::text) {
        settle(Moment::done);
        return true;
    }
    return false;
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched != input() || retired_)
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::FocusIn:
        session_ = nextSession();
        break;
    case QEvent::FocusOut:
        if (control_->isTyped() && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason) {
            left_ = true;
            settle(Moment::done);
            if (!retired_)
                showMessage();
        }
        break;
    case QEvent::ShortcutOverride: {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->accept();
            return true;
        }
        break;
    }
    case QEvent::KeyPress:
        if (pressed(*static_cast<QKeyEvent*>(event)))
            return true;
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
