// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/card_commands.h"

#include "core/exchange/outline.h"
#include "core/formula/spelled_out.h"
#include "core/model/card_edits.h"
#include "core/model/edits.h"
#include "core/model/metric_uses.h"
#include "core/model/quantity_path.h"
#include "ui/cascade/card_line_words.h"
#include "ui/cascade/cascade_canvas.h"
#include "ui/cascade/cascade_scene.h"
#include "ui/cascade/erase_sheet.h"
#include "ui/cascade/erase_words.h"
#include "ui/cascade/metric_panel.h"
#include "ui/cascade/name_field.h"
#include "ui/cascade/paste_sheet.h"
#include "ui/document.h"
#include "ui/inspector/name_offers.h"
#include "ui/qt_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

Level below(Level level) { return level == Level::financial ? Level::operating : Level::frontline; }

} // namespace

CardCommands::CardCommands(CascadeCanvas& canvas, CascadeScene& scene)
    : QObject(&canvas), canvas_(canvas), scene_(scene), document_(scene.document()),
      panel_(new MetricPanel(document_, canvas.viewport())) {
    NameField& field = canvas_.nameField();
    connect(&field, &NameField::goOnBelow, this, &CardCommands::addDriver);
    connect(&field, &NameField::goUp, this, &CardCommands::goUp);
    connect(&field, &NameField::steppedUp, this, [this] { stepNewLevel(LevelStep::up); });
    connect(&field, &NameField::steppedDown, this, [this] { stepNewLevel(LevelStep::down); });
    new NameOffers(document_, *field.field(), BareWords::left, [&field] { field.refresh(); }); // the line's child
    connect(panel_, &MetricPanel::closed, &canvas_, [this] { canvas_.setFocus(Qt::OtherFocusReason); });
}

std::vector<MetricId> CardCommands::metrics() const { return document_.selectedMetrics(); }

const Metric* CardCommands::selected() const {
    return document_.model().metrics().find(MetricId(scene_.view().selected));
}

bool CardCommands::tell(const Result<void>& result) {
    if (!result)
        document_.tell(result.error());
    return result.has_value();
}

// One line, typed over the card

void CardCommands::openOver(const MetricId& id, int selectFrom, const QString& text, const QString& keys) {
    const auto area = scene_.cardArea(id.text);
    if (!area)
        return;
    canvas_.reveal(id.text);
    new_.reset();
    // A value alone sets the value: nothing is called "12 hour".
    const auto read = [this](const QString& line) {
        const std::string typed = fromQt(line);
        return readCardLine(document_.model(), Quantity::parse(spelledOut(typed)) ? "= " + typed : typed);
    };
    canvas_.nameField().open(
        canvas_.onScreen(area->adjusted(4, 3, 0, 0)), canvas_.zoom(), {text, selectFrom, tr("Name"), keys},
        [this, id, read, text](const QString& line) -> Result<QString> {
            const Metric* metric = document_.model().metrics().find(id);
            if (line.isEmpty() || !metric)
                return QString();
            const auto typed = read(line);
            if (!typed && line == text.trimmed())
                return QString(); // it waits for a value
            if (!typed)
                return tl::unexpected<Error>(typed.error());
            return setCard(document_.model(), id, *typed).map([&](const Edit&) {
                return cardLineWords(document_.model(), withCardLine(*metric, *typed), *typed);
            });
        },
        [this, id, read](const QString& line) {
            return document_.apply(
                read(line).and_then([&](const CardLine& typed) { return setCard(document_.model(), id, typed); }));
        });
}

void CardCommands::rename() {
    if (const Metric* metric = selected(); metric && !isFixed())
        openOver(metric->id, 0, toQt(cardLineName(document_.model(), metric->name)),
                 tr("A value or = formula behind the name sets it too"));
}

