// SPDX-License-Identifier: GPL-3.0-or-later
// Card painter: a metric's card, 168 x 84, from texts that are ready to read. The same for the window and the report.
#pragma once

#include "ui/look/marks.h"

#include <QFont>
#include <QRectF>
#include <QString>
#include <QStringList>
#include <QVector>
#include <vector>

namespace tributary::ui {

inline constexpr double cardWidth = 168;
inline constexpr double cardHeight = 84;

/// The change over the horizon, as shares or points; all vectors as long as `line`, or empty.
struct Sparkline {
    QVector<double> low90, low50, line, high50, high90;
    int position = 0; ///< of the time bar
};

struct CardContent {
    QString name;
    Level level = Level::frontline;
    QString value;           ///< "52.6"; empty while there is no result
    bool unfinished = false; ///< nothing is there yet that its value is to come from
    QString unit;            ///< "h", "purchase/mo"
    QString rate;   ///< what is left of a unit that counts something, where it has no room: "/mo"; empty for others
    QString range;  ///< "48.7 to 64.8"; empty: "no range given"
    QString change; ///< "−12 %"; empty while there is nothing to compare
    bool changeIsBare = false; ///< the change is in the unit of the value, and does not say it
    Judgement judgement = Judgement::none;
    Pointing pointing = Pointing::up;
    Sparkline sparkline;
    double strength = 0;       ///< 0 to 1, the size of the change, for the smallest form of the card
    double fill = 0;           ///< 0 to 1, how much of its largest change over the periods has come, see paintFill()
    double pulse = 1;          ///< of the ring as the change arrives, from 0; 1: at rest
    Grade grade = Grade::none; ///< none: no mark of it
    bool onMap = false;        ///< a process map is measured by it, or uses it
    int folded = 0;            ///< cards folded away below
    int secondLinks = 0;       ///< beside the primary one
    bool selected = false;
    bool hovered = false;
    bool dragged = false;
    bool faulty = false;   ///< the metric has an error
    bool outdated = false; ///< its numbers are of the model before the last change
    QString trouble;       ///< why there is no value, where an error is why: "Waits for Labour cost"
};

/// How much of a card is drawn.
enum class CardDetail { full, brief, bar };

/// Returns the detail at a zoom: full from 0.6, a bar under 0.25.
[[nodiscard]] CardDetail cardDetail(double zoom);

/// Paints a card; `area` has the card's proportions, its size sets the scale. `zoom` is the view's, for a brief card's
/// texts stay 9 pt on screen.
void paintCard(QPainter& painter, const QRectF& area, const CardContent& content, const Palette& palette,
               CardDetail detail = CardDetail::full, double zoom = 1);

/// Paints how much of its change has come into a card's body: a tint that deepens with it, and its level in a strip at
/// the right edge. No edge of it runs under a text.
void paintFill(QPainter& painter, const QRectF& body, double corner, double strip, const CardContent& content,
               const Palette& palette);

/// Returns where a card has the mark of its places on process maps, in a card of 168 x 84; null where it has none.
[[nodiscard]] QRectF mapMarkArea(const CardContent& content);

/// Returns what a card paints outside its own area, for repaints: ring, stub and chip.
[[nodiscard]] QRectF cardPaintArea(const QRectF& area);

/// Returns what a card takes of its ground: itself, the stub of its second links and the chip of what is folded away.
[[nodiscard]] std::vector<QRectF> cardAreas(const QRectF& area, const CardContent& content);

/// Breaks a name into at most two lines, the first narrower by the mark; a closing parenthesis goes before an ellipsis
/// comes.
[[nodiscard]] QStringList cardNameLines(const QString& name, const QFont& font, double firstWidth, double restWidth);

} // namespace tributary::ui
