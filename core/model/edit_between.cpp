// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/edit_between.h"

namespace tributary {

Edit editBetween(const Model& from, const Model& to) {
    Edit edit;
    forEachEntityType([&]<class Entity>() {
        const Table<Entity>& before = from.table<Entity>();
        const Table<Entity>& after = to.table<Entity>();
        if (before == after)
            return;
        for (const Entity& each : before)
            if (!after.contains(each.id))
                edit.changes.push_back(erase<Entity>(each.id));
        for (const Entity& each : after)
            if (const Entity* known = before.find(each.id); !known || !(*known == each))
                edit.changes.push_back(Put<Entity>{after.share(each.id)});
    });
    return edit;
}

} // namespace tributary
