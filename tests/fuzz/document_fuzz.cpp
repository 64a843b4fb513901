// SPDX-License-Identifier: GPL-3.0-or-later
// Opens bytes as a document. The first byte chooses: the bytes as they are, or a good file with some of its bytes
// changed, which reaches further; for reading or writing; and whether a copy is saved, which takes as long as all else.
// Whatever opens is used as a window would use it.
#include "core/model/entity_json.h"
#include "core/storage/document_file.h"

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace tributary;

namespace {

const std::filesystem::path& folder() {
    static const std::filesystem::path path = [] {
        const std::filesystem::path memory = "/dev/shm";
        const auto base = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
        auto made = base / ("tributary-fuzz-" + std::to_string(getpid()));
        std::filesystem::create_directories(made);
        std::atexit([] { std::filesystem::remove_all(folder()); });
        return made;
    }();
    return path;
}

Metric metricNamed(const char* id, const char* parent) {
    Metric metric;
    metric.id = MetricId(id);
    metric.name = id;
    metric.parent = MetricId(parent);
    metric.estimate = Quantity::parse("8/10/15").value();
    return metric;
}

/// A small document with a bit of all: entities, parts, parts of parts, a history and a version.
const std::string& goodFile() {
    static const std::string bytes = [] {
        const auto path = folder() / "good.tributary";
        {
            Group group;
            group.id = GroupId("g");
            Process process;
            process.id = ProcessId("p");
            process.steps.resize(2);
            process.steps[0].id = StepId("a");
            process.steps[0].kind = StepKind::start;
            process.steps[1].id = StepId("b");
            process.steps[1].kind = StepKind::end;
            Pool pool;
            pool.id = PoolId("w");
            pool.group = group.id;
            pool.hours = WorkingHours::parse("Mon-Fri 8-16 x2").value();
            Pool other = pool;
            other.id = PoolId("x");
            process.pools = {pool, other};
            ProcessException exception;
            exception.id = ExceptionId("e");
            exception.step = StepId("a");
            exception.pool = pool.id;
            exception.alsoPools = {other.id};
            exception.priority = 1;
            exception.spread = Spread::measured;
            exception.touchTimes = MeasuredTimes::parse("3, 5, 8 min").value();
            process.arrivalTimes = ArrivalTimes::parse("2024-03-01 08:15, 2024-03-01 09:00").value();
            process.exceptions = {exception};
            process.flows = {Flow{FlowId("f"), "", StepId("a"), StepId("b"), {}, {}, false}};
            Intervention tool;
            tool.id = InterventionId("i");
            tool.adoption.targets = {TargetGroup{GroupId("g"), {}, {}, {0.5, 0.5}}};
            auto file = DocumentFile::create(path, Model()).value();
            (void)file.commit(
                {"All",
                 "",
                 {put(group), put(metricNamed("m", "")), put(metricNamed("n", "m")), put(process), put(tool)}});
            (void)file.nameVersion("v");
            (void)file.commit({"More", "k", {put(metricNamed("o", "m"))}});
        }
        std::ifstream stream(path, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    }();
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, size_t size) {
    constexpr size_t changeBytes = 4;          // three of place, one of value
    constexpr std::uint8_t savesNoCopy = 0x30; // either of these bits
    if (size == 0)
        return 0;
    std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    if (data[0] % 4 != 0) {
        const std::string changes = std::move(bytes);
        bytes = goodFile();
        for (size_t at = 0; at + changeBytes <= changes.size(); at += changeBytes) {
            const auto place = static_cast<size_t>(static_cast<std::uint8_t>(changes[at]) << 16 |
                                                   static_cast<std::uint8_t>(changes[at + 1]) << 8 |
                                                   static_cast<std::uint8_t>(changes[at + 2]));
            bytes[place % bytes.size()] = changes[at + 3];
        }
    }
    const auto path = folder() / "m.tributary";
    for (const char* const side : {"m.tributary-wal", "m.tributary-shm", "m.tributary-journal", "m.v0.tributary"})
        std::filesystem::remove(folder() / side);
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    auto file = DocumentFile::open(path, data[0] % 2 == 0 ? FileAccess::readOnly : FileAccess::readWrite);
    if (!file)
        return 0;
    (void)file->editTexts(1, file->editsKept());
    const auto versions = file->versions().value();
    for (const Version& version : versions)
        (void)readChanges(version.beyond);
    (void)file->undo();
    (void)file->commit({"Fuzz", "", {put(metricNamed("z", ""))}});
    if (file->access() == FileAccess::readOnly && (data[0] & savesNoCopy) == 0 &&
        !file->saveCopy(folder() / "copy.tributary", Overwrite::replace))
        std::abort(); // what was read can always be written
    return 0;
}
