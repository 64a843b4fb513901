// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures/camera.h"

#include "ui/cascade/cascade_page.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/look/theme.h"

#include <QScrollBar>
#include <QTest>
#include <cstdio>

namespace tributary::ui {

bool Camera::complain(const char* what) {
    std::fprintf(stderr, "tributary-pictures: %s\n", what);
    return false;
}

void Camera::save(const QString& name, QWidget& window) {
    for (const Theme theme : {Theme::light, Theme::dark}) {
        setTheme(theme);
        for (const QSize& size : {QSize(1440, 900), QSize(1920, 1080)}) {
            window.resize(size * 100 / percent_);
            window.show();
            QTest::qWait(400); // layouts and their animations come to rest
            if (hovered_)
                hover();
            if (bottomOf_)
                bottomOf_->verticalScrollBar()->setValue(bottomOf_->verticalScrollBar()->maximum());
            if (gesture_) {
                gesture_();
                QTest::qWait(50);
            }
            const QString file =
                QStringLiteral("%1-%2-%3x%4.png").arg(name, themeText(theme)).arg(size.width()).arg(size.height());
            if (window.grab().save(folder_.filePath(file)))
                ++saved_;
            else
                complain("a picture could not be saved");
        }
    }
}

void Camera::saveSheet(const char* name, QDialog& sheet) {
    for (const Theme theme : {Theme::light, Theme::dark}) {
        setTheme(theme);
        QTest::qWait(400);
        if (sheet.grab().save(folder_.filePath(QStringLiteral("%1-%2.png").arg(QLatin1String(name), themeText(theme)))))
            ++saved_;
    }
    sheet.reject();
}

/// Lights a card as the pointer does, wherever on the page it is, and waits for what its paths tell.
void Camera::hover() {
    CascadeScene& scene = bench_.window().findChild<CascadePage*>()->scene();
    const auto isLit = [&] {
        if (scene.hovered() != hovered_) { // again where a card has left the pointer behind
            scene.allowLight();
            scene.setHovered(hovered_);
        }
        return scene.lightResponses() != nullptr;
    };
    if (!QTest::qWaitFor(isLit, 30'000))
        complain("the paths of a card were not worked out");
    QTest::qWait(400);
}

} // namespace tributary::ui
