// SPDX-License-Identifier: GPL-3.0-or-later
// Field inputs: a line with its unit inside at the right, and a text as high as what it holds. Both underline the part
// of what was typed that an error points at. Window thread only.
#pragma once

#include <QLineEdit>
#include <QTextEdit>
#include <optional>

namespace tributary::ui {

/// A range of characters.
struct Span {
    int begin = 0;
    int length = 0;
};

class LineField : public QLineEdit {
    Q_OBJECT
public:
    explicit LineField(QWidget* parent = nullptr);

    void setUnit(const QString& unit);
    [[nodiscard]] const QString& unit() const { return unit_; }
    void underline(std::optional<Span> span);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeRoom();
    void paintShortened(int room);
    void paintUnit();
    bool underlined_ = false;
    QString unit_;
    int unitWidth_ = 0;
};

class TextField : public QTextEdit {
    Q_OBJECT
public:
    enum class Look { field, title };
    explicit TextField(Look look, QWidget* parent = nullptr);

    void underline(std::optional<Span> span);
    /// Takes no longer texts at once, pasted or dropped: laying them out would hold the window.
    void setLongestPaste(int characters) { longestPaste_ = characters; }

    [[nodiscard]] QSize sizeHint() const override { return {200, height()}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {40, height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

signals:
    void refusedPaste();

private:
    void fit();
    Look look_;
    std::optional<int> longestPaste_;
};

} // namespace tributary::ui
