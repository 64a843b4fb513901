// SPDX-License-Identifier: GPL-3.0-or-later
// FileCommands: what the File menu does with the document. Files are read and exported on another thread, so a call may
// return before the document has what it asked for. Failures go to Document::tell; nothing is thrown.
#pragma once

#include "core/base/result.h"
#include "core/model/ids.h"
#include "core/storage/document_file.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <functional>
#include <string>

class QWidget;

namespace tributary {
struct BpmnImport;
struct CsvImport;
class Model;
} // namespace tributary

namespace tributary::ui {

class Document;
class FileWork;

class FileCommands : public QObject {
    Q_OBJECT
public:
    FileCommands(Document& document, QWidget& window);

    void newEmpty();
    void newFromTemplate(const QString& id);
    /// Opens a model file, or reads a model from a .json, a table from a .csv or processes from a .bpmn.
    void openPath(const QString& path);
    /// Reads a .json as a new model, a .csv of metrics or of measured values or a .bpmn into the open one.
    void importPath(const QString& path);
    /// Makes a copy of the file for a workshop and goes on in it.
    void openWorkshopCopy();
    void exportJson(const QString& path);
    void exportMetrics(const QString& path);
    void exportProcess(const ProcessId& process, const QString& path);
    void saveAs(const QString& path);
    void saveCopy(const QString& path);

    /// What is being read or written.
    [[nodiscard]] FileWork& work() const { return *work_; }

    // The same, with a dialog that asks for the file.
    void open();
    void import();
    void exportJson();
    void exportMetrics();
    void exportProcess(const ProcessId& process);
    void saveAs();
    void saveCopy();

signals:
    void noted(const QString& words); ///< what was done, where nothing is wrong
    /// What was done, and a line for each thing that is to be looked at.
    void reported(const QString& words, const QString& lines);
    void placeWanted(const QString& path); ///< what came in is to be seen

private:
    [[nodiscard]] QString askToWrite(const QString& title, const QString& filter, const QString& suffix);
    /// What goes into a file, and what of it is to be looked at.
    struct Text {
        std::string bytes;
        QStringList notes;
    };
    /// Tells what was done, and what of it is to be looked at or was left out.
    void report(const QString& words, const QStringList& notes, const QStringList& leftOut = {});
    /// Writes a text that is made on the other thread.
    void write(const QString& path, const std::function<Result<Text>()>& text);
    /// Copies the open file on the other thread, anew where it was changed meanwhile, goes on in the copy and calls
    /// `done`.
    void goOnInCopy(const QString& path, Overwrite overwrite, const QString& copyOf, const std::function<void()>& done);
    void importModel(const QString& path);
    void importTable(const QString& path);
    void importDrawing(const QString& path);
    /// Reads from the open model on the other thread, anew where it was changed meanwhile, then hands on what was read.
    template <class Import>
    void importInto(const QString& path, Result<Import> (*read)(const Model& model, const QString& path),
                    void (FileCommands::*take)(const QString& name, const Import& import));
    void takeTable(const QString& name, const CsvImport& import);
    void takeDrawing(const QString& name, const BpmnImport& import);

    Document& document_;
    QWidget& window_;
    FileWork* work_;
};

} // namespace tributary::ui
