// SPDX-License-Identifier: GPL-3.0-or-later
// CardCommands: what is done to the selected cards, for the keys of the canvas and the menu alike. Each is one edit, or
// a refusal in the window's banner. Window thread only.
#pragma once

#include "core/model/metric.h"
#include "core/model/tree_edits.h"

#include <QObject>
#include <QRectF>
#include <QString>
#include <optional>
#include <vector>

namespace tributary::ui {

class CascadeCanvas;
class CascadeScene;
class Document;
class MetricPanel;

class CardCommands : public QObject {
    Q_OBJECT
public:
    CardCommands(CascadeCanvas& canvas, CascadeScene& scene);

    /// The selected metrics; the primary one is the last.
    [[nodiscard]] std::vector<MetricId> metrics() const;
    [[nodiscard]] CascadeScene& scene() const { return scene_; }
    [[nodiscard]] MetricPanel& panel() const { return *panel_; }

    // One line, typed over the card

    void rename();
    /// Typing on a card begins its line anew, as in a cell of a spreadsheet: a letter its name, a digit its value;
    /// where nothing is selected, the line of a metric at the top. Returns whether the text begins a line.
    bool typeOver(const QString& text);
    void editValue();
    void addDriver();
    void addSibling();
    void addFirst();

    // The tree

    void goUp(); ///< selects the parent
    /// Leads to the place of the selected metric on a process map; offers them at `position` (in screen coordinates)
    /// where it has several.
    void goToMap(const QPoint& position);
    void goToMap(); ///< offers them beside the card
    void step(TreeStep step);
    void stepLevel(LevelStep step);
    void setLevel(Level level);
    void askParent();
    void toggleFold();
    void selectEverything();

    /// Asks what the selected metric drives, and how strongly.
    void askLink();
    /// Asks for the strength of a link between two metrics.
    void askStrength(const MetricId& driver, const MetricId& metric);

    void eraseSelected();
    /// Erases the selected metrics with all that hangs below them.
    void eraseBranches();

    // The clipboard

    void copy();
    void cut();
    void paste();

signals:
    void placeWanted(const QString& path); ///< of a process map, or of what uses a metric

private:
    void openNew(const Metric& metric, const QRectF& area, const QString& placeholder);
    void stepNewLevel(LevelStep step);
    void openOver(const MetricId& id, int selectFrom, const QString& text, const QString& keys);
    void erase(const std::vector<MetricId>& ids);
    void erase(const std::vector<MetricId>& ids, const Result<Edit>& edit);
    bool isFixed(); ///< says so, too
    [[nodiscard]] QRectF besideCard() const;
    bool tell(const Result<void>& result);
    [[nodiscard]] const Metric* selected() const;

    CascadeCanvas& canvas_;
    CascadeScene& scene_;
    Document& document_;
    MetricPanel* panel_;
    std::optional<Metric> new_; ///< what is being typed, without its line
};

} // namespace tributary::ui
