// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start_page.h"

#include "core/exchange/templates.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/look/wrapped_label.h"
#include "ui/qt_text.h"
#include "ui/window/recent_files.h"

#include <QAbstractButton>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageMargin = 28;
constexpr int choiceGap = 12;
constexpr int mostChoiceColumns = 3;
constexpr int choicePadding = 16;
constexpr int choiceTop = 16;
constexpr int choiceIcon = 20;
constexpr int choiceTextLeft = choicePadding + choiceIcon + 12;
constexpr int underChoiceName = 3;

} // namespace

/// A choice with a name and a line about it; where the line has no room it wraps.
class StartChoice : public QAbstractButton {
public:
    StartChoice(QString icon, const QString& name, QString about, QWidget* parent)
        : QAbstractButton(parent), icon_(std::move(icon)), about_(std::move(about)) {
        setText(name);
        setAccessibleName(name);
        setAccessibleDescription(about_);
        setToolTip(name + u'\n' + about_);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Minimum);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    /// The width at which all that it says stands on one line each.
    [[nodiscard]] int wantedWidth() const {
        const int name = QFontMetrics(fontOf(TextRole::section)).horizontalAdvance(text());
        const int about = QFontMetrics(fontOf(TextRole::row)).horizontalAdvance(about_);
        return choiceTextLeft + std::max(name, about) + 1 + choicePadding;
    }
    [[nodiscard]] QSize sizeHint() const override { return {wantedWidth(), heightForWidth(wantedWidth())}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override {
        return choiceTop + nameHeight() + underChoiceName + aboutArea(width).height() + choiceTop;
    }

protected:
    void keyPressEvent(QKeyEvent* event) override {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            return click();
        QAbstractButton::keyPressEvent(event);
    }
    void paintEvent(QPaintEvent*) override {
        const Palette& palette = currentPalette();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(underMouse() || hasFocus() ? palette.ink3 : palette.rule, 1));
        painter.setBrush(isDown() ? palette.sunken : palette.surface);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        paintIcon(painter, icon_, QRectF(choicePadding, choiceTop, choiceIcon, choiceIcon), palette.ink2);
        const int width = this->width() - choiceTextLeft - choicePadding;
        painter.setFont(fontOf(TextRole::section));
        painter.setPen(palette.ink);
        painter.drawText(QRect(choiceTextLeft, choiceTop, width, nameHeight()), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, width));
        painter.setFont(fontOf(TextRole::row));
        painter.setPen(palette.ink2);
        painter.drawText(aboutArea(this->width()), Qt::TextWordWrap | Qt::TextWrapAnywhere | Qt::AlignLeft, about_);
    }

private:
    static int nameHeight() { return QFontMetrics(fontOf(TextRole::section)).height(); }
    [[nodiscard]] QRect aboutArea(int width) const {
        const QRect room(choiceTextLeft, choiceTop + nameHeight() + underChoiceName,
                         std::max(1, width - choiceTextLeft - choicePadding), QWIDGETSIZE_MAX);
        const QFontMetrics metrics(fontOf(TextRole::row));
        return {
            room.topLeft(),
            QSize(room.width(), metrics.boundingRect(room, Qt::TextWordWrap | Qt::TextWrapAnywhere, about_).height())};
    }

    QString icon_;
    QString about_;
};

/// Choices in columns of the same width.
class ChoiceGrid : public QWidget {
public:
    explicit ChoiceGrid(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
        grid_->setContentsMargins(0, 0, 0, 0);
        grid_->setSpacing(choiceGap);
    }

