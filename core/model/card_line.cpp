// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/card_line.h"

#include "core/formula/characters.h"
#include "core/formula/parser.h"
#include "core/formula/spelled_out.h"
#include "core/formula/unit_check.h"
#include "core/model/edit_rules.h"
#include "core/model/given_units.h"
#include "core/model/names.h"
#include "core/model/quantity_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tributary {

namespace {

constexpr std::string_view quoteTheName = " If this belongs to the name, put the name in quotation marks.";

/// A failure about a part of a line, with its place in the whole.
tl::unexpected<Error> shifted(Error error, size_t by, std::string_view advice = {}) {
    if (error.range) {
        error.range->begin += by;
        error.range->end += by;
    }
    if (!advice.empty() && !error.message.ends_with('.'))
        error.message += '.';
    error.message += advice;
    return tl::unexpected(std::move(error));
}

/// Position of the `=` that parts name and formula: outside brackets, parentheses and quotation marks; where one of
/// these is open to the end, the first.
size_t equalsSign(std::string_view text) {
    int depth = 0;
    bool quoted = false;
    size_t first = std::string_view::npos;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '=')
            first = std::min(first, i);
        if (c == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        if (c == '[' || c == '(')
            ++depth;
        else if (c == ']' || c == ')')
            --depth;
        else if (c == '=' && depth <= 0)
            return i;
    }
    return quoted || depth > 0 ? first : std::string_view::npos;
}

/// Whether an amount of money with its sign in front begins: `$50`.
bool isAmountAt(std::string_view text, size_t at) {
    const size_t sign = moneySignAt(text, at);
    return sign > 0 && digitAt(text, skipBlanks(text, at + sign));
}

/// Whether a text begins as a quantity does: with a number, its sign, a parenthesis or a named form.
bool beginsLikeValue(std::string_view text) {
    size_t at = minusAt(text, 0);
    if (at == 0 && text.starts_with('+'))
        at = 1;
    return digitAt(text, at) || (holdsAt(text, at, ".") && digitAt(text, at + 1)) || text.starts_with('(') ||
           isAmountAt(text, at) || beginsNamedForm(text);
}

/// Whether the word at the front can only be meant as a value: `8/10`, `1,5`, `20%`, `uniform(`.
bool isMeantAsValue(std::string_view text) {
    if (beginsNamedForm(text))
        return true;
    if (isAmountAt(text, minusAt(text, 0)))
        return true;
    if (!digitAt(text, minusAt(text, 0)))
        return false;
    const std::string_view word = text.substr(0, text.find_first_of(" \t"));
    if (word.find_first_of("/,%.'") != std::string_view::npos || word.find("\u00B1") != std::string_view::npos)
        return true;
    const size_t next = skipBlanks(text, word.size());
    return holdsAt(text, next, "\u00B1") || holdsAt(text, next, "+-") || holdsAt(text, next, "..") ||
           holdsAt(text, next, "/");
}

struct Word {
    size_t begin = 0;
    bool apart = false; ///< two blanks or a tab stand before it
    bool joins = false; ///< it is a sign that joins numbers: a name does not end with one
};

std::vector<Word> wordsOf(std::string_view text) {
    std::vector<Word> words;
    for (size_t at = 0; at < text.size();) {
        const size_t begin = skipBlanks(text, at);
        if (begin >= text.size())
            break;
        const std::string_view gap = text.substr(at, begin - at);
        at = begin;
        while (at < text.size() && blankAt(text, at) == 0)
            ++at;
        static constexpr std::string_view joiners[] = {"\u00B1", "+-", "+", "-", "*", "/", ".."};
        const bool joins =
            std::find(std::begin(joiners), std::end(joiners), text.substr(begin, at - begin)) != std::end(joiners);
        words.push_back({begin, gap.size() > 1 || gap == "\t", joins});
    }
    return words;
}

