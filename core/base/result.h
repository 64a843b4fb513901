// SPDX-License-Identifier: GPL-3.0-or-later
// Result<T>: a value, or an Error that says what is wrong, where, and what to do.
#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace tributary {

/// A half-open range of bytes in a text that somebody typed.
struct TextRange {
    size_t begin = 0;
    size_t end = 0;

    friend bool operator==(const TextRange&, const TextRange&) = default;
};

/// An expected failure: one sentence that says what, where and what to do.
struct Error {
    std::string message;
    std::optional<TextRange> range; ///< where in the typed text, if the failure is about one

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Makes the failing side of a Result.
[[nodiscard]] inline tl::unexpected<Error> fail(std::string message) {
    return tl::unexpected<Error>(Error{std::move(message), std::nullopt});
}

/// Makes the failing side of a Result about the bytes [begin, end) of a typed text.
[[nodiscard]] inline tl::unexpected<Error> fail(std::string message, size_t begin, size_t end) {
    return tl::unexpected<Error>(Error{std::move(message), TextRange{begin, end}});
}

} // namespace tributary
