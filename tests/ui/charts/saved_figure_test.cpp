// SPDX-License-Identifier: GPL-3.0-or-later
// What is saved equals what is shown, and no data break a figure.
#include "tests/ui/charts/figures.h"
#include "tests/ui/file_contents.h"
#include "ui/charts/axis_layout.h"
#include "ui/look/type.h"

#include <catch2/catch.hpp>
#include <qcustomplot.h>

#include <QBuffer>
#include <QImage>
#include <QRegularExpression>
#include <QSvgGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <optional>

using namespace tributary::ui;
using namespace tributary::ui::test;
using tributary::test::contents;

namespace {

/// The texts of a drawing, in the order in which they are drawn.
QStringList textsOf(const QByteArray& svg) {
    static const QRegularExpression text(u"<text[^>]*>([^<]*)</text>"_s);
    QStringList found;
    for (auto at = text.globalMatch(QString::fromUtf8(svg)); at.hasNext();)
        found << at.next().captured(1).trimmed();
    return found;
}

/// The texts that stand in the window now, and how large their figure is.
std::pair<QStringList, QSize> shown(Chart& chart) {
    auto* canvas = chart.findChild<QCustomPlot*>();
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(96);
    generator.setSize(canvas->size());
    {
        QCPPainter painter(&generator);
        painter.setMode(QCPPainter::pmVectorized);
        painter.setMode(QCPPainter::pmNoCaching);
        canvas->toPainter(&painter, canvas->width(), canvas->height());
    }
    return {textsOf(buffer.data()), canvas->size()};
}

} // namespace

TEST_CASE("the texts of a saved figure are those of the one in the window, for each kind") {
    const QTemporaryDir folder;
    for (const auto& chart : figures(24, growing)) {
        chart->show();
        REQUIRE(QTest::qWaitForWindowExposed(chart.get()));
        QTest::qWait(30);
        const auto [texts, size] = shown(*chart);
        REQUIRE(texts.size() > 4);
        const QString path = folder.filePath(u"figure.svg"_s);
        REQUIRE(chart->save(path));
        INFO(chart->accessibleName().toStdString());
        CHECK(textsOf(contents(path)) == texts);
        CHECK(contents(path).contains(QByteArray("viewBox=\"0 0 ") + QByteArray::number(chart->width())));
    }
}

/// Where a text of a saved figure stands, as wide as it is.
std::optional<QRectF> placeOf(const QString& svg, const QString& words, TextRole role = TextRole::label) {
    const QRegularExpression text(u"<text[^>]* x=\"([-0-9.]+)\" y=\"([-0-9.]+)\"[^>]*>\\s*("_s +
                                  QRegularExpression::escape(words) + u"[^<]*)<"_s);
    const auto found = text.match(svg);
    if (!found.hasMatch())
        return std::nullopt;
    const double width = QFontMetricsF(fontOf(role)).horizontalAdvance(found.captured(3).trimmed());
    return QRectF(found.captured(1).toDouble(), found.captured(2).toDouble() - 10, width, 12);
}

QString savedSvg(const Chart& chart) {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"figure.svg"_s);
    REQUIRE(chart.save(path));
    return QString::fromUtf8(contents(path));
}

TEST_CASE("no line strikes through when the median pays back, and no tick of the axis is covered") {
    for (const int month : {2, 5, 12, 30, 40, 55}) {
        FanSeries series;
        series.title = u"Cash flow"_s;
        series.unit = u"USD"_s;
        for (int t = 0; t <= 60; ++t) {
            series.period << t;
            series.p50 << 8e3 * (t - month);
            series.mostLikely << 11e3 * (t - 0.75 * month);
        }
        series.payback = month;
        FanChart chart;
        chart.resize(700, 280);
        chart.setData(series);
        chart.show();
        REQUIRE(QTest::qWaitForWindowExposed(&chart));
        QTest::qWait(20);
        const QString svg = savedSvg(chart);
        const auto words = placeOf(svg, u"median pays back"_s);
        REQUIRE(words);
        INFO("month " << month << ": words from " << words->left() << " to " << words->right() << " at "
                      << words->bottom());
        const QCustomPlot* canvas = chart.findChild<QCustomPlot*>();
        const auto lineOf = [&](const QVector<double>& values) {
            QPolygonF line;
            for (int t = 0; t <= 60; ++t)
                line << QPointF(canvas->xAxis->coordToPixel(t), canvas->yAxis->coordToPixel(values[t] / 1e3));
            return line;
        };
        CHECK_FALSE(runsThrough(lineOf(series.p50), *words));
        CHECK_FALSE(runsThrough(lineOf(series.mostLikely), *words));
        CHECK(words->bottom() < canvas->axisRect()->bottom() + 4);
        CHECK(words->right() < canvas->axisRect()->right() + 4);
    }
}

