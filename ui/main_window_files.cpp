// SPDX-License-Identifier: GPL-3.0-or-later
// The window and its file: what the banner says of it, the session, files that are dropped.
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/main_window.h"
#include "ui/qt_text.h"
#include "ui/window/banner.h"
#include "ui/window/disk_watch.h"
#include "ui/window/file_commands.h"
#include "ui/window/file_work.h"
#include "ui/window/follower.h"
#include "ui/window/recent_files.h"

#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QShortcut>
#include <algorithm>
#include <latch>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize firstSize(1440, 900);

QString geometryKey() { return u"window/geometry"_s; }

/// Writes the settings to the disk, which may take its time.
void keepPlace(const QByteArray& geometry, const Session& session) {
    QSettings().setValue(geometryKey(), geometry);
    keepSession(session);
}

/// The first file of a drop that the window can open; empty where there is none.
QString fileOf(const QMimeData& data) {
    for (const QUrl& url : data.urls()) {
        const QString suffix = QFileInfo(url.toLocalFile()).suffix().toLower();
        if (url.isLocalFile() &&
            (suffix == "tributary"_L1 || suffix == "json"_L1 || suffix == "csv"_L1 || suffix == "bpmn"_L1))
            return url.toLocalFile();
    }
    return {};
}

} // namespace

void MainWindow::note(const QString& words) { tell(words, {}, {}, Severity::note); }

void MainWindow::offer(const QString& words, const QString& action, const std::function<void()>& act) {
    tell(words, action, act, Severity::note);
}

void MainWindow::tell(const QString& message, const QString& action, std::function<void()> act, Severity told,
                      const QString& details) {
    toldDetails_ = details;
    told_ = told;
    toldMessage_ = message;
    toldAction_ = action;
    toldAct_ = std::move(act);
    showBanner();
}

void MainWindow::showBanner() {
    const auto show = [this](Severity severity, const QString& text, const QString& action = {},
                             const std::function<void()>& act = {}, const QString& details = {}) {
        bannerAct_ = act;
        putBannerAway_ = [this] { bannerClosed_ = true; };
        banner_->show(severity, text, action, details);
    };
    const auto saveAs = [this] { files_->saveAs(); };
    putAway_->setEnabled(!toldMessage_.isEmpty());
    topBar_->setFileLost(fileLost_ && document_.isOpen());
    const QString work = files_->work().what();
    const QString name = QFileInfo(document_.filePath()).fileName();
    using Room = DiskWatch::Room;
    // What may cost the work comes before what was told.
    if (fileLost_ && !bannerClosed_ && document_.isOpen()) {
        show(Severity::error,
             QFileInfo::exists(document_.filePath())
                 ? tr("%1 was replaced by another program: save the model elsewhere, or in its place.").arg(name)
                 : tr("%1 is no longer in its folder: save the model elsewhere.").arg(name),
             tr("Save as…"), saveAs,
             tr("Nothing can be changed until then. If you close it as it is, what is open is kept as a new model."));
    } else if (document_.isOpen() && !document_.isReadOnly() && !document_.saveError().isEmpty()) {
        show(Severity::error, document_.saveError(), tr("Save as…"), saveAs);
    } else if (disk_->room() != Room::enough && !diskClosed_) {
        show(
            Severity::error,
            disk_->room() == Room::none
                ? tr("The disk is full: the next change of %1 cannot be saved. Free some space.").arg(name)
                : tr("The disk of %1 is nearly full, %2 are left: free some space.")
                      .arg(name, locale().formattedDataSize(disk_->bytesLeft(), 0, QLocale::DataSizeTraditionalFormat)),
            tr("Save as…"), saveAs);
        putBannerAway_ = [this] { diskClosed_ = true; };
    } else if (!work.isEmpty() && !workShown_.isActive()) {
        show(Severity::note, tr("%1…").arg(work), files_->work().isReading() ? tr("Cancel") : QString(),
             [this] { files_->work().cancel(); });
    } else if (!toldMessage_.isEmpty()) {
        show(told_, toldMessage_, toldAction_, toldAct_, toldDetails_);
        putBannerAway_ = [this] { toldMessage_.clear(); };
    } else if (bannerClosed_ || !document_.isOpen()) {
        banner_->hide();
    } else if (!document_.losses().isEmpty()) {
        constexpr int mostLosses = 3; // a banner is no list
        const QStringList losses = document_.losses();
        QString lost = losses.mid(0, mostLosses).join(u"; "_s);
        if (losses.size() > mostLosses)
            lost = tr("%1; and %2 more, in the list of problems").arg(lost).arg(losses.size() - mostLosses);
        show(Severity::error, tr("%1 is damaged and only read: save what is left under another name.").arg(name),
             tr("Save as…"), saveAs, tr("Lost: %1").arg(lost));
    } else if (document_.isReadOnly() && follower_->isFree()) {
        show(Severity::note, tr("The other window has let go of this file: it can be edited here."), tr("Edit here"),
             [this] { follower_->takeOver(); });
    } else if (document_.isReadOnly()) {
        show(Severity::warning,
             follower_->isFollowing()
                 ? tr("Read-only: %1. What is changed there is shown here.").arg(document_.readOnlyReason())
                 : tr("Read-only: %1").arg(document_.readOnlyReason()),
             tr("Save as…"), saveAs);
    } else {
        banner_->hide();
    }
}

