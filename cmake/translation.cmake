# SPDX-License-Identifier: GPL-3.0-or-later
# The translations: po/LANG.po becomes locale/LANG/LC_MESSAGES/arsip.mo in the build folder.
#
# A program in a build folder finds its data beside itself, without any variable: where the folder of
# /proc/self/exe holds a directory `locale`, messages come from there and the starter rules from `rules` beside
# it. (It must be a directory: /usr/bin holds a program of that name.) Elsewhere the installed places count.
find_program(MSGFMT msgfmt REQUIRED)
find_program(MSGMERGE msgmerge REQUIRED)
find_program(XGETTEXT xgettext REQUIRED)

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/locale)
file(CREATE_LINK ${CMAKE_SOURCE_DIR}/rules ${CMAKE_BINARY_DIR}/rules SYMBOLIC)

file(GLOB ARSIP_TRANSLATIONS CONFIGURE_DEPENDS po/*.po)
foreach(translation ${ARSIP_TRANSLATIONS})
  get_filename_component(language ${translation} NAME_WE)
  set(folder ${CMAKE_BINARY_DIR}/locale/${language}/LC_MESSAGES)
  add_custom_command(OUTPUT ${folder}/arsip.mo
      COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
      COMMAND ${MSGFMT} --check --output-file=${folder}/arsip.mo ${translation}
      DEPENDS ${translation} VERBATIM)
  list(APPEND ARSIP_CATALOGUES ${folder}/arsip.mo)
endforeach()
add_custom_target(translations ALL DEPENDS ${ARSIP_CATALOGUES})

# `ninja pot` collects the messages of all sources and brings the translations up to date with them.
# What they then lack, the test house/translation tells.
add_custom_target(pot
    COMMAND sh ${CMAKE_SOURCE_DIR}/po/extract.sh ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/arsip.pot
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} VERBATIM)
foreach(translation ${ARSIP_TRANSLATIONS})
  add_custom_command(TARGET pot POST_BUILD
      COMMAND ${MSGMERGE} --update --backup=none --no-fuzzy-matching --add-location=file
          ${translation} ${CMAKE_BINARY_DIR}/arsip.pot VERBATIM)
endforeach()
