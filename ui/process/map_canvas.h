// SPDX-License-Identifier: GPL-3.0-or-later
// MapCanvas: the view of a process map. The wheel zooms to the pointer; a drag of the ground pans, with Shift it
// selects; a drag of a step moves it to another lane, one that begins at its right edge draws a way; a double click on
// the ground adds a task there, as a part that is carried from the palette and dropped does. Keys: arrows walk,
// Tab adds the next step, Enter a branch, F2 renames, ! adds an exception, G, P and E put a gateway or an end next, L
// draws a way, U adds a sub-process, whose map Ctrl+Enter or a double click opens, Ctrl+Up the map around; T and S type
// a work time and a share, W says who does it, Alt with up or down moves to the next lane, Delete takes out, Space
// plays the cases. While a way is drawn by keys these lead to where it ends, and are no commands. Window thread only.
#pragma once

#include "ui/latest.h"
#include "ui/process/map_painter.h"
#include "ui/process/map_tokens.h"

#include <QGraphicsView>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace tributary::ui {

class Document;
class NameField;
enum class NewPart;
class PointerNote;

class MapCanvas : public QGraphicsView {
    Q_OBJECT
public:
    explicit MapCanvas(Document& document, QWidget* parent = nullptr);
    ~MapCanvas() override;

    void setProcess(const ProcessId& id);
    /// Shows numbers; null: those that are typed. Those of business as usual beside them set the scale of the heat.
    void setMeasures(const ProcessMeasures* measures, const ProcessMeasures* usual);
    void setHeat(Heat heat);
    /// Shows cases on the map.
    void setTokens(QVector<MapTokens::Token> tokens);
    [[nodiscard]] const QVector<MapTokens::Token>& tokens() const { return tokens_; }
    [[nodiscard]] const MapLayout& layout() const { return layout_; }
    [[nodiscard]] const MapContent& content() const { return content_; }
    [[nodiscard]] std::vector<MapPart> selected() const { return state_.selected; }
    [[nodiscard]] NameField& nameField() const { return *name_; }
    [[nodiscard]] QString noted() const;

    [[nodiscard]] double zoom() const { return transform().m11(); }
    void zoomBy(double factor, ViewportAnchor held = AnchorViewCenter);
    void fit();
    [[nodiscard]] bool isFitted() const { return fitted_; }

    // What the keys do, for menus too.
    void addNext(StepKind kind = StepKind::task);
    void addBranch();
    void addSubProcess();
    void addException();
    /// Draws an empty lane below the others, whose name is typed in it.
    void addLane();
    /// Adds a pool that does the work that is selected.
    void addPool();
    /// Gives the work that is selected to a pool; empty: nobody's time is taken.
    void giveTo(const PoolId& pool);
    void rename();
    void setWorkTime(); ///< of all that is selected
    void setShare();    ///< of the way or the exception that is selected, or of the way into the selected task
    [[nodiscard]] std::optional<MapPart> sharePart() const;
    void beginWay();
    void eraseSelected();
    void moveToNextLane(int step);
    void copy();
    void paste();
    void selectEverything();

    // What the palette does with the part that was taken from it; places are the viewport's.
    /// Puts it behind the selected step.
    void add(NewPart part);
    /// Says what a drop there would do.
    void carry(NewPart part, const QPoint& place);
    void drop(NewPart part, const QPoint& place);
    void stopCarrying();
    /// The tasks and exceptions that are selected.
    [[nodiscard]] std::vector<MapPart> selectedWork() const;
    [[nodiscard]] bool hasStep() const { return selectedStep().has_value(); }
    [[nodiscard]] bool canPaste() const { return !copied_.empty(); }

    [[nodiscard]] QRectF onScreen(const QRectF& area) const;
    /// Where a map without tasks says how to draw them, in the viewport.
    [[nodiscard]] QRect firstStepsArea() const;

signals:
    void inspectorWanted();
    void innerWanted();                       ///< the map of what is in the selected step
    void outerWanted();                       ///< the map around
    void playWanted();                        ///< the cases, by the Space key
    void menuWanted(const QPoint& position);  ///< in screen coordinates
    void poolsWanted(const QPoint& position); ///< who does it, of what is selected

protected:
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool focusNextPrevChild(bool next) override;
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum class Drag { none, pan, marquee, steps, way };
    using DrawingPlace = std::pair<DrawingId, std::string>; ///< a process or sub-process of a drawing

