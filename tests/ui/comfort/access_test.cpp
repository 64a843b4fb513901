// SPDX-License-Identifier: GPL-3.0-or-later
// The window for those who do not see it, and for those who use the keyboard alone.
#include "tests/ui/comfort/whole_window.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_page.h"
#include "ui/charts/chart.h"
#include "ui/look/reduced_motion.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString nameOf(const QWidget* widget) {
    QString owners;
    for (const QWidget* above = widget->parentWidget(); above; above = above->parentWidget())
        owners += u" in "_s + QLatin1String(above->metaObject()->className());
    return u"%1 \"%2\" %3%4"_s.arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName(),
                                   widget->objectName(), owners);
}

bool isReached(const QWidget* widget) {
    return widget->isVisible() && widget->isEnabled() && !widget->focusProxy() &&
           widget->focusPolicy() & Qt::TabFocus && !widget->visibleRegion().isEmpty();
}

/// The widgets that the Tab key visits, in its order.
QList<QWidget*> tabOrder(QWidget& window) {
    QList<QWidget*> order;
    for (QWidget* widget = window.nextInFocusChain(); widget != &window; widget = widget->nextInFocusChain())
        if (widget->window() == &window && isReached(widget))
            order << widget;
    return order;
}

QRect placeOf(const QWidget* widget) { return {widget->mapTo(widget->window(), QPoint()), widget->size()}; }

/// The child of the window's frame that `widget` stands in: top bar, rail, ribbon, page, inspector, status.
const QWidget* regionOf(const QWidget* widget, const QList<const QWidget*>& regions) {
    for (const QWidget* region : regions)
        if (region == widget || region->isAncestorOf(widget))
            return region;
    return nullptr;
}

} // namespace

TEST_CASE("Whatever takes the focus has a name and a role for those who do not see it, on every page") {
    const WholeWindow w;
    w.openTransit();
    REQUIRE(w.waitForResults());
    QStringList wrong;
    w.forEachPage([&](const QString& what) {
        for (QWidget* widget : w.window().findChildren<QWidget*>()) {
            if (!isReached(widget))
                continue;
            const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            REQUIRE(face);
            if (face->text(QAccessible::Name).isEmpty())
                wrong << what + u": no name: "_s + nameOf(widget);
            if (face->role() == QAccessible::NoRole || face->role() == QAccessible::Client)
                wrong << what + u": no role: "_s + nameOf(widget);
        }
    });
    wrong.removeDuplicates();
    INFO(wrong.join(u'\n').toStdString());
    CHECK(wrong.isEmpty());
}

TEST_CASE("A button of one picture has a tool tip, and a command's tool tip names its keys") {
    const WholeWindow w;
    w.openTransit();
    REQUIRE(w.waitForResults());
    QStringList wrong;
    w.forEachPage([&](const QString& what) {
        for (const QAbstractButton* button : w.window().findChildren<QAbstractButton*>()) {
            if (!button->isVisible() || button->objectName().startsWith(u"qt_"_s))
                continue;
            const auto* tool = qobject_cast<const QToolButton*>(button);
            const bool pictureOnly =
                button->text().isEmpty() ||
                (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !button->icon().isNull());
            if (pictureOnly && button->toolTip().isEmpty())
                wrong << what + u": no tool tip: "_s + nameOf(button);
            const QAction* action = tool ? tool->defaultAction() : nullptr;
            const QString keys = action ? action->shortcut().toString(QKeySequence::NativeText) : QString();
            if (!keys.isEmpty() && !button->toolTip().contains(keys))
                wrong << what + u": no keys in the tool tip: "_s + nameOf(button) + u' ' + button->toolTip();
        }
    });
    wrong.removeDuplicates();
    INFO(wrong.join(u'\n').toStdString());
    CHECK(wrong.isEmpty());
}

TEST_CASE("Enter presses the button that has the focus, a link too") {
    const WholeWindow w;
    w.openTransit();
    w.forEachPage([&](const QString& what) {
        for (const QPushButton* button : w.window().findChildren<QPushButton*>()) {
            INFO(what.toStdString() << ": " << button->text().toStdString());
            CHECK((!isReached(button) || button->autoDefault()));
        }
    });
}

TEST_CASE("Shift+F10 opens the menu of the selected card, as the Menu key does") {
    const WholeWindow w;
    w.openTransit();
    auto* canvas = w.window().findChild<CascadeCanvas*>();
    w.document().select(std::string_view("metric/L1"));
    canvas->setFocus();
    QPoint opened;
    QObject::connect(canvas, &CascadeCanvas::menuWanted, canvas, [&](const QPoint& at) { opened = at; });
    QTest::keyClick(canvas, Qt::Key_F10, Qt::ShiftModifier);
    REQUIRE(QApplication::activePopupWidget());
    const auto card = w.window().findChild<CascadePage*>()->scene().cardArea("L1");
    REQUIRE(card);
    CHECK((opened - canvas->viewport()->mapToGlobal(canvas->mapFromScene(card->center()))).manhattanLength() <= 2);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
}

