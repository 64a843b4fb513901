// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspector.h"

#include "core/model/map_edits.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/entity_forms.h"
#include "ui/inspector/field_pin.h"
#include "ui/inspector/part_row.h"
#include "ui/inspector/path_row.h"
#include "ui/inspector/tinted_label.h"
#include "ui/look/icons.h"
#include "ui/look/marks.h"
#include "ui/look/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int padding = 20;
constexpr int scrollBarWidth = 12;
constexpr int fieldGap = 12;

/// The mark of a metric's level before the words for what is selected.
class LevelMark : public QWidget {
public:
    LevelMark(Document& document, EntityRef entity, QWidget* parent)
        : QWidget(parent), document_(document), entity_(std::move(entity)) {
        setFixedSize(10, 10);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const Metric* metric = document_.model().metrics().find(MetricId(entity_.id));
        if (!metric)
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintLevelMark(painter, QRectF(rect()), metric->level, currentPalette().level(metric->level));
    }

private:
    Document& document_;
    EntityRef entity_;
};

ColourToken levelToken(const Model& model, const EntityRef& entity) {
    const Metric* metric = entity.kind == Metric::kind ? model.metrics().find(MetricId(entity.id)) : nullptr;
    if (!metric)
        return &Palette::ink2;
    switch (metric->level) {
    case Level::financial:
        return &Palette::financial;
    case Level::operating:
        return &Palette::operating;
    case Level::frontline:
        break;
    }
    return &Palette::frontline;
}

/// What a person types for the title: the name, or the settings' title; a link has none.
std::optional<FieldSpec> titleSpec(const EntityRef& entity) {
    if (entity.kind == Link::kind)
        return std::nullopt;
    FieldSpec spec;
    spec.kind = FieldKind::title;
    spec.key = entity.kind == Settings::kind ? "title" : "name";
    spec.label = Inspector::tr("Name");
    return spec;
}

} // namespace

Inspector::Inspector(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), scroll_(new QScrollArea(this)) {
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->viewport()->setAutoFillBackground(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll_);
    // The scroll bar stands in the padding, so that nothing moves when it comes.
    connect(scroll_->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int low, int high) {
        if (page_)
            page_->layout()->setContentsMargins(padding - 1, shown_ ? 0 : 16,
                                                high > low ? padding - scrollBarWidth : padding, 24);
    });

    connect(&document_, &Document::opened, this, [this] {
        retire();
        drafts_.clear();
        open_.clear();
        rebuild();
    });
    connect(&document_, &Document::typingToSettle, this, [this] {
        for (FieldEditor* editor : editors())
            editor->commit();
    });
    connect(&document_, &Document::selectionChanged, this, &Inspector::showSelection);
    connect(&document_, &Document::changed, this, &Inspector::refresh);
    connect(&document_, &Document::problemsChanged, this, &Inspector::refresh);
    connect(&document_, &Document::resultsChanged, this, &Inspector::refresh);
    connect(&document_, &Document::scenarioChanged, this, &Inspector::refresh);
    connect(&document_, &Document::periodChanged, this, &Inspector::refresh);
    rebuild();
}

Inspector::~Inspector() {
    document_.disconnect(this);
    retire();
}

QList<FieldEditor*> Inspector::editors() const {
    return page_ ? page_->findChildren<FieldEditor*>() : QList<FieldEditor*>();
}

std::string Inspector::selectedField() const {
    const auto entity = document_.selectedEntity();
    if (!entity)
        return {};
    const std::string at = pathOf(*entity) + "/";
    const std::string& path = document_.selection();
    if (path.size() > at.size() && path.compare(0, at.size(), at) == 0)
        return path.substr(at.size());
    return {};
}

std::vector<MetricId> Inspector::selectedTogether() const {
    std::vector<MetricId> metrics = document_.selectedMetrics();
    if (metrics.size() < 2)
        metrics.clear();
    return metrics;
}

