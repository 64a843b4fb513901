// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/quantity_path.h"
#include "tests/ui/saved_as.h"
#include "tests/ui/window/models.h"
#include "ui/document.h"
#include "ui/qt_text.h"
#include "ui/window/file_commands.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>
#include <map>
#include <random>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::ui::test;

namespace {

/// A view that knows the metrics by what `changed` told it and nothing else.
class Mirror : public QObject {
public:
    explicit Mirror(Document& document) : document_(document) {
        connect(&document, &Document::opened, this, &Mirror::readAll);
        connect(&document, &Document::changed, this, [this](const ChangeSet& changed) {
            for (const EntityRef& entity : changed.entities) {
                if (entity.kind != Metric::kind)
                    continue;
                const Metric* metric = document_.model().metrics().find(MetricId(entity.id));
                if (metric)
                    metrics_[entity.id] = *metric;
                else
                    metrics_.erase(entity.id);
            }
        });
        readAll();
    }

    [[nodiscard]] bool equals(const Model& model) const {
        if (metrics_.size() != model.metrics().size())
            return false;
        for (const Metric& metric : model.metrics())
            if (const auto found = metrics_.find(metric.id.text); found == metrics_.end() || found->second != metric)
                return false;
        return true;
    }

private:
    void readAll() {
        metrics_.clear();
        for (const Metric& metric : document_.model().metrics())
            metrics_[metric.id.text] = metric;
    }

    Document& document_;
    std::map<std::string, Metric> metrics_;
};

/// A named edit of a random metric; it may be a refusal.
Result<Edit> randomEdit(const Model& model, std::mt19937& random) {
    const auto pick = [&](size_t count) { return std::uniform_int_distribution<size_t>(0, count - 1)(random); };
    std::vector<MetricId> ids;
    for (const Metric& metric : model.metrics())
        ids.push_back(metric.id);
    const MetricId id = ids.empty() ? MetricId("none") : ids[pick(ids.size())];
    const std::string number = std::to_string(pick(1000));
    switch (pick(6)) {
    case 0: {
        Metric fresh;
        fresh.name = "Made " + number;
        fresh.parent = id;
        return addMetric(model, fresh);
    }
    case 1:
        return rename(model, id, "Renamed " + number);
    case 2:
        return setField(model, EntityRef{Metric::kind, id.text}, "estimate", number);
    case 3:
        return eraseMetrics(model, {id});
    case 4:
        return reparent(model, id, ids[pick(ids.size())]);
    default:
        return setField(model, EntityRef{Metric::kind, id.text}, "owner", "Owner " + number);
    }
}

Edit estimateOf(const Document& document, std::string_view metric, std::string_view text) {
    return need(setQuantity(document.modelBeforeDrag(), "metric/" + std::string(metric) + "/estimate", text));
}

std::string estimateText(const Model& model, std::string_view metric) {
    return model.metrics().find(MetricId(metric))->estimate->text();
}

} // namespace

TEST_CASE("Views that follow the changed ids hold the model after random edits, undos and redos") {
    const EmptyDraftFolder drafts;
    std::mt19937 random(7);
    Document document;
    const Model start = transit();
    need(document.create(start));
    const Mirror mirror(document);
    int taken = 0;
    for (int step = 0; step < 300; ++step) {
        const auto way = random() % 5;
        if (way == 0 && document.undoLabel())
            need(document.undo());
        else if (way == 1 && document.redoLabel())
            need(document.redo());
        else if (document.apply(randomEdit(document.model(), random)))
            ++taken;
        REQUIRE(mirror.equals(document.model()));
    }
    CHECK(taken > 50);
    const Model end = document.model();
    while (document.undoLabel())
        need(document.undo());
    CHECK(document.model() == start);
    CHECK(mirror.equals(start));
    while (document.redoLabel())
        need(document.redo());
    CHECK(mirror.equals(document.model()));
    CHECK(document.model() == end);
}

TEST_CASE("A refused edit leaves the document as it was and says why") {
    const EmptyDraftFolder drafts;
    Document document;
    need(document.create(transit()));
    const Model before = document.model();
    const QSignalSpy changes(&document, &Document::changed);
    const auto refused = document.apply(rename(document.model(), MetricId("L1"), ""));
    REQUIRE_FALSE(refused);
    CHECK_FALSE(refused.error().message.empty());
    CHECK(changes.isEmpty());
    CHECK(document.model() == before);
    CHECK_FALSE(document.undoLabel());
}

TEST_CASE("What is typed and not valid when another model is opened is told, for it cannot be kept") {
    const EmptyDraftFolder drafts;
    Document document;
    need(document.create(transit()));
    const QSignalSpy told(&document, &Document::told);
    need(document.create(transit()));
    CHECK(told.isEmpty());
    document.setTypingError("metric/L2/estimate", Error{"Type the lower number first.", {}});
    need(document.create(Model()));
    REQUIRE(told.size() == 1);
    const QString words = told.front().front().toString();
    CHECK(words.contains(QStringLiteral("Type the lower number first.")));
    CHECK(words.contains(toQt(transit().metrics().find(MetricId("L2"))->name)));
    document.close();
    CHECK(told.size() == 1);
}

TEST_CASE("Nothing can be edited while no model is open") {
    Document document;
    CHECK_FALSE(document.apply(Edit{}));
    CHECK_FALSE(document.undo());
    CHECK_FALSE(document.copyTo(QStringLiteral("/nowhere"))());
    CHECK(document.filePath().isEmpty());
}

