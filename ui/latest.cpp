// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latest.h"

#include "ui/qt_text.h"

#include <QCoreApplication>
#include <new>

namespace tributary::ui {

Error failureOf(const std::exception& exception) {
    if (dynamic_cast<const std::bad_alloc*>(&exception) == nullptr)
        return {exception.what(), std::nullopt};
    return {fromQt(QCoreApplication::translate("tributary::ui",
                                               "There is not enough memory: take fewer trials in the settings.")),
            std::nullopt};
}

} // namespace tributary::ui
