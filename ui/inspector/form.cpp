// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/form.h"

#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/inspector/field_editor.h"
#include "ui/inspector/field_verdict.h"
#include "ui/inspector/part_row.h"
#include "ui/inspector/path_row.h"
#include "ui/inspector/tinted_label.h"
#include "ui/look/hairline.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/look/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pairGap = 12;
constexpr int sectionLine = 13;

/// A combo box that offers things to add. It never takes the wheel.
class AdderBox : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

QToolButton* removeButton(const QString& name, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setIcon(tintedIcon(u"trash"_s));
    button->setAutoRaise(true);
    button->setFixedSize(28, 28);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    button->setToolTip(name);
    return button;
}

/// The first error below `at` in a field that a part covers, else the first warning.
FieldVerdict worstOf(const Document& document, const std::string& at,
                     const std::function<bool(std::string_view)>& covers) {
    FieldVerdict worst;
    for (const Problem& problem : document.problems()) {
        const bool louder = problem.severity == Severity::error
                                ? worst.state != FieldState::error
                                : problem.severity == Severity::warning && worst.state == FieldState::valid;
        if (louder && covers && problem.subject.starts_with(at) &&
            covers(std::string_view(problem.subject).substr(at.size())))
            worst = verdictOf(problem);
    }
    return worst;
}

QString takeOut(const QString& name) { return QCoreApplication::translate("Form", "Take out %1").arg(name); }

} // namespace

std::string addedPath(const Edit& edit) {
    std::string path;
    for (const Change& change : edit.changes)
        std::visit(
            [&]<class Made>(const Made& made) {
                if constexpr (requires { made.entity->id; })
                    if (path.empty())
                        path = pathOf({std::remove_cvref_t<decltype(*made.entity)>::kind, made.entity->id.text});
            },
            change);
    return path;
}

const Model& Form::model() const { return host_.document.model(); }

bool Form::make(Document& document, const Result<Edit>& edit) {
    const auto done = document.apply(edit);
    if (!done)
        document.tell(done.error());
    return done.has_value();
}

void Form::onRefresh(std::function<void()> refresh) { host_.refreshers.push_back(std::move(refresh)); }

void Form::add(QWidget* widget) { layout_.addWidget(widget); }

void Form::addRow(QWidget* row) {
    QLayoutItem* last = layout_.count() > 0 ? layout_.itemAt(layout_.count() - 1) : nullptr;
    auto* rows = last ? qobject_cast<QVBoxLayout*>(last->layout()) : nullptr;
    if (!rows) {
        rows = new QVBoxLayout;
        rows->setSpacing(0);
        layout_.addLayout(rows);
    }
    rows->addWidget(row);
}

void Form::section(const QString& title) {
    add(new Hairline(sectionLine, layout_.parentWidget()));
    if (!title.isEmpty())
        add(new TintedLabel(title, TextRole::bodyStrong, &Palette::ink, layout_.parentWidget()));
}

FieldEditor* Form::field(FieldSpec spec) {
    auto* editor = new FieldEditor(host_.document, host_.entity, std::move(spec), layout_.parentWidget());
    add(editor);
    onRefresh([editor] { editor->refresh(); });
    return editor;
}

void Form::pair(FieldSpec left, FieldSpec right) {
    auto* box = new QWidget(layout_.parentWidget());
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(pairGap);
    column->addLayout(row);
    auto* first = new FieldEditor(host_.document, host_.entity, std::move(left), box);
    auto* second = new FieldEditor(host_.document, host_.entity, std::move(right), box);
    row->addWidget(first, 1, Qt::AlignTop);
    row->addWidget(second, 1, Qt::AlignTop);
    // Half a width is too narrow for sentences.
    for (FieldEditor* editor : {first, second}) {
        editor->nameMessages();
        column->addWidget(editor->messageLabel());
    }
    add(box);
    const auto show = [box, first, second] { box->setVisible(first->applies() || second->applies()); };
    show();
    onRefresh([first, second, show] {
        first->refresh();
        second->refresh();
        show();
    });
}

