// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/present_view.h"

#include "core/report/guess_words.h"
#include "ui/document.h"
#include "ui/look/motion.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/present/guess_board.h"
#include "ui/present/slide_figures.h"
#include "ui/qt_text.h"
#include "ui/run_controller.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScreen>
#include <QSettings>
#include <QWindow>
#include <algorithm>
#include <cmath>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pointerHides = 2000; ///< ms without a move

QString askKey() { return u"present/ask"_s; }

} // namespace

PresentView::PresentView(Document& document, RunController& runs, QWidget* parent)
    : QWidget(parent, Qt::Window), document_(document), runs_(runs),
      asking_(QSettings().value(askKey(), true).toBool()), figures_(std::make_unique<SlideFigures>(document)),
      board_(new GuessBoard(document, this)) {
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(640, 400);
    setAttribute(Qt::WA_DeleteOnClose);
    still_.setSingleShot(true);
    still_.setInterval(pointerHides);
    play_.setInterval(motionOfPeriod);
    play_.setTimerType(Qt::PreciseTimer);
    connect(&play_, &QTimer::timeout, this, &PresentView::playOn);
    connect(&still_, &QTimer::timeout, this, [this] { setCursor(Qt::BlankCursor); });
    connect(&document_, &Document::opened, this, [this] {
        position_ = 0;
        if (document_.isOpen())
            readSlides();
        else
            close();
    });
    for (const auto signal : {&Document::resultsChanged, &Document::explanationChanged, &Document::scenarioChanged,
                              &Document::periodChanged, &Document::problemsChanged})
        connect(&document_, signal, this, &PresentView::readSlides);
    connect(&document_, &Document::changed, this, &PresentView::readSlides);
    connect(&runs_, &RunController::stateChanged, this, &PresentView::readSlides);
    connect(&runs_, &RunController::progressChanged, this, &PresentView::showFooter);
    // The footer tells the keys of the slides or those of the fields.
    connect(qApp, &QApplication::focusChanged, this, &PresentView::showFooter);
    readSlides();
}

PresentView::~PresentView() {
    document_.disconnect(this);
    runs_.disconnect(this);
    qApp->disconnect(this);
}

void PresentView::open() {
    const QWidget* from = parentWidget() ? parentWidget()->window() : nullptr;
    if (from && from->screen())
        setGeometry(from->screen()->geometry());
    showFullScreen();
    activateWindow();
    setFocus(Qt::OtherFocusReason);
    still_.start();
}

QString PresentView::missing() const {
    const bool errors = std::ranges::any_of(document_.problems(),
                                            [](const Problem& problem) { return problem.severity == Severity::error; });
    if (errors)
        return tr("The model has errors. Escape leaves; F8 then goes to the first of them.");
    if (!document_.runFailure().isEmpty())
        return tr("The run failed: %1. Escape leaves; the page of results runs it again.").arg(document_.runFailure());
    if (runs_.state() == RunController::State::cancelled)
        return tr("The run was cancelled. Escape leaves; Ctrl+R runs it again.");
    return {};
}

/// Reads the story anew and stays where it was, by what the slide is.
void PresentView::readSlides() {
    if (!document_.isOpen())
        return;
    setWindowTitle(tr("%1 — Present").arg(document_.title()));
    const auto known = slides_.empty() ? std::nullopt : std::optional(slide());
    slides_ = slidesAt(document_.period());
    if (known) {
        const auto same = std::ranges::find_if(
            slides_, [&](const Slide& each) { return each.kind == known->kind && each.band == known->band; });
        position_ = same != slides_.end() ? static_cast<int>(same - slides_.begin())
                                          : std::min(position_, static_cast<int>(slides_.size()) - 1);
    }
    if (slide().guessed.empty())
        reveal_ = Reveal::result;
    figures_->refresh(asking_ ? ShownGuesses::all : ShownGuesses::none);
    endPlay();
    showSlide();
}

std::vector<Slide> PresentView::slidesAt(int period) const {
    const auto& insight = document_.explanation().insight;
    const bool explained = insight && insight->scenario == document_.scenario();
    return makeSlides(document_.model(), {document_.outcome().sampled.get(), document_.scenario(),
                                          explained ? insight.get() : nullptr, period, fromQt(missing())});
}

Slide PresentView::shownSlide() const {
    if (figures_->period() == document_.period())
        return slide();
    const std::vector<Slide> then = slidesAt(figures_->period());
    const auto same = std::ranges::find_if(
        then, [&](const Slide& each) { return each.kind == slide().kind && each.band == slide().band; });
    return same == then.end() ? slide() : *same;
}

bool PresentView::isTyping() const { return board_->isVisible() && board_->isAncestorOf(QApplication::focusWidget()); }

bool PresentView::asks(int position) const {
    return asking_ && !slides_[static_cast<size_t>(position)].guessed.empty();
}

