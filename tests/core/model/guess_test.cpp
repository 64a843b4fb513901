// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edits.h"
#include "core/model/guess_edits.h"
#include "core/model/quantity_path.h"
#include "tests/builders.h"

using namespace tributary;
using namespace tributary::test;

namespace {

using Kind = GuessedFigure::Kind;

const GuessedFigure npv;
const GuessedFigure payback{Kind::payback, {}, {}, 0};
const GuessedFigure adoption{Kind::adoption, InterventionId("parts-exchange"), GroupId("mt"), 12};
const ScenarioId plan("plan");

Guess guess(std::string_view participant, const GuessedFigure& figure = npv) {
    Guess made;
    made.figure = figure.text();
    made.scenario = plan;
    made.participant = participant;
    made.when = Date{std::chrono::year{2026}, std::chrono::month{3}, std::chrono::day{9}};
    return made;
}

Model guessed(const Model& model, std::string_view participant, std::string_view typed,
              const GuessedFigure& figure = npv) {
    return apply(model, need(addGuess(model, guess(participant, figure), typed))).model;
}

std::string refusal(const Result<Edit>& edit) { return edit ? "not refused" : edit.error().message; }

} // namespace

TEST_CASE("a figure that may be guessed is written as it is read") {
    for (const GuessedFigure& figure : {npv, payback, adoption})
        CHECK(GuessedFigure::parse(figure.text()) == figure);
    CHECK(adoption.text() == "intervention/parts-exchange/adoption/mt/12");
    for (const char* text : {"", "roi", "npv/2", "intervention/x/adoption/mt/0", "intervention/x/adoption/mt/1x",
                             "intervention/x/ceiling/mt/12", "intervention//adoption/mt/12", "metric/L2/estimate"})
        CHECK_FALSE(GuessedFigure::parse(text));
}

