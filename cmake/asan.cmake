# SPDX-License-Identifier: GPL-3.0-or-later
# Preset: cmake -C cmake/asan.cmake -S . -B .build/asan -G Ninja
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "")
set(ARSIP_SANITIZE ON CACHE BOOL "")
set(ARSIP_WERROR ON CACHE BOOL "")
# Settings are looked for in /etc wherever the program itself is installed.
set(CMAKE_INSTALL_SYSCONFDIR /etc CACHE PATH "")
