// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/window/command_state.h"
#include "ui/window/fuzzy_match.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int paletteWidth = 560;
constexpr int paletteHeight = 420;
constexpr int fromTop = 64; ///< of the window
constexpr int rowHeight = 32;
constexpr int padding = 12;

enum Role { keysRole = Qt::UserRole, remarkRole, readyRole };

QString plainText(const QString& text) {
    QString plain = text.section(u'\t', 0, 0);
    plain.remove(u'&');
    while (plain.endsWith(u'…') || plain.endsWith(u':'))
        plain.chop(1);
    return plain;
}

QString keysOf(const QAction& action) {
    const QString named = action.text().section(u'\t', 1);
    return named.isEmpty() ? action.shortcut().toString(QKeySequence::NativeText) : named;
}

/// Paints a row: name, menu in small type, keys at the right; the reason of a grey one under the same line.
class RowPainter : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {0, rowHeight}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Palette& palette = currentPalette();
        const bool enabled = index.data(readyRole).toBool();
        const QRect row = option.rect;
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(row, palette.sunken);
            painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), palette.ink);
        }
        QRect inner = row.adjusted(padding, 0, -padding, 0);
        const QString keys = index.data(keysRole).toString();
        painter->setFont(fontOf(TextRole::label));
        painter->setPen(palette.ink2);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignRight, keys);
        inner.setRight(inner.right() - (keys.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(keys) + padding));
        const QFont nameFont = fontOf(TextRole::body);
        const QString name =
            QFontMetrics(nameFont).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, inner.width());
        painter->setFont(nameFont);
        painter->setPen(enabled ? palette.ink : palette.ink3);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, name);
        inner.setLeft(inner.left() + painter->fontMetrics().horizontalAdvance(name) + padding);
        painter->setFont(fontOf(TextRole::label));
        painter->setPen(palette.ink3);
        painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data(remarkRole).toString(), Qt::ElideRight,
                                                            std::max(0, inner.width())));
    }
};

} // namespace

bool Command::isReady() const { return why.isEmpty() && (action ? action->isEnabled() : run != nullptr); }

QString Command::whyNot() const { return why.isEmpty() && action ? whyDisabled(*action) : why; }

std::vector<Command> commandsOf(const QMainWindow& window) {
    std::vector<Command> commands;
    std::set<const QAction*> listed;
    const auto add = [&](QAction* action, const QString& menu) -> Command* {
        const QString name = plainText(action->text());
        if (action->isSeparator() || name.isEmpty() || !listed.insert(action).second)
            return nullptr;
        const QString group = commandGroup(*action);
        const QString separator = menu.isEmpty() || group.isEmpty() ? QString() : u" › "_s;
        commands.push_back({action, name, menu + separator + group, keysOf(*action)});
        return &commands.back();
    };
    const auto walk = [&](auto&& self, const QMenu* menu, const QString& path, const QString& page) -> void {
        for (QAction* action : menu->actions()) {
            if (!action->isVisible())
                continue;
            if (action->menu()) {
                self(self, action->menu(), path + u" › "_s + plainText(action->text()), page);
            } else if (Command* command = add(action, path); command && !page.isEmpty()) {
                command->reach = Command::Reach::elsewhere;
                command->why = whyDisabled(*action);
                if (command->why.isEmpty())
                    command->why = CommandPalette::tr("turn to the page %1 first").arg(page);
            }
        }
    };
    const QList<QAction*> menus = window.menuBar()->actions();
    for (QAction* top : menus)
        if (top->menu() && top->isVisible())
            walk(walk, top->menu(), plainText(top->text()), {});
    for (QAction* action : window.actions())
        if (action->isVisible())
            add(action, {});
    for (QAction* top : menus)
        if (top->menu() && !top->isVisible())
            walk(walk, top->menu(), plainText(top->text()), plainText(top->text()));
    const QString first = menus.isEmpty() ? QString() : plainText(menus.constFirst()->text());
    for (Command& command : commands)
        if (command.menu == first)
            command.reach = Command::Reach::otherFiles;
        else if (command.menu.startsWith(first + u" › "_s))
            command.reach = Command::Reach::builtInFiles;
    std::ranges::stable_sort(commands, {}, &Command::reach);
    return commands;
}

std::vector<Command> buttonCommands(const std::vector<Command>& ofWindow, const QList<const QWidget*>& areas) {
    std::set<QString> known;
    for (const Command& command : ofWindow)
        known.insert(command.name);
    std::vector<Command> commands;
    for (const QWidget* area : areas)
        for (auto* button : area->findChildren<QPushButton*>()) {
            const QString name = plainText(button->text());
            if (!button->isVisible() || !button->isEnabled() || name.isEmpty() || !known.insert(name).second)
                continue;
            Command command;
            command.name = name;
            command.run = [button = QPointer(button)] {
                if (button)
                    button->click();
            };
            commands.push_back(std::move(command));
        }
    return commands;
}

