// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model.h"

namespace tributary {

namespace {

Quantity typed(const char* text) { return Quantity::parse(text).value_or(Quantity{}); }

} // namespace

Model::Model() {
    static const auto defaults = [] {
        Settings settings;
        settings.discountRate = typed("6%");
        settings.inflation = typed("0%");
        return std::make_shared<const Settings>(std::move(settings));
    }();
    std::get<Table<Settings>>(tables_).put(defaults);
}

} // namespace tributary
