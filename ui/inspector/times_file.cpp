// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/times_file.h"

#include "core/exchange/csv.h"
#include "ui/document.h"
#include "ui/file_dialog.h"
#include "ui/latest.h"
#include "ui/qt_text.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QInputDialog>
#include <QPointer>

namespace tributary::ui {

namespace {

constexpr qint64 largestTable = 16 * 1024 * 1024; ///< of times

struct Table {
    std::string text;
    std::vector<std::string> columns; ///< names, where there are several
};

Result<Table> readTable(const QString& path) {
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        return fail(fromQt(tr("%1 cannot be read: check who may read it.").arg(name)));
    if (file.size() > largestTable)
        return fail(fromQt(tr("%1 is larger than 16 MB: keep the column of times alone.").arg(name)));
    Table table{file.read(largestTable).toStdString(), {}};
    table.columns = columnsOfTimes(table.text);
    return table;
}

/// Asks which column of a table holds the times; empty where there is but one, none where nothing is chosen.
std::optional<std::string> columnToRead(const Table& table, const QString& file) {
    QStringList names;
    for (const std::string& name : table.columns)
        names << toQt(name);
    if (names.isEmpty())
        return std::string();
    bool isChosen = false;
    const QString column =
        QInputDialog::getItem(QApplication::activeWindow(), tr("Times from a file"),
                              tr("%1 has several columns. Times are in:").arg(file), names, 0, false, &isChosen);
    return isChosen ? std::optional(fromQt(column)) : std::nullopt;
}

/// A file on its way into a field; goes once it is there.
class TimesFile : public QObject {
public:
    TimesFile(Document& document, std::string path, const QString& file)
        : QObject(&document), document_(document), path_(std::move(path)), name_(QFileInfo(file).fileName()) {
        connect(&document_, &Document::opened, this, &TimesFile::end);
        latest_.ask([file](const std::stop_token&) { return readTable(file); },
                    [this](Result<Table> table) { choose(std::move(table)); });
    }

private:
    void end() {
        latest_.drop();
        deleteLater();
    }

    void choose(Result<Table> table) {
        if (!table) {
            document_.tell(table.error());
            return end();
        }
        table_ = std::make_shared<const Table>(std::move(*table));
        const QPointer<TimesFile> there(this);
        const auto column = columnToRead(*table_, name_);
        if (!there)
            return; // the model was closed under the question
        if (!column)
            return end();
        take(*column);
    }

    void take(const std::string& column) {
        const Model before = document_.model();
        latest_.ask([before, table = table_, path = path_,
                     column](const std::stop_token&) { return importTimesCsv(before, table->text, path, column); },
                    [this, before, column](const Result<Edit>& edit) {
                        if (edit && document_.model() != before)
                            return take(column); // it was read against a model that is no more
                        if (!edit)
                            document_.tell(Error{fromQt(name_) + ": " + edit.error().message, edit.error().range});
                        else if (const auto applied = document_.apply(*edit); !applied)
                            document_.tell(applied.error());
                        end();
                    });
    }

    Document& document_;
    std::string path_;
    QString name_;
    std::shared_ptr<const Table> table_;
    Latest latest_{*this}; ///< last: it ends before what its questions use
};

} // namespace

void takeTimesFromFile(Document& document, const std::string& path) {
    const QString chosen =
        askToRead(QApplication::activeWindow(), tr("Times from a file"), tr("Columns of times (*.csv *.txt)"));
    if (!chosen.isEmpty())
        new TimesFile(document, path, chosen); // the document's
}

} // namespace tributary::ui
