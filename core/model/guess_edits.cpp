// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/guess_edits.h"

#include "core/formula/number.h"
#include "core/model/edit_rules.h"
#include "core/model/quantity_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace tributary {

namespace {

/// A smaller amount without a unit may as well be meant in thousands or millions.
constexpr double leastPlainMoney = 10'000;

bool exists(const Model& model, const GuessedFigure& figure) {
    if (figure.kind != GuessedFigure::Kind::adoption)
        return true;
    const Intervention* tool = model.interventions().find(figure.intervention);
    return tool && figure.period <= model.settings().periods &&
           std::ranges::any_of(tool->adoption.targets,
                               [&](const TargetGroup& target) { return target.group == figure.group; });
}

/// Writes money that was typed short in full: `0.4 M$`, `400k`, `-0.2/0.4/1 M`. Any other text stays as it is.
std::string inFull(std::string_view typed, const std::string& currency) {
    std::string_view text = trimmed(typed);
    const auto dropEnd = [&](std::string_view end) {
        if (!text.ends_with(end))
            return false;
        text = trimmed(text.substr(0, text.size() - end.size()));
        return true;
    };
    const bool dollars = !dropEnd(currency) && currency == "USD" && dropEnd("$");
    const double factor = dropEnd("k") ? 1e3 : dropEnd("M") || dropEnd("m") ? 1e6 : 0;
    if (factor == 0)
        return dollars ? std::string(text) + " " + currency : std::string(trimmed(typed));
    std::string full;
    while (true) {
        const size_t slash = text.find('/');
        const auto number = parseNumber(trimmed(text.substr(0, slash)));
        if (!number)
            return std::string(trimmed(typed));
        full += formatNumber(*number * factor);
        if (slash == std::string_view::npos)
            return full + " " + currency;
        full += "/";
        text.remove_prefix(slash + 1);
    }
}

/// P10, the most likely value and P90 of what was guessed, in a unit; infinite where it is never.
struct GuessedNumbers {
    double low = 0;
    double likely = 0;
    double high = 0;
};

Result<GuessedNumbers> numbersOf(const GuessedAmount& value, const GuessedFigure& figure, const std::string& unitText) {
    constexpr double never = std::numeric_limits<double>::infinity();
    if (value.isNever() && figure.kind != GuessedFigure::Kind::payback)
        return fail(fmt::format("Only a payback can be never: type a number, in {}.", unitText));
    if (value.isNever())
        return GuessedNumbers{never, never, never};
    const auto unit = parseUnit(unitText);
    if (!unit)
        return tl::unexpected(unit.error());
    return distributionIn(value.quantity(), *unit).map([](const Distribution& found) {
        return GuessedNumbers{quantile(found, 0.1), mostLikely(found), quantile(found, 0.9)};
    });
}

} // namespace

std::optional<GuessedFigure> GuessedFigure::parse(std::string_view text) {
    if (text == "npv")
        return GuessedFigure{};
    if (text == "payback")
        return GuessedFigure{GuessedFigure::Kind::payback, {}, {}, 0};
    const auto words = segmentsOf(text);
    int period = 0;
    if (words.size() != 5 || words[0] != Intervention::kind || words[2] != "adoption" || !isValidId(words[1]) ||
        !isValidId(words[3]))
        return std::nullopt;
    const char* const end = words[4].data() + words[4].size();
    if (const auto [stop, error] = std::from_chars(words[4].data(), end, period);
        error != std::errc{} || stop != end || period < 1)
        return std::nullopt;
    return GuessedFigure{GuessedFigure::Kind::adoption, InterventionId(words[1]), GroupId(words[3]), period};
}

std::string GuessedFigure::text() const {
    switch (kind) {
    case GuessedFigure::Kind::npv:
        return "npv";
    case GuessedFigure::Kind::payback:
        return "payback";
    case GuessedFigure::Kind::adoption:
        break;
    }
    return fmt::format("intervention/{}/adoption/{}/{}", intervention.text, group.text, period);
}

std::string unitOf(const Model& model, const GuessedFigure& figure) {
    switch (figure.kind) {
    case GuessedFigure::Kind::npv:
        return model.settings().currency;
    case GuessedFigure::Kind::payback:
        return std::string(name(model.settings().period));
    case GuessedFigure::Kind::adoption:
        break;
    }
    return "%";
}

