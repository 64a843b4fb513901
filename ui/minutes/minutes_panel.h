// SPDX-License-Identifier: GPL-3.0-or-later
// MinutesPanel: edits and versions, beside the page that is shown, so that a way back is seen where it leads. It stands
// in the place of the inspector.
#pragma once

#include <QWidget>

class QStackedWidget;

namespace tributary::ui {

class Document;
class EditsView;
class HistoryReader;
class SegmentedControl;
class VersionsView;

class MinutesPanel : public QWidget {
    Q_OBJECT
public:
    explicit MinutesPanel(Document& document, QWidget* parent = nullptr);

    [[nodiscard]] EditsView& edits() const { return *edits_; }
    [[nodiscard]] VersionsView& versions() const { return *versions_; }
    [[nodiscard]] HistoryReader& reader() const { return *reader_; }
    void showEdits();
    /// Shows the versions, with the focus where a name is typed.
    void nameVersion();
    [[nodiscard]] QSize sizeHint() const override { return {420, 600}; }

signals:
    void closeWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void show(int part);

    HistoryReader* reader_;
    SegmentedControl* parts_;
    QStackedWidget* stack_;
    EditsView* edits_;
    VersionsView* versions_;
};

} // namespace tributary::ui
