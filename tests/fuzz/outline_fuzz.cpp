// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the readers of pasted outlines, card lines and working hours and checks that an edit is taken back
// whole, that what is copied is pasted again, and that an error points into its text.
#include "core/exchange/outline.h"
#include "core/exchange/templates.h"
#include "core/model/card_edits.h"
#include "core/model/references.h"
#include "core/model/working_hours.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

using namespace tributary;

namespace {

void require(bool law) {
    if (!law)
        std::abort();
}

void requireInside(const Error& error, std::size_t size) {
    require(!error.message.empty());
    require(!error.range || (error.range->begin <= error.range->end && error.range->end <= size));
}

void readHours(std::string_view text) {
    const auto hours = WorkingHours::parse(text);
    if (!hours)
        return requireInside(hours.error(), text.size());
    require(hours->text() == text && *WorkingHours::parse(hours->text()) == *hours);
    for (const StaffChange& change : hours->week())
        require(change.from >= 0 && change.from < 168 && std::isfinite(change.times));
}

void readLine(const Model& model, std::string_view text) {
    const auto line = readCardLine(model, text);
    if (!line)
        return requireInside(line.error(), text.size());
    const auto added = addCard(model, Metric{}, *line);
    if (!added)
        return require(!added.error().message.empty());
    const Applied applied = apply(model, *added);
    require(apply(applied.model, applied.inverse).model == model);
}

void readBlock(const Model& model, std::string_view text, const OutlineOptions& options) {
    const auto read = readOutline(model, text, options);
    if (!read)
        return require(!read.error().message.empty());
    const Applied pasted = apply(model, read->edit);
    require(checkReferences(pasted.model).has_value());
    require(apply(pasted.model, pasted.inverse).model == model);
    std::vector<MetricId> added;
    for (const OutlineRow& row : read->rows)
        if (row.problem.empty())
            added.push_back(row.metric.id);
    require(added.size() == read->accepted);
    if (added.empty())
        return;
    const auto again = readOutline(Model(), writeOutline(pasted.model, added), {});
    require(again && again->accepted == again->rows.size() && again->accepted >= added.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Model transit = *modelFromTemplate("transit");
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    const unsigned choice = bytes[0];
    if (choice % 4 == 0)
        readHours(text);
    else if (choice % 4 == 1)
        readLine(transit, text);
    else
        readBlock(transit, text,
                  {MetricId(choice % 8 < 4 ? "" : "L2"),
                   choice % 16 < 8 ? CommaInNumber::thousands : CommaInNumber::decimal,
                   choice % 32 < 16 ? TakenName::refuse : TakenName::number});
    return 0;
}
