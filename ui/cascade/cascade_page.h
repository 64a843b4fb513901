// SPDX-License-Identifier: GPL-3.0-or-later
// CascadePage: the tree of metrics with the time bar beneath it; words and two ways to begin while there is no metric.
#pragma once

#include "core/model/process_map.h"

#include <QList>
#include <QWidget>
#include <functional>
#include <string>

class QAction;
class QMenu;
class QPushButton;
class QStackedLayout;

namespace tributary::ui {

class CascadeCanvas;
class CascadeScene;
class Document;
class EmptyState;
class TimeBar;

class CascadePage : public QWidget {
    Q_OBJECT
public:
    explicit CascadePage(Document& document, QWidget* parent = nullptr);
    ~CascadePage() override;

    [[nodiscard]] CascadeScene& scene() const { return *scene_; }
    [[nodiscard]] CascadeCanvas& canvas() const { return *canvas_; }
    [[nodiscard]] TimeBar& timeBar() const { return *time_; }
    /// The page's commands, for the window's menu bar.
    [[nodiscard]] QMenu* menu() const { return menu_; }

    void addFirst();
    void zoomIn();
    void zoomOut();
    void fit();

signals:
    void inspectorWanted();                ///< what is selected is to be edited
    void transitCaseWanted();              ///< from the empty page
    void placeWanted(const QString& path); ///< of a process map, or of what uses a metric

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeEmptyState();
    void makeMenu();
    QAction* addCommand(QMenu& menu, const QString& text, const QString& keys, const QString& icon,
                        const std::function<void()>& run);
    void showState();
    void enableCommands();
    void togglePin();
    [[nodiscard]] const Process* mapUnder(const MetricId& id) const;
    void mapProcess();
    void toggleHeadline();
    [[nodiscard]] std::string pinnable() const;

    Document& document_;
    CascadeScene* scene_;
    CascadeCanvas* canvas_;
    TimeBar* time_;
    QStackedLayout* stack_;
    EmptyState* empty_;
    QPushButton* first_; ///< of the empty page
    QMenu* menu_;
    QList<QAction*> needOne_;  ///< need a selected metric
    QList<QAction*> needSome_; ///< need selected metrics, one or more
    QAction* root_ = nullptr;
    QAction* copy_ = nullptr;
    QAction* paste_ = nullptr;
    QAction* fold_ = nullptr;
    QAction* erase_ = nullptr;
    QAction* eraseBranch_ = nullptr;
    QAction* pin_ = nullptr;
    QAction* headline_ = nullptr;
    QAction* toMap_ = nullptr;
    QAction* map_ = nullptr; ///< makes a map under the selected metric, or leads to the one that it has
};

} // namespace tributary::ui
