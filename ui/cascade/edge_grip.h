// SPDX-License-Identifier: GPL-3.0-or-later
// EdgeGrip: the ring at a card's edge from which a link can be drawn, under the pointer. Window thread only.
#pragma once

#include "ui/cascade/link_gesture.h"

#include <memory>
#include <optional>

namespace tributary::ui {

class CascadeScene;

class EdgeGrip {
public:
    static constexpr double reach = 5; ///< pixels on screen, on either side of the edge

    explicit EdgeGrip(CascadeScene& scene);
    ~EdgeGrip();

    void show(const std::optional<LinkGrip>& grip);
    void hide() { show(std::nullopt); }
    [[nodiscard]] bool isShown() const { return grip_.has_value(); }
    [[nodiscard]] const std::optional<LinkGrip>& grip() const { return grip_; }

private:
    class Ring;

    CascadeScene& scene_;
    std::optional<LinkGrip> grip_;
    std::unique_ptr<Ring> ring_;
};

} // namespace tributary::ui
