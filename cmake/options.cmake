# SPDX-License-Identifier: GPL-3.0-or-later
# One INTERFACE target carries the language level, the warnings and the sanitizers.
add_library(tributary_options INTERFACE)
target_compile_features(tributary_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_include_directories(tributary_options INTERFACE ${PROJECT_SOURCE_DIR})
if(NOT MSVC)
  target_compile_options(tributary_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion)
  if(NOT CMAKE_UNITY_BUILD) # in one unit, sources that never meet seem to hide each other's names
    target_compile_options(tributary_options INTERFACE -Wshadow)
  endif()
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

# A unity build compiles the sources of a folder of a library in units of up to 25: what a source keeps to itself never
# meets another folder's, and a change compiles no more than its unit anew.
function(tributary_unit_per_folder target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  get_target_property(sources ${target} SOURCES)
  foreach(source ${sources})
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(GET folder FILENAME folder)
    list(APPEND sources_of_${folder} ${source})
    list(LENGTH sources_of_${folder} count)
    math(EXPR part "${count} / 25 + 1")
    set_source_files_properties(${source} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP unit_${folder}_${part})
  endforeach()
endfunction()

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # ccache holds what uses precompiled headers only where it may take their definitions for the same.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  target_compile_options(tributary_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
find_program(MOLD mold)
if(MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(tributary_options INTERFACE -fuse-ld=mold)
endif()
