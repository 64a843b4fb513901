// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the window: whole at every text size, and all of them for translation.
#include "tests/ui/comfort/whole_window.h"
#include "ui/inspector/tinted_label.h"
#include "ui/look/text_size.h"
#include "ui/minutes/minutes_panel.h"
#include "ui/window/start_page.h"
#include "ui/window/status_bar.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>
#include <QScreen>
#include <QTextDocument>
#include <QToolButton>
#include <QTranslator>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

bool scrolls(const QWidget* widget) {
    for (const QWidget* above = widget->parentWidget(); above; above = above->parentWidget())
        if (qobject_cast<const QAbstractScrollArea*>(above))
            return true;
    return false;
}

QString plain(const QString& text) {
    if (!Qt::mightBeRichText(text))
        return text;
    QTextDocument document;
    document.setHtml(text);
    return document.toPlainText();
}

/// What is cut of a widget's text, in words; empty where all of it shows.
QString cutOf(const QWidget* widget) {
    QString text;
    QSize needed;
    QSize byFont; // of a button that is drawn by a class of its own
    QSize room = widget->size();
    if (const auto* label = qobject_cast<const QLabel*>(widget)) {
        text = plain(label->text());
        room = label->contentsRect().size();
        if (label->wordWrap())
            needed = {0, label->heightForWidth(label->width()) - (label->height() - room.height())};
        else
            needed = label->fontMetrics().size(0, text);
    } else if (const auto* tool = qobject_cast<const QToolButton*>(widget)) {
        text = tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull() ? QString() : tool->text();
        needed = tool->sizeHint();
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
        text = button->text();
        const bool standard = qobject_cast<const QPushButton*>(widget) || qobject_cast<const QCheckBox*>(widget) ||
                              qobject_cast<const QRadioButton*>(widget);
        if (!standard)
            byFont = button->fontMetrics().size(Qt::TextShowMnemonic, text);
        needed = standard ? button->minimumSizeHint() : byFont;
    }
    if (text.isEmpty())
        return {};
    const bool paintsItself = qobject_cast<const TintedLabel*>(widget) || needed == byFont;
    if (paintsItself && widget->toolTip().contains(QString(text).replace(u"&&"_s, u"&"_s)))
        return {}; // it elides itself, and its tool tip says the whole
    if (needed.width() > room.width() + 1 || needed.height() > room.height() + 1)
        return u"\"%1\" needs %2 x %3 of %4 x %5"_s.arg(text)
            .arg(needed.width())
            .arg(needed.height())
            .arg(room.width())
            .arg(room.height());
    const QRect place(widget->mapTo(widget->window(), QPoint()), widget->size());
    if (!scrolls(widget) && !widget->window()->rect().adjusted(-1, -1, 1, 1).contains(place))
        return u"\"%1\" reaches over the window's edge"_s.arg(text);
    if (!scrolls(widget) && widget->visibleRegion().boundingRect().width() + 1 < widget->width())
        return u"\"%1\" is covered"_s.arg(text);
    return {};
}

void collectCuts(const QWidget& window, const QString& what, QStringList& cuts) {
    for (const QWidget* widget : window.findChildren<QWidget*>())
        if (widget->isVisible() && widget->window() == &window)
            if (const QString cut = cutOf(widget); !cut.isEmpty())
                cuts << what + u": "_s + QLatin1String(widget->metaObject()->className()) + u' ' + cut;
}

QAction* commandCalled(const MainWindow& window, const QString& text) {
    for (QAction* action : window.actions())
        if (QString(action->text()).remove(u'&') == text)
            return action;
    FAIL("no command " << text.toStdString());
    return nullptr;
}

struct UsualTextAfter {
    ~UsualTextAfter() { setTextSize(100); }
};

