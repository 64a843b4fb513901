// SPDX-License-Identifier: GPL-3.0-or-later
// Latest: a thread beside the window's that answers the newest question alone. An earlier one is asked to stop, and its
// answer is let go of. Window thread only.
#pragma once

#include "core/base/result.h"
#include "ui/worker.h"

#include <QObject>
#include <exception>
#include <memory>
#include <stop_token>
#include <utility>

namespace tributary::ui {

/// Says why a piece of work gave nothing. Thread-safe.
[[nodiscard]] Error failureOf(const std::exception& exception);

class Latest {
public:
    /// Its answers are received by `owner`: the last member of it, so that it ends before what its questions use.
    explicit Latest(QObject& owner) : owner_(owner) {}
    ~Latest() { drop(); } ///< waits for the work

    /// Works out `Result<Answer> work(const std::stop_token&)` beside the window and hands the answer to
    /// `receive(Result<Answer>)` in the window's thread, unless it was dropped meanwhile. What the work throws becomes
    /// an Error.
    template <class Work, class Receive>
    void ask(Work work, Receive receive) {
        drop();
        stop_ = std::stop_source();
        worker_.start([this, stop = stop_, work = std::move(work), receive = std::move(receive)] {
            using Answer = decltype(work(stop.get_token()));
            const auto answer = std::make_shared<Answer>(tl::unexpected(Error{}));
            try {
                *answer = work(stop.get_token());
            } catch (const std::exception& exception) {
                *answer = tl::unexpected(failureOf(exception));
            }
            QMetaObject::invokeMethod(
                &owner_,
                [this, stop, answer, receive] {
                    if (stop != stop_)
                        return;
                    stop_ = noQuestion();
                    receive(std::move(*answer));
                },
                Qt::QueuedConnection);
        });
    }
    /// Lets go of the question that is open.
    void drop() { std::exchange(stop_, noQuestion()).request_stop(); }
    [[nodiscard]] bool isAsked() const { return stop_.stop_possible(); } ///< whether an answer is awaited

private:
    static std::stop_source noQuestion() { return std::stop_source(std::nostopstate); }

    QObject& owner_;
    std::stop_source stop_ = noQuestion(); ///< of the open question; what tells it from others

    Worker worker_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
