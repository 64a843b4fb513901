// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/card_brief.h"

#include "ui/look/type.h"

#include <QFontMetricsF>
#include <algorithm>
#include <limits>
#include <vector>

namespace tributary::ui {

namespace {

constexpr double largestPoints = 10;
constexpr double smallestPoints = 6;
constexpr double readilyRead = 8; ///< points; before they get smaller, what stands in parentheses goes
constexpr double pointStep = 0.5;
constexpr double lineOfLetters = 1.15;
constexpr double closeLines = 1.02; ///< of letters: no line touches the next
constexpr double pixelsPerPoint = 4.0 / 3;
constexpr double measuredPoints = 9;
constexpr double ofShrunk = 0.97; // of a width: glyphs do not shrink quite as the size does

double pitchOf(double points, double ofLetters) { return points * pixelsPerPoint * ofLetters; }

/// A name in the parts that a line may end behind, measured once for letters of all sizes.
class MeasuredName {
public:
    MeasuredName(const QString& name, const QFontMetricsF& metrics) : blank_(metrics.horizontalAdvance(u' ')) {
        for (const QString& word : name.split(u' ', Qt::SkipEmptyParts))
            for (qsizetype from = 0; from < word.size();) {
                const qsizetype hyphen = word.indexOf(u'-', from);
                const qsizetype end = hyphen < 0 ? word.size() : hyphen + 1;
                const QString text = word.mid(from, end - from);
                parts_.push_back({text, metrics.horizontalAdvance(text), from == 0});
                from = end;
            }
    }

    /// Breaks the name into lines of a width. One that a part alone is wider than is longer, and so is the last of as
    /// many as there may be.
    [[nodiscard]] QStringList lines(double width, qsizetype most = std::numeric_limits<qsizetype>::max()) const {
        QStringList lines;
        double used = 0;
        for (const Part& part : parts_) {
            const double before = part.beginsWord ? blank_ : 0;
            if (!lines.isEmpty() && (lines.size() == most || used + before + part.width <= width)) {
                lines.last() += part.beginsWord ? u' ' + part.text : part.text;
                used += before + part.width;
            } else {
                lines << part.text;
                used = part.width;
            }
        }
        return lines;
    }
    [[nodiscard]] double widestPart() const {
        double widest = 0;
        for (const Part& part : parts_)
            widest = std::max(widest, part.width);
        return widest;
    }

private:
    struct Part {
        QString text;
        double width;
        bool beginsWord;
    };
    std::vector<Part> parts_;
    double blank_;
};

QString withoutParenthesis(const QString& name) {
    const qsizetype opening = name.lastIndexOf(u'(');
    return opening > 0 && name.trimmed().endsWith(u')') ? name.left(opening).trimmed() : name;
}

/// Sets the name in the largest letters of which the room holds its lines and so many more; false where these would be
/// smaller than `least`.
bool setWhole(BriefText& text, const QString& name, const QSizeF& room, int linesBelow, double least,
              double ofLetters = lineOfLetters) {
    const MeasuredName measured(name, QFontMetricsF(sans(measuredPoints, QFont::DemiBold)));
    for (double points = largestPoints; points >= least; points -= pointStep) {
        const double width = ofShrunk * room.width() * measuredPoints / points;
        if (measured.widestPart() > width)
            continue;
        QStringList lines = measured.lines(width);
        if (static_cast<double>(lines.size() + linesBelow) * pitchOf(points, ofLetters) > room.height())
            continue;
        text.name = std::move(lines);
        text.points = points;
        text.pitch = pitchOf(points, ofLetters);
        return true;
    }
    return false;
}

/// Sets as much of the name as there are lines for in the smallest letters, at least one.
void setCut(BriefText& text, const QString& name, const QSizeF& room, int linesBelow) {
    const QFontMetricsF metrics(sans(smallestPoints, QFont::DemiBold));
    const double width = ofShrunk * room.width();
    const auto most =
        std::max<qsizetype>(1, static_cast<qsizetype>(room.height() / pitchOf(smallestPoints, closeLines)) -
                                   static_cast<qsizetype>(linesBelow));
    text.points = smallestPoints;
    text.pitch = pitchOf(smallestPoints, closeLines);
    text.name = MeasuredName(name, metrics).lines(width, most);
    for (QString& line : text.name)
        line = metrics.elidedText(line, Qt::ElideRight, width);
}

/// Sets the change no larger than the name, in its line; the mark before it goes before it is too small to be read.
void setChange(BriefText& text, const CardContent& content, double room) {
    const double letters = measuredPoints * pixelsPerPoint;
    const double width = QFontMetricsF(sans(measuredPoints, changeWeight(content))).horizontalAdvance(content.change);
    const auto largest = [&](double wide) { return ofShrunk * measuredPoints * room / wide; };
    const double withMark = largest(width + (briefMark + briefBesideMark) * letters);
    text.hasMark = content.judgement != Judgement::none && withMark >= smallestPoints;
    constexpr double quietPoints = 8; // of one that says that nothing changed
    text.changePoints = std::min(content.judgement == Judgement::none ? quietPoints : text.points,
                                 text.hasMark ? withMark : largest(width));
}

} // namespace

QFont::Weight changeWeight(const CardContent& content) {
    return content.judgement == Judgement::none ? QFont::Normal : QFont::Bold;
}

BriefText briefText(const CardContent& content, const QSizeF& room) {
    BriefText text;
    const bool changed = content.judgement != Judgement::none && !content.change.isEmpty();
    const int below = changed ? 1 : 0;
    const QString shorter = withoutParenthesis(content.name);
    if (!setWhole(text, content.name, room, below, readilyRead) &&
        !setWhole(text, shorter, room, below, smallestPoints) &&
        !setWhole(text, shorter, room, below, smallestPoints, closeLines))
        setCut(text, shorter, room, below);
    setChange(text, content, room.width());
    const double left = room.height() - static_cast<double>(text.name.size()) * text.pitch;
    text.saysChange =
        changed || (!content.change.isEmpty() && left >= text.pitch && text.changePoints >= smallestPoints);
    return text;
}

} // namespace tributary::ui
