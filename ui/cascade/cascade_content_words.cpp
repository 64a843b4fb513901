// SPDX-License-Identifier: GPL-3.0-or-later
// The words of CascadeContent: tool tips, and what a screen reader says.
#include "ui/cascade/cascade_content.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QStringList>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString outdatedWords() { return tr("The numbers are of the model before the last change"); }

} // namespace

QString CascadeContent::cardTip(const std::string& id) const {
    const Metric* it = metric(id);
    if (!it)
        return {};
    QString tip = cardToolTip(model_, *it, results(id), period_, values_);
    if (outdated_ && results(id))
        tip += u'\n' + outdatedWords();
    if (const QString trouble = troubleOf(id); !trouble.isEmpty())
        tip += u'\n' + trouble;
    if (const auto fault = faulty_.find(faultBehind(id)); fault != faulty_.end() && !results(id))
        tip += u'\n' + fault->second;
    else if (const auto own = faulty_.find(id); own != faulty_.end())
        tip += u'\n' + own->second;
    return tip;
}

QString CascadeContent::cardWords(const std::string& id) const {
    const Metric* it = metric(id);
    if (!it)
        return {};
    QString words = cardInWords(model_, *it, results(id), period_, values_);
    if (outdated_ && results(id))
        words += u". "_s + outdatedWords();
    if (const QString trouble = troubleOf(id); !trouble.isEmpty())
        words += u". "_s + trouble;
    return mapPlaces(id).empty() ? words : words + u". "_s + mapTip(id).replace(u'\n', u". "_s);
}

const std::vector<MapPlace>& CascadeContent::mapPlaces(const std::string& id) const {
    static const std::vector<MapPlace> none;
    const auto found = places_.find(MetricId(id));
    return found == places_.end() ? none : found->second;
}

QString CascadeContent::mapTip(const std::string& id) const {
    QStringList lines;
    for (const MapPlace& place : mapPlaces(id))
        lines << mapPlaceWords(model_, MetricId(id), place);
    return lines.join(u'\n');
}

QString CascadeContent::linkTip(const std::string& driver) const {
    const Metric* from = metric(driver);
    const Metric* to = from ? metric(from->parent.text) : nullptr;
    if (!to)
        return {};
    QString tip = tr("%1 drives %2").arg(toQt(from->name), toQt(to->name));
    if (!drives(driver, to->id.text))
        return tr("%1 hangs below %2: not linked yet").arg(toQt(from->name), toQt(to->name));
    if (const Link* link = beliefBetween(driver, to->id.text)) {
        const auto& strength = link->form == LinkForm::elasticity ? link->elasticity : link->slope;
        if (strength)
            tip +=
                u'\n' +
                (link->form == LinkForm::elasticity ? tr("Elasticity %1") : tr("Slope %1")).arg(toQt(strength->text()));
        if (link->delay > 0)
            tip += u'\n' + tr("Delay %1").arg(lagOf(driver, to->id.text).text);
        if (link->smoothing)
            tip += u'\n' + tr("Smoothed over %1").arg(toQt(link->smoothing->text()));
        if (link->evidence.grade != Grade::none)
            tip +=
                u'\n' + (link->evidence.grade == Grade::d
                             ? tr("Evidence D, assumption")
                             : tr("Evidence %1")
                                   .arg(toQt(EnumNames<Grade>::names[static_cast<std::size_t>(link->evidence.grade)])));
    }
    const CarriedChange& carried = carried_[indexOf_.at(driver)];
    if (!carried.changed)
        return mostLikely_ ? tip + u'\n' + tr("Carries no change") : tip;
    if (carried.share && !knowsShare(carried, to->id.text))
        return tip + u'\n' + tr("Carries a change too small to be shown above");
    return tip + u'\n' +
           (carried.share ? tr("Carries %1 of the counted change").arg(shareWords(*carried.share))
                          : tr("Its share of the counted change is not known: its width is that of its own change"));
}

} // namespace tributary::ui