/// The parts of one map that are selected, where they are several.
std::vector<MapPart> Inspector::partsTogether() const {
    std::vector<MapPart> parts;
    const auto entity = document_.selectedEntity();
    const Process* process =
        entity && entity->kind == Process::kind ? document_.model().processes().find(ProcessId(entity->id)) : nullptr;
    if (!process)
        return parts;
    const std::string at = pathOf(*entity) + "/";
    for (const std::string& path : document_.selections())
        if (const auto part = mapPartAt(path); part && path == pathOf(process->id, *part) &&
                                               fieldText(document_.model(), *entity, path.substr(at.size()) + "/name"))
            parts.push_back(*part);
    if (parts.size() < 2)
        parts.clear();
    return parts;
}

void Inspector::showSelection() {
    if (building_)
        return;
    if (document_.selectedEntity() != shown_ || selectedTogether() != several_ || partsTogether() != parts_ || !page_)
        rebuild();
    if (!parts_.empty())
        return;
    const std::string field = selectedField();
    if (const auto part = mapPartAt(document_.selection());
        part && shown_ && document_.selection() == pathOf(ProcessId(shown_->id), *part))
        showPart(field);
    else if (!field.empty())
        reveal(field);
}

/// Opens a part of a map that was selected there, alone; the keyboard stays with the map.
void Inspector::showPart(std::string_view part) {
    PartRow* found = nullptr;
    for (PartRow* row : page_->findChildren<PartRow*>()) {
        const bool isIt = row->covers && row->covers(part);
        row->setOpen(isIt);
        found = isIt ? row : found;
    }
    // It is as long as its fields are only once they are laid out; then its head stands on top.
    if (found)
        QTimer::singleShot(0, this, [this, row = QPointer<PartRow>(found)] {
            if (!row)
                return;
            const int top = row->mapTo(scroll_->widget(), QPoint()).y();
            scroll_->verticalScrollBar()->setValue(top - padding);
        });
}

void Inspector::retire() {
    for (FieldEditor* editor : editors())
        editor->retire();
}

/// Makes the page anew. What is being typed is committed, or kept as a draft where it is not valid.
void Inspector::rebuild() {
    building_ = true;
    std::string focused;
    int cursor = 0;
    int scrolled = 0;
    QString focusedName;
    auto next = document_.selectedEntity();
    if (next && !exists(document_.model(), *next))
        next.reset();
    for (FieldEditor* editor : editors()) {
        const std::string path = editor->path();
        editor->commit();
        if (const auto draft = editor->draft()) {
            drafts_[path] = *draft;
            // The part of a draft opens again, for the draft lives in a field.
            for (QWidget* around = editor->parentWidget(); host_ && around; around = around->parentWidget())
                if (const auto* part = qobject_cast<PartRow*>(around))
                    host_->open.insert(fromQt(part->objectName()));
        } else {
            drafts_.erase(path);
        }
        if (next == shown_ && editor->input()->hasFocus()) {
            focused = editor->key();
            cursor = editor->cursor();
        }
        editor->retire();
    }
    if (QWidget* focus = QApplication::focusWidget(); focus && page_ && next == shown_ && page_->isAncestorOf(focus))
        focusedName = focus->objectName();
    if (next == shown_)
        scrolled = scroll_->verticalScrollBar()->value();
    if (host_)
        open_[shown_ ? pathOf(*shown_) : std::string()] = host_->open;
    if (QWidget* old = scroll_->takeWidget()) {
        old->hide();
        old->deleteLater();
    }

    shown_ = next;
    several_ = selectedTogether();
    parts_ = partsTogether();
    structure_ = structureOf(document_.model(), shown_);
    const auto goTo = [this](const std::string& path) { emit placeWanted(toQt(path)); };
    host_ = std::make_unique<FormHost>(FormHost{document_, shown_.value_or(EntityRef{}), {}, {}, {}, goTo});
    host_->open = open_[shown_ ? pathOf(*shown_) : std::string()];
    if (head_) {
        head_->hide();
        head_->deleteLater();
    }
    page_ = new QWidget;
    auto* column = new QVBoxLayout(page_);
    column->setContentsMargins(padding - 1, shown_ ? 0 : 16, padding, 24);
    column->setSpacing(fieldGap);
    fillHeader(*column);
    Form form(*host_, *column);
    if (!shown_)
        fillModel(form);
    else if (!several_.empty())
        fillMany(form, several_);
    else if (!parts_.empty())
        fillParts(form, parts_);
    else if (shown_->kind == Metric::kind)
        fillMetric(form);
    else if (shown_->kind == Link::kind)
        fillLink(form);
    else if (shown_->kind == Intervention::kind)
        fillIntervention(form);
    else if (shown_->kind == Scenario::kind)
        fillScenario(form);
    else if (shown_->kind == Process::kind)
        fillProcess(form);
    else if (shown_->kind == Group::kind)
        fillGroup(form);
    else if (shown_->kind == Input::kind)
        fillInput(form);
    else if (shown_->kind == Correlation::kind)
        fillCorrelation(form);
    else if (shown_->kind == Settings::kind)
        fillSettings(form);
    column->addStretch(1);
    scroll_->setWidget(page_);
    page_->setAutoFillBackground(false);
    page_->show();
    host_->laidOut = [this] { orderTabs(); };

    for (FieldEditor* editor : editors()) {
        if (const auto draft = drafts_.find(editor->path()); draft != drafts_.end()) {
            editor->restore(draft->second);
            drafts_.erase(draft);
        }
        if (!focused.empty() && editor->key() == focused) {
            editor->input()->setFocus(Qt::OtherFocusReason);
            editor->setCursor(cursor);
        }
    }
    // Drafts that are left here belonged to parts that are no more.
    if (shown_)
        std::erase_if(drafts_, [this, at = pathOf(*shown_) + "/"](const auto& entry) {
            const bool orphan = entry.first.starts_with(at);
            if (orphan)
                document_.setTypingError(entry.first, std::nullopt);
            return orphan;
        });
    if (QWidget* again = focused.empty() && !focusedName.isEmpty() ? page_->findChild<QWidget*>(focusedName) : nullptr)
        again->setFocus(Qt::OtherFocusReason);
    orderTabs();
    page_->layout()->activate();
    scroll_->verticalScrollBar()->setValue(scrolled);
    building_ = false;
}

