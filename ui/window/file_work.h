// SPDX-License-Identifier: GPL-3.0-or-later
// FileWork: reads and makes files on a thread of its own, one after the other, and hands what came of it to the window's
// thread. Cancelling lets go of it. Window thread only.
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace tributary::ui {

class FileWork : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~FileWork() override; ///< waits for what is in the middle of its work, and lets go of it

    /// Calls `make()` on the other thread, then `then(made)` here, unless it was cancelled. `what` says what goes on
    /// ("Opening transit.tributary"). Does not return what was asked for before, if that is still at work. `make` returns
    /// a Result; what it throws, as for want of memory, becomes its error.
    template <class Make, class Then>
    void start(const QString& what, Make make, Then then) {
        begin({what, [make = std::move(make), then = std::move(then)]() mutable -> std::function<void()> {
                   using Made = decltype(make());
                   std::shared_ptr<Made> made;
                   try {
                       made = std::make_shared<Made>(make());
                   } catch (const std::exception& exception) {
                       made = std::make_shared<Made>(failed(exception));
                   }
                   return [made, then] { then(std::move(*made)); };
               }});
    }
    void cancel();
    /// What goes on; empty where nothing does.
    [[nodiscard]] QString what() const { return atWork_ ? atWork_->what : next_ ? next_->what : QString(); }

signals:
    void changed(); ///< what()

private:
    struct Task {
        QString what;
        std::function<std::function<void()>()> work; ///< returns what is to be done here
    };
    [[nodiscard]] static tl::unexpected<Error> failed(const std::exception& exception);
    void begin(Task task);
    void end(std::function<void()> deliver);

    std::optional<Task> atWork_; ///< none where it was cancelled, too
    std::optional<Task> next_;
    bool busy_ = false; ///< the thread
    std::jthread worker_;
};

} // namespace tributary::ui
