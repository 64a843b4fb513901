// SPDX-License-Identifier: GPL-3.0-or-later
// Random entities for laws: every member that fields() names gets a value of its kind, references lead anywhere.
#pragma once

#include "core/model/edit.h"

#include <array>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace tributary::test {

class RandomEntities {
public:
    explicit RandomEntities(unsigned seed) : random_(seed) {}

    template <class Entity>
    Entity make() {
        Entity entity;
        fill(entity);
        return entity;
    }

    /// A put or an erase of any kind of entity.
    Change change() {
        std::vector<Change> choices;
        forEachEntityType([&]<class Entity>() {
            choices.push_back(put(make<Entity>()));
            if constexpr (!std::is_same_v<Entity, Settings>)
                choices.push_back(erase<Entity>(decltype(Entity::id)("gone-" + std::to_string(pick(100)))));
        });
        return choices[pick(choices.size())];
    }

    size_t pick(size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random_); }

private:
    template <class T>
    void fill(T& value) {
        if constexpr (requires { T::fields(); }) {
            if constexpr (requires { value.id.text; } && !std::is_same_v<T, Settings>)
                value.id.text = "id-" + std::to_string(++ids_);
            forEachField<T>([&](const auto& field) {
                if (pick(4) != 0) // the rest stays at its default
                    fill(value.*field.member);
            });
        } else if constexpr (requires { T::parse(std::string_view{}); }) {
            value = *T::parse(typed<T>());
        } else if constexpr (std::is_enum_v<T>) {
            value = static_cast<T>(pick(EnumNames<T>::names.size()));
        } else if constexpr (requires { value.text; }) {
            value.text = "any-" + std::to_string(pick(50));
        } else if constexpr (requires { value.emplace(); }) {
            fill(value.emplace());
        } else if constexpr (std::is_same_v<T, std::string>) {
            static const std::array<std::string, 6> texts{"plain",
                                                          "with \"quotes\" and \\",
                                                          "line\nbreak\tand tab",
                                                          "caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x9A\x8C",
                                                          "metric/L2/estimate",
                                                          "1e999"};
            value = texts[pick(texts.size())];
        } else if constexpr (std::is_same_v<T, Date>) {
            value = Date{std::chrono::year{static_cast<int>(1990 + pick(80))},
                         std::chrono::month{static_cast<unsigned>(1 + pick(12))},
                         std::chrono::day{static_cast<unsigned>(1 + pick(28))}};
        } else if constexpr (std::is_same_v<T, bool>) {
            value = pick(2) == 1;
        } else if constexpr (std::is_floating_point_v<T>) {
            value = std::uniform_real_distribution<T>(-1e6, 1e6)(random_) / 3;
        } else if constexpr (std::is_integral_v<T>) {
            value = static_cast<T>(pick(1000)) - 500;
        } else {
            value.resize(pick(4));
            for (auto& element : value)
                fill(element);
        }
    }

    template <class T>
    std::string typed() {
        if constexpr (std::is_same_v<T, Quantity>)
            return pickText(
                {"12", "8/10/15 hour", "30% / 45% / 60%", "10..14", "20% \xC2\xB1 5%", "uniform(1, 3)", "1,000.5"});
        else if constexpr (std::is_same_v<T, Formula>)
            return pickText({"F2 + F3", "O2 * [Time to locate] / 2", "max(a, 0) ^ 2", "1100 USD/breakdown * O2"});
        else if constexpr (std::is_same_v<T, WorkingHours>)
            return pickText({"24/7", "Mon-Fri 08:00-16:00", "Mon Wed-Fri 6:00-14:00 x2.5, 22:00-06:00"});
        else if constexpr (std::is_same_v<T, MeasuredTimes>)
            return pickText({"3, 5, 8 min", "2", "0.25\n1.5\n1.5\n"});
        else if constexpr (std::is_same_v<T, ArrivalTimes>)
            return pickText({"0, 0.5, 4 hour", "2024-03-01 08:15, 2024-03-01 09:00:30"});
        else if constexpr (std::is_same_v<T, GuessedAmount>)
            return pickText({"400000", "12/18/30 month", "never"});
        else if constexpr (std::is_same_v<T, Parameter>)
            return pickText({"10/20/36", "L4 / 2", "real", "62 USD/hour"});
        else
            return pickText({"24%", "-5%", "+2 points", "= -5", "10/20/30"});
    }

    std::string pickText(const std::vector<std::string>& texts) { return texts[pick(texts.size())]; }

    std::mt19937 random_;
    size_t ids_ = 0;
};

} // namespace tributary::test
