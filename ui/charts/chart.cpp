// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart.h"

#include "ui/charts/figure_menu.h"
#include "ui/charts/plot.h"
#include "ui/look/accessible_role.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAbstractScrollArea>
#include <QAccessible>
#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPicture>
#include <QScrollBar>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int edge = 2; ///< of the panel, for its border and round corners

} // namespace

Chart::Chart(QWidget* parent)
    : QWidget(parent), canvas_(std::make_unique<QCustomPlot>(this)), emptySentence_(tr("The figure will be here.")),
      emptyHow_(tr("It is drawn as soon as the model has run.")) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleRole(*this, QAccessible::Chart);
    canvas_->setMouseTracking(true);
    canvas_->installEventFilter(this);
    canvas_->setFocusPolicy(Qt::NoFocus);
    canvas_->setContextMenuPolicy(Qt::NoContextMenu);

    more_ = new FigureMenu(
        {[this] { return title(); }, [this](QPainter& painter) { drawPanel(painter); }, [this] { return table(); }},
        this);
    connect(more_, &FigureMenu::saveFailed, this, &Chart::saveFailed);
}

Chart::~Chart() {
    // What the canvas tells while it goes must not reach a chart that is half gone.
    canvas_->removeEventFilter(this);
}

const Palette& Chart::tokens() const { return own_ ? *own_ : currentPalette(); }

ChartStyle Chart::windowStyle() const { return {tokens(), 1, ChartTitle::shown}; }

void Chart::setPalette(const Palette& palette) {
    own_ = palette;
    refresh();
}

void Chart::setEmptyText(const QString& sentence, const QString& how) {
    emptySentence_ = sentence;
    emptyHow_ = how;
    refresh();
}

void Chart::refresh() {
    const bool empty = isEmpty();
    more_->setVisible(!empty);
    canvas_->setVisible(!empty);
    hovered_ = -1;
    plot_.reset();
    if (!empty) {
        plot_ = std::make_unique<Plot>(*canvas_, windowStyle());
        plot_->setSize(canvas_->size());
        build(*plot_);
        canvas_->replot(QCustomPlot::rpQueuedReplot);
    }
    more_->setAccessibleName(tr("Copy or save: %1").arg(title().isEmpty() ? accessibleName() : title()));
    describe();
    update();
}

void Chart::resizeEvent(QResizeEvent*) {
    // The canvas stays clear of the border and of its round corners.
    canvas_->setGeometry(rect().adjusted(edge, edge, -edge, -edge));
    more_->move(width() - 40, 8);
    more_->raise();
    refresh();
}

void Chart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette& palette = tokens();
    painter.setPen(ringed_ ? QPen(palette.ink, 2) : QPen(palette.rule, 1));
    painter.setBrush(palette.surface);
    const double inset = ringed_ ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 4, 4);
    if (isEmpty())
        drawEmpty(painter, rect(), windowStyle());
}

void Chart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

void Chart::drawEmpty(QPainter& painter, const QRectF& area, const ChartStyle& style) const {
    const double scale = style.scale;
    const QRectF column = area.adjusted(16 * scale, 16 * scale, -16 * scale, -16 * scale);
    const QFont voice = fontOf(TextRole::inspectorTitle, scale);
    painter.setFont(voice);
    painter.setPen(style.palette.ink);
    QRectF used;
    painter.drawText(column, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, emptySentence_, &used);
    painter.setFont(fontOf(TextRole::body, scale));
    painter.setPen(style.palette.ink2);
    painter.drawText(column.adjusted(0, used.height() + 8 * scale, 0, 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, emptyHow_);
}

void Chart::render(QPainter& painter, const QRectF& area, const ChartStyle& style) const {
    painter.save();
    if (isEmpty()) {
        drawEmpty(painter, area, style);
        painter.restore();
        return;
    }
    QPicture picture;
    {
        QCustomPlot canvas;
        canvas.resize(area.size().toSize());
        Plot plot(canvas, style);
        canvas.setBackground(QBrush(Qt::NoBrush));
        plot.setSize(area.size());
        build(plot);
        QCPPainter recorder(&picture);
        recorder.setMode(QCPPainter::pmVectorized);
        recorder.setMode(QCPPainter::pmNoCaching);
        canvas.toPainter(&recorder, qRound(area.width()), qRound(area.height()));
    }
    painter.translate(area.topLeft());
    // A picture is replayed with the ratio of the devices' resolutions: undo it, for units are the painter's.
    if (const double target = painter.device() ? painter.device()->logicalDpiX() : 0; target > 0)
        painter.scale(picture.logicalDpiX() / target, picture.logicalDpiY() / target);
    painter.drawPicture(QPointF(), picture);
    painter.restore();
}

/// Draws the panel as it is in the window, border and crosshair aside.
void Chart::drawPanel(QPainter& painter) const {
    painter.fillRect(QRectF(QPointF(), size()), tokens().surface);
    render(painter, QRectF(rect().adjusted(edge, edge, -edge, -edge)), windowStyle());
}

void Chart::copy() const { more_->copy(); }

void Chart::copyTable() const { more_->copyTable(); }

Result<QString> Chart::save(const QString& path) const { return more_->save(path); }

void Chart::hover(int point) {
    if (!plot_)
        return;
    hovered_ = point >= 0 && point < pointCount() ? point : -1;
    if (hovered_ < 0)
        plot_->setHover({});
    else
        plot_->setHover(
            [this, plot = plot_.get(), at = hovered_](QCPPainter& painter) { drawPoint(painter, *plot, at); });
    describe();
    canvas_->replot(QCustomPlot::rpQueuedReplot);
}

/// What the tool tip shows is said to those who do not see it.
void Chart::describe() {
    QString words;
    if (hovered_ >= 0) {
        QStringList parts;
        for (const auto& [name, value] : pointText(hovered_))
            parts << (value.isEmpty() ? name : name + u' ' + value);
        words = parts.join(u", "_s);
    } else {
        words = plot_ ? spoken() : emptySentence_ + u' ' + emptyHow_;
    }
    if (words == accessibleDescription())
        return;
    setAccessibleDescription(words);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

QString Chart::spoken() const {
    if (pointCount() == 0)
        return {};
    QStringList parts;
    for (const auto& [name, value] : pointText(pointCount() - 1))
        parts << (value.isEmpty() ? name : name + u' ' + value);
    return parts.join(u", "_s);
}

void Chart::drawPoint(QCPPainter& painter, const Plot& plot, int point) const {
    const QRectF frame = plot.frame();
    const double x = std::round(plot.x(pointX(point))) + 0.5;
    const QVector<double> marks = pointMarks(point);
    painter.setPen(plot.pen(plot.palette().ink3, 1));
    painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
    if (marks.size() == 1 && std::isfinite(marks.first())) {
        const double y = std::round(plot.y(marks.first())) + 0.5;
        painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y));
    }
    painter.setPen(plot.pen(plot.palette().ink, 1.5));
    painter.setBrush(plot.palette().surface);
    for (const double mark : marks)
        if (std::isfinite(mark))
            painter.drawEllipse(QPointF(x, plot.y(mark)), plot.px(3.5), plot.px(3.5));
    drawTip(painter, QRectF(QPointF(), plot.size()), {x, frame.center().y()}, pointText(point), plot.style());
}

