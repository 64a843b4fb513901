// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/fields_view.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/interventions/cells.h"
#include "ui/interventions/panel.h"
#include "ui/look/icons.h"
#include "ui/look/type.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int viewMargin = 28;
constexpr int halvesFrom = 640;
constexpr int roomAround = 60; ///< of a field that is scrolled to
} // namespace

FieldsView::FieldsView(Document& document, QWidget* parent) : QScrollArea(parent), document_(document) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    steps_.setInterval(0);
    connect(&steps_, &QTimer::timeout, this, &FieldsView::step);
    connect(&document_, &Document::changed, this, &FieldsView::refresh);
    connect(&document_, &Document::typingToSettle, this, [this] {
        for (FieldEditor* editor : editors())
            editor->commit();
    });
    for (const auto signal : {&Document::problemsChanged, &Document::fileChanged})
        connect(&document_, signal, this, &FieldsView::refresh);
    for (const auto signal : {&Document::resultsChanged, &Document::scenarioChanged, &Document::periodChanged})
        connect(&document_, signal, this, [this] {
            behind_ = behind_ || !isVisible();
            if (page_ && !building_ && !behind_)
                refreshFigures();
        });
}

FieldsView::~FieldsView() {
    document_.disconnect(this);
    for (FieldEditor* editor : editors())
        editor->retire();
}

QList<FieldEditor*> FieldsView::editors() const {
    return page_ ? page_->findChildren<FieldEditor*>() : QList<FieldEditor*>();
}

void FieldsView::showEntity(const std::optional<EntityRef>& entity, Pace pace) {
    if (entity == shown_ && page_)
        return;
    keepDrafts();
    shown_ = entity;
    rebuild(pace);
    verticalScrollBar()->setValue(0);
}

bool applyOrTell(Document& document, const Result<Edit>& edit) {
    const auto done = document.apply(edit);
    if (!done)
        document.tell(done.error());
    return done.has_value();
}

void FieldsView::showEvent(QShowEvent* event) {
    QScrollArea::showEvent(event);
    if (std::exchange(behind_, false))
        refresh();
}

void FieldsView::refresh() {
    behind_ = !isVisible();
    if (behind_)
        return;
    complete();
    if (building_ || !page_ || !shown_ || !exists(document_.model(), *shown_))
        return;
    if (structure(*shown_) != structure_) {
        keepDrafts();
        rebuild();
        return;
    }
    // A refresher may open a part, which adds refreshers.
    for (size_t i = 0; i < host_->refreshers.size(); ++i)
        host_->refreshers[i]();
    refreshFigures();
}

/// Commits what is being typed, and keeps what is not valid until its field is back.
void FieldsView::keepDrafts() {
    complete();
    building_ = true;
    // A field may have two editors, in its row and below it: what is typed in either counts.
    for (FieldEditor* editor : editors())
        drafts_.erase({editor->path(), editor->key()});
    for (FieldEditor* editor : editors()) {
        editor->commit();
        if (const auto draft = editor->draft())
            drafts_[{editor->path(), editor->key()}] = *draft;
    }
    building_ = false;
}

void FieldsView::rebuild(Pace pace) {
    building_ = true;
    pace_ = pace;
    parts_.clear();
    rows_.clear();
    steps_.stop();
    focused_.clear();
    focusedName_.clear();
    for (FieldEditor* editor : editors()) {
        if (editor->input()->hasFocus()) {
            focused_ = editor->path();
            cursor_ = editor->cursor();
        }
        editor->retire();
    }
    if (const QWidget* focus = QApplication::focusWidget(); focus && page_ && page_->isAncestorOf(focus))
        focusedName_ = focus->objectName();
    scrolled_ = verticalScrollBar()->value();
    const std::set<std::string> opened = host_ && host_->entity == shown_ ? host_->open : std::set<std::string>();
    if (QWidget* old = takeWidget()) {
        old->hide();
        // Whoever asked for the edit that ends the page may still be at work on it.
        connect(old, &QObject::destroyed, old, [kept = std::move(host_)] {});
        old->deleteLater();
        page_ = nullptr;
    }
    host_.reset();
    if (shown_ && exists(document_.model(), *shown_)) {
        structure_ = structure(*shown_);
        host_ = std::make_shared<FormHost>(FormHost{document_, *shown_, {}, opened, {}});
        page_ = new QWidget;
        auto* column = new QVBoxLayout(page_);
        column->setContentsMargins(viewMargin, 18, viewMargin, viewMargin);
        column->setSpacing(panelGap);
        fill(*column);
        setWidget(page_);
        page_->setAutoFillBackground(false);
        page_->show();
        if (!parts_.empty())
            return steps_.start();
        endBuilding();
    }
    building_ = false;
}

void FieldsView::later(std::function<void()> part) {
    if (pace_ == Pace::inSteps)
        parts_.push_back(std::move(part));
    else
        part();
}

void FieldsView::step() {
    if (!parts_.empty()) {
        const auto part = std::move(parts_.front());
        parts_.pop_front();
        part();
        return;
    }
    steps_.stop();
    endBuilding();
    building_ = false;
}

/// Makes what is left of the page, for somebody who needs all of it.
void FieldsView::complete() {
    while (steps_.isActive())
        step();
}

