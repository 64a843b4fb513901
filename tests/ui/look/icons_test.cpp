// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/qt_strings.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"

#include <catch2/catch.hpp>

#include <QImage>
#include <QPainter>
#include <QPixmap>

using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

int paintedPixels(const QImage& image, const QColor& colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() == 255 && image.pixelColor(x, y).rgb() == colour.rgb())
                ++count;
    return count;
}

} // namespace

TEST_CASE("an icon is painted in the colour of its token and follows the theme") {
    const QIcon play = tintedIcon(u"play-fill"_s, &Palette::ink);
    CHECK(paintedPixels(play.pixmap(QSize(32, 32), 1.0).toImage(), Palette::light().ink) > 100);
    setTheme(Theme::dark);
    CHECK(paintedPixels(play.pixmap(QSize(32, 32), 1.0).toImage(), Palette::dark().ink) > 100);
    setTheme(Theme::light);
}

TEST_CASE("an icon has as many pixels as the screen asks for") {
    CHECK(tintedIcon(u"gear"_s).pixmap(QSize(16, 16), 2.0).size() == QSize(32, 32));
}

TEST_CASE("an icon that is not embedded is known as missing") {
    CHECK(hasIcon(u"diagram-3"_s));
    CHECK(hasIcon(u"tributary"_s));
    CHECK(hasIcon(u"tributary-mark"_s));
    CHECK_FALSE(hasIcon(u"no-such-icon"_s));
}
