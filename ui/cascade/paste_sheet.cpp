// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/cascade/paste_sheet.h"

#include "core/model/quantity_path.h"
#include "ui/cascade/card_line_words.h"
#include "ui/document.h"
#include "ui/look/icons.h"
#include "ui/look/segmented_control.h"
#include "ui/look/severity_sign.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"
#include "ui/look/type.h"
#include "ui/qt_text.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStringList>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { lineColumn, nameColumn, levelColumn, valueColumn, remarkColumn, columnCount };
constexpr QSize firstSize(1040, 600);
constexpr int sheetRow = 25;
constexpr int sheetMargin = 24;
constexpr int fewRows = 40;              ///< that are shown at once
constexpr std::size_t smallText = 8000;  ///< bytes: it is read at once, in a model of few metrics
constexpr std::size_t smallModel = 1000; ///< metrics

} // namespace

PasteSheet::PasteSheet(Document& document, const QString& text, const MetricId& parent, QWidget* window)
    : QDialog(window), document_(document), text_(fromQt(text)), heading_(new QLabel(this)), left_(new QLabel(this)),
      commaRow_(new QWidget(this)), comma_(new SegmentedControl({tr("thousands"), tr("decimals")}, commaRow_)),
      taken_(new QCheckBox(tr("Give names that are taken a number"), this)), table_(new QTableWidget(this)),
      add_(new QPushButton(this)), latest_(*this) {
    setWindowTitle(tr("Paste metrics"));
    options_.parent = parent;
    heading_->setFont(fontOf(TextRole::section));
    for (QLabel* label : {heading_, left_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    const QString comma = tr("The comma of a number is for");
    comma_->setAccessibleName(comma);
    auto* commaLine = new QHBoxLayout(commaRow_);
    commaLine->setContentsMargins(0, 0, 0, 0);
    commaLine->addWidget(new QLabel(comma, commaRow_));
    commaLine->addWidget(comma_);
    commaLine->addStretch();

    table_->setAccessibleName(tr("Lines"));
    table_->setColumnCount(columnCount);
    table_->setHorizontalHeaderLabels({tr("Line"), tr("Name"), tr("Level"), tr("Value"), tr("Remark")});
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setMinimumSectionSize(sheetRow);
    table_->setWordWrap(true);
    table_->horizontalHeader()->setStretchLastSection(true);
    table_->horizontalHeader()->setHighlightSections(false);
    connect(table_->horizontalHeader(), &QHeaderView::sectionResized, this, &PasteSheet::fitRows);
    table_->viewport()->installEventFilter(this);

    setButtonRole(*add_, ButtonRole::main);
    add_->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(add_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(sheetMargin, sheetMargin, sheetMargin, sheetMargin);
    column->setSpacing(12);
    column->addWidget(heading_);
    column->addWidget(left_);
    column->addWidget(commaRow_);
    column->addWidget(taken_);
    column->addWidget(table_, 1);
    column->addLayout(buttons);
    resize(firstSize.boundedTo(window->size()));

    rest_.setInterval(0);
    connect(&rest_, &QTimer::timeout, this, &PasteSheet::goOn);
    connect(comma_, &SegmentedControl::chosen, this, [this](int choice) {
        commaIs_ = Comma::chosen;
        options_.comma = choice == 1 ? CommaInNumber::decimal : CommaInNumber::thousands;
        read();
    });
    connect(taken_, &QCheckBox::toggled, this, [this](bool number) {
        options_.taken = number ? TakenName::number : TakenName::refuse;
        read();
    });
    connect(add_, &QPushButton::clicked, this, &PasteSheet::add);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&document_, &Document::changed, this, &PasteSheet::read);
    connect(&document_, &Document::opened, this, &QDialog::reject);
    read();
    add_->setFocus();
}

/// Reads a block; where nobody has said what a comma is, with the likely answer.
Result<PasteSheet::Reading> PasteSheet::reading(const Model& model, const std::string& text, OutlineOptions options,
                                                Comma comma) {
    auto read = readOutline(model, text, options);
    if (read && comma == Comma::likely && read->commas) {
        options.comma = read->likely;
        read = readOutline(model, text, options);
    }
    return read.map([&](const OutlineImport& import) {
        return Reading{import, apply(model, import.edit).model, options.comma.value_or(import.likely)};
    });
}

void PasteSheet::read() {
    const Model model = document_.model();
    if (text_.size() < smallText && model.metrics().size() < smallModel)
        return show(reading(model, text_, options_, commaIs_));
    heading_->setText(tr("Reading what is pasted…"));
    for (QWidget* widget : std::initializer_list<QWidget*>{left_, commaRow_, taken_})
        widget->hide();
    add_->setText(tr("Add metrics"));
    add_->setEnabled(false);
    latest_.ask(
        [model, text = text_, options = options_, comma = commaIs_](const std::stop_token& stop) {
            OutlineOptions stoppable = options;
            stoppable.stop = stop;
            return reading(model, text, std::move(stoppable), comma);
        },
        [this](Result<Reading> found) { show(std::move(found)); });
}

void PasteSheet::show(Result<Reading> found) {
    if (!found) {
        document_.tell(found.error());
        return reject();
    }
    import_ = std::move(found->import);
    pasted_ = std::move(found->pasted);
    options_.comma = found->comma;
    comma_->setCurrent(options_.comma == CommaInNumber::decimal ? 1 : 0);
    commaRow_->setVisible(import_.commas);
    taken_->setVisible(import_.taken);
    const auto count = import_.accepted;
    const Metric* parent = document_.model().metrics().find(options_.parent);
    const QString what = count == 1 ? tr("1 metric") : tr("%1 metrics").arg(count);
    heading_->setText(parent ? tr("%1 below %2").arg(what, toQt(parent->name))
                             : tr("%1, those at the left as roots").arg(what));
    const auto refused = import_.rows.size() - count;
    const auto changed = std::ranges::count_if(
        import_.rows, [](const OutlineRow& row) { return row.problem.empty() && !row.remark.empty(); });
    QStringList said;
    if (refused > 0)
        said << (refused == 1 ? tr("1 line is left out: its reason stands beside it.")
                              : tr("%1 lines are left out: their reasons stand beside them.").arg(refused));
    if (changed > 0)
        said << (changed == 1 ? tr("1 line is not taken as written: its remark says why.")
                              : tr("%1 lines are not taken as written: their remarks say why.").arg(changed));
    left_->setText(said.join(u' '));
    left_->setVisible(!said.isEmpty());
    add_->setText(count == 1 ? tr("Add 1 metric") : tr("Add %1 metrics").arg(count));
    add_->setEnabled(count > 0);
    showRows();
}

void PasteSheet::showRows() {
    table_->setRowCount(static_cast<int>(import_.rows.size()));
    shown_ = 0;
    fitted_ = 0;
    goOn();
    table_->resizeColumnsToContents();
    constexpr int widest = 300;
    for (const Column column : {nameColumn, valueColumn})
        table_->setColumnWidth(column, std::min(widest, table_->columnWidth(column)));
    fitRows();
}

void PasteSheet::showRow(int at) {
    const Palette& palette = currentPalette();
    const OutlineRow& row = import_.rows[static_cast<std::size_t>(at)];
    const bool refused = !row.problem.empty();
    const auto set = [&](Column column, const QString& text) {
        auto* item = new QTableWidgetItem(text);
        item->setToolTip(text.trimmed());
        if (refused)
            item->setForeground(column == remarkColumn ? palette.error : palette.ink3);
        table_->setItem(at, column, item);
        return item;
    };
    set(lineColumn, QString::number(row.line))->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    set(nameColumn, QString(row.depth * 2, QChar(0x2003)) + toQt(row.metric.name));
    set(levelColumn, refused ? QString() : levelWords(row.metric.level));
    set(valueColumn, refused ? QString() : valueWords(pasted_, row.metric));
    QStringList remarks{toQt(refused ? row.problem : row.remark)};
    if (!refused && row.metric.estimate)
        remarks << doubtWords(*row.metric.estimate);
    remarks.removeAll(QString());
    auto* remark = set(remarkColumn, remarks.join(u". "_s));
    if (refused || !row.remark.empty()) {
        const SeveritySign sign = signOf(refused ? Severity::error : Severity::warning);
        remark->setIcon(tintedIcon(sign.icon, sign.colour));
    }
}

/// Makes each row as high as its reason is, read whole. Qt measures only the columns in sight, so it is done again once
/// the table has its place.
void PasteSheet::fitRows() {
    fitted_ = 0;
    rest_.start();
}

/// Shows and then measures rows for as long as nobody feels it; the rest comes after what else is to be done.
void PasteSheet::goOn() {
    constexpr int unfelt = 10; // milliseconds
    QElapsedTimer clock;
    clock.start();
    while (shown_ < table_->rowCount() && (shown_ < fewRows || !clock.hasExpired(unfelt)))
        showRow(shown_++);
    while (!clock.hasExpired(unfelt) && isVisible() && fitted_ < shown_)
        table_->resizeRowToContents(fitted_++);
    const bool measured = fitted_ == shown_ || !isVisible(); // as it is shown they are measured anew
    if (shown_ == table_->rowCount() && measured)
        rest_.stop();
    else if (!rest_.isActive())
        rest_.start();
}

bool PasteSheet::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        fitRows();
    return QDialog::eventFilter(watched, event);
}

void PasteSheet::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showRows();
}

void PasteSheet::add() {
    latest_.drop();
    disconnect(&document_, &Document::changed, this, nullptr);
    if (const auto done = document_.apply(import_.edit); !done) {
        document_.tell(done.error());
        return reject();
    }
    std::vector<std::string> tops;
    for (const OutlineRow& row : import_.rows)
        if (row.problem.empty() && row.metric.parent == options_.parent)
            tops.push_back(pathOf({Metric::kind, row.metric.id.text}));
    document_.selectAll(std::move(tops));
    accept();
}

} // namespace tributary::ui
