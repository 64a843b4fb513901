// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/edit_list.h"

#include "core/report/findings.h"
#include "ui/document.h"
#include "ui/look/icons.h"
#include "ui/look/marks.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/minutes/history_reader.h"
#include "ui/qt_text.h"

#include <QDateTime>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowHeight =
    62; ///< of two lines of a label and one below; all alike, so that none is asked before it shows
constexpr int linePitch = 16;
constexpr int lowerLine = 19; ///< from the label's last line
constexpr int gap = 8;
constexpr int bookmarkRoom = 18;
constexpr double markSize = 8;

} // namespace

QString whenWords(const std::chrono::system_clock::time_point& when) {
    const auto stamp = QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(when.time_since_epoch()).count());
    const QString time = QLocale().toString(stamp.time(), u"HH:mm"_s);
    if (stamp.date() == QDate::currentDate())
        return time;
    return QLocale().toString(stamp.date(), QLocale::ShortFormat) + u", "_s + time;
}

QStringList editLabelLines(const QString& label, const QFontMetricsF& metrics, double firstWidth, double width) {
    const auto fits = [&](const QString& text, double room) { return metrics.horizontalAdvance(text) <= room; };
    if (fits(label, firstWidth))
        return {label};
    const QStringList words = label.split(u' ');
    qsizetype taken = 0; // by the first line
    while (taken < words.size() && fits(QStringList(words.mid(0, taken + 1)).join(u' '), firstWidth))
        ++taken;
    qsizetype end = words.size(); // where what the second line holds of the end begins
    while (end > std::max<qsizetype>(taken, 1) && fits(QStringList(words.mid(end - 1)).join(u' '), width))
        --end;
    if (end == taken)
        return {QStringList(words.mid(0, taken)).join(u' '), QStringList(words.mid(taken)).join(u' ')};
    if (end == words.size()) // a word that no line holds
        return {metrics.elidedText(label, Qt::ElideRight, firstWidth),
                metrics.elidedText(words.value(end - 1), Qt::ElideLeft, width)};
    // More than the first line holds, so that it ends in an ellipsis.
    return {metrics.elidedText(QStringList(words.mid(0, end)).join(u' ') + u'\u2026', Qt::ElideRight, firstWidth),
            QStringList(words.mid(end)).join(u' ')};
}

EditList::EditList(Document& document, HistoryReader& reader, QObject* parent)
    : QAbstractListModel(parent), document_(document), reader_(reader) {
    connect(&document_, &Document::opened, this, &EditList::refresh);
    connect(&document_, &Document::historyChanged, this, &EditList::historyChanged);
    connect(&document_, &Document::versionsChanged, this, [this] {
        readVersions();
        if (rowCount() > 0)
            emit dataChanged(index(0), index(rowCount() - 1), {versionsRole});
    });
    connect(&reader_, &HistoryReader::effectsChanged, this, &EditList::readUnit);
    connect(&document_, &Document::resultsChanged, this, &EditList::readUnit);
    refresh();
}

/// The effects stand in the unit in which the pages say the NPV, as far as they are not too small or too large for it.
void EditList::readUnit() {
    largestNpv_ = sizeBeside(document_.largestNpv(), reader_.largestNpv(), document_.model().settings().currency);
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1), {effectRole, directionRole});
}

void EditList::readVersions() {
    versions_.clear();
    for (const Version& version : document_.versions())
        if (version.isOnHistory()) {
            QString& names = versions_[version.number];
            names += (names.isEmpty() ? QString() : u", "_s) + toQt(version.name);
        }
}

void EditList::refresh() {
    beginResetModel();
    kept_ = document_.editsKept();
    done_ = document_.editsDone();
    readVersions();
    found_.reset();
    if (!searched_.isEmpty()) {
        found_.emplace();
        for (qint64 number = kept_; number >= 0; --number)
            if (labelOf(number).contains(searched_, Qt::CaseInsensitive))
                found_->push_back(number);
    }
    endResetModel();
}

