// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_editor.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/density_plot.h"
#include "ui/inspector/field_inputs.h"
#include "ui/inspector/formula_words.h"
#include "ui/inspector/tinted_label.h"
#include "ui/look/icons.h"
#include "ui/look/number_words.h"
#include "ui/look/segmented_control.h"
#include "ui/look/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pauseMilliseconds = 400;
constexpr int pinIcon = 13;
constexpr int pinWidth = 28;
constexpr int pinHeight = 18; ///< no higher than the label, so that fields without one stand as far apart

int nextSession() {
    static int session = 0;
    return ++session;
}

/// A combo box that leaves the wheel to the page unless it was chosen.
class ChoiceField : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

/// The distribution of what a field holds, in the field's unit; none where it is certain or cannot be told.
std::optional<Distribution> distributionOf(const Model& model, const QuantitySite& site) {
    if (!site.quantity || site.quantity->isConstant())
        return std::nullopt;
    const auto unit = parseUnit(site.unit.empty() ? "1" : site.unit);
    if (!unit)
        return std::nullopt;
    if (const auto& name = site.quantity->data()) {
        const auto factor = factorTo(*site.quantity, *unit);
        for (const Series& series : model.series())
            if (factor && series.id.text == *name)
                if (const auto values = makeEmpirical(series.values))
                    return scaled(*values, *factor);
        return std::nullopt;
    }
    const auto distribution = distributionIn(*site.quantity, *unit);
    return distribution ? std::optional(*distribution) : std::nullopt;
}

/// A unit as it stands inside a field: `$/hour`, `per month`, `people`.
QString unitInField(const std::string& text, const std::string& currency) {
    if (text == "1")
        return {};
    if (text == "person")
        return QObject::tr("people");
    QString unit = toQt(text);
    if (unit.startsWith(u"1/"_s))
        return QObject::tr("per %1").arg(unit.mid(2));
    const QString code = toQt(currency);
    return code.isEmpty() ? unit : unit.replace(code, unitWords(code, 1).text);
}

/// The formula that a field holds; null where it holds something else.
const Formula* formulaOf(const Model& model, const std::string& path) {
    const auto entity = entityOf(path);
    if (entity && entity->kind == Metric::kind && path == pathOf(*entity) + "/formula") {
        const Metric* metric = model.metrics().find(MetricId(entity->id));
        return metric && metric->formula ? &*metric->formula : nullptr;
    }
    const auto site = findQuantity(model, path);
    return site ? site->formula : nullptr;
}

Span spanIn(const std::string& text, const TextRange& range) {
    const auto characters = [&](size_t bytes) {
        return static_cast<int>(toQt(std::string_view(text).substr(0, std::min(bytes, text.size()))).size());
    };
    const int begin = characters(range.begin);
    return {begin, characters(range.end) - begin};
}

} // namespace

FieldEditor::FieldEditor(Document& document, EntityRef entity, FieldSpec spec, QWidget* parent)
    : QWidget(parent), document_(document), entity_(std::move(entity)), spec_(std::move(spec)) {
    setObjectName(toQt(spec_.key));
    // A fixed height would be that of the hint, which knows nothing of how often a message wraps.
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    pause_.setSingleShot(true);
    pause_.setInterval(pauseMilliseconds);
    connect(&pause_, &QTimer::timeout, this, [this] { settle(Moment::pause); });
    build();
    if (spec_.shown && !spec_.shown(document_.model()))
        hide();
    refresh();
}