void MainWindow::tellKept(const QString& name, const QString& path) {
    rememberFile(path);
    tell(tr("%1 was moved or replaced. What was open of it is kept as a new model.").arg(name), tr("Open it"),
         [this, path] { files_->openPath(path); });
}

void MainWindow::restore() {
    if (restoreGeometry(QSettings().value(geometryKey()).toByteArray()))
        return;
    const QSize room = screen() ? screen()->availableSize() : firstSize;
    resize(firstSize.boundedTo(room));
}

Session MainWindow::session() const {
    Session session;
    if (!document_.isOpen())
        return session;
    session.file = document_.filePath();
    session.selection = toQt(document_.selection());
    session.scenario = toQt(document_.scenario().text);
    session.period = document_.period();
    if (current_ >= 0) {
        const Page& page = pages_[static_cast<size_t>(current_)];
        session.page = page.icon;
        session.scale = page.scale ? page.scale() : 0;
    }
    return session;
}

void MainWindow::resume(const Session& session) {
    if (session.file.isEmpty())
        return;
    if (!QFileInfo::exists(session.file)) {
        tell(tr("%1, where you left off, is no longer in its folder: open it where it is now, or begin another.")
                 .arg(QDir::toNativeSeparators(session.file)),
             tr("Open…"), [this] { files_->open(); });
        return;
    }
    auto* once = new QObject(this); // goes with the connection
    connect(&document_, &Document::opened, once, [this, once, session] {
        once->deleteLater();
        if (QFileInfo(document_.filePath()) == QFileInfo(session.file))
            takeUp(session);
    });
    files_->openPath(session.file);
}

void MainWindow::takeUp(const Session& session) {
    const auto page =
        std::find_if(pages_.begin(), pages_.end(), [&](const Page& each) { return each.icon == session.page; });
    if (page != pages_.end())
        showPage(static_cast<int>(page - pages_.begin()));
    if (const ScenarioId scenario(fromQt(session.scenario)); document_.model().scenarios().contains(scenario))
        document_.setScenario(scenario);
    if (session.period > 0)
        document_.setPeriod(session.period);
    const std::string selection = fromQt(session.selection);
    if (const auto entity = entityOf(selection); entity && exists(document_.model(), *entity))
        document_.select(selection);
    if (page != pages_.end() && page->setScale && session.scale > 0)
        page->setScale(session.scale);
    if (!session.lost.isEmpty()) // once all that comes with a file has come
        QTimer::singleShot(0, this, [this, name = session.lost] {
            tell(tr("%1 was moved or replaced while it was open. This is what was open of it: give it a name.")
                     .arg(name),
                 tr("Save as…"), [this] { files_->saveAs(); });
        });
}

