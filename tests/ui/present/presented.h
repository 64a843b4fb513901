// SPDX-License-Identifier: GPL-3.0-or-later
// A window that presents the transit case.
#pragma once

#include "tests/ui/window/shown_bench.h"
#include "ui/present/present_view.h"

#include <QApplication>
#include <QImage>
#include <algorithm>
#include <set>

namespace tributary::ui::test {

struct Presented : ShownBench {
    PresentView* present() { return bench.window().findChild<PresentView*>(); }
    static void activate(QWidget& window) {
        window.activateWindow();
        REQUIRE(QTest::qWaitFor([&] { return QApplication::activeWindow() == &window; }));
    }
    PresentView* start(const QSize& size = {1920, 1080}) {
        activate(bench.window());
        QTest::keyClick(&bench.window(), Qt::Key_F5);
        PresentView* view = present();
        REQUIRE(view);
        view->showNormal();
        view->resize(size);
        activate(*view);
        view->setFocus();
        return view;
    }
    void run() {
        need(document.create(transit()));
        REQUIRE(waitForResults(bench.runs()));
    }
};

inline int find(const PresentView& view, SlideKind kind) {
    const auto& all = view.slides();
    const auto found = std::ranges::find(all, kind, &Slide::kind);
    REQUIRE(found != all.end());
    return static_cast<int>(found - all.begin());
}

/// How many different colours a picture has, at most `most`.
inline size_t colours(const QImage& image, size_t most) {
    std::set<QRgb> found;
    for (int y = 0; y < image.height() && found.size() < most; y += 3)
        for (int x = 0; x < image.width() && found.size() < most; x += 3)
            found.insert(image.pixel(x, y));
    return found.size();
}

} // namespace tributary::ui::test