bool CardCommands::typeOver(const QString& text) {
    if (text.isEmpty() || !text.front().isLetterOrNumber() || (!selected() && !document_.selection().empty()))
        return false;
    if (isFixed())
        return true;
    if (!selected())
        addFirst();
    else if (text.front().isDigit())
        editValue();
    else
        openOver(
            selected()->id, 0, toQt(cardLineName(document_.model(), selected()->name)),
            tr("Typing replaces the name, Esc keeps it. Enter on a card adds one beside it, Tab one below, = types "
               "its value"));
    if (!canvas_.nameField().isHidden()) {
        canvas_.nameField().field()->insert(text);
        canvas_.nameField().refresh();
    }
    return true;
}

void CardCommands::editValue() {
    const Metric* metric = selected();
    if (!metric || isFixed())
        return;
    const WrittenCardLine line = writeCardLine(document_.model(), *metric);
    QString head = toQt(line.text.substr(0, line.valueBegin)).trimmed();
    if (!head.endsWith(u'='))
        head += u" ="_s; // behind it a formula is read as well as a value
    head += u' ';
    openOver(metric->id, static_cast<int>(head.size()), head + toQt(line.text.substr(line.valueBegin)),
             tr("8/10/15 hour · 20% ± 5% · = [Orders] * 2 in USD/year · = cycle time of a process"));
}

void CardCommands::openNew(const Metric& metric, const QRectF& area, const QString& placeholder) {
    new_ = metric;
    const auto read = [this](const QString& line) { return readCardLine(document_.model(), fromQt(line)); };
    canvas_.nameField().open(
        area, canvas_.zoom(),
        {{}, 0, placeholder, tr("Enter takes it, Tab goes on below it, Up and Down change its level")},
        [this, read](const QString& line) -> Result<QString> {
            if (line.isEmpty())
                return tr("%1. A value may follow the name: Wait 8/10/15 hour, Cost = [Labour] * 2 in USD/year")
                    .arg(levelWords(new_->level));
            const auto typed = read(line);
            if (!typed)
                return tl::unexpected<Error>(typed.error());
            return addCard(document_.model(), *new_, *typed).map([&](const Edit& edit) {
                return cardLineWords(document_.model(), *std::get<Put<Metric>>(edit.changes.front()).entity, *typed);
            });
        },
        [this, read](const QString& line) -> Result<void> {
            const auto edit =
                read(line).and_then([&](const CardLine& typed) { return addCard(document_.model(), *new_, typed); });
            if (auto applied = document_.apply(edit); !applied)
                return applied;
            document_.select(EntityRef{Metric::kind, addedId<Metric>(*edit).text});
            return {};
        });
}

void CardCommands::stepNewLevel(LevelStep step) {
    if (!new_)
        return;
    const int level = static_cast<int>(new_->level) + (step == LevelStep::up ? -1 : 1);
    new_->level = static_cast<Level>(std::clamp(level, 0, 2));
    canvas_.nameField().refresh();
}

void CardCommands::addDriver() {
    const Metric* parent = selected();
    const auto area = parent ? scene_.cardArea(parent->id.text) : std::nullopt;
    if (!area || isFixed())
        return;
    if (scene_.isFolded(parent->id.text))
        scene_.toggleFold(parent->id.text);
    canvas_.reveal(parent->id.text);
    Metric metric;
    metric.parent = parent->id;
    metric.level = below(parent->level);
    metric.better = parent->better;
    openNew(metric, canvas_.onScreen(area->translated(0, area->height() + 8)),
            tr("What drives %1?").arg(toQt(parent->name)));
}

void CardCommands::addSibling() {
    const Metric* beside = selected();
    const auto area = beside ? scene_.cardArea(beside->id.text) : std::nullopt;
    if (!area || isFixed())
        return;
    canvas_.reveal(beside->id.text);
    Metric metric;
    metric.parent = beside->parent;
    metric.level = beside->level;
    metric.better = beside->better;
    openNew(metric, canvas_.onScreen(area->translated(area->width() + 8, 0)), tr("Name of the new metric"));
}

void CardCommands::addFirst() {
    if (isFixed())
        return;
    Metric metric;
    metric.level = Level::financial;
    metric.unit = document_.model().settings().currency + "/year";
    openNew(metric, QRectF(canvas_.viewport()->width() / 2.0 - 170, 60, 340, 0),
            tr("A financial metric, as in: Cost of missed service"));
}

