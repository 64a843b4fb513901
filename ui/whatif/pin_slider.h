// SPDX-License-Identifier: GPL-3.0-or-later
// PinSlider: one pinned quantity on the what-if ribbon: its name with the pin, what it was and what it is, a box to
// type into and a groove. One drag, one burst of keys and one typed value are one edit each. Window thread only.
#pragma once

#include "core/model/moved_value.h"
#include "core/model/quantity_move.h"
#include "ui/document.h"
#include "ui/look/marks.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QLineEdit;
class QToolButton;

namespace tributary::ui {

class SliderGroove;

class PinSlider : public QWidget {
    Q_OBJECT
public:
    static constexpr int narrowest = 142;
    static constexpr int sliderWidth = 188;
    static constexpr int widestSlider = 300;

    /// Measures from what the model holds now, to which it can go back.
    PinSlider(Document& document, std::string path, QWidget* parent = nullptr);
    ~PinSlider() override;

    [[nodiscard]] const std::string& path() const { return path_; }
    /// Text of the model's quantity before it was moved.
    [[nodiscard]] const std::string& reference() const { return startIn({})->text; }
    /// Measures from what the model holds now, until the edit that brought it is taken back.
    void takeAsReference();
    [[nodiscard]] bool isMoved() const;
    /// Its name in few words, and its value before and now: "Chance of a stall", "30 %", "20 %".
    [[nodiscard]] const QString& name() const { return name_; }
    /// The name, without what stands in parentheses at its end where there is no room for both.
    [[nodiscard]] QString nameFitting(double room) const;
    [[nodiscard]] QString wasText() const { return wasText_.isEmpty() ? nowText_ : wasText_; }
    [[nodiscard]] const QString& nowText() const { return nowText_; }
    /// What stands beside the name: "30 % → 20 %".
    [[nodiscard]] QString valueText() const;
    [[nodiscard]] QString message() const; ///< under the box; empty where nothing is wrong
    [[nodiscard]] SliderGroove& groove() const { return *groove_; }
    [[nodiscard]] QLineEdit& box() const { return *box_; }

    /// Reads the model again.
    void refresh();
    /// Sets the colour of what has moved.
    void setJudgement(Judgement judgement);
    /// Whether the move is for the better by the metric's own meaning, whatever it does to the NPV; none of what is no
    /// metric's value.
    [[nodiscard]] std::optional<Judgement> ownJudgement() const;
    /// The value beside the name in the most words that have room: whole, or without what it is counted per.
    [[nodiscard]] QString nowFitting(double room) const;

    [[nodiscard]] QSize sizeHint() const override { return {sliderWidth, 90}; }

signals:
    void moving(); ///< a drag, a burst of keys or a typed value begins

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void begin();
    void end(Document::DragEnd how);
    void settle();
    void moveTo(double value);
    bool put(const std::string& text);
    void dragTo(const std::string& text);
    [[nodiscard]] Result<Edit> editTo(const std::string& text) const;
    [[nodiscard]] Result<void> runs(const std::string& text);
    void reset();
    void takeTyped();
    enum class Says { wrong, note };
    void showMessage(const QString& words, Says says = Says::wrong);
    [[nodiscard]] QString beyondRange() const;
    void emptyBox();
    void dropRefused();
    /// The quantity as the chosen scenario of a model has it: by its own override where it sets it.
    [[nodiscard]] std::optional<Quantity> quantityIn(const Model& model) const;
    [[nodiscard]] bool isSetIn(const Model& model) const;
    /// A text that is measured from since an edit of the history was done, and no longer than it is.
    struct Start {
        ScenarioId by; ///< that sets the quantity itself; empty of the model's
        std::string text;
        qint64 since = 0;                             ///< number of the edit; 0 holds for good
        std::chrono::system_clock::time_point when{}; ///< of the edit: another one may get its number
    };
    void startAt(ScenarioId by, std::string text);
    /// Where the model's quantity or a scenario's own started; null where that was not seen yet.
    [[nodiscard]] const Start* startIn(const ScenarioId& by) const;
    /// What it was before it was moved.
    [[nodiscard]] std::string startText() const {
        const Start* own = startIn(setBy_);
        return own ? own->text : reference();
    }

    Document& document_;
    std::string path_;
    std::vector<Start> starts_; ///< the model's first
    ScenarioId setBy_;          ///< the scenario that sets it itself; empty where the model's holds
    std::map<std::string, std::set<std::string>> made_; ///< what the handle made of each start
    std::string moved_;                                 ///< what it makes of the start in this drag; empty of none
    QToolButton* pin_;
    QLineEdit* box_;
    SliderGroove* groove_;
    QString words_;             ///< of the message
    QPointer<QWidget> message_; ///< lies over what is under the ribbon
    QTimer keysRest_;
    QuantityGroove scale_;
    QString name_;
    QString wasText_; ///< empty where it is what it was
    QString nowText_;
    Judgement judgement_ = Judgement::none;
    bool dragging_ = false;           ///< the document's drag is ours
    std::optional<MovedValue> check_; ///< of the model before it
};

} // namespace tributary::ui
