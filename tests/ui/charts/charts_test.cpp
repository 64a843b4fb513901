// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/file_contents.h"
#include "tests/ui/qt_strings.h"
#include "ui/charts/adoption_chart.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QMimeData>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <cmath>

using namespace tributary::ui;
using tributary::test::contents;
using namespace Qt::Literals::StringLiterals;

namespace {

FanSeries fan() {
    FanSeries series;
    series.title = u"Cash flow"_s;
    series.unit = u"USD"_s;
    for (int t = 0; t <= 24; ++t) {
        const double middle = -300e3 + 30e3 * t;
        series.period.append(t);
        series.p5.append(middle - 1e4 * t);
        series.p25.append(middle - 5e3 * t);
        series.p50.append(middle);
        series.p75.append(middle + 5e3 * t);
        series.p95.append(middle + 1e4 * t);
    }
    series.payback = 10;
    return series;
}

HistogramSeries twoHumps() {
    HistogramSeries series;
    series.title = u"NPV"_s;
    series.unit = u"USD"_s;
    series.firstBin = -1e6;
    series.binWidth = 1e5;
    series.regimes = {{u"if it stalls"_s, {}}, {u"if it takes hold"_s, {}}};
    for (int i = 0; i < 40; ++i) {
        const double x = -0.95 + 0.1 * i;
        series.regimes[0].share.append(0.08 * std::exp(-std::pow((x + 0.5) / 0.2, 2)));
        series.regimes[1].share.append(0.05 * std::exp(-std::pow((x - 0.8) / 0.5, 2)));
        series.share.append(series.regimes[0].share.last() + series.regimes[1].share.last());
    }
    series.median = 4e5;
    series.lossShare = 0.35;
    return series;
}

int pixelsOf(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).rgb() == colour.rgb())
                ++count;
    return count;
}

QImage rendered(const Chart& chart, const ChartStyle& style) {
    QImage image(600, 300, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    chart.render(painter, QRectF(0, 0, 600, 300), style);
    return image;
}

} // namespace

TEST_CASE("a fan shows both bands and the median in the tokens it is given") {
    FanChart chart;
    chart.setData(fan());
    for (const Palette& palette : {Palette::print(), Palette::dark()}) {
        const QImage image = rendered(chart, {palette, 1, ChartTitle::shown});
        CHECK(pixelsOf(image, palette.mist90) > 1000);
        CHECK(pixelsOf(image, palette.mist50) > 1000);
        CHECK(pixelsOf(image, palette.median) > 100);
    }
}

TEST_CASE("a histogram has losses in one colour, hatched, and gains in the other") {
    HistogramChart chart;
    chart.setData(twoHumps());
    const Palette palette = Palette::print();
    const QImage image = rendered(chart, {palette, 1, ChartTitle::hidden});
    CHECK(pixelsOf(image, palette.bad) > 1000);
    CHECK(pixelsOf(image, palette.good) > 1000);
}

TEST_CASE("two humps are told from one") {
    HistogramSeries series = twoHumps();
    CHECK(hasTwoHumps(series));
    series.regimes[0].share = series.regimes[1].share;
    CHECK_FALSE(hasTwoHumps(series));
    series.regimes.clear();
    CHECK_FALSE(hasTwoHumps(series));
}

TEST_CASE("the CSV of a chart holds its series whole") {
    FanChart chart;
    chart.setData(fan());
    const QStringList lines = chart.csv().split(u'\n', Qt::SkipEmptyParts);
    CHECK(lines.size() == 26);
    CHECK(lines[0] == u"month,p5 (USD),p25 (USD),p50 (USD),p75 (USD),p95 (USD)"_s);
    CHECK(lines[1] == u"0,-300000,-300000,-300000,-300000,-300000"_s);
    HistogramChart histogram;
    histogram.setData(twoHumps());
    CHECK(histogram.csv().split(u'\n', Qt::SkipEmptyParts).size() == 41);
}

