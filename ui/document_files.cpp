// SPDX-License-Identifier: GPL-3.0-or-later
// The document's file: made, opened, followed, copied, closed.
#include "core/model/differences.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <QDate>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double monthsShownAtFirst = 24;

/// A file that is not there yet, numbered where the name is taken.
QString freePath(const QDir& folder, QString name) {
    constexpr qsizetype mostBytes = 200; // of the 255 that disks give a name: the rest is for what stands beside it
    name.truncate(mostBytes);
    while (name.toUtf8().size() > mostBytes || (!name.isEmpty() && name.back().isHighSurrogate()))
        name.chop(1);
    QString file = name + u".tributary"_s;
    for (int number = 2; folder.exists(file); ++number)
        file = u"%1 %2.tributary"_s.arg(name).arg(number);
    return folder.filePath(file);
}

/// A file in the data folder that is not there yet.
Result<QString> draftPath(const QString& name) {
    if (!QDir().mkpath(draftFolder()))
        return fail(fromQt(Document::tr("The folder %1 for new models cannot be made: check who may write there.")
                               .arg(QDir::toNativeSeparators(draftFolder()))));
    return freePath(QDir(draftFolder()), name);
}

/// Makes a file of `model` in the data folder, called after `title`.
Result<DocumentFile> makeDraftNamed(const QString& title, const Model& model) {
    static const QRegularExpression unfit(u"[^\\w .()-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString name = QString(title).replace(unfit, u" "_s).simplified();
    while (name.startsWith(u'.'))
        name.remove(0, 1);
    if (name.isEmpty())
        name = u"model"_s;
    return draftPath(name).and_then([&](const QString& path) { return DocumentFile::create(pathFromQt(path), model); });
}

int firstPeriod(const Settings& settings) {
    const double months = settings.timeline().months();
    return std::clamp(static_cast<int>(monthsShownAtFirst / months), 1, std::max(1, settings.periods));
}

} // namespace

QString draftFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/Tributary/models"_s;
}

Result<DocumentFile> makeDraft(const Model& model) { return makeDraftNamed(toQt(model.settings().title), model); }

Result<void> Document::create(const Model& model) {
    auto file = makeDraft(model);
    if (!file)
        return tl::unexpected(file.error());
    adopt(std::move(*file));
    return {};
}

Result<void> Document::open(const QString& path) {
    if (isAt(path) && !isLost())
        return {};
    auto file = DocumentFile::open(pathFromQt(path));
    if (!file)
        return tl::unexpected(file.error());
    adopt(std::move(*file));
    return {};
}

bool Document::isAt(const QString& path) const {
    const QFileInfo there(path);
    const QFileInfo here(filePath());
    // Two that do not exist are the same to Qt, and the present file may be gone.
    return isOpen() && (there.absoluteFilePath() == here.absoluteFilePath() || (there.exists() && there == here));
}

Result<void> Document::writeAnew() {
    if (auto ready = refuseWithoutFile(); !ready)
        return ready;
    if (auto written = file_->writeAnew(); !written)
        return written;
    saveError_.clear();
    emit historyReplaced();
    emit fileChanged();
    emit historyChanged();
    emit versionsChanged();
    return {};
}

std::function<Result<void>()> Document::copyTo(const QString& path, Overwrite overwrite, const QString& copyOf) const {
    if (auto ready = refuseWithoutFile(); !ready)
        return [ready] { return ready; };
    return [copy = file_->copier(), path = pathFromQt(path), overwrite, copyOf = fromQt(copyOf)] {
        return copy(path, overwrite, copyOf);
    };
}

void Document::goOnIn(DocumentFile copy) {
    const bool leavesDraft = !isLost() && !isNamed() && !isReadOnly() && copy.copyOf().empty();
    const QString draft = leavesDraft ? filePath() : QString();
    const bool lacksHistory = copy.editsKept() != file_->editsKept();
    file_.reset();
    file_.emplace(std::move(copy));
    if (!draft.isEmpty() && QFile::remove(draft))
        emit draftLeft(draft);
    saveError_.clear();
    readOnlyReason_ = toQt(file_->accessReason());
    if (lacksHistory)
        emit historyReplaced();
    emit fileChanged();
    emit historyChanged();
    if (lacksHistory)
        emit versionsChanged();
}

void Document::adopt(DocumentFile file) {
    settleTyping();
    const QString left = isOpen() ? invalidTyping() : QString();
    if (!letGo())
        return;
    file_.reset();
    file_.emplace(std::move(file));
    beginAnew();
    tellLeftBehind(left);
}

