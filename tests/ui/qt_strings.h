// SPDX-License-Identifier: GPL-3.0-or-later
// Lets Catch print QString in failed comparisons.
#pragma once

#include <QString>
#include <ostream>

inline std::ostream& operator<<(std::ostream& out, const QString& text) {
    return out << '"' << text.toStdString() << '"';
}
