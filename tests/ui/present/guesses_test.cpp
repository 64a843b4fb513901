// SPDX-License-Identifier: GPL-3.0-or-later
// Guesses before a result is shown.
#include "tests/ui/present/presented.h"
#include "tests/ui/qt_strings.h"
#include "ui/charts/fan_chart.h"
#include "ui/charts/histogram_chart.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/present/guess_board.h"
#include "ui/present/present_view.h"
#include "ui/present/slide_figures.h"
#include "ui/present/slide_painter.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <algorithm>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

bool isWrong(const QLineEdit* field) {
    return field->property("tributaryFieldState").toInt() == static_cast<int>(FieldState::error);
}

QLineEdit* field(PresentView& view, const QString& name) {
    for (QLineEdit* each : view.findChildren<QLineEdit*>())
        if (each->accessibleName().startsWith(name))
            return each;
    FAIL("no field " << name.toStdString());
    return nullptr;
}

} // namespace

TEST_CASE("A guess is typed before the result is shown, kept in the file, and undone") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int npv = find(*view, SlideKind::npv);
    view->goTo(npv, Reveal::question);
    auto* board = view->findChild<GuessBoard*>();
    REQUIRE(board->isVisible());
    CHECK(view->accessibleName().endsWith(u"?"_s));
    CHECK(view->detail().isEmpty());
    QTest::keyClick(view, Qt::Key_Return);
    QLineEdit* name = field(*view, u"Who guesses"_s);
    REQUIRE(name->hasFocus());
    QTest::keyClicks(name, u"Bob Graves"_s); // its letters are no keys of the slides
    CHECK(view->reveal() == Reveal::question);
    CHECK_FALSE(view->isBlank());
    QTest::keyClick(name, Qt::Key_Return);
    QLineEdit* value = field(*view, u"NPV"_s);
    REQUIRE(value->hasFocus());
    QTest::keyClicks(value, u"1,5"_s);
    QTest::keyClick(value, Qt::Key_Return);
    CHECK(f.document.model().guesses().empty());
    bool told = false;
    for (QLabel* label : board->findChildren<QLabel*>())
        told = told || (label->isVisible() && label->text().contains(u"write 1.5"_s));
    CHECK(told);
    value->clear();
    QTest::keyClicks(value, u"0.4 M$"_s);
    QTest::keyClick(value, Qt::Key_Return);
    REQUIRE(f.document.model().guesses().size() == 1);
    CHECK(name->hasFocus());
    CHECK(name->text().isEmpty());
    auto* names = board->findChild<QListWidget*>();
    REQUIRE(names->count() == 1);
    CHECK(names->item(0)->text() == u"Bob Graves"_s); // who, and not what

    QTest::keyClick(name, Qt::Key_Escape);
    CHECK(view->hasFocus());
    QTest::keyClick(view, Qt::Key_Right);
    CHECK(view->reveal() == Reveal::result);
    CHECK_FALSE(board->isVisible());
    CHECK(view->detail().startsWith(u"The one guess, "_s));
    const auto* chart = qobject_cast<const HistogramChart*>(view->figures().chart(SlideKind::npv));
    REQUIRE(chart);
    REQUIRE(chart->data().guesses.each.size() == 1);
    CHECK(chart->data().guesses.each.front().value == 400'000);
    CHECK(chart->data().guesses.median == 400'000);

    QTest::keyClick(view, Qt::Key_Z, Qt::ControlModifier);
    CHECK(f.document.model().guesses().empty());
    CHECK(view->reveal() == Reveal::result);
}

TEST_CASE("A refused guess leaves nothing in the fields of the next question") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    view->goTo(find(*view, SlideKind::adoption), Reveal::question);
    QTest::keyClick(view, Qt::Key_Return);
    QLineEdit* name = field(*view, u"Who guesses"_s);
    QTest::keyClicks(name, u"Cy"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QLineEdit* value = field(*view, u"Active share"_s);
    QTest::keyClicks(value, u"150"_s);
    QTest::keyClick(value, Qt::Key_Return);
    CHECK(f.document.model().guesses().empty());
    REQUIRE(isWrong(value));
    QTest::keyClick(value, Qt::Key_Escape);
    const int refused = view->position();
    for (int step = 0; step < 8 && (view->position() == refused || view->reveal() != Reveal::question); ++step)
        QTest::keyClick(view, Qt::Key_Right);
    REQUIRE(view->reveal() == Reveal::question);
    REQUIRE(view->position() != refused);
    for (const QLineEdit* each : view->findChildren<QLineEdit*>()) {
        CHECK(each->text().isEmpty());
        CHECK_FALSE(isWrong(each));
    }
}

TEST_CASE("Going on from a field by the clicker shows the result, and leaving guesses out shows none") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int npv = find(*view, SlideKind::npv);
    view->goTo(npv, Reveal::question);
    QTest::keyClick(view, Qt::Key_Tab);
    QLineEdit* name = field(*view, u"Who guesses"_s);
    REQUIRE(name->hasFocus());
    QTest::keyClick(name, Qt::Key_PageDown);
    CHECK(view->reveal() == Reveal::result);
    QTest::keyClick(view, Qt::Key_Left);
    CHECK(view->reveal() == Reveal::question);
    QTest::keyClick(view, Qt::Key_G);
    CHECK(view->reveal() == Reveal::question); // leaving guesses out is no way to see the result
    CHECK_FALSE(view->findChild<GuessBoard*>()->isVisible());
    QTest::keyClick(view, Qt::Key_Right);
    CHECK(view->reveal() == Reveal::result);
    view->goTo(npv, Reveal::question);
    CHECK(view->reveal() == Reveal::result);
}