/// A name with each run of blanks as one.
std::string tidied(std::string_view name) {
    std::string text;
    const auto words = wordsOf(name);
    for (size_t i = 0; i < words.size(); ++i) {
        const size_t end = i + 1 < words.size() ? words[i + 1].begin : name.size();
        text += (i == 0 ? "" : " ") + std::string(trimmed(name.substr(words[i].begin, end - words[i].begin)));
    }
    return text;
}

std::string spaced(std::string_view name) {
    std::string text(name);
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

/// Takes a unit that a value ends with out of its text, so that it stands in the metric's field. A share keeps its `%`.
void partUnit(CardLine& line) {
    if (!line.estimate || !line.estimate->unit())
        return;
    line.unit = line.estimate->unit()->text();
    const std::string_view text = trimmed(line.estimate->text());
    const size_t blank = text.find_last_of(" \t");
    if (blank == std::string_view::npos)
        return;
    const auto unit = parseUnit(text.substr(blank + 1));
    const auto bare = Quantity::parse(trimmed(text.substr(0, blank)));
    if (unit && *unit == *line.estimate->unit() && bare && !bare->unit()) {
        line.unit = std::string(text.substr(blank + 1));
        line.estimate = *bare;
    }
}

/// The model that a line is typed into, with an index of its names that is made where none is given and one is needed.
class Known {
public:
    explicit Known(const Model& model, const Names* names = nullptr) : model_(model), names_(names) {}

    [[nodiscard]] const Model& model() const { return model_; }
    [[nodiscard]] const Names& names() { return names_ ? *names_ : own_ ? *own_ : own_.emplace(model_); }

private:
    const Model& model_;
    const Names* names_;
    std::optional<Names> own_;
};

/// The noun of a process's cases, from the unit of its arrivals; empty where that names none.
std::string caseOf(Known& known, const Process& process) {
    if (!process.arrivals)
        return {};
    Unit unit;
    if (const Quantity* quantity = process.arrivals->quantity()) {
        unit = quantity->unit().value_or(Unit{});
    } else {
        const Names& names = known.names();
        const auto outcome = checkUnits(process.arrivals->formula()->expression(),
                                        [&](std::string_view name) { return names.unitOf(name); });
        if (outcome)
            unit = outcome->unit;
    }
    for (const Unit::Term& term : unit.terms())
        if (term.power == 1 && term.symbol != "%" && !isMoney(term.symbol) && hoursIn(term.symbol) == 0)
            return term.symbol;
    return {};
}

std::string unitOfMeasure(Known& known, const Process& process, Measure measure) {
    const std::string noun = caseOf(known, process);
    const std::string perCase = noun.empty() ? "" : "/" + noun;
    switch (measure) {
    case Measure::cycleTime:
    case Measure::waiting:
    case Measure::touch:
    case Measure::delay:
        return "hour";
    case Measure::labourHours:
        return "hour" + perCase;
    case Measure::labourCost:
    case Measure::cost:
        return known.model().settings().currency + perCase;
    case Measure::exceptionShare:
    case Measure::utilisation:
        return "%";
    case Measure::throughput:
        return (noun.empty() ? "1" : noun) + "/month";
    case Measure::workInProgress:
        return noun;
    case Measure::handOffs:
    case Measure::boundaryHandOffs:
        break;
    }
    return {};
}

/// Reads `cycle time of NAME`. False where the text is of another kind.
Result<bool> readMeasure(Known& known, std::string_view text, CardLine& line) {
    const std::string small = lowered(text);
    for (size_t i = 0; i < EnumNames<Measure>::names.size(); ++i) {
        const std::string words = spaced(EnumNames<Measure>::names[i]);
        const std::string_view rest = std::string_view(small).substr(0, words.size());
        if (spaced(rest) != words || !holdsAt(small, words.size(), " of "))
            continue;
        const std::string wanted(trimmed(text.substr(words.size() + 4)));
        std::string processes;
        for (const Process& process : known.model().processes()) {
            if (process.id.text == wanted || lowered(process.name) == lowered(wanted)) {
                line.process = process.id;
                line.measure = static_cast<Measure>(i);
                line.unit = unitOfMeasure(known, process, line.measure);
                return true;
            }
            processes += (processes.empty() ? "" : ", ") + process.name;
        }
        return fail(processes.empty()
                        ? fmt::format("There is no process yet to take the {} of: type a value for now.", words)
                        : fmt::format("There is no process \u201c{}\u201d: write one of {}.", wanted, processes),
                    words.size() + 4, text.size());
    }
    return false;
}

/// What cannot be added or compared in a formula; nothing while a metric in it has no unit, which may come yet.
std::string unitObjection(const Names& names, const Formula& formula) {
    const auto unitOf = [&](std::string_view name) { return names.unitOf(name); };
    for (const std::string& name : formula.references())
        if (const Unit* unit = unitOf(name); !unit || unit->isPlain())
            return {};
    const auto outcome = checkUnits(formula.expression(), unitOf);
    return outcome ? std::string() : outcome.error().message;
}

/// Notes which names of a formula are not there yet; where all are, which unit it comes in.
void lookUp(const Names& names, CardLine& line) {
    for (const std::string& name : line.formula->references())
        if (names.find(name).candidates == 0)
            line.unknown.push_back(name);
    if (!line.unknown.empty())
        return;
    if (const auto unit = GivenUnits(names).of(*line.formula))
        line.unit = unit->isPlain() ? std::nullopt : std::optional(format(*unit));
    else
        line.objection = unitObjection(names, *line.formula);
}

/// Reads what stands behind `=`, without a unit of its own behind it.
Result<void> readExpression(Known& known, std::string_view text, CardLine& line) {
    if (const auto measure = readMeasure(known, text, line); !measure)
        return tl::unexpected<Error>(measure.error());
    else if (*measure)
        return {};
    const auto inFull = Parameter::parse(spelledOut(text));
    const auto either = inFull && inFull->quantity() ? inFull : Parameter::parse(text);
    if (either && either->quantity()) {
        line.estimate = *either->quantity();
        partUnit(line);
        return {};
    }
    auto formula = Formula::parse(text);
    if (!formula)
        return tl::unexpected<Error>(either ? formula.error() : either.error());
    line.formula = std::move(*formula);
    lookUp(known.names(), line);
    return {};
}

Result<void> readBehindEquals(Known& known, std::string_view text, CardLine& line) {
    if (text.empty())
        return fail("A value or a formula comes behind `=`, as in `= [Orders] * 2`: type one.", 0, 0);
    Result<void> whole = readExpression(known, text, line);
    if (whole)
        return whole;
    // `... in USD/year` names the unit of the result.
    constexpr std::string_view in = " in ";
    const size_t at = text.rfind(in);
    if (at == std::string_view::npos)
        return whole;
    const std::string_view unit = trimmed(text.substr(at + in.size()));
    if (!parseUnit(unit))
        return whole;
    CardLine parted;
    parted.name = line.name;
    if (Result<void> read = readExpression(known, trimmed(text.substr(0, at)), parted); !read)
        return read;
    parted.unit = std::string(unit);
    line = std::move(parted);
    return {};
}

Result<void> readValue(std::string_view text, CardLine& line) {
    auto typed = Quantity::parse(spelledOut(trimmed(text)));
    if (!typed)
        typed = Quantity::parse(trimmed(text)); // its error is at the place where it was typed
    return typed.map([&](Quantity quantity) {
        line.estimate = std::move(quantity);
        partUnit(line);
    });
}

/// Reads a line without quotation marks and `=`.
Result<CardLine> readNameAndValue(std::string_view text) {
    CardLine line;
    const auto words = wordsOf(text);
    const auto from = [&](size_t i) { return text.substr(words[i].begin); };
    const auto taken = [&](size_t i) {
        return !words[i - 1].joins && beginsLikeValue(from(i)) && readValue(from(i), line).has_value();
    };
    size_t meant = 0; // the first word that can only be meant as a value
    for (size_t i = words.size(); i-- > 1;)
        if (beginsLikeValue(from(i)) && (isMeantAsValue(from(i)) || words[i].apart ||
                                         std::any_of(words.begin() + static_cast<std::ptrdiff_t>(i), words.end(),
                                                     [](const Word& word) { return word.joins; })))
            meant = i;
    for (const bool apart : {true, false})
        for (size_t i = 1; i < words.size(); ++i)
            if (apart ? words[i].apart && taken(i) : (meant == 0 || i <= meant) && taken(i)) {
                const std::string_view name = text.substr(0, words[i].begin);
                line.name = tidied(name.substr(0, name.find_last_not_of(", \t") + 1));
                return line;
            }
    if (meant > 0) {
        const auto read = readValue(from(meant), line);
        return shifted(read ? Error{"A sign stands between name and value: write the value in one.", std::nullopt}
                            : read.error(),
                       words[meant].begin, quoteTheName);
    }
    line.name = tidied(text);
    return line;
}

Result<CardLine> readLine(Known known, std::string_view whole) {
    const std::string_view text = trimmed(whole);
    const size_t offset = static_cast<size_t>(text.data() - whole.data());
    CardLine line;
    if (text.starts_with('"')) {
        const size_t end = text.find('"', 1);
        if (end == std::string_view::npos)
            return fail("The quotation marks around the name are open: close them behind it.", offset, offset + 1);
        line.name = trimmed(text.substr(1, end - 1));
        const size_t rest = skipBlanks(text, end + 1);
        if (rest >= text.size())
            return line;
        const bool equals = text[rest] == '=';
        const size_t begin = equals ? skipBlanks(text, rest + 1) : rest;
        const std::string_view value = trimmed(text.substr(begin));
        if (auto read = equals ? readBehindEquals(known, value, line) : readValue(value, line); !read)
            return shifted(read.error(), offset + begin);
        return line;
    }
    const size_t equals = equalsSign(text);
    if (equals == std::string_view::npos) {
        auto read = readNameAndValue(text);
        if (!read)
            return shifted(read.error(), offset);
        return read;
    }
    line.name = tidied(text.substr(0, equals));
    size_t begin = skipBlanks(text, equals + 1);
    if (holdsAt(text, begin, "=")) // the line held one already, and one was typed
        begin = skipBlanks(text, begin + 1);
    if (auto read = readBehindEquals(known, text.substr(begin), line); !read)
        return shifted(read.error(), offset + begin);
    return line;
}

} // namespace