/// One edit more, the usual case, moves no row that is in sight; anything else is read anew.
void EditList::historyChanged() {
    const qint64 kept = document_.editsKept();
    const qint64 done = document_.editsDone();
    if (!searched_.isEmpty() || kept < kept_ || !document_.isOpen()) {
        refresh();
        return;
    }
    if (kept > kept_) {
        beginInsertRows({}, 0, static_cast<int>(kept - kept_ - 1));
        kept_ = kept;
        endInsertRows();
    }
    done_ = done;
    emit dataChanged(index(0), index(rowCount() - 1));
}

void EditList::search(const QString& text) {
    if (text.trimmed() == searched_)
        return;
    searched_ = text.trimmed();
    refresh();
}

int EditList::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || !document_.isOpen())
        return 0;
    return static_cast<int>(found_ ? static_cast<qint64>(found_->size()) : kept_ + 1);
}

qint64 EditList::number(int row) const { return found_ ? found_->at(static_cast<size_t>(row)) : kept_ - row; }

int EditList::rowOf(qint64 number) const {
    if (!found_)
        return number >= 0 && number <= kept_ ? static_cast<int>(kept_ - number) : -1;
    const auto place = std::lower_bound(found_->begin(), found_->end(), number, std::greater());
    return place != found_->end() && *place == number ? static_cast<int>(place - found_->begin()) : -1;
}

QString EditList::labelOf(qint64 number) const {
    if (number == 0)
        return tr("The model as it was made");
    const QString label = toQt(document_.historyEntry(number).label);
    return label.isEmpty() ? tr("Edit %1").arg(number) : label;
}

QVariant EditList::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const qint64 at = number(index.row());
    const EditEffect* effect = at > 0 ? reader_.effect(at) : nullptr;
    const QString currency = toQt(document_.model().settings().currency);
    const auto effectWords = [&]() -> QString {
        if (!effect)
            return {};
        switch (effect->kind) {
        case EditEffect::Kind::wordsOnly:
            return tr("no effect on numbers");
        case EditEffect::Kind::changed:
            return isNpvChange(effect->before, effect->after, effect->largest)
                       ? npvChangeInColumn(effect->before, effect->after, largestNpv_, currency)
                       : tr("NPV as before");
        case EditEffect::Kind::first:
            return tr("first NPV: %1").arg(MoneyWords(currency, largestNpv_).value(effect->after));
        case EditEffect::Kind::unknown:
            break;
        }
        return effect->reason;
    };
    switch (role) {
    case Qt::DisplayRole:
        return labelOf(at);
    case Qt::ToolTipRole: { // whole, where the row has no room
        QStringList parts{labelOf(at)};
        if (effect && effect->kind == EditEffect::Kind::changed)
            parts << u"%1: %2"_s.arg(npvChangeMeaning(), effectWords());
        else if (effect)
            parts << effectWords();
        if (effect && effect->kind == EditEffect::Kind::unknown)
            parts << tr("What it does counts with the next edit after which there is an NPV");
        if (versions_.contains(at))
            parts << versions_.value(at);
        return parts.join(u'\n');
    }
    case Qt::AccessibleTextRole: {
        QStringList parts{labelOf(at)};
        for (const int part :
             {static_cast<int>(whenRole), static_cast<int>(effectRole), static_cast<int>(versionsRole)})
            if (const QString words = data(index, part).toString(); !words.isEmpty())
                parts << words;
        if (at > done_)
            parts << tr("taken back");
        if (at == done_)
            parts << tr("the model is here");
        return parts.join(u", "_s);
    }
    case numberRole:
        return at;
    case whenRole:
        return at == 0 ? QString() : whenWords(document_.historyEntry(at).when);
    case effectRole:
        return effectWords();
    case directionRole:
        if (!effect || effect->kind != EditEffect::Kind::changed ||
            !isNpvChange(effect->before, effect->after, effect->largest))
            return 0;
        return effect->after > effect->before ? 1 : -1;
    case takenBackRole:
        return at > done_;
    case presentRole:
        return at == done_;
    case versionsRole:
        return versions_.value(at);
    default:
        return {};
    }
}

