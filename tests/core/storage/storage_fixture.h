// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of storage share: a folder that goes with its object, small models and edits, files opened and read.
#pragma once

#include "core/model/entity_json.h"
#include "core/storage/document_file.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace tributary::test {

class TemporaryFolder {
public:
    TemporaryFolder() {
        static std::atomic<unsigned> count{std::random_device{}()};
        path_ = std::filesystem::temp_directory_path() / ("tributary-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

inline Metric metric(const std::string& id, const std::string& estimate, const std::string& parent = {}) {
    Metric made;
    made.id = MetricId(id);
    made.name = "Metric " + id;
    made.parent = MetricId(parent);
    made.estimate = Quantity::parse(estimate).value();
    made.unit = "hour";
    return made;
}

inline Edit putEdit(const Metric& entity, const std::string& mergeKey = {}) {
    return {"Set " + entity.name, mergeKey, {put(entity)}};
}

/// A model of `count` metrics M0, M1, ... in a tree of three branches each.
inline Model manyMetrics(int count) {
    Edit all;
    for (int i = 0; i < count; ++i)
        all.changes.push_back(put(metric("M" + std::to_string(i),
                                         std::to_string(i) + "/" + std::to_string(i + 1) + "/" + std::to_string(i + 3),
                                         i == 0 ? "" : "M" + std::to_string((i - 1) / 3))));
    return apply(Model(), all).model;
}

inline DocumentFile opened(const std::filesystem::path& path, FileAccess access = FileAccess::readWrite) {
    auto file = DocumentFile::open(path, access);
    INFO((file ? std::string() : file.error().message));
    REQUIRE(file.has_value());
    return std::move(*file);
}

inline DocumentFile created(const std::filesystem::path& path, const Model& model = {}) {
    auto file = DocumentFile::create(path, model);
    INFO((file ? std::string() : file.error().message));
    REQUIRE(file.has_value());
    return std::move(*file);
}

template <class T>
void requireGood(const Result<T>& result) {
    INFO((result ? std::string() : result.error().message));
    REQUIRE(result.has_value());
}

inline Model changedBy(const Model& model, const std::string& changes) {
    const auto read = readChanges(changes);
    requireGood(read);
    return apply(model, Edit{{}, {}, *read}).model;
}

/// The model as it was after edit `number` of the history, those taken back included; 0 is the start.
inline Model modelAt(const DocumentFile& file, std::int64_t number) {
    Model model = file.model();
    const auto texts = file.editTexts(std::min(number, file.editsDone()) + 1, std::max(number, file.editsDone()));
    requireGood(texts);
    if (number > file.editsDone())
        for (const EditTexts& edit : *texts)
            model = changedBy(model, edit.forward);
    else
        for (auto edit = texts->rbegin(); edit != texts->rend(); ++edit)
            model = changedBy(model, edit->inverse);
    return model;
}

/// The model as it was when the version was named.
inline Model modelOfVersion(const DocumentFile& file, const std::string& name) {
    const auto versions = file.versions();
    requireGood(versions);
    const auto version = std::ranges::find(*versions, name, &Version::name);
    REQUIRE(version != versions->end());
    return changedBy(modelAt(file, version->number), version->beyond);
}

inline std::string errorOf(const Result<DocumentFile>& file) { return file ? "it opened" : file.error().message; }

inline size_t filesIn(const std::filesystem::path& folder) {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

inline std::string bytesOf(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void writeBytes(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

} // namespace tributary::test
