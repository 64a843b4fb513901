// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/response_finder.h"

#include <utility>

namespace tributary::ui {

ResponseFinder::ResponseFinder(QObject* parent) : QObject(parent), latest_(*this) {}

void ResponseFinder::ask(const Model& model, quint64 revision, const MetricId& metric) {
    if (answer(revision, metric))
        return emit answered();
    if (latest_.isAsked() && askedRevision_ == revision && askedMetric_ == metric)
        return;
    askedRevision_ = revision;
    askedMetric_ = metric;
    latest_.ask(
        [model, metric](const std::stop_token& stop) {
            // One thread: the run of the model itself comes first.
            RunOptions options = runOptions(model.settings());
            options.threads = 1;
            return responses(model, metric, options, {{}, stop});
        },
        [this, revision, metric](Result<Responses> found) {
            if (found) // without an answer the path has light and no numbers
                receive(revision, metric, std::move(*found));
        });
}

const Responses* ResponseFinder::answer(quint64 revision, const MetricId& metric) const {
    const auto found = known_.find(metric);
    return found == known_.end() || knownRevision_ != revision ? nullptr : &found->second;
}

void ResponseFinder::receive(quint64 revision, const MetricId& metric, Responses found) {
    if (knownRevision_ != revision)
        known_.clear();
    knownRevision_ = revision;
    known_.insert_or_assign(metric, std::move(found));
    emit answered();
}

} // namespace tributary::ui
