// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/process/case_source.h"

namespace tributary {

namespace {

double momentOf(const GivenArrivals& given, std::uint64_t number) {
    const std::uint64_t round = given.times.empty() ? 0 : number / given.times.size();
    if (given.times.empty() || (round > 0 && given.period == 0))
        return CaseSource::never;
    return given.times[number % given.times.size()] + static_cast<double>(round) * given.period;
}

} // namespace

CaseSource::CaseSource(const Arrivals& arrivals, const SimulationOptions& options, const DrawSource& draws,
                       std::uint64_t replication)
    : arrivals_(arrivals), options_(options), draws_(draws), replication_(replication),
      closes_(options.horizon > 0.0 ? options.horizon : never) {
    findNext(0.0);
}

void CaseSource::findNext(double now) {
    next_ = never;
    if (!isOpen())
        return;
    if (const auto* renewal = std::get_if<RenewalArrivals>(&arrivals_))
        next_ = now + quantile(renewal->gap, draws_.uniform({arrived_}, replication_));
    else if (const auto* given = std::get_if<GivenArrivals>(&arrivals_))
        next_ = momentOf(*given, arrived_);
    if (next_ >= closes_)
        next_ = never;
}

std::vector<double> CaseSource::firstOfMembers() {
    std::vector<double> hours;
    if (const auto* population = std::get_if<PopulationArrivals>(&arrivals_))
        for (int member = 0; member < population->members; ++member)
            if (const auto hour = memberLeft(0.0, {static_cast<std::uint64_t>(member)}))
                hours.push_back(*hour);
    return hours;
}

std::optional<double> CaseSource::memberLeft(double now, const DrawAddress& address) {
    const auto* population = std::get_if<PopulationArrivals>(&arrivals_);
    if (!population || !isOpen())
        return std::nullopt;
    const double hour = now + quantile(population->timeToArrival, draws_.uniform(address, replication_));
    if (hour >= closes_)
        return std::nullopt;
    ++membersOutside_;
    return hour;
}

bool CaseSource::memberComes() {
    --membersOutside_;
    return isOpen();
}

} // namespace tributary
