// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/part_row.h"

#include "ui/inspector/path_row.h"
#include "ui/look/icons.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

PartRow::PartRow(QString key, std::function<void(QVBoxLayout&)> fill, QWidget* parent)
    : QWidget(parent), key_(std::move(key)), fill_(std::move(fill)), header_(new PathRow(this)),
      remove_(new QToolButton(this)) {
    setObjectName(key_);
    header_->setIconName(u"chevron-right"_s);
    header_->setState(tr("closed"));
    remove_->setIcon(tintedIcon(u"trash"_s));
    remove_->setAutoRaise(true);
    remove_->setFixedSize(28, 28);
    remove_->setFocusPolicy(Qt::StrongFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    row->addWidget(header_, 1);
    row->addWidget(remove_);
    column->addLayout(row);
    connect(header_, &PathRow::clicked, this, [this] { setOpen(!open_); });
}

void PartRow::setOpen(bool open) {
    if (open == open_)
        return;
    open_ = open;
    header_->setIconName(open ? u"chevron-down"_s : u"chevron-right"_s);
    header_->setState(open ? tr("open") : tr("closed"));
    if (open && !body_) {
        body_ = new QWidget(this);
        auto* column = new QVBoxLayout(body_);
        column->setContentsMargins(18, 0, 0, 12);
        column->setSpacing(12);
        layout()->addWidget(body_);
        fill_(*column);
    }
    if (body_)
        body_->setVisible(open);
    emit openChanged(open);
}

} // namespace tributary::ui
