// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/figure_menu.h"

#include "ui/file_dialog.h"
#include "ui/look/icons.h"
#include "ui/look/theme.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int unitsPerInch = 96;
constexpr double exportedPixels = 2; ///< per unit of the window, for PNG and the clipboard

/// A title as a file's name.
QString fileName(QString title) {
    for (const QChar unfit : u"/\\:*?\"<>|"_s)
        title.replace(unfit, u'-');
    return title.simplified();
}

} // namespace

FigureMenu::FigureMenu(Figure figure, QWidget* panel)
    : QToolButton(panel), figure_(std::move(figure)), panel_(panel), menu_(new QMenu(this)) {
    setIcon(tintedIcon(u"three-dots"_s, &Palette::ink3));
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setToolTip(tr("Copy or save this figure"));
    setAccessibleName(tr("Copy or save this figure"));
    setFixedSize(28, 24);
    fillMenu();
    setMenu(menu_);
}

FigureMenu::FigureMenu(const QString& title, std::function<ChartTable()> table, QWidget* panel)
    : FigureMenu({[title] { return title; },
                  [panel](QPainter& painter) { panel->render(&painter, QPoint(), QRegion(), QWidget::DrawChildren); },
                  std::move(table)},
                 panel) {
    setAccessibleName(tr("Copy or save: %1").arg(title));
}

void FigureMenu::fillMenu() {
    const auto offer = [this](const QString& iconName, const QString& text, const auto& act) {
        QAction* action = menu_->addAction(tintedIcon(iconName), text);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    QAction* both = offer(u"clipboard"_s, tr("Copy the &picture"), [this] { copy(); });
    both->setShortcut(QKeySequence::Copy); // shown here; the chart that has the focus listens to it itself
    both->setShortcutContext(Qt::WidgetShortcut);
    offer(u"clipboard-data"_s, tr("Copy the &numbers as a table"), [this] { copyTable(); });
    menu_->addSeparator();
    offer(u"file-image"_s, tr("Save as PN&G…"), [this] { askAndSave(u"png"_s); });
    offer(u"filetype-svg"_s, tr("Save as &SVG…"), [this] { askAndSave(u"svg"_s); });
    offer(u"filetype-csv"_s, tr("Save as &CSV…"), [this] { askAndSave(u"csv"_s); });
}

void FigureMenu::paintEvent(QPaintEvent* event) {
    if (!hidden_)
        QToolButton::paintEvent(event);
}

void FigureMenu::draw(QPainter& painter) const {
    hidden_ = true;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(), panel_->size()), currentPalette().surface);
    figure_.draw(painter);
    hidden_ = false;
}

QImage FigureMenu::picture() const {
    QImage image((QSizeF(panel_->size()) * exportedPixels).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(exportedPixels);
    QPainter painter(&image);
    draw(painter);
    return image;
}

void FigureMenu::copy() const {
    auto* mime = new QMimeData;
    mime->setImageData(picture());
    mime->setText(figure_.table().tabs());
    QGuiApplication::clipboard()->setMimeData(mime);
}

void FigureMenu::copyTable() const { QGuiApplication::clipboard()->setText(figure_.table().tabs()); }

Result<QString> FigureMenu::save(const QString& path) const {
    const auto refused = [&path](const QString& why) {
        return fail(tr("%1 was not written: %2. Choose another folder or name.").arg(path, why).toStdString());
    };
    const QString extension = QFileInfo(path).suffix().toLower();
    QSaveFile file(path);
    if (extension != u"png"_s && extension != u"svg"_s && extension != u"csv"_s)
        return fail(tr("%1 was not written: a figure is saved as .png, .svg or .csv.").arg(path).toStdString());
    if (!file.open(QIODevice::WriteOnly))
        return refused(file.errorString());
    if (extension == u"csv"_s) {
        file.write(figure_.table().csv().toUtf8());
    } else if (extension == u"png"_s) {
        if (!picture().save(&file, "PNG"))
            return refused(file.errorString());
    } else {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setResolution(unitsPerInch);
        generator.setSize(panel_->size());
        generator.setViewBox(QRectF(QPointF(), panel_->size()));
        generator.setTitle(figure_.title());
        QPainter painter(&generator);
        draw(painter);
    }
    if (!file.commit())
        return refused(file.errorString());
    return path;
}

void FigureMenu::askAndSave(const QString& extension) {
    const QString filter = tr("%1 file (*.%2)").arg(extension.toUpper(), extension);
    const QString name = fileName(figure_.title()) + u'.' + extension;
    const QString path = askToWrite(this, tr("Save %1").arg(figure_.title()), name, {filter}, extension).path;
    if (path.isEmpty())
        return;
    if (const auto saved = save(path); !saved)
        emit saveFailed(QString::fromStdString(saved.error().message));
}

} // namespace tributary::ui
