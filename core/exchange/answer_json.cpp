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

void addPercentiles(const Summary& summary, nlohmann::ordered_json& json) {
    json["p5"] = numberOrNull(summary.p5);
    json["p10"] = numberOrNull(summary.p10);
    json["p25"] = numberOrNull(summary.p25);
    json["p50"] = numberOrNull(summary.p50);
    json["p75"] = numberOrNull(summary.p75);
    json["p90"] = numberOrNull(summary.p90);
    json["p95"] = numberOrNull(summary.p95);
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
