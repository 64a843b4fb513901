// SPDX-License-Identifier: GPL-3.0-or-later
// PresentView: the model in front of a room, full screen, one figure at a time. Right, Space and PageDown go on, and
// play the periods of the tree before they leave it; Left and PageUp go back, B blanks, G asks for guesses or leaves
// them out, S goes to the next screen, Escape leaves. It shows what the pages show, while a run goes on too.
#pragma once

#include "core/report/slides.h"
#include "ui/present/slide_painter.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

namespace tributary::ui {

class Document;
class GuessBoard;
class RunController;
class SlideFigures;

class PresentView : public QWidget {
    Q_OBJECT
public:
    /// Makes a window over `parent`'s; open() shows it on the screen that this is on.
    PresentView(Document& document, RunController& runs, QWidget* parent);
    ~PresentView() override;

    void open();

    [[nodiscard]] const std::vector<Slide>& slides() const { return slides_; }
    [[nodiscard]] int position() const { return position_; }
    [[nodiscard]] Reveal reveal() const { return reveal_; }
    [[nodiscard]] bool isBlank() const { return blank_; }
    [[nodiscard]] bool isPlaying() const { return play_.isActive(); }
    [[nodiscard]] const SlideFigures& figures() const { return *figures_; }
    /// The slide as it is drawn: while its periods are played, with the words of the period that it stands at.
    [[nodiscard]] Slide shownSlide() const;
    /// The second sentence as it stands: with what the guesses come to, once they are shown.
    [[nodiscard]] QString detail() const;
    [[nodiscard]] QString footer() const;
    void goTo(int position, Reveal reveal);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void readSlides();
    void showSlide();
    void showFooter();
    void drawSlide();
    [[nodiscard]] bool settled();
    void goOn();
    void goBack();
    void jumpTo(int position, Reveal reveal);
    void askOrNot();
    void toNextScreen();
    [[nodiscard]] std::vector<Slide> slidesAt(int period) const;
    /// Whether the slide has periods that were not played since it was reached.
    [[nodiscard]] bool hasToPlay() const;
    void play();
    void playOn();
    void endPlay();
    void showDrawn();
    [[nodiscard]] bool asks(int position) const;
    /// Whether the keys are those of what is typed.
    [[nodiscard]] bool isTyping() const;
    [[nodiscard]] QString missing() const;
    [[nodiscard]] const Slide& slide() const { return slides_[static_cast<size_t>(position_)]; }

    Document& document_;
    RunController& runs_;
    std::vector<Slide> slides_;
    int position_ = 0;
    Reveal reveal_ = Reveal::result;
    bool blank_ = false;
    bool asking_ = true; ///< figures that may be guessed are asked for first
    std::unique_ptr<SlideFigures> figures_;
    GuessBoard* board_;
    QPixmap drawn_; ///< the slide as it stands, without its footer; null where it is to be drawn anew
    QString shownFooter_;
    QTimer still_; ///< until the pointer hides
    QTimer play_;  ///< of the periods, a step each time
    bool played_ = false;
};

} // namespace tributary::ui
