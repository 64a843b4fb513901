// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stats/student.h"

#include "core/stats/boost_policy.h"

#include <boost/math/distributions/students_t.hpp>

namespace tributary {

double studentQuantile(double u, double degreesOfFreedom) {
    const boost::math::students_t_distribution<double, QuietPolicy> student(degreesOfFreedom);
    return boost::math::quantile(student, u);
}

} // namespace tributary
