// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"

#include "core/model/edit_rules.h"
#include "core/model/field_text.h"
#include "core/model/names.h"
#include "core/model/quantity_walk.h"

#include <fmt/format.h>

#include <algorithm>

namespace tributary {

namespace {

template <class Slot>
QuantitySite siteOf(const Model& model, std::string path, const Slot& slot, const FieldUnit& unit) {
    return {std::move(path), quantityIn(slot), formulaIn(slot), print(model, unit), unit.labels};
}

/// Spells a path as the walk does: `delta` is another name of abandonment, and an input's value may be named.
std::string canonical(std::string_view path) {
    std::string text(path);
    constexpr std::string_view delta = "/adoption/delta";
    constexpr std::string_view value = "/value";
    if (text.starts_with("intervention/") && text.ends_with(delta))
        text.replace(text.size() - delta.size(), delta.size(), "/adoption/abandonment");
    if (text.starts_with("input/") && text.ends_with(value))
        text.resize(text.size() - value.size());
    return text;
}

tl::unexpected<Error> noSuchQuantity(std::string_view path) {
    return fail(fmt::format("The model has no quantity `{}`: check the ids in the path.", path));
}

/// Refuses a quantity whose unit can never stand in its field.
Result<void> checkUnit(const Quantity& quantity, const QuantitySite& site) {
    const auto field = parseUnit(site.unit.empty() ? "1" : site.unit);
    if (!field)
        return {}; // the unit itself is the problem, and is told where it is
    if (const auto factor = factorTo(quantity, *field); !factor)
        return tl::unexpected<Error>(factor.error());
    return {};
}

} // namespace

std::vector<std::string_view> segmentsOf(std::string_view path) {
    std::vector<std::string_view> segments;
    for (size_t begin = 0; begin <= path.size();) {
        const size_t end = std::min(path.find('/', begin), path.size());
        segments.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return segments;
}

std::string print(const Model& model, const FieldUnit& unit) {
    using Of = FieldUnit::Of;
    const std::string& currency = model.settings().currency;
    switch (unit.of) {
    case Of::none:
        return {};
    case Of::text:
        return std::string(unit.text);
    case Of::metric: {
        const Metric* metric = model.metrics().find(*unit.metric);
        return metric ? metric->unit : std::string{};
    }
    case Of::slope: {
        const Metric* metric = model.metrics().find(unit.link->metric);
        const Metric* driver = model.metrics().find(unit.link->driver);
        if (!metric || !driver)
            return {};
        const auto above = parseUnit(metric->unit.empty() ? "1" : metric->unit);
        const auto below = parseUnit(driver->unit.empty() ? "1" : driver->unit);
        return above && below ? format(*above / *below) : std::string{};
    }
    case Of::currency:
        return currency;
    case Of::currencyPerHour:
        return currency + "/hour";
    case Of::cost: {
        const std::string what = unit.cost->hourlyRate ? std::string(hours) : currency;
        return unit.cost->timing == CostTiming::once ? what : what + "/month";
    }
    case Of::targetOfEffect: {
        const auto target = findTarget(model, unit.effect->target);
        return target ? target->unit : std::string{};
    }
    }
    return {};
}

std::string phasePath(const Phase& phase) {
    const auto what = EnumNames<PhaseKind>::names[static_cast<size_t>(phase.what)];
    return fmt::format("{}/{}/{}", what, phase.group.empty() ? "all" : phase.group.text, phase.from);
}

void forEachQuantity(const Model& model, const std::function<void(const QuantitySite&)>& visit) {
    forEachEntityType([&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>())
            walkQuantities(entity, [&](const FieldPath& path, const auto& slot, const FieldUnit& unit) {
                if (quantityIn(slot) || formulaIn(slot))
                    visit(siteOf(model, path.text(), slot, unit));
            });
    });
}

void forEachQuantityOf(const Model& model, const EntityRef& entity,
                       const std::function<void(const QuantitySite&)>& visit) {
    withEntity(model, entity, [&](const auto& found) {
        walkQuantities(found, [&](const FieldPath& path, const auto& slot, const FieldUnit& unit) {
            if (quantityIn(slot) || formulaIn(slot))
                visit(siteOf(model, path.text(), slot, unit));
        });
    });
}

std::optional<QuantitySite> findQuantity(const Model& model, std::string_view path) {
    std::optional<QuantitySite> found;
    const std::string wanted = canonical(path);
    const auto entity = entityOf(wanted);
    if (!entity)
        return found;
    withEntity(model, *entity, [&](const auto& owner) {
        walkQuantities(owner, [&](const FieldPath& at, const auto& slot, const FieldUnit& unit) {
            if (!found && at.is(wanted))
                found = siteOf(model, wanted, slot, unit);
        });
    });
    return found;
}

namespace {

/// Says what a quantity was and what it becomes, each with a unit: "Set Lead time from 10/20/36 to 12 hour".
std::string changeLabel(const std::string& name, const Quantity* before, const Quantity* after, std::string_view typed,
                        const std::string& unit) {
    constexpr size_t longest = 40;
    if (!after)
        return settingLabel(name, typed);
    const auto with = [&](const Quantity& quantity) {
        const bool bare = !quantity.unit() && !quantity.data() && !unit.empty() && unit != "1";
        return shortened(trimmed(quantity.text()), longest) + (bare ? " " + unit : "");
    };
    std::string was = before ? with(*before) : std::string();
    const std::string is = with(*after);
    const std::string end = " " + unit;
    // A unit of both is said once.
    if (before && !before->unit() && is.ends_with(end) && was.ends_with(end))
        was.resize(was.size() - end.size());
    return was.empty() || was == is ? fmt::format("Set {} to {}", name, is)
                                    : fmt::format("Set {} from {} to {}", name, was, is);
}

/// The numbers that stand in a text: 3 in `260 * 3 * 62`, which says more than 48360.
std::ptrdiff_t numbersIn(std::string_view text) {
    const auto isPart = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    std::ptrdiff_t numbers = 0;
    for (size_t i = 0; i < text.size(); ++i)
        numbers += isPart(text[i]) && (i == 0 || !isPart(text[i - 1])) ? 1 : 0;
    return numbers;
}

} // namespace

bool isRetyped(const Quantity& before, const Quantity& after, std::string_view fieldUnit) {
    const auto unitOf = [&](const Quantity& quantity) {
        return quantity.unit() ? *quantity.unit() : unitOr(fieldUnit);
    };
    return before.data() == after.data() && before.distribution() == after.distribution() &&
           unitOf(before) == unitOf(after) && numbersIn(before.text()) == numbersIn(after.text());
}

Result<Edit> setQuantity(const Model& model, std::string_view path, std::string_view text) {
    const std::string wanted = canonical(path);
    const auto ref = entityOf(wanted);
    Result<Edit> result = noSuchQuantity(path);
    if (!ref)
        return result;
    withEntity(model, *ref, [&](const auto& before) {
        auto entity = before;
        Result<void> typed = noSuchQuantity(path);
        bool found = false;
        std::string label = fmt::format("Set {}", readableName(model, wanted));
        walkQuantities(entity, [&](const FieldPath& at, auto& slot, const FieldUnit& unit) {
            if (found || !at.is(wanted))
                return;
            found = true;
            const auto held = slot;
            const auto was = quantityIn(slot) ? std::optional(*quantityIn(slot)) : std::nullopt;
            typed = typeInto(model, slot, text);
            if (typed && was && quantityIn(slot) &&
                isRetyped(*was, *quantityIn(slot), siteOf(model, wanted, slot, unit).unit))
                slot = held;
            if (trimmed(text).empty() || quantityIn(slot))
                label = changeLabel(readableName(model, wanted), was ? &*was : nullptr, quantityIn(slot), text,
                                    siteOf(model, wanted, slot, unit).unit);
            if (const Quantity* quantity = quantityIn(slot); typed && quantity)
                typed = checkUnit(*quantity, siteOf(model, wanted, slot, unit));
        });
        if (!typed)
            result = tl::unexpected<Error>(typed.error());
        else
            result = Edit{std::move(label), wanted, {put(std::move(entity))}};
    });
    return result;
}

Result<Model> withQuantity(const Model& model, std::string_view path, const Quantity& quantity) {
    const auto edit = setQuantity(model, path, quantity.text());
    if (!edit)
        return tl::unexpected<Error>(edit.error());
    return apply(model, *edit).model;
}

OverrideKind overrideKind(std::string_view path) {
    const bool estimate = path.starts_with("metric/") && path.ends_with("/estimate");
    return estimate || path.starts_with("process/") ? OverrideKind::plan : OverrideKind::belief;
}

std::optional<EffectTarget> findTarget(const Model& model, std::string_view path) {
    const auto ref = entityOf(path);
    if (!ref)
        return std::nullopt;
    if (ref->kind == Metric::kind) {
        const Metric* metric = model.metrics().find(MetricId(ref->id));
        if (!metric || path != pathOf(*ref))
            return std::nullopt;
        return EffectTarget{metric, std::nullopt, metric->unit};
    }
    if (ref->kind != Process::kind)
        return std::nullopt;
    auto site = findQuantity(model, path);
    if (!site)
        return std::nullopt;
    std::string unit = site->unit;
    return EffectTarget{nullptr, std::move(site), std::move(unit)};
}

std::optional<EntityRef> entityOf(std::string_view path) {
    const size_t slash = path.find('/');
    const std::string_view first = path.substr(0, slash);
    std::optional<EntityRef> found;
    forEachEntityType([&]<class Entity>() {
        if (Entity::kind != first)
            return;
        if constexpr (std::is_same_v<Entity, Settings>) {
            found = EntityRef{Entity::kind, {}};
        } else if (slash != std::string_view::npos) {
            const std::string_view rest = path.substr(slash + 1);
            const std::string_view id = rest.substr(0, rest.find('/'));
            if (!id.empty())
                found = EntityRef{Entity::kind, std::string(id)};
        }
    });
    return found;
}

std::string pathOf(const EntityRef& entity) {
    return entity.id.empty() ? std::string(entity.kind) : fmt::format("{}/{}", entity.kind, entity.id);
}

bool exists(const Model& model, const EntityRef& entity) {
    return withEntity(model, entity, [](const auto&) {});
}

} // namespace tributary