void PresentView::showSlide() {
    drawn_ = {};
    const bool asked = reveal_ == Reveal::question && asking_ && !blank_;
    if (asked) {
        const double scale = slideScale(size());
        const QRectF area = figureArea(slideSize(size()), slide(), reveal_, {});
        board_->setGeometry(
            QRectF(area.topLeft() * scale, area.size() * scale).toRect().adjusted(0, qRound(30 * scale), 0, 0));
        board_->ask(slide().guessed.front(), scale);
    } else if (isTyping()) {
        setFocus(Qt::OtherFocusReason);
    }
    board_->setVisible(asked);
    const QString spoken = toQt(reveal_ == Reveal::question ? slide().question : slide().finding);
    setAccessibleName(tr("Slide %1 of %2: %3").arg(position_ + 1).arg(slides_.size()).arg(spoken));
    setAccessibleDescription(detail());
    QAccessibleEvent event(this, QAccessible::NameChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

/// What its words say beside the slide may change while that stands.
void PresentView::showFooter() {
    if (!slides_.empty() && footer() != shownFooter_)
        update();
}

void PresentView::goTo(int position, Reveal reveal) {
    endPlay();
    played_ = false;
    position_ = std::clamp(position, 0, static_cast<int>(slides_.size()) - 1);
    reveal_ = asks(position_) ? reveal : Reveal::result;
    showSlide();
}

/// Keeps the guesses that are typed; false where one is refused for the first time, which stays to be mended.
bool PresentView::settled() { return !board_->isVisible() || board_->settle(); }

void PresentView::goOn() {
    if (reveal_ == Reveal::question) {
        if (settled())
            goTo(position_, Reveal::result);
    } else if (hasToPlay()) {
        play();
    } else if (position_ + 1 < static_cast<int>(slides_.size())) {
        goTo(position_ + 1, Reveal::question);
    }
}

bool PresentView::hasToPlay() const {
    return !played_ && slide().kind == SlideKind::cascade && !slide().band && document_.sampled() &&
           document_.period() > 1;
}

/// Shows how the change spreads, from the first period to the one that the slide tells of.
void PresentView::play() {
    played_ = true;
    figures_->setPeriod(1);
    play_.start();
    showDrawn();
}

void PresentView::playOn() {
    figures_->setPeriod(std::min(document_.period(), figures_->period() + periodsOfStep()));
    if (figures_->period() == document_.period())
        endPlay();
    showDrawn();
}

void PresentView::endPlay() {
    play_.stop();
    figures_->setPeriod(document_.period());
}

/// Has the slide drawn anew.
void PresentView::showDrawn() {
    drawn_ = {};
    update();
}

void PresentView::goBack() {
    if (!settled())
        return;
    if (reveal_ == Reveal::result && asks(position_))
        goTo(position_, Reveal::question);
    else if (position_ > 0)
        goTo(position_ - 1, Reveal::result);
}

void PresentView::jumpTo(int position, Reveal reveal) {
    if (settled())
        goTo(position, reveal);
}

/// A question that stands stays: what it asks for is shown by going on, and by nothing else.
void PresentView::askOrNot() {
    asking_ = !asking_;
    QSettings().setValue(askKey(), asking_);
    figures_->refresh(asking_ ? ShownGuesses::all : ShownGuesses::none);
    showSlide();
}

void PresentView::toNextScreen() {
    const QList<QScreen*> screens = QGuiApplication::screens();
    const qsizetype now = screens.indexOf(screen());
    if (screens.size() < 2 || now < 0)
        return;
    QScreen* next = screens[(now + 1) % screens.size()];
    setWindowState(windowState() & ~Qt::WindowFullScreen);
    if (windowHandle())
        windowHandle()->setScreen(next);
    setGeometry(next->geometry());
    showFullScreen();
}

QString PresentView::detail() const {
    if (reveal_ == Reveal::question)
        return {};
    const ScenarioResults* scenario = document_.sampled();
    if (asking_ && scenario && !slide().guessed.empty()) {
        const GuessedFigure& figure = slide().guessed.front();
        const auto guesses = guessesOf(document_.model(), scenario->id, figure);
        if (const auto result = resultOf(*scenario, figure); result && !guesses.empty())
            return toQt(guessFinding(document_.model(), figure, guesses, *result));
    }
    return toQt(slide().detail);
}

QString PresentView::footer() const {
    QStringList parts{document_.title()};
    const QString separator = u" · "_s;
    if (isTyping()) {
        parts << tr("Enter: keep the guess") << tr("Escape, then Right: show the result");
        return parts.join(separator);
    }
    if (reveal_ == Reveal::question) {
        if (asking_)
            parts << tr("Enter: type a guess");
        parts << tr("Right: show the result") << (asking_ ? tr("G: without guesses") : tr("G: with guesses"));
        return parts.join(separator);
    }
    if (hasToPlay())
        parts << tr("Right: play the periods");
    if (const auto& results = document_.outcome().sampled; results && document_.sampled())
        parts << tr("%1 trials, seed %2").arg(wholeNumber(results->trials), QString::number(results->seed));
    if (runs_.state() == RunController::State::running)
        parts << (document_.outcome().sampled
                      ? tr("of an older version, a run goes on (%1)").arg(shareWords(runs_.progress()))
                      : tr("a run goes on (%1)").arg(shareWords(runs_.progress())));
    else if (document_.outcome().sampled && document_.isStale())
        parts << tr("of an older version of the model");
    return parts.join(separator);
}

void PresentView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (blank_ || slides_.empty()) {
        painter.fillRect(rect(), Qt::black);
        return;
    }
    if (drawn_.isNull() || drawn_.size() != (QSizeF(size()) * devicePixelRatioF()).toSize())
        drawSlide();
    painter.drawPixmap(0, 0, drawn_);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const double scale = slideScale(size());
    painter.scale(scale, scale);
    shownFooter_ = footer();
    paintFooter(painter, slideSize(size()), shownFooter_, position_, static_cast<int>(slides_.size()),
                slidePalette(currentPalette()));
}

void PresentView::drawSlide() {
    const qreal ratio = devicePixelRatioF();
    const Palette palette = slidePalette(currentPalette());
    drawn_ = QPixmap((QSizeF(size()) * ratio).toSize());
    drawn_.setDevicePixelRatio(ratio);
    drawn_.fill(palette.paper);
    QPainter drawing(&drawn_);
    drawing.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    const double scale = slideScale(size());
    drawing.scale(scale, scale);
    const QSizeF slideUnits = slideSize(size());
    const QString second = detail();
    paintWords(drawing, slideUnits, shownSlide(), reveal_, second, palette);
    if (reveal_ == Reveal::result)
        figures_->paint(drawing, figureArea(slideUnits, slide(), reveal_, second), slide(), palette);
}

void PresentView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!slides_.empty())
        showSlide();
}

