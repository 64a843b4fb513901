// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workbench.h"

#include "ui/cascade/cascade_page.h"
#include "ui/inspector/inspector.h"
#include "ui/window/file_commands.h"

#include <QCoreApplication>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text) { return QCoreApplication::translate("tributary::ui::Workbench", text); }

void addCascade(Document& document, MainWindow& window, Inspector& inspector) {
    auto* cascade = new CascadePage(document);
    Page page;
    page.icon = u"diagram-3"_s;
    page.title = tr("Cascade");
    page.widget = cascade;
    page.kinds = {u"metric"_s, u"link"_s};
    page.meaning = tr("Values are medians with the scenario; ranges are P10 to P90");
    page.menu = cascade->menu();
    page.zoom = [cascade](Zoom zoom) {
        switch (zoom) {
        case Zoom::in:
            return cascade->zoomIn();
        case Zoom::out:
            return cascade->zoomOut();
        case Zoom::fit:
            return cascade->fit();
        }
    };
    QObject::connect(cascade, &CascadePage::transitCaseWanted, &window,
                     [&window] { window.files().newFromTemplate(u"transit"_s); });
    QObject::connect(cascade, &CascadePage::inspectorWanted, &inspector, &Inspector::takeFocus);
    window.addPage(std::move(page));
}

} // namespace

Workbench::Workbench() {
    auto* inspector = new Inspector(document_);
    window_.setInspector(inspector);
    addCascade(document_, window_, *inspector);
}

} // namespace tributary::ui
