// SPDX-License-Identifier: GPL-3.0-or-later
// The border between core's UTF-8 and Qt's text, and translation outside of classes.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <filesystem>
#include <string>
#include <string_view>

namespace tributary::ui {

[[nodiscard]] inline QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline std::string fromQt(const QString& text) {
    const QByteArray bytes = text.toUtf8();
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

/// The translation of a text in a function that belongs to no QObject.
[[nodiscard]] inline QString tr(const char* text) { return QCoreApplication::translate("tributary::ui", text); }

[[nodiscard]] inline QString pathToQt(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}
[[nodiscard]] inline std::filesystem::path pathFromQt(const QString& text) { return {text.toStdU16String()}; }

} // namespace tributary::ui
