// SPDX-License-Identifier: GPL-3.0-or-later
// CascadeScene: the cascade of the open model. A mirror, read again when the document says what changed; folded
// branches and the legend are the only state of its own. There are items only of what is in view, so that a large tree
// costs no more than a small one. Window thread only.
#pragma once

#include "ui/cascade/cascade_content.h"
#include "ui/cascade/cascade_items.h"
#include "ui/cascade/cascade_motion.h"
#include "ui/cascade/path_light.h"
#include "ui/cascade/response_finder.h"
#include "ui/document.h"

#include <QGraphicsScene>
#include <QTimer>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tributary::ui {

enum class Direction { up, down, left, right };
/// How what has been placed anew gets there.
enum class Moving { jump, glide };

class CascadeScene : public QGraphicsScene {
    Q_OBJECT
public:
    explicit CascadeScene(Document& document, QObject* parent = nullptr);
    ~CascadeScene() override;

    [[nodiscard]] Document& document() const { return document_; }
    [[nodiscard]] const CascadeContent& content() const { return content_; }
    [[nodiscard]] const CascadeView& view() const { return view_; }
    [[nodiscard]] const TreeLayout& layout() const { return layout_; }

    /// Sets the window, in pixels at zoom 1, that the tree bends to and its rows fill.
    void setLayoutRoom(const QSizeF& room, Moving moving = Moving::jump);
    /// The window that it is arranged for: the one that was set last, or the one of a tree that stands again as it did.
    [[nodiscard]] const QSizeF& layoutRoom() const { return room_; }
    /// Whether it was arranged without a look at how it stood before.
    [[nodiscard]] bool isAfresh() const { return afresh_; }
    /// Has no tree stand again as it did before.
    void forgetPlaces() { stood_.clear(); }
    /// Takes what is in view.
    void setVisibleArea(const QRectF& area);
    /// Has what glides begin where it was seen before the view moved.
    void carryMotion(const QTransform& oldToNew);
    /// Returns the tree as it would stand in another width, its rows as close as they can be.
    [[nodiscard]] TreeLayout arranged(double width) const;

    /// Returns the ids of all cards, those folded away too.
    [[nodiscard]] std::vector<std::string> cardIds() const;
    /// Whether so many cards are in view that they are painted as bars, without items.
    [[nodiscard]] bool isFar() const { return far_; }
    /// Returns the card at a place or within a slack of it; none where there is none.
    [[nodiscard]] std::optional<std::string> cardAt(const QPointF& place, const QSizeF& slack) const;
    [[nodiscard]] bool isEmpty() const { return layout_.cards().empty(); }
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
    /// The metric whose paths are lit; null where none are.
    [[nodiscard]] const Metric* litMetric() const;
    /// Whether that is 0 as usual, so that a percent of it means nothing: its ways are lit without numbers.
    [[nodiscard]] bool isLitFromZero() const;

    [[nodiscard]] bool isSelectedLink(const PlacedLink& placed) const;

    [[nodiscard]] const CascadeMotion& motion() const { return motion_; }
    /// Takes the card that the pointer is on; its paths are lit when it stays. Empty: it is on none.
    void setHovered(const std::string& id);
    [[nodiscard]] const std::string& hovered() const { return hovered_; }
    /// Puts the light out until allowLight(): a pointer that rests does not hide what the keyboard or a drag does.
    void quenchLight();
    void allowLight() { quenched_ = false; }
    [[nodiscard]] const PathLight& light() const { return light_; }
    /// The responses that the lit cards tell; null while they are worked out.
    [[nodiscard]] const Responses* lightResponses() const;
    /// How opaque a card or a link is: what is beside a lit path fades.
    [[nodiscard]] double visibilityOf(const std::string& id) const;
    [[nodiscard]] double visibilityOf(const PlacedLink& link) const;
    [[nodiscard]] static std::string lagKey(const std::string& driver) { return driver + "/lag"; }
    [[nodiscard]] const SecondLinksItem& secondLinks() const { return *second_; }
    /// Where the words of a metric's link to its parent stand.
    [[nodiscard]] LinkWords wordsOf(const std::string& driver) const;
    /// The second links that are drawn, their words in free places.
    [[nodiscard]] const std::vector<LinkContent>& secondLinkContents() const;

signals:
    void placed();       ///< cards have moved, come or gone
    void treeEdited();   ///< an edit has placed them
    void anotherModel(); ///< another file was opened

protected:
    void helpEvent(QGraphicsSceneHelpEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;

private:
    void readAll();
    void readChanged(const ChangeSet& changed);
    void readResults();
    void readAge();
    void readProblems();
    void readSelection();
    enum class Bends { keep, free };
    /// How a tree stood.
    struct Arrangement {
        QSizeF room;
        TreeLayout layout;
    };
    void place(Bends bends, Moving moving);
    void makeItems();
    void growFromParent(const std::string& id);
    void moveItems();
    void showPeriod();
    void lightUp();
    void dropUnmoved();
    void showSecondLinks();
    void stackLinks();
    void placeLinkWords() const;
    void drawLight(QPainter& painter, const QRectF& rect) const;
    void unfoldAbove(const std::string& id);

    Document& document_;
    Outcome outcome_; ///< keeps the results that the content points into
    CascadeContent content_;
    CascadeView view_;
    std::string selectedLink_;
    TreeLayout layout_;
    QSizeF room_{1200, 0}; ///< that the tree is arranged for
    bool afresh_ = true;
    std::unordered_map<std::size_t, Arrangement> stood_; ///< by what the cards are, so that undo gives the places back
    bool legend_ = true;
    QRectF visible_;
    bool far_ = false;
    QRectF made_;                                         ///< where there are items
    std::unordered_map<std::string, MetricItem*> cards_;  ///< owned by the scene
    std::unordered_map<std::string, LinkItem*> links_;    ///< by driver; owned by the scene
    std::unordered_map<std::string, QPointF> glidesFrom_; ///< of the cards that glide
    CascadeMotion motion_;
    QTimer runLasts_; ///< since results are not those of the model
    QTimer hoverRests_;
    std::string hovered_;
    bool quenched_ = false; ///< no card is lit, wherever the pointer rests
    PathLight light_;
    ResponseFinder responses_;
    int shownPeriod_ = 0;
    SecondLinksItem* second_;
    mutable bool wordsPlaced_ = false;                         ///< as what is drawn now asks for
    mutable std::unordered_map<std::string, LinkWords> words_; ///< of the links to parents, by driver
    mutable std::vector<LinkContent> secondContents_;
};

} // namespace tributary::ui
