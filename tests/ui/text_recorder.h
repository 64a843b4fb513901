// SPDX-License-Identifier: GPL-3.0-or-later
// A paint device that notes the texts that are drawn on it, and where.
#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QRectF>
#include <QString>
#include <QVector>

namespace tributary::ui::test {

struct DrawnText {
    QString text;
    QRectF box; ///< from the line of its base up to the height of its digits
};

/// Notes the texts that are drawn, and nothing else.
class TextEngine : public QPaintEngine {
public:
    TextEngine() : QPaintEngine(AllFeatures) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPath(const QPainterPath&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF& at, const QTextItem& item) override {
        const QRectF box(at.x(), at.y() - 0.7 * item.ascent(), item.width(), 0.7 * item.ascent());
        texts.append({item.text(), painter()->transform().mapRect(box)});
    }
    Type type() const override { return User; }

    QVector<DrawnText> texts;
};

class TextRecorder : public QPaintDevice {
public:
    QPaintEngine* paintEngine() const override { return &engine_; }
    [[nodiscard]] const QVector<DrawnText>& texts() const { return engine_.texts; }

protected:
    int metric(PaintDeviceMetric metric) const override {
        switch (metric) {
        case PdmWidth:
        case PdmHeight:
            return 4000;
        case PdmDepth:
            return 32;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return 96;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        default:
            return 1000;
        }
    }

private:
    mutable TextEngine engine_;
};

} // namespace tributary::ui::test
