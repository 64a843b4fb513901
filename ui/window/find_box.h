// SPDX-License-Identifier: GPL-3.0-or-later
// FindBox: finds what has a name in the model (metrics, inputs, links, processes and their parts, interventions,
// groups, scenarios, correlations) while it is typed, in a small panel over the page: names that are what is typed come
// first, then those that begin so, those that hold it, and ids. Of alike ones parts of the process at hand come first.
#pragma once

#include "core/model/edit.h"
#include "core/model/process_map.h"
#include "ui/look/floating_panel.h"

#include <QString>
#include <map>
#include <string>
#include <vector>

class QLabel;
class QLineEdit;
class QListWidget;

namespace tributary::ui {

class Document;

class FindBox : public FloatingPanel {
    Q_OBJECT
public:
    FindBox(const Document& document, QWidget* parent);

    /// Opens the box with its right edge at `topRight` of the parent.
    void open(const QPoint& topRight);

signals:
    void chosen(const std::string& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Named {
        QString name;
        QString kind;
        QString id;
        std::string path;
    };
    /// What has a name, and how well that fits.
    struct Offer {
        int match = 0; ///< the least is the best
        const Named* named = nullptr;
    };

    void readNames();
    void forget();
    void refresh();
    void list();
    void choose();

    const Document& document_;
    QLineEdit* words_;
    QListWidget* found_;
    QLabel* nothing_;             ///< says that nothing was found
    std::vector<Named> entities_; ///< read once for a state of the model
    std::map<ProcessId, std::vector<Named>> parts_;
    std::vector<Offer> offers_; ///< of the rows
};

} // namespace tributary::ui