/// Marks each text that went through tr().
class Pseudo : public QTranslator {
public:
    [[nodiscard]] QString translate(const char* context, const char* source, const char*, int) const override {
        return isOurs(context) ? u"⟦"_s + QString::fromUtf8(source) + u"⟧"_s : QString();
    }
    [[nodiscard]] bool isEmpty() const override { return false; }

private:
    static bool isOurs(const char* context) {
        const QByteArrayView name(context);
        return !name.startsWith('Q');
    }
};

struct Translated {
    Pseudo pseudo;
    Translated() { QCoreApplication::installTranslator(&pseudo); }
    ~Translated() { QCoreApplication::removeTranslator(&pseudo); }
};

} // namespace

TEST_CASE("No text of a label or a button is cut, at any text size, on any page") {
    // A text size scales the whole window, which leaves that much less room on the same screen.
    const UsualTextAfter after;
    QStringList cuts;
    for (const QSize screen : {QSize(1440, 900), QSize(1920, 1080)}) {
        const WholeWindow w(screen);
        const auto resized = [&](int percent) {
            setTextSize(percent);
            w.window().resize(screen * 100 / percent);
            QTest::qWait(50);
            return u"%1x%2 at %3 %"_s.arg(screen.width()).arg(screen.height()).arg(percent);
        };
        for (const int percent : textSizes)
            collectCuts(w.window(), resized(percent) + u", start"_s, cuts);
        w.openTransit();
        REQUIRE(w.waitForResults());
        for (const int percent : textSizes) {
            const QString size = resized(percent);
            const QSize room = screen * 100 / percent;
            INFO(w.window().width() << " of " << room.width());
            CHECK(w.window().width() <= room.width());
            CHECK(w.window().height() <= room.height());
            const auto look = [&](const QString& what) {
                // A page that is made part by part is laid out in the event after the last.
                QStringList found;
                (void)QTest::qWaitFor(
                    [&] {
                        found.clear();
                        collectCuts(w.window(), size + u", "_s + what, found);
                        return found.isEmpty();
                    },
                    2000);
                cuts << found;
            };
            w.forEachPage(look);
            for (const char* path : {"process/restore", "scenario/parts-exchange", "link/O4-O5", "group/mt"}) {
                w.window().showPageFor(QByteArray(path).split('/').constFirst().toStdString());
                w.document().select(std::string_view(path));
                QTest::qWait(30);
                look(QString::fromLatin1(path));
            }
            for (const QString& panel : {u"Problems"_s, u"Minutes and versions"_s}) {
                QAction* shows = commandCalled(w.window(), panel);
                shows->trigger();
                QTest::qWait(30);
                look(panel);
                shows->trigger();
            }
        }
    }
    cuts.removeDuplicates();
    INFO(cuts.join(u'\n').toStdString());
    CHECK(cuts.isEmpty());
}

TEST_CASE("A narrow page keeps its room from what was selected on another") {
    const WholeWindow w({823, 514});
    w.openTransit();
    const auto* inspector = w.window().findChild<QWidget*>(u"inspector"_s);
    w.window().showPageFor("metric");
    w.document().select(std::string_view("metric/L3"));
    CHECK(inspector->isVisible());
    w.window().showPageFor("results");
    CHECK_FALSE(inspector->isVisible());
    w.document().select(std::string_view("settings"));
    CHECK(inspector->isVisible());
    w.window().showPageFor("metric");
    CHECK(inspector->isVisible());
    commandCalled(w.window(), u"Minutes and versions"_s)->trigger();
    CHECK_FALSE(inspector->isVisible());
    const QWidget* panel = w.window().findChild<MinutesPanel*>();
    QTest::qWait(30);
    CHECK(panel->mapTo(&w.window(), panel->rect().topRight()).x() < w.window().width());
    w.window().resize(1440, 900);
    CHECK(panel->width() > inspector->width());
}