TEST_CASE("The pages of the rail say their keys") {
    const WholeWindow w;
    w.openTransit();
    int number = 0;
    for (const QAbstractButton* entry : w.window().findChild<Rail*>()->findChildren<QAbstractButton*>()) {
        ++number;
        INFO(entry->text().toStdString());
        if (number <= 9)
            CHECK(entry->toolTip().contains(u"Ctrl+%1"_s.arg(number)));
    }
}

TEST_CASE("The Tab key follows the reading order") {
    const WholeWindow w;
    w.openTransit();
    REQUIRE(w.waitForResults());
    QStringList wrong;
    w.forEachPage([&](const QString& what) {
        QList<const QWidget*> regions;
        for (const QString& name : {u"topBar"_s, u"rail"_s, u"whatIf"_s, u"inspector"_s, u"problems"_s, u"status"_s})
            if (const auto* region = w.window().findChild<QWidget*>(name))
                regions << region;
        const QList<QWidget*> order = tabOrder(w.window());
        REQUIRE(order.size() > 5);
        QList<const QWidget*> visited;
        for (qsizetype i = 0; i + 1 < order.size(); ++i) {
            const QWidget* here = regionOf(order[i], regions);
            const QWidget* next = regionOf(order[i + 1], regions);
            if (here != next) {
                if (visited.contains(next))
                    wrong << what + u": back to "_s + (next ? next->objectName() : u"the page"_s) + u" at "_s +
                                 nameOf(order[i + 1]);
                visited << here;
                continue;
            }
            const QRect a = placeOf(order[i]);
            const QRect b = placeOf(order[i + 1]);
            const bool inOneRow = a.top() < b.bottom() && b.top() < a.bottom();
            const bool goesBack = inOneRow ? b.right() < a.left() : b.bottom() <= a.top() && b.left() < a.right();
            if (goesBack)
                wrong << what + u": from "_s + nameOf(order[i]) + u" back to "_s + nameOf(order[i + 1]);
        }
    });
    wrong.removeDuplicates();
    INFO(wrong.join(u'\n').toStdString());
    CHECK(wrong.isEmpty());
}

TEST_CASE("A chart says what its crosshair shows, and what it shows as a whole without one") {
    const WholeWindow w;
    w.openTransit();
    REQUIRE(w.waitForResults());
    w.window().showPageFor("results");
    for (Chart* chart : w.window().findChildren<Chart*>()) {
        if (!chart->isVisible())
            continue;
        INFO(chart->accessibleName().toStdString());
        const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(chart);
        CHECK(face->role() == QAccessible::Chart);
        const QString whole = face->text(QAccessible::Description);
        CHECK_FALSE(whole.isEmpty());
        chart->setFocus(Qt::TabFocusReason);
        QTest::keyClick(chart, Qt::Key_Home);
        const QString first = face->text(QAccessible::Description);
        QTest::keyClick(chart, Qt::Key_End);
        CHECK_FALSE(first.isEmpty());
        QTest::keyClick(chart, Qt::Key_Escape);
        CHECK(face->text(QAccessible::Description) == whole);
    }
}

TEST_CASE("Reduced motion is a setting that what moves asks the style for") {
    const WholeWindow w;
    setReducedMotion(true);
    CHECK(w.window().style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &w.window()) == 0);
    setReducedMotion(false);
    CHECK(w.window().style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &w.window()) > 0);
}

TEST_CASE("Every page of an empty model says what will be there and has a way to begin") {
    const WholeWindow w;
    need(w.document().create(Model()));
    REQUIRE(w.waitForResults());
    auto* stack = w.window().findChild<QStackedWidget*>();
    REQUIRE(stack);
    for (int page = 0; page < w.pageCount(); ++page) {
        w.window().showPage(page);
        QTest::qWait(30);
        INFO(w.pageTitle(page).toStdString());
        const QWidget* shown = stack->currentWidget();
        qsizetype words = 0;
        for (const QLabel* label : shown->findChildren<QLabel*>())
            words = std::max(words, label->isVisible() ? label->text().count(u' ') : 0);
        CHECK(words >= 4);
        bool leadsOn = false;
        for (const QAbstractButton* button : shown->findChildren<QAbstractButton*>())
            leadsOn = leadsOn || (button->isVisible() && button->isEnabled() && !button->text().isEmpty());
        CHECK(leadsOn);
    }
}
