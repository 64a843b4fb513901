// SPDX-License-Identifier: GPL-3.0-or-later
// DiskWatch: how much room is left on the disk of the open file, looked at now and then on a thread of its own, for the
// disk of a network may take its time. Window thread only.
#pragma once

#include "ui/latest.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <functional>

namespace tributary::ui {

class Document;

class DiskWatch : public QObject {
    Q_OBJECT
public:
    explicit DiskWatch(Document& document, QObject* parent = nullptr);

    enum class Room {
        enough, ///< also where it is not known, and where nothing is written
        little, ///< less than 64 MB
        none    ///< too little for the next change, less than 256 kB
    };
    [[nodiscard]] Room room() const { return room_; }
    [[nodiscard]] qint64 bytesLeft() const { return bytesLeft_; } ///< where there is little

    /// Bytes that are free in a folder, negative where that is not known. Called on another thread.
    using Measure = std::function<qint64(const QString& folder)>;
    /// Measures by another way from now on, and at once.
    void measureBy(Measure measure);
    /// Looks now.
    void look();

signals:
    void changed(); ///< room()

private:
    void receive(qint64 bytes);

    Document& document_;
    Measure measure_;
    Room room_ = Room::enough;
    qint64 bytesLeft_ = 0;
    QTimer timer_;

    Latest latest_{*this};
};

} // namespace tributary::ui
