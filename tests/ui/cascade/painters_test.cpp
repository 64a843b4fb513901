// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/cascade/card_painter.h"
#include "ui/cascade/link_painter.h"
#include "ui/cascade/path_light.h"
#include "ui/look/type.h"

#include <catch2/catch.hpp>

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <cmath>

using namespace tributary;
using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

CardContent restoreTime() {
    CardContent content;
    content.name = u"Restore cycle time"_s;
    content.level = Level::operating;
    content.value = u"52.6"_s;
    content.unit = u"h"_s;
    content.range = u"48.7 to 64.8"_s;
    content.change = u"−12\u00A0%"_s;
    content.judgement = Judgement::better;
    content.pointing = Pointing::down;
    for (int i = 0; i <= 60; ++i)
        content.sparkline.line.append(-i / 500.0);
    content.strength = 0.5;
    return content;
}

QImage painted(const CardContent& content, CardDetail detail, double zoom) {
    QImage image(220, 140, QImage::Format_RGB32);
    image.fill(Palette::light().canvas);
    QPainter painter(&image);
    painter.translate(20, 20);
    painter.scale(zoom, zoom);
    paintCard(painter, QRectF(0, 0, cardWidth, cardHeight), content, Palette::light(), detail, zoom);
    return image;
}

int pixelsOf(const QImage& image, const QColor& colour, const QRect& within) {
    int count = 0;
    for (int y = within.top(); y <= within.bottom(); ++y)
        for (int x = within.left(); x <= within.right(); ++x)
            count += image.pixelColor(x, y).rgb() == colour.rgb() ? 1 : 0;
    return count;
}

const QRect everywhere(0, 0, 220, 140);

} // namespace

TEST_CASE("a card shows its level as a spine of five pixels and its change in its colour") {
    const Palette palette = Palette::light();
    const QImage image = painted(restoreTime(), CardDetail::full, 1);
    CHECK(pixelsOf(image, palette.operating, QRect(20, 30, 5, 60)) == 5 * 60);
    CHECK(pixelsOf(image, palette.operating, QRect(25, 30, 5, 60)) == 0);
    CHECK(pixelsOf(image, palette.good, QRect(110, 60, 80, 50)) > 40);
    CardContent worse = restoreTime();
    worse.judgement = Judgement::worse;
    CHECK(pixelsOf(painted(worse, CardDetail::full, 1), palette.bad, everywhere) > 40);
}

TEST_CASE("how much of its change has come is told beside the texts of a card, which stand on one ground") {
    for (const Judgement judgement : {Judgement::better, Judgement::worse})
        for (const double fill : {0.1, 0.3, 0.5, 0.7, 0.9, 1.0}) {
            INFO(fill);
            CardContent content = restoreTime();
            content.judgement = judgement;
            content.fill = fill;
            const QImage image = painted(content, CardDetail::full, 1);
            const auto textLeft = 20 + 9; // between spine and texts
            const QRgb ground = image.pixel(textLeft, 24);
            CHECK(ground != Palette::light().surface.rgb());
            for (int y = 24; y < 100; ++y)
                CHECK(image.pixel(textLeft, y) == ground);
            const QColor& colour = judgement == Judgement::better ? Palette::light().good : Palette::light().bad;
            CHECK(std::abs(pixelsOf(image, colour, QRect(185, 20, 1, 84)) - fill * cardHeight) <= 7);
        }
}

TEST_CASE("a card without a change has neither colour nor sparkline") {
    CardContent content = restoreTime();
    content.judgement = Judgement::none;
    content.change = u"no change"_s;
    const QImage image = painted(content, CardDetail::full, 1);
    CHECK(pixelsOf(image, Palette::light().good, everywhere) == 0);
    CHECK(pixelsOf(image, Palette::light().bad, everywhere) == 0);
}

