// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/minutes/edits_view.h"

#include "core/insight/npv_change.h"
#include "core/model/differences.h"
#include "ui/document.h"
#include "ui/look/fitting_label.h"
#include "ui/look/npv_words.h"
#include "ui/look/number_words.h"
#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/minutes/edit_list.h"
#include "ui/minutes/history_reader.h"
#include "ui/qt_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QResizeEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int sightRests = 120;    ///< ms
constexpr qsizetype mostLines = 6; ///< lines of what an edit changed
constexpr qsizetype fewLines = 2;  ///< where the panel is low
constexpr qsizetype mostInTip = 24;
constexpr int lowPanel = 420;

/// Keeps the chosen row in sight while what it changed takes room below.
class EditsList : public QListView {
public:
    using QListView::QListView;

protected:
    void resizeEvent(QResizeEvent* event) override {
        const QRect chosen = visualRect(currentIndex());
        const bool inSight = chosen.isValid() && chosen.bottom() >= 0 && chosen.top() < event->oldSize().height();
        QListView::resizeEvent(event);
        if (inSight)
            scrollTo(currentIndex());
    }
};

} // namespace

/// What an edit changed: the first of the lines, and how many there are.
struct EditsView::Changes {
    QStringList lines;
    qsizetype count = 0;

    /// Tells them in words; thread-safe.
    static Result<Changes> between(const Model& before, const Model& after) {
        const auto found = differences(before, after);
        Changes changes{{}, static_cast<qsizetype>(found.size())};
        for (const Difference& difference : found)
            if (changes.lines.size() < mostInTip)
                changes.lines << toQt(words(difference));
        return changes;
    }
};

