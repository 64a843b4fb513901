// SPDX-License-Identifier: GPL-3.0-or-later
// MapWords: the words of a process map that stand on its ground: shares and names of ways, what a hand-off takes, names
// of gateways and events. Each takes a place where it covers nothing; where there is none it is left to the tool tip.
// Made once for a layout, what it says and a scale of texts. A plain value.
#pragma once

#include "ui/process/map_content.h"
#include "ui/process/map_layout.h"

#include <QRectF>
#include <QStringList>
#include <vector>

namespace tributary::ui {

class MapWords {
public:
    enum class Kind { share, delay, step, name };
    struct Word {
        MapPart part;
        Kind kind = Kind::name;
        QStringList lines;
        QRectF box;
        bool exception = false;
        bool onWay = false; ///< of which it hides a piece; else it lies beside
    };

    MapWords() = default;
    MapWords(const MapLayout& layout, const MapContent& content, double textScale);

    [[nodiscard]] const std::vector<Word>& all() const { return words_; }
    [[nodiscard]] const Word* find(const MapPart& part, Kind kind) const;

private:
    std::vector<Word> words_;
};

inline constexpr double wordLine = 14;  ///< height of a line of words, at a text scale of 1
inline constexpr double delayMark = 15; ///< room of the hourglass before a delay, at that scale

} // namespace tributary::ui