CommandPalette::CommandPalette(QMainWindow& window)
    : FloatingPanel(&window), window_(window), words_(new QLineEdit(this)), found_(new QListWidget(this)) {
    setObjectName(u"commandPalette"_s);
    setAccessibleName(tr("Commands"));
    words_->setPlaceholderText(tr("Type a command"));
    words_->setAccessibleName(tr("Type a command"));
    found_->setAccessibleName(tr("Commands found"));
    found_->setFrameShape(QFrame::NoFrame);
    found_->setFocusPolicy(Qt::NoFocus);
    found_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    found_->setItemDelegate(new RowPainter(found_));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(padding, padding, padding, padding);
    column->setSpacing(8);
    column->addWidget(words_);
    column->addWidget(found_);
    words_->installEventFilter(this);
    connect(words_, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(found_, &QListWidget::itemClicked, this, &CommandPalette::choose);
    hide();
}

void CommandPalette::open() {
    if (isVisible())
        return close();
    before_ = QApplication::focusWidget();
    ofWindow_ = commandsOf(window_);
    ofButtons_ = buttonAreas_ ? buttonCommands(ofWindow_, buttonAreas_()) : std::vector<Command>();
    const int width = std::min(paletteWidth, window_.width());
    setGeometry((window_.width() - width) / 2, fromTop, width, height());
    words_->clear();
    refresh();
    show();
    raise();
    words_->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::close() {
    hide();
    if (before_)
        before_->setFocus(Qt::OtherFocusReason);
}

void CommandPalette::refresh() {
    struct Row {
        Fit fit = Fit::scattered;
        int score = 0;
        std::size_t command = 0;
    };
    constexpr int menuCosts = 20;
    const QString typed = words_->text();
    commands_ = ofWindow_;
    for (const Source& source : sources_)
        std::ranges::move(source(typed), std::back_inserter(commands_));
    const bool nothingTyped = typed.trimmed().isEmpty();
    if (!nothingTyped)
        std::ranges::copy(ofButtons_, std::back_inserter(commands_));
    std::vector<Row> rows;
    for (std::size_t i = 0; i < commands_.size(); ++i) {
        const QString& name = commands_[i].name;
        const QString withMenu = name + u' ' + commands_[i].menu;
        std::optional<Row> row;
        if (const auto score = fuzzyScore(withMenu, typed))
            row = {fitOf(withMenu, typed), *score - menuCosts, i};
        if (const auto score = fuzzyScore(name, typed); score && fitOf(name, typed) >= row->fit)
            row = {fitOf(name, typed), *score, i};
        if (row)
            rows.push_back(*row);
    }
    // Letters that lie apart fit nearly every long name: such rows are for when there is no other.
    if (std::ranges::any_of(rows, [](const Row& row) { return row.fit != Fit::scattered; }))
        std::erase_if(rows, [](const Row& row) { return row.fit == Fit::scattered; });
    // What can be done comes before what fits as well and cannot; what leads away comes later.
    std::stable_sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
        const auto rank = [&](const Row& row) {
            const Command& command = commands_[row.command];
            const int late =
                nothingTyped ? static_cast<int>(command.reach) : command.reach == Command::Reach::elsewhere;
            return std::tuple(row.fit, -late, row.score, command.isReady());
        };
        return rank(a) > rank(b);
    });
    found_->clear();
    rows_.clear();
    for (const Row& row : rows) {
        const Command& command = commands_[row.command];
        const QString why = command.whyNot();
        auto* item = new QListWidgetItem(command.name, found_);
        item->setData(keysRole, command.keys);
        item->setData(remarkRole, why.isEmpty() ? command.menu : why);
        item->setToolTip(why);
        QStringList spoken{command.name};
        for (const QString& part : {command.keys, command.isReady() ? QString() : tr("not now"), why})
            if (!part.isEmpty())
                spoken << part;
        item->setData(Qt::AccessibleTextRole, spoken.join(u", "_s));
        item->setData(readyRole, command.isReady());
        rows_.push_back(row.command);
    }
    found_->setCurrentRow(rows_.empty() ? -1 : 0);
    if (rows_.empty()) {
        auto* none = new QListWidgetItem(tr("No command has these letters"), found_);
        none->setFlags(Qt::NoItemFlags);
    }
    fitRows();
}

/// Makes the palette as high as what was found, as far as there is room.
void CommandPalette::fitRows() {
    const int others = 2 * padding + words_->sizeHint().height() + layout()->spacing();
    const int most = std::min(paletteHeight, window_.height() - fromTop) - others;
    found_->setFixedHeight(std::clamp(found_->count() * rowHeight, rowHeight, std::max(rowHeight, most)));
    layout()->activate(); // else the height before is still the least
    resize(width(), others + found_->height());
}

void CommandPalette::choose() {
    const int row = found_->currentRow();
    if (row < 0 || rows_.empty())
        return;
    const Command command = commands_[rows_[static_cast<std::size_t>(row)]];
    if (!command.isReady())
        return;
    // The command finds the focus where it was: it may act on it.
    close();
    if (command.action)
        command.action->trigger();
    else
        command.run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason &&
        isVisible())
        hide();
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    if (event->type() == QEvent::KeyPress) {
        const auto& pressed = static_cast<const QKeyEvent&>(*event);
        const int key = pressed.key();
        if (key == Qt::Key_Escape) {
            close();
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose();
            return true;
        }
        if (walk(*found_, pressed, std::max(1, found_->height() / rowHeight - 1)))
            return true;
    }
    return FloatingPanel::eventFilter(watched, event);
}

} // namespace tributary::ui
