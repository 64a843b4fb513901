// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/csv_text.h"

#include "core/formula/characters.h"
#include "core/formula/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tributary {

namespace {

constexpr size_t maxBytes = size_t{64} << 20U;
constexpr size_t maxRows = 200'000;
constexpr size_t maxFields = 1'000;        // of a row
constexpr size_t maxAllFields = 3'000'000; // of all rows: each takes far more memory than the comma that makes it
constexpr size_t maxFieldBytes = 20'000;

bool endsLine(char c) { return c == '\n' || c == '\r'; }

/// Tells whether a text begins as formulas of spreadsheets do, apostrophes aside.
bool beginsFormula(std::string_view text) {
    const size_t sign = text.find_first_not_of('\'');
    return sign != std::string_view::npos && std::string_view("=+-@").find(text[sign]) != std::string_view::npos;
}

char separatorOf(std::string_view text) {
    constexpr std::array<char, 3> candidates{',', ';', '\t'};
    std::array<size_t, 3> counts{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"')
            quoted = !quoted;
        if (endsLine(c) && !quoted)
            break;
        if (!quoted)
            for (size_t i = 0; i < candidates.size(); ++i)
                counts[i] += c == candidates[i] ? 1 : 0;
    }
    return candidates[static_cast<size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

/// Walks through a text, a row at a time.
class CsvReader {
public:
    CsvReader(std::string_view text, char separator) : text_(text), separator_(separator) {}

    [[nodiscard]] bool atEnd() const { return at_ == text_.size(); }

    CsvRow row() {
        CsvRow row;
        row.line = line_;
        while (true) {
            if (row.fields.size() == maxFields) {
                row.problem = fmt::format("the line has more than {} fields", maxFields);
                toLineEnd();
                endLine();
                return row;
            }
            std::string field = this->field(row);
            if (const auto readable = checkText(field, maxFieldBytes); !readable && row.problem.empty())
                row.problem = fmt::format("field {} cannot be read (it must be UTF-8, without control characters, and "
                                          "up to {} bytes)",
                                          row.fields.size() + 1, maxFieldBytes);
            row.fields.push_back(std::move(field));
            if (atEnd())
                return row;
            if (text_[at_] != separator_) {
                endLine();
                return row;
            }
            ++at_;
        }
    }

private:
    std::string field(CsvRow& row) {
        std::string field;
        size_t opened = 0;
        bool quoted = false;
        const size_t openedIn = line_;
        while (!atEnd() && text_[at_] == ' ')
            ++at_;
        if (!atEnd() && text_[at_] == '"') {
            opened = at_++;
            quoted = true;
            while (true) {
                if (atEnd() || (lineByLine_ && endsLine(text_[at_]))) {
                    giveUp(row, opened, openedIn);
                    return {};
                }
                const char c = text_[at_++];
                if (c == '"' && (atEnd() || text_[at_] != '"'))
                    break;
                if (c == '"')
                    ++at_;
                if (c == '\n' || (c == '\r' && (atEnd() || text_[at_] != '\n')))
                    ++line_;
                field += c;
            }
        }
        const size_t begin = at_;
        while (!atEnd() && text_[at_] != separator_ && !endsLine(text_[at_]))
            ++at_;
        std::string_view rest = text_.substr(begin, at_ - begin);
        while (rest.ends_with(' '))
            rest.remove_suffix(1);
        if (quoted && !rest.empty()) {
            row.problem = "there is text after a closing quote";
            if (line_ > openedIn) { // that was the next field's opening quote
                giveUp(row, opened, openedIn);
                return {};
            }
        }
        return unguarded(field + std::string(rest));
    }

    /// Refuses a row for a quote that is not closed, and goes on at the end of the line in which it opens: behind it
    /// may stand good lines, each of which is now read by itself.
    void giveUp(CsvRow& row, const size_t opened, const size_t openedIn) {
        row.problem = lineByLine_            ? "a quote is not closed in this line, nor is one in a line before it"
                      : openedIn == row.line ? "the quote that opens here is not closed"
                                             : fmt::format("the quote that opens in line {} is not closed", openedIn);
        lineByLine_ = true;
        at_ = opened;
        line_ = openedIn;
        toLineEnd();
    }

    void toLineEnd() {
        while (!atEnd() && !endsLine(text_[at_]))
            ++at_;
    }
    void endLine() {
        if (atEnd())
            return;
        const bool carriage = text_[at_++] == '\r';
        if (carriage && !atEnd() && text_[at_] == '\n')
            ++at_;
        ++line_;
    }

    std::string_view text_;
    char separator_;
    size_t at_ = 0;
    size_t line_ = 1;
    bool lineByLine_ = false; // behind a quote that is never closed
};

bool isBlank(const CsvRow& row) {
    return row.problem.empty() &&
           std::all_of(row.fields.begin(), row.fields.end(), [](const auto& f) { return f.empty(); });
}

} // namespace

Result<CsvTable> readCsvText(std::string_view text) {
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.size() > maxBytes)
        return fail(fmt::format("the text is larger than {} MB, the most that is read", maxBytes >> 20U));
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.find('\0') != std::string_view::npos)
        return fail("this is no CSV in UTF-8: save it as \"CSV UTF-8\"");
    CsvTable table;
    table.separator = separatorOf(text);
    CsvReader reader(text, table.separator);
    size_t fields = 0;
    while (!reader.atEnd()) {
        CsvRow row = reader.row();
        if (isBlank(row))
            continue;
        if (table.rows.size() == maxRows)
            return fail(fmt::format("there are more than {} lines, the most that is read", maxRows));
        fields += row.fields.size();
        if (fields > maxAllFields)
            return fail(fmt::format("there are more than {} fields, the most that is read", maxAllFields));
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string guarded(std::string_view text) {
    const bool isFormula = beginsFormula(text) && (text.front() == '\'' || !parseNumber(text));
    return (isFormula ? "'" : "") + std::string(text);
}

std::string unguarded(std::string text) {
    if (text.starts_with('\'') && beginsFormula(text))
        text.erase(0, 1);
    return text;
}

std::string csvField(std::string_view field) {
    const std::string text = guarded(field);
    const bool plain =
        text.find_first_of(",;\t\"\r\n") == std::string::npos && !text.starts_with(' ') && !text.ends_with(' ');
    if (plain)
        return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"')
            quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

} // namespace tributary
