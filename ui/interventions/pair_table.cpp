// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/pair_table.h"

#include "core/model/beliefs.h"
#include "ui/look/theme.h"

#include <QHeaderView>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int fullPair = 132;      ///< width of a cell with the difference
constexpr int leastFullPair = 116; ///< where its words wrap
constexpr int fullPairHeight = 64;
constexpr int leastPair = 62; ///< width of a cell with the chance alone
constexpr int leastPairHeight = 34;
constexpr int pairsInSight = 6;   ///< columns that always have the room for their chances
constexpr int leastPairHead = 46; ///< two lines of a name
constexpr int mostPairHead = 120; ///< six
constexpr int besideHead = 6;     ///< of a name from the edges of its head
constexpr int besideCell = 8;     ///< of a text from the edges of its cell
constexpr int widestPairName = 170;
constexpr int narrowestPairName = 90;
constexpr int pairRowsInSight = 8;
constexpr int fullRole = Qt::UserRole + 1;
constexpr int shortRole = Qt::UserRole + 2;
/// Chances that are told apart from an even one by the tint of their cell.
constexpr double clearlyAhead = 0.6;

/// The height that a text needs in a head or cell of a width, so far from its edges.
int heightOf(const QString& text, const QWidget& view, int width, int beside) {
    const QRect room(0, 0, width - 2 * beside, 10'000);
    return view.fontMetrics().boundingRect(room, Qt::TextWordWrap, text).height() + 2 * besideHead;
}

QTableWidgetItem* noPair() {
    auto* item = new QTableWidgetItem(u"–"_s);
    item->setTextAlignment(Qt::AlignCenter);
    item->setData(fullRole, item->text());
    item->setData(shortRole, item->text());
    return item;
}

} // namespace

PairTable::PairTable(const QString& name, QWidget* parent) : QTableWidget(parent) {
    setAccessibleName(name);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setTabKeyNavigation(false);
    setWordWrap(true);
    setCornerButtonEnabled(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    for (QHeaderView* header : {horizontalHeader(), verticalHeader()}) {
        header->setHighlightSections(false);
        header->setTextElideMode(Qt::ElideRight);
        header->setMinimumSectionSize(leastPairHeight);
    }
}

void PairTable::clearPairs() {
    setRowCount(0);
    setColumnCount(0);
}

void PairTable::showPairs(const Model& model, const Results& results, const Comparison& comparison,
                          const std::vector<NamedScenario>& scenarios) {
    clearPairs();
    fitting_ = true; // each header that is set resizes the view
    const auto count = static_cast<int>(scenarios.size());
    QStringList names;
    for (const NamedScenario& each : scenarios)
        names << each.name;
    setRowCount(count);
    setColumnCount(count);
    setHorizontalHeaderLabels(names);
    setVerticalHeaderLabels(names);
    for (int at = 0; at < count; ++at) {
        horizontalHeaderItem(at)->setToolTip(names[at]);
        horizontalHeaderItem(at)->setTextAlignment(Qt::AlignCenter | Qt::Alignment(Qt::TextWordWrap));
        verticalHeaderItem(at)->setToolTip(names[at]);
        verticalHeaderItem(at)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter | Qt::Alignment(Qt::TextWordWrap));
    }
    const MoneyWords money = moneyOf(results);
    const Palette& palette = currentPalette();
    for (int row = 0; row < count; ++row)
        for (int column = 0; column < count; ++column) {
            const NamedScenario& first = scenarios[static_cast<size_t>(row)];
            const NamedScenario& second = scenarios[static_cast<size_t>(column)];
            const auto pair = comparison.find(first.results->id, second.results->id);
            if (!pair || !std::isfinite(pair->chanceFirstWins.value)) {
                setItem(row, column, noPair());
                continue;
            }
            const double chance = pair->chanceFirstWins.value;
            const QString error =
                pair->chanceFirstWins.standardError
                    ? tr(", known to ± %1 (standard error)")
                          .arg(withUnit(significant(100 * *pair->chanceFirstWins.standardError, 1), u"%"_s))
                    : QString();
            const bool otherBelief = differInBelief(model, first, second);
            const QString mark = otherBelief ? u" *"_s : QString();
            auto* item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignCenter);
            item->setData(fullRole, tr("%1\n%2, %3")
                                        .arg(chanceWords(chance) + mark, shareWords(chance),
                                             differenceWords(pair->difference, money)));
            item->setData(shortRole, shareWords(chance) + mark);
            QString tip =
                tr("%1 beats %2 in %3%4; they come to the same in %5.\nBetween them: %6.")
                    .arg(names[row], names[column], trialsWords(chance), error, trialsWords(pair->chanceEqual),
                         differenceWords(pair->difference, money).replace(u'\n', u", "_s));
            if (otherBelief)
                tip += u'\n' + otherBeliefWords();
            item->setToolTip(tip);
            item->setData(Qt::AccessibleTextRole, tip);
            if (chance > clearlyAhead)
                item->setBackground(palette.goodSoft);
            else if (1 - chance - pair->chanceEqual > clearlyAhead)
                item->setBackground(palette.badSoft);
            setItem(row, column, item);
        }
    fitting_ = false;
    fit();
}

void PairTable::resizeEvent(QResizeEvent* event) {
    QTableWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fit();
}

/// The names take up to a third, the columns the rest.
void PairTable::fit() {
    const int count = columnCount();
    if (count == 0 || std::exchange(fitting_, true))
        return;
    int longest = 0;
    for (int row = 0; row < count; ++row)
        longest = std::max(longest, verticalHeader()->fontMetrics().horizontalAdvance(verticalHeaderItem(row)->text()));
    const int names = std::min(longest + 24, std::clamp(width() / 3, narrowestPairName, widestPairName));
    verticalHeader()->setFixedWidth(names);
    setMinimumWidth(names + std::min(count, pairsInSight) * leastPair + 2);
    const int room = width() - names;
    // Few scenarios scroll rather than lose their words, where these do not fit wrapped.
    compact_ = count >= pairsInSight && count * fullPair > room;
    const int column = std::max(compact_ ? leastPair : leastFullPair, room / count);
    horizontalHeader()->setSectionResizeMode(column * count <= room ? QHeaderView::Stretch : QHeaderView::Fixed);
    setHorizontalScrollBarPolicy(column * count <= room ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAlwaysOn);
    for (int at = 0; at < count; ++at) {
        if (column * count > room)
            setColumnWidth(at, column);
        int height = compact_ ? leastPairHeight : fullPairHeight;
        height = std::max(height, heightOf(verticalHeaderItem(at)->text(), *verticalHeader(), names, besideHead));
        for (int other = 0; other < count; ++other) {
            QTableWidgetItem& cell = *item(at, other);
            cell.setText(cell.data(compact_ ? shortRole : fullRole).toString());
            height = std::max(height, heightOf(cell.text(), *this, column, besideCell));
        }
        setRowHeight(at, height);
    }
    int head = leastPairHead;
    for (int at = 0; at < count; ++at)
        head = std::max(head, heightOf(horizontalHeaderItem(at)->text(), *horizontalHeader(), column, besideHead));
    horizontalHeader()->setFixedHeight(std::min(head, mostPairHead));
    fitHeight();
    fitting_ = false;
}

void PairTable::fitHeight() {
    const int scroll = horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff ? 0 : 14;
    int rows = 0;
    for (int row = 0; row < std::min(rowCount(), pairRowsInSight); ++row)
        rows += rowHeight(row);
    setFixedHeight(horizontalHeader()->height() + rows + scroll + 2);
}

} // namespace tributary::ui
