# SPDX-License-Identifier: GPL-3.0-or-later
# Where everything goes, and the Debian package.
include(cmake/translation.cmake)

install(TARGETS arsip-command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(TARGETS arsip-reader RUNTIME DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/arsip)
install(DIRECTORY rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/arsip/rules FILES_MATCHING PATTERN "*.yaml"
        PATTERN "*.txt")
install(DIRECTORY ${CMAKE_BINARY_DIR}/locale/ DESTINATION ${CMAKE_INSTALL_LOCALEDIR})
install(FILES cmake/completion.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME arsip)
install(FILES cmake/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES cmake/arsip.conf DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

# Units for those who want them; installing enables nothing. systemd looks in /usr/lib, whatever the libdir is.
foreach(unit arsip-watch@.service arsip-nightly.service arsip-nightly.timer)
  configure_file(cmake/systemd/${unit} ${CMAKE_BINARY_DIR}/systemd/${unit} @ONLY)
  install(FILES ${CMAKE_BINARY_DIR}/systemd/${unit} DESTINATION lib/systemd/system)
endforeach()

# Manual pages, compressed as Debian wants them, without a time stamp so that a build can be repeated.
set(manuals ${CMAKE_BINARY_DIR}/man)
file(MAKE_DIRECTORY ${manuals})
file(GLOB ARSIP_MANUALS CONFIGURE_DEPENDS man/*.[1-9])
foreach(page ${ARSIP_MANUALS})
  get_filename_component(name ${page} NAME)
  add_custom_command(OUTPUT ${manuals}/${name}.gz
      COMMAND sh -c "gzip -9nc \"$1\" >\"$2\"" gzip ${page} ${manuals}/${name}.gz
      DEPENDS ${page} VERBATIM)
  string(REGEX MATCH "[1-9]$" section ${name})
  install(FILES ${manuals}/${name}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
  list(APPEND ARSIP_MANUALS_PACKED ${manuals}/${name}.gz)
endforeach()
add_custom_target(manuals ALL DEPENDS ${ARSIP_MANUALS_PACKED})

# `man arsip-cari` opens the page of what it is another name for.
foreach(pair
    restore=withdraw mulai=init masuk=ingest baca=ocr labeli=label cari=search tampil=show buka=open ubah=edit
    ekspor=export impor=import keadaan=status berkas=batch tarik=withdraw pulihkan=withdraw atur=setting periksa=check riwayat=log)
  string(REPLACE "=" ";" pair ${pair})
  list(GET pair 0 alias)
  list(GET pair 1 verb)
  file(CREATE_LINK arsip-${verb}.1.gz ${manuals}/arsip-${alias}.1.gz SYMBOLIC)
  install(FILES ${manuals}/arsip-${alias}.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endforeach()

set(CPACK_PACKAGE_NAME arsip)
set(CPACK_PACKAGE_VENDOR "The arsip authors")
set(CPACK_PACKAGE_CONTACT "The arsip authors <arsip@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "scanned paper into an archive that labels itself")
set(CPACK_PACKAGE_DESCRIPTION
"arsip takes in stacks of scanned letters, reads them, labels them by rules that
an office can change, and finds them again. It is made for Indonesian official
letters and works on one computer, without a server. Originals are never changed.")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)
set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What no library stands for: the languages that Tesseract reads, what poppler draws text with, and strict tables.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "tesseract-ocr-ind, tesseract-ocr-eng, poppler-data, fonts-dejavu-core, libsqlite3-0 (>= 3.40)")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "xdg-utils")
# Folders of a package are 0755 whatever the umask of who builds it.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
