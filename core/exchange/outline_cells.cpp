// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/outline_cells.h"

#include "core/exchange/csv_text.h"
#include "core/formula/characters.h"
#include "core/formula/number.h"
#include "core/formula/spelled_out.h"
#include "core/formula/unit.h"
#include "core/model/quantity.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tributary {

namespace {

constexpr int indentOfCell = 100; ///< an empty cell stands deeper than any blanks
constexpr int indentOfTab = 4;

bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::string_view trimmedCell(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\r'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

/// What a cell holds that is written as csvField() does: in quotation marks, doubled inside, where it holds some.
std::string unquoted(std::string_view cell) {
    if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"')
        return unguarded(std::string(cell));
    std::string text;
    for (size_t i = 1; i + 1 < cell.size(); ++i) {
        text += cell[i];
        if (cell[i] == '"' && cell[i + 1] == '"')
            ++i;
    }
    return unguarded(std::move(text));
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find(separator, begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

std::optional<OutlineColumn> columnNamed(std::string_view cell) {
    static constexpr std::pair<std::string_view, OutlineColumn> names[] = {
        {"name", OutlineColumn::name},     {"metric", OutlineColumn::name},     {"depth", OutlineColumn::depth},
        {"outline", OutlineColumn::depth}, {"level", OutlineColumn::level},     {"parent", OutlineColumn::parent},
        {"value", OutlineColumn::value},   {"estimate", OutlineColumn::value},  {"baseline", OutlineColumn::value},
        {"unit", OutlineColumn::unit},     {"formula", OutlineColumn::formula}, {"better", OutlineColumn::better},
        {"owner", OutlineColumn::owner},   {"notes", OutlineColumn::notes}};
    const std::string small = lowered(trimmedCell(cell));
    for (const auto& [name, column] : names)
        if (name == small)
            return column;
    return std::nullopt;
}

/// The columns that a first row names, an empty cell with the one before it; none where it is a row like the others.
std::optional<std::vector<OutlineColumn>> columnsOf(const std::vector<std::string_view>& cells) {
    std::vector<OutlineColumn> columns;
    size_t named = 0;
    for (const std::string_view cell : cells) {
        if (trimmedCell(cell).empty()) {
            columns.push_back(columns.empty() ? OutlineColumn::name : columns.back());
            continue;
        }
        const auto column = columnNamed(cell);
        if (!column)
            return std::nullopt;
        ++named;
        columns.push_back(*column);
    }
    const bool hasName = std::ranges::any_of(cells, [](auto cell) { return columnNamed(cell) == OutlineColumn::name; });
    return hasName && named > 1 ? std::optional(columns) : std::nullopt;
}

bool isDepth(std::string_view cell) {
    cell = trimmedCell(cell);
    return !cell.empty() && cell.size() <= 2 && std::all_of(cell.begin(), cell.end(), isDigit);
}

int blanksBefore(std::string_view text) {
    int width = 0;
    for (const char c : text) {
        if (c != ' ' && c != '\t')
            break;
        width += c == '\t' ? indentOfTab : 1;
    }
    return width;
}

/// Whether a unit is of nouns alone: any word can be one.
bool isOfNouns(std::string_view cell) {
    const auto unit = parseUnit(cell);
    return unit && std::ranges::none_of(unit->terms(), [](const Unit::Term& term) {
               return term.symbol == "%" || isMoney(term.symbol) || hoursIn(term.symbol) > 0;
           });
}

/// A cell whose amount stands in parentheses, as spreadsheets write one below zero, with a minus: `(1,200)` as
/// `-1,200`, `$ (1,200)` as `-$1,200`. Any other stays as it is.
std::string withMinus(std::string cell) {
    const std::string_view text = trimmedCell(cell);
    const size_t sign = moneySignAt(text, 0);
    const size_t open = skipBlanks(text, sign);
    if (!holdsAt(text, open, "(") || !text.ends_with(')'))
        return cell;
    const std::string_view amount = trimmedCell(text.substr(open + 1, text.size() - open - 2));
    const auto isAmount = [](std::string_view each) { return parseNumber(each) || moneyIn(each); };
    const bool isSigned = minusAt(amount, 0) != 0 || amount.starts_with('+');
    if (isSigned || !(isAmount(amount) || isAmount(withDecimalPoints(amount))))
        return cell;
    return "-" + std::string(text.substr(0, sign)) + std::string(amount);
}

/// Puts a cell without a named column where it belongs by what it holds.
void place(OutlineLine& line, const std::string& typed) {
    const std::string cell = withMinus(typed);
    const auto free = [&](OutlineColumn column) { return line.at(column).empty(); };
    if (levelNamed(cell) && free(OutlineColumn::level))
        line.at(OutlineColumn::level) = cell;
    else if (cell.starts_with('=') && free(OutlineColumn::formula))
        line.at(OutlineColumn::formula) = cell.substr(1);
    else if (free(OutlineColumn::value) && free(OutlineColumn::unit) &&
             (Quantity::parse(cell) || moneyIn(cell) || commaOf(cell) || isDigit(cell.front())))
        line.at(OutlineColumn::value) = cell;
    else if (free(OutlineColumn::unit) && parseUnit(cell))
        line.at(OutlineColumn::unit) = cell;
    else if (free(OutlineColumn::value) && isOfNouns(line.at(OutlineColumn::unit)) && parseUnit(cell))
        // A value comes before its unit: the word that stands there is a value that cannot be read.
        line.at(OutlineColumn::value) = std::exchange(line.at(OutlineColumn::unit), cell);
    else if (line.problem.empty())
        line.problem =
            fmt::format("\u201c{:.60}\u201d is no level, value, unit or formula: name the columns in a first "
                        "row, or empty the cell.",
                        cell);
}

/// How many empty cells indent a line below a first row whose name has one column, the first: its cells come after
/// them. None where a value stands there, whose name is missing.
size_t emptyCellsBefore(const std::vector<std::string_view>& cells, const std::vector<OutlineColumn>& columns) {
    if (columns.front() != OutlineColumn::name || std::ranges::count(columns, OutlineColumn::name) > 1)
        return 0;
    const auto first = std::ranges::find_if(cells, [](auto cell) { return !trimmedCell(cell).empty(); });
    const std::string text = first == cells.end() ? std::string() : withMinus(std::string(trimmedCell(*first)));
    const bool isValue = text.empty() || Quantity::parse(text) || moneyIn(text);
    const auto unit = static_cast<size_t>(std::ranges::find(columns, OutlineColumn::unit) - columns.begin());
    const bool isUnitInPlace = cells.size() <= columns.size() && unit < cells.size() &&
                               parseUnit(trimmedCell(cells[unit])) && !isOfNouns(trimmedCell(cells[unit]));
    return isValue || isUnitInPlace ? 0 : static_cast<size_t>(first - cells.begin());
}

OutlineLine lineOf(size_t number, const std::vector<std::string_view>& cells,
                   const std::optional<std::vector<OutlineColumn>>& columns, std::optional<OutlineColumn> leading) {
    OutlineLine line;
    line.number = number;
    if (columns) {
        const size_t shift = emptyCellsBefore(cells, *columns);
        const auto firstName = static_cast<size_t>(std::ranges::find(*columns, OutlineColumn::name) - columns->begin());
        for (size_t i = shift; i < cells.size(); ++i) {
            const std::string cell = unquoted(trimmedCell(cells[i]));
            if (i - shift >= columns->size()) {
                if (!cell.empty() && line.problem.empty())
                    line.problem = "The line has more cells than there are columns.";
            } else if (const OutlineColumn column = (*columns)[i - shift]; line.at(column).empty()) {
                line.at(column) = column == OutlineColumn::value ? withMinus(cell) : cell;
                if (column == OutlineColumn::name)
                    line.indent = static_cast<int>(i - firstName) * indentOfCell + blanksBefore(cells[i]);
            } else if (!cell.empty() && line.problem.empty()) {
                line.problem = fmt::format("\u201c{:.60}\u201d stands in a column without a name: name it in the first "
                                           "row, or empty the cell.",
                                           cell);
            }
        }
        return line;
    }
    size_t first = 0;
    if (leading) {
        line.at(*leading) = std::string(trimmedCell(cells[0]));
        first = 1;
    }
    size_t at = first;
    while (at < cells.size() && trimmedCell(cells[at]).empty())
        ++at;
    if (at == cells.size())
        return line;
    line.indent = static_cast<int>(at - first) * indentOfCell + blanksBefore(cells[at]);
    size_t filled = 0;
    for (size_t i = at; i < cells.size(); ++i) {
        const std::string cell = unquoted(trimmedCell(cells[i]));
        if (cell.empty())
            continue;
        if (++filled == 1)
            line.at(OutlineColumn::name) = cell;
        else
            place(line, cell);
    }
    line.bare = filled == 1;
    if (line.bare)
        line.at(OutlineColumn::name) = std::string(trimmedCell(cells[at]));
    return line;
}

/// A level column of numbers says how deep each line stands; a cell in it that is no number stays, to be remarked.
void takeNumbersAsDepths(std::vector<OutlineLine>& lines) {
    for (const OutlineLine& line : lines)
        if (!line.at(OutlineColumn::depth).empty() || levelNamed(line.at(OutlineColumn::level)))
            return;
    for (OutlineLine& line : lines)
        if (isDepth(line.at(OutlineColumn::level)))
            std::swap(line.at(OutlineColumn::level), line.at(OutlineColumn::depth));
}

/// How many characters a number takes from the front: digits, and points and commas between digits.
size_t numberLength(std::string_view text) {
    size_t end = 0;
    while (end < text.size() && (isDigit(text[end]) || ((text[end] == ',' || text[end] == '.') &&
                                                        end + 1 < text.size() && isDigit(text[end + 1]))))
        ++end;
    return end;
}

/// What the commas of one number are; none where it has none.
std::optional<CommaSeen> commaOfNumber(std::string_view number) {
    const size_t first = number.find(',');
    if (first == std::string_view::npos)
        return std::nullopt;
    const size_t last = number.rfind(',');
    const size_t end = std::min(number.find('.', last), number.size());
    if (end - last - 1 != 3)
        return CommaSeen::decimal;
    if (first != last || end < number.size())
        return CommaSeen::thousands;
    return number.find('.') < first || first > 3 || number.front() == '0' ? CommaSeen::decimal : CommaSeen::either;
}

/// What the points of one number without commas are; none where it has none.
std::optional<PointSeen> pointOfNumber(std::string_view number) {
    if (number.find(',') != std::string_view::npos || number.find('.') == std::string_view::npos)
        return std::nullopt;
    const auto groups = split(number, '.');
    const bool inThrees =
        std::all_of(groups.begin() + 1, groups.end(), [](std::string_view group) { return group.size() == 3; });
    return inThrees && groups.front().size() <= 3 && number.front() != '0' ? PointSeen::groups : PointSeen::decimal;
}

/// Visits the numbers of a text that stand outside parentheses.
template <class Visit>
void forEachNumber(std::string_view text, Visit&& visit) {
    int depth = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (depth > 0 || !isDigit(text[i]) || (i > 0 && isDigit(text[i - 1])))
            continue;
        const std::string_view number = text.substr(i, numberLength(text.substr(i)));
        visit(number);
        i += number.size() - 1;
    }
}

/// The rows of a block that are not blank, and what its first row calls the columns; that row is none of them then.
struct Block {
    std::vector<std::pair<size_t, std::vector<std::string_view>>> rows; ///< cells by the number of their line
    std::optional<std::vector<OutlineColumn>> columns;
};

Block blockOf(std::string_view text) {
    Block block;
    const auto raw = split(text, '\n');
    for (size_t i = 0; i < raw.size(); ++i)
        if (!trimmedCell(raw[i]).empty() && raw[i].find_first_not_of(" \t\r") != std::string_view::npos)
            block.rows.emplace_back(i + 1, split(raw[i], '\t'));
    if (!block.rows.empty())
        block.columns = columnsOf(block.rows.front().second);
    if (block.columns)
        block.rows.erase(block.rows.begin());
    return block;
}

} // namespace

size_t outlineLineCount(std::string_view text) { return blockOf(text).rows.size(); }

std::optional<MoneyCell> moneyIn(std::string_view cell) {
    const std::string text = spelledOut(trimmedCell(cell));
    const size_t blank = text.rfind(' ');
    if (blank == std::string::npos || !isMoney(std::string_view(text).substr(blank + 1)))
        return std::nullopt;
    const auto number = parseNumber(text.substr(0, blank));
    return number ? std::optional(MoneyCell{formatNumber(*number), text.substr(blank + 1)}) : std::nullopt;
}

std::optional<Level> levelNamed(std::string_view word) {
    const std::string small = lowered(word);
    for (size_t i = 0; i < EnumNames<Level>::names.size(); ++i)
        if (EnumNames<Level>::names[i] == small)
            return static_cast<Level>(i);
    return std::nullopt;
}

std::vector<OutlineLine> outlineLines(std::string_view text) {
    const Block block = blockOf(text);
    const auto& rows = block.rows; // no structured binding: the functions below take them along
    const auto& columns = block.columns;
    // A first column of depths or levels in every row draws the tree.
    std::optional<OutlineColumn> leading;
    const auto all = [&](auto&& test) {
        return std::all_of(rows.begin(), rows.end(),
                           [&](const auto& row) { return row.second.size() > 1 && test(row.second.front()); });
    };
    if (!columns && all(isDepth))
        leading = OutlineColumn::depth;
    else if (!columns && all([](std::string_view cell) { return levelNamed(trimmedCell(cell)).has_value(); }))
        leading = OutlineColumn::level;
    std::vector<OutlineLine> lines;
    for (const auto& [number, cells] : rows)
        lines.push_back(lineOf(number, cells, columns, leading));
    takeNumbersAsDepths(lines);
    return lines;
}

std::optional<CommaSeen> commaOf(std::string_view text) {
    std::optional<CommaSeen> found;
    forEachNumber(text, [&](std::string_view number) {
        if (const auto one = commaOfNumber(number); one && found != CommaSeen::decimal)
            found = *one == CommaSeen::either ? found.value_or(*one) : *one;
    });
    return found;
}

std::optional<PointSeen> pointOf(std::string_view text) {
    std::optional<PointSeen> found;
    forEachNumber(text, [&](std::string_view number) {
        if (const auto one = pointOfNumber(number); one && found != PointSeen::decimal)
            found = one;
    });
    return found;
}

std::string withDecimalPoints(std::string_view text) {
    std::string result;
    int depth = 0;
    for (size_t i = 0; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        const bool within = depth <= 0 && i > 0 && isDigit(text[i - 1]) && i + 1 < text.size() && isDigit(text[i + 1]);
        if (within && text[i] == ',')
            result += '.';
        else if (!within || text[i] != '.')
            result += text[i];
    }
    return result;
}

} // namespace tributary
