// SPDX-License-Identifier: GPL-3.0-or-later
// Presenting by the keys of a clicker: slides on and back, what is drawn.
#include "core/exchange/templates.h"
#include "tests/ui/present/presented.h"
#include "tests/ui/qt_strings.h"
#include "tests/ui/text_recorder.h"
#include "ui/cascade/card_content.h"
#include "ui/cascade/link_words.h"
#include "ui/charts/guess_marks.h"
#include "ui/charts/histogram_chart.h"
#include "ui/look/reduced_motion.h"
#include "ui/look/theme.h"
#include "ui/present/guess_board.h"
#include "ui/present/present_view.h"
#include "ui/present/slide_figures.h"
#include "ui/present/slide_links.h"
#include "ui/present/slide_painter.h"
#include "ui/present/slide_tree.h"
#include "ui/qt_text.h"
#include "ui/results/chart_series.h"

#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <algorithm>
#include <map>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

TEST_CASE("A clicker goes through all slides and back, and Escape leaves") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const auto count = static_cast<int>(view->slides().size());
    REQUIRE(count >= 10);
    CHECK(view->position() == 0);
    CHECK(view->reveal() == Reveal::result);
    const Qt::Key on[] = {Qt::Key_Right, Qt::Key_Space, Qt::Key_PageDown};
    std::vector<std::pair<int, Reveal>> way;
    for (int press = 0; press < 2 * count + 4; ++press) {
        way.emplace_back(view->position(), view->reveal());
        QTest::keyClick(view, on[press % 3]);
    }
    CHECK(view->position() == count - 1);
    // Each figure that may be guessed is asked for before it is shown.
    for (int position = 0; position < count; ++position) {
        const bool guessed = !view->slides()[static_cast<size_t>(position)].guessed.empty();
        const auto question = std::ranges::find(way, std::pair(position, Reveal::question));
        const auto result = std::ranges::find(way, std::pair(position, Reveal::result));
        REQUIRE(result != way.end());
        CHECK((question != way.end()) == guessed);
        CHECK((!guessed || question < result));
    }
    for (int press = 0; press < 2 * count + 4; ++press)
        QTest::keyClick(view, press % 2 == 0 ? Qt::Key_Left : Qt::Key_PageUp);
    CHECK(view->position() == 0);
    QTest::keyClick(view, Qt::Key_Escape);
    CHECK(QTest::qWaitFor([&] { return f.present() == nullptr; }));
}

TEST_CASE("A slide is drawn anew only where what it says is other") {
    struct Paints : QObject {
        int count = 0;
        bool eventFilter(QObject*, QEvent* event) override {
            count += event->type() == QEvent::Paint ? 1 : 0;
            return false;
        }
    } paints;
    Presented f;
    f.run();
    PresentView* view = f.start();
    view->goTo(find(*view, SlideKind::cascade), Reveal::result);
    view->repaint();
    QCoreApplication::processEvents();
    view->installEventFilter(&paints);
    emit qApp->focusChanged(view, view);
    emit f.bench.runs().progressChanged();
    QCoreApplication::processEvents();
    CHECK(paints.count == 0);
    const QImage before = view->grab().toImage();
    view->goTo(find(*view, SlideKind::npv), Reveal::result);
    view->goTo(find(*view, SlideKind::cascade), Reveal::result);
    CHECK(view->grab().toImage() == before);
    view->removeEventFilter(&paints);
}

