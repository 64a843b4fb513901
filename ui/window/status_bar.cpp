// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/status_bar.h"

#include "core/report/findings.h"
#include "ui/document.h"
#include "ui/look/fitting_label.h"
#include "ui/look/icons.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/severity_sign.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/window/problem_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How well the median NPV is known, which stands as the headline: its standard error.
QString precisionWords(const Results& results, const ScenarioResults& scenario) {
    const auto error = medianNpvError(results, scenario);
    if (!error || !(*error > 0))
        return {};
    const UnitWords unit = unitWords(toQt(results.currency), *error);
    return StatusBar::tr("median NPV known to ± %1").arg(withUnit(significant(*error * unit.factor, 1), unit.text));
}

/// The same beside the mean and the spread, for the tool tip.
QString precisionAtLength(const Results& results, const ScenarioResults& scenario) {
    const QString known = npvErrorWords(results, scenario);
    if (known.isEmpty() || !scenario.npv.sd)
        return {};
    return StatusBar::tr("NPV: %1; one trial spreads by %2 (standard deviation)")
        .arg(known, valueWords(*scenario.npv.sd, toQt(results.currency)));
}

QString timeWords(double seconds) {
    return seconds < 1 ? withUnit(significant(1000 * seconds, 2), StatusBar::tr("ms"))
                       : withUnit(significant(seconds, 2), StatusBar::tr("s"));
}

} // namespace

StatusBar::StatusBar(Document& document, const ProblemList& problems, QWidget* parent)
    : QWidget(parent), document_(document), problems_(problems), errors_(new QToolButton(this)),
      warnings_(new QToolButton(this)), notes_(new QToolButton(this)), none_(new QLabel(tr("No problems"), this)),
      messageRoom_(new QWidget(this)), meaning_(new FittingLabel(messageRoom_)), precision_(new FittingLabel(this)) {
    setFixedHeight(barHeight);
    setAccessibleName(tr("Status"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 1, 16, 0);
    row->setSpacing(8);
    struct Part {
        QToolButton* button;
        Severity severity;
    };
    for (const Part& part :
         {Part{errors_, Severity::error}, Part{warnings_, Severity::warning}, Part{notes_, Severity::note}}) {
        const SeveritySign sign = signOf(part.severity);
        part.button->setIcon(tintedIcon(sign.icon, sign.colour));
        part.button->setIconSize(QSize(14, 14));
        part.button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        part.button->setAutoRaise(true);
        part.button->setFont(fontOf(part.button == notes_ ? TextRole::label : TextRole::labelStrong));
        part.button->setFocusPolicy(Qt::TabFocus);
        part.button->setToolTip(tr("Show the problems (F8 goes to the next)"));
        row->addWidget(part.button);
        connect(part.button, &QToolButton::clicked, this, &StatusBar::problemsClicked);
    }
    none_->setFont(fontOf(TextRole::label));
    none_->setContentsMargins(8, 0, 0, 0);
    meaning_->setFont(fontOf(TextRole::label));
    meaning_->setAccessibleName(tr("What the values mean"));
    precision_->setFont(fontOf(TextRole::label));
    precision_->setAccessibleName(tr("Precision of the run"));
    row->addWidget(none_);
    auto* middle = new QHBoxLayout(messageRoom_);
    middle->setContentsMargins(20, 0, 0, 0);
    middle->addWidget(meaning_);
    middle->addStretch();
    row->addWidget(messageRoom_, 1);
    row->addWidget(precision_);
    connect(&document_, &Document::resultsChanged, this, &StatusBar::showPrecision);
    connect(&document_, &Document::scenarioChanged, this, &StatusBar::showPrecision);
    connect(&problems_, &QAbstractItemModel::modelReset, this, &StatusBar::showProblems);
    showProblems();
    showPrecision();
}

void StatusBar::setMeaning(const QString& meaning) { meaning_->setTexts({meaning}); }

void StatusBar::showProblems() {
    const auto show = [](QToolButton* button, int count, const QString& words) {
        button->setVisible(count > 0);
        button->setText(words);
        button->setAccessibleName(words);
    };
    const int errors = problems_.count(Severity::error);
    const int warnings = problems_.count(Severity::warning);
    const int notes = problems_.count(Severity::note);
    show(errors_, errors, errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    show(warnings_, warnings, warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    show(notes_, notes, notes == 1 ? tr("1 note") : tr("%1 notes").arg(notes));
    none_->setVisible(document_.isOpen() && errors + warnings + notes == 0);
}

void StatusBar::showPrecision() {
    QStringList parts;
    if (const QString& why = document_.runFailure(); !why.isEmpty())
        parts << tr("The run failed: %1").arg(why);
    const Results* results = document_.outcome().sampled.get();
    const ScenarioResults* scenario = document_.sampled();
    if (scenario) {
        if (results->trialsFailed > 0)
            parts << tr("%1 of %2 trials failed").arg(wholeNumber(results->trialsFailed), wholeNumber(results->trials));
        if (results->trialsOverloaded > 0)
            parts << tr("%1 of %2 trials overloaded")
                         .arg(wholeNumber(results->trialsOverloaded), wholeNumber(results->trials));
        parts << precisionWords(*results, *scenario);
        parts << tr("%1 trials in %2").arg(wholeNumber(results->trials), timeWords(results->seconds));
        parts << tr("seed %1").arg(results->seed);
    }
    parts.removeAll(QString());
    QStringList texts; // where there is no room, what matters least goes first
    for (; !parts.isEmpty(); parts.removeLast())
        texts << parts.join(u" · "_s);
    precision_->setTexts(texts);
    QStringList notes;
    if (scenario)
        notes << precisionAtLength(*results, *scenario);
    notes.removeAll(QString());
    if (scenario)
        for (const std::string& note : results->notes)
            notes << toQt(note);
    precision_->setRemark(notes.join(u'\n'));
    none_->setVisible(document_.isOpen() && problems_.rowCount() == 0);
}

void StatusBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), currentPalette().paper);
    painter.fillRect(QRect(0, 0, width(), 1), currentPalette().rule);
}

} // namespace tributary::ui
