// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_control.h"

#include "core/model/measured_times.h"
#include "ui/look/segmented_control.h"

#include <QCheckBox>
#include <QComboBox>
#include <QScopedValueRollback>
#include <QWheelEvent>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A combo box that leaves the wheel to the page.
class ChoiceField : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

} // namespace

FieldControl::FieldControl(const FieldSpec& spec, std::vector<Choice> choices, QWidget* parent)
    : QObject(parent), kind_(spec.kind), choices_(std::move(choices)) {
    switch (kind_) {
    case FieldKind::line:
        makeLine(spec, parent);
        break;
    case FieldKind::wrapped:
    case FieldKind::text:
    case FieldKind::pasted:
    case FieldKind::title:
        makeArea(spec, parent);
        break;
    case FieldKind::choice:
        makeCombo(parent);
        break;
    case FieldKind::check:
        makeCheck(spec, parent);
        break;
    case FieldKind::source:
        makeSegments(parent);
        break;
    }
    input_->setAccessibleName(spec.label);
}

void FieldControl::makeLine(const FieldSpec& spec, QWidget* parent) {
    input_ = line_ = new LineField(parent);
    line_->setPlaceholderText(spec.placeholder);
    connect(line_, &QLineEdit::textChanged, this, [this] {
        if (!showing_)
            emit typed();
    });
}

void FieldControl::makeArea(const FieldSpec& spec, QWidget* parent) {
    input_ = area_ = new TextField(kind_ == FieldKind::title ? TextField::Look::title : TextField::Look::field, parent);
    area_->setPlaceholderText(spec.placeholder);
    if (kind_ == FieldKind::pasted)
        area_->setLongestPaste(static_cast<int>(MeasuredTimes::longestText));
    connect(area_, &TextField::refusedPaste, this, &FieldControl::refusedPaste);
    connect(area_, &QTextEdit::textChanged, this, [this] {
        if (!showing_)
            emit typed();
    });
}

void FieldControl::makeCombo(QWidget* parent) {
    input_ = combo_ = new ChoiceField(parent);
    combo_->setFocusPolicy(Qt::StrongFocus);
    combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo_->setMinimumContentsLength(4);
    connect(combo_, &QComboBox::activated, this,
            [this](int index) { emit chosen(combo_->itemData(index).toString()); });
}

void FieldControl::makeCheck(const FieldSpec& spec, QWidget* parent) {
    input_ = check_ = new QCheckBox(QString(spec.label).replace(u"&"_s, u"&&"_s), parent);
    connect(check_, &QCheckBox::clicked, this, [this](bool on) { emit chosen(on ? u"yes"_s : u"no"_s); });
}

void FieldControl::makeSegments(QWidget* parent) {
    QStringList words;
    for (const Choice& choice : choices_)
        words << choice.words;
    input_ = segments_ = new SegmentedControl(words, parent);
    connect(segments_, &SegmentedControl::chosen, this,
            [this](int index) { emit chosen(toQt(choices_[static_cast<size_t>(index)].value)); });
}

void FieldControl::setReadOnly(bool readOnly) {
    if (line_)
        line_->setReadOnly(readOnly);
    else if (area_)
        area_->setReadOnly(readOnly);
    else
        input_->setEnabled(!readOnly);
}

QString FieldControl::text() const {
    if (line_)
        return line_->text();
    if (!area_)
        return {};
    QString all = area_->toPlainText();
    return kind_ == FieldKind::text || kind_ == FieldKind::pasted ? all : all.replace(u'\n', u' ');
}

void FieldControl::show(const QString& text) {
    const QScopedValueRollback showing(showing_, true);
    const int at = cursor();
    if (line_) {
        line_->setText(text);
        line_->setCursorPosition(line_->hasFocus() ? std::min<int>(at, static_cast<int>(text.size())) : 0);
    } else if (area_) {
        area_->setPlainText(text);
        setCursor(area_->hasFocus() ? at : 0);
    } else if (combo_) {
        combo_->setCurrentIndex(combo_->findData(text));
        combo_->setToolTip(combo_->currentText());
    } else if (check_) {
        check_->setChecked(text == "yes"_L1);
    } else if (segments_) {
        for (size_t i = 0; i < choices_.size(); ++i)
            if (toQt(choices_[i].value) == text)
                segments_->setCurrent(static_cast<int>(i));
    }
}

void FieldControl::offer(std::vector<Choice> choices) {
    const bool same =
        std::equal(choices.begin(), choices.end(), choices_.begin(), choices_.end(),
                   [](const Choice& a, const Choice& b) { return a.value == b.value && a.words == b.words; });
    if (same || !combo_)
        return;
    combo_->clear();
    for (const Choice& choice : choices)
        combo_->addItem(choice.words, toQt(choice.value));
    choices_ = std::move(choices);
}

void FieldControl::setUnit(const QString& unit) {
    if (line_)
        line_->setUnit(unit);
}

void FieldControl::underline(std::optional<Span> span) {
    if (line_)
        line_->underline(span);
    else if (area_)
        area_->underline(span);
}

void FieldControl::replace(int begin, int end, const QString& text) {
    if (line_) {
        line_->setSelection(begin, end - begin);
        line_->insert(text);
    } else if (area_) {
        QTextCursor cursor = area_->textCursor();
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.insertText(text);
        area_->setTextCursor(cursor);
    }
}

int FieldControl::cursor() const {
    return line_ ? line_->cursorPosition() : area_ ? area_->textCursor().position() : 0;
}

void FieldControl::setCursor(int position) {
    if (line_) {
        line_->setCursorPosition(position);
    } else if (area_) {
        QTextCursor cursor = area_->textCursor();
        cursor.setPosition(std::clamp(position, 0, area_->document()->characterCount() - 1));
        area_->setTextCursor(cursor);
    }
}

void FieldControl::selectAll() {
    if (line_)
        line_->selectAll();
    else if (area_)
        area_->selectAll();
}

} // namespace tributary::ui
