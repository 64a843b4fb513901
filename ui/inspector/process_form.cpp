// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/arrival_rounds.h"
#include "core/model/formula_names.h"
#include "core/model/quantity_path.h"
#include "core/model/sub_processes.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/form.h"
#include "ui/inspector/map_specs.h"
#include "ui/inspector/measured_words.h"
#include "ui/inspector/times_file.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString typed(const Model& model, const std::optional<Parameter>& parameter) {
    return parameter ? toQt(withNames(model, parameter->text())) : QString();
}

QString stepName(const Process& process, const StepId& id) {
    const Step* step = findStep(process, id);
    return step ? calledInMap(process, *step) : toQt(id.text);
}

/// A way without a name is called by its ends.
QString partName(const Process& process, const Flow& flow) {
    return !flow.name.empty() ? toQt(flow.name)
                              : tr("%1 to %2").arg(stepName(process, flow.from), stepName(process, flow.to));
}

template <class Part>
QString partName(const Process& process, const Part& part) {
    return calledInMap(process, part);
}

/// Lists the parts of a process, each opening to what `fill(form, id, prefix of its fields)` makes.
template <class Part, class Remark, class Fill>
void listParts(Form& form, const ProcessId& id, std::vector<Part> Process::*list, const std::string& segment,
               Remark remark, Fill fill) {
    const Process* process = form.model().processes().find(id);
    for (const Part& each : process->*list) {
        const auto now = [id, list, part = each.id](const Model& model) -> const Part* {
            const Process* owner = model.processes().find(id);
            if (!owner)
                return nullptr;
            const auto found =
                std::ranges::find_if(owner->*list, [&](const Part& candidate) { return candidate.id == part; });
            return found == (owner->*list).end() ? nullptr : &*found;
        };
        const std::string key = segment + "/" + each.id.text;
        Form::Part row;
        row.key = key;
        row.name = [now, id](const Model& model) {
            const Part* part = now(model);
            return part ? partName(*model.processes().find(id), *part) : QString();
        };
        row.remark = [now, remark](const Model& model) {
            const Part* part = now(model);
            return part ? remark(model, *part) : QString();
        };
        row.covers = [key](std::string_view field) { return field == key || field.starts_with(key + "/"); };
        row.remove = [id, key](const Model& model) {
            return eraseParts(model, id, {*mapPartAt(pathOf(EntityRef{Process::kind, id.text}) + "/" + key)});
        };
        row.fill = [now, key, fill](Form& inner) { fill(inner, now, key + "/"); };
        form.part(std::move(row));
    }
}

void fillPools(Form& form, const ProcessId& id) {
    listParts(
        form, id, &Process::pools, "pool",
        [](const Model& model, const Pool& pool) { return typed(model, pool.servers); },
        [](Form& inner, const auto&, const std::string& at) {
            const auto field = [&](std::string_view name) { return fieldSpec<Pool>("pool", name, at); };
            inner.field(field("name"));
            inner.field(field("group"));
            FieldSpec availability = field("availability");
            availability.placeholder = u"100"_s;
            inner.pair(field("servers"), std::move(availability));
            FieldSpec hours = hinted(field("hours"), tr("as in Mon-Fri 8-16 x2"));
            hours.placeholder = u"24/7"_s;
            inner.field(std::move(hours));
        });
}

/// Whether times of a part have a coefficient of variation of their own; those measured have that of their values.
bool hasCv(Spread spread, const std::optional<MeasuredTimes>& times) {
    return spread == Spread::lognormal || spread == Spread::gamma || (spread == Spread::measured && !times);
}

/// The command that fills a list from a file, where the list is shown.
void fillFromFile(Form& form, const std::string& path, std::function<bool(const Model&)> shown) {
    form.shownIf(std::move(shown), [path](Form& inner) {
        inner.action(tr("Take them from a file..."), [path](Document& document) { takeTimesFromFile(document, path); });
    });
}

