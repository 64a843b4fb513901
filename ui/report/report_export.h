// SPDX-License-Identifier: GPL-3.0-or-later
// ReportExport: the window's command that makes the PDF report. It simulates a snapshot on a thread of its own, with
// progress and cancel, while work in the window goes on; then it draws. Failures go to Document::tell. Window thread
// only.
#pragma once

#include "ui/report/write_report.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <thread>

class QProgressDialog;
class QWidget;

namespace tributary::ui {

class Document;

class ReportExport : public QObject {
    Q_OBJECT
public:
    ReportExport(Document& document, QWidget& window);
    ~ReportExport() override; ///< stops a run that goes on

    /// Asks for the file and the paper, then starts.
    void ask();
    /// Makes the report of the present model; one at a time: while one is made, nothing starts.
    void start(const QString& path, Paper paper);
    /// Stops the one that is being made; no file is written.
    void cancel();
    [[nodiscard]] bool isRunning() const { return running_; }

signals:
    void written(const QString& path);
    void ended(); ///< written, failed or cancelled

private:
    void showProgress(const QString& path);
    void receive(const Result<ReportSource>& source, const QString& path, Paper paper);
    void tellWritten(const QString& path, const QString& butMissing);

    Document& document_;
    QWidget& window_;
    QPointer<QProgressDialog> progress_;
    bool running_ = false;
    std::jthread worker_; ///< last: it ends before what it uses
};

} // namespace tributary::ui
