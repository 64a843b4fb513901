// SPDX-License-Identifier: GPL-3.0-or-later
// HeadlinePicker: a panel of boxes to tick: the headlines that may stand beside the NPV. It stays open while several
// are ticked and tells of each; what is chosen when it closes is one edit of whoever asked. Escape chooses what was
// chosen before. Window thread only.
#pragma once

#include "core/model/edits.h"

#include <QFrame>
#include <vector>

class QCheckBox;
class QLabel;

namespace tributary::ui {

class Document;

class HeadlinePicker : public QFrame {
    Q_OBJECT
public:
    explicit HeadlinePicker(Document& document, QWidget* parent = nullptr);

    [[nodiscard]] const std::vector<PinnedHeadline>& chosen() const { return chosen_; }

signals:
    void changed(); ///< chosen()
    void closed();

protected:
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void offer(const PinnedHeadline& headline, QWidget& column);
    void showRoom();

    Document& document_;
    const std::vector<PinnedHeadline> first_; ///< chosen when it opened
    std::vector<PinnedHeadline> chosen_;      ///< in the order in which they stand
    std::vector<QCheckBox*> boxes_;
    QLabel* room_;
};

} // namespace tributary::ui