void Form::note(std::function<QString(const Model&)> words) {
    auto* label = new TintedLabel({}, TextRole::label, &Palette::ink3, layout_.parentWidget());
    label->setWordWrap(true);
    add(label);
    const auto read = [label, words = std::move(words), &document = host_.document] {
        label->setText(words(document.model()));
        label->setVisible(!label->text().isEmpty());
    };
    read();
    onRefresh(read);
}

PathRow* Form::row(std::string path, std::function<QString(const Model&)> words,
                   std::function<QString(const Model&)> remark) {
    PathRow* row = makeRow(path, std::move(words), std::move(remark));
    Document& document = host_.document;
    QObject::connect(row, &PathRow::clicked, &document, [path, &document] { document.select(std::string_view(path)); });
    return row;
}

PathRow* Form::placeRow(std::string path, std::function<QString(const Model&)> words,
                        std::function<QString(const Model&)> remark) {
    PathRow* row = makeRow(path, std::move(words), std::move(remark));
    row->setIconName(u"bezier2"_s);
    QObject::connect(row, &PathRow::clicked, row, [path, goTo = host_.goTo] { goTo(path); });
    return row;
}

PathRow* Form::makeRow(std::string path, std::function<QString(const Model&)> words,
                       std::function<QString(const Model&)> remark) {
    auto* row = new PathRow(layout_.parentWidget());
    row->setObjectName(toQt(path));
    addRow(row);
    Document& document = host_.document;
    const auto read = [row, path, words = std::move(words), remark = std::move(remark), &document] {
        const Model& model = document.model();
        row->setWords(words(model), remark ? remark(model) : QString());
        if (const auto ref = entityOf(path); ref && ref->kind == Metric::kind)
            if (const Metric* metric = model.metrics().find(MetricId(ref->id)))
                row->setLevel(metric->level);
    };
    read();
    onRefresh(read);
    return row;
}

void Form::removableRow(std::string path, std::function<QString(const Model&)> words,
                        std::function<QString(const Model&)> remark, std::function<Result<Edit>(const Model&)> remove) {
    auto* box = new QWidget(layout_.parentWidget());
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    Form inner(host_, *line);
    auto* leading = inner.row(std::move(path), std::move(words), std::move(remark));
    line->setStretchFactor(leading, 1);
    Document& document = host_.document;
    auto* cross = removeButton(takeOut(leading->text()), box);
    cross->setEnabled(!document.isReadOnly());
    line->addWidget(cross);
    QObject::connect(cross, &QToolButton::clicked, &document,
                     [remove = std::move(remove), &document] { make(document, remove(document.model())); });
    addRow(box);
}

void Form::adder(const QString& words, std::function<std::vector<Choice>(const Model&)> choices,
                 std::function<Result<Edit>(const Model&, const std::string&)> write) {
    auto* combo = new AdderBox(layout_.parentWidget());
    combo->setFocusPolicy(Qt::StrongFocus);
    combo->setAccessibleName(words);
    combo->setObjectName(words);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(4);
    combo->setPlaceholderText(words);
    combo->setEnabled(!host_.document.isReadOnly());
    add(combo);
    Document& document = host_.document;
    const auto read = [combo, choices = std::move(choices), &document] {
        const auto offered = choices(document.model());
        bool same = combo->count() == static_cast<int>(offered.size());
        for (size_t i = 0; same && i < offered.size(); ++i)
            same = combo->itemData(static_cast<int>(i)).toString() == toQt(offered[i].value) &&
                   combo->itemText(static_cast<int>(i)) == offered[i].words;
        if (!same) {
            combo->clear();
            for (const Choice& choice : offered)
                combo->addItem(choice.words, toQt(choice.value));
        }
        combo->setCurrentIndex(-1);
        combo->setVisible(!offered.empty());
    };
    read();
    onRefresh(read);
    QObject::connect(combo, &QComboBox::activated, &document, [combo, write = std::move(write), &document](int index) {
        const std::string value = fromQt(combo->itemData(index).toString());
        combo->setCurrentIndex(-1);
        make(document, write(document.model(), value));
    });
}

QPushButton* Form::link(const QString& words) {
    auto* button = new QPushButton(words, layout_.parentWidget());
    setButtonRole(*button, ButtonRole::link);
    button->setObjectName(words);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    button->setEnabled(!host_.document.isReadOnly());
    add(button);
    return button;
}

