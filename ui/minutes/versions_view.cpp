// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/versions_view.h"

#include "core/model/differences.h"
#include "ui/document.h"
#include "ui/look/fitting_label.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/look/wrapped_label.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/history_reader.h"
#include "ui/minutes/version_comparison.h"
#include "ui/minutes/version_npvs.h"
#include "ui/minutes/version_row.h"
#include "ui/qt_text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QStringListModel>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int listHeight = 4 * VersionRow::height;
constexpr int leastDifferences = 96;
constexpr int compareRests = 300; ///< ms after a change before two models are compared again

} // namespace

VersionsView::VersionsView(Document& document, HistoryReader& reader, QWidget* parent)
    : QWidget(parent), document_(document), reader_(reader), comparison_(new VersionComparison(this)),
      npvs_(new VersionNpvs(this)), name_(new QLineEdit(this)), add_(new QPushButton(tr("Name it"), this)),
      nothing_(wrappedLabel(
          tr("A version is a name for the model as it is now: come back to it, or hold another against it."),
          TextRole::body, this)),
      basis_(new FittingLabel(this)), list_(new QListWidget(this)), go_(new QPushButton(tr("Go back to it"), this)),
      rename_(new QPushButton(tr("Rename"), this)), erase_(new QPushButton(tr("Delete"), this)),
      undone_(wrappedLabel({}, TextRole::label, this)), undo_(new QPushButton(tr("Undo"), this)),
      comparing_(new QWidget(this)), before_(new QComboBox(comparing_)), after_(new QComboBox(comparing_)),
      npv_(wrappedLabel({}, TextRole::bodyStrong, comparing_)), lines_(new QStringListModel(this)),
      differences_(new QListView(comparing_)) {
    name_->setPlaceholderText(tr("Name this state"));
    name_->setAccessibleName(tr("Name for the model as it is now"));
    setButtonRole(*add_, ButtonRole::main);
    basis_->setFont(fontOf(TextRole::label));
    basis_->setForegroundRole(QPalette::PlaceholderText);
    basis_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    list_->setAccessibleName(tr("Versions"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setItemDelegate(new VersionRow(list_));
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setMouseTracking(true);
    list_->setEditTriggers(QAbstractItemView::EditKeyPressed);
    list_->installEventFilter(this);
    setButtonRole(*undo_, ButtonRole::link);
    rename_->setToolTip(tr("Rename (F2)"));
    erase_->setToolTip(tr("Delete the name; the edits stay (Delete)"));
    go_->setToolTip(tr("Adds one edit that makes the model as it was; one undo comes back here"));
    before_->setAccessibleName(tr("Compare"));
    after_->setAccessibleName(tr("With"));
    differences_->setModel(lines_);
    differences_->setAccessibleName(tr("What differs"));
    differences_->setWordWrap(true);
    differences_->setFont(fontOf(TextRole::row));
    differences_->setFrameShape(QFrame::NoFrame);
    differences_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    differences_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    differences_->setResizeMode(QListView::Adjust);
    for (QComboBox* box : {before_, after_}) { // a long name of a version is elided
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(6);
    }
    npv_->setAccessibleName(tr("What it does to the NPV"));

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto* inner = new QWidget;
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(minutesMargin, 0, minutesMargin, minutesMargin);
    column->setSpacing(8);
    const auto row = [](std::initializer_list<QWidget*> widgets) {
        auto* made = new QHBoxLayout;
        made->setSpacing(8);
        for (QWidget* widget : widgets)
            made->addWidget(widget);
        return made;
    };
    auto* naming = row({name_, add_});
    naming->setStretch(0, 1);
    column->addLayout(naming);
    column->addWidget(nothing_);
    column->addWidget(basis_);
    column->addWidget(list_);
    auto* acts = row({go_, rename_, erase_});
    acts->addStretch();
    column->addLayout(acts);
    auto* undoing = row({undone_, undo_});
    undoing->setStretch(0, 1);
    column->addLayout(undoing);

    auto* compared = new QVBoxLayout(comparing_);
    compared->setContentsMargins(0, 12, 0, 0);
    compared->setSpacing(8);
    compared->addWidget(wrappedLabel(tr("Compare two"), TextRole::section, comparing_));
    auto* choices = row({before_, wrappedLabel(tr("with"), TextRole::label, comparing_), after_});
    choices->setStretch(0, 1);
    choices->setStretch(2, 1);
    compared->addLayout(choices);
    compared->addWidget(npv_);
    compared->addWidget(differences_, 1);
    column->addWidget(comparing_, 1);
    column->addStretch();
    differences_->setMinimumHeight(leastDifferences);
    scroll->setWidget(inner);
    inner->setAutoFillBackground(false);

    connect(add_, &QPushButton::clicked, this, &VersionsView::name);
    connect(name_, &QLineEdit::returnPressed, this, &VersionsView::name);
    connect(go_, &QPushButton::clicked, this, &VersionsView::goThere);
    connect(list_, &QListWidget::itemDoubleClicked, this, &VersionsView::goThere);
    connect(rename_, &QPushButton::clicked, this, [this] {
        if (QListWidgetItem* item = list_->currentItem())
            list_->editItem(item);
    });
    connect(erase_, &QPushButton::clicked, this, &VersionsView::erase);
    connect(undo_, &QPushButton::clicked, this, [this] {
        const auto undo = std::exchange(undoing_, {});
        offerUndo({}, {});
        if (undo)
            undo();
    });
    connect(list_, &QListWidget::currentRowChanged, this, &VersionsView::showChosen);
    connect(list_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        // Once the editor is through with the item: the list is read anew.
        const int row = list_->row(item);
        if (!reading_ && row >= 0 && row < static_cast<int>(versions_.size()))
            QMetaObject::invokeMethod(
                this,
                [this, from = toQt(versions_[static_cast<std::size_t>(row)].name), to = item->text()] {
                    rename(from, to);
                },
                Qt::QueuedConnection);
    });
    for (QComboBox* box : {before_, after_})
        connect(box, &QComboBox::activated, this, [this] {
            picked_ = true;
            compareChosen();
        });
    connect(npvs_, &VersionNpvs::drawsRead, this, [this](VersionNpvs::Draws draws) {
        awaited_ = false;
        drawsKnown_ = true;
        if (draws == VersionNpvs::Draws::others)
            known_.clear(); // they are not what the window shows of those models now
        showNpvs();
        wantNpv();
    });
    connect(npvs_, &VersionNpvs::told, this,
            [this](const QString& name, const std::optional<Summary>& npv, const QString& reason) {
                awaited_ = false;
                known_[name] = {npv, reason};
                showNpvs();
                wantNpv();
            });
    connect(comparison_, &VersionComparison::told, this, [this](const QStringList& differences, const QString& npv) {
        lines_->setStringList(differences);
        npv_->setText(npv.isEmpty() ? tr("What it does to the NPV is being worked out\u2026") : npv);
    });
    connect(&document_, &Document::opened, this, [this] {
        offerUndo({}, {});
        comparison_->stop();
        letGo();
        known_.clear();
        list_->setCurrentRow(-1);
        picked_ = false;
        lines_->setStringList({});
        npv_->clear();
    });
    connect(&document_, &Document::scenarioChanged, this, [this] {
        known_.clear();
        letGo();
        showNpvs();
        again_.start();
    });
    connect(&document_, &Document::resultsChanged, this, &VersionsView::showNpvs);
    connect(&document_, &Document::versionsChanged, this, &VersionsView::refresh);
    again_.setSingleShot(true);
    again_.setInterval(compareRests);
    connect(&again_, &QTimer::timeout, this, [this] {
        if (isVisible() && !versions_.empty())
            compareChosen();
    });
    connect(&reader_, &HistoryReader::failed, this, [this] {
        letGo();
        npv_->setText({});
    });
    connect(&document_, &Document::historyChanged, this, [this] {
        offerUndo({}, {});
        letGo();                          // as the reader has
        versions_ = document_.versions(); // their names are the same, but an edit of theirs may have been dropped
        again_.start();
    });
    offerUndo({}, {});
    refresh();
}

void VersionsView::askName() {
    name_->setFocus(Qt::ShortcutFocusReason);
    name_->selectAll();
}

void VersionsView::takeFocus() {
    if (list_->count() > 0)
        list_->setFocus(Qt::ShortcutFocusReason);
    else
        askName();
}

void VersionsView::refresh() {
    const QString kept = chosen() ? toQt(chosen()->name) : QString();
    versions_ = document_.versions();
    reading_ = true;
    list_->clear();
    for (const Version& version : versions_) {
        auto* item = new QListWidgetItem(tintedIcon(u"bookmark"_s), toQt(version.name), list_);
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        const QString when = whenWords(version.when);
        item->setData(Qt::FontRole, fontOf(TextRole::row)); // of the field that it is typed in
        item->setToolTip(version.isOnHistory()
                             ? tr("Named %1, after edit %2").arg(when).arg(static_cast<qlonglong>(version.number))
                             : tr("Named %1; its last edits were taken back since, it keeps them").arg(when));
    }
    known_.removeIf([this](QHash<QString, KnownNpv>::iterator each) { return !find(each.key()); });
    showNpvs();
    for (size_t row = 0; row < versions_.size(); ++row)
        if (toQt(versions_[row].name) == kept)
            list_->setCurrentRow(static_cast<int>(row));
    if (list_->currentRow() < 0 && list_->count() > 0)
        list_->setCurrentRow(list_->count() - 1);
    offerPoints();
    reading_ = false;
    const bool any = !versions_.empty();
    nothing_->setVisible(!any);
    list_->setFixedHeight(std::min(list_->count() * VersionRow::height, listHeight));
    list_->setVisible(any);
    comparing_->setVisible(any);
    const bool writable = document_.isOpen() && !document_.isReadOnly();
    name_->setEnabled(writable);
    add_->setEnabled(writable);
    showChosen();
    if (isVisible() && any)
        again_.start();
}

/// Offers the versions and the model now on both sides: two that differ, the latest two or the latest and now, until a
/// person picks others.
void VersionsView::offerPoints() {
    const QVariant before = before_->currentData();
    const QVariant after = after_->currentData();
    for (QComboBox* box : {before_, after_}) {
        box->clear();
        for (const Version& version : versions_)
            box->addItem(toQt(version.name), toQt(version.name));
        box->addItem(tr("The model now"), QString());
    }
    const int first = picked_ ? before_->findData(before) : -1;
    const int second = picked_ ? after_->findData(after) : -1;
    if (first >= 0 && second >= 0) {
        before_->setCurrentIndex(first);
        after_->setCurrentIndex(second);
        return;
    }
    picked_ = false;
    const int count = static_cast<int>(versions_.size());
    before_->setCurrentIndex(std::max(0, count - 2));
    after_->setCurrentIndex(count >= 2 ? count - 1 : count);
}

void VersionsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    again_.start();
}