TEST_CASE("A question leads nobody to its answer, and is read from afar") {
    Presented f;
    f.run();
    const QSize size = GENERATE(QSize(1920, 1080), QSize(1440, 900));
    PresentView* view = f.start(size);
    const double scale = slideScale(size);
    for (const SlideKind kind : {SlideKind::adoption, SlideKind::cashFlow, SlideKind::npv}) {
        view->goTo(find(*view, kind), Reveal::question);
        auto* board = view->findChild<GuessBoard*>();
        REQUIRE(board->isVisible());
        QTest::qWait(20);
        INFO("slide " << static_cast<int>(kind) << " at " << size.width());
        int bottom = 0;
        for (const QLineEdit* each : board->findChildren<QLineEdit*>()) {
            if (!each->isVisible())
                continue;
            CHECK_FALSE(each->placeholderText().contains(QRegularExpression(u"[1-9][0-9]?( |k|M|,|$)"_s)));
            CHECK(QFontInfo(each->font()).pixelSize() >= 36 * scale);
            CHECK(QFontMetrics(each->font()).horizontalAdvance(each->placeholderText()) < each->width() - 16);
            bottom = std::max(bottom, each->geometry().bottom());
        }
        for (const QLabel* each : board->findChildren<QLabel*>())
            if (each->isVisible())
                CHECK(QFontInfo(each->font()).pixelSize() >= 28 * scale - 1);
        CHECK(QFontInfo(board->findChild<QListWidget*>()->font()).pixelSize() >= 40 * scale);
        const auto* keep = board->findChild<QPushButton*>();
        CHECK(keep->geometry().bottom() > 0.5 * board->height()); // the page is filled
        CHECK(board->rect().contains(keep->geometry()));
        CHECK(keep->geometry().top() > bottom);
    }
}

TEST_CASE("A click beside a field shows no result, a click on the slide does") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    view->goTo(find(*view, SlideKind::npv), Reveal::question);
    auto* board = view->findChild<GuessBoard*>();
    QTest::mouseClick(board, Qt::LeftButton, {}, QPoint(board->width() - 4, 4));
    CHECK(view->reveal() == Reveal::question);
    QTest::mouseClick(view, Qt::LeftButton, {}, QPoint(10, 10));
    CHECK(view->reveal() == Reveal::result);
}

TEST_CASE("A guess that is typed is kept by going back and by leaving too, a refused one is told before it goes") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int npv = find(*view, SlideKind::npv);
    const QPointer<PresentView> shown = view; // it goes as it is closed
    const auto type = [&](const QString& who, const QString& guess) {
        view->goTo(npv, Reveal::question);
        field(*view, u"Who guesses"_s)->setText(who);
        QLineEdit* value = field(*view, u"NPV"_s);
        value->setText(guess);
        view->setFocus();
    };
    type(u"Bob"_s, u"0.4 M$"_s);
    QTest::keyClick(view, Qt::Key_PageUp);
    CHECK(view->position() == npv - 1);
    CHECK(f.document.model().guesses().size() == 1);
    for (const auto& [leaves, guess] : {std::pair(Qt::Key_Escape, u"much"_s), std::pair(Qt::Key_Home, u"more"_s),
                                        std::pair(Qt::Key_End, u"most"_s)}) {
        type(u"Ann"_s, guess);
        QTest::keyClick(view, leaves);
        CHECK(view->isVisible());
        CHECK(view->position() == npv);
        field(*view, u"NPV"_s)->clear();
    }
    type(u"Eve"_s, u"0.6 M$"_s);
    QTest::keyClick(view, Qt::Key_Home);
    CHECK(view->position() == 0);
    CHECK(f.document.model().guesses().size() == 2);
    type(u"Ann"_s, u"0.5 M$"_s);
    view->close(); // as the frame of the window does
    CHECK(QTest::qWaitFor([&] { return shown.isNull(); }));
    CHECK(f.document.model().guesses().size() == 3);
}

