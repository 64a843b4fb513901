// SPDX-License-Identifier: GPL-3.0-or-later
// PathRow: a row that leads to another place of the model: mark, name, and a remark at the right. A click or Space goes
// there. Window thread only.
#pragma once

#include "core/model/metric.h"

#include <QAbstractButton>
#include <optional>

namespace tributary::ui {

class PathRow : public QAbstractButton {
    Q_OBJECT
public:
    explicit PathRow(QWidget* parent = nullptr);

    void setWords(const QString& name, const QString& remark);
    void setLevel(std::optional<Level> level);
    /// Shows an icon in the place of the level's mark.
    void setIconName(const QString& icon);
    [[nodiscard]] const QString& remark() const { return remark_; }

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

    QString remark_;
    QString icon_;
    std::optional<Level> level_;
};

} // namespace tributary::ui