void VersionsView::showChosen() {
    const bool any = chosen() != nullptr;
    const bool writable = document_.isOpen() && !document_.isReadOnly();
    for (QPushButton* button : {go_, rename_, erase_}) {
        button->setVisible(!versions_.empty());
        button->setEnabled(any && writable);
    }
}

const Version* VersionsView::chosen() const {
    const auto row = static_cast<size_t>(list_->currentRow());
    return list_->currentRow() >= 0 && row < versions_.size() ? &versions_[row] : nullptr;
}

const Version* VersionsView::find(const QString& name) const {
    for (const Version& version : versions_)
        if (toQt(version.name) == name)
            return &version;
    return nullptr;
}

void VersionsView::name() {
    if (auto named = document_.nameVersion(name_->text()); !named) {
        document_.tell(named.error());
        name_->setFocus();
        return;
    }
    const QString made = name_->text().trimmed();
    name_->clear();
    list_->setCurrentRow(list_->count() - 1);
    offerUndo(tr("Named \u201c%1\u201d.").arg(made), [this, made] {
        if (auto gone = document_.eraseVersion(made); !gone)
            document_.tell(gone.error());
    });
}

void VersionsView::rename(const QString& from, const QString& to) {
    const QString wanted = to.trimmed();
    if (auto renamed = document_.renameVersion(from, wanted); !renamed) {
        document_.tell(renamed.error());
        refresh();
        return;
    }
    if (wanted == from)
        return;
    if (const QList<QListWidgetItem*> found = list_->findItems(wanted, Qt::MatchExactly); !found.isEmpty())
        list_->setCurrentItem(found.first());
    offerUndo(tr("\u201c%1\u201d is called \u201c%2\u201d now.").arg(from, wanted), [this, from, wanted] {
        if (auto back = document_.renameVersion(wanted, from); !back)
            document_.tell(back.error());
    });
}

