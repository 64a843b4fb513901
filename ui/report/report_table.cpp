// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_table.h"

#include "ui/look/marks.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <algorithm>
#include <limits>

namespace tributary::ui {

namespace {

constexpr double cellAir = 4; // above and below the text
constexpr double columnAir = 10;
constexpr double markSize = 7;
constexpr double gradeSize = 14;
constexpr size_t smallTable = 8; ///< rows of one that is not broken where a page holds it
constexpr size_t rowsTogether = 3;
constexpr qsizetype longestCell = 600; // characters; a longer one would not fit a page

QString cellText(const TableBlock::Row& row, size_t column) {
    QString text = toQt(row.cells[column]);
    // A line may end between the numbers of a range, never within one, nor within a unit.
    static const QRegularExpression between(QStringLiteral("(?<=[0-9%])/(?=[0-9.-])"));
    text.replace(between, QStringLiteral("/\u200B"));
    static const QRegularExpression inUnit(QStringLiteral("(?<=[\\p{L}0-9])/(?=\\p{L})"));
    text.replace(inUnit, QStringLiteral("/\u2060"));
    return text.size() > longestCell ? text.left(longestCell - 1) + QChar(0x2026) : text;
}

bool isRight(TableBlock::Column column) {
    return column == TableBlock::Column::number || column == TableBlock::Column::grade;
}

} // namespace

double ReportTable::whole() const {
    const double height = heightOf(block_.rows.size());
    return height <= page_.height() ? height : std::numeric_limits<double>::infinity();
}

double ReportTable::least() const {
    if (block_.rows.size() <= smallTable && whole() <= page_.height())
        return whole();
    return heightOf(std::min(rowsTogether, block_.rows.size()));
}

/// Height of the first rows with what stands over them; of no more than what a page holds and a row.
double ReportTable::heightOf(size_t rows) const {
    double height = page_.captionHeight(toQt(block_.caption)) + page_.cellHead().pitch + 3;
    for (size_t index = 0; index < rows && height <= page_.height(); ++index)
        height += rowHeight(index, index == 0 ? Place::top : Place::below);
    return height;
}

bool ReportTable::draw(const std::function<bool()>& goOn) {
    captionAndHead(Start::first);
    Place place = Place::top;
    for (size_t index = 0; index < block_.rows.size(); ++index) {
        // A heading does not end a page, and a last row does not begin one.
        const bool leads = block_.rows[index].kind == TableBlock::Row::Kind::heading;
        const bool lastButOne = index + 2 == block_.rows.size();
        double wanted = rowHeight(index, place);
        if ((leads || lastButOne) && index + 1 < block_.rows.size())
            wanted += rowHeight(index + 1, Place::below);
        if (wanted > page_.room() && !page_.isAtTop()) {
            page_.need(wanted);
            captionAndHead(Start::overleaf);
            place = Place::top;
        }
        row(index, place);
        place = Place::below;
        if (goOn && !goOn())
            return false;
    }
    return true;
}

/// Whether a cell says nothing: an owner is named once, and again where the table goes on on another page.
bool ReportTable::isSilent(size_t row, size_t column, Place place) const {
    return block_.columns[column] == TableBlock::Column::owner && place == Place::below && row > 0 &&
           block_.rows[row - 1].kind == TableBlock::Row::Kind::ordinary &&
           block_.rows[row - 1].cells[column] == block_.rows[row].cells[column];
}

/// Width of a cell with the air after it; an owner's runs on over an empty one.
double ReportTable::cellWidth(const TableBlock::Row& row, size_t column) const {
    const bool runsOn = block_.columns[column] == TableBlock::Column::owner && column + 1 < row.cells.size() &&
                        row.cells[column + 1].empty();
    return columnWidth(column) + (runsOn ? columnWidth(column + 1) : 0);
}

double ReportTable::textWidth(const TableBlock::Row& row, size_t column) const {
    const double air = column + 1 == row.cells.size() ? 0 : columnAir;
    return cellWidth(row, column) - air - (column == 0 && row.mark ? markSize + 8 : 0);
}

double ReportTable::rowHeight(size_t index, Place place) const {
    double& height = heights_[index][place == Place::top ? 0 : 1];
    if (height == 0)
        height = measured(index, place);
    return height;
}

double ReportTable::measured(size_t index, Place place) const {
    const TableBlock::Row& row = block_.rows[index];
    double height = page_.cell().pitch;
    if (row.kind == TableBlock::Row::Kind::heading)
        height = PagePainter::height(cellText(row, 0), page_.cellHead(), page_.width());
    else
        for (size_t column = 0; column < row.cells.size(); ++column)
            if (block_.columns[column] != TableBlock::Column::grade && !isSilent(index, column, place))
                height =
                    std::max(height, PagePainter::height(cellText(row, column), page_.cell(), textWidth(row, column)));
    return height + 2 * cellAir;
}

/// On a page where it goes on, the table says so.
void ReportTable::captionAndHead(Start start) {
    const QString caption = toQt(block_.caption);
    page_.writeCaption(
        name_, start == Start::first ? caption : QCoreApplication::translate("Report", "%1 (continued)").arg(caption));
    double x = page_.left();
    for (size_t column = 0; column < block_.head.size(); ++column) {
        const bool right = isRight(block_.columns[column]);
        const double inset = right && column + 1 < block_.head.size() ? columnAir : 0;
        page_.write(toQt(block_.head[column]), page_.cellHead(), x, page_.y(), columnWidth(column) - inset,
                    right ? Qt::AlignRight : Qt::AlignLeft);
        x += columnWidth(column);
    }
    page_.skip(page_.cellHead().pitch + 3);
    page_.rule(page_.y(), page_.palette().ink, 1);
}

void ReportTable::row(size_t index, Place place) {
    const TableBlock::Row& row = block_.rows[index];
    const double height = rowHeight(index, place);
    const double top = page_.y() + cellAir;
    if (row.kind == TableBlock::Row::Kind::heading) {
        page_.write(cellText(row, 0), page_.cellHead(), page_.left(), top, page_.width());
    } else {
        double x = page_.left();
        for (size_t column = 0; column < row.cells.size(); ++column) {
            if (!isSilent(index, column, place))
                cell(index, column, x, top);
            x += columnWidth(column);
        }
    }
    page_.skip(height);
    // The hairline leaves out an owner who has more figures below.
    const bool goesOn = index + 1 < block_.rows.size() && row.kind == TableBlock::Row::Kind::ordinary &&
                        block_.rows[index + 1].kind == row.kind && isSilent(index + 1, 0, Place::below);
    page_.rule(page_.y(), page_.palette().rule, 1, goesOn ? columnWidth(0) : 0);
}

void ReportTable::cell(size_t index, size_t column, double x, double top) {
    const TableBlock::Row& row = block_.rows[index];
    const QString text = cellText(row, column);
    QPainter& painter = page_.painter();
    const double pitch = page_.cell().pitch;
    if (block_.columns[column] == TableBlock::Column::grade) {
        const auto& names = EnumNames<Grade>::names;
        const auto grade = std::find(names.begin(), names.end(), row.cells[column]);
        if (grade != names.end() && !text.isEmpty())
            paintGrade(painter,
                       {x + columnWidth(column) - gradeSize - 1, top + (pitch - gradeSize) / 2, gradeSize, gradeSize},
                       static_cast<Grade>(grade - names.begin()), page_.palette());
        return;
    }
    ReportText style = page_.cell();
    const bool isLast = column + 1 == row.cells.size();
    double width = cellWidth(row, column) - (isLast ? 0 : columnAir);
    if (column == 0 && row.mark) {
        paintLevelMark(painter, {x, top + (pitch - markSize) / 2, markSize, markSize}, *row.mark,
                       page_.palette().level(*row.mark));
        x += markSize + 8;
        width -= markSize + 8;
    }
    if (isLast && row.change != TableBlock::Row::Change::none) {
        const Judgement judgement =
            row.change == TableBlock::Row::Change::better ? Judgement::better : Judgement::worse;
        style.font.setWeight(QFont::Bold);
        style.colour = judgementColour(page_.palette(), judgement);
        const double textWidth = QFontMetricsF(style.font).horizontalAdvance(text);
        const Pointing pointing = text.startsWith(QLatin1Char('+')) ? Pointing::up : Pointing::down;
        paintChangeMark(painter, {x + width - textWidth - 13, top + pitch / 2 + 4}, 8, pointing, judgement,
                        page_.palette());
    }
    page_.write(text, style, x, top, width,
                block_.columns[column] == TableBlock::Column::number ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace tributary::ui
