// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/problem_list.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/qt_text.h"

#include <algorithm>
#include <utility>

namespace tributary::ui {

ProblemList::ProblemList(Document& document, QObject* parent) : QAbstractListModel(parent), document_(document) {
    connect(&document_, &Document::problemsChanged, this, &ProblemList::refresh);
    refresh();
}

void ProblemList::refresh() {
    std::vector<Row> rows;
    const auto add = [&](const std::vector<Problem>& problems) {
        for (const Problem& problem : problems)
            rows.push_back({problem, problem.subject.empty() ? QString()
                                                             : toQt(readableName(document_.model(), problem.subject))});
    };
    add(document_.typingErrors());
    for (const QString& loss : document_.losses())
        rows.push_back(
            {Problem{Severity::error, {}, fromQt(loss), fromQt(tr("Save what is left under another name")), {}}, {}});
    add(document_.problems());
    std::stable_sort(rows.begin(), rows.end(),
                     [](const Row& a, const Row& b) { return a.problem.severity < b.problem.severity; });
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
}

int ProblemList::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ProblemList::count(Severity severity) const {
    return static_cast<int>(
        std::count_if(rows_.begin(), rows_.end(), [&](const Row& row) { return row.problem.severity == severity; }));
}

QVariant ProblemList::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = rows_[static_cast<size_t>(index.row())];
    const QString message = toQt(row.problem.message);
    const QString action = toQt(row.problem.action);
    switch (role) {
    case Qt::DisplayRole:
        return message;
    case Qt::ToolTipRole:
        return QStringList({message, row.place, action}).join(u'\n');
    case Qt::AccessibleTextRole: {
        const QString severity = row.problem.severity == Severity::error     ? tr("Error")
                                 : row.problem.severity == Severity::warning ? tr("Warning")
                                                                             : tr("Note");
        return QStringLiteral("%1: %2 %3 %4").arg(severity, message, row.place, action);
    }
    case severityRole:
        return static_cast<int>(row.problem.severity);
    case placeRole:
        return row.place;
    case actionRole:
        return action;
    default:
        return {};
    }
}

} // namespace tributary::ui
