// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_export.h"

#include "ui/document.h"
#include "ui/file_dialog.h"
#include "ui/latest.h"
#include "ui/qt_text.h"
#include "ui/report/missing_glyphs.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QMessageBox>
#include <QProgressDialog>
#include <QPushButton>
#include <QUrl>
#include <atomic>
#include <exception>
#include <memory>
#include <utility>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int shortestShown = 300; ///< ms; a run that ends sooner shows no progress

} // namespace

ReportExport::ReportExport(Document& document, QWidget& window)
    : QObject(&window), document_(document), window_(window) {}

ReportExport::~ReportExport() {
    worker_.request_stop();
    if (worker_.joinable())
        worker_.join();
    delete progress_;
}

void ReportExport::ask() {
    const QString onA4 = tr("PDF on A4 paper (*.pdf)");
    const QString onLetter = tr("PDF on Letter paper (*.pdf)");
    const QString name = QFileInfo(document_.filePath()).completeBaseName() + u".pdf"_s;
    const bool usesLetter = QLocale().measurementSystem() == QLocale::ImperialUSSystem;
    const FileToWrite file =
        askToWrite(&window_, tr("Make the PDF report"), name,
                   usesLetter ? QStringList{onLetter, onA4} : QStringList{onA4, onLetter}, u"pdf"_s);
    if (!file.path.isEmpty())
        start(file.path, file.filter == onLetter ? Paper::letter : Paper::a4);
}

void ReportExport::start(const QString& path, Paper paper) {
    if (running_ || !document_.isOpen())
        return;
    document_.settleTyping();
    running_ = true;
    showProgress(path);
    worker_ = std::jthread([this, model = document_.model(), path, paper](const std::stop_token& stop) {
        const auto percent = std::make_shared<std::atomic<int>>(0);
        const auto progress = [this, percent](double share) {
            const int now = static_cast<int>(100 * share);
            if (percent->exchange(now) == now)
                return;
            QMetaObject::invokeMethod(
                this,
                [this, now] {
                    if (progress_)
                        progress_->setValue(now);
                },
                Qt::QueuedConnection);
        };
        auto source = std::make_shared<Result<ReportSource>>(fail({}));
        try {
            *source = simulateReport(model, {}, {progress, stop});
        } catch (const std::exception& exception) {
            *source = tl::unexpected(failureOf(exception));
        }
        QMetaObject::invokeMethod(
            this, [this, source, path, paper] { receive(*source, path, paper); }, Qt::QueuedConnection);
    });
}

void ReportExport::cancel() { worker_.request_stop(); }

void ReportExport::showProgress(const QString& path) {
    progress_ =
        new QProgressDialog(tr("Simulating for %1").arg(QFileInfo(path).fileName()), tr("Cancel"), 0, 100, &window_);
    progress_->setWindowTitle(tr("PDF report"));
    progress_->setWindowModality(Qt::NonModal);
    progress_->setMinimumDuration(shortestShown);
    progress_->setAutoClose(false);
    progress_->setAutoReset(false);
    connect(progress_, &QProgressDialog::canceled, this, &ReportExport::cancel);
    progress_->setValue(0);
}

void ReportExport::receive(const Result<ReportSource>& source, const QString& path, Paper paper) {
    // Charts are widgets, so the pages are drawn here; the window sees to its events between their parts.
    const QPointer<ReportExport> self(this);
    const auto goOn = [&self] {
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        return self && !self->worker_.get_stop_token().stop_requested();
    };
    QByteArray pdf;
    if (source && goOn()) {
        if (progress_)
            progress_->setLabelText(tr("Drawing %1").arg(QFileInfo(path).fileName()));
        pdf = drawPdf(*source, paper, goOn);
    }
    if (!self)
        return; // the window was closed meanwhile
    const bool cancelled = worker_.get_stop_token().stop_requested();
    const Result<void> done = !source     ? Result<void>(tl::unexpected(source.error()))
                              : cancelled ? Result<void>()
                                          : savePdf(pdf, pathFromQt(path));
    running_ = false;
    delete progress_;
    if (!done && !cancelled)
        document_.tell(done.error());
    else if (!cancelled)
        tellWritten(path, missingGlyphsWords(*source));
    emit ended();
}

void ReportExport::tellWritten(const QString& path, const QString& butMissing) {
    QString words = tr("The report is in %1.").arg(QDir::toNativeSeparators(path));
    if (!butMissing.isEmpty())
        words += u"\n\n"_s + butMissing;
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("PDF report"), words, QMessageBox::Close, &window_);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->setDefaultButton(QMessageBox::Close);
    const QPushButton* open = box->addButton(tr("Open it"), QMessageBox::AcceptRole);
    connect(open, &QPushButton::clicked, this, [path] { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    box->show();
    emit written(path);
}

} // namespace tributary::ui
