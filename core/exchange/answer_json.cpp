// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/answer_json.h"

#include "core/exchange/json.h"

#include <cmath>

namespace tributary {

nlohmann::ordered_json numberOrNull(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json numberOrNull(const std::optional<double>& value) {
    return value ? numberOrNull(*value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json modelHead(const Model& model) {
    return {{"title", model.settings().title}, {"fingerprint", fingerprint(model)}};
}

std::string onOneLine(const nlohmann::ordered_json& tree) {
    constexpr int oneLine = -1;
    constexpr bool asUtf8 = false;
    return tree.dump(oneLine, ' ', asUtf8, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace tributary
