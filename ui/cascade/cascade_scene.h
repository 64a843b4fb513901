// SPDX-License-Identifier: GPL-3.0-or-later
// CascadeScene: the cascade of the open model as items. A mirror: one card for each metric, read again when the
// document says what changed; folded branches and the legend are the only state of its own. Window thread only.
#pragma once

#include "ui/cascade/cascade_content.h"
#include "ui/cascade/cascade_items.h"
#include "ui/document.h"

#include <QGraphicsScene>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary::ui {

enum class Direction { up, down, left, right };

class CascadeScene : public QGraphicsScene {
    Q_OBJECT
public:
    explicit CascadeScene(Document& document, QObject* parent = nullptr);
    ~CascadeScene() override;

    [[nodiscard]] Document& document() const { return document_; }
    [[nodiscard]] const CascadeContent& content() const { return content_; }
    [[nodiscard]] const CascadeView& view() const { return view_; }
    [[nodiscard]] const TreeLayout& layout() const { return layout_; }

    /// Sets the width, in pixels at zoom 1, that leaves wrap to.
    void setLayoutWidth(double width);
    /// Returns the tree as it would stand in another width.
    [[nodiscard]] TreeLayout arranged(double width) const;

    /// Returns the ids of all cards, those folded away too.
    [[nodiscard]] std::vector<std::string> cardIds() const;
    [[nodiscard]] bool isEmpty() const { return cards_.empty(); }
    /// Returns the place of a card; none if it is folded away or unknown.
    [[nodiscard]] std::optional<QRectF> cardArea(const std::string& id) const;

    /// Returns the card next to the selected one; from nothing selected, the first.
    [[nodiscard]] std::optional<std::string> neighbour(Direction direction) const;

    [[nodiscard]] bool hasBranch(const std::string& id) const; ///< whether cards hang below it
    [[nodiscard]] bool isFolded(const std::string& id) const { return view_.folded.contains(id); }
    void toggleFold(const std::string& id);
    void unfoldAll();

    [[nodiscard]] bool isLegendShown() const { return legend_; }
    void setLegendShown(bool shown);

    [[nodiscard]] bool isSelectedLink(const PlacedLink& placed) const;
    [[nodiscard]] const SecondLinksItem& secondLinks() const { return *second_; }

signals:
    void placed();       ///< cards have moved, come or gone
    void anotherModel(); ///< another file was opened

protected:
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void readAll();
    void readChanged(const ChangeSet& changed);
    void readResults();
    void readProblems();
    void readSelection();
    void place();
    void showSecondLinks();
    void stackLinks();
    void unfoldAbove(const std::string& id);

    Document& document_;
    Outcome outcome_; ///< keeps the results that the content points into
    CascadeContent content_;
    CascadeView view_;
    std::string selectedLink_;
    TreeLayout layout_;
    double width_ = 1200;
    bool legend_ = true;
    std::optional<QPointF> legendAt_;
    std::unordered_map<std::string, MetricItem*> cards_; ///< owned by the scene
    std::unordered_map<std::string, LinkItem*> links_;   ///< by driver; owned by the scene
    SecondLinksItem* second_;
};

} // namespace tributary::ui
