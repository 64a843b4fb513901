// SPDX-License-Identifier: GPL-3.0-or-later
// FileCommands: what the File menu does with the document. Files are read and exported on another thread, so a call may
// return before the document has what it asked for. Failures go to Document::tell; nothing is thrown.
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <string>

class QWidget;

namespace tributary {
struct CsvImport;
}

namespace tributary::ui {

class Document;
class FileWork;

class FileCommands : public QObject {
    Q_OBJECT
public:
    FileCommands(Document& document, QWidget& window);

    void newEmpty();
    void newFromTemplate(const QString& id);
    /// Opens a model file, or reads a model from a .json or a table from a .csv.
    void openPath(const QString& path);
    /// Reads a .json as a new model, a .csv of metrics or of measured values into the open one.
    void importPath(const QString& path);
    /// Makes a copy of the file for a workshop and goes on in it.
    void openWorkshopCopy();
    void exportJson(const QString& path);
    void exportMetrics(const QString& path);
    void saveAs(const QString& path);
    void saveCopy(const QString& path);

    /// What is being read or written.
    [[nodiscard]] FileWork& work() const { return *work_; }

    // The same, with a dialog that asks for the file.
    void open();
    void import();
    void exportJson();
    void exportMetrics();
    void saveAs();
    void saveCopy();

private:
    [[nodiscard]] QString askToWrite(const QString& title, const QString& filter, const QString& suffix);
    /// Writes a text that is made on the other thread.
    void write(const QString& path, const std::function<std::string()>& text);
    void importModel(const QString& path);
    void importTable(const QString& path);
    void take(const QString& name, const CsvImport& read);

    Document& document_;
    QWidget& window_;
    FileWork* work_;
};

} // namespace tributary::ui
