// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/history_reader.h"

#include "core/insight/npv_change.h"
#include "core/model/entity_json.h"
#include "core/stats/summary.h"
#include "ui/latest.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <utility>

namespace tributary::ui {

namespace {

constexpr qint64 longestWalk = 200; ///< edits that one job goes over: reading them takes the window a few ms
constexpr qint64 anchorEvery = 50;  ///< edits between two models that are kept
constexpr qint64 lookBack = 20;     ///< edits that are read before one whose effect is asked for

} // namespace

/// A walk from one model to another and what is asked on the way. The worker reads it and writes the answers; `stop` is
/// for both threads.
struct HistoryReader::Job {
    quint64 generation = 0;
    qint64 from = 0;
    qint64 to = 0;
    Model start;
    std::vector<EditTexts> texts; ///< of the edits between, rising
    QVector<qint64> wanted; ///< edits whose effects are asked for: on the way, or with a search that goes on there
    std::optional<qint64> fetched;
    ScenarioId scenario;
    Model reference; ///< the model as it is now: its draws are the window's
    std::stop_source stop;

    std::map<qint64, Model> anchors;
    std::map<qint64, EditEffect> effects;
    std::map<qint64, Search> searches;           ///< of those that are asked for; what of them is left after the walk
    std::optional<std::pair<Model, Model>> pair; ///< before and after the edit that was fetched
    std::string failure;

    void walk();

private:
    struct Npv {
        double median;
        double largest;
    };
    [[nodiscard]] bool readStates();
    void workOut(qint64 number);
    void searchBefore(qint64 number, Search search);
    const std::optional<Npv>& npvAt(qint64 state);

