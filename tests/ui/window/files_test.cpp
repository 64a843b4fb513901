// SPDX-License-Identifier: GPL-3.0-or-later
// The file of the open model: replaced or gone, saved elsewhere while edits go on, and what the window does meanwhile.
#include "core/exchange/json.h"
#include "tests/ui/comfort/whole_window.h"
#include "tests/ui/saved_as.h"
#include "tests/ui/window/models.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/name_field.h"
#include "ui/window/banner.h"
#include "ui/window/file_commands.h"
#include "ui/window/file_work.h"
#include "ui/window/recent_files.h"

#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <semaphore>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Edit renamed(const Document& document, const std::string& name) {
    return need(rename(document.model(), MetricId("L3"), name));
}

Model titled(const QString& title) {
    Settings settings = transit().settings();
    settings.title = fromQt(title);
    return apply(transit(), Edit{"Title", "", {put(settings)}}).model;
}

/// Puts another model in the place of a file, as programs do that keep folders alike.
void replace(const QString& path) {
    const QString other = path + u".other"_s;
    {
        Document document;
        need(document.create(Model()));
        need(document.copyTo(other)());
    }
    REQUIRE(::rename(QFile::encodeName(other), QFile::encodeName(path)) == 0);
}

void settle(const WholeWindow& w) {
    REQUIRE(QTest::qWaitFor([&] { return w.window().files().work().what().isEmpty(); }, 60000));
}

} // namespace

TEST_CASE("A file that another program replaces takes no edit, and is written anew where that is wished") {
    const EmptyDraftFolder drafts;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    Document document;
    need(document.create(transit()));
    need(saveAs(document, path));
    need(document.apply(renamed(document, "Kept")));
    const Model kept = document.model();
    CHECK_FALSE(document.isLost());
    replace(path);
    CHECK(document.isLost());
    CHECK_FALSE(document.apply(renamed(document, "Lost without a word")));
    CHECK_FALSE(document.savedLine().contains(u"all changes saved"_s));
    CHECK(document.model() == kept);

    const QSignalSpy replaced(&document, &Document::historyReplaced);
    need(document.writeAnew());
    CHECK(replaced.count() == 1);
    CHECK_FALSE(document.isLost());
    need(document.apply(renamed(document, "Saved")));
    const Model saved = document.model();
    CHECK(document.savedLine().contains(u"all changes saved"_s));
    document.close();
    need(document.open(path));
    CHECK(document.model() == saved);
}

TEST_CASE("A file that is gone is saved again under its own name, and its model is kept where it is closed instead") {
    const EmptyDraftFolder drafts;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    Document document;
    need(document.create(transit()));
    need(saveAs(document, path));
    REQUIRE(QFile::remove(path));
    need(document.writeAnew());
    CHECK(QFile::exists(path));
    CHECK_FALSE(document.isLost());
    need(document.apply(renamed(document, "Another")));
    const Model last = document.model();
    replace(path);
    QString kept;
    QObject::connect(&document, &Document::lostKept, [&](const QString&, const QString& there) { kept = there; });
    document.close();
    REQUIRE_FALSE(kept.isEmpty());
    need(document.open(kept));
    CHECK(document.model() == last);
}

TEST_CASE("The window says that its file was replaced, and saves it in its place") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    const WholeWindow w;
    w.openTransit();
    w.window().files().saveAs(path);
    settle(w);
    REQUIRE(w.document().filePath() == path);
    const auto* banner = w.window().findChild<Banner*>();
    CHECK_FALSE(banner->isVisible());
    for (int times = 0; times < 2; ++times) {
        replace(path);
        REQUIRE(QTest::qWaitFor([&] { return banner->isVisible(); }, 10000));
        CHECK(banner->text().contains(u"case.tributary was replaced by another program"_s));
        w.window().files().saveAs(path);
        settle(w);
        CHECK_FALSE(banner->isVisible());
    }
    need(w.document().apply(renamed(w.document(), "Goes on")));
}

