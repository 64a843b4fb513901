// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/headline_picker.h"

#include "ui/document.h"
#include "ui/look/type.h"
#include "ui/whatif/headline_tile.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t mostOffered = 16; ///< metrics
constexpr int tallestColumn = 320;

QLabel* hint(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(fontOf(TextRole::label));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setTextFormat(Qt::PlainText);
    return label;
}

/// The metrics that are offered: those that are selected, shown already, or counted in the NPV.
std::vector<MetricId> metricsOffered(const Document& document) {
    const Model& model = document.model();
    std::vector<MetricId> metrics = document.selectedMetrics();
    for (const PinnedHeadline& headline : pinnedHeadlines(model))
        if (headline.kind == PinnedHeadline::Kind::metric)
            metrics.push_back(headline.metric);
    for (const Metric& metric : model.metrics())
        if (metric.counts && metrics.size() < mostOffered)
            metrics.push_back(metric.id);
    std::vector<MetricId> offered;
    for (const MetricId& id : metrics)
        if (std::ranges::find(offered, id) == offered.end())
            offered.push_back(id);
    return offered;
}

} // namespace

/// Offers the headlines of a scenario, the metrics that count in its NPV, and the metrics that are selected.
HeadlinePicker::HeadlinePicker(Document& document, QWidget* parent)
    : QFrame(parent, Qt::Popup), document_(document), first_(pinnedHeadlines(document.model())), chosen_(first_),
      room_(nullptr) {
    using Kind = PinnedHeadline::Kind;
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Headlines beside the NPV"));
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    for (const Kind kind : {Kind::chanceOfLoss, Kind::payback, Kind::roi, Kind::irr, Kind::hardNpv})
        offer({kind, {}}, *inner);
    for (const MetricId& id : metricsOffered(document))
        offer({Kind::metric, id}, *inner);
    if (document.selectedMetrics().empty())
        column->addWidget(hint(tr("Select a card to offer its metric here"), inner));
    scroll->setWidget(inner);
    room_ = hint({}, this);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(12, 8, 12, 8);
    all->setSpacing(8);
    all->addWidget(scroll);
    all->addWidget(room_);
    showRoom();
    const QSize wanted = inner->sizeHint();
    scroll->setFixedSize(wanted.width() + scroll->verticalScrollBar()->sizeHint().width(),
                         std::min(wanted.height(), tallestColumn));
    setFocusProxy(boxes_.front());
}

void HeadlinePicker::offer(const PinnedHeadline& headline, QWidget& column) {
    auto* box = new QCheckBox(headlineName(document_.model(), headline).replace(u'&', u"&&"_s), &column);
    box->setChecked(std::ranges::find(chosen_, headline) != chosen_.end());
    box->setMinimumHeight(28);
    column.layout()->addWidget(box);
    boxes_.push_back(box);
    connect(box, &QCheckBox::toggled, this, [this, headline](bool ticked) {
        if (ticked)
            chosen_.push_back(headline);
        else
            std::erase(chosen_, headline);
        showRoom();
        emit changed();
    });
}

/// Offers no more than have room.
void HeadlinePicker::showRoom() {
    const bool full = chosen_.size() >= mostHeadlines;
    for (QCheckBox* box : boxes_)
        box->setEnabled(box->isChecked() || !full);
    room_->setText(full ? tr("%1 have room: take one out for another").arg(mostHeadlines)
                        : tr("%1 of %2 chosen").arg(chosen_.size()).arg(mostHeadlines));
}

void HeadlinePicker::hideEvent(QHideEvent* event) {
    QFrame::hideEvent(event);
    emit closed();
}

void HeadlinePicker::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        chosen_ = first_;
        emit changed();
        close();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close();
    else
        QFrame::keyPressEvent(event);
}

} // namespace tributary::ui
