// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/vector_code.h"

#include <algorithm>
#include <cmath>
#include <limits>

// Highway's order.
// clang-format off
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/engine/vector_code.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "core/stats/vector_math-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace tributary::HWY_NAMESPACE {

void columnSum(const double* column, size_t count, double* sums) {
    const Lanes d;
    const size_t whole = count / trialsTogether * trialsTogether;
    for (size_t lane = 0; lane < trialsTogether; lane += hn::Lanes(d)) {
        auto sum = hn::LoadU(d, sums + lane);
        for (size_t t = lane; t < whole; t += trialsTogether)
            sum = hn::Add(sum, hn::Load(d, column + t));
        hn::StoreU(sum, d, sums + lane);
    }
    for (size_t t = whole; t < count; ++t)
        sums[t - whole] += column[t];
}

class VectorCode {
public:
    VectorCode(const ProgramCode& code, const Tile& tile, int period, const ColumnSums& sums)
        : code_(code), tile_(tile), period_(period), sums_(sums) {}

    /// Executes one instruction; false where it has no vector form.
    HWY_INLINE bool execute(const Instruction& i) const {
        const Lanes d;
        const auto one = hn::Set(d, 1.0);
        const auto value = hn::Set(d, i.value);
        switch (i.opcode) {
        case Opcode::constant:
            fill(i, i.value);
            return true;
        case Opcode::schedule:
            fill(i, code_.schedules[i.index][static_cast<size_t>(period_)]);
            return true;
        case Opcode::negate:
            unary(i, [](Trials a) HWY_ATTR { return hn::Neg(a); });
            return true;
        case Opcode::add:
            binary(i, [](Trials a, Trials b) HWY_ATTR { return hn::Add(a, b); });
            return true;
        case Opcode::subtract:
            binary(i, [](Trials a, Trials b) HWY_ATTR { return hn::Sub(a, b); });
            return true;
        case Opcode::multiply:
            binary(i, [](Trials a, Trials b) HWY_ATTR { return hn::Mul(a, b); });
            return true;
        case Opcode::divide:
            binary(i, [](Trials a, Trials b) HWY_ATTR { return hn::Div(a, b); });
            return true;
        case Opcode::less:
            binary(i, [=](Trials a, Trials b) HWY_ATTR { return hn::IfThenElseZero(hn::Lt(a, b), one); });
            return true;
        case Opcode::lessOrEqual:
            binary(i, [=](Trials a, Trials b) HWY_ATTR { return hn::IfThenElseZero(hn::Le(a, b), one); });
            return true;
        case Opcode::greater:
            binary(i, [=](Trials a, Trials b) HWY_ATTR { return hn::IfThenElseZero(hn::Gt(a, b), one); });
            return true;
        case Opcode::greaterOrEqual:
            binary(i, [=](Trials a, Trials b) HWY_ATTR { return hn::IfThenElseZero(hn::Ge(a, b), one); });
            return true;
        case Opcode::minimum: // a NaN must come through, whichever side it is on
            binary(i, [](Trials a, Trials b)
                          HWY_ATTR { return hn::IfThenElse(hn::Or(hn::Lt(a, b), hn::Ne(a, a)), a, b); });
            return true;
        case Opcode::maximum:
            binary(i, [](Trials a, Trials b)
                          HWY_ATTR { return hn::IfThenElse(hn::Or(hn::Gt(a, b), hn::Ne(a, a)), a, b); });
            return true;
        case Opcode::absolute:
            unary(i, [](Trials a) HWY_ATTR { return hn::Abs(a); });
            return true;
        case Opcode::squareRoot:
            unary(i, [](Trials a) HWY_ATTR { return hn::Sqrt(a); });
            return true;
        case Opcode::select:
            ternary(i, [=](Trials a, Trials b, Trials c)
                           HWY_ATTR { return hn::IfThenElse(hn::Eq(a, hn::Zero(d)), c, b); });
            return true;
        case Opcode::ratio:
            // What is infinite, as an overloaded process, has no ratio: its difference from itself is no number.
            binary(i, [=](Trials a, Trials b) HWY_ATTR {
                const auto noNumber = hn::Add(hn::Sub(a, a), hn::Sub(b, b));
                return hn::Add(hn::IfThenElse(hn::Eq(a, b), one, hn::Div(a, b)), noNumber);
            });
            return true;
        case Opcode::lagRate: {
            const auto months = hn::Set(d, -code_.timeline.months());
            unary(i, [=](Trials tau) HWY_ATTR {
                const auto rate = hn::Sub(one, anyExponential(hn::Div(months, tau)));
                const auto known = hn::IfThenElse(hn::Eq(tau, hn::Zero(d)), one, rate);
                return hn::IfThenElse(hn::Lt(tau, hn::Zero(d)), hn::Set(d, std::nan("")), known);
            });
            return true;
        }
        case Opcode::smooth:
            if (period_ < 1)
                fill(i, i.value);
            else
                ternary({.out = i.out, .a = i.a, .b = i.b, .c = i.out},
                        [](Trials a, Trials rate, Trials state)
                            HWY_ATTR { return hn::MulAdd(rate, hn::Sub(a, state), state); });
            return true;
        case Opcode::window:
            if (period_ >= static_cast<int>(i.index) && period_ <= static_cast<int>(i.second))
                unary(i, [](Trials a) HWY_ATTR { return a; });
            else
                fill(i, 0.0);
            return true;
        case Opcode::fromPeriodOne:
            if (period_ < 1)
                binary(i, [](Trials, Trials b) HWY_ATTR { return b; });
            else
                unary(i, [](Trials a) HWY_ATTR { return a; });
            return true;
        case Opcode::scale:
            unary(i, [=](Trials a) HWY_ATTR { return hn::Mul(a, value); });
            return true;
        case Opcode::offset:
            unary(i, [=](Trials a) HWY_ATTR { return hn::Add(a, value); });
            return true;
        case Opcode::multiplyAdd:
            binary(i, [=](Trials a, Trials b) HWY_ATTR { return hn::MulAdd(a, b, value); });
            return true;
        case Opcode::powerProduct:
            powerProduct(i, [](Trials product, double*) HWY_ATTR { return product; });
            return true;
        case Opcode::smoothPowerProduct: {
            if (period_ < 1) {
                fill(i, i.value);
                return true;
            }
            const double* const rates = tile_.column(i.b);
            const double* const out = tile_.column(i.out);
            powerProduct(i, [=](Trials product, double* state) HWY_ATTR {
                const auto before = hn::Load(d, state);
                return hn::MulAdd(hn::Load(d, rates + (state - out)), hn::Sub(product, before), before);
            });
            return true;
        }
        default:
            return false;
        }
    }

private:
    /// Writes what `compute` gives for each vector of a column's trials, and adds it to the column's sums where they
    /// are wanted.
    template <class Compute>
    HWY_INLINE void write(Register r, size_t first, size_t last, Compute&& compute) const {
        const Lanes d;
        double* const out = tile_.target(r);
        forEachVector(r, first, last, compute, [=](size_t t, Trials value) HWY_ATTR { hn::Store(value, d, out + t); });
    }

