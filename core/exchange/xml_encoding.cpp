// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/xml_tree.h"
#include "core/formula/characters.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

namespace tributary {

namespace {

struct KnownEncoding {
    std::string_view declared; ///< in small letters
    const char* name;          ///< as iconv knows it; null where the text is UTF-8 as it stands
};
constexpr std::array<KnownEncoding, 9> knownEncodings{{{"utf-8", nullptr},
                                                       {"utf8", nullptr},
                                                       {"us-ascii", nullptr},
                                                       {"ascii", nullptr},
                                                       {"iso-8859-1", "ISO-8859-1"},
                                                       {"latin1", "ISO-8859-1"},
                                                       {"iso-8859-15", "ISO-8859-15"},
                                                       {"windows-1252", "CP1252"},
                                                       {"cp1252", "CP1252"}}};

/// Where the value of `encoding` lies in the declaration of a text; none where it says none.
std::optional<TextRange> declaredEncoding(std::string_view text) {
    const std::string_view head = text.substr(0, text.starts_with("<?xml") ? text.find("?>") : 0);
    const size_t word = head.find("encoding");
    const size_t begin = word == std::string_view::npos ? word : head.find_first_of("\"'", word);
    const size_t end = begin == std::string_view::npos ? begin : head.find(head[begin], begin + 1);
    return end == std::string_view::npos ? std::nullopt : std::optional(TextRange{begin + 1, end});
}

Result<std::string> converted(std::string_view bytes, const char* encoding) {
    const iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == reinterpret_cast<iconv_t>(-1))
        return fail(fmt::format("This system cannot read {}: save the file as UTF-8.", encoding));
    std::string out;
    std::string source(bytes); // iconv takes what it reads by a pointer to non-const
    char* from = source.data();
    size_t left = source.size();
    int error = 0;
    while (left > 0 && error == 0 && out.size() <= longestXml) {
        std::array<char, 1 << 16> piece;
        char* to = piece.data();
        size_t room = piece.size();
        if (iconv(converter, &from, &left, &to, &room) == static_cast<size_t>(-1) && errno != E2BIG)
            error = errno;
        out.append(piece.data(), piece.size() - room);
    }
    iconv_close(converter);
    if (error != 0)
        return fail(
            fmt::format("Byte {} is no character of {}, which the file says it is written in: save it as UTF-8.",
                        bytes.size() - left + 1, encoding));
    return out;
}

} // namespace

Result<std::string> utf8Xml(std::string_view bytes) {
    using namespace std::literals;
    if (bytes.empty())
        return fail("The file is empty: export it again from the program that made it.");
    if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv))
        return fail("The file is written in UTF-32, which is not read: save it as UTF-8.");
    const char* encoding = nullptr;
    if (bytes.starts_with("\xEF\xBB\xBF"sv)) {
        bytes.remove_prefix(3);
    } else if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) {
        encoding = bytes.starts_with("\xFF"sv) ? "UTF-16LE" : "UTF-16BE";
        bytes.remove_prefix(2);
    } else if (bytes.starts_with("<\0"sv) || bytes.starts_with("\0<"sv)) {
        encoding = bytes.starts_with('<') ? "UTF-16LE" : "UTF-16BE";
    } else if (const auto declared = declaredEncoding(bytes)) {
        const std::string word = lowered(bytes.substr(declared->begin, declared->end - declared->begin));
        const auto known = std::ranges::find(knownEncodings, word, &KnownEncoding::declared);
        if (known == knownEncodings.end())
            return fail(fmt::format("The file says that it is written in \"{:.40}\"; UTF-8, UTF-16, ISO-8859-1, "
                                    "ISO-8859-15 and Windows-1252 are read: save it as UTF-8.",
                                    word));
        encoding = known->name;
    }
    auto text = encoding ? converted(bytes, encoding) : Result<std::string>(bytes);
    // Whatever the declaration says, the text is UTF-8 by now.
    if (const auto declared = text ? declaredEncoding(*text) : std::nullopt)
        if (lowered(std::string_view(*text).substr(declared->begin, declared->end - declared->begin)) != "utf-8")
            text->replace(declared->begin, declared->end - declared->begin, "UTF-8");
    return text;
}

} // namespace tributary