    std::map<qint64, Model> states_;
    std::map<qint64, bool> affectsNumbers_;     ///< by edit
    std::optional<SharedDraws> draws_;          ///< from the first effect on
    std::map<qint64, std::optional<Npv>> npvs_; ///< by state: two edits share the one between
};

void HistoryReader::Job::walk() {
    if (!readStates())
        return;
    if (fetched && states_.contains(*fetched) && states_.contains(std::max<qint64>(0, *fetched - 1)))
        pair = {states_.at(std::max<qint64>(0, *fetched - 1)), states_.at(*fetched)};
    for (const qint64 number : std::as_const(wanted))
        if (!stop.stop_requested())
            workOut(number);
}

/// Reads the models on the way. False where it was stopped or the history cannot be read.
bool HistoryReader::Job::readStates() {
    states_[from] = start;
    const bool forward = to > from;
    for (qint64 state = from; state != to; state += forward ? 1 : -1) {
        if (stop.stop_requested())
            return false;
        const qint64 number = forward ? state + 1 : state;
        const EditTexts& edit = texts.at(static_cast<size_t>(number - std::min(from, to) - 1));
        auto changes = readChanges(forward ? edit.forward : edit.inverse);
        if (!changes) {
            failure = changes.error().message;
            return false;
        }
        Applied applied = apply(states_.at(state), Edit{{}, {}, std::move(*changes)});
        affectsNumbers_[number] = applied.changed.numbersAffected;
        const qint64 reached = forward ? state + 1 : state - 1;
        if (reached % anchorEvery == 0 || reached == to)
            anchors[reached] = applied.model;
        states_[reached] = std::move(applied.model);
    }
    return true;
}

void HistoryReader::Job::workOut(qint64 number) {
    if (const auto begun = searches.find(number); begun != searches.end())
        return searchBefore(number, begun->second);
    EditEffect effect;
    if (!affectsNumbers_.at(number)) {
        effect.kind = EditEffect::Kind::wordsOnly;
    } else if (!states_.at(number).scenarios().contains(scenario)) {
        effect.reason = HistoryReader::tr("scenario not made yet");
    } else if (const auto& npv = npvAt(number)) {
        effect.after = npv->median;
        effect.largest = npv->largest;
        return searchBefore(number, {effect, number});
    } else {
        effect.reason = HistoryReader::tr("no NPV: errors in the model");
    }
    if (!stop.stop_requested())
        effects[number] = effect;
}

/// Looks for the last state before an edit that has an NPV, as far down as the walk went.
void HistoryReader::Job::searchBefore(qint64 number, Search search) {
    const qint64 lowest = states_.begin()->first;
    EditEffect& effect = search.effect;
    for (; search.below > lowest && effect.kind == EditEffect::Kind::unknown; --search.below)
        if (const auto& npv = npvAt(search.below - 1)) {
            effect.kind = EditEffect::Kind::changed;
            effect.before = npv->median;
        }
    if (stop.stop_requested())
        return;
    if (effect.kind == EditEffect::Kind::unknown && search.below == 0)
        effect.kind = EditEffect::Kind::first;
    searches.erase(number);
    if (effect.kind == EditEffect::Kind::unknown)
        searches[number] = search;
    else
        effects[number] = effect;
}

/// None where there is no NPV, or it was stopped.
const std::optional<HistoryReader::Job::Npv>& HistoryReader::Job::npvAt(qint64 state) {
    if (const auto known = npvs_.find(state); known != npvs_.end())
        return known->second;
    const Model& model = states_.at(state);
    std::optional<Npv>& npv = npvs_[state];
    if (!model.scenarios().contains(scenario))
        return npv;
    const RunControl control{{}, stop.get_token()};
    if (!draws_) {
        draws_ = sharedDraws(reference, scenario, control);
        draws_->options.threads = 1;
    }
    const auto trials = npvTrials(model, scenario, *draws_, control);
    if (!trials || std::ranges::none_of(*trials, [](double value) { return std::isfinite(value); }))
        return npv;
    const Summary summary = summarise(*trials, SamplerKind::plain);
    npv = {summary.p50, std::max(std::abs(summary.p10), std::abs(summary.p90))};
    return npv;
}

HistoryReader::HistoryReader(Document& document, QObject* parent) : QObject(parent), document_(document) {
    connect(&document_, &Document::opened, this, &HistoryReader::restart);
    connect(&document_, &Document::historyReplaced, this, &HistoryReader::restart);
    connect(&document_, &Document::historyChanged, this, &HistoryReader::historyChanged);
    connect(&document_, &Document::scenarioChanged, this, [this] {
        ++generation_;
        if (current_)
            current_->stop.request_stop();
        effects_.clear();
        searches_.clear();
        emit effectsChanged();
        next();
    });
    restart();
}

HistoryReader::~HistoryReader() {
    if (current_)
        current_->stop.request_stop();
}

void HistoryReader::restart() {
    ++generation_;
    if (current_)
        current_->stop.request_stop();
    anchors_.clear();
    effects_.clear();
    searches_.clear();
    wanted_.clear();
    requests_.clear();
    done_ = document_.editsDone();
    kept_ = document_.editsKept();
    drawn_ = runOptions(document_.model().settings());
    if (document_.isOpen())
        anchors_[done_] = document_.modelBeforeDrag();
    emit effectsChanged();
}

/// Forgets what is not of the history any more: an edit that was made anew, or joined to, and all after it.
void HistoryReader::historyChanged() {
    ++generation_;
    if (current_)
        current_->stop.request_stop();
    const qint64 done = document_.editsDone();
    const qint64 kept = document_.editsKept();
    if (done >= done_ || kept != kept_) {
        const qint64 first = std::max<qint64>(1, std::min(done, done_ + 1));
        effects_.erase(effects_.lower_bound(first), effects_.end());
        anchors_.erase(anchors_.lower_bound(first), anchors_.end());
    }
    const RunOptions drawn = runOptions(document_.model().settings());
    if (drawn.trials != drawn_.trials || drawn.seed != drawn_.seed || drawn.sampling != drawn_.sampling)
        effects_.clear(); // they would not add up with the others
    drawn_ = drawn;
    searches_.clear(); // the rest of them would be in other draws
    requests_.clear();
    done_ = done;
    kept_ = kept;
    if (document_.isOpen())
        anchors_[done_] = document_.modelBeforeDrag();
    emit effectsChanged();
    next();
}

const EditEffect* HistoryReader::effect(qint64 number) const {
    const auto found = effects_.find(number);
    return found == effects_.end() ? nullptr : &found->second;
}

double HistoryReader::largestNpv() const {
    double largest = 0;
    for (const auto& [number, effect] : effects_)
        largest = std::max(largest, effect.largest);
    return largest;
}

void HistoryReader::want(QVector<qint64> numbers) {
    wanted_ = std::move(numbers);
    next();
}

void HistoryReader::fetch(const QObject* asker, qint64 number, Ready ready) {
    std::erase_if(requests_, [asker](const Request& request) { return request.asker == asker; });
    requests_.push_back({asker, number, std::move(ready)});
    if (current_ && current_->fetched != requests_.front().number) // what is only looked at can wait
        current_->stop.request_stop();
    next();
}

void HistoryReader::fetchVersion(const QObject* asker, const Version& version, ReadyModel ready) {
    fetch(asker, version.number, [this, version, ready = std::move(ready)](const Model&, const Model& after) {
        const auto beyond = readChanges(version.beyond);
        if (!beyond)
            return fail(Error{fromQt(tr("The version \u201c%1\u201d cannot be read: %2")
                                         .arg(toQt(version.name), toQt(beyond.error().message))),
                              std::nullopt});
        ready(apply(after, Edit{{}, {}, *beyond}).model);
    });
}

/// What cannot be read is wanted no more.
void HistoryReader::fail(const Error& why) {
    wanted_.clear();
    requests_.clear();
    document_.tell(why);
    emit failed();
}

std::optional<qint64> HistoryReader::nextTarget() const {
    if (!requests_.empty())
        return requests_.front().number;
    for (const qint64 number : wanted_)
        if (number >= 1 && number <= kept_ && !effects_.contains(number)) {
            const auto begun = searches_.find(number);
            return begun == searches_.end() ? number : begun->second.below;
        }
    return std::nullopt;
}

void HistoryReader::next() {
    if (current_ || !document_.isOpen() || anchors_.empty())
        return;
    const auto target = nextTarget();
    if (!target || *target > kept_)
        return;
    // From the nearest model that is known, over the edit that is asked for.
    auto anchor = anchors_.lower_bound(*target);
    if (anchor == anchors_.end() ||
        (anchor != anchors_.begin() && *target - std::prev(anchor)->first < anchor->first - *target))
        anchor = std::prev(anchor == anchors_.begin() ? std::next(anchor) : anchor);
    const qint64 from = anchor->first;
    qint64 to = from >= *target ? std::max<qint64>(0, *target - 1 - lookBack) : *target;
    to = std::clamp(to, std::max<qint64>(0, from - longestWalk), from + longestWalk);

    auto job = std::make_shared<Job>();
    job->generation = generation_;
    job->from = from;
    job->to = to;
    job->start = anchor->second;
    auto texts = document_.editTexts(std::min(from, to) + 1, std::max(from, to));
    if (!texts)
        return fail(texts.error());
    job->texts = std::move(*texts);
    for (const qint64 number : std::as_const(wanted_)) {
        const auto begun = searches_.find(number);
        const qint64 at = begun == searches_.end() ? number : begun->second.below;
        if (at <= std::min(from, to) || at > std::max(from, to) || effects_.contains(number) || !requests_.empty())
            continue;
        job->wanted << number;
        if (begun != searches_.end())
            job->searches.insert(*begun);
    }
    if (!requests_.empty())
        job->fetched = requests_.front().number;
    job->scenario = document_.scenario();
    job->reference = document_.modelBeforeDrag();
    current_ = job;
    worker_.start([this, job] { work(job); });
}

void HistoryReader::work(const std::shared_ptr<Job>& job) {
    try {
        job->walk();
    } catch (const std::exception& exception) {
        job->failure = failureOf(exception).message;
    }
    QMetaObject::invokeMethod(
        this, [this, job] { receive(job); }, Qt::QueuedConnection);
}

void HistoryReader::receive(const std::shared_ptr<Job>& job) {
    current_.reset();
    if (job->generation == generation_) {
        anchors_.merge(job->anchors);
        for (const auto& [number, effect] : job->effects)
            effects_.insert_or_assign(number, effect);
        for (const qint64 number : std::as_const(job->wanted))
            searches_.erase(number);
        searches_.merge(job->searches);
        if (!job->failure.empty())
            fail(Error{job->failure, std::nullopt});
        if (!job->effects.empty())
            emit effectsChanged();
        const auto request =
            job->pair ? std::ranges::find(requests_, *job->fetched, &Request::number) : requests_.end();
        if (request != requests_.end()) {
            const Ready ready = std::move(request->ready);
            requests_.erase(request);
            ready(job->pair->first, job->pair->second);
        }
    }
    next();
}

} // namespace tributary::ui