void FieldEditor::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    const bool labelled = spec_.kind != FieldKind::check && spec_.kind != FieldKind::title &&
                          spec_.kind != FieldKind::source && !spec_.label.isEmpty();
    TintedLabel* label = nullptr;
    if (labelled) {
        auto* row = new QHBoxLayout;
        label = new TintedLabel(spec_.label, TextRole::label, &Palette::ink2, this);
        row->addWidget(label, 1);
        if (!spec_.hint.isEmpty())
            row->addWidget(new TintedLabel(spec_.hint, TextRole::label, &Palette::ink3, this));
        if (spec_.kind == FieldKind::line) {
            pin_ = new QToolButton(this);
            pin_->setObjectName(u"pin"_s);
            pin_->setAutoRaise(true);
            pin_->setCheckable(true);
            pin_->setIconSize(QSize(pinIcon, pinIcon));
            pin_->setFixedSize(pinWidth, pinHeight);
            pin_->setFocusPolicy(Qt::NoFocus); // Tab goes from field to field; the keys for it work in the field
            pin_->hide();
            connect(pin_, &QToolButton::clicked, this, &FieldEditor::togglePin);
            row->addWidget(pin_);
        }
        column->addLayout(row);
    }
    const bool readOnly = document_.isReadOnly();
    switch (spec_.kind) {
    case FieldKind::line: {
        auto* line = new LineField(this);
        line->setReadOnly(readOnly);
        line->setPlaceholderText(spec_.placeholder);
        connect(line, &QLineEdit::textChanged, this, &FieldEditor::typed);
        input_ = line;
        break;
    }
    case FieldKind::wrapped:
    case FieldKind::text:
    case FieldKind::title: {
        auto* text =
            new TextField(spec_.kind == FieldKind::title ? TextField::Look::title : TextField::Look::field, this);
        text->setReadOnly(readOnly);
        text->setPlaceholderText(spec_.placeholder);
        connect(text, &QTextEdit::textChanged, this, &FieldEditor::typed);
        input_ = text;
        break;
    }
    case FieldKind::choice: {
        auto* combo = new ChoiceField(this);
        combo->setFocusPolicy(Qt::StrongFocus);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(4);
        combo->setEnabled(!readOnly);
        connect(combo, &QComboBox::activated, this,
                [this, combo](int index) { choose(fromQt(combo->itemData(index).toString())); });
        input_ = combo;
        break;
    }
    case FieldKind::check: {
        auto* box = new QCheckBox(QString(spec_.label).replace(u"&"_s, u"&&"_s), this);
        box->setEnabled(!readOnly);
        connect(box, &QCheckBox::clicked, this, [this](bool on) { choose(on ? "yes" : "no"); });
        input_ = box;
        break;
    }
    case FieldKind::source: {
        shownChoices_ = spec_.choices(document_.model());
        QStringList words;
        for (const Choice& choice : shownChoices_)
            words << choice.words;
        auto* segments = new SegmentedControl(words, this);
        segments->setEnabled(!readOnly);
        connect(segments, &SegmentedControl::chosen, this,
                [this](int index) { choose(shownChoices_[static_cast<size_t>(index)].value); });
        input_ = segments;
        break;
    }
    }
    input_->setAccessibleName(spec_.label);
    input_->installEventFilter(this);
    if (label)
        label->setBuddy(input_);
    setFocusProxy(input_);
    column->addWidget(input_);
    density_ = new DensityPlot(this);
    density_->hide();
    message_ = new TintedLabel({}, TextRole::label, &Palette::error, this);
    message_->setWordWrap(true);
    message_->hide();
    named_ = new TintedLabel({}, TextRole::label, &Palette::ink3, this);
    named_->setWordWrap(true);
    named_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    named_->hide();
    column->addWidget(named_);
    column->addWidget(density_);
    column->addWidget(message_);
}

QWidget* FieldEditor::messageLabel() const { return message_; }

std::string FieldEditor::fieldPath() const { return spec_.fieldPath(document_.model()); }

std::string FieldEditor::path() const {
    const std::string field = fieldPath();
    return field.empty() ? pathOf(entity_) : pathOf(entity_) + "/" + field;
}

QString FieldEditor::text() const {
    if (const auto* line = qobject_cast<const QLineEdit*>(input_))
        return line->text();
    if (const auto* text = qobject_cast<const QTextEdit*>(input_)) {
        const QString all = text->toPlainText();
        return spec_.kind == FieldKind::text ? all : QString(all).replace(u'\n', u' ');
    }
    return lastRead_;
}

QString FieldEditor::message() const { return message_->isHidden() ? QString() : message_->text(); }

bool FieldEditor::applies() const { return !spec_.shown || spec_.shown(document_.model()); }

Result<std::string> FieldEditor::read() const {
    return spec_.read ? spec_.read(document_.model()) : fieldText(document_.model(), entity_, fieldPath());
}

Result<Edit> FieldEditor::edit(const std::string& text) const {
    return spec_.write ? spec_.write(document_.model(), text) : setField(document_.model(), entity_, fieldPath(), text);
}

void FieldEditor::refresh() {
    if (retired_ || !exists(document_.model(), entity_))
        return;
    if (const bool shown = applies(); shown == isHidden()) {
        setVisible(shown);
        emit shownChanged();
    }
    if (spec_.kind == FieldKind::choice)
        showChoices();
    if (const auto now = read()) {
        const QString text = toQt(*now);
        const bool changed = text != lastRead_;
        lastRead_ = text;
        if (!pending_ && (changed || text != this->text() || spec_.kind == FieldKind::choice))
            showText(text);
    }
    showUnit();
    showPin();
    showNames();
    showMessage();
}

