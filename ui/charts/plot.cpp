// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot.h"

#include "ui/charts/axis_layout.h"
#include "ui/charts/row_names.h"
#include "ui/look/type.h"

#include <algorithm>
#include <cmath>

namespace tributary::ui {

/// A layer that draws with a function.
class Plot::Layer : public QCPLayerable {
public:
    Layer(QCustomPlot* plot, std::function<void(QCPPainter&)> draw)
        : QCPLayerable(plot, QStringLiteral("overlay")), draw_(std::move(draw)) {}

    void setDraw(std::function<void(QCPPainter&)> draw) { draw_ = std::move(draw); }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override {
        if (!draw_)
            return;
        painter->save();
        draw_(*painter);
        painter->restore();
    }

private:
    std::function<void(QCPPainter&)> draw_;
};

void applyLook(QCustomPlot& plot, const Palette& palette) {
    plot.setBackground(QBrush(palette.surface));
    plot.setNoAntialiasingOnDrag(false);
    plot.setAntialiasedElements(QCP::aeAll);
    plot.setNotAntialiasedElements(QCP::aeGrid | QCP::aeAxes);
    plot.setInteractions(QCP::iNone);
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setTickLabelFont(fontOf(TextRole::label));
        axis->setTickLabelColor(palette.ink3);
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(QPen(palette.ink3, 1));
        axis->setSubTicks(false);
        axis->setTickLength(0, 5);
        axis->setTickLabelPadding(5);
        axis->grid()->setPen(QPen(palette.rule, 1));
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->grid()->setSubGridVisible(false);
    }
    plot.xAxis->grid()->setVisible(false);
    plot.yAxis->setTickPen(Qt::NoPen);
    plot.yAxis->setTickLength(0, 0);
    plot.yAxis->setTickLabelPadding(10);
}

Plot::Plot(QCustomPlot& canvas, const ChartStyle& style) : canvas_(canvas), style_(style), size_(canvas.size()) {
    canvas_.clearPlottables();
    canvas_.clearItems();
    applyLook(canvas_, style.palette);
    canvas_.xAxis->setTickLabelFont(label());
    canvas_.yAxis->setTickLabelFont(label());
    canvas_.xAxis->setTickLength(0, static_cast<int>(std::lround(px(5))));
    canvas_.xAxis->setTickLabelPadding(static_cast<int>(std::lround(px(4))));
    canvas_.yAxis->setTickLabelPadding(static_cast<int>(std::lround(px(8))));
    canvas_.axisRect()->setAutoMargins(QCP::msNone);
    canvas_.axisRect()->setMinimumMargins({});
    canvas_.xAxis->setVisible(true);
    canvas_.yAxis->setVisible(true);
}

Plot::~Plot() {
    QCPLayer* layer = canvas_.layer(QStringLiteral("overlay"));
    const QList<QCPLayerable*> children = layer->children();
    for (QCPLayerable* child : children)
        if (dynamic_cast<Layer*>(child))
            delete child;
}

void Plot::setSize(const QSizeF& size) {
    size_ = size;
    canvas_.setViewport(QRect(QPoint(), size.toSize()));
}

