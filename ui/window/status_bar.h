// SPDX-License-Identifier: GPL-3.0-or-later
// StatusBar: how many problems there are, what the values mean, and how well the run knows them.
#pragma once

#include "core/base/problem.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace tributary::ui {

class Document;
class FittingLabel;
class ProblemList;

class StatusBar : public QWidget {
    Q_OBJECT
public:
    StatusBar(Document& document, const ProblemList& problems, QWidget* parent = nullptr);

    /// Says what the values and ranges of the page are.
    void setMeaning(const QString& meaning);

    /// Where a message may stand for a while: what the values mean can wait.
    [[nodiscard]] QWidget& messageRoom() const { return *messageRoom_; }

    static constexpr int barHeight = 28;

signals:
    void problemsClicked();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showProblems();
    void showPrecision();

    Document& document_;
    const ProblemList& problems_;
    QToolButton* errors_;
    QToolButton* warnings_;
    QToolButton* notes_;
    QLabel* none_;
    QWidget* messageRoom_;
    FittingLabel* meaning_;
    FittingLabel* precision_;
};

} // namespace tributary::ui
