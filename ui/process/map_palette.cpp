// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/process/map_palette.h"

#include "ui/look/icons.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QApplication>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QToolButton>
#include <array>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int glyphRoom = 28;
constexpr int nameInset = 6;
constexpr int buttonMargin = 4; ///< around the buttons

struct PartWords {
    QString name, keys, help;
};

PartWords wordsOf(NewPart part) {
    switch (part) {
    case NewPart::task:
        return {MapPalette::tr("Task"), MapPalette::tr("Tab"), MapPalette::tr("work, or a wait")};
    case NewPart::exclusive:
        return {MapPalette::tr("Exclusive"), MapPalette::tr("G"),
                MapPalette::tr("exclusive gateway: one way of several")};
    case NewPart::parallel:
        return {MapPalette::tr("Parallel"), MapPalette::tr("P"), MapPalette::tr("parallel gateway: all ways at once")};
    case NewPart::exception:
        return {MapPalette::tr("Exception"), MapPalette::tr("!"), MapPalette::tr("what may go wrong at a task")};
    case NewPart::end:
        break;
    }
    return {MapPalette::tr("End"), MapPalette::tr("E"), MapPalette::tr("where cases leave")};
}

void paintGateway(QPainter& painter, const QPointF& centre, NewPart part) {
    constexpr double half = 8.5;
    painter.drawPolygon(QPolygonF{{centre.x(), centre.y() - half},
                                  {centre.x() + half, centre.y()},
                                  {centre.x(), centre.y() + half},
                                  {centre.x() - half, centre.y()}});
    const double arm = part == NewPart::parallel ? 3.8 : 2.8;
    const QPointF along(arm, part == NewPart::parallel ? 0 : arm), across(part == NewPart::parallel ? 0 : arm, -arm);
    painter.drawLine(centre - along, centre + along);
    painter.drawLine(centre - across, centre + across);
}

/// Draws a part as the map does.
void paintGlyph(QPainter& painter, NewPart part, const QPointF& centre, bool enabled) {
    const Palette& palette = currentPalette();
    const QColor& ink = enabled ? palette.ink2 : palette.ink3;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.2));
    painter.setBrush(palette.surface);
    QRectF box(0, 0, 20, 13);
    box.moveCenter(centre);
    switch (part) {
    case NewPart::task:
        painter.drawRoundedRect(box, 3, 3);
        break;
    case NewPart::exclusive:
    case NewPart::parallel:
        paintGateway(painter, centre, part);
        break;
    case NewPart::exception:
        painter.setPen(Qt::NoPen);
        painter.setBrush(enabled ? palette.exception : palette.ink3);
        painter.drawRoundedRect(box, 6.5, 6.5);
        paintIcon(painter, u"lightning-charge-fill"_s, QRectF(centre.x() - 5, centre.y() - 5, 10, 10), palette.onInk);
        break;
    case NewPart::end:
        painter.setPen(QPen(ink, 3));
        painter.drawEllipse(centre, 6.5, 6.5);
        break;
    }
}

/// A part in the palette: a button that can be dragged off it.
class PartButton : public QToolButton {
public:
    PartButton(NewPart part, MapPalette* parent) : QToolButton(parent), palette_(*parent), part_(part) {
        const PartWords words = wordsOf(part);
        setText(words.name);
        setFont(fontOf(TextRole::label));
        setAutoRaise(true);
        setFocusPolicy(Qt::StrongFocus);
        setCursor(Qt::OpenHandCursor);
        setAccessibleName(MapPalette::tr("Add %1").arg(words.help));
        setToolTip(
            MapPalette::tr("%1 (%2): drag it to a lane or onto a way, or press it to add it behind the selected step")
                .arg(words.help.left(1).toUpper() + words.help.mid(1), words.keys));
        if (part == NewPart::exception)
            setToolTip(MapPalette::tr("%1 (%2): drag it onto a task, or press it to add it to the selected one")
                           .arg(words.help.left(1).toUpper() + words.help.mid(1), words.keys));
    }

