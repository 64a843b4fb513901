// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/erase_words.h"

#include "core/model/edit_rules.h"
#include "core/model/tree_edits.h"
#include "ui/cascade/erase_sheet.h"
#include "ui/qt_text.h"

#include <QStringList>
#include <algorithm>
#include <set>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostInSheet = 8;
constexpr qsizetype mostInNote = 3;

/// "A, B and C", or "A, B and 5 more".
QString listed(QStringList names, qsizetype most) {
    if (names.size() > most + 1) {
        const auto more = names.size() - most;
        names = names.first(most);
        names << EraseSheet::tr("%1 more").arg(more);
    }
    const QString last = names.takeLast();
    return names.isEmpty() ? last : EraseSheet::tr("%1 and %2").arg(names.join(u", "_s), last);
}

QStringList namesOf(const Model& model, const std::vector<MetricId>& ids) {
    QStringList names;
    for (const MetricId& id : ids)
        names << toQt(model.metrics().find(id)->name);
    return names;
}

QStringList namesOf(const std::vector<MetricUse>& uses) {
    QStringList list;
    for (const MetricUse& use : uses)
        list << toQt(use.name);
    return list;
}

} // namespace

Erasure erasureOf(const Model& model, const std::vector<MetricId>& ids) {
    Erasure erasure;
    const std::set<MetricId> going(ids.begin(), ids.end());
    Draft draft(model, {});
    erasure.sums = takeOutOfSums(draft, going);
    erasure.uses = usesOf(draft.now(), going);
    for (const Metric& each : model.metrics()) {
        if (going.contains(each.id) || !going.contains(each.parent))
            continue;
        erasure.lifted.push_back(each.id);
        MetricId above = each.parent;
        for (std::size_t steps = 0; going.contains(above) && steps <= going.size(); ++steps)
            above = model.metrics().find(above)->parent;
        const Metric* parent = model.metrics().find(above);
        if (parent && !going.contains(above) &&
            std::ranges::find(erasure.parents, parent->name) == erasure.parents.end())
            erasure.parents.push_back(parent->name);
    }
    for (const MetricId& id : branchesOf(model, erasure.lifted))
        if (!going.contains(id) && std::ranges::find(erasure.lifted, id) == erasure.lifted.end())
            erasure.along.push_back(id);
    return erasure;
}

QString hangingWords(const Model& model, const std::vector<MetricId>& ids, const Erasure& erasure) {
    if (erasure.lifted.empty())
        return {};
    const bool one = erasure.lifted.size() == 1;
    const QString what = listed(namesOf(model, erasure.lifted), mostInSheet);
    const QString below = ids.size() == 1
                              ? (one ? EraseSheet::tr("%1 hangs below it") : EraseSheet::tr("%1 hang below it"))
                              : (one ? EraseSheet::tr("%1 hangs below them") : EraseSheet::tr("%1 hang below them"));
    const QString where = erasure.parents.size() == 1
                              ? (one ? EraseSheet::tr("moves up, to below %1") : EraseSheet::tr("move up, to below %1"))
                                    .arg(toQt(erasure.parents.front()))
                          : erasure.parents.empty()
                              ? (one ? EraseSheet::tr("moves to the top") : EraseSheet::tr("move to the top"))
                              : (one ? EraseSheet::tr("moves up") : EraseSheet::tr("move up"));
    QString words = EraseSheet::tr("%1 and %2").arg(below.arg(what), where);
    if (!erasure.along.empty())
        words = EraseSheet::tr("%1, with what hangs there: %2")
                    .arg(words, listed(namesOf(model, erasure.along), mostInSheet));
    return words + u'.';
}

QString erasedWords(const Model& model, const std::vector<MetricId>& ids) {
    const Erasure erasure = erasureOf(model, ids);
    QString words = EraseSheet::tr("Deleted %1").arg(listed(namesOf(model, ids), mostInNote));
    if (ids.size() > 1)
        words = EraseSheet::tr("Deleted %1 metrics: %2").arg(ids.size()).arg(listed(namesOf(model, ids), mostInNote));
    if (!erasure.uses.empty())
        words += erasure.uses.size() == 1
                     ? EraseSheet::tr(", and what used it: %1").arg(toQt(erasure.uses.front().name))
                     : EraseSheet::tr(", and %1 places that used it").arg(erasure.uses.size());
    words += u'.';
    if (!erasure.sums.empty())
        words += u' ' + (ids.size() == 1 ? EraseSheet::tr("The sum of %1 goes on without it.")
                                         : EraseSheet::tr("The sum of %1 goes on without them."))
                            .arg(listed(namesOf(erasure.sums), mostInNote));
    if (!erasure.lifted.empty())
        words += u' ' + EraseSheet::tr("%1 moved up.").arg(listed(namesOf(model, erasure.lifted), mostInNote));
    return words;
}

} // namespace tributary::ui
