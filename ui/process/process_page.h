// SPDX-License-Identifier: GPL-3.0-or-later
// ProcessPage: the map of the work under a metric, drawn and measured: its heat, and beneath what a case takes. Window
// thread only.
#pragma once

#include "core/model/sub_processes.h"
#include "ui/process/map_tokens.h"
#include "ui/process/process_measurer.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedLayout;

namespace tributary::ui {

class EmptyState;
class FittingLabel;
class HeatLegend;
class LedgerPanel;
class MapCanvas;
class MapPalette;
class MeasuresStrip;
class NameField;
class PlayBar;
class SegmentedControl;
class TimesPanel;

class ProcessPage : public QWidget {
    Q_OBJECT
public:
    explicit ProcessPage(Document& document, QWidget* parent = nullptr);
    ~ProcessPage() override;

    [[nodiscard]] MapCanvas& canvas() const { return *canvas_; }
    [[nodiscard]] ProcessMeasurer& measurer() { return measurer_; }
    [[nodiscard]] PlayBar& playBar() const { return *play_; }
    [[nodiscard]] MapPalette& mapPalette() const { return *palette_; }
    [[nodiscard]] TimesPanel& times() const { return *times_; }
    [[nodiscard]] QMenu* menu() const { return menu_; }
    /// Where a new map is named.
    [[nodiscard]] NameField& nameField() const { return *name_; }
    /// The map that is shown; empty where there is none.
    [[nodiscard]] ProcessId shownProcess() const;
    /// What is shown of a map.
    enum class View { map, exceptions, times };
    /// Shows it of the map that is shown, with the keyboard there; nothing where there is no map.
    void turnTo(View view);
    /// Opens a field for the name of a new map, and then has the keys draw it. It hangs under the metric that is
    /// selected, or the only one that may have a map; Up and Down choose another one, or none.
    void addMap();
    void zoomIn();
    void zoomOut();
    void fit();

signals:
    void transitCaseWanted();
    void inspectorWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeHeader();
    void makeEmptyState();
    void makePalette();
    void makeMenu();
    QAction* addCommand(QMenu& menu, const QString& text, const QString& keys, const QString& icon,
                        const std::function<void()>& run);
    void showState();
    void showSubtitle();
    void showMeasures();
    void showGravest();
    void readTrace();
    void showTokens();
    void showView(int index);
    void enableCommands();
    void listPools();
    void showPool(const PoolId& id);
    void showHeat();
    void fitRoom();
    [[nodiscard]] QWidget* keysPlace() const;
    [[nodiscard]] std::optional<std::string> trackable() const;
    [[nodiscard]] QString trackWords() const;
    void track();
    void eraseMap();
    enum class Metrics { next, previous };
    void chooseMetric(Metrics which);
    [[nodiscard]] QString newMapWords(const QString& label) const;
    /// The map of what is in the selected step; null where it has none.
    [[nodiscard]] const Process* detail() const;
    void openDetail();
    /// The step that the shown map is of, the first of several; none where it is no sub-process.
    [[nodiscard]] std::optional<SubProcessStep> stepAround() const;
    void goUp(const SubProcessStep& to);
    void goUpOne();
    void makeSubProcess();
    void showWay();

    Document& document_;
    ProcessMeasurer measurer_;
    MapCanvas* canvas_;
    MapPalette* palette_;
    PlayBar* play_;
    LedgerPanel* ledger_;
    TimesPanel* times_;
    MeasuresStrip* strip_;
    QStackedLayout* stack_;
    QStackedLayout* views_;           ///< the map, its ledger, or its times
    QBoxLayout* headerRow_ = nullptr; ///< the name beside the choices, or above them
    QComboBox* choice_;
    QWidget* way_; ///< the maps around the one that is shown, to go back to
    QStringList wayShown_;
    FittingLabel* subtitle_;
    SegmentedControl* view_;
    SegmentedControl* heat_;
    HeatLegend* legend_;
    EmptyState* empty_;
    QPushButton* first_; ///< of the empty page
    NameField* name_;
    QMenu* menu_;
    QList<QAction*> needStep_, needPart_, needMap_;
    QMenu* doers_ = nullptr; ///< who does what is selected
    QMenu* pools_ = nullptr;
    std::vector<Pool> listed_; ///< in them
    QAction* time_ = nullptr;  ///< types a work time
    QAction* share_ = nullptr; ///< types a share
    QAction* paste_ = nullptr;
    QAction* track_ = nullptr;
    QAction* detail_ = nullptr;     ///< opens the map of what is in a step
    QAction* outer_ = nullptr;      ///< opens the map around
    QAction* nest_ = nullptr;       ///< makes a task a sub-process
    std::vector<MetricId> offered_; ///< that a new map may hang under; the empty one for none
    MetricId under_;                ///< of them, the one that it will
    ProcessId last_;                ///< that was shown
    MapTokens tokens_;
    std::optional<Process> traced_; ///< the map that the tokens are of
};

} // namespace tributary::ui