void VersionsView::erase() {
    const Version* version = chosen();
    if (!version)
        return;
    const QString name = toQt(version->name);
    auto gone = document_.eraseVersion(name);
    if (!gone) {
        document_.tell(gone.error());
        return;
    }
    offerUndo(tr("Deleted \u201c%1\u201d.").arg(name), [this, kept = *gone] {
        if (auto back = document_.restoreVersion(kept); !back)
            document_.tell(back.error());
    });
}

/// The names are no part of the model, so that they have an undo of their own, until the history goes on.
void VersionsView::offerUndo(const QString& what, std::function<void()> undo) {
    undoing_ = std::move(undo);
    undone_->setText(what);
    undone_->setVisible(undoing_ != nullptr);
    undo_->setVisible(undoing_ != nullptr);
}

void VersionsView::goThere() {
    const Version* version = chosen();
    if (!version || document_.isReadOnly())
        return;
    document_.settleTyping();
    const QString label = tr("Go back to version \u201c%1\u201d").arg(toQt(version->name));
    reader_.fetchVersion(go_, *version, [this, label](const Model& there) {
        if (auto gone = document_.apply(editBetween(document_.modelBeforeDrag(), there, fromQt(label))); !gone)
            document_.tell(gone.error());
    });
}

void VersionsView::fetchModel(const QString& version, const std::function<void(const Model&)>& ready) {
    if (const Version* found = find(version))
        reader_.fetchVersion(comparison_, *found, ready);
    else
        ready(document_.model());
}

void VersionsView::compare(const QString& before, const QString& after) {
    before_->setCurrentIndex(before_->findData(before));
    after_->setCurrentIndex(after_->findData(after));
    picked_ = true;
    compareChosen();
}

void VersionsView::compareChosen() {
    const QString before = before_->currentData().toString();
    const QString after = after_->currentData().toString();
    lines_->setStringList({});
    npv_->setText(tr("Reading the history\u2026"));
    fetchModel(before, [this, after](const Model& first) {
        fetchModel(after, [this, first](const Model& second) {
            comparison_->compare(first, second, document_.scenario(), document_.modelBeforeDrag(),
                                 document_.largestNpv());
        });
    });
    wantNpv();
}

bool VersionsView::eventFilter(QObject* watched, QEvent* event) {
    // The key that ends the typing of a name reaches the list as well, and is none for it.
    if (watched == list_ && list_->hasFocus() && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Delete) {
            erase();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            goThere();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace tributary::ui
