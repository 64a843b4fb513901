// SPDX-License-Identifier: GPL-3.0-or-later
// PathRow: a row that leads to another place of the model: mark, name, and a remark at the right. A click or Space goes
// there. Window thread only.
#pragma once

#include "core/model/metric.h"
#include "ui/look/palette.h"

#include <QAbstractButton>
#include <optional>

namespace tributary::ui {

class PathRow : public QAbstractButton {
    Q_OBJECT
public:
    explicit PathRow(QWidget* parent = nullptr);

    void setWords(const QString& name, const QString& remark);
    void setLevel(std::optional<Level> level);
    /// Shows at the right that something is wrong behind the row, in words for its tool tip; empty words: nothing is.
    void setFault(const QString& icon, ColourToken colour, const QString& words);
    /// Says to who cannot see the icon what it stands for.
    void setState(const QString& words);
    /// Shows an icon in the place of the level's mark.
    void setIconName(const QString& icon);
    [[nodiscard]] const QString& remark() const { return remark_; }
    /// Name and remark as they stand there at a width: where both have no room on one line the name is shortened, not
    /// what it comes to.
    struct Shown {
        QString name, remark;
    };
    [[nodiscard]] Shown shownAt(int width) const;

    [[nodiscard]] QSize sizeHint() const override;
    /// A remark that does not fit beside the name stands under it.
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] bool fitsOneLine(int width) const;
    [[nodiscard]] QString plainText() const;
    [[nodiscard]] int leftRoom() const;
    [[nodiscard]] int rightRoom() const;
    void describe();

    QString remark_;
    QString icon_;
    QString state_;
    QString fault_; ///< in words; empty where nothing is wrong
    QString faultIcon_;
    ColourToken faultColour_ = &Palette::error;
    std::optional<Level> level_;
};

} // namespace tributary::ui