TEST_CASE("A guess that is still typed when its model closes is kept in it or told, and the slides go with the model") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const QPointer<PresentView> shown = view; // it goes as it is closed
    view->goTo(find(*view, SlideKind::npv), Reveal::question);
    field(*view, u"Who guesses"_s)->setText(u"Ann"_s);
    QLineEdit* value = field(*view, u"NPV"_s);
    const QString path = f.document.filePath();
    QSignalSpy told(&f.document, &Document::told);
    SECTION("kept as the file closes") {
        value->setText(u"0.5 M$"_s);
        f.document.close();
        CHECK(told.isEmpty());
        CHECK(QTest::qWaitFor([&] { return shown.isNull(); }));
        need(f.document.open(path));
        CHECK(f.document.model().guesses().size() == 1);
    }
    SECTION("told as the file closes, for it is not valid") {
        value->setText(u"much"_s);
        f.document.close();
        REQUIRE_FALSE(told.isEmpty());
        CHECK(told.last().front().toString().contains(u"“much”"_s));
        CHECK(QTest::qWaitFor([&] { return shown.isNull(); }));
    }
    SECTION("told as another model is opened, of which it is no guess") {
        value->setText(u"much"_s);
        need(f.document.create(transit()));
        REQUIRE_FALSE(told.isEmpty());
        CHECK(told.last().front().toString().contains(u"“much”"_s));
        CHECK(value->text().isEmpty());
        CHECK(view->isVisible());
        CHECK(view->windowTitle().startsWith(f.document.title()));
    }
}

TEST_CASE("The arrow keys move the text cursor while a guess is typed, and turn no slide") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int npv = find(*view, SlideKind::npv);
    view->goTo(npv, Reveal::question);
    const auto here = [&] { return view->position() == npv && view->reveal() == Reveal::question; };
    QTest::keyClick(view, Qt::Key_Return);
    for (QLineEdit* each : {field(*view, u"Who guesses"_s), field(*view, u"NPV"_s)}) {
        each->setFocus();
        QTest::keyClicks(each, u"12"_s);
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Left, Qt::Key_Left})
            QTest::keyClick(each, key);
        CHECK(each->cursorPosition() == 0);
        for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Right, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down, Qt::Key_End})
            QTest::keyClick(each, key);
        CHECK(each->cursorPosition() == 2);
        CHECK(each->hasFocus());
        CHECK(here());
    }
    CHECK(view->footer().contains(u"Escape, then Right"_s));
    field(*view, u"NPV"_s)->clear(); // a guess without a unit would be asked for it before a slide turns
    auto* button = view->findChild<GuessBoard*>()->findChild<QPushButton*>();
    button->setFocus();
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Left, Qt::Key_Right})
        QTest::keyClick(QApplication::focusWidget(), key);
    CHECK(here());
}

TEST_CASE("Never is a guess of the payback, kept in the file and told in the spread") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int flow = find(*view, SlideKind::cashFlow);
    view->goTo(flow, Reveal::question);
    QTest::keyClick(view, Qt::Key_Return);
    for (const auto& [who, what] :
         {std::pair(u"Ann"_s, u"18"_s), std::pair(u"Bob"_s, u"never"_s), std::pair(u"Cleo"_s, u"30"_s)}) {
        QTest::keyClicks(field(*view, u"Who guesses"_s), who);
        QLineEdit* value = field(*view, u"Paid back"_s);
        value->setFocus();
        QTest::keyClicks(value, what);
        QTest::keyClick(value, Qt::Key_Return);
        CHECK(value->text().isEmpty());
    }
    REQUIRE(f.document.model().guesses().size() == 3);
    view->goTo(flow, Reveal::result);
    INFO(view->detail().toStdString());
    CHECK(view->detail().contains(u"1 says never"_s));
    const auto* chart = qobject_cast<const FanChart*>(view->figures().chart(SlideKind::cashFlow));
    REQUIRE(chart);
    CHECK(chart->data().guesses.each.size() == 3);
    CHECK(std::isinf(chart->data().guesses.each.last().value));
    CHECK(chart->data().guesses.median == 30);
    CHECK(colours(view->grab().toImage(), 9) == 9);
}

TEST_CASE("The median of the guesses is whole where the guessed month stands at the left") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int adoption = find(*view, SlideKind::adoption);
    view->goTo(adoption, Reveal::question);
    QTest::keyClick(view, Qt::Key_Return);
    for (const QString& who : {u"Ann"_s, u"Bob"_s}) {
        QTest::keyClicks(field(*view, u"Who guesses"_s), who);
        QLineEdit* value = field(*view, u"Active share"_s);
        value->setFocus();
        QTest::keyClicks(value, u"80"_s);
        QTest::keyClick(value, Qt::Key_Return);
    }
    view->goTo(adoption, Reveal::result);
    // Where a text is cut at the figure's edge, ink touches it.
    const QImage picture = view->grab().toImage();
    const int edge = qRound(120 * picture.width() / 1920.0);
    const QRgb paper = currentPalette().paper.rgb();
    for (int y = picture.height() * 35 / 100; y < picture.height() * 80 / 100; ++y) {
        INFO(y);
        REQUIRE(picture.pixel(edge, y) == paper);
    }
}

