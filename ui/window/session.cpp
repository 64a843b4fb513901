// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/session.h"

#include <QSettings>

namespace tributary::ui {

using namespace Qt::Literals::StringLiterals;

Session keptSession() {
    QSettings settings;
    settings.beginGroup(u"session"_s);
    Session session;
    session.file = settings.value(u"file"_s).toString();
    session.lost = settings.value(u"lost"_s).toString();
    session.page = settings.value(u"page"_s).toString();
    session.selection = settings.value(u"selection"_s).toString();
    session.scenario = settings.value(u"scenario"_s).toString();
    session.period = settings.value(u"period"_s).toInt();
    session.scale = settings.value(u"scale"_s).toDouble();
    return session;
}

void keepSession(const Session& session) {
    QSettings settings;
    settings.beginGroup(u"session"_s);
    settings.setValue(u"file"_s, session.file);
    settings.setValue(u"lost"_s, session.lost);
    settings.setValue(u"page"_s, session.page);
    settings.setValue(u"selection"_s, session.selection);
    settings.setValue(u"scenario"_s, session.scenario);
    settings.setValue(u"period"_s, session.period);
    settings.setValue(u"scale"_s, session.scale);
}

} // namespace tributary::ui