/// A mean and its coefficient of variation, and the values where they are as measured, with what these come to.
/// `shows` says where the part has such times.
template <class Part>
void fillTimes(Form& form, const std::string& at, std::string_view owner, std::string_view name, const auto& now,
               std::optional<MeasuredTimes> Part::*times, std::function<bool(const Model&)> shows) {
    const std::string mean(name);
    const auto measured = [now, times](const Model& model) -> const MeasuredTimes* {
        const Part* part = now(model);
        return part ? measuredIn(part->spread, part->*times) : nullptr;
    };
    FieldSpec typed = onlyIf(fieldSpec<Part>(owner, mean, at), shows);
    const auto varies = [now, times, shows](const Model& model) {
        return shows(model) && hasCv(now(model)->spread, now(model)->*times);
    };
    FieldSpec cv = onlyIf(fieldSpec<Part>(owner, mean + "_cv", at), varies);
    cv.placeholder = tr("0: all the same");
    form.pair(std::move(typed), std::move(cv));
    const auto takes = [now, shows](const Model& model) {
        return shows(model) && now(model)->spread == Spread::measured;
    };
    FieldSpec values = onlyIf(fieldSpec<Part>(owner, mean + "_times", at), takes);
    values.placeholder = tr("3, 5, 8 min, or paste a column");
    form.field(std::move(values));
    form.note([now, measured, mean, shows](const Model& model) {
        const MeasuredTimes* list = shows(model) ? measured(model) : nullptr;
        if (!list)
            return QString();
        const Part* part = now(model);
        const bool isScaled = (mean == "touch" ? part->touch : part->delay).has_value();
        return isScaled ? tr("%1, scaled to the mean above").arg(measuredWords(*list)) : measuredWords(*list);
    });
    fillFromFile(form, pathOf(form.entity()) + "/" + at + mean + "_times", takes);
}

/// How the times of a part are spread; of one whose coefficients of variation are 0 no tail is told.
FieldSpec spreadField(const auto& now, FieldSpec spec) {
    spec.choices = [now, all = spec.choices](const Model& model) {
        std::vector<Choice> choices = all(model);
        const auto varies = [](const std::optional<Parameter>& cv) { return cv && cv->text() != "0"; };
        if (const auto* part = now(model); part && !varies(part->touchCv) && !varies(part->delayCv))
            for (Choice& choice : choices)
                if (choice.value == EnumNames<Spread>::names[static_cast<size_t>(Spread::lognormal)])
                    choice.words = tr("lognormal");
        return choices;
    };
    return spec;
}

/// The kind of a step, sub-processes among them.
FieldSpec stepKindField(const ProcessId& id, const auto& now, FieldSpec spec) {
    spec.choices = [kinds = spec.choices](const Model& model) {
        std::vector<Choice> choices = kinds(model);
        choices.push_back({std::string(subProcessKind), tr("sub-process, with a map of its own")});
        return choices;
    };
    spec.read = [now](const Model& model) -> Result<std::string> {
        const Step* step = now(model);
        if (!step)
            return std::string();
        return std::string(step->isSubProcess() ? subProcessKind
                                                : EnumNames<StepKind>::names[static_cast<size_t>(step->kind)]);
    };
    spec.write = [id, now](const Model& model, const std::string& text) -> Result<Edit> {
        const Step* step = now(model);
        return setStepKind(model, id, step ? step->id : StepId(), text);
    };
    return spec;
}

/// The lane of a step; one that is chosen brings who does it, as a step that is dragged there is done.
FieldSpec laneField(const ProcessId& id, const auto& now, FieldSpec spec) {
    spec.write = [id, now, key = spec.key](const Model& model, const std::string& text) -> Result<Edit> {
        const Step* step = now(model);
        return step && !text.empty() ? moveToLane(model, id, {step->id}, LaneId(text))
                                     : setField(model, {Process::kind, id.text}, key, text);
    };
    return spec;
}

void fillSteps(Form& form, const ProcessId& id) {
    const auto remark = [](const Model& model, const Step& step) {
        if (step.isSubProcess())
            return tr("sub-process");
        return step.kind != StepKind::task
                   ? choiceWords("kind", EnumNames<StepKind>::names[static_cast<size_t>(step.kind)])
               : step.touch                               ? typed(model, step.touch)
               : measuredIn(step.spread, step.touchTimes) ? measuredWords(*step.touchTimes)
                                                          : typed(model, step.delay);
    };
    listParts(form, id, &Process::steps, "task", remark, [id](Form& inner, const auto& now, const std::string& at) {
        const auto field = [&](std::string_view name) { return fieldSpec<Step>("step", name, at); };
        const auto isTask = [now](const Model& model) {
            const Step* step = now(model);
            return step && step->kind == StepKind::task && step->inner.empty();
        };
        const auto isDone = [now](const Model& model) {
            const Step* step = now(model);
            return step && step->kind == StepKind::task;
        };
        inner.field(field("name"));
        inner.field(stepKindField(id, now, field("kind")));
        inner.field(onlyIf(field("inner"), [now](const Model& model) {
            const Step* step = now(model);
            return step && step->isSubProcess();
        }));
        inner.field(laneField(id, now, withChoices(field("lane"), partChoices(id, &Process::lanes, u"–"_s))));
        inner.field(
            onlyIf(withChoices(field("pool"), partChoices(id, &Process::pools, tr("takes nobody's time"))), isTask));
        fillTimes<Step>(inner, at, "step", "touch", now, &Step::touchTimes, isTask);
        fillTimes<Step>(inner, at, "step", "delay", now, &Step::delayTimes, isTask);
        inner.field(onlyIf(spreadField(now, field("spread")), isTask));
        const auto queues = [now, isTask](const Model& model) {
            const Step* step = now(model);
            return isTask(model) && (!step->pool.empty() || step->patience || step->priority != 0);
        };
        FieldSpec patience = hinted(onlyIf(field("patience"), queues), tr("mean, then they leave"));
        patience.placeholder = tr("for ever");
        inner.field(hinted(onlyIf(field("priority"), queues), tr("lower goes first")));
        inner.field(std::move(patience));
        inner.field(onlyIf(field("cost"), isTask));
        inner.field(onlyIf(field("exception"), isDone));
    });
}