    /// Calls use(t, compute(t)) for each vector, and adds the value to the sums of register r where they are wanted.
    template <class Compute, class Use>
    HWY_INLINE void forEachVector(Register r, size_t first, size_t last, Compute&& compute, Use&& use) const {
        const Lanes d;
        constexpr size_t lanes = hn::MaxLanes(Lanes());
        const std::uint32_t slot = sums_.slotOf ? sums_.slotOf[r] : ColumnSums::noSlot;
        if (slot == ColumnSums::noSlot) {
            for (size_t t = first; t < last; t += lanes)
                use(t, compute(t));
            return;
        }
        double* const sums = sums_.sums + slot * trialsTogether;
        Trials sum[trialsTogether / lanes];
        for (size_t lane = 0; lane < trialsTogether; lane += lanes)
            sum[lane / lanes] = hn::LoadU(d, sums + lane);
        const size_t whole = std::min(last, sums_.count / trialsTogether * trialsTogether);
        for (size_t t = first; t < whole; t += trialsTogether)
            for (size_t lane = 0; lane < trialsTogether; lane += lanes) {
                const auto value = compute(t + lane);
                use(t + lane, value);
                sum[lane / lanes] = hn::Add(sum[lane / lanes], value);
            }
        for (size_t t = std::max(first, whole); t < last; t += trialsTogether) // the last few of a run
            for (size_t lane = 0; lane < trialsTogether; lane += lanes) {
                const auto value = compute(t + lane);
                use(t + lane, value);
                const size_t counted = sums_.count > t + lane ? sums_.count - t - lane : 0;
                sum[lane / lanes] = hn::Add(sum[lane / lanes], hn::IfThenElseZero(hn::FirstN(d, counted), value));
            }
        for (size_t lane = 0; lane < trialsTogether; lane += lanes)
            hn::StoreU(sum[lane / lanes], d, sums + lane);
    }

