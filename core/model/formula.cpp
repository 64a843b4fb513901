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

std::optional<Formula> Formula::withoutTermsOf(const std::function<bool(const std::string& name)>& uses) const {
    const std::span<const ExpressionNode> nodes = expression_.nodes();
    std::vector<size_t> first(nodes.size()); // of the nodes that each takes together
    for (size_t i = 0; i < nodes.size(); ++i) {
        size_t begin = i;
        for (std::uint32_t argument = 0; argument < nodes[i].arguments; ++argument)
            begin = first[begin - 1];
        first[i] = begin;
    }
    struct Term {
        size_t node;
        bool isMinus;
    };
    std::vector<Term> terms, open{{nodes.size() - 1, false}};
    while (!open.empty()) {
        const Term term = open.back();
        open.pop_back();
        const Operation operation = nodes[term.node].operation;
        if (operation != Operation::add && operation != Operation::subtract) {
            terms.push_back(term);
            continue;
        }
        const size_t right = term.node - 1;
        open.push_back({right, term.isMinus != (operation == Operation::subtract)});
        open.push_back({first[right] - 1, term.isMinus});
    }
    std::string left;
    for (const Term& term : terms) {
        bool goes = false;
        for (size_t i = first[term.node]; i <= term.node; ++i)
            goes =
                goes || (nodes[i].operation == Operation::reference && uses(expression_.references()[nodes[i].index]));
        if (goes)
            continue;
        const TextRange range = nodes[term.node].range;
        const std::string typed = text_.substr(range.begin, range.end - range.begin);
        left += left.empty() ? (term.isMinus ? "-" : "") : term.isMinus ? " - " : " + ";
        left += typed;
    }
    if (terms.size() < 2 || left.empty())
        return std::nullopt;
    auto made = parse(left);
    return made ? std::optional(std::move(*made)) : std::nullopt;
}

} // namespace tributary