/// Marks a share that stands where nobody typed one. The model does not know who typed the same.
QString assumedWords(const std::optional<Parameter>& share) {
    return share && share->text() == usualShare
               ? tr("%1 stands where nobody types a share: an assumption, unless it was typed").arg(toQt(usualShare))
               : QString();
}

void fillFlows(Form& form, const ProcessId& id) {
    const auto remark = [](const Model& model, const Flow& flow) { return typed(model, flow.share); };
    listParts(form, id, &Process::flows, "flow", remark, [id](Form& inner, const auto& now, const std::string& at) {
        const auto field = [&](std::string_view name) { return fieldSpec<Flow>("flow", name, at); };
        const auto steps = partChoices(id, &Process::steps, u"–"_s);
        inner.field(field("name"));
        inner.field(withChoices(field("from"), steps));
        inner.field(withChoices(field("to"), steps));
        FieldSpec share = field("share");
        share.placeholder = tr("the rest");
        inner.pair(std::move(share), field("delay"));
        inner.note([now](const Model& model) {
            const Flow* flow = now(model);
            return flow ? assumedWords(flow->share) : QString();
        });
        inner.field(field("exception"));
    });
}

/// A tick for each other pool of which somebody is pulled in at the same time.
FieldSpec alsoPoolTick(const ProcessId& id, const auto& now, const std::string& at, const Pool& pool) {
    FieldSpec spec;
    spec.kind = FieldKind::check;
    spec.key = at + "also_pools/" + pool.id.text;
    spec.label = nameOrId(pool);
    spec.shown = [now, pool = pool.id](const Model& model) {
        const ProcessException* exception = now(model);
        return exception && !exception->pool.empty() && exception->pool != pool;
    };
    spec.read = [now, pool = pool.id](const Model& model) -> Result<std::string> {
        const ProcessException* exception = now(model);
        const bool isIn = exception && std::ranges::find(exception->alsoPools, pool) != exception->alsoPools.end();
        return std::string(isIn ? "yes" : "no");
    };
    spec.write = [id, now, at, pool = pool.id](const Model& model, const std::string& text) {
        std::string list = text == "yes" ? pool.text : "";
        if (const ProcessException* exception = now(model))
            for (const PoolId& other : exception->alsoPools)
                if (other != pool)
                    list += (list.empty() ? "" : ", ") + other.text;
        return setField(model, {Process::kind, id.text}, at + "also_pools", list);
    };
    return spec;
}

void fillAlsoPools(Form& form, const ProcessId& id, const auto& now, const std::string& at) {
    const Process* process = form.model().processes().find(id);
    if (process->pools.size() < 2)
        return;
    form.note([now](const Model& model) {
        const ProcessException* exception = now(model);
        return exception && !exception->pool.empty() ? tr("Who else must be there at the same time") : QString();
    });
    for (const Pool& pool : process->pools)
        form.field(alsoPoolTick(id, now, at, pool));
    form.problems(at + "also_pools");
}

