// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exchange/templates.h"
#include "tests/core/storage/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace tributary;
using namespace tributary::test;

namespace {

DocumentFile opened(const std::filesystem::path& path, FileAccess access = FileAccess::readWrite) {
    auto file = DocumentFile::open(path, access);
    INFO((file ? std::string() : file.error().message));
    REQUIRE(file.has_value());
    return std::move(*file);
}

DocumentFile created(const std::filesystem::path& path, const Model& model = {}) {
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

size_t filesIn(const std::filesystem::path& folder) {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

} // namespace

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
        CHECK(file.history().value().size() == 1);
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
        CHECK(file.history().value().size() == 1);
    }
    CHECK(opened(path).model().metrics().find(MetricId("B")) != nullptr);
    CHECK(opened(path).model().metrics().size() == 1);
}