QPen Plot::pen(const QColor& colour, double width) const {
    return QPen(colour, px(width), Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
}

QPen Plot::dashed(const QColor& colour, double width, const QVector<double>& pattern) const {
    QPen made = pen(colour, width);
    QVector<double> inWidths;
    for (const double length : pattern)
        inWidths.append(length / width);
    made.setDashPattern(inWidths);
    return made;
}

QFont Plot::label() const { return fontOf(TextRole::label, style_.scale); }
QFont Plot::labelStrong() const { return fontOf(TextRole::labelStrong, style_.scale); }
double Plot::labelWidth(const QString& text) const { return QFontMetricsF(label()).horizontalAdvance(text); }
double Plot::labelStrongWidth(const QString& text) const {
    return QFontMetricsF(labelStrong()).horizontalAdvance(text);
}

double Plot::drawTitle(const QString& title, const QStringList& hints) {
    if (style_.title == ChartTitle::hidden)
        return px(11);
    over([this, title, hints](QCPPainter& painter) {
        const QFont strong = fontOf(TextRole::section, style_.scale);
        const double width = QFontMetricsF(strong).horizontalAdvance(title);
        const double room = size_.width() - px(16) - px(44);
        text(painter, {px(16), px(26)}, QFontMetricsF(strong).elidedText(title, Qt::ElideRight, room), strong,
             palette().ink);
        const double left = px(16) + width + px(10);
        if (left >= room || hints.isEmpty())
            return;
        const QFontMetricsF metrics(label());
        const double free = room + px(16) - left;
        const auto fits = std::find_if(hints.begin(), hints.end(),
                                       [&](const QString& hint) { return metrics.horizontalAdvance(hint) <= free; });
        const QString& hint = fits == hints.end() ? hints.back() : *fits;
        text(painter, {left, px(26)}, metrics.elidedText(hint, Qt::ElideRight, free), label(), palette().ink3);
    });
    return px(50);
}

void Plot::setFrame(double left, double top, double right, double bottom) {
    canvas_.axisRect()->setMargins({static_cast<int>(std::lround(left)), static_cast<int>(std::lround(top)),
                                    static_cast<int>(std::lround(right)), static_cast<int>(std::lround(bottom))});
    // The overlay asks for pixels before QCustomPlot lays out by itself.
    canvas_.plotLayout()->update(QCPLayoutElement::upPreparation);
    canvas_.plotLayout()->update(QCPLayoutElement::upMargins);
    canvas_.plotLayout()->update(QCPLayoutElement::upLayout);
}

void Plot::setHorizontal(double low, double high, const QVector<AxisTick>& marks) {
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (const AxisTick& mark : marks)
        ticker->addTick(mark.at, mark.text);
    canvas_.xAxis->setTicker(ticker);
    canvas_.xAxis->setRange(low, high);
}

void Plot::setVertical(double low, double high, const QVector<AxisTick>& marks) {
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (const AxisTick& mark : marks)
        ticker->addTick(mark.at, mark.text);
    canvas_.yAxis->setTicker(ticker);
    canvas_.yAxis->setRange(low, high);
}

void Plot::band(const QVector<double>& x, const QVector<double>& low, const QVector<double>& high,
                const QColor& colour) {
    QCPGraph* bottom = canvas_.addGraph();
    bottom->setData(x, low, true);
    bottom->setPen(Qt::NoPen);
    QCPGraph* top = canvas_.addGraph();
    top->setData(x, high, true);
    top->setPen(Qt::NoPen);
    top->setBrush(colour);
    top->setChannelFillGraph(bottom);
    for (QCPGraph* graph : {bottom, top})
        graph->setAdaptiveSampling(false);
}

void Plot::line(const QVector<double>& x, const QVector<double>& y, const QPen& pen) {
    QCPGraph* graph = canvas_.addGraph();
    graph->setData(x, y, true);
    graph->setPen(pen);
    graph->setAdaptiveSampling(false);
}

void Plot::over(std::function<void(QCPPainter&)> draw) { new Layer(&canvas_, std::move(draw)); }

void Plot::setHover(std::function<void(QCPPainter&)> draw) {
    if (!hover_)
        hover_ = new Layer(&canvas_, std::move(draw));
    else
        hover_->setDraw(std::move(draw));
}

void Plot::nameEnds(const QVector<EndLabel>& labels, double offset) {
    over([this, labels, offset](QCPPainter& painter) {
        QVector<double> wanted;
        for (const EndLabel& each : labels)
            wanted.append(y(each.y));
        const QVector<double> placed =
            movedApart(wanted, px(13), frame().top() - px(6), std::max(frame().bottom(), frame().top()) + px(4));
        for (int i = 0; i < labels.size(); ++i)
            text(painter, {frame().right() + offset, placed[i] + px(4)}, labels[i].text,
                 labels[i].strong ? labelStrong() : label(), labels[i].colour);
    });
}

double Plot::x(double value) const { return canvas_.xAxis->coordToPixel(value); }
double Plot::y(double value) const { return canvas_.yAxis->coordToPixel(value); }
double Plot::valueAt(double pixel) const { return canvas_.xAxis->pixelToCoord(pixel); }
QRectF Plot::frame() const { return canvas_.axisRect()->rect(); }

void Plot::text(QPainter& painter, const QPointF& base, const QString& words, const QFont& font, const QColor& colour,
                Anchor anchor) {
    double left = base.x();
    if (anchor != Anchor::left) {
        const double width = QFontMetricsF(font).horizontalAdvance(words);
        left -= anchor == Anchor::right ? width : width / 2;
    }
    painter.setFont(font);
    painter.setPen(colour);
    painter.drawText(QPointF(left, base.y()), words);
}

namespace {

/// The texts of a tool tip, broken to lines, and how large it is.
struct TipText {
    QVector<QPair<QString, QString>> lines;
    qsizetype headLines = 1;
    QSizeF size;
};

constexpr double tipPitch = 17;
constexpr double tipPadding = 8;
constexpr double tipEdge = 4; ///< from the bounds

TipText tipText(const QVector<QPair<QString, QString>>& texts, double width, double scale) {
    const QFontMetricsF strong(fontOf(TextRole::labelStrong, scale));
    // A name without a value breaks to lines rather than leave the chart.
    constexpr int mostLines = 4;
    const double padding = tipPadding * scale;
    const double room = width - 2 * tipEdge - 2 * padding;
    TipText tip;
    double names = 0, values = 0;
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const auto& [name, value] = texts[i];
        if (!value.isEmpty()) {
            const double most = std::max(room / 2, room - 16 * scale - strong.horizontalAdvance(name));
            tip.lines.append({name, strong.elidedText(value, Qt::ElideRight, most)});
            names = std::max(names, strong.horizontalAdvance(name));
            values = std::max(values, strong.horizontalAdvance(tip.lines.last().second));
            continue;
        }
        for (const QString& line : nameLines(name, strong, room, mostLines)) {
            tip.lines.append({line, {}});
            names = std::max(names, strong.horizontalAdvance(line));
        }
        if (i == 0)
            tip.headLines = tip.lines.size();
    }
    tip.size = {names + values + (values > 0 ? 16 * scale : 0) + 2 * padding,
                tipPitch * scale * static_cast<double>(tip.lines.size()) + 2 * padding - 4 * scale};
    return tip;
}

void drawTipAt(QPainter& painter, const QPointF& at, const TipText& tip, const ChartStyle& style) {
    const double padding = tipPadding * style.scale;
    const QFont plain = fontOf(TextRole::label, style.scale);
    const QFont strong = fontOf(TextRole::labelStrong, style.scale);
    const QRectF box(std::floor(at.x()) + 0.5, std::floor(at.y()) + 0.5, std::ceil(tip.size.width()),
                     std::ceil(tip.size.height()));
    painter.setPen(QPen(style.palette.field, 1));
    painter.setBrush(style.palette.surface);
    painter.drawRoundedRect(box, 3, 3);
    double base = box.top() + padding + 10 * style.scale;
    for (qsizetype i = 0; i < tip.lines.size(); ++i, base += tipPitch * style.scale) {
        const bool head = i < tip.headLines;
        Plot::text(painter, {box.left() + padding, base}, tip.lines[i].first, head ? strong : plain,
                   head ? style.palette.ink : style.palette.ink2);
        Plot::text(painter, {box.right() - padding, base}, tip.lines[i].second, strong, style.palette.ink,
                   Anchor::right);
    }
}

} // namespace