void fillExceptions(Form& form, const ProcessId& id) {
    const auto remark = [](const Model& model, const ProcessException& exception) {
        return typed(model, exception.frequency);
    };
    listParts(form, id, &Process::exceptions, "exception", remark,
              [id](Form& inner, const auto& now, const std::string& at) {
                  const auto field = [&](std::string_view name) {
                      return fieldSpec<ProcessException>("process_exception", name, at);
                  };
                  const auto isThere = [now](const Model& model) { return now(model) != nullptr; };
                  inner.field(field("name"));
                  inner.field(withChoices(field("step"), partChoices(id, &Process::steps, u"–"_s)));
                  inner.field(field("frequency"));
                  inner.note([now](const Model& model) {
                      const ProcessException* exception = now(model);
                      return exception ? assumedWords(exception->frequency) : QString();
                  });
                  inner.field(withChoices(field("pool"), partChoices(id, &Process::pools, tr("takes nobody's time"))));
                  fillAlsoPools(inner, id, now, at);
                  fillTimes<ProcessException>(inner, at, "process_exception", "delay", now,
                                              &ProcessException::delayTimes, isThere);
                  fillTimes<ProcessException>(inner, at, "process_exception", "touch", now,
                                              &ProcessException::touchTimes, isThere);
                  inner.field(spreadField(now, field("spread")));
                  inner.field(hinted(field("priority"), tr("lower goes first")));
                  inner.field(withChoices(field("resumes"), partChoices(id, &Process::steps, tr("as after the step"))));
              });
}

/// The name of a lane, which makes it that of the group that is called so: of a whole name, for half a one is no group.
FieldSpec laneNameField(const ProcessId& id, const auto& now, FieldSpec spec) {
    spec.takenAt = TakenAt::end;
    spec.write = [id, now](const Model& model, const std::string& text) -> Result<Edit> {
        const Lane* lane = now(model);
        return nameLane(model, id, lane ? lane->id : LaneId(), text);
    };
    return spec;
}

void fillLanes(Form& form, const ProcessId& id) {
    const auto remark = [](const Model& model, const Lane& lane) {
        const Group* group = model.groups().find(lane.group);
        return group ? toQt(group->name) : QString();
    };
    listParts(form, id, &Process::lanes, "lane", remark, [id](Form& inner, const auto& now, const std::string& at) {
        inner.field(laneNameField(id, now, fieldSpec<Lane>("lane", "name", at)));
        inner.field(fieldSpec<Lane>("lane", "group", at));
    });
}

} // namespace

void fillProcess(Form& form) {
    const ProcessId id(form.entity().id);
    const auto field = [](std::string_view name) { return fieldSpec<Process>("process", name); };
    form.field(field("metric"));
    form.field(hinted(field("arrivals"), tr("cases per time, or a metric")));
    form.field(hinted(field("population"), tr("none, or as in 40")));
    FieldSpec moments = hinted(field("arrival_times"), tr("hours, or dates and times"));
    moments.placeholder = tr("at random, or paste a column");
    form.field(std::move(moments));
    form.note([id](const Model& model) {
        const Process* process = model.processes().find(id);
        if (!process || !process->arrivalTimes)
            return QString();
        const ArrivalRounds rounds = roundsOf(expanded(model, *process), *process->arrivalTimes);
        const QString words = arrivalWords(*process->arrivalTimes, rounds.rate());
        const QString again = rounds.isOfDays()     ? tr("day after day")
                              : rounds.isOfCalendar ? tr("again by whole weeks")
                                                    : tr("again and again");
        return !process->arrivals    ? tr("%1; %2").arg(words, again)
               : rounds.isOfCalendar ? tr("%1; %2, at the rate above").arg(words, again)
                                     : tr("%1; stretched to the rate above, %2").arg(words, again);
    });
    fillFromFile(form, pathOf(form.entity()) + "/arrival_times", [](const Model&) { return true; });
    form.field(field("cycle_time_by"));
    Document& document = form.document();
    form.note([&document, id](const Model&) {
        const auto& sampled = document.outcome().sampled;
        if (!sampled)
            return QString();
        const auto found = std::ranges::find(sampled->cycleTimes, id, &CycleTimeResults::process);
        return found == sampled->cycleTimes.end() ? QString() : tr("The run took the %1.").arg(toQt(found->words));
    });
    const Process& process = *form.model().processes().find(id);
    const auto list = [&](const auto& parts, const char* title, void (*fill)(Form&, const ProcessId&)) {
        if (parts.empty())
            return;
        form.section(tr(title));
        fill(form, id);
    };
    list(process.pools, QT_TRANSLATE_NOOP("ProcessForm", "Who works in it"), fillPools);
    list(process.steps, QT_TRANSLATE_NOOP("ProcessForm", "Steps"), fillSteps);
    list(process.exceptions, QT_TRANSLATE_NOOP("ProcessForm", "What may go wrong"), fillExceptions);
    list(process.flows, QT_TRANSLATE_NOOP("ProcessForm", "Ways between the steps"), fillFlows);
    list(process.lanes, QT_TRANSLATE_NOOP("ProcessForm", "Lanes"), fillLanes);
    form.section(tr("Evidence"));
    form.evidence();
    form.field(field("notes"));
}

} // namespace tributary::ui
