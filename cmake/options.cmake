# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target carries the language level, the warnings and the sanitizers.
add_library(tributary_options INTERFACE)
target_compile_features(tributary_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_include_directories(tributary_options INTERFACE ${PROJECT_SOURCE_DIR})
if(NOT MSVC)
  target_compile_options(tributary_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion)
  if(TRIBUTARY_WERROR)
    target_compile_options(tributary_options INTERFACE -Werror)
  endif()
  if(TRIBUTARY_SANITIZE)
    # GCC 12 reports false uninitialised uses in instrumented standard headers; in a unity build it takes a source's own
    # type for a header's.
    target_compile_options(tributary_options INTERFACE -fsanitize=${TRIBUTARY_SANITIZE} -fno-sanitize-recover=all
                           -fno-omit-frame-pointer $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(tributary_options INTERFACE -fsanitize=${TRIBUTARY_SANITIZE})
  endif()
endif()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(tributary_options INTERFACE -fuse-ld=mold)
endif()
