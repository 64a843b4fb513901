# SPDX-License-Identifier: GPL-3.0-or-later
# Fonts, icons and help of the window, embedded in tributary_ui. Fonts and icons are taken from the system's packages at
# build time.

# tributary_packaged_file(OUT_VARIABLE FILE PACKAGE FOLDERS...): finds one file of a package or stops with the package's name.
function(tributary_packaged_file out file package)
  string(MAKE_C_IDENTIFIER "TRIBUTARY_FILE_${file}" variable)
  find_file(${variable} NAMES ${file} PATHS ${ARGN} NO_DEFAULT_PATH)
  mark_as_advanced(${variable})
  if(NOT ${variable})
    message(FATAL_ERROR "${file} was not found in ${ARGN}: install the package ${package} (apt-get install ${package})")
  endif()
  set(${out} "${${variable}}" PARENT_SCOPE)
endfunction()

set(TRIBUTARY_FONT_FOLDER /usr/share/fonts/truetype CACHE PATH "Where the folders open-sans and noto of fonts are")
set(TRIBUTARY_ICON_FOLDER /usr/share/bootstrap-icons/svg CACHE PATH "Where the SVG files of bootstrap-icons are")

set(fonts)
foreach(name OpenSans-Regular OpenSans-Semibold OpenSans-Bold OpenSans-Italic)
  tributary_packaged_file(file ${name}.ttf fonts-open-sans ${TRIBUTARY_FONT_FOLDER}/open-sans)
  set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${name}.ttf)
  list(APPEND fonts ${file})
endforeach()
tributary_packaged_file(file NotoSerif-Regular.ttf fonts-noto-core ${TRIBUTARY_FONT_FOLDER}/noto)
set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS NotoSerif-Regular.ttf)
list(APPEND fonts ${file})

set(icons)
foreach(name
    arrow-clockwise arrow-counterclockwise arrow-left-right arrow-repeat arrow-up-right arrows-collapse arrows-expand arrows-fullscreen
    bar-chart-line bezier2 bookmark box-arrow-in-down box-arrow-up bullseye
    calculator card-checklist check-lg chevron-down chevron-left chevron-right chevron-up circle-half clipboard clipboard-data
    dash-lg diagram-3 dice-5 easel exclamation-triangle-fill
    file-diff file-earmark-plus file-earmark-text file-image files filetype-csv filetype-pdf filetype-svg folder2-open
    gear graph-up-arrow hourglass-split info-circle input-cursor-text
    lightning-charge-fill link-45deg lock node-plus pause-fill pencil people pin-angle pin-angle-fill play-fill plus-lg printer
    question-circle rocket-takeoff search signpost-split skip-end-fill skip-start-fill star-fill
    three-dots trash x-lg x-octagon-fill zoom-in zoom-out)
  tributary_packaged_file(file ${name}.svg bootstrap-icons ${TRIBUTARY_ICON_FOLDER})
  set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${name}.svg)
  list(APPEND icons ${file})
endforeach()
foreach(name tributary tributary-mark)
  set(file ${PROJECT_SOURCE_DIR}/resources/icons/${name}.svg)
  set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${name}.svg)
  list(APPEND icons ${file})
endforeach()

qt_add_resources(tributary_ui tributary_fonts PREFIX /tributary/fonts FILES ${fonts})
qt_add_resources(tributary_ui tributary_icons PREFIX /tributary/icons FILES ${icons})

set(help)
foreach(name files first-steps keys numbers results)
  set(file ${PROJECT_SOURCE_DIR}/resources/help/${name}.md)
  set_source_files_properties(${file} PROPERTIES QT_RESOURCE_ALIAS ${name}.md)
  list(APPEND help ${file})
endforeach()
qt_add_resources(tributary_ui tributary_help PREFIX /tributary/help FILES ${help})
