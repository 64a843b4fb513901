// SPDX-License-Identifier: GPL-3.0-or-later
// The main of all window tests: no display, no settings of the user, the application dressed as the program is. Each
// program has a home of its own, for tests run side by side.
#define CATCH_CONFIG_RUNNER
#include "tests/ui/watchdog.h"
#include "ui/look/theme.h"

#include <catch2/catch.hpp>

#include <QLocale>
#include <QStandardPaths>
#include <QTemporaryDir>

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QTemporaryDir home;
    qputenv("HOME", home.path().toLocal8Bit());
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale::c());
    tributary::ui::test::WatchedApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("tributary-test"));
    QCoreApplication::setApplicationName(QStringLiteral("tributary-test"));
    tributary::ui::dress(application, tributary::ui::Theme::light);
    return Catch::Session().run(argc, argv);
}
