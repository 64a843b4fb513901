// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/pdf_outline.h"

#include "ui/qt_text.h"

#define POINTERHOLDER_TRANSITION 4 // of its two kinds of shared pointer libqpdf hands out the standard's
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <algorithm>
#include <exception>

namespace tributary::ui {

namespace {

using Handle = QPDFObjectHandle;

constexpr double pointsPerUnit = 72.0 / 96;

Handle text(const QString& words) { return Handle::newUnicodeString(fromQt(words)); }

/// The place on its page, from the lower edge as PDF counts; the zoom stays what it is.
Handle destination(QPDFPageObjectHelper page, const OutlineEntry& entry) {
    const Handle::Rectangle box = page.getMediaBox().getArrayAsRectangle();
    Handle place = Handle::newArray();
    place.appendItem(page.getObjectHandle());
    place.appendItem(Handle::newName("/XYZ"));
    place.appendItem(Handle::newNull());
    place.appendItem(Handle::newReal(box.ury - entry.top * pointsPerUnit, 1));
    place.appendItem(Handle::newNull());
    return place;
}

void addOutline(QPDF& pdf, const std::vector<OutlineEntry>& outline) {
    const auto pages = QPDFPageDocumentHelper(pdf).getAllPages();
    Handle list = pdf.makeIndirectObject(Handle::newDictionary());
    std::vector<Handle> entries;
    for (const OutlineEntry& entry : outline) {
        if (entry.page < 1 || entry.page > static_cast<int>(pages.size()))
            continue;
        Handle made = pdf.makeIndirectObject(Handle::newDictionary());
        made.replaceKey("/Title", text(entry.title));
        made.replaceKey("/Parent", list);
        made.replaceKey("/Dest", destination(pages[static_cast<size_t>(entry.page - 1)], entry));
        if (!entries.empty()) {
            made.replaceKey("/Prev", entries.back());
            entries.back().replaceKey("/Next", made);
        }
        entries.push_back(made);
    }
    if (entries.empty())
        return;
    list.replaceKey("/Type", Handle::newName("/Outlines"));
    list.replaceKey("/First", entries.front());
    list.replaceKey("/Last", entries.back());
    list.replaceKey("/Count", Handle::newInteger(static_cast<long long>(entries.size())));
    pdf.getRoot().replaceKey("/Outlines", list);
    pdf.getRoot().replaceKey("/PageMode", Handle::newName("/UseOutlines"));
}

} // namespace

QByteArray withOutline(const QByteArray& pdf, const std::vector<OutlineEntry>& outline, const QString& language) {
    try {
        QPDF read;
        read.setSuppressWarnings(true);
        read.processMemoryFile("report", pdf.constData(), static_cast<size_t>(pdf.size()));
        read.getRoot().replaceKey("/Lang", text(language));
        addOutline(read, outline);
        QPDFWriter writer(read);
        writer.setOutputMemory();
        writer.setDeterministicID(true);
        writer.write();
        const auto bytes = writer.getBufferSharedPointer();
        return {reinterpret_cast<const char*>(bytes->getBuffer()), static_cast<qsizetype>(bytes->getSize())};
    } catch (const std::exception&) {
        return pdf; // complete without it
    }
}

} // namespace tributary::ui
