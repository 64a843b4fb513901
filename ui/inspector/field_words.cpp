// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_words.h"

#include "core/model/settings.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <map>
#include <string>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

using Words = std::map<std::string_view, const char*>;

/// `effect/size` before `size`.
const char* find(const Words& words, std::string_view owner, std::string_view field) {
    const std::string exact = std::string(owner) + "/" + std::string(field);
    auto found = words.find(exact);
    if (found == words.end())
        found = words.find(field);
    return found == words.end() ? nullptr : found->second;
}

QString translated(const char* words) { return QCoreApplication::translate("FieldWords", words); }

QString plain(std::string_view name) { return toQt(name).replace(u'_', u' '); }

} // namespace

QString fieldLabel(std::string_view owner, std::string_view field) {
    static const Words words{
        {"estimate", QT_TRANSLATE_NOOP("FieldWords", "Baseline")},
        {"measure_of", QT_TRANSLATE_NOOP("FieldWords", "Measured on")},
        {"counts", QT_TRANSLATE_NOOP("FieldWords", "Counts in the NPV")},
        {"realisation", QT_TRANSLATE_NOOP("FieldWords", "Turns into money")},
        {"hard_share", QT_TRANSLATE_NOOP("FieldWords", "Of it, hard cash")},
        {"position", QT_TRANSLATE_NOOP("FieldWords", "Place among siblings")},
        {"target_date", QT_TRANSLATE_NOOP("FieldWords", "Target date")},
        {"driver", QT_TRANSLATE_NOOP("FieldWords", "Driver")},
        {"link/metric", QT_TRANSLATE_NOOP("FieldWords", "Moves")},
        {"no_effect", QT_TRANSLATE_NOOP("FieldWords", "Chance of no effect")},
        {"link/floor", QT_TRANSLATE_NOOP("FieldWords", "Not below")},
        {"link/ceiling", QT_TRANSLATE_NOOP("FieldWords", "Not above")},
        {"p", QT_TRANSLATE_NOOP("FieldWords", "Innovation, p")},
        {"q", QT_TRANSLATE_NOOP("FieldWords", "Imitation, q")},
        {"adoption/form", QT_TRANSLATE_NOOP("FieldWords", "How it spreads")},
        {"adoption/start", QT_TRANSLATE_NOOP("FieldWords", "Roll-out starts")},
        {"turnover", QT_TRANSLATE_NOOP("FieldWords", "Staff turnover")},
        {"target_group/mixing", QT_TRANSLATE_NOOP("FieldWords", "Learns from, by weights")},
        {"target_group/ceiling", QT_TRANSLATE_NOOP("FieldWords", "Ceiling")},
        {"phase/what", QT_TRANSLATE_NOOP("FieldWords", "What")},
        {"stall/probability", QT_TRANSLATE_NOOP("FieldWords", "Chance of a stall")},
        {"ceiling_factor", QT_TRANSLATE_NOOP("FieldWords", "Ceilings times")},
        {"abandonment_factor", QT_TRANSLATE_NOOP("FieldWords", "Leaving times")},
        {"cost/inflated", QT_TRANSLATE_NOOP("FieldWords", "Rises with inflation")},
        {"cost/hard", QT_TRANSLATE_NOOP("FieldWords", "Leaves a ledger as cash")},
        {"cost/basis", QT_TRANSLATE_NOOP("FieldWords", "Multiplied by")},
        {"process/metric", QT_TRANSLATE_NOOP("FieldWords", "Stands under")},
        {"process/cycle_time_by", QT_TRANSLATE_NOOP("FieldWords", "Cycle time is worked out")},
        {"pool/availability", QT_TRANSLATE_NOOP("FieldWords", "There, share of time")},
        {"pool/hours", QT_TRANSLATE_NOOP("FieldWords", "Working hours")},
        {"step/inner", QT_TRANSLATE_NOOP("FieldWords", "Map of what is in it")},
        {"step/pool", QT_TRANSLATE_NOOP("FieldWords", "Done by")},
        {"touch", QT_TRANSLATE_NOOP("FieldWords", "Touch time")},
        {"touch_cv", QT_TRANSLATE_NOOP("FieldWords", "Its spread (CV)")},
        {"step/delay", QT_TRANSLATE_NOOP("FieldWords", "Delay after it")},
        {"flow/delay", QT_TRANSLATE_NOOP("FieldWords", "Hand-off delay")},
        {"process_exception/delay", QT_TRANSLATE_NOOP("FieldWords", "Delay before it")},
        {"delay_cv", QT_TRANSLATE_NOOP("FieldWords", "Its spread (CV)")},
        {"touch_times", QT_TRANSLATE_NOOP("FieldWords", "Measured touch times")},
        {"step/delay_times", QT_TRANSLATE_NOOP("FieldWords", "Measured delays after it")},
        {"process_exception/delay_times", QT_TRANSLATE_NOOP("FieldWords", "Measured delays before it")},
        {"arrival_times", QT_TRANSLATE_NOOP("FieldWords", "When cases came")},
        {"spread", QT_TRANSLATE_NOOP("FieldWords", "How its times vary")},
        {"step/patience", QT_TRANSLATE_NOOP("FieldWords", "Cases wait")},
        {"step/cost", QT_TRANSLATE_NOOP("FieldWords", "Cost of a visit, beside labour")},
        {"step/exception", QT_TRANSLATE_NOOP("FieldWords", "Only where an exception happened")},
        {"flow/exception", QT_TRANSLATE_NOOP("FieldWords", "Only where an exception happened")},
        {"flow/share", QT_TRANSLATE_NOOP("FieldWords", "Share of cases")},
        {"process_exception/step", QT_TRANSLATE_NOOP("FieldWords", "Happens at")},
        {"process_exception/frequency", QT_TRANSLATE_NOOP("FieldWords", "How often")},
        {"process_exception/pool", QT_TRANSLATE_NOOP("FieldWords", "Who is pulled in")},
        {"process_exception/resumes", QT_TRANSLATE_NOOP("FieldWords", "Then the case goes on at")},
        {"effect/target", QT_TRANSLATE_NOOP("FieldWords", "Acts on")},
        {"effect/size", QT_TRANSLATE_NOOP("FieldWords", "Size at full adoption")},
        {"curve", QT_TRANSLATE_NOOP("FieldWords", "Response to adoption")},
        {"rho", QT_TRANSLATE_NOOP("FieldWords", "How strongly")},
        {"grade", QT_TRANSLATE_NOOP("FieldWords", "Grade")},
        {"evidence/note", QT_TRANSLATE_NOOP("FieldWords", "Note on the evidence")},
        {"settings/title", QT_TRANSLATE_NOOP("FieldWords", "Title")},
        {"start", QT_TRANSLATE_NOOP("FieldWords", "Start")},
        {"settings/period", QT_TRANSLATE_NOOP("FieldWords", "Length of a period")},
        {"settings/periods", QT_TRANSLATE_NOOP("FieldWords", "Horizon")},
        {"discounting", QT_TRANSLATE_NOOP("FieldWords", "Flows are discounted at")},
    };
    if (const char* text = find(words, owner, field))
        return translated(text);
    QString label = plain(field);
    if (!label.isEmpty())
        label[0] = label[0].toUpper();
    return label;
}

