// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start_page.h"

#include "core/exchange/templates.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
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
#include <QTextLayout>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pageMargin = 28;
constexpr int columnWidth = 560;
constexpr int cardPadding = 16;

/// A choice with a name and a line or more about it.
class Choice : public QAbstractButton {
public:
    Choice(QString icon, const QString& name, QString about, QWidget* parent)
        : QAbstractButton(parent), icon_(std::move(icon)), about_(std::move(about)) {
        setText(name);
        setAccessibleName(name);
        setAccessibleDescription(about_);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    [[nodiscard]] QSize sizeHint() const override { return {columnWidth, heightForWidth(columnWidth)}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override {
        const QFontMetrics metrics(fontOf(TextRole::label));
        const int textWidth = width - textLeft - cardPadding;
        return 12 + 20 + metrics.boundingRect(QRect(0, 0, textWidth, 1000), Qt::TextWordWrap, about_).height() + 12;
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
        paintIcon(painter, icon_, QRectF(cardPadding, 14, 16, 16), palette.ink2);
        const int width = this->width() - textLeft - cardPadding;
        painter.setFont(fontOf(TextRole::bodyStrong));
        painter.setPen(palette.ink);
        painter.drawText(QRect(textLeft, 12, width, 20), Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, width));
        painter.setFont(fontOf(TextRole::label));
        painter.setPen(palette.ink2);
        painter.drawText(QRect(textLeft, 32, width, height() - 32), Qt::TextWordWrap | Qt::AlignLeft, about_);
    }

private:
    static constexpr int textLeft = cardPadding + 16 + 12;
    QString icon_;
    QString about_;
};

QLabel* words(const QString& text, TextRole role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(fontOf(role));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

StartPage::StartPage(QWidget* parent) : QWidget(parent), recentPart_(new QWidget(this)) {
    setAccessibleName(tr("Start"));
    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(
        words(tr("A model links what people do at work to what it is worth."), TextRole::pageTitle, this));
    column->addWidget(words(tr("Start from a built-in case and make it yours, or begin with an empty model. "
                               "Every change is saved as you make it."),
                            TextRole::body, this));
    column->addSpacing(16);
    column->addWidget(words(tr("Built-in cases"), TextRole::section, this));
    column->addWidget(
        words(tr("Their numbers are illustrative, and each says what it rests on."), TextRole::label, this));
    for (const Template& item : templates()) {
        auto* choice = new Choice(u"diagram-3"_s, toQt(item.name), toQt(item.description), this);
        connect(choice, &QAbstractButton::clicked, this, [this, id = toQt(item.id)] { emit templateChosen(id); });
        column->addWidget(choice);
    }

    auto* ways = new QHBoxLayout;
    auto* empty = new QPushButton(tr("New empty model"), this);
    setButtonRole(*empty, ButtonRole::main);
    auto* open = new QPushButton(tr("Open a file…"), this);
    setButtonRole(*open, ButtonRole::link);
    for (QPushButton* button : {empty, open}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(true); // Return presses it, as Space does
    }
    ways->addWidget(empty);
    ways->addSpacing(12);
    ways->addWidget(open);
    ways->addStretch();
    column->addSpacing(12);
    column->addLayout(ways);
    connect(empty, &QPushButton::clicked, this, &StartPage::emptyChosen);
    connect(open, &QPushButton::clicked, this, &StartPage::openChosen);

    recent_ = new QVBoxLayout(recentPart_);
    recent_->setContentsMargins(0, 24, 0, 0);
    recent_->setSpacing(8);
    column->addWidget(recentPart_);
    column->addStretch();

    auto* inner = new QWidget(this);
    inner->setLayout(column);
    inner->setMaximumWidth(columnWidth + 2 * pageMargin);
    column->setContentsMargins(pageMargin, pageMargin, pageMargin, pageMargin);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setAccessibleName(tr("Ways to begin"));
    scroll->setWidget(inner);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    refresh();
}

void StartPage::refresh() {
    while (QLayoutItem* item = recent_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const QStringList files = recentFiles();
    recentPart_->setVisible(!files.isEmpty());
    if (files.isEmpty())
        return;
    recent_->addWidget(words(tr("Opened last"), TextRole::section, recentPart_));
    for (const QString& path : files) {
        const QFileInfo file(path);
        auto* choice = new Choice(u"file-earmark-text"_s, file.completeBaseName(),
                                  QDir::toNativeSeparators(file.absolutePath()), recentPart_);
        connect(choice, &QAbstractButton::clicked, this, [this, path] { emit fileChosen(path); });
        recent_->addWidget(choice);
    }
}

void StartPage::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentPalette().paper); }

} // namespace tributary::ui
