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
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int shortestBare = 2; ///< letters of a bare word before names are offered
constexpr int mostShown = 8;

bool isWord(QChar character) { return character.isLetterOrNumber() || character == u'_'; }

QStringList allNames(const Model& model) {
    QStringList names;
    for (const Metric& metric : model.metrics())
        if (isReferenceName(metric.name))
            names << toQt(metric.name);
    for (const Input& input : model.inputs())
        if (isReferenceName(input.name))
            names << toQt(input.name);
    names.sort(Qt::CaseInsensitive);
    return names;
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
    if (!isOpen())
        names_->setStringList(allNames(document_.model()));
    completer_->setCompletionPrefix(prefix->text);
    if (completer_->completionCount() == 0) {
        completer_->popup()->hide();
        return;
    }
    completer_->complete();
    completer_->popup()->setCurrentIndex(completer_->completionModel()->index(0, 0));
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
