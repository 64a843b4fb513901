// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/whatif/overflow_strip.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>
#include <QWheelEvent>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int stepSize = OverflowStrip::stepRoom - 4; ///< the rest is the air before them
constexpr int fadeWidth = 20;

/// Lets what an edge cuts fade into the ground.
class Fade : public QWidget {
public:
    Fade(QScrollArea& scroll, const std::vector<QWidget*>& row)
        : QWidget(scroll.viewport()), bar_(*scroll.horizontalScrollBar()), row_(row) {
        setAttribute(Qt::WA_TransparentForMouseEvents);
    }

protected:
    void paintEvent(QPaintEvent*) override {
        const QColor ground = currentPalette().paper;
        QPainter painter(this);
        const auto fade = [&](double from, double to) {
            QLinearGradient gradient(from, 0, to, 0);
            gradient.setColorAt(0, ground);
            gradient.setColorAt(1, QColor(ground.red(), ground.green(), ground.blue(), 0));
            painter.fillRect(QRectF(std::min(from, to), 0, fadeWidth, height()), gradient);
        };
        const auto cuts = [this](int edge) {
            return std::ranges::any_of(
                row_, [edge](const QWidget* each) { return each->x() < edge && edge < each->x() + each->width(); });
        };
        if (cuts(bar_.value()))
            fade(0, fadeWidth);
        if (cuts(bar_.value() + width()))
            fade(width(), width() - fadeWidth);
    }

private:
    QScrollBar& bar_;
    const std::vector<QWidget*>& row_;
};

} // namespace

OverflowStrip::OverflowStrip(QWidget* parent)
    : QWidget(parent), scroll_(new QScrollArea(this)), inner_(new QWidget), layout_(new QHBoxLayout(inner_)),
      back_(new QToolButton(this)), on_(new QToolButton(this)), fade_(nullptr) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(gap);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setWidgetResizable(true);
    scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(inner_);
    scroll_->viewport()->setAutoFillBackground(false);
    inner_->setAutoFillBackground(false);
    fade_ = new Fade(*scroll_, row_);
    const auto make = [&](QToolButton* button, const QString& icon, const QString& name, int direction) {
        button->setIcon(tintedIcon(icon));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(name);
        connect(button, &QToolButton::clicked, this, [this, direction] { step(direction); });
    };
    make(back_, u"chevron-left"_s, tr("Back to those before"), -1);
    make(on_, u"chevron-right"_s, tr("On to those that follow"), 1);
    connect(scroll_->horizontalScrollBar(), &QScrollBar::valueChanged, this, &OverflowStrip::refresh);
    connect(scroll_->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &OverflowStrip::refresh);
    refresh();
}

void OverflowStrip::setRow(const std::vector<QWidget*>& row) {
    while (layout_->count() > 0)
        delete layout_->takeAt(0);
    row_ = row;
    for (QWidget* widget : row_) {
        layout_->addWidget(widget);
        widget->show();
    }
    layout_->addStretch();
    refresh();
}

void OverflowStrip::share(const std::vector<QWidget*>& widgets, int least, int most) {
    const int count = static_cast<int>(widgets.size());
    if (count == 0)
        return;
    const int from = scroll_->horizontalScrollBar()->value();
    const auto lead = std::ranges::find_if(row_, [from](const QWidget* each) { return each->x() >= from; });
    int others = 0;
    for (QWidget* widget : row_)
        if (std::ranges::find(widgets, widget) == widgets.end())
            others += widget->sizeHint().width() + gap;
    const int all = width() - others;
    const bool allFit = count * (least + gap) - gap <= all;
    const int room = allFit ? all : width() - stepRoom;
    const int shown = allFit ? count : std::max(1, (room + gap) / (least + gap));
    const int each = std::clamp((room + gap) / shown - gap, least, most);
    for (QWidget* widget : widgets)
        widget->setFixedWidth(each);
    layout_->activate();
    refresh();
    // What stood first does so again, as soon as the row has its new length.
    if (from > 0 && lead != row_.end())
        QTimer::singleShot(0, this, [this, first = QPointer<QWidget>(*lead)] {
            if (first && std::ranges::find(row_, first.data()) != row_.end())
                scroll_->horizontalScrollBar()->setValue(first->x());
        });
}

bool OverflowStrip::overflows() const { return layout_->minimumSize().width() > width(); }

bool OverflowStrip::shows(const QWidget& widget) const {
    const int left = scroll_->horizontalScrollBar()->value();
    return widget.x() >= left && widget.x() + widget.width() <= left + scroll_->viewport()->width();
}

void OverflowStrip::showWhole(const QWidget& widget) {
    QScrollBar& bar = *scroll_->horizontalScrollBar();
    if (widget.x() < bar.value() || widget.width() > scroll_->viewport()->width())
        bar.setValue(widget.x());
    else if (!shows(widget))
        bar.setValue(widget.x() + widget.width() - scroll_->viewport()->width());
}

/// Goes on to where the next widget begins, or back to where the one before does.
void OverflowStrip::step(int direction) {
    QScrollBar& bar = *scroll_->horizontalScrollBar();
    int to = direction < 0 ? 0 : bar.maximum();
    for (const QWidget* widget : row_) {
        if (direction > 0 && widget->x() > bar.value()) {
            to = widget->x();
            break;
        }
        if (direction < 0 && widget->x() < bar.value())
            to = widget->x();
    }
    bar.setValue(to);
}

void OverflowStrip::place() {
    const bool more = overflows();
    back_->setVisible(more);
    on_->setVisible(more);
    scroll_->setGeometry(0, 0, width() - (more ? stepRoom : 0), height());
    fade_->setGeometry(scroll_->viewport()->rect());
    fade_->raise();
    const int top = (height() - 2 * stepSize - 4) / 2;
    back_->setGeometry(width() - stepSize, top, stepSize, stepSize);
    on_->setGeometry(width() - stepSize, top + stepSize + 4, stepSize, stepSize);
}

void OverflowStrip::refresh() {
    place();
    const QScrollBar& bar = *scroll_->horizontalScrollBar();
    back_->setEnabled(bar.value() > bar.minimum());
    on_->setEnabled(bar.value() < bar.maximum());
    const auto hidden = std::ranges::count_if(row_, [this](const QWidget* widget) { return !shows(*widget); });
    const QString tip = tr("%n more in this row", nullptr, static_cast<int>(hidden));
    back_->setToolTip(tip);
    on_->setToolTip(tip);
    fade_->update();
}

void OverflowStrip::resizeEvent(QResizeEvent*) { refresh(); }

void OverflowStrip::wheelEvent(QWheelEvent* event) {
    const QPoint turned = event->angleDelta();
    const int by = turned.x() != 0 ? turned.x() : turned.y();
    if (by != 0)
        step(by < 0 ? 1 : -1);
    event->accept();
}

} // namespace tributary::ui
