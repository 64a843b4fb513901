// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/metric_panel.h"

#include "ui/document.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"
#include "ui/window/fuzzy_match.h"

#include <QApplication>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pauseOfSearch = 400; ///< milliseconds
constexpr int panelWidth = 340;
constexpr int listHeight = 156; ///< six rows
constexpr std::size_t mostRows = 100;

} // namespace

MetricPanel::MetricPanel(Document& document, QWidget* parent)
    : FloatingPanel(parent), document_(document), title_(new QLabel(this)), words_(new QLineEdit(this)),
      found_(new QListWidget(this)), form_(new QFormLayout), message_(new QLabel(this)),
      command_(new QPushButton(this)), cancel_(new QPushButton(tr("Cancel"), this)) {
    setAttribute(Qt::WA_NoMousePropagation); // the canvas is below
    title_->setFont(fontOf(TextRole::bodyStrong));
    title_->setTextFormat(Qt::PlainText);
    title_->setWordWrap(true);
    words_->setPlaceholderText(tr("A metric's name"));
    words_->setAccessibleName(tr("Metric"));
    found_->setAccessibleName(tr("Metrics found"));
    found_->setFrameShape(QFrame::NoFrame);
    found_->setFocusPolicy(Qt::NoFocus);
    found_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    found_->setFixedHeight(listHeight);
    message_->setWordWrap(true);
    message_->setFont(fontOf(TextRole::label));
    setButtonRole(*command_, ButtonRole::main);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    form_->setContentsMargins(0, 0, 0, 0);
    form_->setVerticalSpacing(8);
    form_->setRowWrapPolicy(QFormLayout::WrapAllRows);
    column->addWidget(title_);
    column->addWidget(words_);
    column->addWidget(found_);
    column->addLayout(form_);
    column->addWidget(message_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(command_);
    buttons->addWidget(cancel_);
    buttons->addStretch();
    column->addLayout(buttons);
    for (QPushButton* button : {command_, cancel_})
        button->setAutoDefault(true); // Enter presses the one that has the keys
    words_->installEventFilter(this);
    pause_.setSingleShot(true);
    pause_.setInterval(pauseOfSearch);
    connect(words_, &QLineEdit::textChanged, this, &MetricPanel::refresh);
    connect(found_, &QListWidget::currentRowChanged, this, [this] { pause_.start(); });
    connect(&pause_, &QTimer::timeout, this, &MetricPanel::check);
    connect(command_, &QPushButton::clicked, this, &MetricPanel::take);
    connect(cancel_, &QPushButton::clicked, this, &MetricPanel::giveUp);
    connect(&document_, &Document::opened, this, &MetricPanel::giveUp);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (isVisible() && now && now != this && !isAncestorOf(now))
            hide();
    });
    hide();
}

void MetricPanel::ask(Question question, const QRectF& anchor) {
    question_ = std::move(question);
    anchor_ = anchor;
    while (form_->rowCount() > 0)
        form_->removeRow(0);
    fields_.clear();
    for (const Field& each : question_.fields) {
        auto* field = new QLineEdit(this);
        field->setPlaceholderText(each.hint);
        field->setAccessibleName(each.label);
        field->setAccessibleDescription(each.hint);
        field->installEventFilter(this);
        connect(field, &QLineEdit::textEdited, this, [this] { pause_.start(); });
        auto* label = new QLabel(each.label, this);
        label->setFont(fontOf(TextRole::label));
        form_->addRow(label, field);
        fields_ << field;
    }
    metrics_.clear();
    for (const Metric& metric : document_.model().metrics())
        metrics_.push_back({metric.id, toQt(metric.name), toQt(metric.name + " " + metric.id.text)});
    title_->setText(question_.title);
    setAccessibleName(question_.title);
    command_->setText(question_.command);
    words_->clear();
    refresh();
    say({});
    show();
    raise();
    words_->setFocus(Qt::OtherFocusReason);
}

void MetricPanel::choose(const MetricId& id) {
    if (const Metric* metric = document_.model().metrics().find(id))
        words_->setText(toQt(metric->name));
    const auto row = std::find(ids_.begin(), ids_.end(), id);
    if (row != ids_.end())
        found_->setCurrentRow(static_cast<int>(row - ids_.begin()));
    if (!fields_.isEmpty())
        fields_.front()->setFocus(Qt::OtherFocusReason);
}

