// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/severity_sign.h"

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

SeveritySign signOf(Severity severity) {
    switch (severity) {
    case Severity::error:
        return {u"x-octagon-fill"_s, &Palette::error};
    case Severity::warning:
        return {u"exclamation-triangle-fill"_s, &Palette::warning};
    case Severity::note:
        break;
    }
    return {u"info-circle"_s, &Palette::ink2};
}

} // namespace tributary::ui
