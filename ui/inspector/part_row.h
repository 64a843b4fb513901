// SPDX-License-Identifier: GPL-3.0-or-later
// PartRow: one part of an entity in a list (an effect, a cost): a row that opens to the part's fields, with a cross
// that takes it out. The fields are made when it first opens. Window thread only.
#pragma once

#include <QWidget>
#include <functional>
#include <string_view>

class QToolButton;
class QVBoxLayout;

namespace tributary::ui {

class PathRow;

class PartRow : public QWidget {
    Q_OBJECT
public:
    /// `fill` makes the fields in the layout that it is given.
    PartRow(QString key, std::function<void(QVBoxLayout&)> fill, QWidget* parent = nullptr);

    [[nodiscard]] const QString& key() const { return key_; }
    [[nodiscard]] PathRow& header() const { return *header_; }
    [[nodiscard]] QToolButton& removeButton() const { return *remove_; }
    [[nodiscard]] bool isOpen() const { return open_; }
    void setOpen(bool open);

    /// Tells whether a field path below the entity lies in this part.
    std::function<bool(std::string_view field)> covers;

signals:
    void openChanged(bool open);

private:
    QString key_;
    std::function<void(QVBoxLayout&)> fill_;
    PathRow* header_;
    QToolButton* remove_;
    QWidget* body_ = nullptr;
    bool open_ = false;
};

} // namespace tributary::ui