void MetricPanel::giveUp() {
    if (!isVisible())
        return;
    pause_.stop();
    hide();
    emit closed();
}

QString MetricPanel::message() const { return message_->text(); }

std::optional<MetricId> MetricPanel::chosen() const {
    const int row = found_->currentRow();
    return row < 0 ? std::nullopt : std::optional(ids_[static_cast<std::size_t>(row)]);
}

QStringList MetricPanel::texts() const {
    QStringList texts;
    for (const QLineEdit* field : fields_)
        texts << field->text();
    return texts;
}

void MetricPanel::refresh() {
    struct Row {
        int score = 0;
        const Named* metric = nullptr;
    };
    const QStringList words = words_->text().split(u' ', Qt::SkipEmptyParts);
    std::vector<Row> rows;
    for (const Named& metric : metrics_)
        if (const auto score = fuzzyScore(metric.searched, words))
            rows.push_back({*score, &metric});
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.score > b.score; });
    if (rows.size() > mostRows)
        rows.resize(mostRows);
    const QSignalBlocker quiet(found_);
    found_->clear();
    ids_.clear();
    for (const Row& row : rows) {
        found_->addItem(row.metric->name);
        ids_.push_back(row.metric->id);
    }
    found_->setCurrentRow(ids_.empty() ? -1 : 0);
    if (!words_->text().isEmpty())
        pause_.start();
}

/// Says what stands against the choice, once all that is needed may have been typed.
void MetricPanel::check() {
    const auto metric = chosen();
    const bool typed = fields_.isEmpty() || !fields_.front()->text().trimmed().isEmpty();
    if (!metric || !typed)
        return say(metric ? QString() : tr("No metric has this name: type a part of another."));
    const auto edit = question_.edit(*metric, texts());
    say(edit ? QString() : toQt(edit.error().message));
}

void MetricPanel::take() {
    const auto metric = chosen();
    if (!metric)
        return check();
    const auto done = document_.apply(question_.edit(*metric, texts()));
    if (!done)
        return say(toQt(done.error().message));
    giveUp();
}

void MetricPanel::say(const QString& refusal) {
    message_->setText(refusal.isEmpty() ? QString()
                                        : u"<span style='color:%1'>%2</span>"_s.arg(currentPalette().error.name(),
                                                                                    refusal.toHtmlEscaped()));
    message_->setVisible(!refusal.isEmpty());
    place();
}

/// Beside the card it is about, within the parent.
void MetricPanel::place() {
    constexpr int gap = 12;
    layout()->invalidate();
    layout()->activate();
    const int tall =
        layout()->heightForWidth(panelWidth) > 0 ? layout()->heightForWidth(panelWidth) : sizeHint().height();
    const QSize room = parentWidget()->size();
    int left = static_cast<int>(anchor_.right()) + gap;
    if (left + panelWidth > room.width())
        left = static_cast<int>(anchor_.left()) - gap - panelWidth;
    setGeometry(std::clamp(left, 0, std::max(0, room.width() - panelWidth)),
                std::clamp(static_cast<int>(anchor_.top()), 0, std::max(0, room.height() - tall)), panelWidth, tall);
}

bool MetricPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape)
        event->accept();
    if (event->type() == QEvent::KeyPress) {
        const auto& pressed = static_cast<const QKeyEvent&>(*event);
        const int key = pressed.key();
        if (key == Qt::Key_Escape) {
            giveUp();
            return true;
        }
        constexpr int page = 10;
        if (watched == words_ && walk(*found_, pressed, page))
            return true;
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (watched == words_ && !fields_.isEmpty() && chosen())
                fields_.front()->setFocus(Qt::OtherFocusReason);
            else
                take();
            return true;
        }
    }
    return FloatingPanel::eventFilter(watched, event);
}

void MetricPanel::keyPressEvent(QKeyEvent* event) {
    event->accept(); // no key goes on to the canvas below
    if (event->key() == Qt::Key_Escape)
        giveUp();
}

/// Tab stays within the panel: for the canvas it means another thing.
bool MetricPanel::focusNextPrevChild(bool next) {
    QList<QWidget*> stops{words_};
    for (QLineEdit* field : std::as_const(fields_))
        stops << field;
    stops << command_ << cancel_;
    const auto count = stops.size();
    const auto now = std::max<qsizetype>(stops.indexOf(QApplication::focusWidget()), 0);
    stops[(now + (next ? 1 : count - 1)) % count]->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

} // namespace tributary::ui
