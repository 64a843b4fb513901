// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/formula.h"

#include "core/formula/parser.h"

#include <fmt/format.h>

#include <utility>

namespace tributary {

Formula::Formula() : text_("0") {}

Result<Formula> Formula::parse(std::string_view text) {
    if (text.size() > longestFormula)
        return fail(
            fmt::format("A formula has at most {} characters: give a part of it a metric of its own", longestFormula),
            longestFormula, text.size());
    auto expression = parseFormula(text);
    if (!expression)
        return tl::unexpected(std::move(expression.error()));
    Formula formula;
    formula.text_ = text;
    formula.expression_ = std::move(*expression);
    return formula;
}

Formula Formula::renamed(std::string_view from, std::string_view to) const {
    auto changed = parse(renameReference(text_, from, to));
    return changed ? std::move(*changed) : *this;
}

} // namespace tributary