    void add(StartChoice* choice) { choices_ << choice; }
    void clear() {
        qDeleteAll(choices_);
        choices_.clear();
    }
    [[nodiscard]] int wantedWidth() const {
        int widest = 0;
        for (const StartChoice* choice : choices_)
            widest = std::max(widest, choice->wantedWidth());
        return widest;
    }
    void arrange(int columns) {
        while (QLayoutItem* item = grid_->takeAt(0))
            delete item;
        for (int column = 0; column < mostChoiceColumns; ++column)
            grid_->setColumnStretch(column, column < columns ? 1 : 0);
        for (int i = 0; i < choices_.size(); ++i)
            grid_->addWidget(choices_[i], i / columns, i % columns);
        for (int column = static_cast<int>(choices_.size()); column < columns; ++column) // a row that is not full
            grid_->addItem(new QSpacerItem(0, 0, QSizePolicy::Ignored), 0, column);
    }

private:
    QGridLayout* grid_;
    QList<StartChoice*> choices_;
};

StartPage::StartPage(QWidget* parent)
    : QWidget(parent), cases_(new ChoiceGrid(this)), recentPart_(new QWidget(this)),
      recent_(new ChoiceGrid(recentPart_)) {
    setAccessibleName(tr("Start"));
    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(
        wrappedLabel(tr("A model links what people do at work to what it is worth."), TextRole::pageTitle, this));
    column->addWidget(wrappedLabel(tr("Start from a built-in case and make it yours, or begin with an empty model. "
                                      "Every change is saved as you make it."),
                                   TextRole::body, this));
    column->addSpacing(16);
    column->addWidget(wrappedLabel(tr("Built-in cases"), TextRole::section, this));
    column->addWidget(
        wrappedLabel(tr("Their numbers are illustrative, and each says what it rests on."), TextRole::label, this));
    for (const Template& item : templates()) {
        auto* choice = new StartChoice(u"diagram-3"_s, toQt(item.name), toQt(item.description), cases_);
        connect(choice, &QAbstractButton::clicked, this, [this, id = toQt(item.id)] { emit templateChosen(id); });
        cases_->add(choice);
    }
    column->addSpacing(4);
    column->addWidget(cases_);

    auto* ways = new QHBoxLayout;
    auto* empty = new QPushButton(tr("New empty model"), this);
    setButtonRole(*empty, ButtonRole::main);
    auto* open = new QPushButton(tr("Open a file…"), this);
    setButtonRole(*open, ButtonRole::link);
    for (QPushButton* button : {empty, open}) {
        button->setAccessibleName(button->text());
    }
    ways->addWidget(empty);
    ways->addSpacing(12);
    ways->addWidget(open);
    ways->addStretch();
    column->addSpacing(12);
    column->addLayout(ways);
    connect(empty, &QPushButton::clicked, this, &StartPage::emptyChosen);
    connect(open, &QPushButton::clicked, this, &StartPage::openChosen);

    auto* recent = new QVBoxLayout(recentPart_);
    recent->setContentsMargins(0, 24, 0, 0);
    recent->setSpacing(12);
    recent->addWidget(wrappedLabel(tr("Opened last"), TextRole::section, recentPart_));
    recent->addWidget(recent_);
    column->addWidget(recentPart_);
    column->addStretch();

    auto* inner = new QWidget(this);
    inner->setLayout(column);
    column->setContentsMargins(pageMargin, pageMargin, pageMargin, pageMargin);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Ways to begin"));
    scroll->setWidget(inner);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    refresh();
}

void StartPage::refresh() {
    recent_->clear();
    const QStringList files = recentFiles();
    recentPart_->setVisible(!files.isEmpty());
    for (const QString& path : files) {
        const QFileInfo file(path);
        auto* choice = new StartChoice(u"file-earmark-text"_s, file.completeBaseName(),
                                       QDir::toNativeSeparators(file.absolutePath()), recent_);
        connect(choice, &QAbstractButton::clicked, this, [this, path] { emit fileChosen(path); });
        recent_->add(choice);
    }
    arrange();
}

/// As many columns as leave the line about each case whole; files stand in the same columns.
void StartPage::arrange() {
    const int room = width() - 2 * pageMargin - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    const int columns = std::clamp((room + choiceGap) / (cases_->wantedWidth() + choiceGap), 1, mostChoiceColumns);
    cases_->arrange(columns);
    recent_->arrange(columns);
}

void StartPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void StartPage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().paper); }

} // namespace tributary::ui