QString choiceWords(std::string_view field, std::string_view value) {
    static const Words words{
        {"grade/", QT_TRANSLATE_NOOP("FieldWords", "none yet")},
        {"grade/A", QT_TRANSLATE_NOOP("FieldWords", "A: causal study")},
        {"grade/B", QT_TRANSLATE_NOOP("FieldWords", "B: independent benchmark")},
        {"grade/C", QT_TRANSLATE_NOOP("FieldWords", "C: single case or opinion")},
        {"grade/D", QT_TRANSLATE_NOOP("FieldWords", "D: assumption or vendor's claim")},
        {"multi_group_bass", QT_TRANSLATE_NOOP("FieldWords", "among groups (Bass)")},
        {"form/bass", QT_TRANSLATE_NOOP("FieldWords", "one curve (Bass)")},
        {"in_units", QT_TRANSLATE_NOOP("FieldWords", "in the target's unit")},
        {"relative", QT_TRANSLATE_NOOP("FieldWords", "relative")},
        {"ai_assistant", QT_TRANSLATE_NOOP("FieldWords", "AI assistant")},
        {"what/boost", QT_TRANSLATE_NOOP("FieldWords", "training")},
        {"basis/fixed", QT_TRANSLATE_NOOP("FieldWords", "one")},
        {"per_seat", QT_TRANSLATE_NOOP("FieldWords", "people it is for")},
        {"per_active_user", QT_TRANSLATE_NOOP("FieldWords", "active users")},
        {"timing/once", QT_TRANSLATE_NOOP("FieldWords", "once")},
        {"mid_period", QT_TRANSLATE_NOOP("FieldWords", "the middle of a period")},
        {"end_of_period", QT_TRANSLATE_NOOP("FieldWords", "the end of a period")},
        {"cycle_time_by/automatic", QT_TRANSLATE_NOOP("FieldWords", "as simulation says")},
        {"cycle_time_by/formulas", QT_TRANSLATE_NOOP("FieldWords", "by the formulas alone")},
        {"cycle_time_by/factor", QT_TRANSLATE_NOOP("FieldWords", "by them times a simulated factor")},
        {"cycle_time_by/surface", QT_TRANSLATE_NOOP("FieldWords", "by them times a response surface")},
        {"spread/lognormal", QT_TRANSLATE_NOOP("FieldWords", "lognormal: few take very long")},
        {"spread/gamma", QT_TRANSLATE_NOOP("FieldWords", "gamma")},
        {"spread/exponential", QT_TRANSLATE_NOOP("FieldWords", "exponential: a CV of 1")},
        {"spread/constant", QT_TRANSLATE_NOOP("FieldWords", "always the same")},
        {"spread/measured", QT_TRANSLATE_NOOP("FieldWords", "as measured")},
        {"kind/exclusive", QT_TRANSLATE_NOOP("FieldWords", "one of several ways")},
        {"kind/parallel", QT_TRANSLATE_NOOP("FieldWords", "all ways at once")},
        {"sobol", QT_TRANSLATE_NOOP("FieldWords", "Sobol sequence")},
        {"latin_hypercube", QT_TRANSLATE_NOOP("FieldWords", "Latin hypercube")},
        {"sampling/plain", QT_TRANSLATE_NOOP("FieldWords", "plain draws")},
    };
    if (const char* text = find(words, field, value))
        return translated(text);
    return plain(value);
}

QString fieldUnit(std::string_view owner, std::string_view field, const Settings& settings) {
    const QString period = toQt(name(settings.period));
    const std::string both = std::string(owner) + "/" + std::string(field);
    if (field == "drift" || both == "settings/discount_rate" || both == "settings/inflation")
        return translated(QT_TRANSLATE_NOOP("FieldWords", "% per year"));
    if (field == "noise")
        return translated(QT_TRANSLATE_NOOP("FieldWords", "% per %1")).arg(period);
    if (both == "settings/periods" || both == "link/delay")
        return period + u"s"_s;
    if (both == "adoption/start" || both == "phase/from" || both == "phase/to" || both == "cost/from" ||
        both == "cost/to")
        return period;
    return {};
}

} // namespace tributary::ui
