# SPDX-License-Identifier: GPL-3.0-or-later
# The target `translations` gathers all texts of the window into tributary.ts, for a translator. It is there where
# lupdate is (Debian: qt6-l10n-tools). The programs load tributary_LANGUAGE.qm from share/tributary/translations.
find_program(TRIBUTARY_LUPDATE lupdate PATHS /usr/lib/qt6/bin NO_DEFAULT_PATH)
if(TRIBUTARY_LUPDATE)
  add_custom_target(translations
    COMMAND ${TRIBUTARY_LUPDATE} -silent -I ${PROJECT_SOURCE_DIR}
            -locations relative
            ${PROJECT_SOURCE_DIR}/ui ${PROJECT_SOURCE_DIR}/app
            -ts ${PROJECT_BINARY_DIR}/tributary.ts
    COMMENT "Gathering the texts of the window into tributary.ts"
    VERBATIM)
endif()
