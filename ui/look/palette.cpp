// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/palette.h"

#include "core/model/metric.h"

namespace tributary::ui {

namespace {

QColor rgb(unsigned value) { return QColor::fromRgb(value); }

} // namespace

Palette Palette::light() {
    Palette p;
    p.paper = rgb(0xF5F3EE);
    p.canvas = rgb(0xFBFAF7);
    p.surface = rgb(0xFFFFFF);
    p.sunken = rgb(0xEEEBE4);
    p.rule = rgb(0xDAD6CC);
    p.track = rgb(0xC9C4B8);
    p.field = rgb(0x8A8578);
    p.ink = rgb(0x1B1F24);
    p.ink2 = rgb(0x454B53);
    p.ink3 = rgb(0x646A72);
    p.onInk = rgb(0xFFFFFF);
    p.good = rgb(0x0A58A8);
    p.bad = rgb(0xB4480A);
    p.goodSoft = rgb(0xDCE9F6);
    p.badSoft = rgb(0xFBE8D9);
    p.financial = rgb(0x2B3444);
    p.operating = rgb(0x12706B);
    p.frontline = rgb(0x666E15);
    p.exception = rgb(0x75399B);
    p.exceptionSoft = rgb(0xF0E6F6);
    p.error = rgb(0xA3153C);
    p.warning = rgb(0x7F5600);
    p.warningSoft = rgb(0xF7ECCF);
    p.mist90 = rgb(0xE1E6EC);
    p.mist50 = rgb(0xBECAD7);
    p.median = rgb(0x24344A);
    p.heat = {rgb(0xFFFFFF), rgb(0xFCEFE2), rgb(0xF8D5B5), rgb(0xEFA96C), rgb(0xB9520F)};
    p.group = {rgb(0x24344A), rgb(0x12706B), rgb(0x8F6200), rgb(0x8A3B78), rgb(0x646A72), rgb(0x0A58A8)};
    return p;
}

Palette Palette::dark() {
    Palette p;
    p.paper = rgb(0x14171B);
    p.canvas = rgb(0x191D21);
    p.surface = rgb(0x23282E);
    p.sunken = rgb(0x0F1215);
    p.rule = rgb(0x3A424A);
    p.track = rgb(0x4A535C);
    p.field = rgb(0x7B8690);
    p.ink = rgb(0xF4F1EA);
    p.ink2 = rgb(0xC8CCD0);
    p.ink3 = rgb(0x9FA7AF);
    p.onInk = rgb(0x14171B);
    p.good = rgb(0x7DBBF6);
    p.bad = rgb(0xF7A661);
    p.goodSoft = rgb(0x173753);
    p.badSoft = rgb(0x4D2F16);
    p.financial = rgb(0xD3DAE6);
    p.operating = rgb(0x58C4BC);
    p.frontline = rgb(0xC6D06B);
    p.exception = rgb(0xCFA5F0);
    p.exceptionSoft = rgb(0x3B2A4A);
    p.error = rgb(0xFF93AB);
    p.warning = rgb(0xE8C160);
    p.warningSoft = rgb(0x443818);
    p.mist90 = rgb(0x333F4B);
    p.mist50 = rgb(0x455769);
    p.median = rgb(0xE8EEF4);
    p.heat = {rgb(0x23282E), rgb(0x3A2C20), rgb(0x5A3A1E), rgb(0x8A4F1C), rgb(0xF0A05A)};
    p.group = {rgb(0xE8EEF4), rgb(0x58C4BC), rgb(0xE8C160), rgb(0xE59BD2), rgb(0x9FA7AF), rgb(0x7DBBF6)};
    return p;
}

Palette Palette::print() {
    Palette p = light();
    p.paper = p.surface;
    p.canvas = p.surface;
    return p;
}

QColor Palette::level(Level level) const {
    switch (level) {
    case Level::financial:
        return financial;
    case Level::operating:
        return operating;
    case Level::frontline:
        break;
    }
    return frontline;
}

QPalette widgetPalette(const Palette& p) {
    QPalette q;
    q.setColor(QPalette::Window, p.paper);
    q.setColor(QPalette::WindowText, p.ink);
    q.setColor(QPalette::Base, p.surface);
    q.setColor(QPalette::AlternateBase, p.surface);
    q.setColor(QPalette::ToolTipBase, p.surface);
    q.setColor(QPalette::ToolTipText, p.ink);
    q.setColor(QPalette::PlaceholderText, p.ink3);
    q.setColor(QPalette::Text, p.ink);
    q.setColor(QPalette::Button, p.surface);
    q.setColor(QPalette::ButtonText, p.ink);
    q.setColor(QPalette::BrightText, p.error);
    q.setColor(QPalette::Highlight, p.ink);
    q.setColor(QPalette::HighlightedText, p.onInk);
    q.setColor(QPalette::Link, p.ink);
    q.setColor(QPalette::LinkVisited, p.ink);
    q.setColor(QPalette::Light, p.surface);
    q.setColor(QPalette::Midlight, p.sunken);
    q.setColor(QPalette::Mid, p.rule);
    q.setColor(QPalette::Dark, p.field);
    q.setColor(QPalette::Shadow, p.track);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        q.setColor(QPalette::Disabled, role, p.ink3);
    q.setColor(QPalette::Disabled, QPalette::Highlight, p.sunken);
    q.setColor(QPalette::Disabled, QPalette::HighlightedText, p.ink3);
    return q;
}

} // namespace tributary::ui
