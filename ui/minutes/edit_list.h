// SPDX-License-Identifier: GPL-3.0-or-later
// EditList: the history as an item model, the newest edit first and the start last; those that hold what is searched
// for. A row is read from the document when it is asked for, so that ten thousand edits cost as little as ten.
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QString>
#include <QStringList>
#include <QStyledItemDelegate>
#include <optional>
#include <vector>

class QFontMetricsF;

namespace tributary::ui {

inline constexpr int minutesMargin = 16; ///< at the sides of all that the panel shows

class Document;
class HistoryReader;

class EditList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        numberRole = Qt::UserRole,
        whenRole,      ///< "14:02", with the date where it is another day
        effectRole,    ///< "+0.12 M$", "no effect on numbers"; empty while it is being worked out
        directionRole, ///< 1 rises, -1 falls, 0 neither
        takenBackRole,
        presentRole, ///< the last edit that is not taken back
        versionsRole ///< names of the versions there
    };

    EditList(Document& document, HistoryReader& reader, QObject* parent = nullptr);

    /// Shows the edits whose label holds `text`; all of an empty one.
    void search(const QString& text);
    [[nodiscard]] const QString& searched() const { return searched_; }
    [[nodiscard]] qint64 number(int row) const;
    [[nodiscard]] int rowOf(qint64 number) const; ///< -1 where it is not shown

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void refresh();
    void historyChanged();
    void readUnit();
    void readVersions();
    [[nodiscard]] QString labelOf(qint64 number) const;

    Document& document_;
    HistoryReader& reader_;
    QString searched_;
    qint64 kept_ = 0;
    qint64 done_ = 0;
    std::optional<std::vector<qint64>> found_; ///< rows of a search, the newest first; none: all
    QHash<qint64, QString> versions_;
    double largestNpv_ = 0; ///< in whose unit all effects are told
};

/// Says when something was done: "14:02" today, else with its date.
[[nodiscard]] QString whenWords(const std::chrono::system_clock::time_point& when);

/// Breaks a label into a line, or two of which the second is `width` wide. Where these do not hold it, its middle goes:
/// the end says the values.
[[nodiscard]] QStringList editLabelLines(const QString& label, const QFontMetricsF& metrics, double firstWidth,
                                         double width);

/// Draws a row: label above, time and effect below, a bookmark for each version.
class EditRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace tributary::ui
