# SPDX-License-Identifier: GPL-3.0-or-later
# Preset: cmake -C cmake/fuzz.cmake -S . -B .build/fuzz -G Ninja
set(CMAKE_C_COMPILER clang CACHE STRING "")
set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "")
set(ARSIP_SANITIZE ON CACHE BOOL "")
set(ARSIP_FUZZ ON CACHE BOOL "")
set(BUILD_TESTING OFF CACHE BOOL "")
