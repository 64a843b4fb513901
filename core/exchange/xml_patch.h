// SPDX-License-Identifier: GPL-3.0-or-later
// XmlPatch: changes to an XML text, made all at once; what no change touches keeps its bytes.
#pragma once

#include "core/exchange/xml_tree.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tributary {

class XmlPatch {
public:
    /// Keeps a reference to `tree`.
    explicit XmlPatch(const XmlTree& tree) : tree_(tree) {}

    /// Gives an element an attribute, by its name as written (with its prefix); none takes it out. The last call for
    /// an attribute counts; one that changes nothing leaves the text as it is.
    void setAttribute(XmlIndex element, std::string_view name, std::optional<std::string> value);
    /// Gives an element another name (as written), in both of its tags.
    void setTag(XmlIndex element, std::string_view tag);
    /// Takes an element out, with the line that it leaves empty. What is in it goes too, whatever else was asked.
    void erase(XmlIndex element);
    [[nodiscard]] bool isErased(XmlIndex element) const;
    /// What was taken out by name.
    [[nodiscard]] std::vector<XmlIndex> erased() const { return {erased_.begin(), erased_.end()}; }
    /// Puts an element, written as XML, in as the last child.
    void append(XmlIndex parent, std::string child);
    /// Puts an element in as the first child.
    void prepend(XmlIndex parent, std::string child);
    /// Puts an element in behind another one.
    void insertAfter(XmlIndex element, std::string text);

    /// The text with all changes.
    [[nodiscard]] std::string text() const;

private:
    struct Children {
        std::vector<std::string> first;
        std::vector<std::string> last;
    };
    struct Splice {
        size_t begin;
        size_t end;
        std::string text;
    };
    /// The line end and blanks before an element, or `step` blanks more than its parent has.
    [[nodiscard]] std::string indentation(XmlIndex element) const;
    [[nodiscard]] std::string innerIndentation(XmlIndex parent) const;
    [[nodiscard]] const XmlAttribute* findWritten(XmlIndex element, std::string_view name) const;
    void spliceTags(std::vector<Splice>& splices) const;
    void spliceChildren(std::vector<Splice>& splices) const;

    const XmlTree& tree_;
    std::map<XmlIndex, std::map<std::string, std::optional<std::string>, std::less<>>> attributes_;
    std::map<XmlIndex, std::string> tags_;
    std::map<XmlIndex, Children> children_;
    std::map<XmlIndex, std::vector<std::string>> behind_;
    std::set<XmlIndex> erased_;
};

} // namespace tributary
