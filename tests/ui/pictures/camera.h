// SPDX-License-Identifier: GPL-3.0-or-later
// Camera: the real window, and what saves pictures of it: light and dark, in two sizes.
#pragma once

#include "ui/workbench.h"

#include <QDialog>
#include <QDir>
#include <QScrollArea>
#include <functional>

namespace tributary::ui {

inline constexpr int longestRun = 300'000; // milliseconds

class Camera {
public:
    Camera(QDir folder, int percent) : folder_(std::move(folder)), percent_(percent) {}

protected:
    void save(const QString& name) { save(name, bench_.window()); }
    void save(const QString& name, QWidget& window);
    void save(QLatin1String name) { save(QString(name)); }
    void save(const char* name) { save(QString(QLatin1String(name))); }
    /// Saves the sheet that stands over the window, and puts it away.
    void saveSheet(const char* name, QDialog& sheet);
    /// Says what went wrong; false.
    static bool complain(const char* what);

    Workbench bench_;
    QScrollArea* bottomOf_ = nullptr; ///< shown at its end, if any
    const char* hovered_ = nullptr;   ///< card that the pointer is on, if any
    std::function<void()> gesture_;   ///< done before each picture, if any
    int saved_ = 0;

private:
    void hover();

    QDir folder_;
    int percent_; ///< of the text size
};

} // namespace tributary::ui