TEST_CASE("Going on plays the periods of the tree before it leaves it, up to the one that the slide tells of") {
    Presented f;
    f.run();
    const bool reduced = GENERATE(false, true);
    setReducedMotion(reduced);
    f.document.setPeriod(reduced ? 7 : 3);
    PresentView* view = f.start();
    const int tree = find(*view, SlideKind::cascade);
    view->goTo(tree, Reveal::result);
    const auto aboveFooter = [&] { return view->grab().toImage().copy(0, 0, view->width(), view->height() * 9 / 10); };
    const QImage still = aboveFooter();
    CHECK(view->footer().contains(u"play the periods"_s));
    std::vector<int> periods;
    QTest::keyClick(view, GENERATE(Qt::Key_Space, Qt::Key_PageDown));
    REQUIRE(view->isPlaying());
    CHECK(aboveFooter() != still);
    while (view->isPlaying()) {
        const int now = view->figures().period();
        periods.push_back(now);
        CHECK(view->shownSlide().kicker.starts_with("Month\u00a0" + std::to_string(now) + ","));
        REQUIRE(QTest::qWaitFor([&] { return view->figures().period() != now; }));
    }
    CHECK(periods == (reduced ? std::vector{1, 4} : std::vector{1, 2}));
    CHECK(view->position() == tree);
    CHECK(view->figures().period() == f.document.period());
    CHECK(aboveFooter() == still);
    CHECK_FALSE(view->footer().contains(u"play the periods"_s));
    QTest::keyClick(view, Qt::Key_Space);
    CHECK(view->position() == tree + 1);

    // Going on leaves a play that lasts, and it can be seen again.
    QTest::keyClick(view, Qt::Key_Left);
    QTest::keyClick(view, Qt::Key_Right);
    CHECK(view->isPlaying());
    QTest::keyClick(view, Qt::Key_Right);
    CHECK_FALSE(view->isPlaying());
    CHECK(view->position() == tree + 1);
    view->goTo(tree, Reveal::result);
    QTest::keyClick(view, Qt::Key_Space);
    f.document.setPeriod(2); // what is shown elsewhere is shown here
    CHECK_FALSE(view->isPlaying());
    CHECK(view->figures().period() == 2);
    setReducedMotion(false);
}

TEST_CASE("B blanks, and any key brings the slide back without going on") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    QTest::keyClick(view, Qt::Key_Right);
    QTest::keyClick(view, Qt::Key_B);
    CHECK(view->isBlank());
    CHECK(colours(view->grab().toImage(), 9) == 1);
    QTest::keyClick(view, Qt::Key_Right);
    CHECK_FALSE(view->isBlank());
    CHECK(view->position() == 1);
    CHECK(colours(view->grab().toImage(), 9) == 9);
}

TEST_CASE("Words on a chart stand as near to what they name as no line runs through them") {
    const auto clearOf = [](double line) { return [line](double middle) { return std::abs(middle - line) > 9; }; };
    CHECK(freeHeight(50, 0, 100, 4, clearOf(80)) == 50);
    CHECK(freeHeight(50, 0, 100, 4, clearOf(50)) == 38);
    CHECK(freeHeight(50, 0, 100, 4, clearOf(46)) == 58);
    CHECK(freeHeight(50, 0, 100, 4, [](double) { return false; }) == 50);
}

