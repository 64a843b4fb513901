// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/json_text.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace tributary {

namespace {

using Json = nlohmann::ordered_json;

constexpr size_t maxBytes = size_t{256} << 20U;
constexpr size_t maxDepth = 32;
constexpr size_t maxKeys = 256; // an ordered object finds its keys one by one
constexpr size_t maxValues = 4'000'000;
constexpr size_t lineWidth = 110;

/// Steps through a text and leaves word of how far it came.
class Reading {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Reading(const char* at, const char** furthest) : at_(at), furthest_(furthest) {}
    reference operator*() const { return *at_; }
    Reading& operator++() {
        *furthest_ = ++at_;
        return *this;
    }
    Reading operator++(int) {
        const Reading before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const Reading& a, const Reading& b) { return a.at_ == b.at_; }

private:
    const char* at_;
    const char** furthest_;
};

/// The place of the character that ends after `bytes`, as an editor counts: both from 1, a character once whatever its
/// bytes.
std::string placeIn(std::string_view text, size_t bytes) {
    const std::string_view before = text.substr(0, bytes > 0 ? bytes - 1 : 0);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto column = 1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start), before.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return fmt::format("line {}, column {}", line, column);
}

/// Builds the tree while the text is read, and stops at the first thing that is out of bounds.
class TreeBuilder {
public:
    using number_integer_t = Json::number_integer_t;
    using number_unsigned_t = Json::number_unsigned_t;
    using number_float_t = Json::number_float_t;
    using string_t = Json::string_t;
    using binary_t = Json::binary_t;

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(number_integer_t value) { return add(value); }
    bool number_unsigned(number_unsigned_t value) { return add(value); }
    bool number_float(number_float_t value, const string_t& typed) {
        if (!std::isfinite(value))
            return stop(fmt::format("the number {:.40} is too large", typed));
        return add(value);
    }
    bool string(string_t& value) {
        if (value.find('\0') != string_t::npos)
            return stop("a text holds a zero character");
        return add(std::move(value));
    }
    bool binary(binary_t&) { return stop("binary values are not part of the format"); }
    bool start_object(std::size_t) { return open(Json::object()); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(string_t& value) {
        const Json& object = *open_.back();
        if (object.contains(value))
            return stop(fmt::format("the key \"{:.60}\" stands twice in one object", value));
        if (object.size() >= maxKeys)
            return stop(fmt::format("an object has more than {} keys", maxKeys));
        key_ = std::move(value);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& error) {
        // The number of a lexer's overflow is 406; all others are about syntax or UTF-8.
        if (error.id == 406)
            return stop("a number is too large");
        if (std::string_view(error.what()).find("unexpected end of input") != std::string_view::npos)
            return stop("this is not JSON, or not all of it: the text ends too early");
        return stop("this is not JSON: there is text that cannot stand here");
    }

    Json root;
    std::string reason;

private:
    bool stop(std::string why) {
        reason = std::move(why);
        return false;
    }
    Json* place(Json&& value) {
        if (open_.empty()) {
            root = std::move(value);
            return &root;
        }
        Json& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[key_] = std::move(value));
    }
    bool add(Json value) {
        if (++count_ > maxValues)
            return stop(fmt::format("the text holds more than {} values", maxValues));
        place(std::move(value));
        return true;
    }
    bool open(Json value) {
        if (open_.size() >= maxDepth)
            return stop(fmt::format("the text is nested more than {} levels deep", maxDepth));
        if (++count_ > maxValues)
            return stop(fmt::format("the text holds more than {} values", maxValues));
        // The pointers stay good: a container grows only while it is the innermost open one.
        open_.push_back(place(std::move(value)));
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    std::vector<Json*> open_;
    std::string key_;
    size_t count_ = 0;
};

std::string scalarText(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

bool isLeaf(const Json& tree) {
    for (const Json& value : tree)
        if (value.is_structured() && !value.empty())
            return false;
    return true;
}

std::string oneLine(const Json& tree) {
    std::string text(1, tree.is_array() ? '[' : '{');
    for (auto value = tree.begin(); value != tree.end(); ++value) {
        if (value != tree.begin())
            text += ", ";
        if (tree.is_object())
            text += scalarText(Json(value.key())) + ": ";
        text += scalarText(*value);
        if (text.size() > lineWidth)
            return text; // too long already
    }
    text += tree.is_array() ? ']' : '}';
    return text;
}

void print(const Json& tree, size_t depth, std::string& out) {
    if (!tree.is_structured() || tree.empty()) {
        out += scalarText(tree);
        return;
    }
    constexpr size_t firstInlineObject = 3;
    if ((tree.is_array() || depth >= firstInlineObject) && isLeaf(tree)) {
        const std::string line = oneLine(tree);
        if (line.size() + 2 * depth <= lineWidth) {
            out += line;
            return;
        }
    }
    const std::string indent(2 * (depth + 1), ' ');
    out += tree.is_array() ? "[" : "{";
    for (auto value = tree.begin(); value != tree.end(); ++value) {
        out += value == tree.begin() ? "\n" : ",\n";
        out += indent;
        if (tree.is_object())
            out += scalarText(Json(value.key())) + ": ";
        print(*value, depth + 1, out);
    }
    out += "\n" + std::string(2 * depth, ' ') + (tree.is_array() ? "]" : "}");
}

} // namespace

Result<Json> parseJson(std::string_view text) {
    if (text.size() > maxBytes)
        return fail(fmt::format("the text is larger than {} MB, the most that is read", maxBytes >> 20U));
    TreeBuilder builder;
    const char* furthest = text.data();
    try {
        const char* const end = text.data() + text.size();
        if (Json::sax_parse(Reading(text.data(), &furthest), Reading(end, &furthest), &builder))
            return std::move(builder.root);
    } catch (const std::exception& error) {
        return fail(fmt::format("this JSON cannot be read: {}", error.what()));
    }
    return fail(fmt::format("{}, at {}: correct it there, or export the model again", builder.reason,
                            placeIn(text, static_cast<size_t>(furthest - text.data()))));
}

std::string printJson(const Json& tree) {
    std::string text;
    print(tree, 0, text);
    return text;
}

} // namespace tributary