TEST_CASE("Every command of the menus and every button of the window's frame can be translated") {
    const Translated translated;
    const WholeWindow w;
    w.openTransit();
    REQUIRE(w.waitForResults());
    QStringList untranslated;
    const auto check = [&](const QString& where, QString text) {
        text.remove(u'&');
        static const QRegularExpression word(u"\\p{L}{2,}"_s);
        if (text.contains(word) && !text.contains(u'⟦'))
            untranslated << where + u": "_s + text;
    };
    // The names of the built-in cases come with the cases, as those of metrics and of people come with a model.
    QStringList names;
    for (const Template& each : templates())
        names << toQt(each.name);
    for (const Process& process : w.document().model().processes())
        for (const Pool& pool : process.pools)
            names << toQt(pool.name);
    for (const QMenu* menu : w.window().findChildren<QMenu*>()) {
        check(u"menu"_s, menu->title());
        for (const QAction* action : menu->actions())
            if (!action->text().startsWith(u'/') && !names.contains(action->text())) // nor a file opened last
                check(u"command"_s, action->text());
    }
    for (const QString& region : {u"topBar"_s, u"rail"_s, u"status"_s})
        for (const QAbstractButton* button : w.window().findChild<QWidget*>(region)->findChildren<QAbstractButton*>()) {
            check(region, button->text());
            check(region, button->toolTip());
            check(region, button->accessibleName());
        }
    untranslated.removeDuplicates();
    INFO(untranslated.join(u'\n').toStdString());
    CHECK(untranslated.isEmpty());
}

namespace {

/// The size of a widget on the screen.
QSize drawnSize(const QWidget& widget) { return (QSizeF(widget.size()) * widget.devicePixelRatioF()).toSize(); }

} // namespace

TEST_CASE("A text size is kept for the next start, and an unknown one is none") {
    const UsualTextAfter after;
    QSettings().clear();
    CHECK(textSize() == 100);
    setTextSize(175);
    CHECK(textSize() == 175);
    QSettings().setValue(u"window/text_size"_s, 123);
    CHECK(textSize() == 100);
}

TEST_CASE("A text size that is chosen holds at once for all that the window shows") {
    const UsualTextAfter after;
    WholeWindow w;
    w.openTransit();
    REQUIRE(w.waitForResults());
    MainWindow& window = w.window();
    const QSize onScreen = drawnSize(window);
    const QSize room = window.size();
    const double ratio = window.devicePixelRatioF();
    window.activateWindow();
    QAction* larger = commandCalled(window, u"Larger text"_s);
    QAction* usual = commandCalled(window, u"100 %"_s);
    CHECK(usual->isChecked());
    for (const int percent : {125, 150, 175, 200}) {
        QTest::keyClick(&window, Qt::Key_Plus, Qt::ControlModifier | Qt::AltModifier);
        const QSize wanted = room * 100 / percent;
        INFO(percent << " %: " << window.width() << " x " << window.height());
        REQUIRE(QTest::qWaitFor([&] { return std::abs(window.width() - wanted.width()) <= 1; }));
        CHECK(window.devicePixelRatioF() == ratio * percent / 100);
        CHECK(std::abs(drawnSize(window).width() - onScreen.width()) <= 2);
        CHECK(commandCalled(window, u"%1 %"_s.arg(percent))->isChecked());
        CHECK_FALSE(usual->isChecked());
        // What is painted has as many points as the screen gives it.
        const QImage picture = window.grab().toImage();
        CHECK(picture.devicePixelRatio() == window.devicePixelRatioF());
        CHECK(std::abs(picture.width() - onScreen.width()) <= 2);
    }
    larger->trigger(); // there is no larger one
    CHECK(textSize() == 200);
    // What is made from now on is as large: menus, and the slides.
    QMenu* menu = window.findChildren<QMenu*>().constFirst();
    CHECK(menu->devicePixelRatioF() == window.devicePixelRatioF());
    QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier | Qt::AltModifier);
    CHECK(QTest::qWaitFor([&] { return window.size() == room; }));
    CHECK(usual->isChecked());
    QTest::keyClick(&window, Qt::Key_Minus, Qt::ControlModifier | Qt::AltModifier); // nor a smaller one
    CHECK(textSize() == 100);
}

