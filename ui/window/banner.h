// SPDX-License-Identifier: GPL-3.0-or-later
// Banner: a line for what a person must know now: a refusal, a file that cannot be written. It lies over a part of
// the window that can wait and moves nothing: never a box.
#pragma once

#include "core/base/problem.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace tributary::ui {

class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);

    /// Lies over `place`, and where that has no room for words above it; else over the lower edge of the parent.
    void lieOver(QWidget& place);

    /// Shows `text` on one line, with a command beside it (none where `action` is empty). What has no room there, and
    /// `details`, a person opens to; of many lines of details a few are seen at a time, and they can be copied.
    void show(Severity severity, const QString& text, const QString& action = {}, const QString& details = {});
    [[nodiscard]] const QString& text() const { return text_; }
    [[nodiscard]] Severity severity() const { return severity_; }

signals:
    void acted();  ///< the command was pressed
    void closed(); ///< by its cross

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Length { line, whole };

    void place();
    /// Shows as much of the words as `width` has room for.
    void fit(int width);

    QWidget* place_ = nullptr;
    Severity severity_ = Severity::warning;
    QString text_;
    QString details_;
    Length length_ = Length::line;
    QLabel* words_;
    QPlainTextEdit* list_; ///< of the details
    QPushButton* more_;
    QPushButton* action_;
    QToolButton* close_;
};

} // namespace tributary::ui
