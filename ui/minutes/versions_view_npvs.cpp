// SPDX-License-Identifier: GPL-3.0-or-later
// The NPVs that stand below the names of versions.
#include "core/report/findings.h"
#include "ui/document.h"
#include "ui/look/fitting_label.h"
#include "ui/look/number_words.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/history_reader.h"
#include "ui/minutes/version_npvs.h"
#include "ui/minutes/version_row.h"
#include "ui/minutes/versions_view.h"
#include "ui/qt_text.h"

#include <QListWidget>
#include <algorithm>
#include <cmath>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

/// Says which scenario's NPVs stand below the names.
void VersionsView::showBasis() {
    const Scenario* scenario = document_.model().scenarios().find(document_.scenario());
    basis_->setVisible(scenario != nullptr && !versions_.empty());
    if (scenario)
        basis_->setTexts({tr("NPV of %1").arg(toQt(scenario->name.empty() ? scenario->id.text : scenario->name))});
}

/// Writes below each version when it was named and its NPV, as far as that is known; all in one unit,
/// that of the pages where they fit.
void VersionsView::showNpvs() {
    showBasis();
    double largest = 0;
    for (const KnownNpv& each : std::as_const(known_))
        if (each.npv)
            largest = std::max({largest, std::abs(each.npv->p10), std::abs(each.npv->p90)});
    const std::string& currency = document_.model().settings().currency;
    const MoneyWords money(toQt(currency), sizeBeside(document_.largestNpv(), largest, currency));
    const bool kept = std::exchange(reading_, true);
    for (int row = 0; row < list_->count() && row < static_cast<int>(versions_.size()); ++row) {
        QListWidgetItem* item = list_->item(row);
        const Version& version = versions_[static_cast<size_t>(row)];
        const KnownNpv known = known_.value(toQt(version.name));
        QString npv = known.reason;
        if (known.npv) {
            const RangedWords words = money.ranged(known.npv->p50, known.npv->p10, known.npv->p90);
            npv = tr("NPV %1, %2").arg(words.value, words.range);
        }
        const QString about = whenWords(version.when) + (npv.isEmpty() ? QString() : u" · "_s + npv);
        if (item->data(VersionRow::aboutRole).toString() == about || list_->isPersistentEditorOpen(item))
            continue; // a name that is being typed stays
        item->setData(VersionRow::aboutRole, about);
        item->setData(Qt::AccessibleDescriptionRole, about + u'\n' + item->toolTip());
    }
    reading_ = kept;
}

/// Asks for the NPV of the first version whose one is not known.
void VersionsView::wantNpv() {
    if (!isVisible() || awaited_ || versions_.empty() || document_.scenario().empty())
        return;
    if (!drawsKnown_) {
        awaited_ = true;
        npvs_->readDraws(document_.modelBeforeDrag(), document_.scenario());
        return;
    }
    for (const Version& version : versions_) {
        const QString name = toQt(version.name);
        if (known_.contains(name))
            continue;
        awaited_ = true;
        reader_.fetchVersion(npvs_, version, [this, name](const Model& model) {
            if (drawsKnown_) // still those that it was asked for
                npvs_->workOut(name, model);
        });
        return;
    }
}

/// Of what is being read or worked out for the history as it was.
void VersionsView::letGo() {
    awaited_ = false;
    drawsKnown_ = false;
    npvs_->stop();
}

} // namespace tributary::ui
