// SPDX-License-Identifier: GPL-3.0-or-later
// MeasuresStrip: what a process comes to, under its map: how long a case takes and of what that is made, labour,
// exceptions, hand-offs, and how busy each pool is. Window thread only.
#pragma once

#include "core/base/problem.h"
#include "core/insight/process_measures.h"
#include "ui/process/time_words.h"

#include <QWidget>
#include <cmath>
#include <optional>
#include <string>

class QPushButton;

namespace tributary::ui {

class MeasuresStrip : public QWidget {
    Q_OBJECT
public:
    explicit MeasuresStrip(QWidget* parent = nullptr);

    /// Shows measures beside those of business as usual; either may be null. `failure` is shown where there are none,
    /// and where it has a place, the way there.
    void show(const ProcessMeasures* measures, const ProcessMeasures* usual, const QString& currency,
              const QString& failure, const std::string& place = {});
    /// The sign of a failure: that of the gravest problem of the map; none where it has none, as one that nobody works
    /// out yet.
    void setGravest(std::optional<Severity> gravest);
    [[nodiscard]] std::optional<Severity> gravest() const { return gravest_; }
    /// All that it says, line by line.
    [[nodiscard]] QStringList lines() const;

    /// Shows the headline alone, where the window is low; the tool tip says the rest.
    void setBrief(bool brief);

    [[nodiscard]] QSize sizeHint() const override { return {800, brief_ ? 40 : 164}; }

signals:
    void poolChosen(const PoolId& pool); ///< by a click
    void placeWanted();                  ///< of what keeps it from being measured

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Figure {
        QString name, value, note;
    };
    struct Busy {
        PoolId id;
        QString name;
        double share = 0;
        double usual = NAN; ///< NaN where it is no other, or not known
        double load = NAN;  ///< of the hours of its shifts, where it works on after their end, else NaN
        QRectF area{};
    };
    struct Part {
        QString name;
        double hours = 0;
        bool exception = false;
        bool works = false;
        QRectF area{};
    };

    void readOverload(const ProcessMeasures& measures);
    void readCycleTime(const ProcessMeasures& measures, const ProcessMeasures* usual);
    void readParts(const ProcessMeasures& measures);
    void readFigures(const ProcessMeasures& measures, const ProcessMeasures* usual, const QString& currency);
    [[nodiscard]] static QString busyWords(const Busy& pool);
    [[nodiscard]] const Busy* poolAt(const QPointF& place) const;
    [[nodiscard]] QRectF failureArea() const;
    void placeLink();
    void paintFailure(QPainter& painter);
    void paintParts(QPainter& painter, const QRectF& area);
    void paintFigures(QPainter& painter, const QRectF& area);
    void paintPools(QPainter& painter, const QRectF& area);

    QPushButton* link_; ///< to the place of a failure
    TimeWords times_;
    QString headline_, remark_, failure_;
    std::optional<Severity> gravest_;
    bool brief_ = false;
    QString cycleTimeBy_; ///< how it is come by, at length
    QString waitsBy_;     ///< what waits and busy shares are come by
    QList<Part> parts_;
    QList<Figure> figures_;
    QList<Busy> pools_;
};

} // namespace tributary::ui
