// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/help_window.h"

#include "ui/look/theme.h"
#include "ui/look/type.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <algorithm>
#include <array>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize usualSize(860, 640);
constexpr int listWidth = 190;
constexpr int textMargin = 24;
constexpr int cellPadding = 5;

struct Page {
    const char* file;
    const char* title;
};

constexpr std::array<Page, 5> helpPages{
    {{"first-steps", QT_TRANSLATE_NOOP("tributary::ui::HelpWindow", "First steps")},
     {"numbers", QT_TRANSLATE_NOOP("tributary::ui::HelpWindow", "Numbers, units and formulas")},
     {"results", QT_TRANSLATE_NOOP("tributary::ui::HelpWindow", "How to read the results")},
     {"files", QT_TRANSLATE_NOOP("tributary::ui::HelpWindow", "Files")},
     {"keys", QT_TRANSLATE_NOOP("tributary::ui::HelpWindow", "Keys")}}};

/// The text of a page in Markdown; empty where there is none.
QString pageText(const char* name) {
    QFile file(u":/tributary/help/%1.md"_s.arg(QLatin1String(name)));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Gives headings and tables the look of the pages.
void dress(QTextDocument& document) {
    const Palette& palette = currentPalette();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0)
            continue;
        QTextCursor cursor(block);
        cursor.select(QTextCursor::BlockUnderCursor);
        QTextCharFormat format;
        format.setFont(fontOf(TextRole::pageTitle));
        cursor.mergeCharFormat(format);
    }
    for (QTextFrame* frame : document.rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorderBrush(palette.rule);
            format.setBorderCollapse(true);
            format.setCellSpacing(0);
            format.setCellPadding(cellPadding);
            format.setTopMargin(cellPadding);
            format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
            table->setFormat(format);
        }
}

} // namespace

HelpWindow::HelpWindow(QWidget* parent)
    : QDialog(parent), pages_(new QListWidget(this)), text_(new QTextBrowser(this)) {
    setWindowTitle(tr("Help"));
    setObjectName(u"helpWindow"_s);
    // Within the window that it stands before, which large texts leave little room.
    resize(usualSize.boundedTo(parent->window()->size() - QSize(2 * textMargin, 2 * textMargin)));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    pages_->setAccessibleName(tr("Pages of help"));
    pages_->setFrameShape(QFrame::NoFrame);
    pages_->setFixedWidth(listWidth);
    pages_->setWordWrap(true);
    pages_->setContentsMargins(0, textMargin, 0, 0);
    for (const Page& page : helpPages)
        pages_->addItem(tr(page.title));
    text_->setAccessibleName(tr("Help"));
    text_->setFrameShape(QFrame::NoFrame);
    text_->setOpenLinks(false);
    text_->document()->setDocumentMargin(textMargin);
    row->addWidget(pages_);
    row->addWidget(text_, 1);
    connect(pages_, &QListWidget::currentRowChanged, this, &HelpWindow::showPage);
    pages_->setCurrentRow(0);
}

void HelpWindow::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showPage();
}

void HelpWindow::showPage() {
    const int row = pages_->currentRow();
    if (row < 0)
        return;
    text_->document()->setDefaultFont(fontOf(TextRole::body));
    text_->setMarkdown(pageText(helpPages[static_cast<std::size_t>(row)].file));
    dress(*text_->document());
    text_->moveCursor(QTextCursor::Start);
}

} // namespace tributary::ui
