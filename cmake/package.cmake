# SPDX-License-Identifier: GPL-3.0-or-later
# Preset: cmake -C cmake/package.cmake -S . -B .build/package -G Ninja
include(${CMAKE_CURRENT_LIST_DIR}/release.cmake)
set(CMAKE_INSTALL_PREFIX /usr CACHE PATH "")
set(BUILD_TESTING OFF CACHE BOOL "")