// The tree

void CardCommands::goUp() {
    if (const Metric* metric = selected(); metric && document_.model().metrics().contains(metric->parent))
        document_.select(EntityRef{Metric::kind, metric->parent.text});
}

void CardCommands::goToMap(const QPoint& position) {
    const Metric* metric = selected();
    if (!metric)
        return;
    const std::vector<MapPlace>& places = scene_.content().mapPlaces(metric->id.text);
    if (places.empty())
        return canvas_.say(tr("%1 has no place on a process map").arg(toQt(metric->name)));
    if (places.size() == 1)
        return emit placeWanted(toQt(places.front().path));
    auto* offered = new QMenu(&canvas_);
    offered->setObjectName(u"mapPlaces"_s);
    offered->setAttribute(Qt::WA_DeleteOnClose);
    for (const MapPlace& place : places)
        connect(offered->addAction(mapPlaceWords(document_.model(), metric->id, place).replace(u'&', u"&&"_s)),
                &QAction::triggered, this, [this, path = toQt(place.path)] { emit placeWanted(path); });
    offered->popup(position);
    offered->setActiveAction(offered->actions().constFirst());
}

void CardCommands::goToMap() { goToMap(canvas_.viewport()->mapToGlobal(besideCard().center().toPoint())); }

void CardCommands::step(TreeStep step) {
    const Metric* metric = selected();
    if (!metric)
        return;
    const std::string id = metric->id.text;
    if (const auto done = document_.apply(stepMetric(document_.model(), metric->id, step)))
        canvas_.reveal(id);
    else
        canvas_.say(toQt(done.error().message)); // there is no such place: nothing that a banner would have to keep
}

void CardCommands::stepLevel(LevelStep step) {
    if (const auto done = document_.apply(tributary::stepLevel(document_.model(), metrics(), step)); !done)
        canvas_.say(toQt(done.error().message));
    else if (selected())
        canvas_.reveal(selected()->id.text);
}

void CardCommands::setLevel(Level level) {
    tell(document_.apply(setFieldOfAll(document_.model(), metrics(), "level",
                                       EnumNames<Level>::names[static_cast<std::size_t>(level)])));
}

void CardCommands::askParent() {
    const std::vector<MetricId> moved = metrics();
    const Metric* metric = selected();
    if (!metric || isFixed())
        return;
    MetricPanel::Question question;
    question.title =
        moved.size() == 1 ? tr("Hang %1 below").arg(toQt(metric->name)) : tr("Hang %1 metrics below").arg(moved.size());
    question.command = tr("Hang below it");
    question.edit = [this, moved](const MetricId& parent, const QStringList&) {
        return moveMetrics(document_.model(), moved, {parent, {}});
    };
    panel_->ask(std::move(question), besideCard());
}

QRectF CardCommands::besideCard() const {
    const auto area = scene_.cardArea(scene_.view().selected);
    return area ? canvas_.onScreen(*area) : QRectF();
}

void CardCommands::toggleFold() {
    if (selected())
        canvas_.toggleFold(scene_.view().selected);
}

void CardCommands::selectEverything() {
    std::vector<std::string> paths;
    for (const PlacedCard& card : scene_.layout().cards())
        if (card.id != scene_.view().selected)
            paths.push_back(pathOf({Metric::kind, card.id}));
    if (!scene_.view().selected.empty())
        paths.push_back(pathOf({Metric::kind, scene_.view().selected}));
    document_.selectAll(std::move(paths));
}

