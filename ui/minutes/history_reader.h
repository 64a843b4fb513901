// SPDX-License-Identifier: GPL-3.0-or-later
// HistoryReader: walks the history on a thread of its own: the model at any edit, and what each edit in sight did to
// the NPV of the chosen scenario, in the draws of the window's own results. What is known is kept; a change of the
// history stops what goes on. Window thread only.
#pragma once

#include "core/engine/run.h"
#include "ui/document.h"
#include "ui/worker.h"

#include <QObject>
#include <QVector>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace tributary::ui {

/// What an edit did to the NPV, see NpvChange::ofMedian: held against the last state before it that had one, so that
/// the effects add up to the NPV though the model had errors in between.
struct EditEffect {
    enum class Kind {
        wordsOnly, ///< it can make no other result
        changed,
        first,  ///< no state before it had an NPV
        unknown ///< after it there is no NPV of the scenario
    };
    Kind kind = Kind::unknown;
    double before = 0; ///< the median, in the currency
    double after = 0;
    double largest = 0; ///< of the ends of the NPV's range after, P10 to P90
    QString reason;     ///< of an unknown one
};

class HistoryReader : public QObject {
    Q_OBJECT
public:
    explicit HistoryReader(Document& document, QObject* parent = nullptr);
    ~HistoryReader() override; ///< stops the work and waits for it

    /// What is known of an edit; null where nothing is yet.
    [[nodiscard]] const EditEffect* effect(qint64 number) const;
    /// The largest of all NPVs that are known of, in whose unit they stand in a column; 0 while there is none.
    [[nodiscard]] double largestNpv() const;
    /// Wants the effects of these edits, the first first, and of no others any more.
    void want(QVector<qint64> numbers);

    using Ready = std::function<void(const Model& before, const Model& after)>;
    /// Hands the models before and after edit `number` to `ready` as soon as they are known; of 0 the start twice. One
    /// is read after the other; a later call for the same `asker` and a change of the history let go of an earlier one.
    void fetch(const QObject* asker, qint64 number, Ready ready);

    /// Hands the model of a version to `ready`, likewise.
    using ReadyModel = std::function<void(const Model&)>;
    void fetchVersion(const QObject* asker, const Version& version, ReadyModel ready);

    [[nodiscard]] bool isWorking() const { return current_ != nullptr; }

signals:
    void effectsChanged();
    void failed(); ///< what was to be fetched cannot be read; the document has told why

private:
    struct Job;
    /// An edit after which there is an NPV, while none before it was found yet.
    struct Search {
        EditEffect effect; ///< as far as it is known
        qint64 below = 0;  ///< the states from this one up to the edit have none
    };
    struct Request {
        const QObject* asker; ///< a name only
        qint64 number;
        Ready ready;
    };

    void restart();
    void historyChanged();
    void next();
    void fail(const Error& why);
    [[nodiscard]] std::optional<qint64> nextTarget() const;
    void work(const std::shared_ptr<Job>& job);
    void receive(const std::shared_ptr<Job>& job);

    Document& document_;
    quint64 generation_ = 0;
    qint64 done_ = 0; ///< of the history as it was last seen
    qint64 kept_ = 0;
    RunOptions drawn_;                ///< what the effects were drawn with
    std::map<qint64, Model> anchors_; ///< models of the history that are known
    std::map<qint64, EditEffect> effects_;
    std::map<qint64, Search> searches_; ///< by the number of the edit
    QVector<qint64> wanted_;
    std::deque<Request> requests_; ///< the first is being read
    std::shared_ptr<Job> current_; ///< whose answer is awaited

    Worker worker_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
