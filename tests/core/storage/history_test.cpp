// SPDX-License-Identifier: GPL-3.0-or-later
// The history beyond undo and redo: moves over many edits, versions that are renamed, taken off and put back, and
// workshop copies.
#include "core/model/entity_json.h"
#include "tests/core/storage/storage_fixture.h"

#include <fstream>

using namespace tributary;
using namespace tributary::test;

namespace {

/// A file with `count` edits, of metric A and B in turn.
DocumentFile edited(const std::filesystem::path& path, int count) {
    DocumentFile file = created(path);
    for (int i = 1; i <= count; ++i)
        requireGood(file.commit(putEdit(metric(i % 2 == 1 ? "A" : "B", std::to_string(i)))));
    return file;
}

} // namespace

TEST_CASE("A move over many edits is the same as as many undos and redos, and drops none") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Model last;
    {
        DocumentFile file = edited(path, 9);
        last = file.model();
        const Model third = modelAt(file, 3);
        const auto changed = file.moveTo(3, third);
        requireGood(changed);
        CHECK(changed->entities.size() == 2);
        CHECK(changed->numbersAffected);
        CHECK(file.model() == third);
        CHECK(file.editsDone() == 3);
        CHECK(file.editsKept() == 9);
        CHECK(file.undoable()->number == 3);
        CHECK(file.redoable()->number == 4);
        CHECK_FALSE(file.moveTo(10, third).has_value());
    }
    DocumentFile file = opened(path);
    CHECK(file.editsDone() == 3);
    requireGood(file.redo());
    CHECK(file.model() == modelAt(file, 4));
    requireGood(file.moveTo(9, modelAt(file, 9)));
    CHECK(file.model() == last);
    CHECK(opened(path, FileAccess::readOnly).model() == last);
    for (int i = 9; i > 0; --i)
        requireGood(file.undo());
    CHECK(file.model() == Model());
}

TEST_CASE("After a move, typing does not join an edit from before it") {
    const TemporaryFolder folder;
    DocumentFile file = created(folder / "m.tributary");
    requireGood(file.commit(putEdit(metric("A", "1"), "typing")));
    requireGood(file.commit(putEdit(metric("B", "1"))));
    requireGood(file.moveTo(1, modelAt(file, 1)));
    requireGood(file.commit(putEdit(metric("A", "2"), "typing")));
    CHECK(file.editsDone() == 2);
}

TEST_CASE("The texts of the edits lead from one model of the history to the next") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    edited(path, 6);
    for (const FileAccess access : {FileAccess::readWrite, FileAccess::readOnly}) {
        const DocumentFile file = opened(path, access);
        const auto texts = file.editTexts(2, 5);
        requireGood(texts);
        REQUIRE(texts->size() == 4);
        Model model = modelAt(file, 1);
        for (const EditTexts& edit : *texts) {
            const Model before = model;
            model = apply(model, Edit{{}, {}, readChanges(edit.forward).value()}).model;
            CHECK(model == modelAt(file, edit.number));
            CHECK(apply(model, Edit{{}, {}, readChanges(edit.inverse).value()}).model == before);
        }
        CHECK_FALSE(file.editTexts(6, 7).has_value());
        CHECK(file.entry(4).label == "Set Metric B");
        CHECK(file.entry(7).number == 0);
    }
}

TEST_CASE("A version is renamed, taken off and put back") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    Model named;
    {
        DocumentFile file = edited(path, 3);
        requireGood(file.nameVersion("first"));
        named = file.model();
        requireGood(file.undo());
        requireGood(file.commit(putEdit(metric("C", "4")))); // the version's last edit is dropped
        requireGood(file.nameVersion("second"));
        CHECK_FALSE(file.renameVersion("first", "second").has_value());
        CHECK_FALSE(file.renameVersion("first", "").has_value());
        CHECK_FALSE(file.renameVersion("none", "third").has_value());
        requireGood(file.renameVersion("first", "first"));
        requireGood(file.renameVersion("first", "with B"));
        const auto gone = file.eraseVersion("with B");
        requireGood(gone);
        CHECK_FALSE(gone->isOnHistory());
        CHECK(file.versions().value().size() == 1);
        CHECK_FALSE(file.eraseVersion("with B").has_value());
        requireGood(file.restoreVersion(*gone));
        CHECK_FALSE(file.restoreVersion(*gone).has_value());
        CHECK(modelOfVersion(file, "with B") == named);
    }
    DocumentFile file = opened(path);
    CHECK(modelOfVersion(file, "with B") == named);
    CHECK(file.versions().value().size() == 2);
    requireGood(file.eraseVersion("second"));
    CHECK(opened(path, FileAccess::readOnly).versions().value().size() == 1);
    CHECK_FALSE(opened(path, FileAccess::readOnly).eraseVersion("with B").has_value());
}

TEST_CASE("A workshop copy says of what, the file that it was made of stays as it is") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    const Model before = edited(path, 3).model();
    for (const FileAccess access : {FileAccess::readOnly, FileAccess::readWrite})
        requireGood(opened(path, access).saveCopy(folder / "copy.tributary", Overwrite::replace, "m"));
    {
        DocumentFile copy = opened(folder / "copy.tributary");
        CHECK(copy.copyOf() == "m");
        CHECK(copy.editsDone() == 3);
        requireGood(copy.commit(putEdit(metric("Z", "1"))));
        requireGood(copy.saveCopy(folder / "own.tributary", Overwrite::refuse));
    }
    CHECK(opened(folder / "copy.tributary", FileAccess::readOnly).copyOf() == "m");
    CHECK(opened(folder / "own.tributary", FileAccess::readOnly).copyOf().empty());
    const DocumentFile master = opened(path);
    CHECK(master.model() == before);
    CHECK(master.editsKept() == 3);
    CHECK(master.copyOf().empty());
}

TEST_CASE("What is typed after a file was opened again joins no edit of the sitting before") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(path);
        requireGood(file.commit(putEdit(metric("A", "1"), "typing")));
        requireGood(file.commit(putEdit(metric("A", "2"), "typing")));
        CHECK(file.editsDone() == 1);
    }
    DocumentFile file = opened(path);
    requireGood(file.commit(putEdit(metric("A", "3"), "typing")));
    CHECK(file.editsDone() == 2);
    requireGood(file.commit(putEdit(metric("A", "4"), "typing")));
    CHECK(file.editsDone() == 2);
}

TEST_CASE("A file is held while somebody writes it, and a lock that a crash left behind holds nothing") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        const DocumentFile file = created(path);
        CHECK(DocumentFile::isHeld(path));
    }
    CHECK_FALSE(DocumentFile::isHeld(path));
    std::ofstream(path.string() + ".lock") << "left behind";
    CHECK_FALSE(DocumentFile::isHeld(path));
    CHECK(opened(path).access() == FileAccess::readWrite);
}

TEST_CASE("An edit that goes on with the one before it is called by what came of both") {
    const TemporaryFolder folder;
    const auto path = folder / "m.tributary";
    {
        DocumentFile file = created(path);
        Edit first = putEdit(metric("A", "1"), "typing");
        first.label = "Set A to 1";
        Edit then = putEdit(metric("A", "12"), "typing");
        then.label = "Set A to 12";
        requireGood(file.commit(first));
        requireGood(file.commit(then));
        REQUIRE(file.editsKept() == 1);
        CHECK(file.entry(1).label == "Set A to 12");
    }
    CHECK(opened(path).entry(1).label == "Set A to 12");
}