    void setNamed(bool named) {
        named_ = named;
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override {
        return {glyphRoom + (named_ ? QFontMetrics(font()).horizontalAdvance(text()) + nameInset : 0), glyphRoom};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {glyphRoom, glyphRoom}; } // the window may shrink

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.text.clear();
        option.icon = {};
        style()->drawComplexControl(QStyle::CC_ToolButton, &option, &painter, this);
        paintGlyph(painter, part_, QPointF(0.5 * glyphRoom, 0.5 * height()), isEnabled());
        if (!named_)
            return;
        painter.setFont(font());
        painter.setPen(isEnabled() ? currentPalette().ink2 : currentPalette().ink3);
        painter.drawText(rect().adjusted(glyphRoom, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
    }
    void mousePressEvent(QMouseEvent* event) override {
        if (event->button() == Qt::LeftButton) {
            hand_ = Hand::presses;
            pressedAt_ = event->position().toPoint();
        }
        QToolButton::mousePressEvent(event);
    }
    void mouseMoveEvent(QMouseEvent* event) override {
        const int moved = (event->position().toPoint() - pressedAt_).manhattanLength();
        if (hand_ == Hand::presses && moved >= QApplication::startDragDistance()) {
            hand_ = Hand::carries;
            setCursor(Qt::ClosedHandCursor);
        }
        if (hand_ == Hand::carries)
            emit palette_.carried(part_, event->globalPosition().toPoint());
        else if (hand_ != Hand::gaveUp) // a button would take the pointer that comes back for a press
            QToolButton::mouseMoveEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent* event) override {
        if (event->button() != Qt::LeftButton)
            return;
        const bool isDropped = hand_ == Hand::carries;
        if (isDropped)
            letGo();
        hand_ = Hand::rests;
        QToolButton::mouseReleaseEvent(event);
        if (isDropped)
            emit palette_.dropped(part_, event->globalPosition().toPoint());
    }
    void keyPressEvent(QKeyEvent* event) override {
        if (hand_ == Hand::carries && event->key() == Qt::Key_Escape)
            giveUp();
        else
            QToolButton::keyPressEvent(event);
    }
    void changeEvent(QEvent* event) override {
        QToolButton::changeEvent(event);
        if (!isEnabled())
            giveUp();
    }
    void hideEvent(QHideEvent* event) override {
        QToolButton::hideEvent(event);
        giveUp();
    }

private:
    enum class Hand { rests, presses, carries, gaveUp };

    void letGo() {
        setDown(false); // so that its release is no press
        setCursor(Qt::OpenHandCursor);
    }
    void giveUp() {
        if (hand_ != Hand::carries)
            return;
        hand_ = Hand::gaveUp;
        letGo();
        emit palette_.givenUp();
    }

    MapPalette& palette_;
    NewPart part_;
    QPoint pressedAt_;
    Hand hand_ = Hand::rests;
    bool named_ = true;
};

} // namespace

MapPalette::MapPalette(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Parts to draw the map with"));
    setFixedHeight(glyphRoom + 2 * buttonMargin); // a low window leaves no less, as to the bar beside it
    auto* row = new QHBoxLayout(this);
    for (const NewPart part :
         {NewPart::task, NewPart::exclusive, NewPart::parallel, NewPart::exception, NewPart::end}) {
        auto* button = new PartButton(part, this);
        connect(button, &QToolButton::clicked, this, [this, part] { emit pressed(part); });
        row->addWidget(button);
        buttons_ << button;
    }
    setNamed(true);
}

void MapPalette::setNamed(bool named) {
    layout()->setContentsMargins(named ? 12 : buttonMargin, buttonMargin, buttonMargin, buttonMargin);
    layout()->setSpacing(named ? 2 : 0);
    for (QAbstractButton* button : std::as_const(buttons_))
        static_cast<PartButton*>(button)->setNamed(named);
}

void MapPalette::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), currentPalette().paper);
    painter.fillRect(QRect(0, 0, width(), 1), currentPalette().rule);
    painter.fillRect(QRect(width() - 1, 8, 1, height() - 16), currentPalette().rule);
}

} // namespace tributary::ui