TEST_CASE("The command for full screen says how the window stands, whoever made it so, and F11 turns that round") {
    WholeWindow w({1000, 700});
    MainWindow& window = w.window();
    QAction* full = nullptr;
    for (QAction* action : window.findChildren<QAction*>())
        if (action->shortcut() == QKeySequence(Qt::Key_F11))
            full = action;
    REQUIRE(full);
    window.setWindowState(Qt::WindowFullScreen); // as a session that is restored does
    REQUIRE(QTest::qWaitFor([&] { return full->isChecked(); }));
    QTest::keyClick(&window, Qt::Key_F11);
    CHECK(QTest::qWaitFor([&] { return !window.isFullScreen(); }));
    CHECK_FALSE(full->isChecked());
    QTest::keyClick(&window, Qt::Key_F11);
    CHECK(QTest::qWaitFor([&] { return window.isFullScreen(); }));
    CHECK(full->isChecked());
}

TEST_CASE("A maximised and a full-screen window keep their size at each text size, and so does a second window") {
    const UsualTextAfter after;
    for (const Qt::WindowState state : {Qt::WindowMaximized, Qt::WindowFullScreen}) {
        const WholeWindow second({1000, 700});
        WholeWindow w({760, 500});
        w.openTransit();
        REQUIRE(w.waitForResults());
        MainWindow& window = w.window();
        const QSize usual = window.size();
        window.setWindowState(state);
        const auto filled = [&] {
            const QScreen& screen = *window.screen();
            const QSize held = window.frameGeometry().size(); // the screen of the tests leaves every window its frame
            const QSize less = (state == Qt::WindowMaximized ? screen.availableSize() : screen.size()) - held;
            return std::abs(less.width()) <= 2 && std::abs(less.height()) <= 2; // a point is no whole number of pixels
        };
        REQUIRE(QTest::qWaitFor(filled));
        const QSize onScreen = drawnSize(window), secondOnScreen = drawnSize(second.window());
        window.activateWindow();
        const auto stands = [&](int percent) {
            const QWidget& status = *window.findChild<StatusBar*>();
            INFO(percent << " %: " << window.width() << " x " << window.height());
            CHECK(textSize() == percent);
            CHECK(QTest::qWaitFor(filled));
            CHECK(window.windowState().testFlag(state));
            CHECK(std::abs(drawnSize(window).width() - onScreen.width()) <= 2);
            CHECK(std::abs(drawnSize(window).height() - onScreen.height()) <= 2);
            CHECK(std::abs(drawnSize(second.window()).width() - secondOnScreen.width()) <= 2);
            CHECK(std::abs(second.window().width() - 100'000 / percent) <= 1);
            if (window.width() < window.minimumWidth() || window.height() < window.minimumHeight())
                return; // a screen that is too small for this size of text
            CHECK(QTest::qWaitFor([&] { return status.width() == window.width(); }));
            CHECK(status.mapTo(&window, status.rect().bottomLeft()).y() == window.height() - 1);
            QStringList cuts;
            (void)QTest::qWaitFor(
                [&] {
                    cuts.clear();
                    collectCuts(window, u"here"_s, cuts);
                    return cuts.isEmpty();
                },
                2000);
            INFO(cuts.join(u'\n').toStdString());
            CHECK(cuts.isEmpty());
        };
        for (const int percent : {125, 150, 175, 200}) {
            QTest::keyClick(&window, Qt::Key_Plus, Qt::ControlModifier | Qt::AltModifier);
            stands(percent);
        }
        for (const int percent : {175, 150, 125, 100}) {
            QTest::keyClick(&window, Qt::Key_Minus, Qt::ControlModifier | Qt::AltModifier);
            stands(percent);
        }
        window.setWindowState(Qt::WindowNoState);
        CHECK(QTest::qWaitFor([&] { return window.size() == usual; }));
    }
}
