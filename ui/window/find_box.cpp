// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/find_box.h"

#include "core/model/map_edits.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/window/fuzzy_match.h"

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
#include <optional>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int boxWidth = 520;
constexpr int foundRow = 28;
constexpr int moreLine = 18; ///< of a name that needs a second line
constexpr int rowsInSight = 10;
constexpr std::size_t mostRows = 200;
constexpr int boxPadding = 12;
constexpr int scrollRoom = 16; ///< of the bar beside the rows
constexpr int kindRole = Qt::UserRole;

/// How well a name fits what is typed, the best first.
enum class Match { whole, begins, beginsWords, within, byId };

/// Tells how well; none where a word of it is missing.
std::optional<Match> matchOf(const QString& name, const QString& id, const QString& typed) {
    if (typed.isEmpty() || name.compare(typed, Qt::CaseInsensitive) == 0)
        return Match::whole;
    if (name.startsWith(typed, Qt::CaseInsensitive))
        return Match::begins;
    const auto holds = [&](const QString& text) {
        const QStringList words = typed.split(u' ', Qt::SkipEmptyParts);
        return std::ranges::all_of(words,
                                   [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    };
    if (holds(name))
        return fitOf(name, typed) == Fit::beginsWords ? Match::beginsWords : Match::within;
    return holds(name + u' ' + id) ? std::optional(Match::byId) : std::nullopt;
}

/// Room of a name before its kind, which stands at the right.
int nameRoom(int width, const QString& kind) {
    return width - 3 * boxPadding - QFontMetrics(fontOf(TextRole::label)).horizontalAdvance(kind);
}

/// A name, and at the right what it is the name of.
class FoundRow : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
        const QString name = index.data().toString();
        const int room = nameRoom(boxWidth - 2 * boxPadding - scrollRoom, index.data(kindRole).toString());
        const bool fits = QFontMetrics(fontOf(TextRole::row)).horizontalAdvance(name) <= room;
        return {boxWidth / 2, fits ? foundRow : foundRow + moreLine};
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
        const QRect words(line.left(), line.top(), nameRoom(option.rect.width(), kind), line.height());
        painter->setFont(fontOf(TextRole::row));
        painter->setPen(palette.ink);
        painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, index.data().toString());
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
    if (const auto match = matchOf(name, id, typed_))
        offers_.push_back({static_cast<int>(*match), name, kind, path});
}

/// Lists what was offered, the best first, and alike ones in the order of the model.
void FindBox::list() {
    std::ranges::stable_sort(offers_, {}, &Offer::match);
    if (offers_.size() > mostRows)
        offers_.resize(mostRows);
    for (const Offer& offer : offers_) {
        auto* row = new QListWidgetItem(offer.name, found_);
        row->setData(kindRole, offer.kind);
        row->setToolTip(offer.name + u", "_s + offer.kind + u' ' + toQt(offer.path.substr(offer.path.rfind('/') + 1)));
    }
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
    offers_.clear();
    typed_ = words_->text().simplified();
    const Model& model = document_.model();
    const auto all = [&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>()) {
            if (typed_.isEmpty() && offers_.size() == mostRows)
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
    list();
    if (found_->count() > 0)
        found_->setCurrentRow(0);
    // As high as what is found.
    nothing_->setVisible(found_->count() == 0);
    found_->setVisible(found_->count() > 0);
    int rows = 0;
    for (int row = 0; row < std::min(found_->count(), rowsInSight); ++row)
        rows += found_->sizeHintForRow(row);
    rows = std::max(rows, foundRow);
    found_->setFixedHeight(rows);
    setFixedSize(boxWidth, 2 * boxPadding + words_->sizeHint().height() + 8 + rows);
}

void FindBox::choose() {
    const int row = found_->currentRow();
    if (row < 0)
        return;
    const std::string path = offers_[static_cast<size_t>(row)].path;
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
