// SPDX-License-Identifier: GPL-3.0-or-later
// TreeArranger: arranges one set of nodes for a TreeLayout. Subtrees are put side by side by their outlines, row by
// row; where the tree passes its width it is bent until it fits. Beside a layout from before, what stood in that keeps
// its distance from its parent and its siblings as long as the outlines stay apart; where one has left, those on the
// far side of it from their parent close up. Used once.
#pragma once

#include "ui/cascade/tree_layout.h"

namespace tributary::ui {

inline constexpr double bandMargin = 14; ///< above the first row and below the last of a band

class TreeArranger {
public:
    /// Keeps references to both.
    TreeArranger(const std::vector<TreeNode>& nodes, const TreeMeasures& measures);

    [[nodiscard]] TreeLayout arrange(const TreeLayout* before);

private:
    static constexpr int none = -1;
    static void findLonely(std::vector<PlacedLink>& links);
    enum class Stand { root, below, left, wrapped };
    struct Span;
    struct Contour;
    struct Member {
        int parent = -1;
        std::vector<int> drivers; ///< visible ones, in order
        Stand stand = Stand::root;
        int run = 0; ///< left-standing drivers before it in its row
        int bandRow = 0;
        int row = 0;
        int stack = 0;    ///< of a wrapped leaf: how many rows under the first one
        int trunkRow = 0; ///< of its drivers
        int hidden = 0;
        double dx = 0; ///< from the parent's left edge, or from zero
        double x = 0;
        const PlacedCard* was = nullptr; ///< below the same parent, before the edit
    };

    void findFamilies();
    void remember(const TreeLayout& before);
    void visit(int top, const std::vector<std::vector<int>>& drivers, std::vector<char>& seen);
    [[nodiscard]] int largestLeafGroup() const;
    double place();
    void assignRows();
    void bendOnlyDrivers();
    void wrapToFit(double room);
    void wrapLeaves(int i);
    void spreadRows();
    [[nodiscard]] bool isOnlyDriverInBand(int i) const;
    [[nodiscard]] bool goesLeft(int i) const;
    [[nodiscard]] int leavesAcross(const std::vector<int>& leaves) const;
    [[nodiscard]] bool hasLeftBetween(int i, int driver, int next) const;
    [[nodiscard]] bool standInOldOrder(const std::vector<int>& drivers) const;
    [[nodiscard]] double oldX(int i) const { return member(i).was->area.left() - measures_.left; }
    [[nodiscard]] std::vector<int> leavesOf(int i, Level level) const;
    [[nodiscard]] Contour subtree(int i, std::vector<Contour>& contours);
    [[nodiscard]] Contour family(int i, const std::vector<int>& drivers, std::vector<Contour>& contours);
    [[nodiscard]] TreeLayout result();
    [[nodiscard]] QPolygonF route(const TreeLayout& layout, int i) const;

    static std::size_t index(int i) { return static_cast<std::size_t>(i); }
    [[nodiscard]] const TreeNode& node(int i) const { return nodes_[index(i)]; }
    [[nodiscard]] const Member& member(int i) const { return members_[index(i)]; }
    [[nodiscard]] Member& member(int i) { return members_[index(i)]; }

    const std::vector<TreeNode>& nodes_;
    const TreeMeasures& measures_;
    std::vector<Member> members_;
    TreeBends bends_;
    bool remembers_ = false;                                               ///< where cards stood before
    std::unordered_map<std::string, std::vector<const PlacedCard*>> gone_; ///< that hang elsewhere now, by old parent
    std::vector<int> visible_;                                             ///< parents before their drivers
    std::vector<int> roots_;
    std::array<int, 4> firstRow_{0, 1, 2, 3};
};

} // namespace tributary::ui
