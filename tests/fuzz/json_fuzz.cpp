// SPDX-License-Identifier: GPL-3.0-or-later
// Feeds any bytes to the readers of JSON and CSV and checks that what reads once is written and read as the same.
#include "core/exchange/csv.h"
#include "core/exchange/json.h"
#include "core/exchange/templates.h"
#include "core/model/entity_json.h"
#include "core/model/references.h"
#include "core/model/validate.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace tributary;

namespace {

void require(bool law) {
    if (!law)
        std::abort();
}

void readModel(std::string_view text) {
    const auto model = readJson(text);
    if (!model)
        return require(!model.error().message.empty());
    const auto again = readJson(writeJson(*model));
    require(again && *again == *model);
    static_cast<void>(validate(*model));
}

void readEntities(std::string_view text) {
    forEachEntityType([&]<class Entity>() {
        const auto entity = fromJsonText<Entity>(text);
        if (!entity)
            return require(!entity.error().message.empty());
        const auto again = fromJsonText<Entity>(toJsonText(*entity));
        require(again && *again == *entity);
    });
    if (const auto changes = readChanges(text)) {
        const auto again = readChanges(writeChanges(*changes));
        require(again && *again == *changes);
    }
}

void readTables(std::string_view text) {
    static const Model model = *modelFromTemplate("transit");
    for (const auto* path : {"process/restore/arrivals", "process/restore/task/T1/touch"})
        if (const auto read = importTimesCsv(model, text, path))
            require(checkReferences(apply(model, *read).model).has_value());
    for (auto* import : {&importMetricsCsv, &importActualsCsv})
        if (const auto read = (*import)(model, text))
            require(checkReferences(apply(model, read->edit).model).has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    switch (bytes[0] % 6) {
    case 0:
        readModel(text);
        break;
    case 1:
        readModel(R"({"format": "tributary", "version": 1, )" + text + "}");
        break;
    case 2:
        readEntities(text);
        break;
    case 3:
        readTables(text);
        break;
    case 4:
        readTables("name,id,level,parent,value,unit\n" + text);
        break;
    default:
        readTables("metric,date,value,unit\n" + text);
        break;
    }
    return 0;
}
