// SPDX-License-Identifier: GPL-3.0-or-later
// Session: where a person was when the window closed, kept in the user's settings and taken up at the next start. The
// window's geometry is kept beside it, by the window.
#pragma once

#include <QString>

namespace tributary::ui {

struct Session {
    QString file;      ///< empty: no model was open
    QString page;      ///< by its icon
    QString selection; ///< a path in the model
    QString scenario;
    int period = 0; ///< 0: none was chosen
    double scale = 0; ///< of the page; 0: fitted to the window

    friend bool operator==(const Session&, const Session&) = default;
};

[[nodiscard]] Session keptSession();
void keepSession(const Session& session);

} // namespace tributary::ui
