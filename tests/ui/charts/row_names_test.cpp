// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/charts/row_names.h"
#include "ui/charts/rows_chart.h"
#include "ui/look/type.h"

#include <QTest>

using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("a name too long for its room keeps the part that tells it from others") {
    loadFonts();
    const QFontMetricsF metrics(fontOf(TextRole::label));
    const QString name = u"Mean distance between breakdowns of the older buses: drift"_s;
    const auto widthOf = [&](const QString& text) { return metrics.horizontalAdvance(text); };
    CHECK(nameLines(name, metrics, widthOf(name) + 1, 2) == QStringList{name});
    for (const double width : {90.0, 130.0, 170.0, 230.0})
        for (const int most : {1, 2}) {
            const QStringList lines = nameLines(name, metrics, width, most);
            INFO(lines.join(u'|').toStdString() << " in " << width);
            CHECK(lines.size() <= most);
            for (const QString& line : lines)
                CHECK(widthOf(line) <= width);
            CHECK(lines.last().endsWith(u"drift"_s));
        }
    // Two lines are enough for all of it where it is not much too long.
    CHECK(nameLines(name, metrics, widthOf(name) * 0.6, 2).join(u' ') == name);
    // A name without parts keeps its end, too.
    CHECK(shortenedName(u"Elasticity of missed service to buses out"_s, metrics, 120).endsWith(u"out"_s));
    CHECK(nameLines(QString(), metrics, 100, 2) == QStringList{QString()});
}

TEST_CASE("a chart of rows asks for the height that its names need, and says them whole") {
    RowsSeries series;
    series.title = u"What moves the NPV"_s;
    for (int i = 0; i < 8; ++i) {
        RowsSeries::Row row;
        row.name = u"Time that a mechanic of the night shift waits for a part, %1: drift"_s.arg(i);
        row.bars << RowsSeries::Bar{0, 1.0 + i, RowsSeries::Tone::better};
        series.rows << row;
    }
    RowsChart chart;
    chart.resize(360, 300);
    chart.setData(series);
    chart.show();
    REQUIRE(QTest::qWaitForWindowExposed(&chart));
    CHECK(chart.minimumSizeHint().height() > 300);
    chart.resize(1400, 300);
    QTest::qWait(20);
    CHECK(chart.minimumSizeHint().height() < 300);
    QTest::keyClick(&chart, Qt::Key_Home);
    CHECK(chart.accessibleDescription().contains(series.rows.first().name));
}
