// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/outcome_panel.h"

#include "core/report/words.h"
#include "ui/document.h"
#include "ui/look/marks.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int panelWidth = 288;
constexpr double leftEdge = 16;
constexpr double valuePoints = 16.5;
constexpr double titleBase = 24;
constexpr double outcomeBase = 50;
constexpr double rangeBase = 73;
constexpr double markSize = 9;
constexpr int changeDecimals = 2;

QFont valueFont() { return sans(valuePoints, QFont::DemiBold); }

} // namespace

OutcomePanel::OutcomePanel(Document& document, QWidget* parent) : QWidget(parent), document_(document) {
    setAccessibleName(tr("Outcome"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    for (const auto signal : {&Document::opened, &Document::resultsChanged, &Document::headlineChanged,
                              &Document::scenarioChanged, &Document::draggingChanged, &Document::historyChanged})
        connect(&document_, signal, this, &OutcomePanel::read);
    read();
}

QSize OutcomePanel::sizeHint() const { return {panelWidth, 88}; }

void OutcomePanel::read() {
    const auto headline = document_.headline();
    const Settings& settings = document_.model().settings();
    title_ = tr("NPV over %1").arg(toQt(countWords(static_cast<size_t>(settings.periods), name(settings.period))));
    value_ = u"–"_s;
    change_.clear();
    range_.clear();
    difference_ = 0;
    revision_ = 0;
    if (headline && !std::isfinite(headline->median)) {
        range_ = tr("no trial gave a number");
    } else if (headline && !document_.scenario().empty()) {
        // A currency that was chosen since is none of these numbers'.
        const Results* results = document_.outcome().sampled.get();
        const std::string& currency = results ? results->currency : settings.currency;
        revision_ = headline->revision;
        value_ = valueWithinWords(headline->median, headline->low, headline->high, toQt(currency));
        range_ = tr("%1, loss %2")
                     .arg(rangeWords(headline->low, headline->high, toQt(currency)),
                          chanceWords(headline->chanceOfLoss, headline->trials));
        if (headline->trials < static_cast<size_t>(settings.trials))
            title_ = tr("%1, %2 trials").arg(title_, QLocale().toString(static_cast<qulonglong>(headline->trials)));
        if (const auto difference = document_.changeSinceDrag()) {
            // In the unit and with the decimals of the value beside it; what these call zero is no change.
            const UnitWords unit =
                unitWords(toQt(currency), std::max(std::abs(headline->low), std::abs(headline->high)));
            const QString amount = fixedDecimals(std::abs(*difference) * unit.factor, changeDecimals);
            const bool none = QString(amount).remove(u'0').remove(u'.').isEmpty();
            const QString sign = *difference > 0 ? u"+"_s : QString(QChar(0x2212));
            const QString words = sign + withUnit(amount, unit.text);
            difference_ = none ? 0 : *difference;
            change_ = none                     ? tr("no change")
                      : document_.isDragging() ? tr("%1 so far").arg(words)
                                               : tr("%1 by this move").arg(words);
        }
    } else if (document_.isOpen() && document_.model().scenarios().empty()) {
        range_ = tr("Add a scenario to see what it is worth.");
    }
    setAccessibleDescription(u"%1: %2, %3, %4"_s.arg(title_, value_, change_, range_));
    update();
}

void OutcomePanel::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double room = width() - leftEdge - 12;
    const auto write = [&](double left, double base, const QString& text, const QFont& font, const QColor& colour) {
        const QFontMetricsF metrics(font);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(left, base), metrics.elidedText(text, Qt::ElideRight, leftEdge + room - left));
        return metrics.horizontalAdvance(text);
    };
    write(leftEdge, titleBase, title_, fontOf(TextRole::label), palette.ink2);
    double x = leftEdge + write(leftEdge, outcomeBase, value_, valueFont(), palette.ink);
    if (!change_.isEmpty()) {
        const Judgement judgement = difference_ > 0   ? Judgement::better
                                    : difference_ < 0 ? Judgement::worse
                                                      : Judgement::none;
        x += 12;
        if (judgement != Judgement::none) {
            paintChangeMark(painter, {x, outcomeBase - 1}, markSize, difference_ > 0 ? Pointing::up : Pointing::down,
                            judgement, palette);
            x += markSize + 4;
        }
        write(x, outcomeBase, change_, fontOf(TextRole::labelStrong), judgementColour(palette, judgement));
    }
    write(leftEdge, rangeBase, range_, fontOf(TextRole::label), palette.ink2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRect(width() - 1, 16, 1, height() - 32), palette.rule);
}

} // namespace tributary::ui
