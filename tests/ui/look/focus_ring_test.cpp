// SPDX-License-Identifier: GPL-3.0-or-later
#include <catch2/catch.hpp>

#include <QFocusFrame>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

TEST_CASE("a button that Tab reaches has a ring, one that the mouse reaches has none") {
    QWidget window;
    auto* layout = new QHBoxLayout(&window);
    auto* field = new QLineEdit;
    auto* button = new QPushButton(QStringLiteral("Run"));
    layout->addWidget(field);
    layout->addWidget(button);
    window.show();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    const auto ringed = [&window]() -> QWidget* {
        for (const QFocusFrame* frame : window.findChildren<QFocusFrame*>())
            if (frame->isVisible())
                return frame->widget();
        return nullptr;
    };
    field->setFocus();
    CHECK(ringed() == nullptr);
    QTest::keyClick(field, Qt::Key_Tab);
    REQUIRE(button->hasFocus());
    CHECK(ringed() == button);
    QTest::mouseClick(field, Qt::LeftButton);
    CHECK(ringed() == nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    CHECK(ringed() == nullptr);
}

TEST_CASE("a button that gets the focus because what had it is hidden has no ring") {
    QWidget window;
    auto* layout = new QHBoxLayout(&window);
    auto* page = new QWidget;
    auto* field = new QLineEdit(page);
    auto* rail = new QPushButton(QStringLiteral("Results"));
    layout->addWidget(page);
    layout->addWidget(rail);
    window.show();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    field->setFocus();
    page->hide(); // as when another page is turned to by a shortcut
    REQUIRE(rail->hasFocus());
    for (const QFocusFrame* frame : window.findChildren<QFocusFrame*>())
        CHECK_FALSE(frame->isVisible());
}
