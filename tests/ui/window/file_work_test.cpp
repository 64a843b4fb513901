// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_work.h"

#include <catch2/catch.hpp>

#include <QStringList>
#include <QTest>
#include <atomic>
#include <semaphore>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

/// A FileWork whose tasks wait to be let on, and what of them was delivered.
struct Waiting {
    std::counting_semaphore<> gate{0};
    std::atomic<int> made = 0;
    QStringList delivered;
    FileWork work;

    auto make() {
        return [this]() -> Result<int> {
            gate.acquire();
            return ++made;
        };
    }
    auto deliver(const QString& name) {
        return [this, name](const Result<int>&) { delivered << name; };
    }
    bool settle() {
        return QTest::qWaitFor([this] { return work.what().isEmpty(); }, 60000);
    }
};

} // namespace

TEST_CASE("What is written is written to its end, whatever is asked for after it") {
    Waiting w;
    w.work.write(u"Writing"_s, w.make(), w.deliver(u"written"_s));
    w.work.read(u"Opening"_s, w.make(), w.deliver(u"opened"_s));
    CHECK(w.work.what() == u"Writing"_s);
    CHECK(w.work.isWriting());
    CHECK_FALSE(w.work.isReading());
    w.work.cancel();
    w.gate.release();
    REQUIRE(w.settle());
    CHECK(w.delivered == QStringList{u"written"_s});
    CHECK(w.made == 1);
    CHECK_FALSE(w.work.isWriting());
}

TEST_CASE("Of two files that are opened the later one comes, and can be let go of as well") {
    Waiting w;
    w.work.read(u"Opening a"_s, w.make(), w.deliver(u"a"_s));
    w.work.read(u"Opening b"_s, w.make(), w.deliver(u"b"_s));
    CHECK(w.work.what() == u"Opening b"_s);
    CHECK(w.work.isReading());
    w.gate.release(2);
    REQUIRE(w.settle());
    CHECK(w.delivered == QStringList{u"b"_s});
    w.work.read(u"Opening c"_s, w.make(), w.deliver(u"c"_s));
    w.work.cancel();
    w.gate.release();
    REQUIRE(w.settle());
    CHECK(w.delivered == QStringList{u"b"_s});
}

TEST_CASE("What still waits to be written is written before the work is gone") {
    std::atomic<int> made = 0;
    {
        FileWork work;
        for (int i = 0; i < 3; ++i)
            work.write(u"Writing"_s, [&]() -> Result<int> { return ++made; }, [](const Result<int>&) {});
    }
    CHECK(made == 3);
}