TEST_CASE("A drag shows each edit, keeps the last as one step of the history and can be dropped") {
    const EmptyDraftFolder drafts;
    Document document;
    need(document.create(transit()));
    const Mirror mirror(document);
    const std::string before = estimateText(document.model(), "L2");

    document.beginDrag();
    document.drag(estimateOf(document, "L2", "11"));
    document.drag(estimateOf(document, "L2", "12"));
    CHECK(document.isDragging());
    CHECK(estimateText(document.model(), "L2") == "12");
    CHECK(estimateText(document.modelBeforeDrag(), "L2") == before);
    CHECK(mirror.equals(document.model()));
    CHECK_FALSE(document.undoLabel());

    SECTION("kept") {
        need(document.endDrag());
        CHECK(estimateText(document.model(), "L2") == "12");
        CHECK(mirror.equals(document.model()));
        need(document.undo());
        CHECK(estimateText(document.model(), "L2") == before);
        CHECK_FALSE(document.undoLabel());
    }
    SECTION("dropped") {
        need(document.endDrag(Document::DragEnd::drop));
        CHECK(estimateText(document.model(), "L2") == before);
        CHECK_FALSE(document.undoLabel());
    }
    SECTION("moved back to where it began") {
        document.drag(Edit{});
        CHECK(estimateText(document.model(), "L2") == before);
        CHECK(mirror.equals(document.model()));
        need(document.endDrag());
        CHECK_FALSE(document.undoLabel());
    }
    CHECK(mirror.equals(document.model()));
    CHECK_FALSE(document.isDragging());
}

TEST_CASE("An edit that takes away what is selected, the scenario or the period mends what the views share") {
    const EmptyDraftFolder drafts;
    Document document;
    need(document.create(transit()));
    Scenario plan;
    plan.name = "A plan without a tool";
    const Edit added = need(addScenario(document.model(), plan));
    const ScenarioId id = addedId<Scenario>(added);
    need(document.apply(added));
    document.setScenario(id);
    document.select("scenario/" + id.text);
    document.setPeriod(document.model().settings().periods);
    CHECK(document.period() == document.model().settings().periods);

    need(document.undo());
    CHECK(document.selection().empty());
    CHECK(document.model().scenarios().contains(document.scenario()));
    need(document.apply(setField(document.model(), EntityRef{Settings::kind, ""}, "periods", "6")));
    CHECK(document.period() == 6);
    document.setPeriod(0);
    CHECK(document.period() == 1);
}

TEST_CASE("A model without a name lives in the data folder until it is saved under one") {
    const EmptyDraftFolder drafts;
    const QTemporaryDir folder;
    Document document;
    need(document.create(transit()));
    const QString draft = document.filePath();
    CHECK_FALSE(document.isNamed());
    CHECK(QFileInfo(draft).absolutePath() == QDir(draftFolder()).absolutePath());

    const QString copy = folder.filePath(QStringLiteral("copy.tributary"));
    need(document.copyTo(copy)());
    CHECK(document.filePath() == draft);

    const QString named = folder.filePath(QStringLiteral("named.tributary"));
    need(document.apply(rename(document.model(), MetricId("L1"), "Another name")));
    const Model model = document.model();
    need(saveAs(document, named));
    CHECK(document.isNamed());
    CHECK(document.filePath() == named);
    CHECK_FALSE(QFileInfo::exists(draft));
    CHECK(document.model() == model);
    need(document.undo());

    Document other;
    need(other.open(copy));
    CHECK(other.model() == document.model());
    need(other.open(named));
    CHECK(other.isReadOnly());
    CHECK_FALSE(other.readOnlyReason().isEmpty());
    CHECK_FALSE(other.apply(rename(other.model(), MetricId("L1"), "Refused")));
}

TEST_CASE("Two new models of one title get two files") {
    const EmptyDraftFolder drafts;
    Document one;
    Document two;
    need(one.create(transit()));
    need(two.create(transit()));
    CHECK(one.filePath() != two.filePath());
}

TEST_CASE("Only what can alter a number makes results stale") {
    const EmptyDraftFolder drafts;
    Document document;
    need(document.create(transit()));
    document.setOutcome({std::make_shared<const Results>(), nullptr, document.revision()});
    CHECK_FALSE(document.isStale());
    need(document.apply(setField(document.model(), EntityRef{Metric::kind, "L1"}, "owner", "Someone")));
    CHECK_FALSE(document.isStale());
    need(document.apply(estimateOf(document, "L2", "9")));
    CHECK(document.isStale());
}

TEST_CASE("To open the path of the open file reads what another program has put there, else it does nothing") {
    const EmptyDraftFolder drafts;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("case.tributary"));
    const QString other = folder.filePath(QStringLiteral("other.tributary"));
    QWidget window;
    Document document;
    FileCommands files(document, window);
    need(document.create(transit()));
    need(saveAs(document, path));
    const QSignalSpy opened(&document, &Document::opened);
    need(document.open(path));
    CHECK(opened.isEmpty());
    {
        Document another;
        need(another.create(Model()));
        need(another.copyTo(other)());
    }
    REQUIRE(QFile::remove(path));
    REQUIRE(QFile::rename(other, path));
    REQUIRE(document.isLost());
    if (GENERATE(false, true))
        need(document.open(path));
    else
        files.openPath(path);
    CHECK(QTest::qWaitFor([&] { return document.model().metrics().empty(); }, 60000));
    CHECK(document.filePath() == path);
    CHECK_FALSE(document.isLost());
}