void Inspector::fillHeader(QVBoxLayout& column) {
    Form form(*host_, column);
    head_ = nullptr;
    if (!shown_) {
        auto* title = new TintedLabel(tr("The model"), TextRole::inspectorTitle, &Palette::ink, page_);
        column.addWidget(title);
        return;
    }
    const EntityRef entity = *shown_;
    // The line that says what this is, and closes it, stays while the fields scroll.
    head_ = new QWidget(this);
    auto* row = new QHBoxLayout(head_);
    row->setContentsMargins(padding - 1, 12, padding, 8);
    row->setSpacing(6);
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, head_);
    if (entity.kind == Metric::kind && several_.empty())
        row->addWidget(new LevelMark(document_, entity, head_));
    auto* kind = new TintedLabel({}, TextRole::labelStrong, &Palette::ink2, head_);
    row->addWidget(kind, 1);
    const auto button = [&](const QString& icon, const QString& words) {
        auto* made = new QToolButton(head_);
        made->setIcon(tintedIcon(icon));
        made->setAutoRaise(true);
        made->setFixedSize(28, 28);
        made->setFocusPolicy(Qt::StrongFocus);
        made->setAccessibleName(words);
        made->setToolTip(words);
        row->addWidget(made);
        return made;
    };
    if (entity.kind != Settings::kind)
        connect(button(u"gear"_s, tr("Settings and parts of the model")), &QToolButton::clicked, &document_,
                [this] { document_.select(std::string_view("settings")); });
    connect(button(u"x-lg"_s, tr("Close")), &QToolButton::clicked, &document_,
            [this] { document_.select(std::string_view()); });
    head_->show();
    const auto showKind = [this, kind, entity] {
        if (showsSeveral())
            return kind->setText(tr("Selected together"));
        const bool hasId = entity.kind == Metric::kind || entity.kind == Input::kind; // as formulas call it
        kind->setText(hasId ? kindWords(document_.model(), entity) + u" · "_s + toQt(entity.id)
                            : kindWords(document_.model(), entity));
        kind->setColour(levelToken(document_.model(), entity));
    };
    showKind();
    form.onRefresh(showKind);
    if (showsSeveral()) {
        const QString title = several_.empty() ? titleOfParts(parts_) : tr("%1 metrics").arg(several_.size());
        column.addWidget(new TintedLabel(title, TextRole::inspectorTitle, &Palette::ink, page_));
    } else if (const auto spec = titleSpec(entity)) {
        form.field(*spec);
    } else {
        auto* title = new TintedLabel({}, TextRole::inspectorTitle, &Palette::ink, page_);
        title->setWordWrap(true);
        column.addWidget(title);
        const auto showTitle = [this, title, entity] {
            if (const Link* link = document_.model().links().find(LinkId(entity.id)))
                title->setText(tr("%1 moves %2")
                                   .arg(toQt(readableName(document_.model(), "metric/" + link->driver.text)),
                                        toQt(readableName(document_.model(), "metric/" + link->metric.text))));
        };
        showTitle();
        form.onRefresh(showTitle);
    }
    // Where a kind is chosen under the title, what is wrong stands below it, so that nothing moves under the pointer.
    if (entity.kind != Metric::kind && parts_.empty())
        form.problems();
}

