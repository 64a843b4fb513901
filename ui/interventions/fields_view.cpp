// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/fields_view.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/interventions/panel.h"

#include <QApplication>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>
#include <utility>

namespace tributary::ui {

namespace {
constexpr int viewMargin = 28;
constexpr int roomAround = 60; ///< of a field that is scrolled to
} // namespace

FieldsView::FieldsView(Document& document, QWidget* parent) : QScrollArea(parent), document_(document) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
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

void FieldsView::showEntity(const std::optional<EntityRef>& entity) {
    if (entity == shown_ && page_)
        return;
    keepDrafts();
    shown_ = entity;
    rebuild();
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

void FieldsView::rebuild() {
    building_ = true;
    std::string focused;
    int cursor = 0;
    QString focusedName;
    for (FieldEditor* editor : editors()) {
        if (editor->input()->hasFocus()) {
            focused = editor->path();
            cursor = editor->cursor();
        }
        editor->retire();
    }
    if (const QWidget* focus = QApplication::focusWidget(); focus && page_ && page_->isAncestorOf(focus))
        focusedName = focus->objectName();
    const int scrolled = verticalScrollBar()->value();
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
        column->addStretch(1);
        setWidget(page_);
        page_->setAutoFillBackground(false);
        page_->show();
        for (const auto& [place, draft] : drafts_)
            if (place.first.starts_with(pathOf(*shown_) + "/"))
                this->open(std::string_view(place.first).substr(pathOf(*shown_).size() + 1));
        restoreDrafts();
        for (FieldEditor* editor : editors())
            if (!focused.empty() && editor->path() == focused) {
                editor->input()->setFocus(Qt::OtherFocusReason);
                editor->setCursor(cursor);
                focusedName.clear();
            }
        if (QWidget* again = focusedName.isEmpty() ? nullptr : page_->findChild<QWidget*>(focusedName))
            again->setFocus(Qt::OtherFocusReason);
        refreshFigures();
        page_->layout()->activate();
        verticalScrollBar()->setValue(scrolled);
    }
    building_ = false;
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
}

} // namespace tributary::ui
