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
    CHECK(std::is_lt(compareIds("T2", "T10")));
    CHECK(std::is_lt(compareIds("T10", "T10a")));
    CHECK(std::is_lt(compareIds("F2a", "F2b")));
    CHECK(std::is_lt(compareIds("F2", "L1")));
    CHECK(std::is_eq(compareIds("T2", "T2")));
}

TEST_CASE("ids that differ in leading zeros are two ids in a definite order") {
    CHECK(std::is_neq(compareIds("T02", "T2")));
    CHECK(std::is_lt(compareIds("T02", "T2")) == std::is_gt(compareIds("T2", "T02")));
}