TEST_CASE("a chart saves what it shows, by the file's extension") {
    QTemporaryDir folder;
    FanChart chart;
    chart.resize(600, 300);
    chart.setData(fan());
    for (const QString& name : {u"a.png"_s, u"a.svg"_s, u"a.csv"_s})
        REQUIRE(chart.save(folder.filePath(name)).has_value());
    const QImage png(folder.filePath(u"a.png"_s));
    CHECK(png.size() == QSize(1200, 600));
    CHECK(pixelsOf(png, Palette::light().mist50) > 1000);
    const QByteArray svg = contents(folder.filePath(u"a.svg"_s));
    CHECK(svg.contains("Cash flow"));
    CHECK(svg.contains(Palette::light().mist50.name().toLatin1()));
    CHECK_FALSE(svg.contains("<image"));
    CHECK(QString::fromUtf8(contents(folder.filePath(u"a.csv"_s))) == chart.csv());
}

TEST_CASE("a file that cannot be written is told with its name") {
    FanChart chart;
    chart.resize(600, 300);
    chart.setData(fan());
    const auto nowhere = chart.save(u"/no-such-folder/a.png"_s);
    REQUIRE_FALSE(nowhere.has_value());
    CHECK(nowhere.error().message.find("/no-such-folder/a.png") != std::string::npos);
    CHECK_FALSE(chart.save(u"/tmp/a.docx"_s).has_value());
}

TEST_CASE("copying puts the picture and the numbers on the clipboard, or the numbers alone") {
    FanChart chart;
    chart.resize(600, 300);
    chart.setData(fan());
    chart.copy();
    const QMimeData* copied = QApplication::clipboard()->mimeData();
    CHECK(copied->hasImage());
    CHECK(copied->text() == chart.table().tabs());
    chart.copyTable();
    CHECK_FALSE(QApplication::clipboard()->mimeData()->hasImage());
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    CHECK(lines.size() == 26);
    CHECK(lines[1].split(u'\t').size() == 6);
}

TEST_CASE("arrow keys walk a chart's points and show them") {
    FanChart chart;
    chart.resize(600, 300);
    chart.setData(fan());
    chart.show();
    QTest::qWait(50);
    const QImage before = chart.grab().toImage();
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::qWait(50);
    CHECK(chart.grab().toImage() != before);
    QTest::keyClick(&chart, Qt::Key_Escape);
    QTest::qWait(50);
    CHECK(chart.grab().toImage() == before);
}

TEST_CASE("a chart without data says what will be here") {
    AdoptionChart chart;
    chart.setEmptyText(u"How each group takes it up will be here."_s, u"Add an intervention."_s);
    const QImage image = rendered(chart, {Palette::print(), 1, ChartTitle::shown});
    CHECK(pixelsOf(image, Palette::print().ink) > 50);
}

TEST_CASE("adoption draws each group in its own colour") {
    AdoptionSeries series;
    series.title = u"Active share"_s;
    series.groups.resize(3);
    for (int t = 0; t <= 36; ++t) {
        series.period.append(t);
        for (int g = 0; g < 3; ++g)
            series.groups[g].active.append((0.5 + 0.15 * g) * (1 - std::exp(-t / 6.0)));
    }
    for (int g = 0; g < 3; ++g)
        series.groups[g].name = u"Group %1"_s.arg(g);
    AdoptionChart chart;
    chart.setData(series);
    const QImage image = rendered(chart, {Palette::print(), 1, ChartTitle::shown});
    for (std::size_t g = 0; g < 3; ++g)
        CHECK(pixelsOf(image, Palette::print().group[g]) > 100);
    CHECK(chart.csv().count(u'\n') == 1 + 3 * 37);
}