/// So that the next start finds it, whatever ends this program.
void MainWindow::keepWhereItIs() {
    if (!document_.isOpen() && files_->work().isReading()) {
        sessionRests_.start(); // it is on the way to where it was
        return;
    }
    keeping_.start([geometry = saveGeometry(), last = session()] { keepPlace(geometry, last); });
}

/// Settles what is being typed; says why, where it is not taken.
QString MainWindow::refusedTyping() {
    QString refused;
    const auto told = connect(&document_, &Document::told, this, [&refused](const QString& why) { refused = why; });
    document_.settleTyping();
    disconnect(told);
    return refused.isEmpty() && document_.isOpen() ? document_.invalidTyping() : refused;
}

void MainWindow::closeEvent(QCloseEvent* event) {
    const QString invalid = refusedTyping();
    const bool closesWithout = std::exchange(closesWithout_, false);
    if (!closesWithout && !invalid.isEmpty()) {
        event->ignore();
        askToCloseWithout(tr("What is typed here is not valid, and would be lost: %1").arg(invalid));
        return;
    }
    if (files_->work().isWriting()) {
        event->ignore();
        closeOnceWritten();
        return;
    }
    Session last = session();
    if (document_.isLost()) {
        const auto kept = document_.keepLost();
        if (!kept && !closesWithout) {
            event->ignore();
            askToCloseWithout(
                tr("%1 was moved or replaced, and what is open of it would be lost: save it elsewhere. %2")
                    .arg(QFileInfo(last.file).fileName(), toQt(kept.error().message)));
            return;
        }
        last.lost = kept ? QFileInfo(last.file).fileName() : QString();
        last.file = kept.value_or(last.file);
    }
    sessionRests_.stop();
    std::latch kept(1); // after what is still being written
    keeping_.start([&, geometry = saveGeometry()] {
        keepPlace(geometry, last);
        kept.count_down();
    });
    kept.wait();
    QMainWindow::closeEvent(event);
}

void MainWindow::askToCloseWithout(const QString& why) {
    if (closingBox_) {
        closingBox_->raise();
        return;
    }
    closingBox_ = new QMessageBox(QMessageBox::NoIcon, tr("Close Tributary"), why, QMessageBox::NoButton, this);
    closingBox_->setAttribute(Qt::WA_DeleteOnClose);
    closingBox_->setTextFormat(Qt::PlainText); // it holds names
    closingBox_->setDefaultButton(closingBox_->addButton(tr("Go back"), QMessageBox::RejectRole));
    const QPushButton* without = closingBox_->addButton(tr("Close without it"), QMessageBox::DestructiveRole);
    connect(without, &QPushButton::clicked, this, [this] {
        closesWithout_ = true;
        close();
    });
    connect(closingBox_, &QMessageBox::rejected, this, [this] { wantsRestart_ = false; });
    closingBox_->open();
}

/// Closes the window when all is written, unless something is told of it: that is read first.
void MainWindow::closeOnceWritten() {
    if (closesOnceWritten_)
        return;
    closesOnceWritten_ = new QObject(this);
    const auto told = std::make_shared<bool>(false);
    connect(&document_, &Document::told, closesOnceWritten_, [told] { *told = true; });
    connect(files_, &FileCommands::reported, closesOnceWritten_, [told] { *told = true; });
    connect(&files_->work(), &FileWork::changed, closesOnceWritten_, [this, told] {
        if (files_->work().isWriting())
            return;
        // What came of it is told right after.
        QTimer::singleShot(0, closesOnceWritten_, [this, told] {
            delete closesOnceWritten_;
            if (*told)
                wantsRestart_ = false;
            else
                close();
        });
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!fileOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    if (const QString path = fileOf(*event->mimeData()); !path.isEmpty()) {
        event->acceptProposedAction();
        files_->openPath(path);
    }
}

} // namespace tributary::ui
