// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/world.h"

#include <fmt/format.h>

namespace tributary {

void Compilation::fail(std::string subject, std::string message, std::string action) {
    problems.push_back({Severity::error, std::move(subject), std::move(message), std::move(action), std::nullopt});
}

World::World(Compilation& shared, const Scenario& scenario)
    : shared_(shared), builder_(shared.builder), scenario_(scenario) {
    for (const Override& change : scenario.overrides)
        if (overrideKind(change.path) == OverrideKind::belief)
            addOverride(change);
}

World::World(Compilation& shared, const Scenario& scenario, World& bau)
    : shared_(shared), builder_(shared.builder), scenario_(scenario), bau_(&bau) {
    for (const Override& change : scenario.overrides)
        addOverride(change);
}

World::World(World& whole, World* reader, std::vector<MetricId> way)
    : shared_(whole.shared_), builder_(whole.builder_), scenario_(whole.scenario_), bau_(whole.bau_), whole_(&whole),
      reader_(reader), way_(std::move(way)), overrides_(whole.overrides_), effects_(whole.effects_) {}

void World::addOverride(const Override& change) {
    const auto site = findQuantity(shared_.model, change.path);
    overrides_[site ? site->path : change.path] = &change.value; // one name, whichever alias was typed
}

void World::compile() {
    if (bau_)
        for (const InterventionId& id : scenario_.interventions)
            if (const Intervention* intervention = shared_.model.interventions().find(id))
                compileRollout(*intervention);
    for (const MetricId& id : shared_.order)
        compileMetric(*shared_.model.metrics().find(id));
    connectDelays();
}

bool World::isGiven(const std::string& path) const {
    const auto site = findQuantity(shared_.model, path);
    return site && (!site->empty() || overrides_.contains(path));
}

Register World::value(const std::string& path, double absent) {
    if (const auto known = values_.find(path); known != values_.end())
        return known->second;
    const auto site = findQuantity(shared_.model, path);
    Register result = builder_.constant(absent);
    if (site) {
        const Unit field = unitOr(site->unit);
        if (site->quantity)
            result = compileQuantity(path, *site->quantity, field);
        else if (site->formula)
            result = compileFormula(path, *site->formula);
        result = withEffects(path, overridden(path, result, field));
    }
    values_.emplace(path, result);
    return result;
}

Register World::compileQuantity(const std::string& path, const Quantity& quantity, const Unit& field) {
    if (!quantity.data()) {
        const auto distribution = distributionIn(quantity, field);
        if (distribution)
            return builder_.scale(builder_.draw(path, *distribution), field.factor());
        shared_.fail(path, distribution.error().message);
        return builder_.constant(0);
    }
    const Series* series = shared_.model.series().find(SeriesId(*quantity.data()));
    auto drawn = series ? makeEmpirical(series->values)
                        : Result<Distribution>(fail(fmt::format("there is no series {}", *quantity.data())));
    const Unit own = quantity.unit()                   ? *quantity.unit()
                     : series && !series->unit.empty() ? unitOr(series->unit)
                                                       : field;
    const auto factor = factorBetween(own, field);
    if (!drawn || !factor) {
        shared_.fail(path, (drawn ? factor.error() : drawn.error()).message, "Import the series, or type a range.");
        return builder_.constant(0);
    }
    return builder_.scale(builder_.draw(path, scaled(*drawn, *factor)), field.factor());
}

Register World::overridden(const std::string& path, Register value, const Unit& field) {
    const auto found = overrides_.find(path);
    if (found == overrides_.end())
        return value;
    const OverrideValue& change = *found->second;
    Register result = value;
    switch (change.kind) {
    case OverrideValue::Kind::set:
        result = compileQuantity(path, change.quantity, field);
        break;
    case OverrideValue::Kind::relative:
        result = builder_.scale(value, 1 + change.change);
        builder_.noteChange(path, {1 + change.change, 0});
        break;
    case OverrideValue::Kind::add:
        if (const auto amount = amountIn(change, field)) {
            result = builder_.add(value, builder_.constant(*amount * field.factor()));
            builder_.noteChange(path, {1, *amount});
        } else
            shared_.fail(path, amount.error().message);
    }
    return overrideKind(path) == OverrideKind::plan ? switched(path, builder_.fromPeriodOne(result, value), value)
                                                    : result;
}

Register World::withEffects(const std::string& target, Register value) {
    const auto found = effects_.find(target);
    if (found == effects_.end())
        return value;
    const auto sizeOf = [&](const AppliedEffect& effect) {
        return switched(effect.path, effect.size, builder_.constant(0));
    };
    for (const AppliedEffect& effect : found->second)
        if (effect.form == EffectForm::inUnits)
            value = builder_.add(value, builder_.multiply(sizeOf(effect), effect.share));
    for (const AppliedEffect& effect : found->second)
        if (effect.form == EffectForm::relative)
            value = builder_.multiply(
                value, builder_.add(builder_.constant(1), builder_.multiply(sizeOf(effect), effect.share)));
    return value;
}

namespace {

Opcode opcodeOf(Operation operation) {
    switch (operation) {
    case Operation::add:
        return Opcode::add;
    case Operation::subtract:
        return Opcode::subtract;
    case Operation::multiply:
        return Opcode::multiply;
    case Operation::divide:
        return Opcode::divide;
    case Operation::power:
        return Opcode::power;
    case Operation::less:
        return Opcode::less;
    case Operation::lessOrEqual:
        return Opcode::lessOrEqual;
    case Operation::greater:
        return Opcode::greater;
    case Operation::greaterOrEqual:
        return Opcode::greaterOrEqual;
    case Operation::equal:
        return Opcode::equal;
    default:
        return Opcode::notEqual;
    }
}

Register call(CodeBuilder& builder, Function function, std::span<const Register> arguments) {
    const auto fold = [&](Opcode opcode) {
        Register result = arguments[0];
        for (const Register argument : arguments.subspan(1))
            result = builder.binary(opcode, result, argument);
        return result;
    };
    switch (function) {
    case Function::minimum:
        return fold(Opcode::minimum);
    case Function::maximum:
        return fold(Opcode::maximum);
    case Function::absolute:
        return builder.unary(Opcode::absolute, arguments[0]);
    case Function::squareRoot:
        return builder.unary(Opcode::squareRoot, arguments[0]);
    case Function::exponential:
        return builder.unary(Opcode::exponential, arguments[0]);
    case Function::naturalLogarithm:
        return builder.unary(Opcode::naturalLogarithm, arguments[0]);
    case Function::decimalLogarithm:
        return builder.unary(Opcode::decimalLogarithm, arguments[0]);
    case Function::round:
        return builder.unary(Opcode::round, arguments[0]);
    case Function::floor:
        return builder.unary(Opcode::floor, arguments[0]);
    case Function::ceiling:
        return builder.unary(Opcode::ceiling, arguments[0]);
    case Function::conditional:
        return builder.select(arguments[0], arguments[1], arguments[2]);
    case Function::clamp:
        return builder.binary(Opcode::minimum, builder.binary(Opcode::maximum, arguments[0], arguments[1]),
                              arguments[2]);
    }
    return arguments[0];
}

} // namespace

Register World::compileFormula(const std::string& subject, const Formula& formula) {
    const Expression& expression = formula.expression();
    std::vector<Register> stack;
    for (const ExpressionNode& node : expression.nodes()) {
        const size_t first = stack.size() - node.arguments;
        Register result = 0;
        switch (node.operation) {
        case Operation::number:
            result = builder_.constant(node.baseValue);
            break;
        case Operation::reference: {
            const std::string& name = expression.references()[node.index];
            const Names::Meaning meaning = shared_.names.find(name);
            if (meaning.metric && (whole_ || metrics_.contains(meaning.metric->id))) {
                result = builder_.scale(read(meaning.metric->id), unitOr(meaning.metric->unit).factor());
            } else if (meaning.input) {
                result = value("input/" + meaning.input->id.text);
            } else if (meaning.metric) {
                shared_.fail(subject, fmt::format("{} cannot be used here: it is worked out later in the period", name),
                             "Use an input in its place.");
            } else {
                shared_.fail(subject, fmt::format("there is no metric or input named {}", name),
                             "Correct the name, or add an input with it.");
            }
            break;
        }
        case Operation::negate:
            result = builder_.unary(Opcode::negate, stack[first]);
            break;
        case Operation::call:
            result = call(builder_, node.function, std::span(stack).subspan(first));
            break;
        default:
            result = builder_.binary(opcodeOf(node.operation), stack[first], stack[first + 1]);
        }
        stack.resize(first);
        stack.push_back(result);
    }
    return stack.back();
}

} // namespace tributary
