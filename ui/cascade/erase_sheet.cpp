// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/erase_sheet.h"

#include "ui/cascade/erase_words.h"
#include "ui/document.h"
#include "ui/look/style.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int eraseSheetWidth = 520;
constexpr int highestList = 240;
constexpr int eraseSheetMargin = 24;
constexpr int widestErase = 320; ///< words of the button: Cancel stands beside it

} // namespace

EraseSheet::EraseSheet(Document& document, const std::vector<MetricId>& ids, QWidget* window)
    : QDialog(window), uses_(new QListWidget(this)), erase_(new QPushButton(this)) {
    setWindowTitle(tr("Delete metrics"));
    const Model& model = document.model();
    const Erasure erasure = erasureOf(model, ids);
    const auto places = erasure.uses.size() + erasure.sums.size();
    const Metric* only = ids.size() == 1 ? model.metrics().find(ids.front()) : nullptr;
    const QString what = only ? toQt(only->name) : tr("%1 metrics").arg(ids.size());
    const QString where = places == 1 ? tr("1 place") : tr("%1 places").arg(places);
    const QString all =
        only ? tr("Delete %1 with what uses it").arg(what) : tr("Delete %1 with what uses them").arg(what);
    erase_->setText(erase_->fontMetrics()
                        .elidedText(tr("Delete %1").arg(what), Qt::ElideRight, widestErase)
                        .replace(u"&"_s, u"&&"_s));
    erase_->setAccessibleName(all);
    erase_->setToolTip(all);
    auto* heading =
        new QLabel(only ? tr("%1 is used in %2").arg(what, where) : tr("%1 are used in %2").arg(what, where), this);
    heading->setFont(fontOf(TextRole::section));
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    auto* how = new QLabel(tr("Effects go along, and links that a formula gives their strength; other fields that name "
                              "what is deleted are emptied. It is one step, which undo takes back."),
                           this);
    how->setWordWrap(true);
    const QString hanging = hangingWords(model, ids, erasure);
    auto* below = new QLabel(hanging, this);
    below->setObjectName(u"hanging"_s);
    below->setTextFormat(Qt::PlainText);
    below->setWordWrap(true);
    below->setVisible(!hanging.isEmpty());
    uses_->setAccessibleName(tr("Places that use what is deleted"));
    uses_->setToolTip(tr("Enter, or a double click, leads there"));
    uses_->setWordWrap(true);
    const auto list = [&](const MetricUse& use, const QString& words) {
        auto* item = new QListWidgetItem(words, uses_);
        item->setData(Qt::UserRole, toQt(use.path));
    };
    for (const MetricUse& use : erasure.uses)
        list(use, toQt(use.name));
    for (const MetricUse& sum : erasure.sums)
        list(sum, (only ? tr("The sum of %1 goes on without it") : tr("The sum of %1 goes on without them"))
                      .arg(toQt(sum.name)));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    setButtonRole(*erase_, ButtonRole::main);
    erase_->setDefault(true); // what Delete asked for, and undo takes it back
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(erase_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(eraseSheetMargin, eraseSheetMargin, eraseSheetMargin, eraseSheetMargin);
    column->setSpacing(12);
    column->addWidget(heading);
    column->addWidget(how);
    column->addWidget(uses_);
    column->addWidget(below);
    column->addStretch();
    column->addLayout(buttons);
    resize(std::min(eraseSheetWidth, window->width()), 0);
    fitList();
    connect(erase_, &QPushButton::clicked, this, [this, &document] {
        document.disconnect(this); // its own change is no reason to give up
        accept();
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&document, &Document::changed, this, &QDialog::reject); // by another program
    connect(&document, &Document::opened, this, &QDialog::reject);
    connect(uses_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        const QString path = item->data(Qt::UserRole).toString();
        reject();
        emit placeWanted(path);
    });
    erase_->setFocus();
}

/// Makes the list as high as its places, and the sheet as high as what it holds.
void EraseSheet::fitList() {
    layout()->activate();
    uses_->doItemsLayout();
    int height = 2 * uses_->frameWidth() + 2;
    for (int row = 0; row < uses_->count(); ++row)
        height += uses_->visualItemRect(uses_->item(row)).height();
    uses_->setFixedHeight(std::min(height, highestList));
    layout()->activate();
    resize(width(), layout()->heightForWidth(width()));
}

void EraseSheet::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    fitList(); // with the fonts and margins of what is shown
}

} // namespace tributary::ui
