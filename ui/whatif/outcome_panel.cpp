// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/outcome_panel.h"

#include "core/model/quantity_path.h"
#include "core/report/findings.h"
#include "core/report/words.h"
#include "ui/document.h"
#include "ui/look/marks.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QPainter>
#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double leftEdge = 16;
constexpr double valuePoints = 16.5;
constexpr double titleBase = 24;
constexpr double outcomeBase = 50;
constexpr double rangeBase = 73;
constexpr double markSize = 9;
constexpr double menuRoom = 36; ///< of the button at the right of the title

QFont valueFont() { return sans(valuePoints, QFont::DemiBold); }

} // namespace

QString waitingWords(const Document& document) {
    const bool hasErrors = std::ranges::any_of(
        document.problems(), [](const Problem& problem) { return problem.severity == Severity::error; });
    return hasErrors ? OutcomePanel::tr("from before the error") : u"…"_s;
}

QString npvWaitsWords(const Document& document) {
    const auto lacks = document.npvWaitsFor();
    return lacks.empty() ? QString()
                         : OutcomePanel::tr("waits for %1").arg(toQt(readableName(document.model(), lacks.front())));
}

OutcomePanel::OutcomePanel(Document& document, QWidget* parent) : QWidget(parent), document_(document) {
    setAccessibleName(tr("Outcome"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    for (const auto signal : {&Document::opened, &Document::resultsChanged, &Document::headlineChanged,
                              &Document::scenarioChanged, &Document::historyChanged})
        connect(&document_, signal, this, &OutcomePanel::read);
    connect(&document_, &Document::draggingChanged, this, [this] {
        passed_ = passed_ && !document_.isDragging();
        read();
    });
    connect(&document_, &Document::problemsChanged, this, &OutcomePanel::read);
    connect(&document_, &Document::changed, this, [this] {
        if (!document_.isDragging())
            read(); // what stands there is of the state before
    });
    connect(&document_, &Document::selectionChanged, this, [this] {
        passed_ = !document_.isDragging();
        read();
    });
    read();
}

QSize OutcomePanel::sizeHint() const { return {widest, 88}; }

void OutcomePanel::read() {
    const auto headline = document_.headline();
    const Settings& settings = document_.model().settings();
    title_ = horizon_ =
        tr("NPV over %1").arg(toQt(countWords(static_cast<size_t>(settings.periods), name(settings.period))));
    value_ = u"–"_s;
    change_.clear();
    from_.clear();
    range_.clear();
    shorter_.clear();
    waiting_.clear();
    difference_ = 0;
    revision_ = 0;
    stale_ = headline && headline->revision != document_.revision() && !document_.isDragging();
    if (const QString waits = npvWaitsWords(document_); !waits.isEmpty()) {
        range_ = waits;
    } else if (headline && !std::isfinite(headline->median)) {
        range_ = tr("no trial gave a number");
    } else if (headline && !document_.scenario().empty()) {
        // A currency that was chosen since is none of these numbers'.
        const Results* results = document_.outcome().sampled.get();
        const std::string& currency = results ? results->currency : settings.currency;
        revision_ = headline->revision;
        // In the unit in which the pages say it.
        const double pages = document_.largestNpv();
        const double largest = std::max({pages, std::abs(headline->low), std::abs(headline->high)});
        const MoneyWords money(toQt(currency), largest);
        const auto [value, range] = money.ranged(headline->median, headline->low, headline->high);
        value_ = value;
        range_ = tr("%1, loss %2").arg(range, chanceWords(headline->chanceOfLoss, headline->trials));
        shorter_ = {tr("%1, loss %2").arg(range, shareWords(headline->chanceOfLoss)), range,
                    withoutUnitOf(range, value)};
        if (const auto marks = chanceMarks(headline->chanceOfLoss))
            shorter_.prepend(tr("%1, loss %2 in %3").arg(range).arg(marks->lost).arg(marks->all));
        if (headline->trials < static_cast<size_t>(settings.trials))
            title_ = tr("%1, %2 trials").arg(title_, wholeNumber(headline->trials));
        if (const auto difference = document_.changeSinceDrag(); difference && !passed_) {
            const double before = headline->median - *difference;
            const bool changed = isNpvChange(before, headline->median, largest);
            difference_ = changed ? *difference : 0;
            change_ = npvChangeWords(before, headline->median, largest, toQt(currency));
            if (!changed && headline->revision != document_.revision())
                change_.clear(); // what is of the state before tells nothing of this one
            if (changed)
                from_ = tr("from %1").arg(money.value(before));
        }
        if (change_.isEmpty() && headline->revision != document_.revision())
            waiting_ = waitingWords(document_);
    } else if (document_.isOpen() && document_.model().scenarios().empty()) {
        range_ = tr("Add a scenario to see what it is worth.");
    }
    QStringList tips{title_, u"%1, %2"_s.arg(value_, range_)};
    if (!change_.isEmpty())
        tips << (document_.isDragging() ? tr("%1, so far").arg(change()) : tr("%1, by the last move").arg(change()))
             << npvChangeMeaning();
    setToolTip(tips.join(u'\n'));
    setAccessibleDescription(u"%1: %2, %3, %4"_s.arg(title_, value_, change(), range_));
    update();
}

QString OutcomePanel::rangeFitting(double room) const {
    const QFontMetricsF metrics(fontOf(TextRole::label));
    for (const QString& words : QStringList(range_) + shorter_)
        if (metrics.horizontalAdvance(words) <= room)
            return words;
    return shorter_.isEmpty() ? range_ : shorter_.last();
}

void OutcomePanel::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double right = width() - 12;
    const auto write = [&](double left, double base, double end, const QString& text, const QFont& font,
                           const QColor& colour) {
        const QString shown = QFontMetricsF(font).elidedText(text, Qt::ElideRight, end - left);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QPointF(left, base), shown);
        return left + QFontMetricsF(font).horizontalAdvance(shown);
    };
    const double titleRoom = right - menuRoom - leftEdge;
    QString title = title_;
    for (const QString& shorter : {horizon_, tr("NPV")})
        if (QFontMetricsF(fontOf(TextRole::label)).horizontalAdvance(title) > titleRoom)
            title = shorter;
    write(leftEdge, titleBase, right - menuRoom, title, fontOf(TextRole::label), palette.ink2);
    const double afterValue =
        write(leftEdge, outcomeBase, right, value_, valueFont(), stale_ ? palette.ink3 : palette.ink) + 12;
    const bool narrow = width() < usual;
    if (!waiting_.isEmpty())
        write(afterValue, outcomeBase, right, waiting_, fontOf(TextRole::label), palette.ink2);
    if (!change_.isEmpty()) {
        const Judgement judgement = difference_ > 0   ? Judgement::better
                                    : difference_ < 0 ? Judgement::worse
                                                      : Judgement::none;
        const double base = narrow ? rangeBase : outcomeBase;
        double x = narrow ? leftEdge : afterValue;
        if (judgement != Judgement::none) {
            paintChangeMark(painter, {x, base - 1}, markSize, difference_ > 0 ? Pointing::up : Pointing::down,
                            judgement, palette);
            x += markSize + 4;
        }
        const QFont font = fontOf(TextRole::labelStrong);
        x = write(x, base, right, change_, font, judgementColour(palette, judgement));
        if (x + 4 + QFontMetricsF(fontOf(TextRole::label)).horizontalAdvance(from_) <= right)
            write(x + 4, base, right, from_, fontOf(TextRole::label), palette.ink2);
    }
    if (!narrow || change_.isEmpty())
        write(leftEdge, rangeBase, right, rangeFitting(right - leftEdge), fontOf(TextRole::label), palette.ink2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(QRect(width() - 1, 16, 1, height() - 32), palette.rule);
}

} // namespace tributary::ui
