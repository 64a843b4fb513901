// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latest.h"

#include <catch2/catch.hpp>

#include <QTest>
#include <atomic>
#include <new>
#include <semaphore>
#include <stdexcept>

using namespace tributary;
using namespace tributary::ui;

namespace {

/// Keeps what it is told; its questions may be held up until they are let go on, or stopped.
struct Asker : QObject {
    QStringList received;
    std::binary_semaphore begun{0};
    std::binary_semaphore let{0};
    std::atomic<int> stopped = 0;
    Latest latest{*this};

    void askPatiently(const QString& question) {
        ask(question, [this](const std::stop_token& stop) {
            begun.release();
            let.acquire();
            stopped += stop.stop_requested();
            return Result<QString>(QStringLiteral("slow"));
        });
    }
    template <class Work>
    void ask(const QString& question, Work work) {
        latest.ask(std::move(work), [this, question](const Result<QString>& answer) {
            CHECK_FALSE(latest.isAsked()); // it may ask the next at once
            received << question + QStringLiteral(": ") +
                            (answer ? *answer : QString::fromStdString(answer.error().message));
        });
        CHECK(latest.isAsked());
    }
    void askAtOnce(const QString& question) {
        ask(question, [](const std::stop_token&) { return Result<QString>(QStringLiteral("quick")); });
    }
    [[nodiscard]] bool waitForAnswer() {
        return QTest::qWaitFor([this] { return !latest.isAsked(); }, 20000);
    }
};

} // namespace

TEST_CASE("the newest question alone is answered, and the one before it is asked to stop") {
    Asker asker;
    asker.askPatiently(QStringLiteral("first"));
    asker.begun.acquire();
    asker.askAtOnce(QStringLiteral("second"));
    asker.askAtOnce(QStringLiteral("third"));
    asker.let.release();
    REQUIRE(asker.waitForAnswer());
    CHECK(asker.received == QStringList{QStringLiteral("third: quick")});
    CHECK(asker.stopped == 1);
}

TEST_CASE("a question that is dropped is not answered, not even where its answer is under way already") {
    Asker asker;
    asker.askPatiently(QStringLiteral("first"));
    asker.begun.acquire();
    asker.let.release();
    QTest::qSleep(20); // the answer waits for the window
    asker.latest.drop();
    CHECK_FALSE(asker.latest.isAsked());
    asker.askAtOnce(QStringLiteral("second"));
    REQUIRE(asker.waitForAnswer());
    CHECK(asker.received == QStringList{QStringLiteral("second: quick")});
}

TEST_CASE("what a piece of work throws is told as an answer") {
    Asker asker;
    asker.ask(QStringLiteral("sum"), [](const std::stop_token&) -> Result<QString> { throw std::runtime_error("no"); });
    REQUIRE(asker.waitForAnswer());
    asker.ask(QStringLiteral("list"), [](const std::stop_token&) -> Result<QString> { throw std::bad_alloc(); });
    REQUIRE(asker.waitForAnswer());
    CHECK(asker.received == QStringList{QStringLiteral("sum: It could not be done: no."),
                                        QStringLiteral("list: There is not enough memory: close other programs, then "
                                                       "do it again.")});
}

TEST_CASE("who goes while a question is open stops it and waits for it") {
    std::atomic<bool> isDone = false;
    std::atomic<bool> wasStopped = false;
    {
        QObject owner;
        Latest latest(owner);
        std::binary_semaphore begun{0};
        latest.ask(
            [&](const std::stop_token& stop) {
                begun.release();
                for (int i = 0; i < 10000 && !stop.stop_requested(); ++i)
                    QTest::qSleep(1);
                wasStopped = stop.stop_requested();
                isDone = true;
                return Result<int>(1);
            },
            [](const Result<int>&) { FAIL("nobody is there to receive it"); });
        begun.acquire();
    }
    CHECK(isDone);
    CHECK(wasStopped);
    QCoreApplication::processEvents();
}
