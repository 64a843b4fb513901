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

/// What is typed, and its words.
struct Typed {
    QString text;
    QStringList words;
};

/// Tells how well; none where a word of it is missing.
std::optional<Match> matchOf(const QString& name, const QString& id, const Typed& typed) {
    if (typed.text.isEmpty() || name.compare(typed.text, Qt::CaseInsensitive) == 0)
        return Match::whole;
    if (name.startsWith(typed.text, Qt::CaseInsensitive))
        return Match::begins;
    const auto inName = [&](const QString& word) { return name.contains(word, Qt::CaseInsensitive); };
    if (std::ranges::all_of(typed.words, inName))
        return fitOf(name, typed.text) == Fit::beginsWords ? Match::beginsWords : Match::within;
    const auto inEither = [&](const QString& word) { return inName(word) || id.contains(word, Qt::CaseInsensitive); };
    return std::ranges::all_of(typed.words, inEither) ? std::optional(Match::byId) : std::nullopt;
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
    : FloatingPanel(parent), document_(document), words_(new QLineEdit(this)), found_(new QListWidget(this)),
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
    connect(&document_, &Document::changed, this, &FindBox::forget);
    connect(&document_, &Document::opened, this, &FindBox::forget);
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

/// Lists what was offered, the best first, and alike ones in the order of the model.
void FindBox::list() {
    std::ranges::stable_sort(offers_, {}, &Offer::match);
    if (offers_.size() > mostRows)
        offers_.resize(mostRows);
    for (const Offer& offer : offers_) {
        const Named& named = *offer.named;
        auto* row = new QListWidgetItem(named.name, found_);
        row->setData(kindRole, named.kind);
        row->setToolTip(named.name + u", "_s + named.kind + u' ' + named.id);
    }
}

void FindBox::forget() {
    offers_.clear();
    entities_.clear();
    parts_.clear();
    if (isVisible())
        refresh();
}

void FindBox::readNames() {
    const Model& model = document_.model();
    const auto named = [](const QString& name, const QString& kind, const std::string& path) {
        return Named{name, kind, toQt(path.substr(path.rfind('/') + 1)), path};
    };
    const auto all = [&]<class Entity>() {
        for (const Entity& entity : model.table<Entity>()) {
            const std::string path = pathOf(EntityRef{Entity::kind, entity.id.text});
            entities_.push_back(named(toQt(readableName(model, path)), kindOf(entity), path));
        }
    };
    all.operator()<Metric>();
    all.operator()<Input>();
    all.operator()<Link>();
    all.operator()<Process>();
    all.operator()<Intervention>();
    all.operator()<Group>();
    all.operator()<Scenario>();
    all.operator()<Correlation>();
    for (const Process& process : model.processes()) {
        auto& names = parts_[process.id];
        const auto parts = [&](MapPart::Kind kind, const auto& list, const auto& what) {
            for (const auto& part : list)
                if (!part.name.empty())
                    names.push_back(named(toQt(part.name), what(part), pathOf(process.id, {kind, part.id.text})));
        };
        const auto always = [](const QString& what) { return [what](const auto&) { return what; }; };
        parts(MapPart::Kind::task, process.steps, always(tr("step")));
        parts(MapPart::Kind::exception, process.exceptions, always(tr("exception")));
        parts(MapPart::Kind::flow, process.flows,
              [](const Flow& flow) { return flow.exception ? tr("exception") : tr("way"); });
        parts(MapPart::Kind::pool, process.pools, always(tr("pool")));
        parts(MapPart::Kind::lane, process.lanes, always(tr("lane")));
    }
}

void FindBox::refresh() {
    found_->clear();
    offers_.clear();
    if (entities_.empty() && parts_.empty())
        readNames();
    const QString text = words_->text().simplified();
    const Typed typed{text, text.split(u' ', Qt::SkipEmptyParts)};
    std::size_t best = 0; // more of them than there are rows: what comes later is not shown
    const auto offer = [&](const std::vector<Named>& names) {
        for (const Named& named : names) {
            if (best == mostRows)
                return;
            const auto match = matchOf(named.name, named.id, typed);
            if (!match)
                continue;
            offers_.push_back({static_cast<int>(*match), &named});
            best += *match == Match::whole ? 1 : 0;
        }
    };
    const auto selected = document_.selectedEntity();
    const auto atHand =
        selected && selected->kind == Process::kind ? parts_.find(ProcessId(selected->id)) : parts_.end();
    if (atHand != parts_.end())
        offer(atHand->second);
    offer(entities_);
    for (auto process = parts_.begin(); process != parts_.end(); ++process)
        if (process != atHand)
            offer(process->second);
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
    const std::string path = offers_[static_cast<size_t>(row)].named->path;
    hide();
    emit chosen(path);
}

bool FindBox::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        hide();
    if (event->type() == QEvent::KeyPress) {
        const auto& pressed = static_cast<const QKeyEvent&>(*event);
        if (pressed.key() == Qt::Key_Escape) {
            hide();
            return true;
        }
        if (walk(*found_, pressed, rowsInSight))
            return true;
    }
    return FloatingPanel::eventFilter(watched, event);
}

} // namespace tributary::ui
