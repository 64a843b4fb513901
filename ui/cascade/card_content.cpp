// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/card_content.h"

#include "core/model/dependencies.h"
#include "core/model/quantity_path.h"
#include "ui/inspector/field_words.h"
#include "ui/look/compact_number.h"
#include "ui/look/metric_change.h"
#include "ui/look/number_words.h"
#include "ui/qt_text.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A unit for a card, where room is short: "$/breakdown" is said as "$", "h/mo" stays. The tool tip gives it whole.
QString withoutNouns(const QString& unit) {
    constexpr qsizetype longestShort = 3; // of the words that are shortened: y, mo, wk, min
    const QStringList parts = unit.split(u'/');
    QStringList kept{parts.first()};
    for (const QString& per : parts.mid(1))
        if (per.size() < longestShort || per == u"min"_s)
            kept << per;
    return kept.join(u'/');
}

/// "/mo" of "purchase/mo": the card's name says what is counted.
QString withoutCounted(const QString& unit) {
    constexpr qsizetype longestSymbol = 3; // M$, h, min
    const qsizetype per = unit.indexOf(u'/');
    return per > longestSymbol ? unit.mid(per) : QString();
}

/// The results at a period, or null where there are none of it.
const Summary* at(const std::vector<Summary>& periods, int period) {
    const auto index = static_cast<size_t>(std::max(period, 1)) - 1;
    return index < periods.size() ? &periods[index] : nullptr;
}

Sparkline sparkline(const MetricResults& results, int period) {
    Sparkline spark;
    for (std::size_t i = 0; i < results.change.size(); ++i) {
        const Summary change = results.changeAt(i).summary;
        spark.low90.append(change.p5);
        spark.low50.append(change.p25);
        spark.line.append(change.p50);
        spark.high50.append(change.p75);
        spark.high90.append(change.p95);
    }
    spark.position = period - 1;
    return spark;
}

/// How large the change is beside its largest over the periods.
double partOfLargest(const MetricResults& results, int period) {
    const auto size = [&](std::size_t i) {
        const double median = results.changeAt(i).summary.p50;
        return std::isfinite(median) ? std::abs(median) : 0;
    };
    double largest = 0;
    for (std::size_t i = 0; i < results.change.size(); ++i)
        largest = std::max(largest, size(i));
    return largest > 0 ? size(static_cast<std::size_t>(period - 1)) / largest : 0;
}

/// A value in the whole unit: "13.9 hour per breakdown", money with its sign.
QString wholeValue(const QString& number, const QString& unit) {
    return withUnit(number, unit == u"%"_s ? unit : wholeUnit(unit));
}

QString wholeRange(const Summary& summary, const QString& unit) {
    return wholeValue(tr("%1 to %2").arg(threeDigits(summary.p10), threeDigits(summary.p90)), unit);
}

QStringList lines(const Model& model, const Metric& metric, const MetricResults* results, int period, ValuesOf values) {
    QStringList texts{toQt(metric.name)};
    const Summary* with = results ? at(results->with, period) : nullptr;
    const Summary* bau = results ? at(results->bau, period) : nullptr;
    const QString unit = results ? toQt(results->unit) : QString();
    const auto rangeLine = [&unit](const Summary& summary) {
        return hasRange(summary) ? tr("P10 to P90: %1").arg(wholeRange(summary, unit)) : tr("no range given");
    };
    if (with && bau && values == ValuesOf::usual) {
        texts << tr("%1: %2, as usual")
                     .arg(periodTitle(model.settings(), period), wholeValue(threeDigits(bau->p50), unit));
        texts << rangeLine(*bau);
        texts << tr("The scenario has an error and is not run");
    } else if (with && bau) {
        texts << tr("%1: %2, with the scenario")
                     .arg(periodTitle(model.settings(), period), wholeValue(threeDigits(with->p50), unit));
        texts << rangeLine(*with);
        texts << tr("Business as usual: %1, %2")
                     .arg(wholeValue(threeDigits(bau->p50), unit), metricChange(*results, period).text);
    } else if (lacksValue(metric)) {
        texts << tr("No value yet: type it with =, or in the inspector");
    } else {
        texts << tr("no result yet");
    }
    if (metric.evidence.grade != Grade::none) {
        const QString grade =
            metric.evidence.grade == Grade::d
                ? tr("Evidence D, assumption")
                : tr("Evidence %1").arg(toQt(EnumNames<Grade>::names[static_cast<size_t>(metric.evidence.grade)]));
        const QString source = toQt(metric.evidence.source);
        texts << (source.isEmpty() || source == u"assumption"_s ? grade : grade + u": "_s + source);
    }
    return texts;
}

} // namespace

