// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/version_comparison.h"

#include "core/insight/npv_change.h"
#include "core/model/differences.h"
#include "core/report/findings.h"
#include "ui/qt_text.h"

#include <algorithm>

namespace tributary::ui {

namespace {

constexpr size_t mostTold = 500; ///< differences; nobody reads more

struct WhatDiffers {
    QStringList lines;
    bool isNumeric = false; ///< whether it can make another NPV
};

WhatDiffers whatDiffers(const Model& before, const Model& after) {
    WhatDiffers found;
    const std::vector<Difference> all = differences(before, after);
    found.isNumeric = std::ranges::any_of(all, &Difference::numbersAffected);
    for (size_t i = 0; i < std::min(all.size(), mostTold); ++i)
        found.lines << toQt(words(all[i]));
    if (all.size() > mostTold)
        found.lines << VersionComparison::tr("and %1 more").arg(static_cast<qulonglong>(all.size() - mostTold));
    return found;
}

} // namespace

VersionComparison::VersionComparison(QObject* parent) : QObject(parent), latest_(*this) {}

void VersionComparison::compare(const Model& before, const Model& after, const ScenarioId& scenario,
                                const Model& reference, double largest) {
    const auto compareNpv = [this, before, after, scenario, reference, largest](const QStringList& lines) {
        latest_.ask(
            [=](const std::stop_token& stop) {
                return npvChange(before, after, scenario, sharedDraws(reference, scenario, {{}, stop}), {{}, stop});
            },
            [this, lines, largest, currency = after.settings().currency](const Result<NpvChange>& change) {
                emit told(lines, change ? toQt(changeFinding(*change, currency, largest))
                                        : tr("The NPVs cannot be compared: %1").arg(toQt(change.error().message)));
            });
    };
    latest_.ask([before, after](const std::stop_token&) -> Result<WhatDiffers> { return whatDiffers(before, after); },
                [this, compareNpv](const Result<WhatDiffers>& found) {
                    if (!found)
                        return emit told({}, tr("The models cannot be compared: %1").arg(toQt(found.error().message)));
                    if (found->lines.isEmpty())
                        return emit told({}, tr("They are the same."));
                    if (!found->isNumeric)
                        return emit told(found->lines,
                                         tr("Nothing that differs concerns a number, so the NPV is the same."));
                    compareNpv(found->lines);
                    emit told(found->lines, {});
                });
}

} // namespace tributary::ui