void PresentView::keyPressEvent(QKeyEvent* event) {
    const bool typing = isTyping();
    const int key = event->key();
    if (event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo)) {
        const auto done = event->matches(QKeySequence::Undo) ? document_.undo() : document_.redo();
        if (!done)
            document_.tell(done.error());
        return;
    }
    if (typing && key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Escape && key != Qt::Key_PageDown &&
        key != Qt::Key_PageUp)
        return QWidget::keyPressEvent(event); // letters and blanks are for what is typed, not for the slides
    if (blank_ && key != Qt::Key_Escape) {
        blank_ = false;
        showSlide();
        return;
    }
    switch (key) {
    case Qt::Key_Right:
    case Qt::Key_Space:
    case Qt::Key_Down:
        return goOn();
    case Qt::Key_Left:
    case Qt::Key_Up:
    case Qt::Key_Backspace:
        return goBack();
    case Qt::Key_PageDown: // a clicker's
        return goOn();
    case Qt::Key_PageUp:
        return goBack();
    case Qt::Key_Home:
        return jumpTo(0, Reveal::result);
    case Qt::Key_End:
        return jumpTo(static_cast<int>(slides_.size()) - 1, Reveal::question);
    case Qt::Key_B:
    case Qt::Key_Period:
        blank_ = true;
        return showSlide();
    case Qt::Key_G:
        return askOrNot();
    case Qt::Key_S:
        return toNextScreen();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (typing) {
            if (auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget()))
                button->click();
            return;
        }
        return reveal_ == Reveal::question ? board_->takeFocus() : goOn();
    case Qt::Key_Escape:
    case Qt::Key_F5:
        if (typing)
            return setFocus(Qt::OtherFocusReason);
        close();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

/// The keys of the slides stay with the window until a guess is to be typed.
bool PresentView::focusNextPrevChild(bool next) {
    if (!board_->isVisible())
        return false;
    if (hasFocus()) {
        board_->takeFocus();
        return true;
    }
    return QWidget::focusNextPrevChild(next);
}

void PresentView::mousePressEvent(QMouseEvent* event) {
    if (blank_) {
        blank_ = false;
        showSlide();
        return;
    }
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::LeftButton || event->button() == Qt::ForwardButton)
        goOn();
    else if (event->button() == Qt::RightButton || event->button() == Qt::BackButton)
        goBack();
}

void PresentView::mouseMoveEvent(QMouseEvent* event) {
    unsetCursor();
    still_.start();
    QWidget::mouseMoveEvent(event);
}

/// However it is closed, guesses that are typed are kept first, while there is a model to keep them.
void PresentView::closeEvent(QCloseEvent* event) {
    if (!document_.isOpen() || settled())
        QWidget::closeEvent(event);
    else
        event->ignore();
}

void PresentView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && !slides_.empty())
        showSlide();
    QWidget::changeEvent(event);
}

} // namespace tributary::ui
