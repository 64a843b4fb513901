// SPDX-License-Identifier: GPL-3.0-or-later
// ResponseFinder: works out what a metric does above it and what is done to it from below, on a thread of its own. The
// newest question alone is answered; answers are kept until the model changes. Window thread only.
#pragma once

#include "core/insight/response.h"
#include "ui/latest.h"

#include <QObject>
#include <map>

namespace tributary::ui {

class ResponseFinder : public QObject {
    Q_OBJECT
public:
    explicit ResponseFinder(QObject* parent = nullptr);

    /// Asks for the responses of a metric of the model, whose numbers are those of `revision`.
    void ask(const Model& model, quint64 revision, const MetricId& metric);
    /// Lets go of the question that is open.
    void drop() { latest_.drop(); }
    /// Returns the answer for a metric; null while there is none, and where there can be none.
    [[nodiscard]] const Responses* answer(quint64 revision, const MetricId& metric) const;

signals:
    void answered();

private:
    void receive(quint64 revision, const MetricId& metric, Responses found);

    quint64 askedRevision_ = 0; ///< of the question that is open
    MetricId askedMetric_;
    std::map<MetricId, Responses> known_;
    quint64 knownRevision_ = 0;

    Latest latest_;
};

} // namespace tributary::ui