void CardCommands::askLink() {
    const Metric* driver = selected();
    if (!driver || isFixed())
        return;
    MetricPanel::Question question;
    question.title = tr("%1 drives").arg(toQt(driver->name));
    question.command = tr("Link");
    question.fields = {{tr("Elasticity"), tr("% per %: 0.5/1.3/2.5, or an input's name")},
                       {tr("Smoothed over"), tr("as in 1 month; empty: at once")},
                       {tr("Delay"), tr("whole periods; empty: none")}};
    question.edit = [this, id = driver->id](const MetricId& metric, const QStringList& texts) {
        return typeLink(document_.model(), id, metric,
                        {.elasticity = fromQt(texts[0]), .delay = fromQt(texts[2]), .smoothing = fromQt(texts[1])});
    };
    panel_->ask(std::move(question), besideCard());
}

void CardCommands::askStrength(const MetricId& driver, const MetricId& metric) {
    document_.select(EntityRef{Metric::kind, driver.text});
    askLink();
    panel_->choose(metric);
}

// Delete

bool CardCommands::isFixed() {
    if (document_.isReadOnly())
        canvas_.say(tr("Read-only: %1").arg(document_.readOnlyReason()));
    return document_.isReadOnly();
}

void CardCommands::erase(const std::vector<MetricId>& ids) {
    if (ids.empty() || isFixed())
        return;
    const auto edit = eraseMetrics(document_.model(), ids);
    if (edit || !std::ranges::all_of(ids, [&](const MetricId& id) { return document_.model().metrics().contains(id); }))
        return erase(ids, edit);
    auto* sheet = new EraseSheet(document_, ids, canvas_.window());
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &EraseSheet::placeWanted, this, &CardCommands::placeWanted);
    connect(sheet, &EraseSheet::accepted, this, [this, ids] { erase(ids, eraseWithUses(document_.model(), ids)); });
    connect(sheet, &EraseSheet::rejected, &canvas_, [this] { canvas_.setFocus(Qt::OtherFocusReason); });
    sheet->open();
}

void CardCommands::erase(const std::vector<MetricId>& ids, const Result<Edit>& edit) {
    const Metric* metric = document_.model().metrics().find(ids.back());
    if (!metric) {
        tell(edit.map([](const Edit&) {}));
        return;
    }
    // The selection goes to the nearest one above that stays.
    MetricId next = metric->parent;
    for (std::size_t steps = 0; std::find(ids.begin(), ids.end(), next) != ids.end() && steps < ids.size(); ++steps)
        next = document_.model().metrics().find(next)->parent;
    const QString done = erasedWords(document_.model(), ids);
    if (!tell(document_.apply(edit)))
        return;
    if (document_.model().metrics().contains(next))
        document_.select(EntityRef{Metric::kind, next.text});
    canvas_.say(tr("%1 Ctrl+Z brings it back.").arg(done));
    canvas_.setFocus(Qt::OtherFocusReason);
}

void CardCommands::eraseSelected() {
    if (const auto entity = document_.selectedEntity(); entity && entity->kind == Link::kind) {
        if (isFixed())
            return;
        tell(document_.apply(eraseLink(document_.model(), LinkId(entity->id))));
        return;
    }
    erase(metrics());
}

void CardCommands::eraseBranches() { erase(branchesOf(document_.model(), metrics())); }

// The clipboard

void CardCommands::copy() {
    const std::vector<MetricId> ids = metrics();
    if (ids.empty())
        return;
    QGuiApplication::clipboard()->setText(toQt(writeOutline(document_.model(), ids)));
    const auto count = branchesOf(document_.model(), ids).size();
    canvas_.say(count == 1 ? tr("Copied 1 metric") : tr("Copied %1 metrics").arg(count));
}

void CardCommands::cut() {
    if (isFixed())
        return;
    copy();
    eraseBranches();
}

void CardCommands::paste() {
    if (isFixed())
        return;
    const QString text = QGuiApplication::clipboard()->text();
    const MetricId parent = selected() ? selected()->id : MetricId{};
    if (const auto fits = checkOutline(fromQt(text)); !fits) {
        document_.tell(fits.error());
        return;
    }
    auto* sheet = new PasteSheet(document_, text, parent, canvas_.window());
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &QDialog::finished, &canvas_, [this] { canvas_.setFocus(Qt::OtherFocusReason); });
    sheet->open();
}

} // namespace tributary::ui
