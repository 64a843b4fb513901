// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/code_builder.h"

#include "core/engine/arithmetic.h"
#include "core/engine/fuse.h"
#include "core/stats/random.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <utility>

namespace tributary {

namespace {

/// Whether what an instruction gives may differ from period to period though what it reads does not.
bool changesByPeriod(Opcode opcode) {
    switch (opcode) {
    case Opcode::noise:
    case Opcode::grow:
    case Opcode::discount:
    case Opcode::schedule:
    case Opcode::smooth:
    case Opcode::smoothPowerProduct:
    case Opcode::delayed:
    case Opcode::window:
    case Opcode::fromPeriodOne:
    case Opcode::active:
        return true;
    default:
        return false;
    }
}

} // namespace

CodeBuilder::CodeBuilder(ProgramCode& code, std::map<std::string, size_t> dimensions)
    : code_(code), dimensions_(std::move(dimensions)) {
    for (const auto& [path, index] : dimensions_)
        nextDimension_ = std::max(nextDimension_, index + 1);
    static_cast<void>(constant(0)); // register 0: what an instruction that reads nothing names
}

Register CodeBuilder::append(Instruction instruction) {
    instruction.out = static_cast<Register>(instructions_.size());
    instructions_.push_back(instruction);
    return instruction.out;
}

Register CodeBuilder::shared(Instruction instruction) {
    const Key key{instruction.opcode,
                  instruction.a,
                  instruction.b,
                  instruction.c,
                  instruction.index,
                  instruction.second,
                  std::bit_cast<std::uint64_t>(instruction.value)};
    const auto found = known_.find(key);
    if (found != known_.end())
        return found->second;
    const Register out = append(instruction);
    known_.emplace(key, out);
    return out;
}

Register CodeBuilder::constant(double value) {
    return shared({.opcode = Opcode::constant, .value = value == 0 ? 0.0 : value}); // one zero, not two
}

std::optional<double> CodeBuilder::constantIn(Register r) const {
    const Instruction& instruction = instructions_[r];
    return instruction.opcode == Opcode::constant ? std::optional(instruction.value) : std::nullopt;
}

Register CodeBuilder::unary(Opcode opcode, Register a) { return binary(opcode, a, a); }

Register CodeBuilder::binary(Opcode opcode, Register a, Register b) {
    if (const auto simpler = simplified(opcode, a, b))
        return *simpler;
    if ((opcode == Opcode::add || opcode == Opcode::multiply) && constantIn(a))
        std::swap(a, b); // constants to the right
    return shared({.opcode = opcode, .a = a, .b = b});
}

std::optional<Register> CodeBuilder::simplified(Opcode opcode, Register a, Register b) {
    const auto constantA = constantIn(a);
    const auto constantB = constantIn(b);
    if (constantA && constantB) {
        double folded = 0;
        withArithmetic(opcode, [&](auto function) { folded = function(*constantA, *constantB, 0.0); });
        return constant(folded);
    }
    if ((opcode == Opcode::multiply || opcode == Opcode::divide || opcode == Opcode::power) && constantB == 1.0)
        return a;
    if (opcode == Opcode::multiply && constantA == 1.0)
        return b;
    if ((opcode == Opcode::add || opcode == Opcode::subtract) && constantB == 0.0)
        return a;
    if (opcode == Opcode::add && constantA == 0.0)
        return b;
    if (opcode == Opcode::ratio && a == b)
        return constant(1);
    if (opcode == Opcode::subtract && a == b)
        return constant(0);
    // A metric is its baseline times something, and its drivers' links ask for that something again.
    const Instruction product = instructions_[a]; // a copy: new instructions move the others
    if (product.opcode == Opcode::multiply && constantB && *constantB != 0) {
        if (opcode == Opcode::ratio && product.b == b)
            return product.a;
        const auto factor = constantIn(product.b);
        if (opcode == Opcode::multiply && factor)
            return multiply(product.a, constant(*factor * *constantB));
    }
    return std::nullopt;
}

Register CodeBuilder::select(Register condition, Register yes, Register no) {
    if (yes == no)
        return yes;
    if (const auto known = constantIn(condition))
        return *known != 0 ? yes : no;
    return shared({.opcode = Opcode::select, .a = condition, .b = yes, .c = no});
}

std::uint32_t CodeBuilder::uniform(const std::string& path) {
    const auto [place, added] = uniformOf_.try_emplace(path, static_cast<std::uint32_t>(code_.uniforms.size()));
    if (added) {
        const auto [dimension, isNew] = dimensions_.try_emplace(path, nextDimension_);
        if (isNew)
            ++nextDimension_;
        code_.uniforms.push_back({path, Dimension{dimension->second, streamKey(path)}});
    }
    return place->second;
}

Register CodeBuilder::draw(const std::string& path, const Distribution& distribution) {
    if (code_.uncertainty == Uncertainty::mostLikely || isCertain(distribution))
        return constant(mostLikely(distribution));
    auto& quantiles = quantilesOf_[path];
    auto known = std::find_if(quantiles.begin(), quantiles.end(), [&](std::uint32_t index) {
        return code_.quantiles[index].distribution() == distribution;
    });
    if (known == quantiles.end()) {
        quantiles.push_back(static_cast<std::uint32_t>(code_.quantiles.size()));
        code_.quantiles.emplace_back(distribution);
        known = quantiles.end() - 1;
    }
    return shared({.opcode = Opcode::draw, .index = uniform(path), .second = *known});
}

Register CodeBuilder::event(const std::string& path, Register chance) {
    if (code_.uncertainty == Uncertainty::mostLikely || constantIn(chance) == 0.0)
        return constant(0);
    const std::uint32_t column = uniform(path);
    AffineOutput made{chance, 1, 0};
    shorten(made, std::vector<char>(instructions_.size()));
    code_.uniforms[column].change = {made.factor, made.constant};
    if (const Instruction& drawn = instructions_[made.r]; made.factor != 0 && drawn.opcode == Opcode::draw)
        code_.uniforms[column].chanceOf = drawn.index;
    return shared({.opcode = Opcode::event, .a = chance, .b = chance, .index = column});
}

void CodeBuilder::noteChange(const std::string& path, const AffineChange& change) {
    if (const auto column = uniformOf_.find(path); column != uniformOf_.end())
        code_.uniforms[column->second].change = change;
}

Register CodeBuilder::noise(const std::string& path) {
    if (code_.uncertainty == Uncertainty::mostLikely)
        return constant(0);
    const auto [place, added] = noiseOf_.try_emplace(path, static_cast<std::uint32_t>(code_.noiseStreams.size()));
    if (added)
        code_.noiseStreams.push_back(streamKey(path));
    return shared({.opcode = Opcode::noise, .index = place->second});
}

Register CodeBuilder::grow(Register rate) {
    if (constantIn(rate) == 0.0)
        return constant(1);
    return shared({.opcode = Opcode::grow, .a = rate, .b = rate});
}

Register CodeBuilder::discount(Register rate) {
    if (constantIn(rate) == 0.0)
        return constant(1);
    return shared({.opcode = Opcode::discount, .a = rate, .b = rate});
}

Register CodeBuilder::smooth(Register input, Register months, int stages, double start) {
    if (constantIn(input) == start)
        return input;
    if (constantIn(months) == 0.0)
        return startsAtNothing(input) && start == 0 ? input : fromPeriodOne(input, constant(start));
    const Register stageMonths = divide(months, constant(stages));
    const Register rate = shared({.opcode = Opcode::lagRate, .a = stageMonths, .b = stageMonths});
    Register out = input;
    for (int stage = 0; stage < stages; ++stage)
        out = shared({.opcode = Opcode::smooth, .a = out, .b = rate, .value = start});
    return out;
}

/// Whether a register is known to be 0 in period 0.
bool CodeBuilder::startsAtNothing(Register r) const {
    const Instruction& instruction = instructions_[r];
    if (instruction.opcode == Opcode::active) {
        const Rollout& rollout = code_.rollouts[instruction.index];
        return rollout.start > 1 || constantIn(rollout.groups[instruction.second].initial) == 0.0;
    }
    return instruction.opcode == Opcode::window && instruction.index > 0;
}

Register CodeBuilder::window(Register input, int from, int to) {
    if (constantIn(input) == 0.0)
        return input;
    return shared({.opcode = Opcode::window,
                   .a = input,
                   .b = input,
                   .index = static_cast<std::uint32_t>(from),
                   .second = static_cast<std::uint32_t>(to)});
}

Register CodeBuilder::fromPeriodOne(Register later, Register atStart) {
    return later == atStart ? later : shared({.opcode = Opcode::fromPeriodOne, .a = later, .b = atStart});
}

Register CodeBuilder::bothSides(Register ask, Register answer, double askWeight) {
    return shared({.opcode = Opcode::bothSides, .a = ask, .b = answer, .value = askWeight});
}

Register CodeBuilder::response(ResponseShape shape, Register active, Register parameter, Register midpoint) {
    if (shape == ResponseShape::linear)
        return active;
    return shared({.opcode = Opcode::response,
                   .a = active,
                   .b = parameter,
                   .c = midpoint,
                   .index = static_cast<std::uint32_t>(shape)});
}

std::uint32_t CodeBuilder::rollout(Rollout rollout) {
    code_.rollouts.push_back(std::move(rollout));
    return static_cast<std::uint32_t>(code_.rollouts.size() - 1);
}

Register CodeBuilder::active(std::uint32_t rollout, std::uint32_t group) {
    const Register out = shared({.opcode = Opcode::active, .index = rollout, .second = group});
    code_.rollouts[rollout].groups[group].active = out;
    return out;
}

Register CodeBuilder::network(Network network) {
    for (const auto& [index, first] : networkOutputs_) {
        const Network& known = code_.networks[index];
        if (known.process == network.process && known.inputs == network.inputs)
            return first;
    }
    const auto index = static_cast<std::uint32_t>(code_.networks.size());
    const Register first = append({.opcode = Opcode::solve, .index = index});
    for (size_t output = 1; output <= network.outputs.size(); ++output)
        append({.opcode = Opcode::solve, .index = index, .second = static_cast<std::uint32_t>(output)});
    code_.networks.push_back(std::move(network));
    networkOutputs_.emplace_back(index, first);
    return first;
}

Register CodeBuilder::delayed(int periods, double start) {
    // A delay beyond the horizon is never over: its history need be no longer.
    const int reached = std::min(periods, code_.timeline.periods + 1);
    return append({.opcode = Opcode::delayed, .index = static_cast<std::uint32_t>(reached), .value = start});
}

void CodeBuilder::connect(Register delay, Register input) {
    assert(instructions_[delay].opcode == Opcode::delayed);
    instructions_[delay].a = instructions_[delay].b = instructions_[delay].c = input;
}

void CodeBuilder::shorten(AffineOutput& output, const std::vector<char>& readByOthers) const {
    for (;;) {
        const Instruction& instruction = instructions_[output.r];
        const auto right = constantIn(instruction.b);
        if (instruction.opcode == Opcode::constant) {
            output.constant += output.factor * instruction.value;
            output.factor = 0;
            output.r = 0;
            return;
        }
        if (readByOthers[output.r])
            return;
        if (instruction.opcode == Opcode::multiply && right)
            output.factor *= *right;
        else if (instruction.opcode == Opcode::add && right)
            output.constant += output.factor * *right;
        else
            return;
        output.r = instruction.a;
    }
}

void CodeBuilder::shortenOutputs() {
    std::vector<AffineOutput> outputs;
    for (ScenarioCode& scenario : code_.scenarios)
        scenario.forEachOutput([&](AffineOutput& output) { outputs.push_back(std::exchange(output, {})); });
    const std::vector<char> readByOthers = neededRegisters(roots());
    auto next = outputs.begin();
    for (ScenarioCode& scenario : code_.scenarios)
        scenario.forEachOutput([&](AffineOutput& output) {
            output = *next++;
            shorten(output, readByOthers);
        });
}

void CodeBuilder::forEachRoot(const std::function<void(Register&)>& visit) {
    for (ScenarioCode& scenario : code_.scenarios)
        scenario.forEachRegister(visit);
    for (Rollout& rollout : code_.rollouts)
        for (Rollout::Group& group : rollout.groups)
            group.forEachRegister(visit);
}

std::vector<Register> CodeBuilder::roots() {
    std::vector<Register> all;
    forEachRoot([&](Register r) { all.push_back(r); });
    return all;
}

std::vector<char> CodeBuilder::neededRegisters(const std::vector<Register>& roots) {
    std::vector<char> needed(instructions_.size());
    std::vector<Register> open;
    const auto need = [&](Register r) {
        if (!needed[r]) {
            needed[r] = 1;
            open.push_back(r);
        }
    };
    need(0);
    for (const Register r : roots)
        need(r);
    while (!open.empty()) {
        const Instruction instruction = instructions_[open.back()];
        open.pop_back();
        if (instruction.opcode == Opcode::solve) { // all its outputs stand together
            Network& network = code_.networks[instruction.index];
            network.inputs.forEach(need);
            for (size_t output = 0; output <= network.outputs.size(); ++output)
                need(instruction.out - instruction.second + static_cast<Register>(output));
        }
        forEachOperand(instruction, code_.factors, need);
    }
    return needed;
}

void CodeBuilder::finish() {
    if (code_.detail == Detail::means)
        shortenOutputs();
    std::vector<std::uint32_t> uses(instructions_.size());
    const std::vector<char> wanted = neededRegisters(roots());
    forEachRoot([&](Register r) { ++uses[r]; });
    for (Network& network : code_.networks)
        network.inputs.forEach([&](Register r) { ++uses[r]; });
    for (const Instruction& instruction : instructions_)
        if (wanted[instruction.out])
            forEachOperand(instruction, code_.factors, [&](Register r) { ++uses[r]; });
    fuse(instructions_, uses, code_);
    number(neededRegisters(roots()));
    if (code_.detail == Detail::means)
        absorbSums(code_);
}

std::vector<Register> CodeBuilder::operandsFirst(const std::vector<char>& needed) {
    enum class Visit : char { none, open, done };
    std::vector<Visit> visits(instructions_.size(), Visit::none);
    std::vector<Register> order;
    std::vector<Register> open;
    const auto visitAll = [&](Register root) {
        open.push_back(root);
        while (!open.empty()) {
            const Instruction& instruction = instructions_[open.back()];
            const bool isNetwork = instruction.opcode == Opcode::solve; // its outputs stand together
            const Register first = isNetwork ? instruction.out - instruction.second : instruction.out;
            if (visits[first] == Visit::none) {
                visits[first] = Visit::open;
                const size_t before = open.size();
                const auto push = [&](Register r) { open.push_back(r); };
                if (isNetwork)
                    code_.networks[instruction.index].inputs.forEach(push);
                else if (instruction.opcode != Opcode::delayed) // reads what was, so that a loop ends here
                    forEachOperand(instruction, code_.factors, push);
                std::reverse(open.begin() + static_cast<std::ptrdiff_t>(before), open.end());
                continue;
            }
            open.pop_back();
            if (std::exchange(visits[first], Visit::done) == Visit::done)
                continue;
            const size_t outputs = isNetwork ? 1 + code_.networks[instruction.index].outputs.size() : 1;
            for (size_t output = 0; output < outputs; ++output)
                order.push_back(first + static_cast<Register>(output));
        }
    };
    visitAll(0);
    for (const Register root : roots())
        visitAll(root);
    for (Register r = 0; r < needed.size(); ++r)
        if (needed[r])
            visitAll(r);
    return order;
}

void CodeBuilder::number(const std::vector<char>& needed) {
    std::vector<Register> numberOf(instructions_.size());
    std::vector<char> byPeriod(instructions_.size());
    Register count = 0;
    for (const Register r : operandsFirst(needed)) {
        const Instruction& instruction = instructions_[r];
        bool varies = changesByPeriod(instruction.opcode);
        const auto follow = [&](Register operand) { varies = varies || byPeriod[operand] != 0; };
        if (instruction.opcode == Opcode::solve)
            code_.networks[instruction.index].inputs.forEach(follow);
        else if (instruction.opcode != Opcode::delayed)
            forEachOperand(instruction, code_.factors, follow);
        byPeriod[instruction.out] = varies;
        numberOf[instruction.out] = count++;
        if (instruction.opcode != Opcode::solve || instruction.second == 0)
            (varies ? code_.body : code_.prologue).push_back(instruction);
    }
    const auto renumber = [&](Register& r) { r = numberOf[r]; };
    for (auto* list : {&code_.prologue, &code_.body})
        for (Instruction& instruction : *list)
            for (Register* r : {&instruction.out, &instruction.a, &instruction.b, &instruction.c})
                renumber(*r);
    for (PowerFactor& factor : code_.factors)
        factor.forEachRegister(renumber);
    for (Network& network : code_.networks)
        network.inputs.forEach(renumber);
    forEachRoot(renumber);
    code_.registers = count;
}

} // namespace tributary
