# SPDX-License-Identifier: GPL-3.0-or-later
# Preset: cmake -C cmake/release.cmake -S . -B .build/release -G Ninja
set(CMAKE_BUILD_TYPE Release CACHE STRING "")
set(ARSIP_WERROR ON CACHE BOOL "")
# Settings are looked for in /etc wherever the program itself is installed.
set(CMAKE_INSTALL_SYSCONFDIR /etc CACHE PATH "")
