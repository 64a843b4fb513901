// SPDX-License-Identifier: GPL-3.0-or-later
// tributary-cli report, of a build with the window's library and of one without it.
#include "tests/cli/cases.h"

using namespace tributary::test;
using Catch::Contains;
using Catch::StartsWith;

#ifdef TRIBUTARY_HAS_REPORT

TEST_CASE("a report is a PDF, made without a display") {
    const TransitFolder transit;
    const Finished done = runShell("unset DISPLAY WAYLAND_DISPLAY; exec \"$CLI\" report \"$1\" -o \"${1%/*}/r.pdf\" "
                                   "--scenario parts-exchange --paper letter --trials 64 --seed 3",
                                   transit.model);
    INFO(done.err);
    CHECK(done.exitCode == 0);
    CHECK(done.out.empty());
    const std::string pdf = fileText(transit / "r.pdf");
    CHECK_THAT(pdf, StartsWith("%PDF-"));
    CHECK(pdf.find("%%EOF") != std::string::npos);

    const Finished refused = runCli({"report", transit.model, "-o", transit / "r.pdf"});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("r.pdf") && Contains("--force"));
    CHECK(fileText(transit / "r.pdf") == pdf);
}

TEST_CASE("a report that cannot be made is refused by the name of what is wrong") {
    const TransitFolder transit;
    struct Refusal {
        std::vector<std::string> arguments;
        std::string named;
    };
    const std::vector<Refusal> all{
        {{"report", transit / "none.tributary", "-o", transit / "r.pdf"}, "none.tributary"},
        {{"report", transit.model, "-o", transit / "r.pdf", "--scenario", "moon"}, "moon"},
        {{"report", transit.model, "-o", transit.model + "/r.pdf", "--scenario", "parts-exchange"}, "/r.pdf"}};
    for (const Refusal& refusal : all) {
        const Finished refused = runCli(refusal.arguments);
        INFO(refused.err);
        CHECK(refused.exitCode == 1);
        CHECK_THAT(refused.err, Contains(refusal.named));
        CHECK_FALSE(std::filesystem::exists(transit / "r.pdf"));
    }
}

#else

TEST_CASE("a build without the window says that it has no report") {
    const TransitFolder transit;
    const Finished refused = runCli({"report", transit.model, "-o", transit / "r.pdf"});
    CHECK(refused.exitCode == 1);
    CHECK_THAT(refused.err, Contains("no report"));
    CHECK_FALSE(std::filesystem::exists(transit / "r.pdf"));
}

#endif
