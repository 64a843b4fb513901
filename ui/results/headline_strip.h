// SPDX-License-Identifier: GPL-3.0-or-later
// HeadlineStrip: the headline figures of a scenario: name, median, range, and what it rests on. Side by side where there
// is room, else in rows; texts break to lines rather than lose their end.
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
    double lossShare = -1; ///< at least 0: shown as a row of marks, lost and gained, as the words say it
};

class HeadlineStrip : public QWidget {
    Q_OBJECT
public:
    explicit HeadlineStrip(QWidget* parent = nullptr);

    void setHeadlines(QList<Headline> headlines);
    [[nodiscard]] const QList<Headline>& headlines() const { return headlines_; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    struct Grid;
    [[nodiscard]] Grid gridOf(double width) const;

    QList<Headline> headlines_;
};

} // namespace tributary::ui