void Inspector::refresh() {
    if (building_)
        return;
    auto selected = document_.selectedEntity();
    if (selected && !exists(document_.model(), *selected))
        return; // the selection is about to change
    if (structureOf(document_.model(), shown_) != structure_) {
        rebuild();
        return;
    }
    // A refresher may open a part, which adds refreshers.
    for (size_t i = 0; host_ && i < host_->refreshers.size(); ++i)
        host_->refreshers[i]();
}

FieldEditor* Inspector::editor(std::string_view field) {
    if (!page_)
        return nullptr;
    for (PartRow* part : page_->findChildren<PartRow*>())
        if (part->covers && part->covers(field))
            part->setOpen(true);
    for (FieldEditor* editor : editors())
        if (editor->fieldPath() == field || editor->key() == field)
            return editor;
    return nullptr;
}

void Inspector::reveal(std::string_view field) {
    FieldEditor* found = editor(field);
    if (!found) {
        for (PartRow* part : page_->findChildren<PartRow*>())
            if (part->covers && part->covers(field)) {
                page_->layout()->activate();
                scroll_->ensureWidgetVisible(part, 0, padding);
                part->header().setFocus(Qt::OtherFocusReason);
            }
        return;
    }
    page_->layout()->activate();
    scroll_->ensureWidgetVisible(found, 0, 3 * padding);
    // A part that has just been opened is as long as its fields are only once they are laid out.
    QTimer::singleShot(0, this, [this, still = QPointer(found)] {
        if (still && scroll_->widget() && scroll_->widget()->isAncestorOf(still))
            scroll_->ensureWidgetVisible(still, 0, 3 * padding);
    });
    found->input()->setFocus(Qt::OtherFocusReason);
    if (field == "name") // typed anew more often than mended
        found->selectAll();
}

void Inspector::takeFocus() {
    for (FieldEditor* editor : editors())
        if (editor->isVisible() && editor->key() != "name" && editor->key() != "title" && editor->key() != "source") {
            editor->input()->setFocus(Qt::OtherFocusReason);
            return;
        }
}

void Inspector::togglePin() {
    FieldEditor* chosen = nullptr;
    for (FieldEditor* editor : editors()) {
        const bool edited = editor->input()->hasFocus();
        if (isPinnable(document_, editor->path()) && (edited || (!chosen && editor->isVisible())))
            chosen = editor;
        if (edited)
            break;
    }
    if (chosen)
        chosen->togglePin();
    else
        document_.tell({fromQt(tr("No quantity is chosen: select what holds it and put the cursor into its field.")),
                        std::nullopt});
}

/// Tab goes from top to bottom, also through parts that were opened later.
void Inspector::orderTabs() {
    QWidget* last = nullptr;
    const std::function<void(QLayout*)> walk = [&](QLayout* layout) {
        for (int i = 0; layout && i < layout->count(); ++i) {
            QLayoutItem* item = layout->itemAt(i);
            if (item->layout())
                walk(item->layout());
            QWidget* widget = item->widget();
            if (!widget)
                continue;
            if (widget->focusPolicy() & Qt::TabFocus && !widget->focusProxy()) {
                if (last)
                    QWidget::setTabOrder(last, widget);
                last = widget;
            }
            walk(widget->layout());
        }
    };
    if (head_)
        walk(head_->layout());
    if (page_)
        walk(page_->layout());
}

} // namespace tributary::ui
