// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a card against their boxes: whatever names, units and numbers come, at every size.
#include "tests/ui/cascade/shown_cascade.h"
#include "tests/ui/text_recorder.h"
#include "ui/cascade/card_painter.h"
#include "ui/look/compact_number.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"

#include <catch2/catch.hpp>

#include <QPainter>
#include <algorithm>
#include <cmath>
#include <random>

using namespace tributary;
using namespace tributary::ui;
using tributary::test::need;
using tributary::test::Shown;
using tributary::ui::test::DrawnText;
using tributary::ui::test::TextRecorder;
using namespace Qt::Literals::StringLiterals;

namespace {

class Random {
public:
    explicit Random(unsigned seed) : random_(seed) {}
    int upTo(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
    QString name() {
        QString text;
        const int words = 1 + upTo(7);
        for (int i = 0; i < words; ++i) {
            if (i > 0)
                text += u' ';
            for (int length = 1 + upTo(i == 2 ? 30 : 12); length > 0; --length)
                text += QChar(u'a' + upTo(25));
        }
        return upTo(4) == 0 ? text + u" (of the other yard)"_s : text;
    }
    QString number() {
        static const QStringList numbers{u"0"_s,           u"52.6"_s,           u"1,270"_s,    u"−0.000123"_s,
                                         u"123,000,000"_s, u"−4,560,000,000"_s, u"1.23e+15"_s, u"–"_s};
        return numbers[upTo(static_cast<int>(numbers.size()) - 1)];
    }
    QString unit() {
        static const QStringList units{
            QString(), u"h"_s, u"M$/y"_s, u"workday"_s, u"mile/bus/year"_s, u"emergency_purchases/mo"_s, u"%"_s};
        return units[upTo(static_cast<int>(units.size()) - 1)];
    }

private:
    std::mt19937 random_;
};

CardContent randomCard(Random& random) {
    CardContent card;
    card.name = random.name();
    card.level = static_cast<Level>(random.upTo(2));
    card.value = random.number();
    card.unit = random.unit();
    if (card.unit.startsWith(u"emergency"_s) && random.upTo(1) == 0)
        card.rate = u"/mo"_s;
    if (random.upTo(3) > 0)
        card.range = random.number() + u" to "_s + random.number();
    card.judgement = static_cast<Judgement>(random.upTo(2));
    card.change = card.judgement == Judgement::none ? u"no change"_s
                  : random.upTo(1) == 0             ? u"−12\u00A0%"_s
                                                    : u"+1,230\u00A0%"_s;
    card.fill = random.upTo(100) / 100.0;
    for (int i = 0; i < 20; ++i)
        card.sparkline.line.append(i / 20.0);
    card.grade = random.upTo(1) == 0 ? Grade::c : Grade::none;
    card.onMap = random.upTo(1) == 0;
    return card;
}

} // namespace

TEST_CASE("no text of a card leaves it or runs into another one, at any size, whatever is written on it") {
    Random random(17);
    for (int i = 0; i < 400; ++i) {
        const CardContent card = randomCard(random);
        for (const double size : {1.0, 1.25, 1.5, 2.0}) {
            TextRecorder recorder;
            QPainter painter(&recorder);
            const QRectF area(10, 10, cardWidth * size, cardHeight * size);
            paintCard(painter, area, card, Palette::light());
            painter.end();
            REQUIRE(recorder.texts().size() >= 3);
            // A unit is never cut.
            const auto isWritten = [&](const QString& words) {
                return std::ranges::any_of(recorder.texts(), [&](const DrawnText& each) { return each.text == words; });
            };
            CHECK((card.unit.isEmpty() || isWritten(card.unit) || isWritten(card.rate)));
            // A range that would be too small to be read is left to the tip, which has it whole.
            constexpr int readable = 26; // characters beside each other
            const QString said = card.range.isEmpty() ? u"no range given"_s : card.range;
            CHECK((said.size() + card.unit.size() > readable || isWritten(said)));
            for (const DrawnText& each : recorder.texts()) {
                INFO(each.text.toStdString()
                     << " of \"" << card.name.toStdString() << "\", " << card.value.toStdString() << " at " << size);
                CHECK(area.adjusted(5 * size, 0, -2, -2).contains(each.box));
                for (const DrawnText& other : recorder.texts())
                    if (&other != &each) {
                        INFO("beside " << other.text.toStdString());
                        CHECK_FALSE(each.box.adjusted(0.5, 0.5, -0.5, -0.5).intersects(other.box));
                    }
            }
        }
    }
}

TEST_CASE("every card of every built-in case shows its value, its unit, and its range where its trials differ") {
    for (const Template& each : templates()) {
        Shown shown(need(modelFromTemplate(each.id)));
        shown.run();
        for (const int period : {1, 24, 60}) {
            shown.document.setPeriod(period);
            for (const MetricResults& results : shown.document.sampled()->metrics) {
                const Summary& with = results.with[static_cast<std::size_t>(period - 1)];
                const CardContent card = shown.page.scene().content().card(results.id.text, {});
                INFO(each.id << ", " << card.name.toStdString() << " at " << period);
                TextRecorder recorder;
                QPainter painter(&recorder);
                paintCard(painter, QRectF(0, 0, cardWidth, cardHeight), card, Palette::light());
                painter.end();
                QStringList written;
                for (const DrawnText& text : recorder.texts())
                    written << text.text;
                INFO(written.join(u" | "_s).toStdString());
                CHECK(written.contains(card.value));
                CHECK(results.unit.empty() == card.unit.isEmpty());
                CHECK((card.unit.isEmpty() || written.contains(card.unit) || written.contains(card.rate)));
                const bool varies = with.p95 - with.p5 > 1e-9 * std::max(std::abs(with.p5), std::abs(with.p95));
                CHECK(written.contains(u"no range given"_s) == !varies);
                CHECK(varies == !card.range.isEmpty());
                CHECK((!varies || written.contains(card.range)));
            }
        }
    }
}

TEST_CASE("a card that is seen from afar keeps its texts in itself, too") {
    Random random(23);
    for (int i = 0; i < 200; ++i) {
        const CardContent card = randomCard(random);
        for (const double zoom : {0.25, 0.3, 0.4, 0.5, 0.59}) {
            TextRecorder recorder;
            QPainter painter(&recorder);
            painter.scale(zoom, zoom);
            const QRectF area(0, 0, cardWidth, cardHeight);
            paintCard(painter, area, card, Palette::light(), CardDetail::brief, zoom);
            painter.end();
            for (const DrawnText& each : recorder.texts()) {
                INFO(each.text.toStdString() << " of \"" << card.name.toStdString() << "\" at " << zoom);
                CHECK(QRectF(0, 0, cardWidth * zoom + 0.5, cardHeight * zoom + 0.5).contains(each.box));
            }
        }
    }
}

namespace {

QVector<DrawnText> textsFromAfar(const CardContent& card, double zoom) {
    TextRecorder recorder;
    QPainter painter(&recorder);
    painter.scale(zoom, zoom);
    paintCard(painter, QRectF(0, 0, cardWidth, cardHeight), card, Palette::light(), CardDetail::brief, zoom);
    painter.end();
    return recorder.texts();
}

/// The lines of a name in one, parted at a hyphen or not.
QString joinedName(const QVector<DrawnText>& texts, const QString& change) {
    QString name;
    for (const DrawnText& each : texts)
        if (each.text != change)
            name += (name.isEmpty() || name.endsWith(u'-') ? QString() : u" "_s) + each.text;
    return name;
}

} // namespace

TEST_CASE("seen from afar a card of what has changed says how much, however long its name is") {
    Random random(29);
    for (int i = 0; i < 200; ++i) {
        const CardContent card = randomCard(random);
        if (card.judgement == Judgement::none)
            continue;
        for (const double zoom : {0.25, 0.3, 0.4, 0.5, 0.59}) {
            INFO(card.name.toStdString() << " at " << zoom);
            const QVector<DrawnText> texts = textsFromAfar(card, zoom);
            CHECK(texts.last().text == card.change);
            for (qsizetype k = 1; k < texts.size(); ++k)
                CHECK(texts[k].box.top() >= texts[k - 1].box.bottom());
        }
    }
}

TEST_CASE("seen from afar a name takes the lines that there are, in letters as large as they hold") {
    CardContent card;
    card.change = u"−12\u00A0%"_s;
    card.judgement = Judgement::better;
    const auto height = [&](const QString& name, double zoom) {
        card.name = name;
        const QVector<DrawnText> texts = textsFromAfar(card, zoom);
        INFO(name.toStdString() << " at " << zoom);
        CHECK(joinedName(texts, card.change) == name);
        return texts.first().box.height();
    };
    for (const double zoom : {0.46, 0.5, 0.59}) {
        const double longName = height(u"Premium of emergency purchases"_s, zoom);
        const double shortName = height(u"Breakdowns"_s, zoom);
        CHECK(shortName > longName);
        CHECK(height(u"Missed-service cost"_s, zoom) <= shortName);
    }
    card.name = u"Missed-service cost that nobody has told to anyone yet"_s;
    CHECK(joinedName(textsFromAfar(card, 0.25), card.change).endsWith(u'…'));
    card.judgement = Judgement::none; // the line of the change is the name's
    card.change = u"no change"_s;
    card.name = u"Repair hours"_s;
    CHECK(joinedName(textsFromAfar(card, 0.3), card.change) == card.name);
}

TEST_CASE("seen from afar the lines of a name stand closer before it is cut") {
    CardContent card;
    card.change = u"−12\u00A0%"_s;
    card.judgement = Judgement::better;
    for (const QString& name : {u"Repair hours"_s, u"Part not at yard"_s}) {
        card.name = name;
        INFO(name.toStdString());
        CHECK(joinedName(textsFromAfar(card, 0.3), card.change) == name);
    }
    card.name = u"Buses out of service after breakdown"_s;
    CHECK(joinedName(textsFromAfar(card, 0.42), card.change) == card.name);
}

TEST_CASE("the unit stands behind its value: no change goes down beside the range for it") {
    CardContent card;
    card.name = u"Orders"_s;
    card.value = u"300"_s;
    card.unit = u"order/mo"_s;
    card.change = u"no change"_s;
    for (const QString& range : {QString(), u"270 to 330"_s}) {
        card.range = range;
        TextRecorder device;
        QPainter painter(&device);
        paintCard(painter, QRectF(0, 0, cardWidth, cardHeight), card, Palette::light());
        painter.end();
        const auto base = [&](const QString& text) {
            for (const DrawnText& each : device.texts())
                if (each.text == text)
                    return each.box.bottom();
            return -1.0;
        };
        CHECK(base(u"300"_s) > 0);
        CHECK(base(card.unit) == Approx(base(card.value)));
        CHECK(base(card.change) > base(card.value));
    }
}

TEST_CASE("a large number is said in millions on a card, in letters that can be read") {
    CHECK(compactNumber(1270.4) == threeDigits(1270.4));
    CHECK(compactNumber(9'990'000) == threeDigits(9'990'000));
    CHECK(compactNumber(1.2345e9) == withUnit(threeDigits(1234.5), u"M"_s));
    CHECK(compactNumber(-2.5e7) == withUnit(threeDigits(-25), u"M"_s));
    CHECK(compactNumber(1.23e15).contains(u'e'));
}
