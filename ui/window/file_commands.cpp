// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_commands.h"

#include "core/exchange/bpmn.h"
#include "core/exchange/csv.h"
#include "core/exchange/json.h"
#include "core/exchange/templates.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/file_dialog.h"
#include "ui/qt_text.h"
#include "ui/window/file_work.h"
#include "ui/window/recent_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestText = 256 * 1024 * 1024; // as for the command line, which reads what is exported here
constexpr qsizetype fewLines = 3;                 ///< beside what was done

QString modelFilter() { return FileCommands::tr("Tributary models (*.tributary)"); }

Result<std::string> readText(const QString& path) {
    QFile file(path);
    const QString name = QDir::toNativeSeparators(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(fromQt(FileCommands::tr("%1 cannot be read: %2.").arg(name, file.errorString())));
    if (file.size() > largestText)
        return fail(fromQt(FileCommands::tr("%1 is larger than 256 MB: it is no table or model.").arg(name)));
    const QByteArray bytes = file.read(largestText);
    return std::string(bytes.constData(), static_cast<size_t>(bytes.size()));
}

QString inWords(const LineNote& note) { return FileCommands::tr("line %1: %2").arg(note.line).arg(toQt(note.reason)); }

QStringList inWords(const std::vector<LineNote>& notes) {
    QStringList lines;
    for (const LineNote& note : notes)
        lines << inWords(note);
    return lines;
}

QStringList inWords(const std::vector<BpmnNote>& notes) {
    QStringList lines;
    for (const auto& [words, count] : countedWords(notes))
        lines << (count > 1 ? FileCommands::tr("%1 (%2 times)").arg(toQt(words), QString::number(count)) : toQt(words));
    return lines;
}

Result<CsvImport> readTable(const Model& model, const QString& path) {
    return readText(path).and_then([&](const std::string& text) {
        return holdsActuals(text) ? importActualsCsv(model, text) : importMetricsCsv(model, text);
    });
}

Result<BpmnImport> readDrawing(const Model& model, const QString& path) {
    return readText(path).and_then(
        [&](const std::string& text) { return importBpmn(model, text, fromQt(QFileInfo(path).completeBaseName())); });
}

} // namespace

FileCommands::FileCommands(Document& document, QWidget& window)
    : QObject(&window), document_(document), window_(window), work_(new FileWork(this)) {
    // A model that was opened in the meantime is the one that is wanted.
    connect(&document_, &Document::opened, work_, &FileWork::cancel);
}

void FileCommands::newEmpty() {
    if (auto made = document_.create(Model()); !made)
        document_.tell(made.error());
}

void FileCommands::newFromTemplate(const QString& id) {
    const auto made =
        modelFromTemplate(fromQt(id)).and_then([this](const Model& model) { return document_.create(model); });
    if (!made)
        document_.tell(made.error());
}

void FileCommands::openPath(const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "json"_L1 || suffix == "csv"_L1 || suffix == "bpmn"_L1) {
        importPath(path);
        return;
    }
    if (document_.isAt(path) && !document_.isLost())
        return;
    work_->read(
        tr("Opening %1").arg(QFileInfo(path).fileName()), [path] { return DocumentFile::open(pathFromQt(path)); },
        [this, path](Result<DocumentFile> file) {
            if (file) {
                document_.adopt(std::move(*file));
            } else {
                forgetFile(path);
                document_.tell(file.error());
            }
        });
}

void FileCommands::importPath(const QString& path) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "csv"_L1)
        importTable(path);
    else if (suffix == "bpmn"_L1)
        importDrawing(path);
    else
        importModel(path);
}

void FileCommands::importModel(const QString& path) {
    const QString name = QFileInfo(path).fileName();
    const auto read = [path, name]() -> Result<Model> {
        const auto text = readText(path);
        if (!text)
            return tl::unexpected(text.error());
        auto model = readJson(*text);
        if (!model)
            return fail(fromQt(name) + ": " + model.error().message);
        return model;
    };
    // Its file is made once it is wanted for certain: one that is let go of would stay in the data folder.
    work_->read(tr("Importing %1").arg(name), read, [this, name](const Result<Model>& model) {
        if (!model)
            return document_.tell(model.error());
        work_->write(
            tr("Importing %1").arg(name), [model = *model] { return makeDraft(model); },
            [this](Result<DocumentFile> file) {
                if (file)
                    document_.adopt(std::move(*file));
                else
                    document_.tell(file.error());
            });
    });
}

