// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "tests/core/storage/storage_fixture.h"

#include <catch2/catch.hpp>

using namespace tributary;
using namespace tributary::test;

TEST_CASE("A saved model is equal when it is opened again") {
    const TemporaryFolder folder;
    const auto model = modelFromTemplate("transit");
    requireGood(model);
    created(folder / "m.tributary", *model);
    const DocumentFile file = opened(folder / "m.tributary");
    CHECK(file.losses() == std::vector<std::string>{});
    CHECK(file.accessReason().empty());
    CHECK(file.access() == FileAccess::readWrite);
    CHECK(file.model() == *model);
}

TEST_CASE("One file is left when the document is closed") {
    const TemporaryFolder folder;
    {
        DocumentFile file = created(folder / "m.tributary");
        requireGood(file.commit(putEdit(metric("A", "1"))));
        CHECK(filesIn(folder.path()) > 1);
    }
    CHECK(filesIn(folder.path()) == 1);
}

TEST_CASE("Edits, undo and redo survive closing and opening") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Model one;
    Model two;
    {
        DocumentFile file = created(path);
        requireGood(file.commit(putEdit(metric("A", "1"))));
        one = file.model();
        requireGood(file.commit(putEdit(metric("A", "2"))));
        two = file.model();
        REQUIRE(one != two);
        requireGood(file.undo());
        CHECK(file.model() == one);
    }
    {
        DocumentFile file = opened(path);
        CHECK(file.model() == one);
        REQUIRE(file.undoable());
        CHECK(file.undoable()->number == 1);
        REQUIRE(file.redoable());
        CHECK(file.redoable()->label == "Set Metric A");
        CHECK(file.editsDone() == 1);
        requireGood(file.redo());
        CHECK(file.model() == two);
        CHECK_FALSE(file.redo().has_value());
    }
    {
        DocumentFile file = opened(path);
        CHECK(file.model() == two);
        requireGood(file.undo());
        requireGood(file.undo());
        CHECK(file.model() == Model());
        CHECK_FALSE(file.undo().has_value());
        requireGood(file.commit(putEdit(metric("B", "3"))));
        CHECK_FALSE(file.redoable());
        CHECK(file.editsDone() == 1);
    }
    CHECK(opened(path).model().metrics().find(MetricId("B")) != nullptr);
    CHECK(opened(path).model().metrics().size() == 1);
}

TEST_CASE("Random edits and undos leave the same model in the file as in memory") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const auto start = modelFromTemplate("transit");
    requireGood(start);
    const auto seed = GENERATE(1U, 2U, 3U);
    std::mt19937 random(seed);
    const auto below = [&](size_t count) { return static_cast<size_t>(random() % count); };
    std::vector<Model> line{*start}; // the model after each edit of the present line
    size_t at = 0;
    auto file = std::make_optional(created(path, *start));
    for (int round = 0; round < 60; ++round) {
        const size_t what = below(10);
        if (what < 2 && at > 0) {
            requireGood(file->undo());
            --at;
        } else if (what < 4 && at + 1 < line.size()) {
            requireGood(file->redo());
            ++at;
        } else if (what == 4) {
            file.reset();
            file = opened(path);
        } else {
            Edit edit{"Edit " + std::to_string(round), "", {}};
            const Model& model = file->model();
            const auto pick = [&](const auto& table) {
                auto place = table.begin();
                std::advance(place, below(table.size()));
                return *place;
            };
            switch (below(6)) {
            case 0: {
                Metric changed = pick(model.metrics());
                changed.notes += "x";
                changed.evidence.grade = static_cast<Grade>(below(5));
                edit.changes.push_back(put(changed));
                break;
            }
            case 1:
                edit.changes.push_back(put(metric("N" + std::to_string(below(5)), std::to_string(below(99)))));
                break;
            case 2: {
                Process map = pick(model.processes());
                Step step;
                step.id = StepId("X" + std::to_string(round));
                step.name = "Check";
                map.steps.push_back(step);
                map.flows.push_back(Flow{
                    FlowId("Y" + std::to_string(round)), "", map.steps.front().id, map.steps.back().id, {}, {}, true});
                std::swap(map.steps.front(), map.steps[map.steps.size() / 2]);
                edit.changes.push_back(put(map));
                break;
            }
            case 3: {
                Intervention tool = pick(model.interventions());
                if (!tool.effects.empty() && below(2) == 0)
                    tool.effects.pop_back();
                if (!tool.adoption.targets.empty())
                    tool.adoption.targets.front().mixing.assign(below(4), 0.25);
                tool.stall.ceilingFactor = static_cast<double>(below(100)) / 100;
                edit.changes.push_back(put(tool));
                break;
            }
            case 4: {
                const MetricId id("N" + std::to_string(below(5)));
                edit.changes.push_back(erase<Metric>(id));
                break;
            }
            default: {
                Series series;
                series.id = SeriesId("S" + std::to_string(below(3)));
                series.values.assign(below(20), 1.5);
                edit.changes.push_back(put(series));
                break;
            }
            }
            const auto changed = file->commit(edit);
            requireGood(changed);
            if (changed->empty())
                continue;
            line.resize(at + 1);
            line.push_back(file->model());
            ++at;
        }
        REQUIRE(file->model() == line[at]);
    }
    for (size_t number = 0; number < line.size(); ++number)
        CHECK(modelAt(*file, static_cast<std::int64_t>(number)) == line[number]);
    file.reset();
    const DocumentFile again = opened(path, FileAccess::readOnly);
    CHECK(again.model() == line[at]);
    CHECK(again.losses().empty());
    CHECK(modelAt(again, 0) == *start);
}

