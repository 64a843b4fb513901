// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/response_finder.h"

#include <exception>
#include <optional>
#include <utility>

namespace tributary::ui {

/// The worker reads it and writes the answer; `stop` is for both threads.
struct ResponseFinder::Question {
    Model model;
    quint64 revision = 0;
    MetricId metric;
    std::stop_source stop;
    std::optional<Responses> answer;
};

ResponseFinder::ResponseFinder(QObject* parent) : QObject(parent) {}

ResponseFinder::~ResponseFinder() { drop(); }

void ResponseFinder::ask(const Model& model, quint64 revision, const MetricId& metric) {
    if (answer(revision, metric))
        return emit answered();
    if (asked_ && asked_->revision == revision && asked_->metric == metric)
        return;
    drop();
    asked_ = std::make_shared<Question>();
    asked_->model = model;
    asked_->revision = revision;
    asked_->metric = metric;
    worker_.start([this, question = asked_] { work(question); });
}

void ResponseFinder::drop() {
    if (asked_)
        asked_->stop.request_stop();
    asked_.reset();
}

const Responses* ResponseFinder::answer(quint64 revision, const MetricId& metric) const {
    const auto found = known_.find(metric);
    return found == known_.end() || knownRevision_ != revision ? nullptr : &found->second;
}

void ResponseFinder::work(const std::shared_ptr<Question>& question) {
    try {
        // One thread: the run of the model itself comes first.
        RunOptions options = runOptions(question->model.settings());
        options.threads = 1;
        if (auto found = responses(question->model, question->metric, options, {{}, question->stop.get_token()}))
            question->answer = std::move(*found);
    } catch (const std::exception&) {
        // Without an answer the path has light and no numbers.
        question->answer.reset();
    }
    QMetaObject::invokeMethod(
        this, [this, question] { receive(question); }, Qt::QueuedConnection);
}

void ResponseFinder::receive(const std::shared_ptr<Question>& question) {
    if (question != asked_)
        return;
    asked_.reset();
    if (!question->answer)
        return;
    if (knownRevision_ != question->revision)
        known_.clear();
    knownRevision_ = question->revision;
    known_.insert_or_assign(question->metric, std::move(*question->answer));
    emit answered();
}

} // namespace tributary::ui