TEST_CASE("a selected card has a ring outside itself, a faulty one a border of its own") {
    CardContent content = restoreTime();
    CHECK(pixelsOf(painted(content, CardDetail::full, 1), Palette::light().ink, QRect(30, 14, 140, 5)) == 0);
    content.selected = true;
    CHECK(pixelsOf(painted(content, CardDetail::full, 1), Palette::light().ink, QRect(30, 14, 140, 5)) >= 140);
    content.faulty = true;
    CHECK(pixelsOf(painted(content, CardDetail::full, 1), Palette::light().error, everywhere) > 300);
}

TEST_CASE("detail falls with the zoom") {
    CHECK(cardDetail(1) == CardDetail::full);
    CHECK(cardDetail(0.6) == CardDetail::full);
    CHECK(cardDetail(0.6 * (1 - 1e-12)) == CardDetail::full); // as a painter gives it back
    CHECK(cardDetail(0.59) == CardDetail::brief);
    CHECK(cardDetail(0.25) == CardDetail::brief);
    CHECK(cardDetail(0.2) == CardDetail::bar);
    const QImage bar = painted(restoreTime(), CardDetail::bar, 0.2);
    CHECK(pixelsOf(bar, Palette::light().good, everywhere) > 20);
    CHECK(pixelsOf(bar, Palette::light().ink, everywhere) == 0);
}

TEST_CASE("a card seen from afar keeps its texts within itself and apart") {
    CardContent content = restoreTime();
    content.name = u"Expedited-purchase premium of the parts that nobody found anywhere"_s;
    for (const double zoom : {0.55, 0.45, 0.35, 0.25}) {
        const QImage image = painted(content, CardDetail::brief, zoom);
        const QRect card = QRectF(20, 20, cardWidth * zoom, cardHeight * zoom).toAlignedRect();
        INFO(zoom);
        for (const QColor& colour : {Palette::light().ink, Palette::light().good})
            CHECK(pixelsOf(image, colour, everywhere) == pixelsOf(image, colour, card));
    }
}

TEST_CASE("a name drops its closing parenthesis before it is cut") {
    const QFont font = fontOf(TextRole::cardName);
    const double first = 123;
    const double rest = 146;
    const QFontMetricsF metrics(font);
    CHECK(cardNameLines(u"Breakdowns"_s, font, first, rest) == QStringList{u"Breakdowns"_s});
    CHECK(cardNameLines(u"Located in own network (another yard of the same agency)"_s, font, first, rest) ==
          QStringList{u"Located in own"_s, u"network"_s});
    const QStringList cut =
        cardNameLines(u"Average time that a customer waits for the first useful answer"_s, font, first, rest);
    REQUIRE(cut.size() == 2);
    CHECK(cut[1].endsWith(u'…'));
    CHECK(metrics.horizontalAdvance(cut[0]) <= first);
    CHECK(metrics.horizontalAdvance(cut[1]) <= rest);
    CHECK(cardNameLines(QString(), font, first, rest).isEmpty());
}

