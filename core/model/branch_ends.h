// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel branches that end each by itself, as those of BPMN may: a case is done once all of them have ended. Pure
// functions. Thread-safe.
#pragma once

#include "core/model/process_map.h"

#include <string_view>

namespace tributary {

/// A map in which the branches of a parallel gateway that all end by themselves meet after their ends, and the case
/// ends there. Its steps, flows and exceptions keep their places; a step that the case no longer ends at is a gateway
/// of one way. What is added follows them, with ids that no part of a model has. Where some branches of a gateway meet
/// in another and some end, nothing is changed: that is no map that can be worked out.
[[nodiscard]] Process withEndsJoined(Process process);

/// The id of the end that a step which was added stands for; the id itself of any other.
[[nodiscard]] std::string_view endBehind(std::string_view id);

} // namespace tributary
