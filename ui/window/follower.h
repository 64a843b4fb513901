// SPDX-License-Identifier: GPL-3.0-or-later
// Follower: keeps a model that is only read up with the program that writes its file. Looks at the file once a second
// and reads it where it has changed, both on other threads, and notices when the other program lets go of it.
#pragma once

#include "ui/latest.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

namespace tributary::ui {

class Document;
class FileWork;

class Follower : public QObject {
    Q_OBJECT
public:
    explicit Follower(Document& document, QObject* parent = nullptr);

    /// Whether another program writes the file, and this one follows it.
    [[nodiscard]] bool isFollowing() const { return held_ && !free_; }
    /// Whether the file can be had for writing now: it was held elsewhere, and is no more.
    [[nodiscard]] bool isFree() const { return free_; }
    /// Opens the file again, for writing.
    void takeOver();

signals:
    void changed(); ///< isFollowing() or isFree()

private:
    struct Look;

    void begin();
    void look();
    void receive(const Look& look);
    void read();

    Document& document_;
    FileWork* work_;
    QTimer timer_;
    QByteArray seen_; ///< what the file and its journal were like
    bool held_ = false;
    bool free_ = false;

    Latest latest_{*this};
};

} // namespace tributary::ui
