// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the document named on the command line and commits edits without end; prints the number of each when its call
// has returned. Made to be killed.
#include "core/storage/document_file.h"

#include <unistd.h>

#include <cstdio>
#include <string>

int main(int count, char** arguments) {
    using namespace tributary;
    if (count != 2)
        return 2;
    auto file = DocumentFile::open(arguments[1]);
    if (!file || file->access() != FileAccess::readWrite)
        return 1;
    const auto undoable = file->undoable();
    for (auto number = undoable ? undoable->number + 1 : 1;; ++number) {
        Metric counter;
        counter.id = MetricId("counter");
        counter.name = "Counter";
        counter.estimate = Quantity::parse(std::to_string(number)).value();
        counter.notes.assign(static_cast<size_t>(number % 50) * 100, 'x');
        if (!file->commit({"Count", "", {put(counter)}}))
            return 1;
        const std::string line = std::to_string(number) + "\n";
        if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size()))
            return 1;
    }
}
