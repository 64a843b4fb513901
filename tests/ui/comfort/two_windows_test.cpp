// SPDX-License-Identifier: GPL-3.0-or-later
// Two windows on one file: the second reads, follows the first, and may edit when the first lets go of it.
#include "tests/ui/comfort/whole_window.h"
#include "tests/ui/saved_as.h"
#include "ui/window/banner.h"
#include "ui/window/disk_watch.h"
#include "ui/window/file_commands.h"

#include <sys/resource.h>

#include <QApplication>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

std::string nameOfMetric(const Document& document, const char* id) {
    return document.model().metrics().find(MetricId(id))->name;
}

/// Files cannot grow beyond a size, as on a full disk.
class FullDisk {
public:
    FullDisk() {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit small{1024, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit before_{};
};

} // namespace

TEST_CASE("The second window on a file reads it, follows the first, and can edit when the first has closed it") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"shared.tributary"_s);
    auto first = std::make_unique<Document>();
    need(first->create(transit()));
    need(saveAs(*first, path));
    const WholeWindow second;
    second.window().files().openPath(path);
    REQUIRE(QTest::qWaitFor([&] { return second.document().isOpen(); }, 30000));
    REQUIRE(second.document().isReadOnly());
    auto* banner = second.window().findChild<Banner*>();
    CHECK(banner->isVisible());
    CHECK(banner->text().contains(u"another"_s));

    second.document().select("metric/L3");
    need(first->apply(rename(first->model(), MetricId("L3"), "Renamed elsewhere")));
    CHECK(QTest::qWaitFor([&] { return nameOfMetric(second.document(), "L3") == "Renamed elsewhere"; }, 30000));
    CHECK(second.document().selection() == "metric/L3");
    need(first->undo());
    CHECK(QTest::qWaitFor([&] { return nameOfMetric(second.document(), "L3") != "Renamed elsewhere"; }, 30000));
    CHECK(second.document().isReadOnly());

    first.reset();
    QPushButton* edit = nullptr;
    REQUIRE(QTest::qWaitFor(
        [&] {
            for (auto* button : banner->findChildren<QPushButton*>())
                if (button->isVisible() && button->text() == u"Edit here"_s)
                    edit = button;
            return edit != nullptr;
        },
        30000));
    QTest::mouseClick(edit, Qt::LeftButton);
    REQUIRE(QTest::qWaitFor([&] { return !second.document().isReadOnly(); }, 30000));
    CHECK_FALSE(banner->isVisible());
    need(second.document().apply(rename(second.document().model(), MetricId("L3"), "Edited here")));
    CHECK(nameOfMetric(second.document(), "L3") == "Edited here");
}

TEST_CASE("A full disk is said where the change was made, in the banner, and the model is as before") {
    const QTemporaryDir folder;
    const WholeWindow w;
    w.openTransit();
    need(saveAs(w.document(), folder.filePath(u"full.tributary"_s)));
    const Model before = w.document().model();
    Result<void> done;
    {
        const FullDisk full;
        done = w.document().apply(rename(w.document().model(), MetricId("L3"), "Does not fit"));
    }
    REQUIRE_FALSE(done);
    INFO(done.error().message);
    CHECK(w.document().model() == before);
    CHECK(w.document().savedLine() == u"the last change was not saved"_s);
    const auto* banner = w.window().findChild<Banner*>();
    CHECK(banner->isVisible());
    // There is room again: the next change is saved, and the warning goes.
    need(w.document().apply(rename(w.document().model(), MetricId("L3"), "Fits")));
    CHECK_FALSE(banner->isVisible());
}

TEST_CASE("A disk that fills up is said in the banner before an edit is lost, and no more once there is room") {
    const WholeWindow w;
    w.openTransit();
    auto* disk = w.window().findChild<DiskWatch*>();
    auto* banner = w.window().findChild<Banner*>();
    REQUIRE(disk);
    CHECK_FALSE(banner->isVisible());
    const auto leave = [&](qint64 bytes) { disk->measureBy([bytes](const QString&) { return bytes; }); };
    leave(qint64{12} << 20);
    REQUIRE(QTest::qWaitFor([&] { return banner->isVisible(); }, 5000));
    INFO(banner->text().toStdString());
    CHECK(banner->text().contains(u"nearly full"_s));
    QTest::mouseClick(banner->findChild<QToolButton*>(), Qt::LeftButton);
    CHECK_FALSE(banner->isVisible());
    leave(0); // what was put away comes again as it gets worse
    REQUIRE(QTest::qWaitFor([&] { return banner->isVisible(); }, 5000));
    CHECK(banner->text().startsWith(u"The disk is full"_s));
    leave(qint64{1} << 40);
    CHECK(QTest::qWaitFor([&] { return !banner->isVisible(); }, 5000));
}

TEST_CASE("A disk that takes long to answer does not keep the window waiting") {
    const WholeWindow w;
    w.openTransit();
    std::atomic<bool> answers = false;
    w.window().findChild<DiskWatch*>()->measureBy([&](const QString&) {
        while (!answers)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return qint64{0};
    });
    need(w.document().apply(rename(w.document().model(), MetricId("L3"), "Meanwhile")));
    const auto* banner = w.window().findChild<Banner*>();
    CHECK_FALSE(banner->isVisible());
    answers = true;
    CHECK(QTest::qWaitFor([&] { return banner->isVisible(); }, 5000));
}

TEST_CASE("A folder that cannot be written is said in the banner, not in a box") {
    const WholeWindow w;
    w.openTransit();
    w.window().files().saveAs(u"/proc/case.tributary"_s);
    const auto* banner = w.window().findChild<Banner*>();
    CHECK(QTest::qWaitFor([&] { return banner->isVisible(); }, 10000));
    CHECK(banner->text().contains(u"/proc/case.tributary"_s));
    CHECK_FALSE(QApplication::activeModalWidget());
}