    HWY_INLINE void fill(const Instruction& i, double number) const {
        const auto numbers = hn::Set(Lanes(), number);
        write(i.out, 0, tile_.trials, [=](size_t) HWY_ATTR { return numbers; });
    }

    template <class Function>
    HWY_INLINE void unary(const Instruction& i, Function&& function) const {
        const double* const a = tile_.column(i.a);
        write(i.out, 0, tile_.trials, [&](size_t t) HWY_ATTR { return function(hn::Load(Lanes(), a + t)); });
    }

    template <class Function>
    HWY_INLINE void binary(const Instruction& i, Function&& function) const {
        const double* const a = tile_.column(i.a);
        const double* const b = tile_.column(i.b);
        write(i.out, 0, tile_.trials,
              [&](size_t t) HWY_ATTR { return function(hn::Load(Lanes(), a + t), hn::Load(Lanes(), b + t)); });
    }

    template <class Function>
    HWY_INLINE void ternary(const Instruction& i, Function&& function) const {
        const double* const a = tile_.column(i.a);
        const double* const b = tile_.column(i.b);
        const double* const c = tile_.column(i.c);
        write(i.out, 0, tile_.trials, [&](size_t t) HWY_ATTR {
            return function(hn::Load(Lanes(), a + t), hn::Load(Lanes(), b + t), hn::Load(Lanes(), c + t));
        });
    }

    /// Writes use(product of base^exponent): e to the sum of exponent * ln base. Column by column, so that many of
    /// these long chains are under way together. Where a base is not a positive normal number or the sum is beyond a
    /// double, that trial takes the power itself.
    template <class Use>
    HWY_INLINE void powerProduct(const Instruction& i, Use&& use) const {
        constexpr size_t strip = 256; // the sums stay in the first-level cache
        const Lanes d;
        const std::span factors(code_.factors.data() + i.index, i.second);
        double* const out = tile_.target(i.out);
        HWY_ALIGN double sums[strip];
        for (size_t first = 0; first < tile_.trials; first += strip) {
            const size_t last = std::min(first + strip, tile_.trials);
            if (HWY_LIKELY(sumLogarithms(factors, first, last - first, sums)))
                write(i.out, first, last,
                      [&](size_t t) HWY_ATTR { return use(exponential(hn::Load(d, sums + (t - first))), out + t); });
            else
                write(i.out, first, last, [&](size_t t) HWY_ATTR {
                    return use(anyProduct(factors, t, hn::Load(d, sums + (t - first))), out + t);
                });
        }
    }

    /// What computes the base of an affine factor.
    HWY_INLINE auto affine(const PowerFactor& factor) const {
        const Lanes d;
        const double* const base = tile_.column(factor.base);
        const double* const slope = tile_.column(factor.slope);
        const auto offset = hn::Set(d, factor.offset);
        return [=](size_t t) HWY_ATTR { return hn::MulAdd(hn::Load(d, base + t), hn::Load(d, slope + t), offset); };
    }

    /// Sums exponent * ln base; returns whether all of it is surely usual.
    HWY_INLINE bool sumLogarithms(std::span<const PowerFactor> factors, size_t first, size_t count,
                                  double* HWY_RESTRICT sums) const {
        const Lanes d;
        auto widest = hn::Zero(d); // sums of squares
        auto largest = hn::Zero(d);
        for (size_t f = 0; f < factors.size(); ++f) {
            const PowerFactor& factor = factors[f];
            const double* const exponent = tile_.column(factor.exponent);
            const bool isLast = f + 1 == factors.size();
            const auto add = [&](size_t t, Trials base) HWY_ATTR {
                const Logarithm log = logarithm(base);
                const auto before = f == 0 ? hn::Zero(d) : hn::Load(d, sums + (t - first));
                const auto sum = hn::MulAdd(log.value, hn::Load(d, exponent + t), before);
                widest = hn::MulAdd(log.exponent, log.exponent, widest);
                if (isLast)
                    largest = hn::MulAdd(sum, sum, largest);
                hn::Store(sum, d, sums + (t - first));
            };
            if (factor.isAffine) {
                forEachVector(factor.sum, first, first + count, affine(factor), add);
                continue;
            }
            const double* const base = tile_.column(factor.base);
            for (size_t t = first; t < first + count; t += hn::Lanes(d))
                add(t, hn::Load(d, base + t));
        }
        return hn::AllTrue(d, hn::And(hn::Lt(widest, hn::Set(d, mostExponent * mostExponent)),
                                      hn::Le(largest, hn::Set(d, mostSum * mostSum))));
    }