void FieldsView::endBuilding() {
    static_cast<QVBoxLayout*>(page_->layout())->addStretch(1);
    for (const auto& [place, draft] : drafts_)
        if (place.first.starts_with(pathOf(*shown_) + "/"))
            this->open(std::string_view(place.first).substr(pathOf(*shown_).size() + 1));
    restoreDrafts();
    for (FieldEditor* editor : editors())
        if (!focused_.empty() && editor->path() == focused_) {
            editor->input()->setFocus(Qt::OtherFocusReason);
            editor->setCursor(cursor_);
            focusedName_.clear();
        }
    if (QWidget* again = focusedName_.isEmpty() ? nullptr : page_->findChild<QWidget*>(focusedName_))
        again->setFocus(Qt::OtherFocusReason);
    refreshFigures();
    page_->layout()->activate();
    verticalScrollBar()->setValue(scrolled_);
}

void FieldsView::restoreDrafts() {
    for (FieldEditor* editor : editors())
        if (const auto draft = drafts_.find({editor->path(), editor->key()}); draft != drafts_.end()) {
            editor->restore(draft->second);
            drafts_.erase(draft);
        }
    // Drafts that are left here belonged to parts that are no more.
    std::erase_if(drafts_, [this, at = pathOf(*shown_) + "/"](const auto& entry) {
        const std::string& path = entry.first.first;
        const bool orphan = path.starts_with(at);
        if (orphan)
            document_.setTypingError(path, std::nullopt);
        return orphan;
    });
}

FieldEditor* FieldsView::editor(std::string_view field) {
    complete();
    const auto find = [&]() -> FieldEditor* {
        for (FieldEditor* editor : editors())
            if (editor->fieldPath() == field || editor->key() == field)
                return editor;
        return nullptr;
    };
    if (!page_)
        return nullptr;
    if (FieldEditor* found = find(); found && found->isVisibleTo(page_))
        return found;
    open(field);
    FieldEditor* visible = nullptr;
    for (FieldEditor* editor : editors())
        if ((editor->fieldPath() == field || editor->key() == field) && editor->isVisibleTo(page_))
            visible = editor;
    return visible ? visible : find();
}

void FieldsView::reveal(std::string_view field) {
    FieldEditor* found = editor(field);
    if (!found)
        return;
    page_->layout()->activate();
    ensureWidgetVisible(found, 0, roomAround);
    // What was opened, or made just now, has its place only when all around it has grown.
    QTimer::singleShot(0, this, [this, still = QPointer(found)] {
        if (still && page_ && page_->isAncestorOf(still))
            ensureWidgetVisible(still, 0, roomAround);
    });
    found->input()->setFocus(Qt::OtherFocusReason);
    found->selectAll();
}

void FieldsView::addTitle(QVBoxLayout& head, FieldSpec name, const TitleMenu& menu) {
    // Layouts go into their place first, so that what is put into them has a parent from the start.
    auto* line = new QHBoxLayout;
    line->setSpacing(12);
    head.addLayout(line);
    auto* title = new QVBoxLayout;
    line->addLayout(title, 1);
    name.kind = FieldKind::title;
    Form(host(), *title).field(std::move(name))->input()->setFont(fontOf(TextRole::pageTitle));
    QToolButton* button = iconButton(u"three-dots"_s, menu.name, page_);
    button->setObjectName(u"moreAboutPage"_s);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setEnabled(!document_.isReadOnly());
    auto* commands = new QMenu(button);
    connect(commands->addAction(tintedIcon(u"files"_s), tr("Duplicate")), &QAction::triggered, this,
            [this, duplicate = menu.duplicate] {
                const auto edit = duplicate(document_.model());
                if (applyOrTell(document_, edit))
                    document_.select(std::string_view(addedPath(*edit)));
            });
    connect(commands->addAction(tintedIcon(u"trash"_s), menu.eraseWords), &QAction::triggered, this,
            [this, erase = menu.erase] { applyOrTell(document_, erase(document_.model())); });
    button->setMenu(commands);
    line->addWidget(button, 0, Qt::AlignTop);
}

void FieldsView::stackBelow(QBoxLayout& row, int width) {
    rows_.emplace_back(&row, width);
    arrangeRows();
}

void FieldsView::arrangeRows() {
    for (const auto& [row, width] : rows_)
        if (row)
            row->setDirection(viewport()->width() < width ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void FieldsView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrangeRows();
}

void FieldsView::addEvidence(QVBoxLayout& column, std::vector<FieldSpec> beside) {
    auto* panel = new ui::Panel(tr("What it rests on"), page_);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(24);
    panel->column().addLayout(halves);
    stackBelow(*halves, halvesFrom);
    QVBoxLayout* sides[] = {new QVBoxLayout, new QVBoxLayout};
    for (QVBoxLayout* side : sides) {
        side->setSpacing(12);
        halves->addLayout(side, 1);
    }
    Form(host(), *sides[0]).evidence();
    for (FieldSpec& spec : beside)
        Form(host(), *sides[1]).field(std::move(spec));
    for (QVBoxLayout* side : sides)
        side->addStretch(1);
    column.addWidget(panel);
}

} // namespace tributary::ui
