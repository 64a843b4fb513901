// SPDX-License-Identifier: GPL-3.0-or-later
// What an edit of a map does not touch stays where it lies: random edits, and the steps that they move.
#include "core/exchange/bpmn.h"
#include "core/model/map_edits.h"
#include "tests/builders.h"
#include "tests/shared_data.h"
#include "tests/ui/process/shown_map.h"
#include "ui/process/map_layout.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;

namespace {

using Cells = std::map<std::string, std::tuple<std::string, size_t, size_t>>; // lane, row, column

Cells cellsOf(const Process& process, const MapGrid& grid) {
    Cells cells;
    for (size_t i = 0; i < process.steps.size(); ++i) {
        const MapCell& cell = grid.cells[i];
        cells[process.steps[i].id.text] = {process.steps[i].lane.text, cell.row, cell.column};
    }
    return cells;
}

std::multimap<std::string, std::string> waysOf(const Process& process) {
    std::multimap<std::string, std::string> ways;
    for (const Flow& flow : process.flows)
        ways.emplace(flow.from.text, flow.to.text + (flow.exception ? "!" : ""));
    for (const ProcessException& each : process.exceptions)
        if (!each.resumes.empty())
            ways.emplace(each.step.text, each.resumes.text + "!");
    return ways;
}

/// The steps that an edit touched, and all that lie behind these before it or after it.
std::set<std::string> touched(const Process& before, const Process& after) {
    std::vector<std::string> front;
    const auto differ = [&](const Process& a, const Process& b) {
        for (const Step& step : a.steps) {
            const Step* other = findStep(b, step.id);
            if (!other || other->lane != step.lane || other->exception != step.exception)
                front.push_back(step.id.text);
        }
        auto left = waysOf(a);
        for (const auto& way : waysOf(b)) {
            auto [first, last] = left.equal_range(way.first);
            const auto same = std::find(first, last, way);
            if (same != last)
                left.erase(same);
        }
        for (const auto& [from, to] : left)
            front.push_back(to.ends_with('!') ? to.substr(0, to.size() - 1) : to);
    };
    differ(before, after);
    differ(after, before);
    std::set<std::string> found;
    while (!front.empty()) {
        const std::string at = front.back();
        front.pop_back();
        if (!found.insert(at).second)
            continue;
        for (const Process* process : {&before, &after})
            for (const auto& [from, to] : waysOf(*process))
                if (from == at)
                    front.push_back(to.ends_with('!') ? to.substr(0, to.size() - 1) : to);
    }
    return found;
}

/// How many steps that an edit has nothing to do with lie elsewhere, a row that it emptied left out of account.
int movedFor(const Cells& was, const Cells& now, const std::set<std::string>& touched) {
    int moved = 0;
    for (const auto& [id, place] : now) {
        const auto known = was.find(id);
        if (known == was.end() || touched.contains(id))
            continue;
        const auto& [lane, row, column] = place;
        const auto& [laneWas, rowWas, columnWas] = known->second;
        if (lane != laneWas || column != columnWas) {
            ++moved;
            continue;
        }
        std::set<size_t> above, aboveWas; // rows with steps
        for (const auto& each : now)
            if (std::get<0>(each.second) == lane && std::get<1>(each.second) < row)
                above.insert(std::get<1>(each.second));
        for (const auto& each : was)
            if (std::get<0>(each.second) == lane && std::get<1>(each.second) < rowWas)
                aboveWas.insert(std::get<1>(each.second));
        const bool isClosed = row < rowWas && above.size() == row && aboveWas.size() == rowWas;
        moved += row != rowWas && !isClosed ? 1 : 0;
    }
    return moved;
}

Result<Edit> randomEdit(const Model& model, const Process& process, std::mt19937& random, int number) {
    const auto any = [&] { return process.steps[random() % process.steps.size()].id; };
    Step step;
    step.name = fmt::format("Step {}", number);
    switch (random() % 7) {
    case 0:
        return addStepAfter(model, process.id, any(), step);
    case 1:
        return addBranch(model, process.id, any(), step);
    case 2:
        step.kind = random() % 2 ? StepKind::exclusive : StepKind::parallel;
        return addStepAfter(model, process.id, any(), step);
    case 3:
        return eraseParts(model, process.id, {{MapPart::Kind::task, any().text}});
    case 4:
        if (process.flows.empty())
            return fail("no way");
        return eraseParts(model, process.id,
                          {{MapPart::Kind::flow, process.flows[random() % process.flows.size()].id.text}});
    case 5:
        if (process.lanes.empty())
            return fail("no lane");
        return moveToLane(model, process.id, {any()}, process.lanes[random() % process.lanes.size()].id);
    default:
        return addFlow(model, process.id, any(), any());
    }
}

} // namespace