template <class Import>
void FileCommands::importInto(const QString& path, Result<Import> (*read)(const Model& model, const QString& path),
                              void (FileCommands::*take)(const QString& name, const Import& import)) {
    const QString name = QFileInfo(path).fileName();
    if (!document_.isOpen()) {
        document_.tell(Error{fromQt(tr("%1 goes into a model: open the one that it belongs to first.").arg(name)), {}});
        return;
    }
    document_.settleTyping();
    const auto make = [path, name, read, model = document_.model()]() -> Result<Import> {
        auto import = read(model, path);
        if (!import)
            return fail(fromQt(name) + ": " + import.error().message);
        return import;
    };
    work_->read(tr("Importing %1").arg(name), make,
                [this, path, name, read, take, before = document_.model()](const Result<Import>& import) {
                    if (!import)
                        return document_.tell(import.error());
                    if (document_.model() != before)
                        return importInto(path, read, take); // it was read against a model that is no more
                    if (!import->edit.empty())
                        if (auto applied = document_.apply(import->edit); !applied)
                            return document_.tell(applied.error());
                    (this->*take)(name, *import);
                });
}

void FileCommands::importTable(const QString& path) { importInto(path, &readTable, &FileCommands::takeTable); }

void FileCommands::importDrawing(const QString& path) { importInto(path, &readDrawing, &FileCommands::takeDrawing); }

void FileCommands::takeTable(const QString& name, const CsvImport& read) {
    report(read.accepted == 1 ? tr("%1: 1 line was read").arg(name)
                              : tr("%1: %2 lines were read").arg(name).arg(read.accepted),
           inWords(read.notes), inWords(read.rejected));
}

void FileCommands::takeDrawing(const QString& name, const BpmnImport& read) {
    emit placeWanted(toQt(pathOf({Process::kind, read.processes.front().text})));
    report(read.processes.size() == 1 ? tr("%1: 1 process was read").arg(name)
                                      : tr("%1: %2 processes were read").arg(name).arg(read.processes.size()),
           inWords(read.notes));
}

/// A few lines stand beside what was done; more of them stand below it, every one.
void FileCommands::report(const QString& words, const QStringList& notes, const QStringList& leftOut) {
    if (notes.isEmpty() && leftOut.isEmpty()) {
        emit noted(words + u'.');
        return;
    }
    QString told = words;
    QStringList lines;
    const auto add = [&, isShort = notes.size() + leftOut.size() <= fewLines](const QString& counted,
                                                                              const QStringList& found) {
        if (found.isEmpty())
            return;
        told += u"; "_s + counted;
        if (isShort)
            told += u": "_s + found.join(u"; "_s);
        else
            lines << counted + u':' << found;
    };
    add(tr("%1 to look at").arg(notes.size()), notes);
    add(tr("%1 left out").arg(leftOut.size()), leftOut);
    emit reported(told + u'.', lines.join(u'\n'));
}

void FileCommands::write(const QString& path, const std::function<Result<Text>()>& text) {
    const auto make = [path, text]() -> Result<QStringList> {
        auto made = text();
        if (!made)
            return tl::unexpected(made.error());
        const std::string& bytes = made->bytes;
        QSaveFile file(path);
        const auto size = static_cast<qint64>(bytes.size());
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), size) != size || !file.commit())
            return fail(fromQt(tr("%1 cannot be written: %2. Choose another place.")
                                   .arg(QDir::toNativeSeparators(path), file.errorString())));
        return std::move(made->notes);
    };
    const QString name = QFileInfo(path).fileName();
    work_->write(tr("Writing %1").arg(name), make, [this, name](const Result<QStringList>& written) {
        if (!written)
            document_.tell(written.error());
        else if (!written->isEmpty())
            report(tr("%1 was written").arg(name), *written);
    });
}

void FileCommands::exportJson(const QString& path) {
    document_.settleTyping();
    write(path, [model = document_.model()] { return Text{writeJson(model), {}}; });
}

void FileCommands::exportMetrics(const QString& path) {
    if (const auto results = document_.outcome().sampled; results && !document_.isStale())
        write(path, [results] { return Text{writeMetricsCsv(*results), {}}; });
    else
        document_.tell(
            Error{fromQt(tr("There are no results of the present model yet: wait for the run to end.")), {}});
}

void FileCommands::exportProcess(const ProcessId& process, const QString& path) {
    document_.settleTyping();
    write(path, [process, model = document_.model()]() -> Result<Text> {
        auto made = exportBpmn(model, process);
        if (!made)
            return tl::unexpected(made.error());
        return Text{std::move(made->text), inWords(made->notes)};
    });
}

