// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/ledger_panel.h"

#include "ui/inspector/part_words.h"
#include "ui/look/number_words.h"
#include "ui/look/segmented_control.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/process/ledger_measurer.h"
#include "ui/process/ledger_series.h"
#include "ui/qt_text.h"
#include "ui/results/panel_row.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <cmath>
#include <cstdlib>

namespace tributary::ui {

namespace {

constexpr int panelMargin = 28;
constexpr int panelGap = 16;
constexpr int leastFigureWidth = 360; ///< width of a figure beside another

/// Scrolls what is wider than the window to the side, and is as high as that is.
class SidewaysScroll : public QScrollArea {
public:
    explicit SidewaysScroll(QWidget* content) {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        setFocusPolicy(Qt::NoFocus);
        viewport()->setAutoFillBackground(false);
        setWidget(content);
        content->setAutoFillBackground(false);
        verticalScrollBar()->installEventFilter(this); // a chart sends the wheel there
    }
    [[nodiscard]] QSize sizeHint() const override {
        const QSize least = widget()->minimumSizeHint();
        const int bar = width() < least.width() ? horizontalScrollBar()->sizeHint().height() : 0;
        return {least.width(), least.height() + bar};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    bool viewportEvent(QEvent* event) override {
        if (event->type() == QEvent::LayoutRequest) // of the content
            updateGeometry();
        return QScrollArea::viewportEvent(event);
    }
    void resizeEvent(QResizeEvent* event) override {
        QScrollArea::resizeEvent(event);
        updateGeometry();
    }
    void wheelEvent(QWheelEvent* event) override {
        const QPoint turned = event->angleDelta();
        const bool sideways = std::abs(turned.x()) > std::abs(turned.y()) || (event->modifiers() & Qt::AltModifier);
        if (sideways && horizontalScrollBar()->maximum() > 0)
            QScrollArea::wheelEvent(event);
        else
            scrollAround(*event);
    }
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (watched != verticalScrollBar() || event->type() != QEvent::Wheel)
            return QScrollArea::eventFilter(watched, event);
        scrollAround(*event);
        return true;
    }

private:
    /// Up and down it has nothing to scroll: the wheel is for the page around.
    void scrollAround(QEvent& wheel) {
        for (QWidget* around = parentWidget(); around; around = around->parentWidget())
            if (auto* page = qobject_cast<QAbstractScrollArea*>(around)) {
                QCoreApplication::sendEvent(page->verticalScrollBar(), &wheel);
                return;
            }
    }
};

} // namespace

LedgerPanel::LedgerPanel(Document& document, QWidget* parent)
    : QWidget(parent), document_(document), measurer_(new LedgerMeasurer(document, this)),
      scope_(new SegmentedControl({tr("This map"), tr("All maps")})), finding_(new QLabel), basis_(new QLabel),
      exceptions_(new TableChart), pareto_(new RowsChart), handOffs_(new MatrixChart) {
    scope_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    scope_->setAccessibleName(tr("Whose exceptions are shown"));
    finding_->setFont(fontOf(TextRole::bodyStrong));
    finding_->setWordWrap(true);
    basis_->setFont(fontOf(TextRole::label));
    basis_->setForegroundRole(QPalette::PlaceholderText);
    basis_->setWordWrap(true);
    exceptions_->setAccessibleName(tr("What goes wrong"));
    pareto_->setAccessibleName(tr("What goes wrong by its share of the cost"));
    handOffs_->setAccessibleName(tr("Hand-offs from group to group"));

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(panelMargin, panelGap, panelMargin, panelGap);
    column->setSpacing(panelGap);
    auto* head = new QHBoxLayout;
    head->setSpacing(panelGap);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(finding_);
    words->addWidget(basis_);
    head->addLayout(words, 1);
    head->addWidget(scope_, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(new SidewaysScroll(exceptions_));
    column->addWidget(
        new PanelRow({{pareto_, 1, leastFigureWidth}, {handOffs_, 1, leastFigureWidth}}, panelGap, content));
    column->addStretch(1);

    auto* scrolled = new QScrollArea(this);
    scrolled->setFrameShape(QFrame::NoFrame);
    scrolled->setWidgetResizable(true);
    scrolled->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scrolled->setFocusPolicy(Qt::NoFocus);
    scrolled->setAccessibleName(tr("What goes wrong"));
    scrolled->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    scrolled->setWidget(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scrolled);

    connect(scope_, &SegmentedControl::chosen, this, &LedgerPanel::refresh);
    connect(exceptions_, &TableChart::rowChosen, this, [this](int row) {
        const LedgerRanges* ranges = shownRanges();
        if (const auto at = static_cast<size_t>(row); ranges && at < ranges->rows.size())
            emit chosen(ranges->rows[at].process, ranges->rows[at].part);
    });
    connect(measurer_, &LedgerMeasurer::measured, this, &LedgerPanel::refresh);
    connect(measurer_, &LedgerMeasurer::staleChanged, this, &LedgerPanel::refresh);
    refresh();
}

QString LedgerPanel::finding() const { return finding_->text(); }

QString LedgerPanel::basis() const { return basis_->text(); }

void LedgerPanel::setProcess(const ProcessId& id) {
    if (id == process_)
        return;
    process_ = id;
    refresh();
}

void LedgerPanel::setBeneath(const TimeWords& times, double exceptionShare) {
    const bool isSame = exceptionShare == shareBeneath_ || (std::isnan(exceptionShare) && std::isnan(shareBeneath_));
    if (times == times_ && isSame)
        return;
    times_ = times;
    shareBeneath_ = exceptionShare;
    refresh();
}

void LedgerPanel::setEmptyTexts() {
    const auto leftOut = measurer_->leftOut().find(process_);
    const QString why = leftOut == measurer_->leftOut().end() ? measurer_->failure() : leftOut->second;
    const bool waits = measurer_->isStale() || (!measurer_->isKnown() && why.isEmpty());
    const QString moment = tr("It takes a moment: each trial of the run has its own.");
    if (waits)
        exceptions_->setEmptyText(tr("What goes wrong is being added up."), moment);
    else if (!why.isEmpty())
        exceptions_->setEmptyText(tr("What goes wrong could not be added up."), why);
    else
        exceptions_->setEmptyText(tr("Nothing goes wrong here."),
                                  tr("Select a task and press ! to say what may go wrong at it."));
    pareto_->setEmptyText(tr("Here stand the few that make the most of the cost."), waits ? moment : QString());
    handOffs_->setEmptyText(waits ? tr("Here stand the hand-offs from group to group.")
                                  : tr("The work stays in one group."),
                            waits ? moment : tr("Hand-offs are found from the pools of the steps."));
}

/// Names the maps that have no part in what all of them come to.
QString LedgerPanel::leftOutWords() const {
    constexpr qsizetype mostNamed = 4;
    QStringList names;
    for (const auto& [id, why] : measurer_->leftOut())
        if (const Process* process = document_.model().processes().find(id))
            names << nameOrId(*process);
    const qsizetype more = names.size() - mostNamed;
    if (more > 0)
        names = names.first(mostNamed);
    const QString named = names.join(QStringLiteral(", "));
    return names.isEmpty() ? QString()
           : more > 0      ? tr("Left out, as not to be measured: %1 and %2 more.").arg(named, QString::number(more))
                           : tr("Left out, as not to be measured: %1.").arg(named);
}

const LedgerRanges* LedgerPanel::shownRanges() const {
    return measurer_->ranges(scope_->current() == 1 ? ProcessId() : process_);
}

/// Why the measures of the map beneath are other numbers.
QString LedgerPanel::beneathWords(const LedgerRanges& ranges) const {
    const QString why = tr("What stands beneath is at the medians of what is uncertain, not of trials, and differs a "
                           "little");
    if (!std::isfinite(shareBeneath_) || !std::isfinite(ranges.shareOfLabour.p50) ||
        percentWords(shareBeneath_) == percentWords(ranges.shareOfLabour.p50))
        return why + u'.';
    return tr("%1: %2 of the labour is in exceptions there, which leaves out what a later round of a loop does for the "
              "first time.")
        .arg(why, percentWords(shareBeneath_));
}

void LedgerPanel::refresh() {
    setEmptyTexts();
    const bool all = scope_->current() == 1;
    const LedgerRanges* ranges = shownRanges();
    finding_->setVisible(ranges && !ranges->rows.empty()); // the table says where there is none
    basis_->setVisible(ranges);
    if (!ranges) {
        exceptions_->setData({});
        pareto_->setData({});
        handOffs_->setData({});
        return;
    }
    const Model& model = document_.model();
    const LedgerScope scope = all ? LedgerScope::allMaps : LedgerScope::oneMap;
    finding_->setText(ledgerFinding(model, *ranges));
    QString basis = ledgerBasis(model, *ranges);
    if (!all)
        basis += u' ' + beneathWords(*ranges);
    if (all && !measurer_->leftOut().empty())
        basis += u' ' + leftOutWords();
    if (measurer_->isStale())
        basis = tr("Of an older version; the new one is being added up. %1").arg(basis);
    basis_->setText(basis);
    exceptions_->setData(ledgerTable(model, *ranges, scope, all ? timesOf(*ranges) : times_));
    pareto_->setData(ledgerPareto(*ranges, scope));
    handOffs_->setData(handOffMatrix(model, *ranges));
}

void LedgerPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    measurer_->setWatched(true);
}

void LedgerPanel::hideEvent(QHideEvent* event) {
    measurer_->setWatched(false); // nobody sees it, and a run has more use of the processor
    QWidget::hideEvent(event);
}

void LedgerPanel::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().canvas); }

} // namespace tributary::ui