TEST_CASE("two tools of a scenario are told apart by dashes, and a group has one colour with both") {
    AdoptionSeries series;
    series.title = u"Active share"_s;
    for (int t = 0; t <= 36; ++t)
        series.period.append(t);
    for (const auto& [tool, share] : {std::pair{u"Answer board"_s, 0.4}, std::pair{u"Expert finder"_s, 0.8}})
        for (int g = 0; g < 2; ++g) {
            AdoptionSeries::Group group;
            group.name = u"Group %1"_s.arg(g);
            group.tool = tool;
            group.active.fill(share + 0.1 * g, series.period.size());
            series.groups << group;
        }
    series.schedule = {{u"Reach, all groups, Answer board"_s, {{0, 4, u"40%"_s}}}};
    AdoptionChart chart;
    chart.resize(600, 300);
    chart.setData(series);
    const QImage both = rendered(chart, {Palette::print(), 1, ChartTitle::shown});
    CHECK(pixelsOf(both, Palette::print().group[1]) > 100);
    CHECK(pixelsOf(both, Palette::print().group[2]) == 0);
    // At one height the dashed tool covers less of its line than the solid one.
    const auto inked = [&](qsizetype kept) {
        AdoptionSeries part = series;
        for (qsizetype g = 0; g < part.groups.size(); ++g)
            part.groups[g].active.fill(g == kept ? 0.5 : NAN);
        AdoptionChart alone;
        alone.setData(part);
        return pixelsOf(rendered(alone, {Palette::print(), 1, ChartTitle::shown}), Palette::print().group[0]);
    };
    CHECK(inked(2) < 0.9 * inked(0));
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"adoption.svg"_s);
    REQUIRE(chart.save(path));
    const QString svg = QString::fromUtf8(contents(path));
    CHECK(svg.contains(u">Answer board<"_s)); // which dash is whose
    CHECK(svg.contains(u">Expert finder<"_s));
    CHECK(svg.contains(u"Group 0, Answer board 40"_s));
    CHECK(chart.csv().startsWith(u"month,group,tool,"_s));
    CHECK(chart.csv().contains(u"Group 1,Expert finder"_s));
}

TEST_CASE("what a histogram says beside its title is whole in a narrow panel, and says more in a wide one") {
    HistogramSeries series = twoHumps();
    series.title = u"NPV over 60 months"_s;
    series.hint = u"4,096 trials, by 100 k$"_s;
    series.share.append(QVector<double>(60, 0.0));
    series.share.append(0.001); // far beyond the ends
    for (auto& regime : series.regimes)
        regime.share.append(QVector<double>(61, 0.0));
    HistogramChart chart;
    chart.setData(series);
    const QTemporaryDir folder;
    const auto textsAt = [&](int width) {
        chart.resize(width, 284);
        const QString path = folder.filePath(u"%1.svg"_s.arg(width));
        REQUIRE(chart.save(path));
        return QString::fromUtf8(contents(path));
    };
    const QString narrow = textsAt(405);
    CHECK(narrow.contains(u"4,096 trials, by 100 k$"_s));
    CHECK_FALSE(narrow.contains(u'…'));
    const QString wide = textsAt(800);
    CHECK(wide.contains(u"lie beyond the ends"_s));
    CHECK_FALSE(wide.contains(u'…'));
}

TEST_CASE("the wheel over a chart scrolls the page that it stands on") {
    QScrollArea page;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    auto* chart = new FanChart(body);
    chart->setMinimumHeight(300);
    chart->setData(fan());
    column->addWidget(chart);
    column->addSpacing(2000);
    page.setWidgetResizable(true);
    page.setWidget(body);
    page.resize(600, 400);
    page.show();
    REQUIRE(QTest::qWaitForWindowExposed(&page));
    QWidget* under = page.childAt(300, 150);
    REQUIRE(under);
    const QPointF at = under->mapFrom(&page, QPoint(300, 150));
    QWheelEvent down(at, under->mapToGlobal(at), QPoint(), QPoint(0, -120), Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(under, &down);
    CHECK(page.verticalScrollBar()->value() > 0);
}