void drawTip(QPainter& painter, const QRectF& bounds, const QPointF& at, const QVector<QPair<QString, QString>>& texts,
             const ChartStyle& style) {
    const TipText tip = tipText(texts, bounds.width(), style.scale);
    const double beside = 12 * style.scale;
    double left = at.x() + beside;
    if (left + tip.size.width() > bounds.right() - tipEdge)
        left = at.x() - beside - tip.size.width();
    left = std::max(bounds.left() + tipEdge, left);
    const double lowest = std::max(bounds.top() + tipEdge, bounds.bottom() - tip.size.height() - tipEdge);
    drawTipAt(painter, {left, std::clamp(at.y() - tip.size.height() / 2, bounds.top() + tipEdge, lowest)}, tip, style);
}

void drawRowTip(QPainter& painter, const QRectF& bounds, const QRectF& row, double right,
                const QVector<QPair<QString, QString>>& texts, const ChartStyle& style) {
    const TipText tip = tipText(texts, bounds.width(), style.scale);
    const double left = std::max(bounds.left() + tipEdge, right - tip.size.width());
    const double above = row.top() - tipEdge - tip.size.height();
    const double below = row.bottom() + tipEdge;
    const bool goesBelow = below + tip.size.height() <= bounds.bottom() - tipEdge;
    // Where it fits on neither side it takes the larger one, and leaves the row alone as far as it can.
    const bool goesAbove = above >= bounds.top() + tipEdge;
    const double top = goesBelow   ? below
                       : goesAbove ? above
                                   : std::max(bounds.top() + tipEdge, bounds.bottom() - tipEdge - tip.size.height());
    drawTipAt(painter, {left, top}, tip, style);
}

} // namespace tributary::ui