TEST_CASE("A slide shows each name whole, in letters that are read from afar, and nothing of other bands") {
    Presented f;
    for (const Template& each : templates()) {
        need(f.document.create(need(modelFromTemplate(each.id))));
        REQUIRE(waitForResults(f.bench.runs()));
        CascadeContent content;
        content.setModel(f.document.model());
        content.setResults(f.document.sampled(), f.document.mostLikely());
        content.setPeriod(24);
        for (const double width : {1488.0, 1680.0}) // of 1440 by 900 and 1920 by 1080
            for (const auto& band : {std::optional<Level>(), std::optional(Level::frontline),
                                     std::optional(Level::operating), std::optional(Level::financial)}) {
                const QSizeF area(width, band ? 620 : 640);
                const SlideTree tree = slideTree(content, band, area);
                INFO(each.id << ", band " << (band ? static_cast<int>(*band) : -1) << ", " << width);
                INFO("letters of " << tree.scale * slideCardText << " px, " << tree.size.width() * tree.scale << " x "
                                   << tree.size.height() * tree.scale);
                CHECK(tree.scale * slideCardText >= (band ? 20 : 17));
                CHECK(tree.size.width() * tree.scale <= area.width() + 1);
                CHECK(tree.size.height() * tree.scale <= area.height() + 1);
                if (!band)
                    CHECK(tree.size.width() * tree.scale >= 0.8 * area.width());
                std::size_t shown = 0;
                std::vector<QRectF> areas;
                for (const SlideTree::Piece& piece : tree.pieces) {
                    shown += piece.layout.cards().size();
                    for (const PlacedCard& card : piece.layout.cards()) {
                        const Metric* metric = f.document.model().metrics().find(MetricId(card.id));
                        REQUIRE(metric);
                        CHECK((!band || metric->level == *band));
                        const QString name =
                            slideNameLines(toQt(metric->name), tree.card.width(), tree.cards).join(u' ');
                        CHECK(name == toQt(metric->name));
                        const QRectF place = card.area.translated(piece.at);
                        CHECK(
                            std::ranges::none_of(areas, [&](const QRectF& other) { return other.intersects(place); }));
                        areas.push_back(place);
                    }
                    std::map<std::string, double> rowOf; // of the drivers of a parent
                    for (const PlacedLink& link : piece.layout.links()) {
                        REQUIRE(piece.layout.card(link.driver));
                        REQUIRE(piece.layout.card(link.parent));
                        const QRectF driver = piece.layout.card(link.driver)->area;
                        if (band == Level::financial && each.id != "transit" &&
                            driver.top() > piece.layout.card(link.parent)->area.bottom())
                            CHECK(rowOf.try_emplace(link.parent, driver.top()).first->second == driver.top());
                    }
                }
                const auto wanted = std::ranges::count_if(
                    f.document.model().metrics(), [&](const Metric& metric) { return !band || metric.level == *band; });
                CHECK(shown == static_cast<std::size_t>(wanted));
            }
    }
}

TEST_CASE("On a slide of the cascade no word and no mark is cut, and a card of what has changed says how much") {
    Presented f;
    for (const Template& each : templates()) {
        need(f.document.create(need(modelFromTemplate(each.id))));
        REQUIRE(waitForResults(f.bench.runs()));
        CascadeContent content;
        content.setModel(f.document.model());
        content.setResults(f.document.sampled(), f.document.mostLikely());
        content.setPeriod(24);
        for (const double width : {1488.0, 1680.0}) {
            const QSizeF area(width, 640);
            const SlideTree tree = slideTree(content, std::nullopt, area);
            INFO(each.id << ", " << width);
            const SlideTree::Piece& piece = tree.pieces.front();
            for (const LinkContent& link : slideLinks(content, tree, piece, area)) {
                // The share stands on its link, unless that is too short for it.
                const QRectF chip = link.words->chip;
                const auto legs = linkAreas(link);
                const bool isLong =
                    std::ranges::any_of(legs, [&](const QRectF& leg) { return leg.width() > 2 * chip.width(); });
                CHECK((chip.isNull() || !isLong ||
                       std::ranges::any_of(legs, [&](const QRectF& leg) { return leg.contains(chip.center()); })));
                for (const QRectF& words : {link.words->lag, link.words->chip}) {
                    if (words.isNull())
                        continue;
                    for (const PlacedCard& card : piece.layout.cards())
                        CHECK_FALSE(card.area.intersects(words));
                    CHECK(words.left() >= 0);
                    CHECK(words.right() * tree.scale <= width);
                }
            }
            for (const PlacedCard& card : piece.layout.cards()) {
                const CardContent shown = content.card(card.id, {});
                const auto lines = slideNameLines(shown.name, tree.card.width(), tree.cards).size();
                if (shown.judgement == Judgement::none)
                    continue;
                INFO(card.id);
                CHECK_FALSE(slideChange(shown, tree.cards).isEmpty());
                CHECK(static_cast<double>(lines + 1) * slideCardText < tree.card.height());
            }
            // Beside the cards stand the names of the bands with their marks; the lowest line of the tree is free.
            QImage image(area.toSize(), QImage::Format_RGB32);
            image.fill(Palette::light().canvas);
            QPainter painter(&image);
            paintSlideTree(painter, QRectF(QPointF(), area), content, tree, Palette::light());
            painter.end();
            const auto lowest = static_cast<int>((area.height() + tree.size.height() * tree.scale) / 2) - 1;
            for (int x = 0; x < static_cast<int>(18 * tree.scale); ++x)
                CHECK(image.pixelColor(x, std::min(lowest, image.height() - 1)) == Palette::light().canvas);
        }
    }
}

