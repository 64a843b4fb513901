// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/fitting_label.h"

#include <catch2/catch.hpp>

using namespace tributary::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

int widthOf(const FittingLabel& label, const QString& text) { return label.fontMetrics().size(0, text).width() + 1; }

} // namespace

TEST_CASE("A label says the longest of its texts that fits, and the whole one in its tool tip") {
    QWidget window;
    window.resize(800, 200);
    FittingLabel label(&window);
    window.show();
    const QString whole = u"the whole of the text"_s;
    const QString brief = u"the text"_s;
    label.setTexts({whole, brief});
    CHECK(label.sizeHint().width() == widthOf(label, whole));
    label.resize(widthOf(label, whole), 30);
    CHECK(label.text() == whole);
    CHECK(label.toolTip().isEmpty());
    label.resize(widthOf(label, whole) - 1, 30);
    CHECK(label.text() == brief);
    CHECK(label.toolTip() == whole);
    label.resize(widthOf(label, brief) - 4, 30);
    CHECK(label.text().endsWith(u'\u2026'));
    CHECK(widthOf(label, label.text()) <= label.width());
    label.setRemark(u"and a remark"_s);
    CHECK(label.toolTip() == whole + u"\nand a remark"_s);
    label.resize(500, 30);
    CHECK(label.text() == whole);
    CHECK(label.toolTip() == u"and a remark"_s);
}

TEST_CASE("A text of two lines fits only where there is room for both") {
    QWidget window;
    window.resize(800, 200);
    FittingLabel label(&window);
    window.show();
    label.setTexts({u"one line\nand another"_s, u"one line"_s});
    label.resize(500, label.fontMetrics().height() + 2);
    CHECK(label.text() == u"one line"_s);
    label.resize(500, 100);
    CHECK(label.text() == u"one line\nand another"_s);
}
