// SPDX-License-Identifier: GPL-3.0-or-later
// TintedLabel: plain text in one of the palette's colours, which follows the theme. With an icon it is a message that
// stands under a field. Window thread only.
#pragma once

#include "ui/look/palette.h"
#include "ui/look/type.h"

#include <QLabel>

namespace tributary::ui {

class TintedLabel : public QLabel {
    Q_OBJECT
public:
    TintedLabel(const QString& text, TextRole role, ColourToken colour, QWidget* parent = nullptr);

    void setColour(ColourToken colour);
    /// Puts an icon before the first line; none takes it away.
    void setIconName(const QString& name);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ColourToken colour_;
    QString icon_;
};

} // namespace tributary::ui
