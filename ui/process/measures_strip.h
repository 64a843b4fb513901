// SPDX-License-Identifier: GPL-3.0-or-later
// MeasuresStrip: what a process comes to, under its map: how long a case takes and of what that is made, labour,
// exceptions, hand-offs, and how busy each pool is. Window thread only.
#pragma once

#include "core/insight/process_measures.h"

#include <QWidget>

namespace tributary::ui {

class MeasuresStrip : public QWidget {
    Q_OBJECT
public:
    explicit MeasuresStrip(QWidget* parent = nullptr);

    /// Shows measures beside those of business as usual; either may be null. `failure` is shown where there are none.
    void show(const ProcessMeasures* measures, const ProcessMeasures* usual, const QString& currency,
              const QString& failure);
    /// All that it says, line by line.
    [[nodiscard]] QStringList lines() const;

    [[nodiscard]] QSize sizeHint() const override { return {800, 164}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Figure {
        QString name, value, note;
    };
    struct Busy {
        QString name;
        double share = 0;
    };
    struct Part {
        QString name;
        double hours = 0;
        bool exception = false;
        bool works = false;
        QRectF area{};
    };

    void paintParts(QPainter& painter, const QRectF& area);
    void paintFigures(QPainter& painter, const QRectF& area);
    void paintPools(QPainter& painter, const QRectF& area);

    QString headline_, remark_, failure_;
    QString cycleTimeBy_; ///< how it is come by, at length
    QList<Part> parts_;
    QList<Figure> figures_;
    QList<Busy> pools_;
};

} // namespace tributary::ui
