// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/id.h"

#include <catch2/catch.hpp>

using namespace tributary;

TEST_CASE("an id holds letters, digits, dash, dot and underscore") {
    CHECK(isValidId("L2"));
    CHECK(isValidId("parts-exchange"));
    CHECK(isValidId("e_loc.2"));
    CHECK_FALSE(isValidId(""));
    CHECK_FALSE(isValidId("a/b"));
    CHECK_FALSE(isValidId(".hidden"));
    CHECK_FALSE(isValidId("with space"));
    CHECK_FALSE(isValidId(std::string(65, 'a')));
}

TEST_CASE("ids are ordered as people count") {
    CHECK(compareIds("T2", "T10") < 0);
    CHECK(compareIds("T10", "T10a") < 0);
    CHECK(compareIds("F2a", "F2b") < 0);
    CHECK(compareIds("F2", "L1") < 0);
    CHECK(compareIds("T2", "T2") == 0);
}

TEST_CASE("ids that differ in leading zeros are two ids in a definite order") {
    CHECK(compareIds("T02", "T2") != 0);
    CHECK((compareIds("T02", "T2") < 0) == (compareIds("T2", "T02") > 0));
}
