# SPDX-License-Identifier: GPL-3.0-or-later
# tributary-cli, with and without the window's library; without it there is no report.
find_package(CLI11 2.1 REQUIRED)
find_package(fmt REQUIRED)
add_executable(tributary-cli
  cli.cpp
  cli_columns.cpp
  cli_console.cpp
  cli_exchange.cpp
  cli_files.cpp
  cli_insight.cpp
  cli_insight_text.cpp
  cli_ledger.cpp
  cli_new.cpp
  cli_options.cpp
  cli_problems.cpp
  cli_report.cpp
  cli_run.cpp
  cli_table.cpp
)
target_compile_definitions(tributary-cli PRIVATE TRIBUTARY_VERSION="${PROJECT_VERSION}")
target_link_libraries(tributary-cli PRIVATE tributary_core CLI11::CLI11 fmt::fmt)
if(TARGET tributary_ui)
  target_sources(tributary-cli PRIVATE cli_report_pdf.cpp)
  target_compile_definitions(tributary-cli PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII)
  target_link_libraries(tributary-cli PRIVATE tributary_ui)
else()
  target_sources(tributary-cli PRIVATE cli_report_none.cpp)
endif()