bool FieldEditor::isPinnable() const {
    const auto site = findQuantity(document_.model(), path());
    return site && site->quantity;
}

void FieldEditor::togglePin() {
    if (!settle(Moment::done))
        return;
    const auto pinned = pinnedQuantities(document_.model());
    const auto site = findQuantity(document_.model(), path());
    const bool isPinned = site && std::ranges::find(pinned, site->path) != pinned.end();
    const auto done =
        document_.apply(isPinned ? unpinQuantity(document_.model(), path()) : pinQuantity(document_.model(), path()));
    if (!done)
        document_.tell(done.error());
    showPin();
}

/// A pin stands beside what can be a slider: outlined in the colour of labels, ink where it is one.
void FieldEditor::showPin() {
    if (!pin_)
        return;
    const auto site = findQuantity(document_.model(), path());
    pin_->setVisible(site && site->quantity);
    if (!site || !site->quantity)
        return;
    const auto pinned = pinnedQuantities(document_.model());
    const bool isPinned = std::ranges::find(pinned, site->path) != pinned.end();
    const QString words = isPinned ? tr("Take %1 off the what-if ribbon").arg(spec_.label)
                                   : tr("Pin %1 as a slider (%2)").arg(spec_.label, tr("Ctrl+Shift+P"));
    pin_->setIcon(
        tintedIcon(isPinned ? u"pin-angle-fill"_s : u"pin-angle"_s, isPinned ? &Palette::ink : &Palette::ink3));
    pin_->setChecked(isPinned);
    pin_->setEnabled(!document_.isReadOnly());
    pin_->setAccessibleName(words);
    pin_->setToolTip(words);
}

void FieldEditor::showText(const QString& text) {
    showing_ = true;
    if (auto* line = qobject_cast<QLineEdit*>(input_)) {
        const int at = line->cursorPosition();
        line->setText(text);
        line->setCursorPosition(line->hasFocus() ? std::min<int>(at, static_cast<int>(text.size())) : 0);
    } else if (auto* area = qobject_cast<QTextEdit*>(input_)) {
        const int at = area->textCursor().position();
        area->setPlainText(text);
        setCursor(area->hasFocus() ? at : 0);
    } else if (auto* combo = qobject_cast<QComboBox*>(input_)) {
        const int index = combo->findData(text);
        combo->setCurrentIndex(index);
        combo->setToolTip(combo->currentText());
    } else if (auto* box = qobject_cast<QCheckBox*>(input_)) {
        box->setChecked(text == "yes"_L1);
    } else if (auto* segments = qobject_cast<SegmentedControl*>(input_)) {
        for (size_t i = 0; i < shownChoices_.size(); ++i)
            if (toQt(shownChoices_[i].value) == text)
                segments->setCurrent(static_cast<int>(i));
    }
    showing_ = false;
}

void FieldEditor::showChoices() {
    auto choices = spec_.choices(document_.model());
    // A value that is none of the choices is still told.
    if (const auto now = read()) {
        const bool known =
            std::any_of(choices.begin(), choices.end(), [&](const Choice& c) { return c.value == *now; });
        if (!known)
            choices.insert(choices.begin(), {*now, now->empty() ? u"–"_s : toQt(*now)});
    }
    const bool same =
        std::equal(choices.begin(), choices.end(), shownChoices_.begin(), shownChoices_.end(),
                   [](const Choice& a, const Choice& b) { return a.value == b.value && a.words == b.words; });
    auto* combo = qobject_cast<QComboBox*>(input_);
    if (same || !combo)
        return;
    combo->clear();
    for (const Choice& choice : choices)
        combo->addItem(choice.words, toQt(choice.value));
    shownChoices_ = std::move(choices);
}

void FieldEditor::showUnit() {
    auto* line = qobject_cast<LineField*>(input_);
    const Model& model = document_.model();
    const auto site = line ? findQuantity(model, path()) : std::nullopt;
    if (line) {
        QString unit = spec_.unit ? spec_.unit(model) : QString();
        if (!spec_.unit && site && !site->formula)
            unit = unitInField(site->unit, model.settings().currency);
        // A unit that was typed is not said twice.
        if (site && site->quantity && site->quantity->unit())
            unit = spec_.unit && unit.startsWith(u"% "_s) ? unit.mid(2) : QString();
        line->setUnit(unit);
    }
    const auto distribution = site ? distributionOf(model, *site) : std::nullopt;
    if (distribution && !isCertain(*distribution))
        density_->show(*distribution, unitInField(site->unit, model.settings().currency));
    density_->setVisible(distribution && !isCertain(*distribution));
}