TEST_CASE("A card on a slide of a band says its median and P10 to P90, and no edge of its fill runs under a text") {
    Presented f;
    for (const Template& each : templates()) {
        need(f.document.create(need(modelFromTemplate(each.id))));
        REQUIRE(waitForResults(f.bench.runs()));
        CascadeContent content;
        content.setModel(f.document.model());
        content.setResults(f.document.sampled(), f.document.mostLikely());
        content.setPeriod(6);
        const QSizeF area(1488, 620);
        for (const auto& band :
             {std::optional<Level>(), std::optional(Level::frontline), std::optional(Level::financial)}) {
            const SlideTree tree = slideTree(content, band, area);
            TextRecorder recorder;
            QImage image(area.toSize(), QImage::Format_RGB32);
            image.fill(Palette::light().canvas);
            for (QPaintDevice* device : std::initializer_list<QPaintDevice*>{&recorder, &image}) {
                QPainter painter(device);
                paintSlideTree(painter, QRectF(QPointF(), area), content, tree, Palette::light());
            }
            QStringList written;
            for (const DrawnText& text : recorder.texts())
                written << text.text;
            const double top = (area.height() - tree.size.height() * tree.scale) / 2;
            for (const SlideTree::Piece& piece : tree.pieces)
                for (const PlacedCard& placed : piece.layout.cards()) {
                    const CardContent card = content.card(placed.id, {});
                    const QRectF body = placed.area.translated(piece.at);
                    INFO(each.id << ", " << placed.id << ", band " << (band ? static_cast<int>(*band) : -1));
                    CHECK((!band || written.contains(card.range.isEmpty() ? u"no range given"_s : card.range)));
                    const auto x = static_cast<int>((body.left() + 7) * tree.scale); // between spine and texts
                    const auto first = static_cast<int>((body.top() + 3) * tree.scale + top);
                    const auto last = static_cast<int>((body.bottom() - 3) * tree.scale + top);
                    for (int y = first; y < last; ++y)
                        CHECK(image.pixel(x, y) == image.pixel(x, first));
                    for (const DrawnText& text : recorder.texts())
                        if (const QRectF shown(body.topLeft() * tree.scale + QPointF(0, top), body.size() * tree.scale);
                            shown.contains(text.box.center()))
                            CHECK(shown.contains(text.box));
                }
        }
    }
}

TEST_CASE("The links of a tree that is seen from afar have no words") {
    Presented f;
    f.run();
    CascadeContent content;
    content.setModel(f.document.model());
    content.setResults(f.document.sampled(), f.document.mostLikely());
    content.setPeriod(24);
    const QSizeF area(1680, 640);
    SlideTree tree = slideTree(content, std::nullopt, area);
    const auto worded = [&] {
        const auto links = slideLinks(content, tree, tree.pieces.front(), area);
        REQUIRE_FALSE(links.empty());
        return std::ranges::count_if(links, [](const LinkContent& link) {
            return !link.words || !link.words->lag.isNull() || !link.words->chip.isNull() || !link.lagText.isEmpty();
        });
    };
    CHECK(worded() > 0);
    tree.scale = readableSlideScale - 0.1;
    CHECK(worded() == 0);
}

TEST_CASE("The change of an amount says its unit on a slide, where a no-break space parts thousands too") {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::Swedish));
    MetricResults results;
    results.unit = "hour";
    results.changeForm = ChangeForm::amount;
    results.bau.resize(1);
    results.with.resize(1);
    results.change.resize(1);
    results.with[0].p50 = results.change[0].p50 = 1250;
    const CardContent card = cardContent(Metric{}, &results, 1);
    const QString change = u"+1"_s + QLocale().groupSeparator() + u"250\u00A0h"_s;
    CHECK(slideChange(card, SlideTree::Cards::whole) == change);
    QLocale::setDefault(before);
}

