// SPDX-License-Identifier: GPL-3.0-or-later
// Session: where a person is, kept in the user's settings as it changes and taken up at the next start, after a crash
// too. The window's geometry is kept beside it, by the window.
#pragma once

#include <QString>

namespace tributary::ui {

struct Session {
    QString file;      ///< empty: no model was open
    QString lost;      ///< name of the one that was open and gone, where `file` is what was kept of it
    QString page;      ///< by its icon
    QString selection; ///< a path in the model
    QString scenario;
    int period = 0;   ///< 0: none was chosen
    double scale = 0; ///< of the page; 0: fitted to the window

    friend bool operator==(const Session&, const Session&) = default;
};

[[nodiscard]] Session keptSession();
void keepSession(const Session& session);

} // namespace tributary::ui
