// SPDX-License-Identifier: GPL-3.0-or-later
// VersionsView: the named points of the history, each with its time and its NPV: named, renamed, deleted and gone back
// to; two of them compared, what changed and what it did to the NPV.
#pragma once

#include "core/storage/document_file.h"

#include <QHash>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <optional>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QListWidget;
class QPushButton;
class QStringListModel;

namespace tributary::ui {

class VersionComparison;
class Document;
class FittingLabel;
class HistoryReader;
class VersionNpvs;

class VersionsView : public QWidget {
    Q_OBJECT
public:
    VersionsView(Document& document, HistoryReader& reader, QWidget* parent = nullptr);

    /// Puts the focus where a name for the model as it is now is typed.
    void askName();
    void takeFocus();
    /// Compares two points; an empty name is the model as it is now.
    void compare(const QString& before, const QString& after);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void offerPoints();
    void showBasis();
    void showNpvs();
    void wantNpv();
    void letGo();
    void showChosen();
    [[nodiscard]] const Version* chosen() const;
    [[nodiscard]] const Version* find(const QString& name) const;
    void name();
    void rename(const QString& from, const QString& to);
    void erase();
    void goThere();
    void compareChosen();
    void fetchModel(const QString& version, const std::function<void(const Model&)>& ready);
    void offerUndo(const QString& what, std::function<void()> undo);

    Document& document_;
    HistoryReader& reader_;
    VersionComparison* comparison_;
    VersionNpvs* npvs_;
    std::vector<Version> versions_;
    struct KnownNpv {
        std::optional<Summary> npv;
        QString reason; ///< why there is none
    };
    QHash<QString, KnownNpv> known_; ///< in the draws as they are, by the name of the version
    bool drawsKnown_ = false;        ///< of the history as it is
    bool awaited_ = false;           ///< draws or an NPV are being worked out

    QLineEdit* name_;
    QPushButton* add_;
    QLabel* nothing_;
    FittingLabel* basis_; ///< whose NPV stands below the names
    QListWidget* list_;
    QPushButton* go_;
    QPushButton* rename_;
    QPushButton* erase_;
    QLabel* undone_;
    QPushButton* undo_;
    std::function<void()> undoing_;
    QWidget* comparing_;
    QComboBox* before_;
    QComboBox* after_;
    QLabel* npv_;
    QStringListModel* lines_;
    QListView* differences_;
    QTimer again_; ///< until the history rests
    bool reading_ = false;
    bool picked_ = false; ///< the points that are compared were chosen by a person
};

} // namespace tributary::ui
