// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/icons.h"

#include "ui/look/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>
#include <map>
#include <memory>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString resource(const QString& name) { return u":/tributary/icons/"_s + name + u".svg"_s; }

QSvgRenderer& renderer(const QString& name, const QColor& colour) {
    static std::map<std::pair<QString, QRgb>, std::unique_ptr<QSvgRenderer>> made;
    auto& slot = made[{name, colour.rgba()}];
    if (!slot) {
        QFile file(resource(name));
        QByteArray svg = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        svg.replace("currentColor", colour.name().toLatin1());
        slot = std::make_unique<QSvgRenderer>(svg);
    }
    return *slot;
}

class TintedIcon : public QIconEngine {
public:
    TintedIcon(QString name, ColourToken token) : name_(std::move(name)), token_(token) {}

    void paint(QPainter* painter, const QRect& area, QIcon::Mode mode, QIcon::State) override {
        paintIcon(*painter, name_, area, currentPalette().*(mode == QIcon::Disabled ? &Palette::ink3 : token_));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap made(size);
        made.fill(Qt::transparent);
        QPainter painter(&made);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return made;
    }

    QIconEngine* clone() const override { return new TintedIcon(name_, token_); }

private:
    QString name_;
    ColourToken token_;
};

} // namespace

QIcon tintedIcon(const QString& name, ColourToken token) { return QIcon(new TintedIcon(name, token)); }

void paintIcon(QPainter& painter, const QString& name, const QRectF& area, const QColor& colour) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (colour.alpha() < 255)
        painter.setOpacity(painter.opacity() * colour.alphaF());
    renderer(name, colour).render(&painter, area);
    painter.restore();
}

bool hasIcon(const QString& name) { return QFile::exists(resource(name)); }

} // namespace tributary::ui
