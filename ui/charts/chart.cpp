// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart.h"

#include "ui/charts/plot.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QAbstractScrollArea>
#include <QClipboard>
#include <QCoreApplication>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QPicture>
#include <QSaveFile>
#include <QScrollBar>
#include <QSvgGenerator>
#include <QTextLayout>
#include <QToolButton>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int unitsPerInch = 96;
constexpr double exportedPixels = 2; ///< per unit of the window, for PNG and the clipboard

} // namespace

Chart::Chart(QWidget* parent)
    : QWidget(parent), canvas_(std::make_unique<QCustomPlot>(this)), emptySentence_(tr("The figure will be here.")),
      emptyHow_(tr("It is drawn as soon as the model has run.")) {
    setFocusPolicy(Qt::StrongFocus);
    canvas_->setMouseTracking(true);
    canvas_->installEventFilter(this);
    canvas_->setFocusPolicy(Qt::NoFocus);
    canvas_->setContextMenuPolicy(Qt::NoContextMenu);

    more_ = new QToolButton(this);
    more_->setIcon(tintedIcon(u"three-dots"_s, &Palette::ink3));
    more_->setAutoRaise(true);
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setToolTip(tr("Copy or save this figure"));
    more_->setAccessibleName(tr("Copy or save this figure"));
    auto* menu = new QMenu(more_);
    connect(menu->addAction(tintedIcon(u"clipboard"_s), tr("Copy")), &QAction::triggered, this, [this] { copy(); });
    menu->addSeparator();
    const auto offer = [&](const QString& iconName, const QString& text, const QString& extension) {
        connect(menu->addAction(tintedIcon(iconName), text), &QAction::triggered, this,
                [this, extension] { askAndSave(extension); });
    };
    offer(u"file-image"_s, tr("Save as PNG…"), u"png"_s);
    offer(u"filetype-svg"_s, tr("Save as SVG…"), u"svg"_s);
    offer(u"filetype-csv"_s, tr("Save as CSV…"), u"csv"_s);
    more_->setMenu(menu);
}

Chart::~Chart() = default;

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
    update();
}

void Chart::resizeEvent(QResizeEvent*) {
    // The canvas stays clear of the border and of its round corners.
    canvas_->setGeometry(rect().adjusted(2, 2, -2, -2));
    more_->setGeometry(width() - 40, 8, 28, 24);
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

void Chart::copy() const {
    QImage image((QSizeF(size()) * exportedPixels).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(exportedPixels);
    image.fill(tokens().surface);
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        render(painter, QRectF(QPointF(), size()), windowStyle());
    }
    auto* mime = new QMimeData;
    mime->setImageData(image);
    mime->setText(csv());
    QGuiApplication::clipboard()->setMimeData(mime);
}

Result<QString> Chart::save(const QString& path) const {
    const auto refused = [&path](const QString& why) {
        return fail(tr("%1 was not written: %2. Choose another folder or name.").arg(path, why).toStdString());
    };
    const QString extension = QFileInfo(path).suffix().toLower();
    QSaveFile file(path);
    if (extension != u"png"_s && extension != u"svg"_s && extension != u"csv"_s)
        return fail(tr("%1 was not written: a figure is saved as .png, .svg or .csv.").arg(path).toStdString());
    if (!file.open(QIODevice::WriteOnly))
        return refused(file.errorString());
    const QRectF area(QPointF(), size());
    if (extension == u"csv"_s) {
        file.write(csv().toUtf8());
    } else if (extension == u"png"_s) {
        QImage image((area.size() * exportedPixels).toSize(), QImage::Format_RGB32);
        image.setDevicePixelRatio(exportedPixels);
        image.fill(tokens().surface);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        render(painter, area, windowStyle());
        painter.end();
        if (!image.save(&file, "PNG"))
            return refused(file.errorString());
    } else {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setResolution(unitsPerInch);
        generator.setSize(size());
        generator.setViewBox(area);
        generator.setTitle(title());
        QPainter painter(&generator);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(area, tokens().surface);
        render(painter, area, windowStyle());
        painter.end();
    }
    if (!file.commit())
        return refused(file.errorString());
    return path;
}

void Chart::askAndSave(const QString& extension) {
    QString name = title();
    name.replace(u'/', u'-');
    const QString filter = tr("%1 file (*.%2)").arg(extension.toUpper(), extension);
    QString path = QFileDialog::getSaveFileName(this, tr("Save %1").arg(title()), name + u'.' + extension, filter);
    if (path.isEmpty())
        return;
    if (QFileInfo(path).suffix().compare(extension, Qt::CaseInsensitive) != 0)
        path += u'.' + extension;
    if (const auto saved = save(path); !saved)
        emit saveFailed(QString::fromStdString(saved.error().message));
}

void Chart::hover(int point) {
    if (!plot_)
        return;
    hovered_ = point >= 0 && point < pointCount() ? point : -1;
    if (hovered_ < 0) {
        plot_->setHover({});
    } else {
        const double at = pointX(hovered_);
        const auto lines = pointText(hovered_);
        plot_->setHover([plot = plot_.get(), at, lines](QCPPainter& painter) {
            const QRectF frame = plot->frame();
            const double x = std::round(plot->x(at)) + 0.5;
            painter.setPen(plot->pen(plot->palette().ink3, 1));
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()));
            drawTip(painter, QRectF(QPointF(), plot->size()), {x, frame.center().y()}, lines, plot->style());
        });
    }
    canvas_->replot(QCustomPlot::rpQueuedReplot);
}

void Chart::hoverNear(const QPointF& position) {
    if (!plot_ || pointCount() == 0)
        return;
    if (!plot_->frame().adjusted(-4, -4, 4, 4).contains(position)) {
        hover(-1);
        return;
    }
    const double value = plot_->valueAt(position.x());
    int nearest = 0;
    for (int i = 1; i < pointCount(); ++i)
        if (std::abs(pointX(i) - value) < std::abs(pointX(nearest) - value))
            nearest = i;
    if (nearest != hovered_)
        hover(nearest);
}

/// QCustomPlot would keep the wheel, which is to scroll the page that the chart stands on.
bool Chart::scrollPage(QEvent& wheel) {
    for (QWidget* above = parentWidget(); above; above = above->parentWidget())
        if (auto* page = qobject_cast<QAbstractScrollArea*>(above)) {
            QCoreApplication::sendEvent(page->verticalScrollBar(), &wheel);
            break;
        }
    return true;
}

bool Chart::eventFilter(QObject* watched, QEvent* event) {
    if (watched == canvas_.get() && event->type() == QEvent::Wheel)
        return scrollPage(*event);
    if (watched == canvas_.get() && plot_) {
        if (event->type() == QEvent::MouseMove) {
            const QPointF position = static_cast<QMouseEvent*>(event)->position();
            if (pointerAt(*plot_, position))
                refresh();
            hoverNear(position);
        } else if (event->type() == QEvent::Leave) {
            if (pointerAt(*plot_, std::nullopt))
                refresh();
            hover(-1);
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Chart::keyPressEvent(QKeyEvent* event) {
    const bool left = event->key() == Qt::Key_Left;
    if ((left || event->key() == Qt::Key_Right) && pointCount() > 0)
        hover(hovered_ < 0 ? (left ? pointCount() - 1 : 0)
                           : std::clamp(hovered_ + (left ? -1 : 1), 0, pointCount() - 1));
    else if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->key() == Qt::Key_Escape && hovered_ >= 0)
        hover(-1);
    else
        QWidget::keyPressEvent(event);
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
