// SPDX-License-Identifier: GPL-3.0-or-later
// The window: tributary [FILE].
#include "core/base/memory.h"
#include "ui/look/reduced_motion.h"
#include "ui/look/text_size.h"
#include "ui/look/theme.h"
#include "ui/window/file_commands.h"
#include "ui/workbench.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLibraryInfo>
#include <QProcess>
#include <QSettings>
#include <QTranslator>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string_view>

using namespace Qt::Literals::StringLiterals;
using namespace tributary::ui;

namespace {

const QString themeName = u"theme"_s;

void describe(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        QCoreApplication::translate("main", "Models a metrics cascade and what a social tool is worth in it."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOption(
        {themeName, QCoreApplication::translate("main", "Colours of the window: system, light or dark."), themeName});
    parser.addPositionalArgument(u"file"_s, QCoreApplication::translate("main", "Model to open."), u"[FILE]"_s);
}

/// Whether only words are wanted, which need no display.
bool asksForWords(int argc, char** argv) {
    return std::any_of(argv + 1, argv + argc, [](std::string_view argument) {
        return argument == "-h" || argument == "--help" || argument == "--help-all" || argument == "-v" ||
               argument == "--version";
    });
}

/// Whether a window has nowhere to be shown: on systems whose display is named by the environment, none is.
bool lacksDisplay(int argc, char** argv) {
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    const auto isNamed = [](const char* variable) { return !qEnvironmentVariableIsEmpty(variable); };
    constexpr std::array variables{"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"};
    if (std::any_of(variables.begin(), variables.end(), isNamed) || qgetenv("XDG_SESSION_TYPE") == "wayland")
        return false;
    return std::none_of(argv + 1, argv + argc,
                        [](std::string_view argument) { return argument == "-platform" || argument == "--platform"; });
#else
    static_cast<void>(argc);
    static_cast<void>(argv);
    return false;
#endif
}

constexpr int misused = 2;
constexpr const char* noDisplay =
    "tributary: there is no display to open a window on. Set DISPLAY, or use tributary-cli: it checks, simulates and "
    "reports without one.\n";

/// Reads the command line; false where it has what no option means, which is told.
bool readArguments(QCommandLineParser& parser) {
    QString fault;
    if (!parser.parse(QCoreApplication::arguments()))
        fault = parser.errorText();
    else if (parser.positionalArguments().size() > 1)
        fault = u"A window opens one model."_s;
    else if (parser.isSet(themeName) && !themeFromText(parser.value(themeName)))
        fault = u"There is no theme \"%1\": choose system, light or dark."_s.arg(parser.value(themeName));
    if (fault.isEmpty())
        return true;
    std::cerr << "tributary: " << fault.toStdString() << " See tributary --help.\n";
    return false;
}

/// A display that is named and is not there is fatal to Qt: it would end the program as crashed.
void tellFatal(QtMsgType type, const QMessageLogContext&, const QString& message) {
    std::cerr << message.toStdString() << '\n';
    if (type != QtFatalMsg)
        return;
    std::cerr << "tributary: the window cannot be opened. If there is no display, use tributary-cli: it checks, "
                 "simulates and reports without one.\n";
    std::_Exit(1);
}

} // namespace

int main(int argc, char** argv) {
    tributary::keepFreedMemory();
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is told, and ends nothing
#endif
    QCoreApplication::setOrganizationName(u"Tributary"_s);
    QCoreApplication::setApplicationName(u"Tributary"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TRIBUTARY_VERSION));
    QCommandLineParser parser;
    if (asksForWords(argc, argv)) {
        const QCoreApplication application(argc, argv);
        describe(parser);
        parser.process(application); // ends the program
    }
    if (lacksDisplay(argc, argv)) {
        const QCoreApplication application(argc, argv);
        describe(parser);
        if (!readArguments(parser))
            return misused;
        std::cerr << noDisplay;
        return 1;
    }
    qInstallMessageHandler(tellFatal);
    const char* scaleVariable = "QT_SCALE_FACTOR";
    const QByteArray scaleOutside = qgetenv(scaleVariable);
    applyTextSize();
    QApplication application(argc, argv);
    qInstallMessageHandler(nullptr);
    QGuiApplication::setDesktopFileName(u"tributary"_s);

    QGuiApplication::setLayoutDirection(Qt::LeftToRight); // charts and canvases are drawn so, whatever the language

    QTranslator qtWords;
    if (qtWords.load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qtWords);
    QTranslator words;
    if (words.load(QLocale(), u"tributary"_s, u"_"_s,
                   QCoreApplication::applicationDirPath() + u"/../share/tributary/translations"_s))
        QCoreApplication::installTranslator(&words);

    describe(parser);
    if (!readArguments(parser))
        return misused;

    const QString themeWord =
        parser.isSet(themeName) ? parser.value(themeName) : QSettings().value(u"window/theme"_s).toString();
    dress(application, themeFromText(themeWord).value_or(Theme::system));

    setReducedMotion(QSettings().value(u"window/reduced_motion"_s).toBool());

    bool again = false;
    int code = 0;
    {
        Workbench workbench;
        workbench.window().show();
        if (parser.positionalArguments().isEmpty())
            workbench.window().resume(keptSession());
        else
            workbench.window().files().openPath(parser.positionalArguments().constFirst());
        code = QApplication::exec();
        again = workbench.window().wantsRestart();
    }
    // The file is free now, and what the window showed is kept: the next one opens where this one was.
    if (again) {
        if (scaleOutside.isNull())
            qunsetenv(scaleVariable);
        else
            qputenv(scaleVariable, scaleOutside);
        QStringList arguments = QCoreApplication::arguments().mid(1);
        if (!parser.positionalArguments().isEmpty())
            arguments.removeAll(parser.positionalArguments().constFirst());
        QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments);
    }
    return code;
}