QSize EditRow::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {320, rowHeight}; }

void EditRow::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Palette& palette = currentPalette();
    const bool takenBack = index.data(EditList::takenBackRole).toBool();
    const bool present = index.data(EditList::presentRole).toBool();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
        painter->fillRect(option.rect, palette.sunken);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), palette.ink);
    painter->fillRect(
        QRect(option.rect.left() + minutesMargin, option.rect.bottom(), option.rect.width() - minutesMargin, 1),
        palette.rule);
    const QRect line = option.rect.adjusted(minutesMargin, 0, -minutesMargin, 0);
    // Versions stand at the right of the label's first line.
    const QFont versionsFont = fontOf(TextRole::labelStrong);
    const QString versions =
        QFontMetrics(versionsFont)
            .elidedText(index.data(EditList::versionsRole).toString(), Qt::ElideRight, line.width() / 2);
    const int versionsLeft = line.right() - QFontMetrics(versionsFont).horizontalAdvance(versions);
    const int right = versions.isEmpty() ? line.right() : versionsLeft - bookmarkRoom - gap;

    const QFont labelFont = fontOf(present ? TextRole::bodyStrong : TextRole::row);
    const QStringList label =
        editLabelLines(index.data().toString(), QFontMetricsF(labelFont), right - line.left(), line.width());
    const int upper = line.top() + (label.size() > 1 ? 18 : 26);
    const int lower = upper + static_cast<int>(label.size() - 1) * linePitch + lowerLine;
    painter->setFont(labelFont);
    painter->setPen(takenBack ? palette.ink3 : palette.ink);
    for (int i = 0; i < label.size(); ++i)
        painter->drawText(QPoint(line.left(), upper + i * linePitch), label[i]);
    if (!versions.isEmpty()) {
        painter->setFont(versionsFont);
        painter->setPen(palette.ink2);
        painter->drawText(QPoint(versionsLeft, upper), versions);
        paintIcon(*painter, u"bookmark"_s, QRectF(versionsLeft - bookmarkRoom, upper - 11, 13, 13), palette.ink2);
    }

    const QFont small = fontOf(TextRole::label);
    QString when = index.data(EditList::whenRole).toString();
    if (present)
        when += (when.isEmpty() ? QString() : u" · "_s) + EditList::tr("the model is here");
    else if (takenBack)
        when += u" · "_s + EditList::tr("taken back");
    painter->setFont(small);
    painter->setPen(palette.ink3);
    painter->drawText(QPoint(line.left(), lower), when);

    const int direction = index.data(EditList::directionRole).toInt();
    const QString effect = index.data(EditList::effectRole).toString();
    const QFont effectFont = fontOf(direction != 0 ? TextRole::labelStrong : TextRole::label);
    const QFontMetrics metrics(effectFont);
    const int room = line.right() - line.left() - QFontMetrics(small).horizontalAdvance(when) - 2 * gap;
    const QString words = metrics.elidedText(effect, Qt::ElideRight, room);
    const int width = metrics.horizontalAdvance(words);
    const Judgement judgement = direction > 0 ? Judgement::better : direction < 0 ? Judgement::worse : Judgement::none;
    painter->setFont(effectFont);
    painter->setPen(judgementColour(palette, judgement));
    painter->drawText(QPoint(line.right() - width, lower), words);
    if (direction != 0)
        paintChangeMark(*painter, QPointF(line.right() - width - markSize - 4, lower), markSize,
                        direction > 0 ? Pointing::up : Pointing::down, judgement, palette);
    painter->restore();
}

} // namespace tributary::ui