TEST_CASE("a median below zero is not cut by the zero line, and each hump is named over its own side") {
    for (double median = -0.9; median < 0.6; median += 0.1) {
        HistogramSeries series;
        series.title = u"NPV"_s;
        series.unit = u"USD"_s;
        series.firstBin = -2e6;
        series.binWidth = 1e5;
        series.median = median * 1e6;
        series.lossShare = 0.8;
        series.regimes = {{u"if it stalls"_s, {}}, {u"if it takes hold"_s, {}}};
        for (int bin = 0; bin < 40; ++bin) {
            const double x = -1.95 + 0.1 * bin;
            series.regimes[0].share << 0.08 * std::exp(-std::pow((x + 1.2) / 0.15, 2));
            series.regimes[1].share << 0.06 * std::exp(-std::pow((x + 0.2) / 0.4, 2));
            series.share << series.regimes[0].share.last() + series.regimes[1].share.last();
        }
        HistogramChart chart;
        chart.resize(420, 276);
        chart.setData(series);
        const QString svg = savedSvg(chart);
        const auto words = placeOf(svg, u"median"_s, TextRole::labelStrong);
        const auto loss = placeOf(svg, u"loss"_s, TextRole::change);
        REQUIRE(words);
        REQUIRE(loss);
        const double zero = loss->right() + 8;
        INFO("median " << median << ", its words from " << words->left() << " to " << words->right() << ", zero at "
                       << zero);
        CHECK((words->right() < zero || words->left() > zero));
        if (const auto holds = placeOf(svg, u"if it takes hold"_s)) {
            const auto stalls = placeOf(svg, u"if it stalls"_s);
            CHECK((!stalls || stalls->right() < holds->left()));
            CHECK(holds->left() > zero - 150); // not over the other hump
            CHECK_FALSE(holds->intersects(*words));
        }
    }
}

TEST_CASE("a bar of the schedule too short for its text has it beside it") {
    AdoptionSeries series;
    series.title = u"Active share"_s;
    for (int month = 1; month <= 60; ++month)
        series.period << month;
    series.groups << AdoptionSeries::Group{u"Maintenance"_s, {}, QVector<double>(60, 0.5), {}, {}, {}, {}};
    using Bar = AdoptionSeries::Bar;
    series.schedule << AdoptionSeries::ScheduleRow{u"Reach"_s,
                                                   {Bar{0, 3, u"40 %"_s, Bar::Strength::partial},
                                                    Bar{3, 60, u"100 %"_s}}}
                    << AdoptionSeries::ScheduleRow{u"Training"_s, {Bar{0, 2, u"×2"_s}, Bar{3, 6, u"×3"_s}}};
    AdoptionChart chart;
    chart.resize(600, 330);
    chart.setData(series);
    const QString svg = savedSvg(chart);
    QVector<QRectF> places;
    for (const QString& words : {u"40 %"_s, u"×2"_s, u"×3"_s}) {
        INFO(words.toStdString());
        const auto place = placeOf(svg, words);
        REQUIRE(place);
        for (const QRectF& other : places)
            CHECK_FALSE(place->intersects(other));
        places << *place;
    }
    CHECK(svg.count(u"100 %"_s) >= 1);
}