bool Document::isLost() const { return isOpen() && file_->isMoved(); }

Result<QString> Document::keepLost() const {
    return makeDraftNamed(QFileInfo(filePath()).completeBaseName(), modelBeforeDrag())
        .map([](const DocumentFile& kept) { return pathToQt(kept.path()); });
}

bool Document::letGo() {
    if (!isLost())
        return true;
    const auto kept = keepLost();
    if (!kept) {
        tell(kept.error());
        return false;
    }
    keptName_ = QFileInfo(filePath()).fileName();
    keptPath_ = *kept;
    return true;
}

/// Lets go of what was shared about the file before, and has all views read anew.
void Document::beginAnew() {
    dragging_ = false;
    preview_ = {};
    saveError_.clear();
    readOnlyReason_ = isOpen() ? toQt(file_->accessReason()) : QString();
    ++revision_;
    selection_.clear();
    selections_.clear();
    scenario_ = firstScenario();
    period_ = firstPeriod(model().settings());
    problems_.clear();
    typingErrors_.clear();
    outcome_ = {};
    forgetDrag();
    runFailure_.clear();
    explanation_ = {};
    explanationProgress_.reset();
    emit opened();
    emit fileChanged();
    emit historyChanged();
    emit versionsChanged();
    emit selectionChanged();
    emit scenarioChanged();
    emit periodChanged();
    emit problemsChanged();
    emit resultsChanged();
}

void Document::follow(DocumentFile file) {
    if (!isReadOnly())
        return;
    const Edit edit = editBetween(model(), file.model());
    const ChangeSet changed = tributary::apply(model(), edit).changed;
    const bool writes = file.access() == FileAccess::readWrite;
    file_.reset();
    file_.emplace(std::move(file));
    emit historyReplaced();
    show(changed);
    emit historyChanged();
    emit versionsChanged();
    if (writes)
        emit fileChanged();
}

void Document::close() {
    if (!isOpen())
        return;
    settleTyping();
    const QString left = invalidTyping();
    if (!letGo())
        return;
    file_.reset();
    beginAnew();
    tellLeftBehind(left);
}

void Document::tellLeftBehind(const QString& fields) {
    if (!fields.isEmpty())
        emit told(tr("Not kept, for it was not valid: %1").arg(fields));
    if (!keptPath_.isEmpty())
        emit lostKept(std::exchange(keptName_, {}), std::exchange(keptPath_, {}));
}

QString Document::invalidTyping() const {
    QStringList fields;
    for (const auto& [path, error] : typingErrors_)
        fields << tr("%1 (%2)").arg(toQt(readableName(model(), path)), toQt(error.message));
    return fields.join(u"; "_s);
}

Result<QString> Document::workshopPath() const {
    if (auto ready = refuseWithoutFile(); !ready)
        return tl::unexpected(ready.error());
    const QFileInfo master(filePath());
    const QString name =
        tr("%1 workshop %2").arg(master.completeBaseName(), QDate::currentDate().toString(Qt::ISODate));
    if (isNamed() && QFileInfo(master.absolutePath()).isWritable())
        return freePath(QDir(master.absolutePath()), name);
    return draftPath(name);
}

bool Document::isNamed() const { return isOpen() && QFileInfo(filePath()).absoluteDir() != QDir(draftFolder()); }

QString Document::filePath() const { return isOpen() ? pathToQt(file_->path()) : QString(); }

bool Document::isReadOnly() const { return isOpen() && file_->access() == FileAccess::readOnly; }

QString Document::readOnlyReason() const { return isReadOnly() ? readOnlyReason_ : QString(); }

QStringList Document::losses() const {
    QStringList lines;
    if (isOpen())
        for (const std::string& loss : file_->losses())
            lines << toQt(loss);
    return lines;
}

QString Document::title() const { return isOpen() ? toQt(model().settings().title) : QString(); }

QString Document::copyOf() const { return isOpen() ? toQt(file_->copyOf()) : QString(); }

QString Document::savedLine() const {
    if (!isOpen())
        return {};
    if (isReadOnly())
        return tr("read-only");
    if (!saveError_.isEmpty())
        return tr("the last change was not saved");
    if (!copyOf().isEmpty())
        return tr("workshop copy of %1").arg(copyOf());
    return isNamed() ? tr("all changes saved") : tr("all changes saved, no name yet");
}

} // namespace tributary::ui