ValuesOf valuesTold(const NpvLacks& lacks, const ScenarioId& scenario) {
    return isNotRun(lacks, scenario) ? ValuesOf::usual : ValuesOf::scenario;
}

CardContent cardContent(const Metric& metric, const MetricResults* results, int period, ValuesOf values) {
    CardContent content;
    content.name = toQt(metric.name);
    content.level = metric.level;
    // What is measured has the mark of its map alone.
    content.grade = metric.source == MetricSource::process ? Grade::none : metric.evidence.grade;
    content.unfinished = lacksValue(metric);
    const bool isUsual = values == ValuesOf::usual;
    const Summary* with = results ? at(isUsual ? results->bau : results->with, period) : nullptr;
    if (!with)
        return content;
    const UnitWords words = unitWords(toQt(results->unit), with->p50);
    content.value = compactNumber(with->p50 * words.factor);
    content.unit = withoutNouns(words.text);
    content.rate = withoutCounted(content.unit);
    if (hasRange(*with))
        content.range =
            tr("%1 to %2").arg(compactNumber(with->p10 * words.factor), compactNumber(with->p90 * words.factor));
    if (!std::isfinite(with->p50)) {
        content.range = tr("no value");
        return content;
    }
    if (isUsual) {
        content.range = content.range.isEmpty() ? tr("as usual") : tr("%1, as usual").arg(content.range);
        return content;
    }
    const MetricChange change = metricChange(*results, period);
    // An amount is in the card's unit, which stands beside the value.
    content.changeIsBare = results->changeForm == ChangeForm::amount && change.judgement != Judgement::none;
    content.change =
        content.changeIsBare ? signedWords(at(results->change, period)->p50 * words.factor, QString()) : change.text;
    content.judgement = change.judgement;
    content.pointing = change.pointing;
    content.strength = change.size;
    if (change.judgement != Judgement::none) {
        content.sparkline = sparkline(*results, period);
        content.fill = partOfLargest(*results, period);
    }
    return content;
}

QString cardToolTip(const Model& model, const Metric& metric, const MetricResults* results, int period,
                    ValuesOf values) {
    return lines(model, metric, results, period, values).join(u'\n');
}

QString cardInWords(const Model& model, const Metric& metric, const MetricResults* results, int period,
                    ValuesOf values) {
    return lines(model, metric, results, period, values).join(u". "_s);
}

QString mapPlaceWords(const Model& model, const MetricId& metric, const MapPlace& place) {
    const QString where = toQt(readableName(model, place.path));
    if (place.kind == MapPlace::Kind::feeds)
        return tr("Used by %1").arg(where);
    const Metric* it = model.metrics().find(metric);
    const QString measure =
        it ? choiceWords("measure", EnumNames<Measure>::names[static_cast<size_t>(it->measure)]) : QString();
    return tr("Measures %1: %2").arg(where, measure);
}

QString periodTitle(const Settings& settings, int period) {
    switch (settings.period) {
    case PeriodKind::week:
        return tr("Week %1").arg(period);
    case PeriodKind::quarter:
        return tr("Quarter %1").arg(period);
    case PeriodKind::month:
        break;
    }
    return tr("Month %1").arg(period);
}

} // namespace tributary::ui