TEST_CASE("The lines of a finding are even, and part no word at its hyphen") {
    Slide slide{SlideKind::drivers, "", "One input alone can turn the gain into a loss: The roll-out stalls.", ""};
    for (const double width : {1400.0, 1728.0, 1920.0}) {
        const QStringList lines = findingLines({width, 1080}, slide, Reveal::result);
        INFO(lines.join(u" | "_s).toStdString());
        CHECK(lines.size() <= 2);
        for (const QString& line : lines) {
            CHECK_FALSE(line.endsWith(u'-'));
            CHECK(line.size() > 20);
        }
        CHECK(lines.join(u' ') == toQt(slide.finding));
    }
}

TEST_CASE("What is presented is what is on the page") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const auto* chart = qobject_cast<const HistogramChart*>(view->figures().chart(SlideKind::npv));
    const HistogramSeries page = npvSeries(*f.document.outcome().sampled, *f.document.sampled());
    CHECK(chart->data().share == page.share);
    CHECK(chart->data().median == page.median);
    CHECK(chart->data().lossShare == page.lossShare);
    const int npv = find(*view, SlideKind::npv);
    CHECK(view->slides()[static_cast<size_t>(npv)].finding.find("loses money") != std::string::npos);
}

TEST_CASE("Every slide is drawn at every size, in light and dark") {
    Presented f;
    f.run();
    for (const Theme theme : {Theme::light, Theme::dark})
        for (const QSize& size : {QSize(1000, 640), QSize(1920, 1080), QSize(3840, 2160)}) {
            setTheme(theme);
            PresentView* view = f.start(size);
            for (int position = 0; position < static_cast<int>(view->slides().size()); ++position) {
                view->goTo(position, Reveal::result);
                const QImage image = view->grab().toImage();
                INFO("slide " << position << " at " << size.width());
                CHECK(colours(image, 5) == 5);
                const QColor corner = image.pixelColor(3, 3);
                CHECK(corner.rgb() == currentPalette().paper.rgb());
            }
            QTest::keyClick(view, Qt::Key_Escape);
            REQUIRE(QTest::qWaitFor([&] { return f.present() == nullptr; }));
        }
    setTheme(Theme::light);
}

TEST_CASE("Without results it says what to do, and the slides come as the run ends") {
    Presented f;
    need(f.document.create(Model()));
    PresentView* view = f.start();
    CHECK(view->slides().back().kind == SlideKind::missing);
    CHECK(view->slides().back().finding == "There is no scenario to speak of yet.");
    need(f.document.create(transit()));
    CHECK(view->slides().back().finding == "The results are being worked out.");
    QTest::keyClick(view, Qt::Key_End);
    REQUIRE(waitForResults(f.bench.runs()));
    CHECK(view->slides().size() > 8);
    CHECK(view->slides().back().kind == SlideKind::closing);
    CHECK(view->footer().contains(u"trials, seed"_s));
    f.document.close();
    CHECK(QTest::qWaitFor([&] { return f.present() == nullptr; }));
}

TEST_CASE("It stays on its slide while a run goes on, and says that its numbers are older") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int flow = find(*view, SlideKind::cashFlow);
    view->goTo(flow, Reveal::result);
    need(f.document.apply(setField(f.document.model(), {Metric::kind, "L2"}, "estimate", "4/5/6")));
    CHECK(view->position() == flow);
    CHECK(view->reveal() == Reveal::result);
    CHECK(view->footer().contains(u"older version"_s));
    REQUIRE(waitForResults(f.bench.runs()));
    CHECK(view->slides()[static_cast<size_t>(view->position())].kind == SlideKind::cashFlow);
    CHECK_FALSE(view->footer().contains(u"older version"_s));
}

TEST_CASE("The Present button stands in the top bar") {
    Presented f;
    need(f.document.create(transit()));
    QPushButton* button = nullptr;
    for (QPushButton* each : f.bench.window().findChildren<QPushButton*>())
        if (each->accessibleName() == u"Present"_s)
            button = each;
    REQUIRE(button);
    CHECK(button->toolTip().contains(u"F5"_s));
    QTest::mouseClick(button, Qt::LeftButton);
    CHECK(f.present() != nullptr);
}
