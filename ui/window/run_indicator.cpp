// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_indicator.h"

#include "core/model/runnable_part.h"
#include "ui/look/number_words.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/run_controller.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <algorithm>
#include <utility>

namespace tributary::ui {

namespace {

constexpr int quietFor = 200;     ///< ms in which a run is not worth a word
constexpr int cancelAfter = 1000; ///< ms after which it can be cancelled
constexpr int turnEvery = 200;
constexpr double dotSize = 8;

bool allFailed(const Results& results) { return results.trials > 0 && results.trialsFailed >= results.trials; }

QColor dotColour(const Results* results, const Palette& palette) {
    if (!results || results->trialsFailed == 0)
        return palette.operating;
    return allFailed(*results) ? palette.error : palette.warning;
}

/// Says what results lack for the errors of the model.
QString blockedWords(const Outcome& outcome) {
    if (const std::size_t out = outcome.leftOut.size(); out > 0)
        return out == 1 ? tr("1 metric left out") : tr("%1 metrics left out").arg(out);
    const auto isOut = [&](const auto& lacks) { return isNotRun(outcome.npvLacks, lacks.first); };
    if (const auto out = std::ranges::count_if(outcome.npvLacks, isOut); out > 0)
        return out == 1 ? tr("1 scenario left out") : tr("%1 scenarios left out").arg(out);
    return outcome.npvLacks.empty() ? tr("cannot run") : tr("a part of the NPV left out");
}

} // namespace

RunIndicator::RunIndicator(Document& document, RunController& runs, QWidget* parent)
    : QWidget(parent), document_(document), runs_(runs), words_(new QLabel(this)), button_(new QPushButton(this)) {
    setAccessibleName(tr("State of the run"));
    words_->setFont(fontOf(TextRole::label));
    button_->setFont(fontOf(TextRole::label));
    setButtonRole(*button_, ButtonRole::link);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(words_);
    row->addWidget(button_);
    turn_.setInterval(turnEvery);
    connect(&turn_, &QTimer::timeout, this, [this] {
        quarter_ = (quarter_ + 1) % 4;
        refresh();
    });
    connect(button_, &QPushButton::clicked, this, &RunIndicator::press);
    connect(&runs_, &RunController::stateChanged, this, &RunIndicator::refresh);
    connect(&runs_, &RunController::progressChanged, this, &RunIndicator::refresh);
    connect(&document_, &Document::resultsChanged, this, &RunIndicator::refresh);
    refresh();
}

void RunIndicator::refresh() {
    using State = RunController::State;
    const State state = runs_.state();
    setVisible(state != State::idle);
    if (state == State::running && !turn_.isActive())
        turn_.start();
    else if (state != State::running)
        turn_.stop();
    QString words;
    QString action;
    QString why;
    switch (state) {
    case State::idle:
        break;
    case State::running:
        if (runs_.elapsed() < quietFor && !words_->text().isEmpty())
            return;
        words = tr("running");
        if (runs_.elapsed() >= cancelAfter) {
            words = tr("%1 %").arg(QString::number(qRound(runs_.progress() * 100)));
            action = tr("Cancel");
        }
        break;
    case State::upToDate:
        if (const Results* results = document_.outcome().sampled.get(); results && allFailed(*results)) {
            words = tr("no trial gave a number");
        } else if (results && document_.isDragging()) {
            words = tr("%1 trials, while dragging").arg(wholeNumber(results->trials));
        } else if (results && results->trialsFailed > 0) {
            words = tr("%1 of %2 trials, up to date")
                        .arg(wholeNumber(results->trials - results->trialsFailed), wholeNumber(results->trials));
            why = tr("%1 trials failed and are left out. The list of problems says why.")
                      .arg(wholeNumber(results->trialsFailed));
        } else if (results) {
            words = tr("%1 trials, up to date").arg(wholeNumber(results->trials));
        }
        break;
    case State::blocked:
        words = blockedWords(document_.outcome());
        action = tr("Show errors");
        break;
    case State::failed:
        words = tr("the run failed");
        action = tr("Run again");
        why = tr("The run failed: %1.").arg(document_.runFailure());
        break;
    case State::cancelled:
        words = tr("cancelled, results are old");
        action = tr("Run again");
        break;
    }
    words_->setText(words);
    words_->setVisible(!compact_ || state != State::upToDate);
    setToolTip(why.isEmpty() && !words_->isVisibleTo(this) ? words : why);
    setAccessibleDescription(why.isEmpty() ? words : why);
    button_->setText(action);
    button_->setAccessibleName(action);
    button_->setVisible(!action.isEmpty());
    update();
}

void RunIndicator::setCompact(bool compact) {
    if (std::exchange(compact_, compact) != compact)
        refresh();
}

void RunIndicator::press() {
    switch (runs_.state()) {
    case RunController::State::running:
        runs_.cancel();
        break;
    case RunController::State::blocked:
        emit problemsWanted();
        break;
    default:
        runs_.runNow();
    }
}

void RunIndicator::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF dot(0.5, (height() - dotSize) / 2, dotSize, dotSize);
    constexpr int quarterTurn = 90 * 16;
    switch (runs_.state()) {
    case RunController::State::upToDate:
        painter.setPen(Qt::NoPen);
        painter.setBrush(dotColour(document_.outcome().sampled.get(), palette));
        painter.drawEllipse(dot);
        break;
    case RunController::State::running:
        painter.setPen(QPen(palette.operating, 2));
        painter.drawArc(dot, -quarter_ * quarterTurn, 3 * quarterTurn);
        break;
    case RunController::State::blocked:
    case RunController::State::failed:
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.error);
        painter.drawEllipse(dot);
        break;
    default:
        painter.setPen(QPen(palette.ink3, 1.5));
        painter.drawEllipse(dot);
    }
}

} // namespace tributary::ui