TEST_CASE("Edits with one merge key are one step of the history") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    DocumentFile file = created(path);
    requireGood(file.commit(putEdit(metric("A", "1"), "typing")));
    requireGood(file.commit(putEdit(metric("A", "12"), "typing")));
    requireGood(file.commit(putEdit(metric("A", "123"), "typing")));
    CHECK(file.editsDone() == 1);
    requireGood(file.undo());
    CHECK(file.model() == Model());
    requireGood(file.redo());
    CHECK(file.model().metrics().find(MetricId("A"))->estimate->text() == "123");

    SECTION("but not after an undo") {
        requireGood(file.commit(putEdit(metric("A", "1234"), "typing")));
        CHECK(file.editsDone() == 2);
    }
    SECTION("nor past a version") {
        requireGood(file.commit(putEdit(metric("B", "1"), "more")));
        requireGood(file.nameVersion("before"));
        requireGood(file.commit(putEdit(metric("B", "2"), "more")));
        CHECK(file.editsDone() == 3);
        CHECK(modelOfVersion(file, "before").metrics().find(MetricId("B"))->estimate->text() == "1");
    }
    SECTION("nor with another key") {
        requireGood(file.commit(putEdit(metric("B", "1"), "more")));
        requireGood(file.commit(putEdit(metric("B", "2"), "other")));
        requireGood(file.commit(putEdit(metric("B", "3"))));
        requireGood(file.commit(putEdit(metric("B", "4"))));
        CHECK(file.editsDone() == 5);
    }
}

TEST_CASE("An edit that changes nothing leaves no step") {
    const TemporaryFolder folder;
    DocumentFile file = created(folder / "m.tributary");
    requireGood(file.commit(putEdit(metric("A", "1"))));
    requireGood(file.undo());
    requireGood(file.commit({"Nothing", "", {erase<Metric>(MetricId("A"))}}));
    CHECK(file.redoable());
    CHECK(file.editsDone() == 0);
}

TEST_CASE("A version keeps its model even when its edits are taken back and dropped") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Model named;
    {
        DocumentFile file = created(path);
        requireGood(file.commit(putEdit(metric("A", "1"))));
        requireGood(file.commit(putEdit(metric("B", "2"))));
        requireGood(file.nameVersion("first"));
        named = file.model();
        CHECK_FALSE(file.nameVersion("first").has_value());
        CHECK_FALSE(file.nameVersion("").has_value());
        requireGood(file.undo());
        CHECK(modelOfVersion(file, "first") == named);
        requireGood(file.commit(putEdit(metric("C", "3"))));
        requireGood(file.undo());
        requireGood(file.undo());
        requireGood(file.commit(putEdit(metric("D", "4"))));
        CHECK(modelOfVersion(file, "first") == named);
    }
    const DocumentFile file = opened(path);
    REQUIRE(file.versions().value().size() == 1);
    CHECK(file.versions().value().front().name == "first");
    CHECK(file.versions().value().front().number == 0);
    CHECK(modelOfVersion(file, "first") == named);
}

