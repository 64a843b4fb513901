// SPDX-License-Identifier: GPL-3.0-or-later
// MetricPanel: asks for a metric by its name, and for what else an edit needs, in a small panel over the cascade. Why
// the chosen one cannot be taken is said beneath; Enter takes it, Cancel and Escape give up. Window thread only.
#pragma once

#include "core/model/edit.h"
#include "ui/look/floating_panel.h"

#include <QRectF>
#include <QStringList>
#include <QTimer>
#include <functional>
#include <optional>
#include <vector>

class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace tributary::ui {

class Document;

class MetricPanel : public FloatingPanel {
    Q_OBJECT
public:
    MetricPanel(Document& document, QWidget* parent);

    struct Field {
        QString label;
        QString hint; ///< how to write it
    };
    struct Question {
        QString title;
        QString command; ///< on the button
        std::vector<Field> fields{};
        /// The edit of the chosen metric and the fields' texts, or why there is none.
        std::function<Result<Edit>(const MetricId& chosen, const QStringList& texts)> edit;
    };
    /// Opens beside `anchor` (of the parent).
    void ask(Question question, const QRectF& anchor);
    /// Chooses a metric and goes on to the first field.
    void choose(const MetricId& id);
    void giveUp();

    [[nodiscard]] QLineEdit* words() const { return words_; }
    [[nodiscard]] QLineEdit* field(int index) const { return fields_.at(index); }
    [[nodiscard]] QString message() const;

signals:
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void refresh();
    void check();
    void take();
    void say(const QString& refusal);
    void place();
    [[nodiscard]] std::optional<MetricId> chosen() const;
    [[nodiscard]] QStringList texts() const;

    struct Named {
        MetricId id;
        QString name;
        QString searched; ///< the name and the id
    };

    Document& document_;
    Question question_;
    std::vector<Named> metrics_; ///< of the model when it was asked
    QRectF anchor_;
    QLabel* title_;
    QLineEdit* words_;
    QListWidget* found_;
    QFormLayout* form_;
    QList<QLineEdit*> fields_;
    QLabel* message_;
    QPushButton* command_;
    QPushButton* cancel_;
    QTimer pause_;
    std::vector<MetricId> ids_; ///< of the rows
};

} // namespace tributary::ui