    /// The product of one vector of trials, whatever the bases.
    HWY_NOINLINE Trials anyProduct(std::span<const PowerFactor> factors, size_t first, Trials sum) const {
        const Lanes d;
        auto usual = hn::Le(hn::Abs(sum), hn::Set(d, mostSum));
        HWY_ALIGN double powers[trialsTogether];
        std::fill(std::begin(powers), std::end(powers), 1.0);
        for (const PowerFactor& factor : factors) {
            const auto base = factor.isAffine ? affine(factor)(first) : hn::Load(d, tile_.column(factor.base) + first);
            usual = hn::And(usual, hn::Lt(hn::Abs(logarithm(base).exponent), hn::Set(d, mostExponent)));
            HWY_ALIGN double bases[trialsTogether];
            hn::Store(base, d, bases);
            for (size_t lane = 0; lane < hn::Lanes(d); ++lane)
                powers[lane] *= std::pow(bases[lane], tile_.column(factor.exponent)[first + lane]);
        }
        return hn::IfThenElse(usual, exponential(sum), hn::Load(d, powers));
    }

    static constexpr double mostExponent = 1021.5; ///< beyond it a base is no positive normal number
    static constexpr double mostSum = 700.0;

    const ProgramCode& code_;
    const Tile tile_;
    const int period_;
    const ColumnSums sums_;
};

size_t vectorCode(const ProgramCode& code, std::span<const Instruction> instructions, size_t first, const Tile& tile,
                  int period, const ColumnSums& sums) {
    const VectorCode machine(code, tile, period, sums);
    while (first < instructions.size() && machine.execute(instructions[first]))
        ++first;
    return first;
}

void netPresentValues(const double* benefit, const double* cost, const double* factor, size_t trials, double* npv) {
    const Lanes d;
    for (size_t t = 0; t < trials; t += hn::Lanes(d)) {
        const auto net = hn::Sub(hn::Load(d, benefit + t), hn::Load(d, cost + t));
        hn::Store(hn::MulAdd(hn::Load(d, factor + t), net, hn::Load(d, npv + t)), d, npv + t);
    }
}

void sum(const double* numbers, size_t count, double* sums) {
    const Lanes d;
    for (size_t i = 0; i < count; i += hn::Lanes(d))
        hn::StoreU(hn::Add(hn::LoadU(d, sums + i), hn::LoadU(d, numbers + i)), d, sums + i);
}

void infinite(std::span<const double> column, std::span<double> failed) {
    const Lanes d;
    const auto infinity = hn::Set(d, std::numeric_limits<double>::infinity());
    size_t t = 0;
    for (; t + hn::Lanes(d) <= column.size(); t += hn::Lanes(d)) {
        const auto isFinite = hn::Lt(hn::Abs(hn::LoadU(d, column.data() + t)), infinity);
        hn::StoreU(hn::IfThenElse(isFinite, hn::LoadU(d, failed.data() + t), hn::Set(d, 1.0)), d, failed.data() + t);
    }
    for (; t < column.size(); ++t)
        failed[t] = std::isfinite(column[t]) ? failed[t] : 1.0;
}

} // namespace tributary::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tributary {

HWY_EXPORT(vectorCode);
HWY_EXPORT(columnSum);
HWY_EXPORT(netPresentValues);
HWY_EXPORT(sum);
HWY_EXPORT(infinite);

size_t runVectorCode(const ProgramCode& code, std::span<const Instruction> instructions, size_t first, const Tile& tile,
                     int period, const ColumnSums& sums) {
    return HWY_DYNAMIC_DISPATCH(vectorCode)(code, instructions, first, tile, period, sums);
}

void addColumnSum(const double* column, size_t count, double* sums) {
    HWY_DYNAMIC_DISPATCH(columnSum)(column, count, sums);
}

void addDiscountedFlows(const double* benefit, const double* cost, const double* factor, size_t trials, double* npv) {
    HWY_DYNAMIC_DISPATCH(netPresentValues)(benefit, cost, factor, trials, npv);
}

void markInfinite(std::span<const double> column, std::span<double> failed) {
    HWY_DYNAMIC_DISPATCH(infinite)(column, failed);
}

void addNumbers(const double* numbers, size_t count, double* sums) { HWY_DYNAMIC_DISPATCH(sum)(numbers, count, sums); }

} // namespace tributary
#endif
