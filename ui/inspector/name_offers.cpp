// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/name_offers.h"

#include "core/formula/parser.h"
#include "ui/document.h"
#include "ui/inspector/field_control.h"
#include "ui/qt_text.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QStringListModel>

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
    : QObject(&control), document_(document), control_(control), bare_(bare), names_(new QStringListModel(this)),
      completer_(new QCompleter(names_, this)) {
    completer_->setWidget(control.input());
    completer_->setCompletionMode(QCompleter::PopupCompletion);
    completer_->setFilterMode(Qt::MatchContains);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    completer_->setMaxVisibleItems(mostShown);
    completer_->popup()->setAccessibleName(tr("Names of metrics and inputs"));
    completer_->popup()->installEventFilter(this); // before the completer's own, which would type Enter into the field
    connect(&control, &FieldControl::typed, this, &NameOffers::offer);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this, &NameOffers::write);
}

bool NameOffers::isOpen() const { return completer_->popup()->isVisible(); }

void NameOffers::offer() {
    const auto prefix = namePrefix(control_.text(), control_.cursor(), bare_);
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
    const auto prefix = namePrefix(control_.text(), control_.cursor(), bare_);
    if (prefix)
        control_.replace(prefix->begin, control_.cursor(), toQt(formatReference(fromQt(name))));
}

} // namespace tributary::ui
