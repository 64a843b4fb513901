// SPDX-License-Identifier: GPL-3.0-or-later
// The ids of the model's entities and of their parts, each a type of its own.
#pragma once

#include "core/base/id.h"

namespace tributary {

using SettingsId = Id<struct SettingsTag>;
using InputId = Id<struct InputTag>;
using MetricId = Id<struct MetricTag>;
using LinkId = Id<struct LinkTag>;
using ProcessId = Id<struct ProcessTag>;
using LaneId = Id<struct LaneTag>;
using PoolId = Id<struct PoolTag>;
using StepId = Id<struct StepTag>;
using FlowId = Id<struct FlowTag>;
using ExceptionId = Id<struct ExceptionTag>;
using DrawingId = Id<struct DrawingTag>;
using GroupId = Id<struct GroupTag>;
using InterventionId = Id<struct InterventionTag>;
using EffectId = Id<struct EffectTag>;
using CostId = Id<struct CostTag>;
using ScenarioId = Id<struct ScenarioTag>;
using CorrelationId = Id<struct CorrelationTag>;
using SeriesId = Id<struct SeriesTag>;
using ActualId = Id<struct ActualTag>;

} // namespace tributary