TEST_CASE("A question asks for its own figure alone, and what is shown then tells no other one that is asked later") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const std::pair<SlideKind, QString> asked[] = {{SlideKind::adoption, u"Active share, in %"_s},
                                                   {SlideKind::cashFlow, u"Paid back in month"_s},
                                                   {SlideKind::npv, u"NPV, in USD"_s}};
    for (const auto& [kind, words] : asked) {
        view->goTo(find(*view, kind), Reveal::question);
        QStringList labels;
        for (const auto* each : view->findChild<GuessBoard*>()->findChildren<QLineEdit*>())
            if (each->isVisible())
                labels << each->accessibleName();
        CHECK(labels == QStringList{u"Who guesses"_s, words});
    }
    view->goTo(find(*view, SlideKind::cashFlow), Reveal::result);
    const auto* chart = qobject_cast<const FanChart*>(view->figures().chart(SlideKind::cashFlow));
    REQUIRE(chart);
    CHECK(chart->data().medianName == u"median"_s); // not what it comes to, which is the NPV
    CHECK(chart->data().payback.has_value());
}

TEST_CASE("A bare number of money is asked for its unit, and no guess is left out without a word") {
    Presented f;
    f.run();
    PresentView* view = f.start();
    const int npv = find(*view, SlideKind::npv);
    view->goTo(npv, Reveal::question);
    QTest::keyClick(view, Qt::Key_Return);
    QLineEdit* name = field(*view, u"Who guesses"_s);
    QLineEdit* value = field(*view, u"NPV"_s);
    QTest::keyClicks(name, u"Ann"_s);
    value->setFocus();
    QTest::keyClicks(value, u"1.5"_s);
    const auto told = [&](const QString& words) {
        const auto labels = view->findChild<GuessBoard*>()->findChildren<QLabel*>();
        return std::ranges::count_if(
            labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
    };
    QTest::keyClick(value, Qt::Key_Return);
    CHECK(f.document.model().guesses().empty());
    CHECK(isWrong(value));
    CHECK(told(u"1.5 USD, or 1.5 k or 1.5 M?"_s) == 1);
    QTest::keyClick(value, Qt::Key_Escape);
    QTest::keyClick(view, Qt::Key_Right);
    CHECK(view->reveal() == Reveal::question);
    CHECK(told(u"Not kept."_s) == 1);
    SECTION("a reason that has no full stop gets one before what follows it") {
        value->setText(u"20 h"_s);
        QTest::keyClick(view, Qt::Key_Right);
        CHECK(view->reveal() == Reveal::question);
        CHECK(told(u"USD. Going on once more"_s) == 1);
    }
    SECTION("going on once more leaves it out") {
        QTest::keyClick(view, Qt::Key_Right);
        CHECK(view->reveal() == Reveal::result);
        CHECK(f.document.model().guesses().empty());
    }
    SECTION("what can be kept is kept on going on") {
        value->setText(u"1.5M"_s);
        QTest::keyClick(view, Qt::Key_Right);
        CHECK(view->reveal() == Reveal::result);
        REQUIRE(f.document.model().guesses().size() == 1);
        CHECK(f.document.model().guesses().begin()->participant == "Ann");
    }
}

TEST_CASE("What is wrong with a guess leaves the button in sight") {
    Presented f;
    f.run();
    PresentView* view = f.start({1440, 900});
    view->goTo(find(*view, SlideKind::cashFlow), Reveal::question);
    QTest::keyClick(view, Qt::Key_Return);
    QTest::keyClicks(field(*view, u"Who guesses"_s), u"Ann"_s);
    field(*view, u"Paid back"_s)->setText(u"soon"_s);
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Right);
    REQUIRE(view->reveal() == Reveal::question);
    auto* board = view->findChild<GuessBoard*>();
    QCoreApplication::processEvents();
    const auto* keep = board->findChild<QPushButton*>();
    REQUIRE(keep);
    CHECK(board->rect().contains(QRect(keep->mapTo(board, QPoint()), keep->size())));
    for (const QLineEdit* each : board->findChildren<QLineEdit*>())
        CHECK_FALSE(QRect(each->mapTo(board, QPoint()), each->size())
                        .intersects(QRect(keep->mapTo(board, QPoint()), keep->size())));
}
