// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/process_numbers.h"

#include "core/engine/block_machine.h"

namespace tributary {

namespace {

std::vector<double> rowOf(const BlockMachine& machine, const std::vector<Register>& registers, size_t trial) {
    std::vector<double> row;
    row.reserve(registers.size());
    for (const Register r : registers)
        row.push_back(machine.column(r)[trial]);
    return row;
}

/// Columns of one trial that look into a table.
std::vector<NetworkInputs::Column> columnsOf(const std::vector<double>& table) {
    std::vector<NetworkInputs::Column> columns;
    columns.reserve(table.size());
    for (const double& number : table)
        columns.emplace_back(&number, 1);
    return columns;
}

/// Columns of one trial that write into a table of that size.
std::vector<NetworkMeasures::Column> columnsFor(std::vector<double>& table, size_t size) {
    table.resize(size);
    std::vector<NetworkMeasures::Column> columns;
    for (double& number : table)
        columns.emplace_back(&number, 1);
    return columns;
}

} // namespace

void solve(const NetworkPlan& plan, ProcessNumbers& numbers) {
    const auto touch = columnsOf(numbers.touch);
    const auto touchCv = columnsOf(numbers.touchCv);
    const auto delay = columnsOf(numbers.delay);
    const auto cost = columnsOf(numbers.cost);
    const auto share = columnsOf(numbers.share);
    const auto handOffDelay = columnsOf(numbers.handOffDelay);
    const auto servers = columnsOf(numbers.servers);
    const auto availability = columnsOf(numbers.availability);
    const auto hourlyCost = columnsOf(numbers.hourlyCost);
    const auto patience = columnsOf(numbers.patience);
    NetworkInputs in{.arrivals = {&numbers.arrivals, 1},
                     .touch = touch,
                     .touchCv = touchCv,
                     .delay = delay,
                     .cost = cost,
                     .share = share,
                     .handOffDelay = handOffDelay,
                     .servers = servers,
                     .availability = availability,
                     .hourlyCost = hourlyCost,
                     .correction = {},
                     .patience = patience,
                     .leavingOdds = {}};
    if (numbers.correction != 0)
        in.correction = {&numbers.correction, 1};
    if (plan.shape().hasPopulation)
        in.population = {&numbers.population, 1};
    if (numbers.leavingOdds != 0)
        in.leavingOdds = {&numbers.leavingOdds, 1};
    const auto visits = columnsFor(numbers.visits, plan.shape().steps.size());
    const auto served = columnsFor(numbers.served, plan.shape().steps.size());
    const auto stepWaiting = columnsFor(numbers.stepWaiting, plan.shape().steps.size());
    const auto stepAbsence = columnsFor(numbers.stepAbsence, plan.shape().steps.size());
    const auto utilisation = columnsFor(numbers.utilisation, numbers.servers.size());
    const auto poolWaiting = columnsFor(numbers.poolWaiting, numbers.servers.size());
    NetworkMeasures out;
    out.arrivals = {&numbers.casesPerHour, 1};
    out.joinedTime = {&numbers.joinedTime, 1};
    out.cycleTime = {&numbers.cycleTime, 1};
    out.waiting = {&numbers.waitingTime, 1};
    out.plainWaiting = {&numbers.plainWaiting, 1};
    out.left = {&numbers.left, 1};
    out.touch = {&numbers.touchTime, 1};
    out.delay = {&numbers.delayTime, 1};
    out.labourHours = {&numbers.labourHours, 1};
    out.labourCost = {&numbers.labourCost, 1};
    out.cost = {&numbers.totalCost, 1};
    out.exceptionShare = {&numbers.exceptionShare, 1};
    out.exceptions = {&numbers.exceptions, 1};
    out.handOffs = {&numbers.handOffs, 1};
    out.boundaryHandOffs = {&numbers.boundaryHandOffs, 1};
    std::vector<NetworkMeasures::Column> handOffsBetween;
    numbers.handOffsBetween.clear();
    for (const GroupPair& pair : plan.boundaries())
        numbers.handOffsBetween.push_back({pair, 0});
    for (ProcessNumbers::HandOffs& each : numbers.handOffsBetween)
        handOffsBetween.emplace_back(&each.perCase, 1);
    out.handOffsBetween = handOffsBetween;
    out.workInProgress = {&numbers.workInProgress, 1};
    out.visits = visits;
    out.served = served;
    out.stepWaiting = stepWaiting;
    out.stepAbsence = stepAbsence;
    out.utilisation = utilisation;
    out.poolWaiting = poolWaiting;
    std::vector<double> workspace(plan.workspace(1));
    plan.solve(in, out, workspace);
}

std::vector<ProcessWorld> readProcesses(const Program& program, const UniformSource& source, size_t trials, int period,
                                        const std::stop_token& stop) {
    const ProgramCode& code = program.code();
    BlockMachine machine(code, trials, stop);
    machine.start(source, 0, trials);
    for (int each = 0; each <= period && !machine.isToStop(); ++each)
        machine.step(each);
    std::vector<ProcessWorld> worlds;
    if (machine.isToStop())
        return worlds;
    for (const Network& network : code.networks) {
        ProcessWorld& world = worlds.emplace_back(ProcessWorld{network.process, {}});
        for (size_t trial = 0; trial < trials; ++trial) {
            const NetworkRegisters& in = network.inputs;
            ProcessNumbers& numbers = world.trials.emplace_back();
            numbers.arrivals = machine.column(in.arrivals)[trial];
            numbers.population = machine.column(in.population)[trial];
            numbers.touch = rowOf(machine, in.touch, trial);
            numbers.touchCv = rowOf(machine, in.touchCv, trial);
            numbers.delay = rowOf(machine, in.delay, trial);
            numbers.patience = rowOf(machine, in.patience, trial);
            numbers.cost = rowOf(machine, in.cost, trial);
            numbers.share = rowOf(machine, in.share, trial);
            numbers.handOffDelay = rowOf(machine, in.handOffDelay, trial);
            numbers.servers = rowOf(machine, in.servers, trial);
            numbers.availability = rowOf(machine, in.availability, trial);
            numbers.hourlyCost = rowOf(machine, in.hourlyCost, trial);
            numbers.correction = in.correction == 0 ? 0 : machine.column(in.correction)[trial];
            numbers.leavingOdds = in.leavingOdds == 0 ? 0 : machine.column(in.leavingOdds)[trial];
            solve(*network.plan, numbers);
        }
    }
    return worlds;
}

} // namespace tributary