std::string nameOf(const Model& model, const GuessedFigure& figure) {
    switch (figure.kind) {
    case GuessedFigure::Kind::npv:
        return "NPV";
    case GuessedFigure::Kind::payback:
        return "payback";
    case GuessedFigure::Kind::adoption:
        break;
    }
    return fmt::format("active share of {} in {} {}", called(model, {Group::kind, figure.group.text}),
                       name(model.settings().period), figure.period);
}

Result<Edit> addGuess(const Model& model, Guess guess, std::string_view typed) {
    const auto figure = GuessedFigure::parse(guess.figure);
    if (!figure || !exists(model, *figure))
        return fail(fmt::format("The model has no figure `{}` to guess.", guess.figure));
    if (!model.scenarios().contains(guess.scenario))
        return unknownEntity({Scenario::kind, guess.scenario.text});
    if (!guess.when.ok())
        return fail("A guess needs its date.");
    guess.participant = trimmed(guess.participant);
    if (guess.participant.empty())
        return fail("A guess needs a name: type who guesses.");
    const std::string unit = unitOf(model, *figure);
    if (trimmed(typed).empty())
        return fail(fmt::format("Type what {} guesses, in {}.", guess.participant, unit));
    const std::string full =
        figure->kind == GuessedFigure::Kind::npv ? inFull(typed, unit) : std::string(trimmed(typed));
    auto value = GuessedAmount::parse(full);
    if (!value)
        return tl::unexpected(value.error());
    const auto numbers = numbersOf(*value, *figure, unit);
    if (!numbers)
        return tl::unexpected(numbers.error());
    const double size = std::max({std::abs(numbers->low), std::abs(numbers->likely), std::abs(numbers->high)});
    if (figure->kind == GuessedFigure::Kind::npv && !value->quantity().unit() && size > 0 && size < leastPlainMoney)
        return fail(fmt::format("{0} {1}, or {0} k or {0} M? Type the unit with it: {0} {1}, {0}k for thousands, {0}M "
                                "for millions.",
                                full, unit));
    if (figure->kind == GuessedFigure::Kind::payback && numbers->low < 0)
        return fail(fmt::format("A payback comes after the start: type 0 {} or more, or never.", unit));
    if (figure->kind == GuessedFigure::Kind::adoption && (numbers->low < 0 || numbers->high > 100))
        return fail("An active share lies between 0 and 100 %: type one in between.");
    guess.value = std::move(*value);
    for (const Guess& other : model.table<Guess>())
        if (other.figure == guess.figure && other.scenario == guess.scenario && other.participant == guess.participant)
            guess.id = other.id;
    if (guess.id.empty())
        guess.id = GuessId(freshId(guess.participant, Guess::kind,
                                   [&](const std::string& id) { return model.table<Guess>().contains(GuessId(id)); }));
    const std::string label = fmt::format("{} guesses {}", guess.participant, nameOf(model, *figure));
    return Edit{label, {}, {put(std::move(guess))}};
}

Result<Edit> eraseGuess(const Model& model, const GuessId& id) {
    const Guess* guess = model.table<Guess>().find(id);
    if (!guess)
        return unknownEntity({Guess::kind, id.text});
    return Edit{fmt::format("Delete the guess of {}", guess->participant), {}, {erase<Guess>(id)}};
}

std::vector<GuessValue> guessesOf(const Model& model, const ScenarioId& scenario, const GuessedFigure& figure) {
    const std::string text = figure.text();
    const std::string unit = unitOf(model, figure);
    std::vector<GuessValue> values;
    for (const Guess& guess : model.table<Guess>()) {
        if (guess.scenario != scenario || guess.figure != text)
            continue;
        if (const auto numbers = numbersOf(guess.value, figure, unit))
            values.push_back({guess.id, guess.participant, numbers->low, numbers->likely, numbers->high});
    }
    std::ranges::stable_sort(values, {}, &GuessValue::likely);
    return values;
}

std::optional<GuessSpread> spreadOf(const std::vector<GuessValue>& guesses) {
    if (guesses.empty())
        return std::nullopt;
    std::vector<double> likely;
    for (const GuessValue& guess : guesses)
        likely.push_back(guess.likely);
    std::ranges::sort(likely);
    GuessSpread spread;
    spread.count = likely.size();
    spread.never = static_cast<size_t>(std::ranges::count(likely, std::numeric_limits<double>::infinity()));
    spread.lowest = likely.front();
    spread.highest = spread.never < spread.count ? likely[spread.count - spread.never - 1] : likely.back();
    // Nothing lies between a time and never.
    const double above = likely[spread.count / 2];
    spread.median = std::isinf(above) ? above : (likely[(spread.count - 1) / 2] + above) / 2;
    return spread;
}

} // namespace tributary