void FileCommands::saveAs(const QString& path) {
    document_.settleTyping();
    if (!document_.isAt(path) || (document_.isLost() && document_.isReadOnly()))
        return goOnInCopy(path, Overwrite::replace, {}, [] {});
    if (!document_.isLost())
        return;
    if (auto written = document_.writeAnew(); !written) // here, for the lock on the name is the open file's
        document_.tell(written.error());
}

void FileCommands::saveCopy(const QString& path) {
    document_.settleTyping();
    work_->write(
        tr("Saving %1").arg(QFileInfo(path).fileName()), document_.copyTo(path),
        [this, path](const Result<void>& saved) {
            if (!saved)
                return document_.tell(saved.error());
            emit noted(tr("The copy is in %1; you go on in the file you were in.").arg(QDir::toNativeSeparators(path)));
        });
}

void FileCommands::openWorkshopCopy() {
    document_.settleTyping();
    const QFileInfo master(document_.filePath());
    const auto path = document_.workshopPath();
    if (!path)
        return document_.tell(path.error());
    goOnInCopy(*path, Overwrite::refuse, master.completeBaseName(), [this, name = master.fileName()] {
        emit noted(tr("This is a workshop copy now, %1. %2 stays as it was.")
                       .arg(QFileInfo(document_.filePath()).fileName(), name));
    });
}

void FileCommands::goOnInCopy(const QString& path, Overwrite overwrite, const QString& copyOf,
                              const std::function<void()>& done) {
    auto* watch = new QObject(this); // goes once the copy is there
    const auto changed = std::make_shared<bool>(false);
    for (const auto signal : {&Document::historyChanged, &Document::versionsChanged, &Document::opened})
        connect(&document_, signal, watch, [changed] { *changed = true; });
    const auto make = [copy = document_.copyTo(path, overwrite, copyOf), path]() -> Result<DocumentFile> {
        return copy().and_then([&] { return DocumentFile::open(pathFromQt(path)); });
    };
    const auto take = [this, watch, changed, path, copyOf, done, from = document_.filePath(),
                       lost = document_.isLost()](Result<DocumentFile> file) {
        delete watch;
        if (!file)
            return document_.tell(file.error());
        if (document_.filePath() != from)
            return;                 // another model is open by now
        if (document_.isAt(path)) { // it is only read, and may show by now what stood there meanwhile
            document_.follow(std::move(*file));
            return done();
        }
        if (*changed || document_.isLost() != lost) {
            file = fail({}); // gives its lock back
            return goOnInCopy(path, Overwrite::replace, copyOf, done);
        }
        document_.goOnIn(std::move(*file));
        done();
    };
    work_->write(tr("Saving %1").arg(QFileInfo(path).fileName()), make, take);
}

QString FileCommands::askToWrite(const QString& title, const QString& filter, const QString& suffix) {
    const QString name = QFileInfo(document_.filePath()).completeBaseName() + u'.' + suffix;
    return ui::askToWrite(&window_, title, name, {filter}, suffix).path;
}

void FileCommands::open() {
    const QString filter = modelFilter() + u";;"_s + tr("Models as JSON (*.json)");
    if (const QString path = askToRead(&window_, tr("Open a model"), filter); !path.isEmpty())
        openPath(path);
}

void FileCommands::import() {
    const QString filter = tr("Models, tables and processes (*.json *.csv *.bpmn)");
    if (const QString path = askToRead(&window_, tr("Import"), filter); !path.isEmpty())
        importPath(path);
}

void FileCommands::exportJson() {
    const QString path = askToWrite(tr("Export the model as JSON"), tr("JSON (*.json)"), u"json"_s);
    if (!path.isEmpty())
        exportJson(path);
}

void FileCommands::exportMetrics() {
    const QString path = askToWrite(tr("Export the metrics by period"), tr("Tables (*.csv)"), u"csv"_s);
    if (!path.isEmpty())
        exportMetrics(path);
}

void FileCommands::exportProcess(const ProcessId& process) {
    const QString path = askToWrite(tr("Export the process as BPMN"), tr("BPMN (*.bpmn)"), u"bpmn"_s);
    if (!path.isEmpty())
        exportProcess(process, path);
}

void FileCommands::saveAs() {
    if (const QString path = askToWrite(tr("Save the model as"), modelFilter(), u"tributary"_s); !path.isEmpty())
        saveAs(path);
}

void FileCommands::saveCopy() {
    if (const QString path = askToWrite(tr("Save a copy"), modelFilter(), u"tributary"_s); !path.isEmpty())
        saveCopy(path);
}

} // namespace tributary::ui
