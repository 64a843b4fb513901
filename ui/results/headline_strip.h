// SPDX-License-Identifier: GPL-3.0-or-later
// HeadlineStrip: the headline figures of a scenario side by side: name, median, range, and what it rests on.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace tributary::ui {

/// A headline as it reads.
struct Headline {
    QString name;
    QString value;
    QString range;
    QString note;
    QString toolTip{};
    double lossShare = -1; ///< at least 0: shown as a row of marks, lost and gained
};

class HeadlineStrip : public QWidget {
    Q_OBJECT
public:
    explicit HeadlineStrip(QWidget* parent = nullptr);

    void setHeadlines(QList<Headline> headlines);
    [[nodiscard]] const QList<Headline>& headlines() const { return headlines_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF place(qsizetype index) const;

    QList<Headline> headlines_;
};

} // namespace tributary::ui