Result<CardLine> readCardLine(const Model& model, std::string_view text) { return readLine(Known(model), text); }

Result<CardLine> readCardLine(const Model& model, const Names& names, std::string_view text) {
    return readLine(Known(model, &names), text);
}

std::string cardLineName(const Model& model, std::string_view name) {
    const auto read = readCardLine(model, name);
    if (read && read->name == name && !read->holdsValue())
        return std::string(name);
    return name.find('"') == std::string_view::npos ? fmt::format("\"{}\"", name) : std::string(name);
}

WrittenCardLine writeCardLine(const Model& model, const Metric& metric) {
    WrittenCardLine line{cardLineName(model, metric.name), 0};
    std::string value;
    const auto inUnit = [&] { return metric.unit.empty() ? std::string() : " in " + metric.unit; };
    const bool ofFormula = metric.source == MetricSource::formula ||
                           (metric.source == MetricSource::influence && metric.formula.has_value());
    if (metric.source == MetricSource::process) {
        const Process* process = model.processes().find(metric.process);
        line.text += " = ";
        value = fmt::format("{} of {}{}", spaced(EnumNames<Measure>::names[static_cast<size_t>(metric.measure)]),
                            process && !process->name.empty() ? process->name : metric.process.text, inUnit());
    } else if (ofFormula) {
        line.text += " = ";
        value = (metric.formula ? metric.formula->text() : std::string()) + inUnit();
    } else {
        line.text += "  ";
        if (metric.estimate)
            value = metric.estimate->text() +
                    (metric.estimate->unit() || metric.unit.empty() ? std::string() : " " + metric.unit);
    }
    line.valueBegin = line.text.size();
    line.text += value;
    return line;
}

} // namespace tributary