TEST_CASE("guesses are read in the unit of their figure and rise") {
    Model model = smallModel();
    model = guessed(model, "Ann", "1200000");
    model = guessed(model, "Bob", "-0.2 M$");
    model = guessed(model, "Cleo", "400k");
    model = guessed(model, "Dee", "0.1/0.3/0.9 M");
    const auto guesses = guessesOf(model, plan, npv);
    REQUIRE(guesses.size() == 4);
    CHECK(guesses[0].participant == "Bob");
    CHECK(guesses[0].likely == -200'000);
    CHECK(guesses[1].likely == Approx(300'000));
    CHECK(guesses[1].low > 100'000);
    CHECK(guesses[1].high < 900'000);
    CHECK(guesses[2].likely == 400'000);
    CHECK(guesses[3].low == guesses[3].high);
    const auto spread = spreadOf(guesses);
    REQUIRE(spread);
    CHECK(spread->count == 4);
    CHECK(spread->lowest == -200'000);
    CHECK(spread->median == Approx(350'000));
    CHECK(spread->highest == 1'200'000);
    CHECK_FALSE(spreadOf({}));
    CHECK(guessesOf(guessed(model, "Eve", "1.5 year", payback), plan, payback).front().likely == Approx(18));
    CHECK(guessesOf(guessed(model, "Eve", "40%", adoption), plan, adoption).front().likely == Approx(40));
}

TEST_CASE("never is a guess of a payback alone, kept as such and counted in the spread") {
    Model model = guessed(smallModel(), "Ann", "12", payback);
    model = guessed(model, "Bob", " Never ", payback);
    model = guessed(model, "Cleo", "24 month", payback);
    const auto guesses = guessesOf(model, plan, payback);
    REQUIRE(guesses.size() == 3);
    CHECK(guesses[2].participant == "Bob");
    CHECK(guesses[2].low == std::numeric_limits<double>::infinity());
    CHECK(guesses[2].likely == guesses[2].high);
    CHECK(model.guesses().find(guesses[2].id)->value.text() == "never");
    const auto spread = spreadOf(guesses);
    REQUIRE(spread);
    CHECK(spread->count == 3);
    CHECK(spread->never == 1);
    CHECK(spread->lowest == 12);
    CHECK(spread->highest == 24);
    CHECK(spread->median == 24);
    model = guessed(model, "Dee", "never", payback);
    CHECK(std::isinf(spreadOf(guessesOf(model, plan, payback))->median));
    const auto put = [](const Model& before, std::string_view typed, const GuessedFigure& figure) {
        return addGuess(before, guess("Eve", figure), typed);
    };
    CHECK(refusal(put(model, "never", npv)).find("type a number, in USD") != std::string::npos);
    CHECK_FALSE(put(model, "never", adoption));
    CHECK_FALSE(put(model, "never ever", payback));
}

TEST_CASE("a second guess of a participant takes the place of the first, and is undone to it") {
    const Model one = guessed(smallModel(), "Ann", "100000");
    const Applied two = apply(one, need(addGuess(one, guess(" Ann "), "200000")));
    REQUIRE(two.model.guesses().size() == 1);
    CHECK(two.model.guesses().begin()->value.text() == "200000");
    CHECK(apply(two.model, two.inverse).model == one);
    CHECK(guessed(two.model, "Ann", "12", payback).guesses().size() == 2);
}

TEST_CASE("a guess makes no result another") {
    const Model model = smallModel();
    const Applied applied = apply(model, need(addGuess(model, guess("Ann"), "1 USD")));
    CHECK_FALSE(applied.changed.empty());
    CHECK_FALSE(applied.changed.numbersAffected);
}

TEST_CASE("a guess that cannot be one is refused with what to do") {
    const Model model = smallModel();
    const auto refused = [&](Guess made, std::string_view typed, const std::string& reason) {
        const std::string why = refusal(addGuess(model, std::move(made), typed));
        INFO(why);
        CHECK(why.find(reason) != std::string::npos);
    };
    refused(guess("  "), "1", "needs a name");
    refused(guess("Ann"), "", "in USD");
    CHECK_FALSE(addGuess(model, guess("Ann"), "much"));
    refused(guess("Ann"), "1.5", "1.5 USD, or 1.5 k or 1.5 M?");
    refused(guess("Ann"), "-200/400/800", "Type the unit with it");
    for (const char* plain : {"1.5 USD", "1.5 $", "1.5M", "0", "250000"})
        CHECK(refusal(addGuess(model, guess("Ann"), plain)) == "not refused");
    CHECK_FALSE(addGuess(model, guess("Ann"), "12 month"));
    refused(guess("Ann", payback), "-3", "after the start");
    refused(guess("Ann", adoption), "140", "between 0 and 100");
    Guess elsewhere = guess("Ann");
    elsewhere.scenario = ScenarioId("gone");
    refused(elsewhere, "1", "no scenario `gone`");
    refused(guess("Ann", GuessedFigure{Kind::adoption, InterventionId("parts-exchange"), GroupId("x"), 12}), "1",
            "no figure");
    CHECK(refusal(eraseGuess(model, GuessId("x"))).find("no guess `x`") != std::string::npos);
}

TEST_CASE("guesses go with what they are of") {
    Model model = guessed(smallModel(), "Ann", "1 USD");
    model = guessed(model, "Ann", "40", adoption);
    REQUIRE(model.guesses().size() == 2);
    CHECK(apply(model, need(eraseScenario(model, plan))).model.guesses().empty());
    const Model without = apply(model, need(eraseIntervention(model, InterventionId("parts-exchange")))).model;
    REQUIRE(without.guesses().size() == 1);
    CHECK(without.guesses().begin()->figure == "npv");
    const Model fewer = apply(model, need(eraseGuess(model, model.guesses().begin()->id))).model;
    CHECK(fewer.guesses().size() == 1);
}

TEST_CASE("a guess is called by who guessed what") {
    const Model model = guessed(smallModel(), "Ann", "40", adoption);
    const GuessId id = model.guesses().begin()->id;
    CHECK(readableName(model, "guess/" + id.text) == "Ann, active share of Mechanics in month 12");
}