TEST_CASE("the tool tip of a row leaves the numbers of the row in sight") {
    const auto rows = rowsOf(9, growing);
    rows->show();
    REQUIRE(QTest::qWaitForWindowExposed(rows.get()));
    QTest::qWait(30);
    auto* canvas = rows->findChild<QCustomPlot*>();
    const QImage before = canvas->grab().toImage();
    const auto numbersAt = [&](int y) { // what is written at the right, as the colours of a line
        QVector<QRgb> line;
        for (int x = canvas->width() - 60; x < canvas->width() - 16; ++x)
            line << before.pixel(x, y);
        return line;
    };
    const auto isDark = [](QRgb pixel) { return qGray(pixel) < 128; };
    int numbers = 0;
    for (int y = 40; y < before.height(); ++y) {
        int end = y;
        while (end < before.height() && std::ranges::any_of(numbersAt(end), isDark))
            ++end;
        if (end - y < 6)
            continue;
        QTest::mouseMove(canvas, QPoint(canvas->width() / 2, (y + end) / 2));
        QTest::qWait(20);
        const QImage after = canvas->grab().toImage();
        numbers += before != after ? 1 : 0;
        int covered = 0;
        for (int line = y; line < end; ++line)
            for (int x = canvas->width() - 60; x < canvas->width() - 16; ++x)
                covered += before.pixel(x, line) != after.pixel(x, line) ? 1 : 0;
        INFO("numbers from " << y << " to " << end);
        CHECK(covered == 0);
        y = end;
    }
    CHECK(numbers == 9);
}

TEST_CASE("the name of a hump keeps clear of the median's line") {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"figure.svg"_s);
    int named = 0;
    for (double peak = -0.9; peak < 0.95; peak += 0.05) {
        HistogramSeries series;
        series.title = u"NPV"_s;
        series.unit = u"USD"_s;
        series.firstBin = -2e6;
        series.binWidth = 1e5;
        series.median = -0.15e6;
        series.regimes = {{u"if it stalls"_s, {}}, {u"if it takes hold"_s, {}}};
        for (int bin = 0; bin < 40; ++bin) {
            const double x = -1.95 + 0.1 * bin;
            series.regimes[0].share << 0.08 * std::exp(-std::pow((x + 1.5) / 0.2, 2));
            series.regimes[1].share << 0.06 * std::exp(-std::pow((x - peak) / 0.3, 2));
            series.share << series.regimes[0].share.last() + series.regimes[1].share.last();
        }
        HistogramChart chart;
        chart.resize(600, 300);
        chart.setData(series);
        REQUIRE(chart.save(path));
        const QString svg = QString::fromUtf8(contents(path));
        const auto placeOf = [&](const QString& words) {
            const QRegularExpression text(u"<text[^>]* x=\"([-0-9.]+)\" y=\"([-0-9.]+)\"[^>]*>\\s*"_s + words);
            const auto found = text.match(svg);
            return found.hasMatch() ? std::optional(QPointF(found.captured(1).toDouble(), found.captured(2).toDouble()))
                                    : std::nullopt;
        };
        const auto median = placeOf(u"median"_s);
        const auto name = placeOf(u"if it takes hold"_s);
        REQUIRE(median);
        if (!name)
            continue; // no two humps, or no room for a name
        ++named;
        // The words stand left of the line, for right of it the zero line would cut them.
        const QRegularExpression whole(u"median [^<]*"_s);
        const QString words = whole.match(svg).captured(0).trimmed();
        const double line = median->x() + QFontMetricsF(fontOf(TextRole::labelStrong)).horizontalAdvance(words) + 6;
        const double right =
            name->x() + QFontMetricsF(fontOf(TextRole::label)).horizontalAdvance(u"if it takes hold"_s);
        const bool above = name->y() < median->y() - 12; // of where the line begins
        INFO("hump at " << peak << " M$, its name from " << name->x() << " to " << right << " at " << name->y()
                        << ", the median at " << line << " from " << median->y() << " down");
        CHECK((above || right < line - 3 || name->x() > line + 3));
    }
    CHECK(named > 20);
}

