// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/find_box.h"

#include "core/model/map_edits.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int boxWidth = 400;
constexpr int foundRow = 28;
constexpr int rowsInSight = 10;
constexpr int mostRows = 200;
constexpr int boxPadding = 12;
constexpr int kindRole = Qt::UserRole;

/// Tells whether every word typed begins, or is part of, a name.
bool matches(const QString& name, const QStringList& words) {
    for (const QString& word : words)
        if (!name.contains(word, Qt::CaseInsensitive))
            return false;
    return true;
}

/// A name, and at the right what it is the name of.
class FoundRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {boxWidth / 2, foundRow};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Palette& palette = currentPalette();
        painter->save();
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, palette.sunken);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), palette.ink);
        const QRect line = option.rect.adjusted(boxPadding, 0, -boxPadding, 0);
        const QString kind = index.data(kindRole).toString();
        painter->setFont(fontOf(TextRole::label));
        painter->setPen(palette.ink3);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, kind);
        const int room = line.width() - painter->fontMetrics().horizontalAdvance(kind) - boxPadding;
        painter->setFont(fontOf(TextRole::row));
        painter->setPen(palette.ink);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->restore();
    }
};

/// What an entity is, as the list says it: "frontline metric", "link".
template <class Entity>
QString kindOf(const Entity&) {
    return QCoreApplication::translate("FindBox", Entity::kind.data());
}
QString kindOf(const Metric& metric) {
    switch (metric.level) {
    case Level::financial:
        return QCoreApplication::translate("FindBox", "financial metric");
    case Level::operating:
        return QCoreApplication::translate("FindBox", "operating metric");
    case Level::frontline:
        break;
    }
    return QCoreApplication::translate("FindBox", "frontline metric");
}

} // namespace

FindBox::FindBox(const Document& document, QWidget* parent)
    : QFrame(parent), document_(document), words_(new QLineEdit(this)), found_(new QListWidget(this)),
      nothing_(new QLabel(tr("Nothing has that name."), this)) {
    setAccessibleName(tr("Find"));
    words_->setPlaceholderText(tr("Find by name or id"));
    words_->setAccessibleName(tr("Find by name or id"));
    found_->setAccessibleName(tr("Found"));
    found_->setFrameShape(QFrame::NoFrame);
    found_->setFocusPolicy(Qt::NoFocus);
    found_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    found_->setItemDelegate(new FoundRow(found_));
    found_->setUniformItemSizes(true);
    nothing_->setFont(fontOf(TextRole::row));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(boxPadding, boxPadding, boxPadding, boxPadding);
    column->setSpacing(8);
    column->addWidget(words_);
    column->addWidget(nothing_);
    column->addWidget(found_);
    column->addStretch(1);
    words_->installEventFilter(this);
    connect(words_, &QLineEdit::textChanged, this, &FindBox::refresh);
    connect(words_, &QLineEdit::returnPressed, this, &FindBox::choose);
    connect(found_, &QListWidget::itemClicked, this, &FindBox::choose);
    hide();
}

void FindBox::open(const QPoint& topRight) {
    move(topRight.x() - boxWidth, topRight.y());
    refresh();
    show();
    raise();
    words_->selectAll();
    words_->setFocus(Qt::ShortcutFocusReason);
}

void FindBox::offer(const QString& name, const QString& kind, const std::string& path) {
    const QString id = toQt(path.substr(path.rfind('/') + 1));
    if (found_->count() == mostRows || !matches(name + u' ' + id, typed_))
        return;
    auto* row = new QListWidgetItem(name, found_);
    row->setData(kindRole, kind);
    row->setToolTip(name + u", "_s + kind + u' ' + id);
    paths_.push_back(path);
}

void FindBox::offerParts(const Process& process) {
    const auto parts = [&](MapPart::Kind kind, const auto& list, const QString& what) {
        for (const auto& part : list)
            if (!part.name.empty())
                offer(toQt(part.name), what, pathOf(process.id, {kind, part.id.text}));
    };
    parts(MapPart::Kind::task, process.steps, tr("step"));
    parts(MapPart::Kind::exception, process.exceptions, tr("exception"));
    for (const Flow& flow : process.flows)
        if (!flow.name.empty())
            offer(toQt(flow.name), flow.exception ? tr("exception") : tr("way"),
                  pathOf(process.id, {MapPart::Kind::flow, flow.id.text}));
    parts(MapPart::Kind::pool, process.pools, tr("pool"));
    parts(MapPart::Kind::lane, process.lanes, tr("lane"));
}

void FindBox::refresh() {
    found_->clear();
    paths_.clear();
    typed_ = words_->text().split(u' ', Qt::SkipEmptyParts);
    const Model& model = document_.model();
    const auto all = [&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>()) {
            if (found_->count() == mostRows)
                return;
            const EntityRef ref{Entity::kind, entity.id.text};
            offer(toQt(readableName(model, pathOf(ref))), kindOf(entity), pathOf(ref));
        }
    };
    const auto selected = document_.selectedEntity();
    const bool isProcess = selected && selected->kind == Process::kind;
    const Process* atHand = isProcess ? model.processes().find(ProcessId(selected->id)) : nullptr;
    if (atHand)
        offerParts(*atHand);
    all.operator()<Metric>();
    all.operator()<Input>();
    all.operator()<Link>();
    all.operator()<Process>();
    all.operator()<Intervention>();
    all.operator()<Group>();
    all.operator()<Scenario>();
    all.operator()<Correlation>();
    for (const Process& process : model.processes())
        if (&process != atHand)
            offerParts(process);
    if (found_->count() > 0)
        found_->setCurrentRow(0);
    // As high as what is found.
    nothing_->setVisible(found_->count() == 0);
    found_->setVisible(found_->count() > 0);
    const int rows = std::clamp(found_->count(), 1, rowsInSight);
    found_->setFixedHeight(rows * foundRow);
    setFixedSize(boxWidth, 2 * boxPadding + words_->sizeHint().height() + 8 + rows * foundRow);
}

void FindBox::choose() {
    const int row = found_->currentRow();
    if (row < 0)
        return;
    const std::string path = paths_[static_cast<size_t>(row)];
    hide();
    emit chosen(path);
}

bool FindBox::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        hide();
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape) {
            hide();
            return true;
        }
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0) {
            found_->setCurrentRow(std::clamp(found_->currentRow() + step, 0, std::max(0, found_->count() - 1)));
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FindBox::paintEvent(QPaintEvent*) {
    const Palette& palette = currentPalette();
    QPainter painter(this);
    painter.setPen(palette.field);
    painter.setBrush(palette.surface);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace tributary::ui