/// Says a formula with names, where it is typed with ids.
void FieldEditor::showNames() {
    QString words;
    if (const Formula* formula = formulaOf(document_.model(), path()))
        words = namedFormula(document_.model(), *formula);
    if (!words.isEmpty())
        words.prepend(u"= "_s);
    named_->setText(words);
    named_->setVisible(!words.isEmpty());
}

void FieldEditor::showMessage() {
    QString words;
    FieldState state = FieldState::valid;
    std::optional<Span> span;
    const std::string typedText = fromQt(text());
    if (error_) {
        words = toQt(error_->message);
        state = FieldState::error;
        if (error_->range)
            span = spanIn(typedText, *error_->range);
    } else if (!pending_ && applies()) {
        const std::string here = path();
        for (const Problem& problem : document_.problems()) {
            if (problem.subject != here || problem.severity == Severity::note)
                continue;
            words = toQt(problem.message) + u' ' + toQt(problem.action);
            state = problem.severity == Severity::error ? FieldState::error : FieldState::warning;
            if (problem.range)
                span = spanIn(typedText, *problem.range);
            break;
        }
    }
    // What was never typed yet is asked for, not found wrong, until the field was left.
    const bool asked = state == FieldState::error && !error_ && !left_ && typedText.empty() &&
                       (qobject_cast<QLineEdit*>(input_) || qobject_cast<QTextEdit*>(input_));
    if (asked)
        state = FieldState::valid;
    const bool warning = state == FieldState::warning;
    setFieldState(*input_, state);
    message_->setColour(asked ? &Palette::ink2 : warning ? &Palette::warning : &Palette::error);
    message_->setIconName(asked ? u"info-circle"_s : warning ? u"exclamation-triangle-fill"_s : u"x-octagon-fill"_s);
    message_->setText(words);
    message_->setVisible(!words.isEmpty());
    input_->setAccessibleDescription(words);
    if (auto* line = qobject_cast<LineField*>(input_))
        line->underline(span);
    else if (auto* area = qobject_cast<TextField*>(input_))
        area->underline(span);
}

void FieldEditor::typed() {
    if (showing_ || retired_)
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
        showText(lastRead_);
    if (moment == Moment::done)
        session_ = nextSession();
    showUnit();
    showNames();
    showMessage();
    return true;
}

/// What is typed and wrong counts among the problems until it is right or taken back.
void FieldEditor::setError(const std::optional<Error>& error) {
    error_ = error;
    document_.setTypingError(path(), error_);
}

void FieldEditor::choose(const std::string& value) {
    if (retired_)
        return;
    auto made = edit(value);
    if (!made) {
        error_ = made.error();
        if (spec_.kind == FieldKind::check || spec_.kind == FieldKind::source || spec_.kind == FieldKind::choice)
            showText(lastRead_); // the value stays what it was
        showMessage();
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
    showText(lastRead_);
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

int FieldEditor::cursor() const {
    if (const auto* line = qobject_cast<const QLineEdit*>(input_))
        return line->cursorPosition();
    if (const auto* area = qobject_cast<const QTextEdit*>(input_))
        return area->textCursor().position();
    return 0;
}

void FieldEditor::setCursor(int position) {
    if (auto* line = qobject_cast<QLineEdit*>(input_)) {
        line->setCursorPosition(position);
    } else if (auto* area = qobject_cast<QTextEdit*>(input_)) {
        QTextCursor cursor = area->textCursor();
        cursor.setPosition(std::clamp(position, 0, area->document()->characterCount() - 1));
        area->setTextCursor(cursor);
    }
}

void FieldEditor::restore(const FieldDraft& draft) {
    showText(draft.text);
    setCursor(draft.cursor);
    pending_ = true;
    settle(Moment::pause);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched != input_ || retired_)
        return QWidget::eventFilter(watched, event);
    const bool typing = qobject_cast<QLineEdit*>(input_) || qobject_cast<QTextEdit*>(input_);
    switch (event->type()) {
    case QEvent::FocusIn:
        session_ = nextSession();
        break;
    case QEvent::FocusOut:
        if (typing && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason) {
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
    case QEvent::KeyPress: {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->matches(QKeySequence::Undo)) {
            step(&Document::undo);
            return true;
        }
        if (key->matches(QKeySequence::Redo)) {
            step(&Document::redo);
            return true;
        }
        if (typing && key->key() == Qt::Key_Escape && pending_) {
            revert();
            return true;
        }
        if (typing && enter && spec_.kind != FieldKind::text) {
            settle(Moment::done);
            return true;
        }
        break;
    }
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