void Form::command(const QString& words, std::function<Result<Edit>(const Model&)> write) {
    action(words, [write = std::move(write)](Document& document) { make(document, write(document.model())); });
}

void Form::action(const QString& words, std::function<void(Document&)> begin) {
    Document& document = host_.document;
    QObject::connect(link(words), &QPushButton::clicked, &document,
                     [begin = std::move(begin), &document] { begin(document); });
}

void Form::creator(const QString& words, std::function<Result<Edit>(const Model&)> write) {
    Document& document = host_.document;
    QObject::connect(link(words), &QPushButton::clicked, &document, [write = std::move(write), &document] {
        const auto edit = write(document.model());
        if (make(document, edit))
            document.select(addedPath(*edit) + "/name");
    });
}

PartRow* Form::part(Part part) {
    FormHost& host = host_;
    const std::string key = part.key;
    auto* row = new PartRow(
        toQt(key),
        [&host, key, fill = std::move(part.fill)](QVBoxLayout& layout) {
            Form inner(host, layout);
            inner.problems(key);
            fill(inner);
        },
        layout_.parentWidget());
    row->covers = std::move(part.covers);
    addRow(row);
    Document& document = host.document;
    const auto read = [row, name = std::move(part.name), remark = std::move(part.remark),
                       at = pathOf(host.entity) + "/", &document] {
        const QString words = name(document.model());
        row->header().setWords(words, remark ? remark(document.model()) : QString());
        const FieldVerdict fault = worstOf(document, at, row->covers);
        row->header().setFault(fault.sign().icon, fault.sign().colour, fault.words);
        row->removeButton().setAccessibleName(takeOut(words));
        row->removeButton().setToolTip(takeOut(words));
    };
    read();
    onRefresh(read);
    row->removeButton().setVisible(static_cast<bool>(part.remove));
    row->removeButton().setEnabled(!document.isReadOnly());
    if (part.remove)
        QObject::connect(&row->removeButton(), &QToolButton::clicked, &document,
                         [remove = std::move(part.remove), &document] { make(document, remove(document.model())); });
    if (host.open.contains(key))
        row->setOpen(true);
    QObject::connect(row, &PartRow::openChanged, row, [&host, key](bool open) {
        if (open)
            host.open.insert(key);
        else
            host.open.erase(key);
        if (host.laidOut)
            host.laidOut();
    });
    return row;
}

void Form::shownIf(std::function<bool(const Model&)> shown, const std::function<void(Form&)>& fill) {
    auto* box = new QWidget(layout_.parentWidget());
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(layout_.spacing());
    Form inner(host_, *column);
    fill(inner);
    add(box);
    const auto show = [box, shown = std::move(shown), &document = host_.document] {
        box->setVisible(shown(document.model()));
    };
    show();
    onRefresh(show);
}

void Form::problems(const std::string& part) {
    auto* box = new QWidget(layout_.parentWidget());
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    add(box);
    const std::string path = pathOf(host_.entity) + (part.empty() ? "" : "/" + part);
    const auto show = [box, column, path, &document = host_.document] {
        int shown = 0;
        for (const Problem& problem : document.problems()) {
            if (problem.subject != path || problem.severity == Severity::note)
                continue;
            if (shown == column->count()) {
                auto* label = new TintedLabel({}, TextRole::label, &Palette::error, box);
                label->setWordWrap(true);
                column->addWidget(label);
            }
            auto* label = static_cast<TintedLabel*>(column->itemAt(shown++)->widget());
            const FieldVerdict verdict = verdictOf(problem);
            label->setText(verdict.words);
            label->setColour(verdict.sign().colour);
            label->setIconName(verdict.sign().icon);
            label->show();
        }
        for (int rest = shown; rest < column->count(); ++rest)
            column->itemAt(rest)->widget()->hide();
        box->setVisible(shown > 0);
    };
    show();
    onRefresh(show);
}

void Form::evidence(const std::string& prefix) {
    const std::string at = prefix + "evidence/";
    field(fieldSpec<Evidence>("evidence", "grade", at));
    field(fieldSpec<Evidence>("evidence", "source", at));
    field(fieldSpec<Evidence>("evidence", "note", at));
}

} // namespace tributary::ui
