// SPDX-License-Identifier: GPL-3.0-or-later
// FittingLabel: a label that says as much as it has room for: the first of its texts that fits, from long to short, else
// the last one elided. Its tool tip says what is left out.
#pragma once

#include <QLabel>
#include <QStringList>

namespace tributary::ui {

class FittingLabel : public QLabel {
    Q_OBJECT
public:
    explicit FittingLabel(QWidget* parent = nullptr);

    void setTexts(const QStringList& longToShort);
    /// What the tool tip adds to the text; empty of nothing.
    void setRemark(const QString& remark);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();
    [[nodiscard]] QSize sizeOf(const QString& text) const;

    QStringList texts_;
    QString remark_;
};

} // namespace tributary::ui
