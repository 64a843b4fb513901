// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/xml_tree.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <unordered_map>

namespace tributary {

namespace {

constexpr size_t longestXmlName = 2000;  // bytes, namespace included
constexpr size_t mostNames = 20'000;     // and those of the last element
constexpr size_t mostAttributes = 1'000; // of an element
constexpr char spaceEnd = '\n';          // between namespace and name in what Expat says; no namespace can hold it

bool isXmlBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// The line, from 1 on, of a place in a text.
size_t lineAt(std::string_view text, size_t at) {
    return 1 + static_cast<size_t>(std::ranges::count(text.substr(0, at), '\n'));
}

void appendCharacter(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | code >> 6);
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | code >> 12);
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | code >> 18);
        out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

/// Resolves the references of a text that is known to be well-formed; without a document type there are only these.
std::string resolved(std::string_view raw) {
    static constexpr std::pair<std::string_view, char> entities[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    std::string out;
    out.reserve(raw.size());
    for (size_t at = 0; at < raw.size(); ++at) {
        const size_t end = raw[at] == '&' ? raw.find(';', at) : std::string_view::npos;
        if (end == std::string_view::npos) {
            out += raw[at];
            continue;
        }
        std::string_view name = raw.substr(at + 1, end - at - 1);
        if (name.starts_with('#')) {
            const bool isHex = name.starts_with("#x");
            name.remove_prefix(isHex ? 2 : 1);
            std::uint32_t code = 0;
            std::from_chars(name.data(), name.data() + name.size(), code, isHex ? 16 : 10);
            appendCharacter(out, code);
        } else if (const auto known = std::ranges::find(entities, name, &std::pair<std::string_view, char>::first);
                   known != std::end(entities)) {
            out += known->second;
        }
        at = end;
    }
    return out;
}

/// What of a text would fill the memory, and where it begins.
struct Excess {
    size_t at = 0;
    std::string why;
};

std::string nameTooLong() {
    return fmt::format("the name of an element or attribute is longer than {} bytes with its namespace; export the "
                       "drawing again from the program that made it",
                       longestXmlName);
}

/// Whether what stands before a value, from the tag or the value before it on, names the declaration of a namespace.
bool declaresSpace(std::string_view written) {
    written = written.substr(0, written.find_last_not_of("= \t\r\n") + 1);
    return written.substr(written.find_last_of(" \t\r\n") + 1).starts_with("xmlns");
}

/// Finds a tag of too many attributes or too long a namespace. Before Expat tells of a tag it has written the namespace
/// of each attribute out, so that a short text may take any memory. A text that is not well-formed is looked at up to
/// where Expat stops.
std::optional<Excess> excessIn(std::string_view text) {
    static constexpr std::pair<std::string_view, std::string_view> noTags[] = {
        {"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (size_t at = text.find('<'); at < text.size(); at = text.find('<', at)) {
        const auto isAt = [rest = text.substr(at)](const auto& marks) { return rest.starts_with(marks.first); };
        if (const auto found = std::ranges::find_if(noTags, isAt); found != std::end(noTags)) {
            at = text.find(found->second, at + found->first.size());
            continue;
        }
        if (text.substr(at).starts_with("<!"))
            return std::nullopt; // a document type, at which the reading ends
        const size_t tag = at;
        size_t attributes = 0;
        for (size_t from = at; (at = text.find_first_of("\"'>", from)) < text.size() && text[at] != '>'; ++from) {
            const size_t end = text.find(text[at], at + 1);
            if (++attributes > mostAttributes)
                return Excess{tag, fmt::format("an element has more than {} attributes, which no drawing needs; export "
                                               "it again from the program that made it",
                                               mostAttributes)};
            if (std::min(end, text.size()) - at > longestXmlName && declaresSpace(text.substr(from, at - from)))
                return Excess{tag, nameTooLong()};
            if (end == std::string_view::npos)
                return std::nullopt;
            from = end;
        }
    }
    return std::nullopt;
}

} // namespace

/// One reading of a text: what Expat tells becomes elements.
class XmlReading {
public:
    explicit XmlReading(std::string text) : parser_(XML_ParserCreateNS("UTF-8", spaceEnd), &XML_ParserFree) {
        tree_.text_ = std::move(text);
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(
            parser_.get(),
            [](void* self, const XML_Char* name, const XML_Char** attributes) {
                static_cast<XmlReading*>(self)->open(name, attributes);
            },
            [](void* self, const XML_Char*) { static_cast<XmlReading*>(self)->close(); });
        XML_SetStartDoctypeDeclHandler(
            parser_.get(), [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
                static_cast<XmlReading*>(self)->stop(
                    "the text has a document type (<!DOCTYPE), which may define entities; take it out");
            });
    }

    Result<XmlTree> read() {
        const std::string& text = tree_.text_;
        if (text.size() > longestXml)
            return fail(
                fmt::format("The text is longer than {} MB, the most that is read: split it into smaller files.",
                            longestXml >> 20));
        if (const auto excess = excessIn(text))
            return fail(fmt::format("line {}: {}.", lineAt(text, excess->at), excess->why));
        const auto status = XML_Parse(parser_.get(), text.data(), static_cast<int>(text.size()), XML_TRUE);
        if (status != XML_STATUS_OK) {
            const auto line = XML_GetCurrentLineNumber(parser_.get());
            if (reason_.empty())
                return fail(fmt::format("line {}: this is no well-formed XML ({}): export it again from the program "
                                        "that made it.",
                                        line, XML_ErrorString(XML_GetErrorCode(parser_.get()))));
            return fail(fmt::format("line {}: {}.", line, reason_));
        }
        return std::move(tree_);
    }

private:
    void stop(std::string why) {
        reason_ = std::move(why);
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    static bool isTooLong(std::string_view name) { return name.size() > longestXmlName; }

    std::uint32_t nameIndex(std::string_view told) {
        const auto [at, isNew] =
            nameIndices_.try_emplace(std::string(told), static_cast<std::uint32_t>(tree_.names_.size()));
        if (isNew) {
            const size_t end = told.find(spaceEnd);
            tree_.names_.push_back(end == std::string_view::npos
                                       ? XmlName{{}, std::string(told)}
                                       : XmlName{std::string(told.substr(0, end)), std::string(told.substr(end + 1))});
        }
        return at->second;
    }

    void open(const XML_Char* name, const XML_Char** attributes) {
        if (!reason_.empty())
            return;
        if (tree_.elements_.size() == mostElements)
            return stop(fmt::format("the text has more than {} elements, the most that are read; split it into "
                                    "smaller files",
                                    mostElements));
        if (open_.size() == deepestElement)
            return stop(fmt::format("the elements lie more than {} deep, which no drawing needs; export it again from "
                                    "the program that made it",
                                    deepestElement));
        if (tree_.names_.size() > mostNames)
            return stop(fmt::format("the text has more than {} different names of elements and attributes, which no "
                                    "drawing needs; export it again from the program that made it",
                                    mostNames));
        for (const XML_Char* const* each = attributes; *each; each += 2)
            if (isTooLong(*each))
                return stop(nameTooLong());
        if (isTooLong(name))
            return stop(nameTooLong());
        XmlElement element;
        element.name = nameIndex(name);
        element.parent = open_.empty() ? 0 : open_.back();
        element.begin = static_cast<std::uint32_t>(XML_GetCurrentByteIndex(parser_.get()));
        element.openEnd = element.begin + static_cast<std::uint32_t>(XML_GetCurrentByteCount(parser_.get()));
        element.firstAttribute = static_cast<std::uint32_t>(tree_.attributes_.size());
        addAttributes(element, attributes);
        open_.push_back(static_cast<XmlIndex>(tree_.elements_.size()));
        tree_.elements_.push_back(element);
    }

    /// Finds where the attributes lie; Expat tells them in order, those that declare namespaces left out.
    void addAttributes(XmlElement& element, const XML_Char** attributes) {
        const std::string& text = tree_.text_;
        std::uint32_t at = element.begin;
        while (!isXmlBlank(text[at]) && text[at] != '>' && text[at] != '/')
            ++at;
        for (;;) {
            while (isXmlBlank(text[at]))
                ++at;
            if (text[at] == '>' || text[at] == '/')
                return;
            XmlAttribute attribute;
            attribute.begin = at;
            at = static_cast<std::uint32_t>(text.find_first_of("\"'", at));
            const std::string_view written(text.data() + attribute.begin, at - attribute.begin);
            attribute.valueBegin = at + 1;
            at = attribute.end = static_cast<std::uint32_t>(text.find(text[at], at + 1)) + 1;
            const std::string_view name = written.substr(0, written.find_first_of("= \t\r\n"));
            if (name == "xmlns" || name.starts_with("xmlns:")) {
                attribute.name = nameIndex(std::string(declarationSpace) + spaceEnd +
                                           std::string(name.substr(std::min<size_t>(name.size(), 6))));
            } else {
                attribute.name = nameIndex(*attributes);
                attributes += 2;
            }
            tree_.attributes_.push_back(attribute);
            ++element.attributeCount;
        }
    }

    void close() {
        if (!reason_.empty())
            return;
        XmlElement& element = tree_.elements_[open_.back()];
        open_.pop_back();
        element.beyond = static_cast<XmlIndex>(tree_.elements_.size());
        element.closeBegin = element.end = element.openEnd;
        if (tree_.text_[element.openEnd - 2] == '/') // values stand in quotation marks
            return;
        element.closeBegin = static_cast<std::uint32_t>(XML_GetCurrentByteIndex(parser_.get()));
        element.end = element.closeBegin + static_cast<std::uint32_t>(XML_GetCurrentByteCount(parser_.get()));
    }

    std::unique_ptr<std::remove_pointer_t<XML_Parser>, void (*)(XML_Parser)> parser_;
    XmlTree tree_;
    std::vector<XmlIndex> open_;
    std::unordered_map<std::string, std::uint32_t> nameIndices_;
    std::string reason_;
};

Result<XmlTree> XmlTree::parse(std::string text) { return XmlReading(std::move(text)).read(); }

bool XmlTree::is(XmlIndex element, std::string_view space, std::string_view local) const {
    const XmlName& own = name(element);
    return own.local == local && own.space == space;
}

std::string_view XmlTree::tag(XmlIndex element) const {
    const size_t begin = elements_[element].begin + 1;
    return std::string_view(text_).substr(begin, text_.find_first_of(" \t\r\n/>", begin) - begin);
}

size_t XmlTree::lineOf(XmlIndex element) const { return lineAt(text_, elements_[element].begin); }

const XmlAttribute* XmlTree::find(XmlIndex element, std::string_view space, std::string_view local) const {
    const XmlElement& owner = elements_[element];
    for (std::uint32_t i = 0; i < owner.attributeCount; ++i) {
        const XmlAttribute& attribute = attributes_[owner.firstAttribute + i];
        if (const XmlName& own = names_[attribute.name]; own.local == local && own.space == space)
            return &attribute;
    }
    return nullptr;
}

std::string XmlTree::value(XmlIndex element, std::string_view local) const {
    const XmlAttribute* found = find(element, {}, local);
    return found ? value(*found) : std::string();
}

std::string XmlTree::value(const XmlAttribute& attribute) const {
    return resolved(std::string_view(text_).substr(attribute.valueBegin, attribute.end - 1 - attribute.valueBegin));
}

std::string XmlTree::content(XmlIndex element) const {
    std::string_view raw = std::string_view(text_).substr(elements_[element].openEnd,
                                                          elements_[element].closeBegin - elements_[element].openEnd);
    constexpr std::string_view data = "<![CDATA[", comment = "<!--";
    std::string out;
    while (!raw.empty()) {
        const size_t mark = std::min(raw.find('<'), raw.size());
        out += resolved(raw.substr(0, mark));
        raw.remove_prefix(mark);
        const bool isData = raw.starts_with(data);
        const std::string_view closing = isData ? "]]>" : raw.starts_with(comment) ? "-->" : ">";
        const size_t end = std::min(raw.find(closing), raw.size());
        if (isData)
            out += raw.substr(data.size(), end - data.size());
        raw.remove_prefix(std::min(end + closing.size(), raw.size()));
    }
    while (!out.empty() && isXmlBlank(out.back()))
        out.pop_back();
    out.erase(0, static_cast<size_t>(std::ranges::find_if_not(out, isXmlBlank) - out.begin()));
    return out;
}

std::string xmlEscaped(std::string_view text) {
    std::string out;
    for (const char c : text)
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\t':
        case '\r':
        case '\n':
            out += fmt::format("&#{};", static_cast<int>(c)); // a reader makes blanks of plain ones
            break;
        default:
            if (static_cast<unsigned char>(c) >= ' ') // no XML can hold other controls
                out += c;
        }
    return out;
}

} // namespace tributary
