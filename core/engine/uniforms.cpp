// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/uniforms.h"

namespace tributary {

void fillUniformColumns(const ProgramCode& code, const UniformSource& source, size_t firstTrial, size_t count,
                        std::span<double> columns, size_t stride, const std::stop_token& stop) {
    const auto column = [&](size_t index) { return columns.subspan(index * stride, count); };
    for (size_t index = 0; index < code.uniforms.size() && !stop.stop_requested(); ++index)
        source.fillUniforms(code.uniforms[index].dimension, firstTrial, column(index));
    std::vector<std::span<double>> together;
    for (const CorrelatedColumns& correlated : code.correlated) {
        if (stop.stop_requested())
            return;
        together.clear();
        for (const std::uint32_t index : correlated.columns)
            together.push_back(column(index));
        correlated.copula.correlate(together);
    }
    for (size_t index = 0; index < code.uniforms.size(); ++index)
        source.pin(code.uniforms[index].dimension, firstTrial, column(index));
}

} // namespace tributary
