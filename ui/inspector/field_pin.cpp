// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/field_pin.h"

#include "core/model/edits.h"
#include "core/model/quantity_path.h"
#include "ui/document.h"
#include "ui/look/icons.h"

#include <algorithm>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int pinIcon = 13;
constexpr int pinWidth = 28;
constexpr int pinHeight = 18; ///< no higher than the label, so that fields without one stand as far apart

bool isPinned(const Model& model, const std::string& path) {
    const auto site = findQuantity(model, path);
    const auto pinned = pinnedQuantities(model);
    return site && std::ranges::find(pinned, site->path) != pinned.end();
}

} // namespace

FieldPin::FieldPin(Document& document, QString label, QWidget* parent)
    : QToolButton(parent), document_(document), label_(std::move(label)) {
    setObjectName(u"pin"_s);
    setAutoRaise(true);
    setCheckable(true);
    setIconSize(QSize(pinIcon, pinIcon));
    setFixedSize(pinWidth, pinHeight);
    setFocusPolicy(Qt::NoFocus); // Tab goes from field to field; the keys for it work in the field
    hide();
}

/// Outlined in the colour of labels, ink where the quantity is a slider.
void FieldPin::refresh(const std::string& path) {
    const bool possible = isPinnable(document_, path);
    setVisible(possible);
    if (!possible)
        return;
    const bool pinned = isPinned(document_.model(), path);
    const QString words = pinned ? tr("Take %1 off the what-if ribbon").arg(label_)
                                 : tr("Pin %1 as a slider (%2)").arg(label_, tr("Ctrl+Shift+P"));
    setIcon(tintedIcon(pinned ? u"pin-angle-fill"_s : u"pin-angle"_s, pinned ? &Palette::ink : &Palette::ink3));
    setChecked(pinned);
    setEnabled(!document_.isReadOnly());
    setAccessibleName(words);
    setToolTip(words);
}

bool isPinnable(const Document& document, const std::string& path) {
    const auto site = findQuantity(document.model(), path);
    return site && site->quantity;
}

void togglePin(Document& document, const std::string& path) {
    const Model& model = document.model();
    const auto done = document.apply(isPinned(model, path) ? unpinQuantity(model, path) : pinQuantity(model, path));
    if (!done)
        document.tell(done.error());
}

} // namespace tributary::ui
