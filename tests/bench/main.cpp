// SPDX-License-Identifier: GPL-3.0-or-later
// tributary-bench: prints the table; --json prints it as JSON, and everything that Google Benchmark takes works as
// well.
#include "core/base/memory.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <vector>

int main(int argc, char** argv) {
    tributary::keepFreedMemory();
    std::string json = "--benchmark_format=json";
    std::vector<char*> arguments(argv, argv + argc);
    for (char*& argument : arguments)
        if (std::string_view(argument) == "--json")
            argument = json.data();
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data()))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
