// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/name_offers.h"

#include "core/formula/parser.h"
#include "ui/document.h"
#include "ui/inspector/field_control.h"
#include "ui/qt_text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStringListModel>
#include <QStyle>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int shortestBare = 2; ///< letters of a bare word before names are offered
constexpr int mostShown = 8;

bool isWord(QChar character) { return character.isLetterOrNumber() || character == u'_'; }

bool hasWordWith(const QString& name, const QString& letters) {
    for (qsizetype at = name.indexOf(letters, 0, Qt::CaseInsensitive); at >= 0;
         at = name.indexOf(letters, at + 1, Qt::CaseInsensitive))
        if (at == 0 || !isWord(name[at - 1]))
            return true;
    return false;
}

/// Who types an id means it.
bool isId(const Model& model, const std::string& word) {
    return model.metrics().contains(MetricId(word)) || model.inputs().contains(InputId(word));
}

} // namespace

std::optional<NamePrefix> namePrefix(const QString& formula, int cursor, BareWords bare) {
    const QString before = formula.left(cursor);
    const auto open = static_cast<int>(before.lastIndexOf(u'['));
    if (open >= 0 && before.indexOf(u']', open) < 0)
        return NamePrefix{open, before.mid(open + 1)};
    if (bare == BareWords::left)
        return std::nullopt;
    if (bare == BareWords::first) { // a name of several words, too
        const QString typed = before.trimmed();
        const bool isName = typed.size() >= shortestBare && typed[0].isLetter();
        return isName ? std::optional(NamePrefix{static_cast<int>(before.indexOf(typed)), typed}) : std::nullopt;
    }
    auto begin = static_cast<int>(before.size());
    while (begin > 0 && isWord(before[begin - 1]))
        --begin;
    const QString word = before.mid(begin);
    if (word.size() < shortestBare || word[0].isNumber())
        return std::nullopt;
    // What follows a number, up to the next blank, is its unit.
    static const QRegularExpression unit(u"(?<!\\w)[0-9][0-9.,]*\\s?[^\\s()+*\\-\\[]*$"_s);
    if (unit.match(before).hasMatch())
        return std::nullopt;
    return NamePrefix{begin, word};
}

QStringList namesFor(const Model& model, const QString& letters) {
    QStringList names;
    const auto add = [&](const auto& entities) {
        for (const auto& each : entities)
            if (const QString name = toQt(each.name); isReferenceName(each.name) && hasWordWith(name, letters))
                names << name;
    };
    add(model.metrics());
    add(model.inputs());
    names.sort(Qt::CaseInsensitive);
    return names;
}

NameOffers::NameOffers(Document& document, FieldControl& control, BareWords bare)
    : NameOffers(document, control,
                 {control.input(), [&control] { return control.text(); }, [&control] { return control.cursor(); },
                  [&control](int begin, int end, const QString& text) { control.replace(begin, end, text); }},
                 bare) {
    connect(&control, &FieldControl::typed, this, &NameOffers::offer);
}

NameOffers::NameOffers(Document& document, QLineEdit& line, BareWords bare, std::function<void()> written)
    : NameOffers(document, line,
                 {&line, [&line] { return line.text(); }, [&line] { return line.cursorPosition(); },
                  [&line, written = std::move(written)](int begin, int end, const QString& text) {
                      line.setSelection(begin, end - begin);
                      line.insert(text);
                      written();
                  }},
                 bare) {
    connect(&line, &QLineEdit::textEdited, this, &NameOffers::offer);
}

NameOffers::NameOffers(Document& document, QObject& parent, Typed typed, BareWords bare)
    : QObject(&parent), document_(document), typed_(std::move(typed)), bare_(bare), names_(new QStringListModel(this)),
      completer_(new QCompleter(names_, this)) {
    completer_->setWidget(typed_.input);
    completer_->setCompletionMode(QCompleter::PopupCompletion);
    completer_->setFilterMode(Qt::MatchContains);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    completer_->setMaxVisibleItems(mostShown);
    completer_->setWrapAround(false); // below the last name is none, which Enter would take for the field's own
    completer_->popup()->setAccessibleName(tr("Names of metrics and inputs"));
    completer_->popup()->installEventFilter(this); // before the completer's own, which would type Enter into the field
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &NameOffers::write);
}

bool NameOffers::isOpen() const { return completer_->popup()->isVisible(); }

void NameOffers::offer() {
    const auto prefix = namePrefix(typed_.text(), typed_.cursor(), bare_);
    if (!prefix || isId(document_.model(), fromQt(prefix->text))) {
        completer_->popup()->hide();
        return;
    }
    const QStringList names = namesFor(document_.model(), prefix->text);
    if (names.isEmpty()) {
        completer_->popup()->hide();
        return;
    }
    names_->setStringList(names);
    completer_->setCompletionPrefix(prefix->text);
    const QRect area = place();
    completer_->complete(area);
    completer_->popup()->resize(area.width(), completer_->popup()->height()); // the completer may keep to the field's
    completer_->popup()->setCurrentIndex(completer_->completionModel()->index(0, 0));
}

/// As wide as the names, under the field.
QRect NameOffers::place() const {
    const QAbstractItemView& list = *completer_->popup();
    list.ensurePolished(); // else its letters are of another size
    const int bar = list.style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 2 * list.frameWidth();
    QRect area = typed_.input->rect();
    area.setWidth(std::max(area.width(), list.sizeHintForColumn(0) + bar));
    return area;
}

bool NameOffers::eventFilter(QObject* watched, QEvent* event) {
    if (watched == completer_->popup() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QModelIndex chosen = completer_->popup()->currentIndex();
        if (chosen.isValid() && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab)) {
            completer_->popup()->hide();
            write(chosen.data().toString());
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void NameOffers::write(const QString& name) {
    const auto prefix = namePrefix(typed_.text(), typed_.cursor(), bare_);
    if (prefix)
        typed_.replace(prefix->begin, typed_.cursor(), toQt(formatReference(fromQt(name))));
}

} // namespace tributary::ui
