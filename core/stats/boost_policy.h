// SPDX-License-Identifier: GPL-3.0-or-later
// How the special functions of Boost.Math are called here: they never throw (what has no value is NaN or infinite) and
// compute in double. For source files only.
#pragma once

#include <boost/math/policies/policy.hpp>

namespace tributary {

using QuietPolicy =
    boost::math::policies::policy<boost::math::policies::domain_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::pole_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::rounding_error<boost::math::policies::ignore_error>,
                                  boost::math::policies::promote_double<false>>;

} // namespace tributary
