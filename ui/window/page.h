// SPDX-License-Identifier: GPL-3.0-or-later
// Page: what the window needs to know of a page to put it on the rail.
#pragma once

#include <QString>
#include <QStringList>
#include <functional>

class QMenu;
class QWidget;

namespace tributary::ui {

enum class Zoom { in, out, fit };
/// Whether the inspector stays open when a person turns to the page.
enum class InspectorUse { stays, hides };
/// Whether the what-if ribbon stands over the page.
enum class RibbonUse { hides, stands };

struct Page {
    QString icon;              ///< name of the icon on the rail; no other page has it
    QString title;             ///< on the rail
    QWidget* widget = nullptr; ///< the window takes it
    QWidget* keys = nullptr;   ///< where keys go as the page is turned to for the first time; null: to its first field
    QStringList kinds;         ///< entities that it shows ("metric"): the window turns to it to show one of these
    QString meaning;           ///< what its values and ranges are, for the status bar
    InspectorUse inspector = InspectorUse::stays;
    RibbonUse ribbon = RibbonUse::hides;
    QMenu* menu = nullptr;          ///< its commands, in the menu bar while it is shown; may be null
    std::function<void(Zoom)> zoom; ///< empty where it has no scale of its own
    std::function<double()> scale;  ///< what it is zoomed to; 0 while it fits itself to the window
    std::function<void(double)> setScale;
    std::function<void()> seek; ///< brings what is selected to where it can be read; empty where that needs nothing
};

} // namespace tributary::ui
