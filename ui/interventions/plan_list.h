// SPDX-License-Identifier: GPL-3.0-or-later
// PlanList: the interventions, or the scenarios, of a model: a name and two lines each. Window thread only.
#pragma once

#include <QListWidget>
#include <QString>
#include <vector>

namespace tributary::ui {

struct PlanEntry {
    QString id;
    QString name;
    QString first;      ///< below the name
    QString second;     ///< below that
    bool faded = false; ///< what it says holds no longer
};

class PlanList : public QListWidget {
    Q_OBJECT
public:
    static constexpr int entryHeight = 76;

    explicit PlanList(QWidget* parent = nullptr);

    /// Shows these entries, with `current` chosen; nothing is emitted.
    void setEntries(const std::vector<PlanEntry>& entries, const QString& current);

signals:
    void chosen(const QString& id);
    void eraseWanted(const QString& id);
    void renameWanted(const QString& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool reading_ = false;
};

} // namespace tributary::ui