TEST_CASE("steps that an edit has nothing to do with stay in their rows and columns") {
    int edits = 0, moved = 0, movedAnew = 0;
    for (const char* id : {"transit", "call-centre", "service-desk", "failed-test", "special-terms"}) {
        for (unsigned seed = 0; seed < 6; ++seed) {
            std::mt19937 random(seed);
            Model model = need(modelFromTemplate(id));
            const ProcessId map = model.processes().begin()->id;
            MapGrid grid = MapGrid::of(*model.processes().find(map));
            for (int number = 0; number < 40; ++number) {
                const Process before = *model.processes().find(map);
                const auto edit = randomEdit(model, before, random, number);
                if (!edit)
                    continue;
                model = apply(model, *edit).model;
                const Process& after = *model.processes().find(map);
                const MapGrid now = MapGrid::of(after, grid.places);
                const auto related = touched(before, after);
                const int strays = movedFor(cellsOf(before, grid), cellsOf(after, now), related);
                INFO(id << ", seed " << seed << ", edit " << number << ": " << edit->label);
                CHECK(strays == 0);
                moved += strays;
                movedAnew +=
                    movedFor(cellsOf(before, MapGrid::of(before)), cellsOf(after, MapGrid::of(after)), related);
                ++edits;
                grid = now;
            }
        }
    }
    CHECK(edits > 600);
    CHECK(moved == 0);
    CHECK(movedAnew > 50); // a layout that knows of no earlier places moves as many
}

TEST_CASE("a step put into a drawing moves what lies behind it one column on at most, and hardly any to another row") {
    const auto folder = sharedData("data/bpmn");
    if (!folder)
        return;
    int put = 0, pushed = 0; // to another row
    for (const auto& file : std::filesystem::recursive_directory_iterator(*folder)) {
        if (file.path().extension() != ".bpmn")
            continue;
        std::ifstream in(file.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        const auto import = importBpmn(Model(), text, file.path().stem().string());
        if (!import)
            continue;
        const Model model = apply(Model(), import->edit).model;
        for (const Process& before : model.processes()) {
            const MapGrid grid = MapGrid::of(before);
            for (const Step& at : before.steps) {
                const auto edit = addStepAfter(model, before.id, at.id, *readStepLine("Ask again 5 minute"));
                if (!edit)
                    continue;
                const Model edited = apply(model, *edit).model;
                const Process& after = *edited.processes().find(before.id);
                const Cells was = cellsOf(before, grid), now = cellsOf(after, MapGrid::of(after, grid.places));
                for (const auto& [id, place] : was) {
                    INFO(file.path().stem().string() << ", after " << calledStep(before, at) << ": "
                                                     << calledStep(before, *findStep(before, StepId(id))));
                    const auto& [lane, row, column] = now.at(id);
                    CHECK(lane == std::get<0>(place));
                    pushed += row != std::get<1>(place) ? 1 : 0;
                    CHECK(column >= std::get<2>(place));
                    CHECK(column <= std::get<2>(place) + 1);
                }
                ++put;
            }
        }
    }
    CHECK(put > 50);
    CHECK(pushed <= 1); // one hangs below the new step
}

TEST_CASE("a map that was edited at random still lies in order") {
    for (unsigned seed = 0; seed < 12; ++seed) {
        std::mt19937 random(seed);
        Model model = transit();
        MapPlaces places;
        for (int number = 0; number < 60; ++number) {
            const Process& process = *model.processes().find(ProcessId("restore"));
            const MapLayout layout = MapLayout::of(process, {}, TaskShape::usual, {}, places);
            places = layout.places();
            INFO("seed " << seed << ", edit " << number);
            for (size_t i = 0; i < layout.steps().size(); ++i)
                for (size_t other = 0; other < i; ++other)
                    REQUIRE_FALSE(layout.steps()[i].box.intersects(layout.steps()[other].box));
            for (const MapLayout::LaneBand& lane : layout.lanes()) // no row is left empty
                CHECK(lane.bottom - lane.top < 2600);
            if (const auto edit = randomEdit(model, process, random, number))
                model = apply(model, *edit).model;
        }
    }
}

TEST_CASE("undo puts the steps back where they were, and a map that was left for another lies as it did") {
    ui::test::ShownMap shown(transit());
    const auto places = [&] {
        std::map<std::string, QPointF> all;
        for (const MapLayout::StepBox& step : shown.canvas().layout().steps())
            all[step.id.text] = step.box.topLeft();
        return all;
    };
    const auto before = places();
    shown.select("process/restore/task/T3");
    shown.key(Qt::Key_Return);
    shown.type(QStringLiteral("Ask the maker"));
    CHECK(places() != before);
    need(shown.document.undo().map([] { return 0; }));
    CHECK(places() == before);

    need(shown.document.apply(addProcess(shown.document.model(), {}, "Another")).map([] { return 0; }));
    for (const char* step : {"T3", "T2"}) { // it lies as its edits left it, not as it would lie anew
        shown.select(std::string("process/restore/task/") + step);
        shown.key(Qt::Key_Return);
        shown.type(QStringLiteral("Beside it"));
    }
    const auto left = places();
    for (const Process& process : shown.document.model().processes())
        if (process.name == "Another")
            shown.select("process/" + process.id.text);
    CHECK(places() != left);
    shown.select("process/restore");
    CHECK(places() == left);
}
