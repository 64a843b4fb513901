// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the sources of the window for texts that a person would see and that no translator would.
#include "tests/source_dir.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

using namespace tributary;
namespace fs = std::filesystem;

namespace {

std::string withoutComments(const std::string& text) {
    static const std::regex comment("//[^\n]*");
    return std::regex_replace(text, comment, "");
}

/// Texts of two words and more that are not handed to tr(), as "file: the text".
std::vector<std::string> untranslated(const std::string& file, const std::string& source) {
    // What stands before a text that is meant for people: one of these, right before its quote.
    static const std::regex translated(
        R"((\btr|\bwords|\btranslated|translate|QT_TRANSLATE_NOOP|QT_TR_NOOP)\s*\(\s*$)");
    static const std::regex second(R"(("[^"]*")\s*,\s*$)"); // the text after a context
    static const std::regex sentence(R"([A-Za-z]{2,}[,:]? [A-Za-z]{2,})");
    static const std::regex literal(R"re("(\\.|[^"\\\n])*")re");
    std::vector<std::string> found;
    std::string run; // adjacent literals are one
    const std::string text = withoutComments(source);
    size_t runEnd = 0;
    bool runTranslated = false;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), literal); it != std::sregex_iterator(); ++it) {
        const auto at = static_cast<size_t>(it->position());
        const size_t from = at > 200 ? at - 200 : 0;
        std::string before = text.substr(from, at - from);
        while (!before.empty() && (before.back() == 'u' || before.back() == 'R'))
            before.pop_back();
        const bool adjacent =
            runEnd > 0 && text.substr(runEnd, at - runEnd).find_first_not_of(" \n\t") == std::string::npos;
        const bool now = adjacent ? runTranslated
                                  : std::regex_search(before, translated) ||
                                        (std::regex_search(before, second) &&
                                         std::regex_search(before, std::regex("(translate|NOOP)")));
        runEnd = at + it->str().size();
        runTranslated = now;
        static const std::regex noText(R"re("<.*|"(Open Sans|Noto Serif)")re"); // markup, families of type
        if (!now && std::regex_search(it->str(), sentence) && !std::regex_match(it->str(), noText))
            found.push_back(file + ": " + it->str());
    }
    return found;
}

} // namespace

TEST_CASE("The reader of sources tells a text in tr() from one outside") {
    CHECK(untranslated("a.cpp", R"(label->setText(tr("Two words"));)").empty());
    CHECK(untranslated("a.cpp", R"(label->setText(tr("Two words "
        "and more"));)")
              .empty());
    CHECK(untranslated("a.cpp", R"(QCoreApplication::translate("Context", "Two words");)").empty());
    CHECK(untranslated("a.cpp", R"(label->setText(u"Two words"_s);)").size() == 1);
    CHECK(untranslated("a.cpp", R"(settings.value(u"window/theme"_s);)").empty());
}

TEST_CASE("Every sentence of the window's sources goes through tr()") {
    std::string all;
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(tributary::test::sourceDir() / "ui")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h")
            continue;
        ++files;
        std::ifstream stream(entry.path());
        std::stringstream text;
        text << stream.rdbuf();
        for (const std::string& line :
             untranslated(fs::relative(entry.path(), tributary::test::sourceDir()).string(), text.str()))
            all += line + "\n";
    }
    CHECK(files > 100);
    INFO(all);
    CHECK(all.empty());
}