EditsView::EditsView(Document& document, HistoryReader& reader, QWidget* parent)
    : QWidget(parent), document_(document), reader_(reader), list_(new EditList(document, reader, this)),
      search_(new QLineEdit(this)), basis_(new FittingLabel(this)), view_(new EditsList(this)),
      nothing_(new QLabel(this)), what_(new QLabel(this)), how_(new QLabel(this)), go_(new QPushButton(this)) {
    search_->setPlaceholderText(tr("Search the edits"));
    search_->setAccessibleName(tr("Search the edits"));
    search_->setClearButtonEnabled(true);
    view_->setModel(list_);
    view_->setItemDelegate(new EditRow(view_));
    view_->setAccessibleName(tr("Edits, the newest first"));
    view_->setFrameShape(QFrame::NoFrame);
    view_->setUniformItemSizes(true);
    view_->setMouseTracking(true);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    basis_->setFont(fontOf(TextRole::label));
    basis_->setForegroundRole(QPalette::PlaceholderText);
    basis_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    for (QLabel* label : {nothing_, what_, how_}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    nothing_->setFont(fontOf(TextRole::body));
    nothing_->setContentsMargins(minutesMargin, 0, minutesMargin, 8);
    what_->setFont(fontOf(TextRole::row));
    what_->setAccessibleName(tr("What the edit changed"));
    how_->setFont(fontOf(TextRole::label));
    how_->setForegroundRole(QPalette::PlaceholderText);
    setButtonRole(*go_, ButtonRole::main);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(minutesMargin, 0, minutesMargin, 8);
    top->setSpacing(8);
    top->addWidget(search_);
    top->addWidget(basis_);
    column->addLayout(top);
    column->addWidget(nothing_);
    column->addWidget(view_, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(minutesMargin, 12, minutesMargin, 16);
    foot->setSpacing(8);
    foot->addWidget(what_);
    foot->addWidget(how_);
    foot->addWidget(go_, 0, Qt::AlignLeft);
    column->addLayout(foot);

    sight_.setSingleShot(true);
    sight_.setInterval(sightRests);
    connect(&sight_, &QTimer::timeout, this, &EditsView::wantVisible);
    connect(view_->verticalScrollBar(), &QScrollBar::valueChanged, &sight_, qOverload<>(&QTimer::start));
    connect(search_, &QLineEdit::textChanged, list_, &EditList::search);
    connect(search_, &QLineEdit::textChanged, &sight_, qOverload<>(&QTimer::start));
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &EditsView::showChosen);
    connect(list_, &QAbstractItemModel::modelReset, this, [this] {
        showChosen();
        sight_.start();
    });
    connect(&document_, &Document::historyChanged, this, [this] {
        showChosen();
        sight_.start();
    });
    connect(&reader_, &HistoryReader::failed, this, [this] { what_->setText(tr("It cannot be read.")); });
    connect(&document_, &Document::scenarioChanged, this, [this] {
        showBasis();
        sight_.start();
    });
    connect(view_, &QListView::activated, this, &EditsView::goThere);
    connect(go_, &QPushButton::clicked, this, &EditsView::goThere);
    showChosen();
}

/// Says what the numbers at the right are.
void EditsView::showBasis() {
    const Scenario* scenario = document_.model().scenarios().find(document_.scenario());
    basis_->setVisible(scenario != nullptr);
    if (!scenario)
        return;
    const QString name = toQt(scenario->name.empty() ? scenario->id.text : scenario->name);
    basis_->setTexts({tr("At the right: change of the median NPV of \u201c%1\u201d").arg(name),
                      tr("Change of the NPV of %1").arg(name), tr("NPV of %1").arg(name)});
    const size_t trials = runOptions(document_.model().settings()).trials;
    basis_->setRemark(trials <= mostTrialsCompared
                          ? npvChangeMeaning()
                          : tr("%1, the first %2 of a run").arg(npvChangeMeaning(), wholeNumber(mostTrialsCompared)));
}

void EditsView::takeFocus() {
    if (!view_->currentIndex().isValid() && list_->rowCount() > 0)
        if (const int row = list_->rowOf(document_.editsDone()); row >= 0)
            view_->setCurrentIndex(list_->index(row));
    view_->setFocus(Qt::ShortcutFocusReason);
}

qint64 EditsView::chosen() const {
    const QModelIndex index = view_->currentIndex();
    return index.isValid() && index.row() < list_->rowCount() ? list_->number(index.row()) : -1;
}

/// Says what the chosen edit changed, and what the button does from here.
void EditsView::showChosen() {
    comparison_.drop(); // of an edit that was chosen before
    showBasis();
    const bool none = list_->rowCount() == 0;
    const bool fresh = document_.isOpen() && document_.editsKept() == 0;
    nothing_->setVisible(none || fresh);
    nothing_->setText(!none ? tr("Nothing was changed yet. Make a change, and it is listed here with its time and what "
                                 "it does to the NPV.")
                      : list_->searched().isEmpty() ? tr("No model is open.")
                                                    : tr("No edit holds \u201c%1\u201d.").arg(list_->searched()));
    const qint64 number = chosen();
    const qint64 done = document_.editsDone();
    const bool mayGo = number >= 0 && number != done && !document_.isReadOnly();
    go_->setVisible(mayGo);
    how_->setVisible(mayGo && height() >= lowPanel);
    what_->setVisible(number >= 0);
    if (number < 0)
        return;
    if (number > done) {
        go_->setText(tr("Redo up to here"));
        how_->setText(tr("Redoes the edits that were taken back, this one too."));
    } else if (done < document_.editsKept()) {
        go_->setText(tr("Undo down to here"));
        how_->setText(
            tr("Takes back the edits after it. They stay in the list and can be redone until something else is "
               "changed."));
    } else {
        go_->setText(tr("Go back to this state"));
        how_->setText(tr("Adds one edit that makes the model as it was after this one. Nothing is lost, and one undo "
                         "comes back here."));
    }
    go_->setToolTip(how_->text());
    go_->setAccessibleDescription(how_->text());
    if (number == 0) {
        what_->setText(tr("Before the first edit."));
        return;
    }
    what_->setText(tr("Reading what it changed\u2026"));
    if (!isVisible())
        return;
    reader_.fetch(what_, number, [this, number](const Model& before, const Model& after) {
        if (number != chosen())
            return;
        comparison_.ask([before, after](const std::stop_token&) { return Changes::between(before, after); },
                        [this](const Result<Changes>& changes) { showChanges(changes); });
    });
}

void EditsView::showChanges(const Result<Changes>& changes) {
    if (!changes) {
        what_->setText(toQt(changes.error().message));
        return;
    }
    QStringList lines = changes->lines;
    what_->setToolTip(lines.join(u'\n'));
    if (const qsizetype most = height() < lowPanel ? fewLines : mostLines; changes->count > most) {
        lines = lines.mid(0, most);
        lines << tr("and %1 more").arg(changes->count - most);
    }
    what_->setText(lines.isEmpty() ? tr("It changed nothing.") : lines.join(u'\n'));
}

void EditsView::goThere() {
    const qint64 number = chosen();
    if (number < 0 || number == document_.editsDone() || document_.isReadOnly())
        return;
    document_.settleTyping();
    reader_.fetch(go_, number, [this, number](const Model&, const Model& there) {
        const bool appends = number < document_.editsDone() && document_.editsDone() == document_.editsKept();
        const QString label = number == 0 ? tr("Go back to the start")
                                          : tr("Go back to: %1").arg(toQt(document_.historyEntry(number).label));
        const auto gone = appends ? document_.apply(editBetween(document_.modelBeforeDrag(), there, fromQt(label)))
                                  : document_.moveTo(number, there);
        if (!gone)
            document_.tell(gone.error());
        else if (const int row = list_->rowOf(document_.editsDone()); row >= 0)
            view_->setCurrentIndex(list_->index(row));
    });
}

/// Asks for the effects of the edits in sight, from the top.
void EditsView::wantVisible() {
    QVector<qint64> numbers;
    if (isVisible() && list_->rowCount() > 0) {
        const QModelIndex first = view_->indexAt(QPoint(4, 1));
        const int from = first.isValid() ? first.row() : 0;
        const int rows = view_->viewport()->height() / std::max(1, view_->sizeHintForRow(0)) + 2;
        for (int row = from; row < std::min(from + rows, list_->rowCount()); ++row)
            numbers << list_->number(row);
    }
    reader_.want(numbers);
}

void EditsView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    showChosen();
    sight_.start();
}

void EditsView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if ((event->oldSize().height() < lowPanel) != (height() < lowPanel))
        showChosen();
    sight_.start();
}

void EditsView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Find)) {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    } else if (event->key() == Qt::Key_Escape && !search_->text().isEmpty()) {
        search_->clear();
        view_->setFocus(Qt::OtherFocusReason);
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace tributary::ui