TEST_CASE("A file that is only read and is gone is written in its place while the window goes on") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    const WholeWindow w;
    {
        Document holder;
        need(holder.create(transit()));
        need(saveAs(holder, path));
        need(holder.apply(renamed(holder, "Last")));
        w.window().files().openPath(path);
        settle(w);
    }
    REQUIRE(w.document().isReadOnly());
    const Model last = w.document().model();
    REQUIRE(QFile::remove(path));
    w.window().files().saveAs(path);
    CHECK(w.window().files().work().isWriting());
    settle(w);
    CHECK_FALSE(w.document().isReadOnly());
    CHECK_FALSE(w.document().isLost());
    CHECK(w.document().model() == last);
    need(w.document().apply(renamed(w.document(), "Goes on")));
    const Model saved = w.document().model();
    w.document().close();
    need(w.document().open(path));
    CHECK(w.document().model() == saved);
}

TEST_CASE("A model is saved under a name while edits go on, and none of them is left behind") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    const WholeWindow w;
    w.openTransit();
    const QString draft = w.document().filePath();
    w.window().files().saveAs(path);
    CHECK(w.window().files().work().isWriting());
    CHECK(w.document().filePath() == draft);
    need(w.document().apply(renamed(w.document(), "While it is saved")));
    const Model last = w.document().model();
    settle(w);
    CHECK(w.document().filePath() == path);
    CHECK(w.document().model() == last);
    CHECK(w.document().undoLabel());
    CHECK_FALSE(QFile::exists(draft));
    w.document().close();
    need(w.document().open(path));
    CHECK(w.document().model() == last);
}

TEST_CASE("What is saved under a name while another model is opened is there, and the other one stays open") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.tributary"_s);
    const WholeWindow w;
    w.openTransit();
    const Model last = w.document().model();
    w.window().files().saveAs(path);
    need(w.document().create(Model()));
    settle(w);
    CHECK(w.document().model() == Model());
    need(w.document().open(path));
    CHECK_FALSE(w.document().isReadOnly());
    CHECK(w.document().model() == last);
}

TEST_CASE("A model with a long title in any script gets a file, and a second one too") {
    const EmptyDraftFolder drafts;
    const QString hanzi(300, QChar(0x5b57));
    const QString rare = QString::fromUcs4(U"\U00020000").repeated(200);
    for (const QString& title : {hanzi, rare, u"a"_s + rare, QString(300, u'a')}) {
        Document one;
        Document two;
        need(one.create(titled(title)));
        need(two.create(titled(title)));
        CHECK(one.filePath() != two.filePath());
        const QString name = QFileInfo(one.filePath()).completeBaseName();
        CHECK(title.startsWith(name));
        CHECK(name.toUtf8().size() > 190);
        CHECK(one.workshopPath());
    }
}

TEST_CASE("Who follows a file hears of its versions") {
    const EmptyDraftFolder drafts;
    Document writer;
    need(writer.create(transit()));
    Document reader;
    need(reader.open(writer.filePath()));
    REQUIRE(reader.isReadOnly());
    need(writer.nameVersion(u"first"_s));
    const QSignalSpy versions(&reader, &Document::versionsChanged);
    reader.follow(need(DocumentFile::open(pathFromQt(writer.filePath()), FileAccess::readOnly)));
    CHECK(versions.count() == 1);
    CHECK(reader.versions().size() == 1);
}

TEST_CASE("An import that is let go of leaves no model behind") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.json"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(writeJson(transit())));
    file.close();
    const WholeWindow w;
    FileWork& work = w.window().files().work();
    w.window().files().openPath(path);
    work.cancel();
    work.read(
        u"Another"_s, [] { return Result<int>(1); }, [](const Result<int>&) {}); // begins after it
    settle(w);
    CHECK(QDir(draftFolder()).entryList(QDir::Files).isEmpty());
    CHECK_FALSE(w.document().isOpen());
    w.window().files().openPath(path);
    settle(w);
    CHECK(w.document().isOpen());
    CHECK(QDir(draftFolder()).entryList({u"*.tributary"_s}, QDir::Files).size() == 1);
}