int Chart::pointAt(const Plot& plot, const QPointF& place) const {
    if (pointCount() == 0 || !plot.frame().adjusted(-4, -4, 4, 4).contains(place))
        return -1;
    const double value = plot.valueAt(place.x());
    int nearest = 0;
    for (int i = 1; i < pointCount(); ++i)
        if (std::abs(pointX(i) - value) < std::abs(pointX(nearest) - value))
            nearest = i;
    return nearest;
}

/// The page that the chart scrolls with.
QAbstractScrollArea* Chart::pageBelow() const {
    for (QWidget* above = parentWidget(); above; above = above->parentWidget())
        if (auto* page = qobject_cast<QAbstractScrollArea*>(above))
            return page;
    return nullptr;
}

/// QCustomPlot would keep the wheel, which is to scroll the page that the chart stands on.
bool Chart::scrollPage(QEvent& wheel) {
    if (QAbstractScrollArea* page = pageBelow())
        QCoreApplication::sendEvent(page->verticalScrollBar(), &wheel);
    return true;
}

/// The pointer is elsewhere now: on no point of this chart.
void Chart::leave() {
    if (!plot_ || !byPointer_)
        return;
    byPointer_ = false;
    if (pointerAt(*plot_, std::nullopt))
        refresh();
    hover(-1);
}

/// A page that scrolls takes the chart away from under the pointer, and no event tells of it.
void Chart::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    disconnect(scrolling_);
    if (QAbstractScrollArea* page = pageBelow())
        scrolling_ = connect(page->verticalScrollBar(), &QScrollBar::valueChanged, this, &Chart::leave);
}

bool Chart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == canvas_.get() && event->type() == QEvent::Wheel)
        return scrollPage(*event);
    if (watched == canvas_.get() && plot_) {
        if (event->type() == QEvent::MouseMove) {
            const QPointF position = static_cast<QMouseEvent*>(event)->position();
            byPointer_ = true;
            if (pointerAt(*plot_, position))
                refresh();
            if (const int under = pointAt(*plot_, position); under != hovered_)
                hover(under);
        } else if (event->type() == QEvent::Leave) {
            byPointer_ = true;
            leave();
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Chart::keyPressEvent(QKeyEvent* event) {
    const bool across = walk() == Qt::Horizontal;
    const int last = pointCount() - 1;
    std::optional<int> wanted;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        if (across == (event->key() == Qt::Key_Left))
            wanted = hovered_ < 0 ? last : hovered_ - 1;
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        if (across == (event->key() == Qt::Key_Right))
            wanted = hovered_ + 1;
        break;
    case Qt::Key_PageUp:
        wanted = (hovered_ < 0 ? last : hovered_) - pageOfPoints();
        break;
    case Qt::Key_PageDown:
        wanted = hovered_ + pageOfPoints();
        break;
    case Qt::Key_Home:
        wanted = 0;
        break;
    case Qt::Key_End:
        wanted = last;
        break;
    default:
        break;
    }
    if (wanted && plot_ && last >= 0) {
        byPointer_ = false;
        hover(std::clamp(*wanted, 0, last));
    } else if (event->matches(QKeySequence::Copy) && plot_) {
        copy();
    } else if (event->key() == Qt::Key_Escape && hovered_ >= 0) {
        hover(-1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void Chart::contextMenuEvent(QContextMenuEvent* event) {
    if (plot_)
        more_->menu()->popup(event->reason() == QContextMenuEvent::Keyboard
                                 ? more_->mapToGlobal(more_->rect().bottomLeft())
                                 : event->globalPos());
}

void Chart::focusInEvent(QFocusEvent* event) {
    ringed_ = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
              event->reason() == Qt::ShortcutFocusReason;
    QWidget::focusInEvent(event);
}

void Chart::focusOutEvent(QFocusEvent* event) {
    ringed_ = false;
    hover(-1);
    QWidget::focusOutEvent(event);
}

} // namespace tributary::ui