    void rebuild();
    void readSelection();
    void select(const std::vector<MapPart>& parts);
    void walk(Towards direction, Qt::KeyboardModifiers modifiers);
    void say(const QString& text);
    void apply(const Result<Edit>& edit);
    void typeLine(const QRectF& area, const QString& text, const QString& placeholder, const QString& keys,
                  const std::function<Result<Edit>(const QString&)>& make, const std::function<void()>& taken);
    void typeStep(const QString& keys, const std::function<Result<Edit>(Step)>& make);
    void typeStepAt(const QRectF& area, const QString& keys, const std::function<Result<Edit>(Step)>& make);
    struct Landing {
        std::optional<MapPart> way; ///< that it comes between
        StepId after;               ///< that it follows otherwise
        LaneId lane;                ///< in which it lies; empty: that of the step before
    };
    [[nodiscard]] std::optional<Landing> landingAt(const QPoint& place, StepKind kind) const;
    [[nodiscard]] std::optional<LaneId> laneNear(const QPoint& place) const;
    [[nodiscard]] StepId stepBefore(const QPointF& place, const LaneId& lane) const;
    void typeTask(const QPoint& place, const Landing& at);
    [[nodiscard]] Result<Edit> land(const Landing& at, Step step) const;
    [[nodiscard]] Result<QString> dropWords(NewPart part, const QPoint& place) const;
    [[nodiscard]] Result<std::string> textOf(const MapPart& part, const std::string& field) const;
    void typeParameter(const std::string& field, const std::vector<MapPart>& parts, const QString& placeholder,
                       const QString& keys);
    void selectAdded(const std::vector<Step>& had);
    void offer(int step);
    void tellAssumed();
    void tellNewGroup(const Table<Group>& had);
    void chooseCommand(QKeyEvent& event);
    void drawWay(QKeyEvent& event);
    void typeTarget(const QString& letters);
    void showWay();
    void leaveWay();
    [[nodiscard]] std::vector<StepId> targets() const;
    [[nodiscard]] QRectF fieldArea(const MapPart& part) const;
    [[nodiscard]] const Process* process() const;
    [[nodiscard]] const Process* drawn() const;
    [[nodiscard]] std::optional<StepId> selectedStep() const;
    [[nodiscard]] std::optional<StepId> stepOf(const MapPart& part) const;
    [[nodiscard]] std::vector<StepId> selectedSteps() const;
    [[nodiscard]] std::optional<MapPart> partUnder(const QPoint& position) const;
    [[nodiscard]] bool isAtGrip(const MapPart& step, const QPoint& place) const;
    void dragSteps(const QPoint& at);
    void finishWay(const StepId& to);
    void paintTokens(QPainter& painter) const;
    void paintFirstSteps(QPainter& painter) const;
    void describe();
    void reveal(const QRectF& area);
    void toStart();
    struct Fit {
        double wish = 1;  ///< scale at which it would just be seen whole
        double scale = 1; ///< at which it is read
        QSizeF room;      ///< of the window, at that scale
    };
    [[nodiscard]] Fit fitOf(const QSizeF& size) const;
    bool fitNow();
    void layOut(const Process* shown);
    void setGround();
    void readContent();
    void readEvents();
    void forgetEvents();
    [[nodiscard]] DrawingPlace drawingPlace() const;
    [[nodiscard]] const EventMarks& events() const; ///< of the drawing that the map came from
    [[nodiscard]] const MapWords& words();

    Document& document_;
    ProcessId process_;
    const ProcessMeasures* measures_ = nullptr;
    const ProcessMeasures* usual_ = nullptr;
    Heat heat_ = Heat::waiting;
    MapLayout layout_;
    std::map<DrawingPlace, EventMarks> events_; ///< of those that were read
    std::optional<DrawingPlace> eventsAsked_;   ///< what is being read
    std::map<ProcessId, MapPlaces> places_;     ///< where the steps of the maps that were shown lay last
    MapContent content_;
    MapState state_;
    MapWords words_;
    std::optional<double> wordsAt_; ///< the scale of texts that they are placed for; none where they are not
    QVector<MapTokens::Token> tokens_;
    NameField* name_;
    PointerNote* note_;
    Drag drag_ = Drag::none;
    QPoint pressedAt_, draggedTo_;
    std::optional<MapPart> pressed_;
    std::optional<StepId> letGo_;               ///< the step that the last click, on the ground, has deselected
    Qt::MouseButton dragButton_ = Qt::NoButton; ///< that began the drag, and ends it
    QString dropWords_;                         ///< what a release of the steps would do
    bool isMoving_ = false;
    bool chains_ = false;            ///< Tab in the open field adds the step and goes on to the next
    QStringList offered_;            ///< texts for the open field, by Up and Down
    std::optional<Process> drafted_; ///< the map with a lane that has no name yet
    std::optional<StepId> wayFrom_;  ///< a way that is being drawn by keys or by the mouse
    QString wayTo_;                  ///< letters of the name of the step that it is to lead to
    std::vector<StepId> copied_;
    Process copiedFrom_;
    QSizeF wanted_; ///< size of the map, as it was fitted last
    TaskShape shape_ = TaskShape::usual;
    TimeWords laidFor_;     ///< how the times are said that its tasks have room for
    bool outdated_ = false; ///< the map has changed while nobody saw it
    bool fitted_ = true;
    bool fitting_ = false;
    bool ringed_ = false; ///< the keyboard is here

    Latest eventReader_{*this}; ///< last: it ends before what its questions use
};

} // namespace tributary::ui
