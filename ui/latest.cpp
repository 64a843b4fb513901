// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/latest.h"

#include "ui/qt_text.h"

#include <new>

namespace tributary::ui {

Error failureOf(const std::exception& exception) {
    const bool isMemory = dynamic_cast<const std::bad_alloc*>(&exception) != nullptr;
    return {fromQt(isMemory ? tr("There is not enough memory: close other programs, then do it again.")
                            : tr("It could not be done: %1.").arg(QString::fromLocal8Bit(exception.what()))),
            std::nullopt};
}

} // namespace tributary::ui