TEST_CASE("A model that is as large as the command line reads comes in by the window too") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"case.json"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(writeJson(transit())));
    constexpr qsizetype megabytes = 65;
    file.write(QByteArray(megabytes << 20, ' '));
    file.close();
    const WholeWindow w;
    w.window().files().openPath(path);
    settle(w);
    INFO(w.window().findChild<Banner*>()->text().toStdString());
    CHECK(w.document().isOpen());
}

TEST_CASE("A file on a disk that is away for a while stays among the recent ones") {
    QSettings().clear();
    const QTemporaryDir folder;
    const QString away = folder.filePath(u"away.tributary"_s);
    const auto make = [&](const QString& path) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly);
    };
    REQUIRE(make(away));
    rememberFile(away);
    REQUIRE(QFile::remove(away));
    const QString here = folder.filePath(u"here.tributary"_s);
    REQUIRE(make(here));
    rememberFile(here);
    CHECK(recentFiles() == QStringList{here});
    REQUIRE(make(away));
    CHECK(recentFiles() == QStringList{here, away});
}

TEST_CASE("A model that gets a name leaves the file that it had before out of the recent ones") {
    const QTemporaryDir folder;
    const WholeWindow w;
    QStringList named;
    for (int number = 0; number < 5; ++number) {
        w.openTransit();
        named.prepend(folder.filePath(u"%1.tributary"_s.arg(number)));
        w.window().files().saveAs(named.constFirst());
        settle(w);
    }
    CHECK(recentFiles() == named);
}

TEST_CASE("A window that is asked to close while a file is written closes then, whatever was told before") {
    const WholeWindow w;
    w.openTransit();
    FileWork& work = w.window().files().work();
    std::binary_semaphore gate(0);
    work.write(
        u"Writing"_s,
        [&]() -> Result<int> {
            gate.acquire();
            return 1;
        },
        [](const Result<int>&) {});
    w.document().tell(Error{"Something of before.", std::nullopt});
    CHECK_FALSE(w.window().close());
    CHECK_FALSE(w.window().close()); // as the session ends
    CHECK(w.window().isVisible());
    gate.release();
    CHECK(QTest::qWaitFor([&] { return !w.window().isVisible(); }, 10000));
}

TEST_CASE("A window that is asked to close while a file is written stays where that could not be, and says so") {
    const WholeWindow w;
    w.openTransit();
    FileWork& work = w.window().files().work();
    std::binary_semaphore gate(0);
    work.write(
        u"Writing"_s,
        [&]() -> Result<int> {
            gate.acquire();
            return fail("It did not fit.");
        },
        [&](const Result<int>& done) { w.document().tell(done.error()); });
    CHECK_FALSE(w.window().close());
    gate.release();
    const auto* banner = w.window().findChild<Banner*>();
    REQUIRE(QTest::qWaitFor([&] { return banner->text().contains(u"It did not fit."_s); }, 10000));
    QTest::qWait(100);
    CHECK(w.window().isVisible());
    CHECK(w.window().close());
}

TEST_CASE("A window that is closed over a line that is not taken asks first, and says which it is") {
    const WholeWindow w;
    w.openTransit();
    w.document().select("metric/L3");
    auto* canvas = w.window().findChild<CascadeCanvas*>();
    REQUIRE(canvas);
    QTest::keyClick(canvas, Qt::Key_F2);
    REQUIRE(canvas->nameField().isVisible());
    canvas->nameField().field()->setText(u"Locating = 2 +"_s);
    CHECK_FALSE(w.window().close());
    CHECK(w.window().isVisible());
    auto* box = w.window().findChild<QMessageBox*>();
    REQUIRE(box);
    CHECK(box->text().contains(u"Locating = 2 +"_s));
    box->reject();
    CHECK(w.window().close());
}
