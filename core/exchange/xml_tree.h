// SPDX-License-Identifier: GPL-3.0-or-later
// XmlTree: the elements of an XML text and where each of them lies in it, so that a change touches those bytes alone.
// Any bytes may be read: document types (and with them entities), depth and size are refused by stated bounds. A value.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

inline constexpr size_t longestXml = size_t{64} << 20;   ///< bytes in UTF-8
inline constexpr std::uint32_t mostElements = 2'000'000; ///< of one text
inline constexpr std::uint32_t deepestElement = 200;

/// Brings a text to UTF-8, its declaration with it: from UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 or Windows-1252, told
/// by its first bytes and by what it declares.
[[nodiscard]] Result<std::string> utf8Xml(std::string_view bytes);

/// The place of an element in its tree, in the order of the text.
using XmlIndex = std::uint32_t;

/// The namespace of attributes that declare one; their local name is the prefix, empty for the default.
inline constexpr std::string_view declarationSpace = "http://www.w3.org/2000/xmlns/";

struct XmlName {
    std::string space; ///< the namespace, empty for none
    std::string local;
};

struct XmlAttribute {
    std::uint32_t name = 0;       ///< see XmlTree::name
    std::uint32_t begin = 0;      ///< of `name="value"` in the text
    std::uint32_t valueBegin = 0; ///< behind the first quotation mark
    std::uint32_t end = 0;        ///< behind the last one
};

struct XmlElement {
    std::uint32_t name = 0;
    XmlIndex parent = 0; ///< the root's is itself
    XmlIndex beyond = 0; ///< the first element that is not within this one
    std::uint32_t begin = 0;
    std::uint32_t openEnd = 0;    ///< behind its opening tag
    std::uint32_t closeBegin = 0; ///< of its closing tag; `openEnd` where it has none
    std::uint32_t end = 0;
    std::uint32_t firstAttribute = 0;
    std::uint32_t attributeCount = 0;
};

class XmlTree {
public:
    /// Reads a text in UTF-8; a failure names the line.
    [[nodiscard]] static Result<XmlTree> parse(std::string text);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// Element 0 is the root.
    [[nodiscard]] const std::vector<XmlElement>& elements() const { return elements_; }
    [[nodiscard]] const XmlElement& at(XmlIndex element) const { return elements_[element]; }
    [[nodiscard]] const XmlName& name(XmlIndex element) const { return names_[elements_[element].name]; }
    [[nodiscard]] const XmlName& nameOf(const XmlAttribute& attribute) const { return names_[attribute.name]; }
    [[nodiscard]] bool is(XmlIndex element, std::string_view space, std::string_view local) const;
    /// The name as written, with its prefix.
    [[nodiscard]] std::string_view tag(XmlIndex element) const;
    [[nodiscard]] size_t lineOf(XmlIndex element) const;

    /// The attribute of a name; null where there is none.
    [[nodiscard]] const XmlAttribute* find(XmlIndex element, std::string_view space, std::string_view local) const;
    /// Its value, entities resolved; empty where there is none.
    [[nodiscard]] std::string value(XmlIndex element, std::string_view local) const;
    [[nodiscard]] std::string value(const XmlAttribute& attribute) const;
    /// The characters directly or deeper within an element, blanks at the ends left out.
    [[nodiscard]] std::string content(XmlIndex element) const;

    /// Calls visit(child) for each child of an element.
    template <class Visit>
    void forEachChild(XmlIndex element, Visit&& visit) const {
        for (XmlIndex child = element + 1; child < elements_[element].beyond; child = elements_[child].beyond)
            visit(child);
    }

    /// Calls visit(attribute) for each attribute of an element, declarations too, in their order.
    template <class Visit>
    void forEachAttribute(XmlIndex element, Visit&& visit) const {
        for (std::uint32_t i = 0; i < elements_[element].attributeCount; ++i)
            visit(attributes_[elements_[element].firstAttribute + i]);
    }

private:
    friend class XmlReading;

    std::string text_;
    std::vector<XmlName> names_;
    std::vector<XmlElement> elements_;
    std::vector<XmlAttribute> attributes_;
};

/// `text` as it may stand in an attribute or between tags.
[[nodiscard]] std::string xmlEscaped(std::string_view text);

} // namespace tributary
