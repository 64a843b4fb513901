// SPDX-License-Identifier: GPL-3.0-or-later
// Follower: keeps a model that is only read up with the program that writes its file. Looks at the file once a second,
// reads it on another thread where it has changed, and notices when the other program lets go of it.
#pragma once

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
    void freed();

private:
    void begin();
    void look();
    void read();

    Document& document_;
    FileWork* work_;
    QTimer timer_;
    QByteArray seen_; ///< what the file and its journal were like
    bool held_ = false;
    bool free_ = false;
};

} // namespace tributary::ui
