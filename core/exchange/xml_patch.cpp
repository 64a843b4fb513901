// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/xml_patch.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

constexpr std::string_view oneStep = "  ";

} // namespace

const XmlAttribute* XmlPatch::findWritten(XmlIndex element, std::string_view name) const {
    const XmlAttribute* found = nullptr;
    tree_.forEachAttribute(element, [&](const XmlAttribute& attribute) {
        const std::string_view written = std::string_view(tree_.text()).substr(attribute.begin);
        if (written.substr(0, written.find_first_of("= \t\r\n")) == name)
            found = &attribute;
    });
    return found;
}

void XmlPatch::setAttribute(XmlIndex element, std::string_view name, std::optional<std::string> value) {
    attributes_[element][std::string(name)] = std::move(value);
}

void XmlPatch::setTag(XmlIndex element, std::string_view tag) { tags_[element] = tag; }

void XmlPatch::erase(XmlIndex element) { erased_.insert(element); }

bool XmlPatch::isErased(XmlIndex element) const {
    for (XmlIndex at = element;; at = tree_.at(at).parent) {
        if (erased_.contains(at))
            return true;
        if (at == 0)
            return false;
    }
}

void XmlPatch::append(XmlIndex parent, std::string child) { children_[parent].last.push_back(std::move(child)); }

void XmlPatch::prepend(XmlIndex parent, std::string child) { children_[parent].first.push_back(std::move(child)); }

void XmlPatch::insertAfter(XmlIndex element, std::string text) { behind_[element].push_back(std::move(text)); }

std::string XmlPatch::indentation(XmlIndex element) const {
    const std::string& text = tree_.text();
    const size_t begin = tree_.at(element).begin;
    size_t blank = begin;
    while (blank > 0 && (text[blank - 1] == ' ' || text[blank - 1] == '\t'))
        --blank;
    if (blank == 0 || text[blank - 1] != '\n')
        return "\n";
    return "\n" + text.substr(blank, begin - blank);
}

std::string XmlPatch::innerIndentation(XmlIndex parent) const {
    const bool hasChild = tree_.at(parent).beyond > parent + 1;
    return hasChild ? indentation(parent + 1) : indentation(parent).append(oneStep);
}

void XmlPatch::spliceTags(std::vector<Splice>& splices) const {
    const std::string& text = tree_.text();
    for (const auto& [element, tag] : tags_) {
        const size_t length = tree_.tag(element).size();
        const XmlElement& at = tree_.at(element);
        splices.push_back({at.begin + 1, at.begin + 1 + length, tag});
        if (at.closeBegin != at.end)
            splices.push_back({at.closeBegin + 2, at.closeBegin + 2 + length, tag});
    }
    for (const auto& [element, values] : attributes_) {
        size_t newPlace = tree_.at(element).begin + 1 + tree_.tag(element).size();
        tree_.forEachAttribute(element,
                               [&](const XmlAttribute& each) { newPlace = std::max<size_t>(newPlace, each.end); });
        for (const auto& [name, value] : values) {
            const XmlAttribute* known = findWritten(element, name);
            if (known && value && tree_.value(*known) != *value) {
                // The value may hold the apostrophe that it stands in.
                splices.push_back({known->valueBegin - 1, known->end, fmt::format("\"{}\"", xmlEscaped(*value))});
            } else if (known && !value) {
                const size_t blank = text.find_last_not_of(" \t\r\n", known->begin - 1) + 1;
                splices.push_back({blank, known->end, {}});
            } else if (!known && value) {
                splices.push_back({newPlace, newPlace, fmt::format(" {}=\"{}\"", name, xmlEscaped(*value))});
            }
        }
    }
}

void XmlPatch::spliceChildren(std::vector<Splice>& splices) const {
    const std::string& text = tree_.text();
    for (const auto& [parent, added] : children_) {
        const XmlElement& at = tree_.at(parent);
        const std::string inner = innerIndentation(parent);
        std::string first, last;
        for (const std::string& child : added.first)
            first += inner + child;
        for (const std::string& child : added.last)
            last += inner + child;
        if (at.closeBegin == at.end) { // <a/> becomes <a>...</a>
            const auto renamed = tags_.find(parent);
            splices.push_back({at.openEnd - 2u, at.openEnd,
                               fmt::format(">{}{}{}</{}>", first, last, indentation(parent),
                                           renamed == tags_.end() ? tree_.tag(parent) : renamed->second)});
            continue;
        }
        if (!first.empty())
            splices.push_back({at.openEnd, at.openEnd, std::move(first)});
        if (last.empty())
            continue;
        const size_t end = std::max<size_t>(text.find_last_not_of(" \t\r\n", at.closeBegin - 1u) + 1, at.openEnd);
        if (end == at.closeBegin) // the closing tag stands on the line of what is before it
            last += indentation(parent);
        splices.push_back({end, end, std::move(last)});
    }
    for (const auto& [element, texts] : behind_) {
        std::string all;
        for (const std::string& each : texts)
            all += indentation(element) + each;
        splices.push_back({tree_.at(element).end, tree_.at(element).end, std::move(all)});
    }
}

std::string XmlPatch::text() const {
    const std::string& text = tree_.text();
    std::vector<Splice> splices;
    for (const XmlIndex element : erased_) {
        size_t begin = tree_.at(element).begin;
        const size_t line = text.find_last_not_of(" \t", begin - 1);
        if (line != std::string::npos && text[line] == '\n')
            begin = line > 0 && text[line - 1] == '\r' ? line - 1 : line;
        splices.push_back({begin, tree_.at(element).end, {}});
    }
    spliceTags(splices);
    spliceChildren(splices);
    // What is put in at a place comes before what is taken out from there on; texts for one place keep their order.
    std::ranges::stable_sort(splices, [](const Splice& a, const Splice& b) {
        return a.begin != b.begin ? a.begin < b.begin : (a.end == a.begin) > (b.end == b.begin);
    });
    std::string out;
    size_t done = 0;
    for (const Splice& splice : splices) {
        if (splice.begin < done)
            continue; // within what is taken out
        out.append(text, done, splice.begin - done).append(splice.text);
        done = splice.end;
    }
    return out.append(text, done);
}

} // namespace tributary
