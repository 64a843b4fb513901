// SPDX-License-Identifier: GPL-3.0-or-later
// ProblemList: the document's problems and what is typed and not valid, as an item model; errors first, then warnings,
// then notes.
#pragma once

#include "core/base/problem.h"

#include <QAbstractListModel>
#include <vector>

namespace tributary::ui {

class Document;

class ProblemList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { severityRole = Qt::UserRole, placeRole, actionRole };

    explicit ProblemList(Document& document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] const Problem& problem(int row) const { return rows_[static_cast<size_t>(row)].problem; }
    [[nodiscard]] int count(Severity severity) const;

private:
    struct Row {
        Problem problem;
        QString place; ///< in words
    };
    void refresh();

    Document& document_;
    std::vector<Row> rows_;
};

} // namespace tributary::ui