TEST_CASE("A copy holds the model and its history, and is a file of its own") {
    const TemporaryFolder folder;
    DocumentFile file = created(folder / "m.tributary");
    requireGood(file.commit(putEdit(metric("A", "1"))));
    requireGood(file.commit(putEdit(metric("A", "2"))));
    requireGood(file.saveCopy(folder / "copy.tributary", Overwrite::refuse));
    CHECK_FALSE(file.saveCopy(folder / "copy.tributary", Overwrite::refuse).has_value());
    CHECK_FALSE(file.saveCopy(folder / "m.tributary", Overwrite::replace).has_value());
    {
        DocumentFile copy = opened(folder / "copy.tributary");
        CHECK(copy.access() == FileAccess::readWrite);
        CHECK(copy.model() == file.model());
        requireGood(copy.undo());
        CHECK(copy.model() != file.model());
        CHECK_FALSE(file.saveCopy(folder / "copy.tributary", Overwrite::replace).has_value()); // it is open
    }
    requireGood(file.saveCopy(folder / "copy.tributary", Overwrite::replace));
    CHECK(opened(folder / "copy.tributary").model() == file.model());
}

TEST_CASE("A second opener reads what is there and is told why it cannot write") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    auto first = std::make_optional(created(path));
    requireGood(first->commit(putEdit(metric("A", "1"))));
    DocumentFile second = opened(path);
    CHECK(second.access() == FileAccess::readOnly);
    CHECK(second.accessReason() == "it is open in another program");
    CHECK(second.model() == first->model());
    CHECK(second.editsDone() == 1);
    CHECK(modelAt(second, 0) == Model());
    CHECK_FALSE(second.commit(putEdit(metric("A", "2"))).has_value());
    CHECK_FALSE(second.undo().has_value());
    requireGood(first->commit(putEdit(metric("A", "3")))); // the reader holds nothing up
    first.reset();
    CHECK(filesIn(folder.path()) == 1);
    CHECK(opened(path).access() == FileAccess::readWrite);
}

TEST_CASE("A new file neither replaces another unasked nor one that is open") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        const DocumentFile open = created(path, manyMetrics(3));
        CHECK_FALSE(DocumentFile::create(path, Model(), Overwrite::replace).has_value());
    }
    CHECK_FALSE(DocumentFile::create(path, Model()).has_value());
    CHECK(opened(path).model() == manyMetrics(3));
    requireGood(DocumentFile::create(path, Model(), Overwrite::replace));
    CHECK(opened(path).model() == Model());
}

TEST_CASE("An edit that leaves a reference to nothing is refused by name") {
    const TemporaryFolder folder;
    DocumentFile file = created(folder / "m.tributary", manyMetrics(5));
    const auto refused = file.commit({"Erase the root", "", {erase<Metric>(MetricId("M0"))}});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("metric M1 refers to a metric that is not there") != std::string::npos);
    CHECK(file.model() == manyMetrics(5));
    requireGood(file.commit(putEdit(metric("A", "1"))));
}

TEST_CASE("A text that could not be read again is refused by its place, and nothing is changed") {
    const TemporaryFolder folder;
    DocumentFile file = created(folder / "m.tributary", manyMetrics(5));
    Metric wordy = metric("M2", "1");
    wordy.notes.assign((size_t{1} << 20U) + 1, 'x');
    const auto refused = file.commit(putEdit(wordy));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("metric M2: notes is 1048577 bytes long") != std::string::npos);
    CHECK(file.model() == manyMetrics(5));
    Model whole;
    whole = apply(whole, putEdit(wordy)).model;
    CHECK_FALSE(DocumentFile::create(folder / "new.tributary", whole, Overwrite::refuse));
    wordy.notes.pop_back();
    requireGood(file.commit(putEdit(wordy)));
    const Model before = file.model();
    CHECK(opened(folder / "m.tributary", FileAccess::readOnly).model() == before);
}