TEST_CASE("a saved picture is the window's, twice as fine") {
    const QTemporaryDir folder;
    for (const auto& chart : figures(24, growing)) {
        chart->show();
        REQUIRE(QTest::qWaitForWindowExposed(chart.get()));
        QTest::qWait(30);
        const QString path = folder.filePath(u"figure.png"_s);
        REQUIRE(chart->save(path));
        const QImage saved(path);
        CHECK(saved.size() == chart->size() * 2);
        // Both as coarse as a thumbnail: the same places are dark and light. The menu's button and the border are of
        // the window alone.
        const auto coarse = [](const QImage& image) {
            return image.scaled(30, 20, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                .convertToFormat(QImage::Format_Grayscale8);
        };
        const QImage here = coarse(chart->grab().toImage());
        const QImage there = coarse(saved);
        int apart = 0;
        for (int y = 3; y < 19; ++y)
            for (int x = 1; x < 29; ++x)
                apart += std::abs(qGray(here.pixel(x, y)) - qGray(there.pixel(x, y))) > 24;
        INFO(chart->accessibleName().toStdString());
        CHECK(apart <= 4);
    }
}

TEST_CASE("a table names the units in its head and holds the numbers that are drawn") {
    const auto fan = fanOf(24, growing);
    const ChartTable table = fan->table();
    CHECK(table.head.contains(u"p50 (USD)"_s));
    CHECK(table.rows.size() == 24);
    CHECK(table.rows[10][table.head.indexOf(u"p50 (USD)"_s)] == u"0"_s);
    CHECK(histogramOf(24, growing)->table().head.first() == u"from (USD)"_s);
    CHECK(adoptionOf(24, growing)->table().head.contains(u"active (share of headcount)"_s));
    CHECK(rowsOf(4, growing)->table().head.contains(u"low (USD)"_s));
}

TEST_CASE("a cell with a comma or a quote stays one cell") {
    const ChartTable table{{u"name"_s}, {{u"Parts, \"late\""_s}}};
    CHECK(table.csv() == u"name\n\"Parts, \"\"late\"\"\"\n"_s);
    CHECK(table.tabs() == u"name\nParts, \"late\"\n"_s);
    CHECK(tableNumber(NAN).isEmpty());
}

TEST_CASE("a name that a spreadsheet would take for a formula is saved and copied as text, a number as a number") {
    const ChartTable table{{u"name"_s, u"value"_s}, {{u"=1+1"_s, tableNumber(-5)}, {u"a;b"_s, tableNumber(-1e-7)}}};
    CHECK(table.csv() == u"name,value\n'=1+1,-5\n\"a;b\",-1e-07\n"_s);
    CHECK(table.tabs() == u"name\tvalue\n'=1+1\t-5\na;b\t-1e-07\n"_s);
}

TEST_CASE("no data break a figure: none, one period, all the same, gaps, no number at all") {
    const QTemporaryDir folder;
    for (const Course& course : {Course(growing), Course(constant), Course(zero), Course(noNumber),
                                 Course(brokenInTheMiddle), Course(endless)})
        for (const int count : {0, 1, 2, 7}) {
            for (const auto& chart : figures(count, course)) {
                chart->show();
                QTest::qWait(1);
                for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Down, Qt::Key_End, Qt::Key_PageUp})
                    QTest::keyClick(chart.get(), key);
                CHECK_FALSE(chart->grab().toImage().isNull());
                const QString path = folder.filePath(u"figure.svg"_s);
                REQUIRE(chart->save(path));
                for (const QString& text : textsOf(contents(path))) {
                    INFO(chart->metaObject()->className() << " of " << count << ": " << text.toStdString());
                    CHECK_FALSE(text.contains(u"nan"_s));
                    CHECK_FALSE(text.contains(u"inf"_s, Qt::CaseSensitive));
                }
                CHECK_FALSE(chart->csv().contains(u"nan"_s));
                CHECK_FALSE(chart->csv().contains(u"inf"_s));
            }
        }
}

TEST_CASE("a single period is drawn, not refused") {
    const auto fan = fanOf(1, constant);
    fan->show();
    QTest::qWait(30);
    const auto texts = shown(*fan).first;
    CHECK(texts.contains(u"month 0"_s));
    CHECK_FALSE(texts.filter(u"median"_s).isEmpty());
}
