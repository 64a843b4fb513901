// SPDX-License-Identifier: GPL-3.0-or-later
// PathPicker: a place of the model is picked from the tree, or found while its name is typed, in a panel under what
// asked for it. Window thread only.
#pragma once

#include "core/model/metric.h"
#include "core/model/model.h"
#include "core/model/quantity_path.h"
#include "ui/look/floating_panel.h"

#include <QString>
#include <QStringList>
#include <optional>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace tributary::ui {

struct PathChoice {
    std::string path;
    QString words;
    QString remark;             ///< behind the words: the unit, or the value as it is
    std::optional<Level> level; ///< of a metric, whose mark it shows
    int depth = 0;              ///< in the tree
};

/// The metrics in the order of the tree, then the parameters of each process: what an effect can move.
[[nodiscard]] std::vector<PathChoice> targetChoices(const Model& model);
/// The text of a quantity or formula with its unit, its field's where it names none; a dash where it is empty.
[[nodiscard]] QString quantityWords(const QuantitySite& site);
/// Every quantity of the model that a scenario does not change yet, with its value.
[[nodiscard]] std::vector<PathChoice> overrideChoices(const Model& model, const ScenarioId& scenario);

class PathPicker : public FloatingPanel {
    Q_OBJECT
public:
    explicit PathPicker(QWidget* parent);

    /// Opens under `anchor` with `current` chosen.
    void open(QWidget& anchor, std::vector<PathChoice> choices, const std::string& current = {});
    [[nodiscard]] QLineEdit& words() const { return *words_; }
    [[nodiscard]] QListWidget& found() const { return *found_; }

signals:
    void chosen(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void choose();

    QLineEdit* words_;
    QListWidget* found_;
    QLabel* more_;
    std::vector<PathChoice> choices_;
    QStringList searched_; ///< words and path of each choice
    std::string current_;
};

} // namespace tributary::ui
