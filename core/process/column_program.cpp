// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/column_program.h"

#include <limits>

namespace tributary {

namespace {

// A loop that is left less often than this is never left, to the digits that a sum of shares has.
constexpr double leastRest = 1e-12;

} // namespace

Operand ColumnProgram::write(Kind kind, Operand a, Operand b, Operand c) {
    steps_.push_back({kind, columns_, a, b, c});
    return columns_++;
}

Operand ColumnProgram::product(Operand a, Operand b) {
    if (a == ones)
        return b;
    if (b == ones)
        return a;
    return write(Kind::product, a, b, ones);
}

Operand ColumnProgram::sum(Operand a, Operand b) { return write(Kind::sum, a, b, ones); }

Operand ColumnProgram::addProduct(Operand c, Operand a, Operand b) {
    if (a == ones)
        return sum(c, b);
    if (b == ones)
        return sum(c, a);
    return write(Kind::addProduct, a, b, c);
}

Operand ColumnProgram::inverseOfRest(Operand a) { return write(Kind::inverseOfRest, a, ones, ones); }

void ColumnProgram::run(std::span<const std::span<const double>> inputs, double* workspace, size_t trials) const {
    const auto column = [&](Operand operand) -> const double* {
        return operand < 0 ? inputs[static_cast<size_t>(-1 - operand)].data()
                           : workspace + static_cast<size_t>(operand) * trials;
    };
    for (const Step& step : steps_) {
        double* const to = workspace + static_cast<size_t>(step.to) * trials;
        const double* const a = column(step.a);
        const double* const b = column(step.b);
        const double* const c = column(step.c);
        switch (step.kind) {
        case Kind::product:
            for (size_t t = 0; t < trials; ++t)
                to[t] = a[t] * b[t];
            break;
        case Kind::sum:
            for (size_t t = 0; t < trials; ++t)
                to[t] = a[t] + b[t];
            break;
        case Kind::addProduct:
            for (size_t t = 0; t < trials; ++t)
                to[t] = c[t] + a[t] * b[t];
            break;
        case Kind::inverseOfRest:
            for (size_t t = 0; t < trials; ++t) {
                const double rest = 1.0 - a[t];
                to[t] = rest > leastRest ? 1.0 / rest : std::numeric_limits<double>::quiet_NaN();
            }
            break;
        }
    }
}

void FlowElimination::addArc(int from, int to, Operand chance) {
    auto& leaving = out_[static_cast<size_t>(from)];
    const auto [it, isNew] = leaving.try_emplace(to, chance);
    if (!isNew)
        it->second = program_.sum(it->second, chance);
    in_[static_cast<size_t>(to)][from] = it->second;
}

FlowElimination::Node FlowElimination::eliminate(int node) {
    Node result{node, ones, {}};
    auto& entering = in_[static_cast<size_t>(node)];
    auto& leaving = out_[static_cast<size_t>(node)];
    if (const auto self = leaving.find(node); self != leaving.end()) {
        result.scale = program_.inverseOfRest(self->second);
        leaving.erase(self);
        entering.erase(node);
    }
    for (const auto& [from, chance] : entering) {
        const Operand scaled = program_.product(chance, result.scale);
        result.from.emplace_back(from, scaled);
        auto& past = out_[static_cast<size_t>(from)];
        past.erase(node);
        for (const auto& [to, onward] : leaving) {
            const auto known = past.find(to);
            const Operand through = known == past.end() ? program_.product(scaled, onward)
                                                        : program_.addProduct(known->second, scaled, onward);
            past[to] = through;
            in_[static_cast<size_t>(to)][from] = through;
        }
    }
    for (const auto& [to, onward] : leaving)
        in_[static_cast<size_t>(to)].erase(node);
    entering.clear();
    leaving.clear();
    return result;
}

const Operand* FlowElimination::loop(int node) const {
    const auto& leaving = out_[static_cast<size_t>(node)];
    const auto self = leaving.find(node);
    return self == leaving.end() ? nullptr : &self->second;
}

} // namespace tributary
