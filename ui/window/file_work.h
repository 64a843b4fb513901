// SPDX-License-Identifier: GPL-3.0-or-later
// FileWork: reads and writes files on a thread of its own, one after the other, and hands what came of it to the
// window's thread. What is read may be let go of; what is written is written to its end. Window thread only.
#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>
#include <deque>
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
    ~FileWork() override; ///< waits for what is in the middle of its work, and writes what is still to be written

    /// Calls `make()` on the other thread, then `then(made)` here, unless it was cancelled. `what` says what goes on
    /// ("Opening transit.tributary"). Lets go of what was to be read before. `make` returns a Result; what it throws,
    /// as for want of memory, becomes its error.
    template <class Make, class Then>
    void read(const QString& what, Make make, Then then) {
        cancel();
        begin(task(Kind::read, what, std::move(make), std::move(then)));
    }
    /// The same for what makes a file: it is not let go of, whatever is asked for after it.
    template <class Make, class Then>
    void write(const QString& what, Make make, Then then) {
        begin(task(Kind::write, what, std::move(make), std::move(then)));
    }
    /// Lets go of what is read.
    void cancel();
    /// What goes on; empty where nothing does.
    [[nodiscard]] QString what() const { return shown() ? shown()->what : QString(); }
    /// Whether that can be let go of.
    [[nodiscard]] bool isReading() const { return shown() && shown()->kind == Kind::read; }
    /// Whether anything is still to be written.
    [[nodiscard]] bool isWriting() const;

signals:
    void changed(); ///< what()

private:
    enum class Kind { read, write };
    struct Task {
        Kind kind;
        QString what;
        std::function<std::function<void()>()> work; ///< returns what is to be done here
    };
    template <class Make, class Then>
    static Task task(Kind kind, const QString& what, Make make, Then then) {
        auto work = [make = std::move(make), then = std::move(then)]() mutable -> std::function<void()> {
            using Made = decltype(make());
            std::shared_ptr<Made> made;
            try {
                made = std::make_shared<Made>(make());
            } catch (const std::exception& exception) {
                made = std::make_shared<Made>(failed(exception));
            }
            return [made, then] { then(std::move(*made)); };
        };
        return {kind, what, std::move(work)};
    }
    /// The task at work, or the next one where that was let go of; null where nothing goes on.
    [[nodiscard]] const Task* shown() const {
        return atWork_ ? &*atWork_ : waiting_.empty() ? nullptr : &waiting_.front();
    }
    [[nodiscard]] static tl::unexpected<Error> failed(const std::exception& exception);
    void begin(Task task);
    void end(std::function<void()> deliver);

    std::optional<Task> atWork_; ///< none where it was cancelled, too
    std::deque<Task> waiting_;
    bool busy_ = false; ///< the thread
    std::jthread worker_;
};

} // namespace tributary::ui
