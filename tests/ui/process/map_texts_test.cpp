// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of a process map as they are painted: how large they are at each scale, and what the heads of lanes say.
#include "tests/ui/process/shown_map.h"
#include "tests/ui/qt_strings.h"
#include "ui/look/theme.h"
#include "ui/process/map_painter.h"

#include <QPaintEngine>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

using namespace tributary;
using namespace tributary::ui;
using namespace tributary::test;
using namespace tributary::ui::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct PaintedText {
    QString text;
    double pixels = 0; ///< height of its font on the screen
};

/// Takes down the texts that are painted.
class TextEngine : public QPaintEngine {
public:
    TextEngine() : QPaintEngine(AllFeatures) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState& state) override {
        if (state.state() & DirtyTransform)
            transform_ = state.transform();
    }
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPath(const QPainterPath&) override {}
    using QPaintEngine::drawPolygon;
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF&, const QTextItem& item) override {
        constexpr double dotsOfPoint = 96.0 / 72;
        const double scale = std::hypot(transform_.m11(), transform_.m12());
        texts.append({item.text(), item.font().pointSizeF() * dotsOfPoint * scale});
    }
    [[nodiscard]] Type type() const override { return User; }

    QVector<PaintedText> texts;

private:
    QTransform transform_;
};

class TextDevice : public QPaintDevice {
public:
    [[nodiscard]] QPaintEngine* paintEngine() const override { return &engine; }
    mutable TextEngine engine;

protected:
    [[nodiscard]] int metric(PaintDeviceMetric what) const override {
        switch (what) {
        case PdmWidth:
        case PdmHeight:
            return 4000;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return 96;
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatio:
            return 1;
        default:
            return QPaintDevice::metric(what);
        }
    }
};

/// The texts of the whole map at a scale.
QVector<PaintedText> textsAt(const MapCanvas& canvas, double scale) {
    TextDevice device;
    {
        QPainter painter(&device);
        painter.scale(scale, scale);
        const MapState state;
        const QRectF all(QPointF(), canvas.layout().size());
        MapPainter(painter, canvas.layout(), canvas.content(), currentPalette(), state).paint(all, all.width());
    }
    return device.engine.texts;
}

/// What stands at the head of a lane, in the view as it is.
QString headOf(MapCanvas& canvas, const MapLayout::LaneBand& lane) {
    TextDevice device;
    {
        QPainter painter(&device);
        const MapState state;
        const QRectF band = canvas.onScreen(QRectF(0, lane.top, 1, lane.bottom - lane.top));
        MapPainter(painter, canvas.layout(), canvas.content(), currentPalette(), state)
            .paintLaneLabel(lane, 0, band.top(), band.bottom());
    }
    QStringList words;
    for (const PaintedText& each : device.engine.texts)
        words << each.text;
    return words.join(u' ');
}

constexpr const char* cases[] = {"transit",         "call-centre", "service-desk", "special-terms",
                                 "missed-delivery", "failed-test", "consulting"};

} // namespace

TEST_CASE("no text of a map is less than 9 pixels high, at whatever scale it is drawn") {
    ShownMap shown(transit());
    for (const double scale : {0.1, 0.25, 0.4, 0.6, 0.75, 1.0, 1.25, 2.0}) {
        INFO("scale " << scale);
        const auto texts = textsAt(shown.canvas(), scale);
        CHECK(texts.isEmpty() == (scale < 0.3)); // there is no room for any
        for (const PaintedText& each : texts) {
            INFO(each.text.toStdString());
            CHECK(each.pixels >= 8.99);
        }
    }
}

TEST_CASE("the heads of lanes say their name and how many people they have, at every fit") {
    for (const char* id : cases) {
        const Model model = need(modelFromTemplate(id));
        if (model.processes().empty())
            continue;
        ShownMap shown(model);
        for (const QSize size : {QSize(1036, 790), QSize(1516, 970), QSize(872, 610), QSize(700, 500)}) {
            shown.page.resize(size);
            QCoreApplication::processEvents();
            MapCanvas& canvas = shown.canvas();
            CHECK(canvas.zoom() >= 0.75);
            for (const MapLayout::LaneBand& lane : canvas.layout().lanes()) {
                INFO(id << ", " << size.width() << " by " << size.height() << ", " << lane.id.text);
                const QString head = headOf(canvas, lane), people = canvas.content().laneSize(lane.id);
                CHECK(head.contains(canvas.content().laneName(lane.id).section(u' ', 0, 0)));
                CHECK(head.contains(people));
            }
        }
    }
}

TEST_CASE("a map that is fitted takes the width or the height that there is") {
    for (const char* id : cases) {
        const Model model = need(modelFromTemplate(id));
        if (model.processes().empty())
            continue;
        ShownMap shown(model);
        for (const QSize size : {QSize(1036, 790), QSize(1516, 970)}) {
            INFO(id << ", " << size.width() << " by " << size.height());
            shown.page.resize(size);
            QCoreApplication::processEvents();
            MapCanvas& canvas = shown.canvas();
            const QRectF map = canvas.onScreen(QRectF(QPointF(), canvas.layout().size()));
            const QSize room = canvas.maximumViewportSize();
            const bool isWhole = map.right() <= room.width() + 1 && map.bottom() <= room.height() + 1;
            const bool isLeast = canvas.zoom() < 0.76; // then it is scrolled
            CHECK((isWhole || isLeast));
            const bool fills = map.right() > 0.9 * room.width() || map.bottom() > 0.9 * room.height();
            CHECK((fills || canvas.zoom() > 1.24));
        }
    }
}

TEST_CASE("the way that takes the rest says so whole while nothing is measured") {
    Model model = after(transit(), addProcess(transit(), MetricId("O3"), "Repair"));
    const ProcessId repair("repair");
    Step look;
    look.name = "Look";
    model = after(model, addStepAfter(model, repair, StepId("start"), look));
    Step ask;
    ask.name = "Ask";
    model = after(model, addBranch(model, repair, StepId("look"), ask));
    ShownMap shown(model);
    shown.select("process/repair");
    QStringList words;
    for (const PaintedText& each : textsAt(shown.canvas(), 1))
        words << each.text;
    CHECK(words.contains(u"rest"_s));
    CHECK(words.contains(u"10%"_s));
}
