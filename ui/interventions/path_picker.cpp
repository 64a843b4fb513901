// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/interventions/path_picker.h"

#include "core/model/quantity_path.h"
#include "core/model/tree_edits.h"
#include "ui/inspector/part_words.h"
#include "ui/look/marks.h"
#include "ui/look/number_words.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pickerWidth = 420;
constexpr int pickerHeight = 360;
constexpr int mostChoices = 300;
constexpr int indent = 4; ///< blanks for each step down the tree
constexpr int markSize = 10;

bool matches(const QString& text, const QStringList& words) {
    return std::ranges::all_of(words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

QIcon levelIcon(Level level) {
    QPixmap pixmap(QSize(16, 16) * 2);
    pixmap.setDevicePixelRatio(2);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintLevelMark(painter, QRectF(3, 3, markSize, markSize), level, currentPalette().level(level));
    return QIcon(pixmap);
}

} // namespace

std::vector<PathChoice> targetChoices(const Model& model) {
    std::vector<PathChoice> choices;
    for (const auto& [metric, depth] : treeOrder(model))
        choices.push_back({"metric/" + metric->id.text, nameOrId(*metric), toQt(metric->unit), metric->level, depth});
    for (const Process& process : model.processes())
        forEachQuantityOf(model, {Process::kind, process.id.text}, [&](const QuantitySite& site) {
            choices.push_back({site.path, toQt(readableName(model, site.path)), toQt(site.unit), {}, 0});
        });
    return choices;
}

QString quantityWords(const QuantitySite& site) {
    if (site.empty())
        return u"–"_s;
    const QString text = toQt(site.quantity ? site.quantity->text() : site.formula->text());
    const bool bare = site.quantity && !site.quantity->unit() && !site.unit.empty() && site.unit != "1";
    return bare ? withUnit(text, toQt(site.unit)) : text;
}

std::vector<PathChoice> overrideChoices(const Model& model, const ScenarioId& scenario) {
    const Scenario* found = model.scenarios().find(scenario);
    const auto isChanged = [&](const std::string& path) {
        return found && std::ranges::find(found->overrides, path, &Override::path) != found->overrides.end();
    };
    std::vector<PathChoice> choices;
    forEachQuantity(model, [&](const QuantitySite& site) {
        if (!site.quantity || isChanged(site.path))
            return;
        const auto entity = entityOf(site.path);
        const Metric* metric =
            entity && entity->kind == Metric::kind ? model.metrics().find(MetricId(entity->id)) : nullptr;
        choices.push_back({site.path, toQt(readableName(model, site.path)), quantityWords(site),
                           metric ? std::optional(metric->level) : std::nullopt, 0});
    });
    return choices;
}

PathPicker::PathPicker(QWidget* parent)
    : FloatingPanel(parent, Qt::Popup), words_(new QLineEdit(this)), found_(new QListWidget(this)),
      more_(new QLabel(this)) {
    setAccessibleName(tr("Pick"));
    words_->setPlaceholderText(tr("Type to find"));
    words_->setAccessibleName(tr("Type to find"));
    words_->installEventFilter(this);
    found_->setAccessibleName(tr("Found"));
    found_->setFrameShape(QFrame::NoFrame);
    found_->setFocusPolicy(Qt::NoFocus);
    found_->setUniformItemSizes(true);
    found_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    found_->setTextElideMode(Qt::ElideMiddle);
    more_->setFont(fontOf(TextRole::label));
    more_->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    column->addWidget(words_);
    column->addWidget(found_, 1);
    column->addWidget(more_);
    connect(words_, &QLineEdit::textChanged, this, &PathPicker::refresh);
    connect(words_, &QLineEdit::returnPressed, this, &PathPicker::choose);
    connect(found_, &QListWidget::itemClicked, this, &PathPicker::choose);
    hide();
}

void PathPicker::open(QWidget& anchor, std::vector<PathChoice> choices, const std::string& current) {
    choices_ = std::move(choices);
    searched_.clear();
    for (const PathChoice& choice : choices_)
        searched_ << choice.words + u' ' + toQt(choice.path);
    current_ = current;
    words_->clear();
    refresh();
    QRect place(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)),
                QSize(std::max(pickerWidth, anchor.width()), pickerHeight));
    if (const QScreen* screen = anchor.screen()) {
        const QRect room = screen->availableGeometry();
        if (place.bottom() > room.bottom())
            place.moveBottom(std::max(anchor.mapToGlobal(QPoint(0, -2)).y(), room.top() + pickerHeight));
        place.moveLeft(std::clamp(place.left(), room.left(), std::max(room.left(), room.right() - place.width())));
    }
    setGeometry(place);
    show();
    words_->setFocus(Qt::PopupFocusReason);
}

void PathPicker::refresh() {
    found_->clear();
    const QStringList words = words_->text().split(u' ', Qt::SkipEmptyParts);
    const std::array icons{levelIcon(Level::financial), levelIcon(Level::operating), levelIcon(Level::frontline)};
    int left = 0;
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        if (!matches(searched_[static_cast<qsizetype>(i)], words))
            continue;
        const PathChoice& choice = choices_[i];
        if (found_->count() == mostChoices) {
            ++left;
            continue;
        }
        // What was found stands without its tree.
        QString text = words.isEmpty() ? QString(choice.depth * indent, u' ') + choice.words : choice.words;
        if (!choice.remark.isEmpty())
            text += u"   "_s + choice.remark;
        auto* row = new QListWidgetItem(text, found_);
        row->setData(Qt::UserRole, toQt(choice.path));
        row->setToolTip(choice.words);
        if (choice.level)
            row->setIcon(icons[static_cast<std::size_t>(*choice.level)]);
        if (choice.path == current_)
            found_->setCurrentItem(row);
    }
    if (!found_->currentItem() && found_->count() > 0)
        found_->setCurrentRow(0);
    more_->setText(found_->count() == 0 ? tr("Nothing is called so.")
                   : left > 0           ? tr("%1 more: type to narrow down").arg(left)
                                        : QString());
    more_->setVisible(!more_->text().isEmpty());
}

void PathPicker::choose() {
    const QListWidgetItem* row = found_->currentItem();
    if (!row)
        return;
    const QString path = row->data(Qt::UserRole).toString();
    hide();
    emit chosen(path);
}

bool PathPicker::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto& pressed = static_cast<const QKeyEvent&>(*event);
        if (pressed.key() == Qt::Key_Escape) {
            hide();
            return true;
        }
        constexpr int page = 10;
        if (walk(*found_, pressed, page))
            return true;
    }
    return FloatingPanel::eventFilter(watched, event);
}

} // namespace tributary::ui