TEST_CASE("a link is as wide as what it carries") {
    CHECK(linkWidth(0) == Approx(1.5));
    CHECK(linkWidth(0.5) == Approx(7.5));
    CHECK(linkWidth(1) == Approx(13.5));
    CHECK(linkWidth(7) == Approx(13.5));
    const auto thickness = [](double share) {
        QImage image(60, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        LinkContent link;
        link.route = QPolygonF({{30, 60}, {30, 0}});
        link.share = share;
        link.judgement = Judgement::better;
        paintLink(painter, link, Palette::light());
        int count = 0;
        for (int x = 0; x < 60; ++x)
            count += image.pixelColor(x, 30).rgb() == Palette::light().good.rgb() ? 1 : 0;
        return count;
    };
    CHECK(thickness(0.5) >= 6);
    CHECK(thickness(0.5) <= 8);
    CHECK(thickness(0.9) > thickness(0.5));
}

TEST_CASE("a rounded path keeps its ends and stays inside its corners") {
    const QPolygonF route({{0, 0}, {0, -20}, {50, -20}, {50, -40}});
    const QPainterPath path = roundedPath(route, 6);
    CHECK(path.pointAtPercent(0) == QPointF(0, 0));
    CHECK(path.pointAtPercent(1) == QPointF(50, -40));
    CHECK_FALSE(path.contains(QPointF(0, -20)));
    CHECK(path.boundingRect() == QRectF(0, -40, 50, 40));
    CHECK(roundedPath(QPolygonF({{1, 1}}), 6).isEmpty());
}

TEST_CASE("the share is said from thirty percent up, on the selected path from five") {
    const auto chipped = [](double share, bool onPath) {
        QImage image(200, 60, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        LinkContent link;
        link.route = QPolygonF({{10, 50}, {10, 30}, {190, 30}, {190, 10}});
        link.share = share;
        link.onSelectedPath = onPath;
        link.judgement = Judgement::worse;
        paintShareChip(painter, link, Palette::light());
        painter.end();
        QImage blank(200, 60, QImage::Format_RGB32);
        blank.fill(Qt::white);
        return image != blank;
    };
    CHECK(chipped(0.3, false));
    CHECK_FALSE(chipped(0.29, false));
    CHECK(chipped(0.06, true));
    CHECK_FALSE(chipped(0.04, true));
}

TEST_CASE("a tag of a lit path holds its mark: ink is all around it") {
    for (const Palette& palette : {Palette::light(), Palette::dark()}) {
        const PathTag tag{u"+0.46 %"_s, u"0.45 to 0.47"_s, Grade::d};
        const QRectF card(20, 40, cardWidth, cardHeight);
        QImage image(260, 140, QImage::Format_RGB32);
        image.fill(palette.canvas);
        QPainter painter(&image);
        paintPathTag(painter, card, tag, palette);
        painter.end();
        const QRect area = pathTagArea(card, tag).toAlignedRect();
        const auto isInk = [&](int x, int y) {
            constexpr int ofAnEdge = 40; // smoothed
            return std::abs(image.pixelColor(x, y).lightness() - palette.ink.lightness()) < ofAnEdge;
        };
        for (int x = area.right() - 18; x <= area.right() - 4; ++x) {
            CHECK(isInk(x, area.top() + 2));
            CHECK(isInk(x, area.bottom() - 2));
        }
        for (int y = area.top() + 4; y <= area.bottom() - 4; ++y)
            for (int x = area.right() - 4; x <= area.right() - 2; ++x)
                CHECK(isInk(x, y));
    }
}

TEST_CASE("the bars of a delay lie on the trunk with their words where no sibling shares it and the driver is near") {
    const Palette& palette = Palette::light();
    LinkContent content;
    content.route = {{40, 60}, {40, 45}, {150, 45}, {150, 30}};
    content.lag = LinkContent::Lag::delay;
    content.lagText = u"3 mo"_s;
    content.judgement = Judgement::better;
    content.share = 0.2;
    const auto painted = [&] {
        QImage image(200, 90, QImage::Format_RGB32);
        image.fill(palette.canvas);
        QPainter painter(&image);
        paintLink(painter, content, palette);
        return image;
    };
    const QRect besideDriver(20, 48, 40, 12); // between the bend and the card
    const auto drawn = [&](const QImage& image, const QRect& within) {
        int count = 0;
        for (int y = within.top(); y <= within.bottom(); ++y)
            for (int x = within.left(); x <= within.right(); ++x)
                count += image.pixelColor(x, y).rgb() != palette.canvas.rgb() ? 1 : 0;
        return count;
    };
    const QImage shared = painted(); // by a sibling: the bars stay at the driver
    content.alone = 110;
    const QImage own = painted();
    CHECK(drawn(own, besideDriver) < drawn(shared, besideDriver));
    CHECK(drawn(own, QRect(52, 36, 12, 5)) > 0);
    CHECK(drawn(shared, QRect(52, 36, 12, 5)) == 0);
}
