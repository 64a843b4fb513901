// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/go_commands.h"

#include "core/model/quantity_path.h"
#include "core/report/words.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <QStringList>
#include <algorithm>

namespace tributary::ui {

namespace {

constexpr std::size_t mostMetrics = 50;
constexpr int leastLetters = 2;
constexpr int yearOfMonths = 12;

Command goCommand(const QString& name, const QString& kind, std::function<void()> run) {
    Command command;
    command.name = name;
    command.menu = kind;
    command.run = std::move(run);
    command.reach = Command::Reach::elsewhere;
    return command;
}

void addScenarios(std::vector<Command>& commands, Document& document) {
    for (const Scenario& scenario : document.model().scenarios()) {
        commands.push_back(goCommand(CommandPalette::tr("Switch to the scenario %1").arg(toQt(scenario.name)), {},
                                     [&document, id = scenario.id] { document.setScenario(id); }));
        if (scenario.id == document.scenario())
            commands.back().why = CommandPalette::tr("it is shown");
    }
}

/// The first and the last period, whole years, and the one whose number is typed.
void addPeriods(std::vector<Command>& commands, Document& document, const QStringList& words) {
    const Settings& settings = document.model().settings();
    const QString period = toQt(name(settings.period));
    const auto add = [&](int number, const QString& called) {
        commands.push_back(goCommand(called, {}, [&document, number] { document.setPeriod(number); }));
        if (number == document.period())
            commands.back().why = CommandPalette::tr("it is shown");
    };
    std::vector<int> numbers;
    for (const QString& word : words)
        if (const int number = word.toInt(); number >= 1 && number <= settings.periods)
            numbers.push_back(number);
    if (numbers.empty()) {
        add(1, CommandPalette::tr("Go to the first %1").arg(period));
        add(settings.periods, CommandPalette::tr("Go to the last %1").arg(period));
        for (int number = yearOfMonths; number < settings.periods; number += yearOfMonths)
            numbers.push_back(number);
    }
    for (const int number : numbers)
        add(number, CommandPalette::tr("Go to %1 %2").arg(period).arg(number));
}

void addMetrics(std::vector<Command>& commands, const Model& model, const QStringList& words,
                const std::function<void(const std::string&)>& goTo) {
    const auto isLong = [](const QString& word) { return word.size() >= leastLetters; };
    if (std::ranges::none_of(words, isLong))
        return;
    std::size_t found = 0;
    for (const Metric& metric : model.metrics()) {
        const QString called = CommandPalette::tr("Go to %1").arg(toQt(metric.name));
        if (!std::ranges::all_of(words,
                                 [&](const QString& word) { return called.contains(word, Qt::CaseInsensitive); }))
            continue;
        commands.push_back(goCommand(called, CommandPalette::tr("metric"),
                                     [&goTo, path = pathOf({Metric::kind, metric.id.text})] { goTo(path); }));
        if (++found == mostMetrics)
            return;
    }
}

} // namespace

std::vector<Command> goCommands(Document& document, const QString& typed,
                                const std::function<void(const std::string& path)>& goTo) {
    std::vector<Command> commands;
    const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
    if (!document.isOpen() || words.isEmpty())
        return commands;
    addScenarios(commands, document);
    addPeriods(commands, document, words);
    addMetrics(commands, document.model(), words, goTo);
    return commands;
}

} // namespace tributary::ui
