#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# From a fresh Debian 12 to a built, tried and tested arsip. Everything that is built goes to .build/.
set -eu

# What the build needs, then what the program needs while it runs.
BUILD_PACKAGES="gcc libc6-dev cmake ninja-build pkgconf gettext
    libglib2.0-dev libssl-dev libsqlite3-dev libyaml-dev libxlsxwriter-dev libseccomp-dev
    libtesseract-dev libleptonica-dev libtiff-dev libpoppler-glib-dev libqpdf-dev libcairo2-dev libarchive-dev libmagic-dev libgmime-3.0-dev
    libxml2-dev
    tesseract-ocr tesseract-ocr-ind tesseract-ocr-eng wamerican poppler-data fonts-dejavu-core"

# What tests, checks and the making of a package need besides.
TEST_PACKAGES="bats binutils clang clang-format cppcheck dpkg-dev file jq libarchive-tools libclang-rt-dev libxml2-utils
    mandoc poppler-utils procps python3 qpdf shellcheck sqlite3 util-linux w3c-sgml-lib zip"

say() {
    printf '%s\n' "$*"
}

step() {
    printf '\n== %s\n' "$*"
}

fail() {
    printf 'setup.sh: %s\n' "$*" >&2
    exit 1
}

print_help() {
    cat <<'HELP'
sh setup.sh WORD

  demo           installs what is missing, builds arsip, and tries it on samples/ in a throw-away archive
  test           installs what is missing, builds arsip, and runs every test

  packages       installs what is missing of the Debian packages that arsip and its tests need
  build          builds arsip in .build/release
  asan           runs every test with AddressSanitizer and UndefinedBehaviorSanitizer
  fuzz SECONDS   builds the fuzz targets and runs each for so many seconds
  lint           builds with gcc and clang without a warning, then clang-format and cppcheck
  package        makes a Debian package in .build/package

It works as root and as a user who may use sudo; only the packages are installed as root. Debian 12 is
what it is made for. It can be run again at any time.
HELP
}

# Packages --------------------------------------------------------------------

missing_of() {
    for package in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
        [ "$state" = installed ] || printf '%s ' "$package"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# apt-get, which says much: it is heard only where it fails.
apt() {
    apt_log=$(mktemp)
    outcome=0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q "$@" \
        </dev/null >"$apt_log" 2>&1 || outcome=$?
    [ "$outcome" -eq 0 ] || cat "$apt_log"
    rm -f "$apt_log"
    return "$outcome"
}

install_packages() {
    step "Looking for the Debian packages that are needed"
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        fail "this is no Debian: there is no apt-get. Install by hand what corresponds to: $(printf '%s ' "$@")"
    fi
    missing=$(missing_of "$@")
    if [ -z "$missing" ]; then
        say "All of them are there."
        return
    fi
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        fail "these packages are missing, and there is no sudo. As root: apt-get install --no-install-recommends $missing
Then run this again."
    fi
    say "Installing (this takes a minute or more): $missing"
    apt update || fail "apt-get update failed: is there a network, and is /etc/apt/sources.list right?"
    # shellcheck disable=SC2086 # a list of words
    apt install -y --no-install-recommends $missing ||
        fail "apt-get could not install them; what it said stands above. Once that is mended, run this again."
}

# Root installs the packages of a source tree that belongs to somebody else, and then becomes that user: so
# nothing in the tree is left to root.
leave_root() {
    owner=$(stat -c %u .)
    if [ "$(id -u)" -ne 0 ] || [ "$owner" -eq 0 ]; then
        return
    fi
    home=$(getent passwd "$owner" | cut -d: -f6)
    say "This folder belongs to user $owner: going on as that user."
    exec setpriv --reuid="$owner" --regid="$(stat -c %g .)" --clear-groups \
        env HOME="${home:-/tmp}" sh ./setup.sh "$@"
}

# Building --------------------------------------------------------------------

cores() {
    count=$(nproc)
    [ "$count" -ge 2 ] || count=2
    echo "$count"
}

# What a user needs of the build: not the tests.
PROGRAM="arsip-command arsip-reader translations manuals"

# build PRESET [FOLDER [CMAKE-OPTION...]]: of it all, or of $targets
build() {
    preset=$1
    name=${2:-$1}
    shift "$(($# < 2 ? $# : 2))"
    folder=.build/$name
    step "Building in $folder"
    mkdir -p "$folder" 2>/dev/null || :
    if [ ! -w "$folder" ] || [ ! -w .build ]; then
        fail ".build/ cannot be written by $(id -un): another user made it. Remove it as that user or as root, and run this again."
    fi
    # A source tree that was moved or copied with its build folder: CMake refuses to use that.
    if [ -f "$folder/CMakeCache.txt" ] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$folder/CMakeCache.txt"; then
        say "$folder was made for another place: beginning it anew."
        rm -rf "$folder"
    fi
    if ! cmake -C "cmake/$preset.cmake" -S . -B "$folder" -G Ninja "$@" >".build/$name.log" 2>&1; then
        cat ".build/$name.log"
        fail "CMake could not prepare the build; what it said stands above."
    fi
    # shellcheck disable=SC2086 # a list of words
    if [ -t 1 ]; then
        ninja -C "$folder" -j "$(cores)" ${targets-}
    else
        ninja --quiet -C "$folder" -j "$(cores)" ${targets-}
    fi || fail "the build failed; what the compiler said stands above."
    say "Built."
}

# Testing ---------------------------------------------------------------------

# run_tests FOLDER: the last line is the test runner's own closing line.
run_tests() {
    folder=$1
    step "Running the tests of $folder"
    log=$folder/Testing/closing.log
    mkdir -p "$folder/Testing"
    {
        outcome=0
        ctest --test-dir "$folder" --output-on-failure --no-tests=error -j "$(cores)" 2>&1 || outcome=$?
        echo "$outcome" >"$folder/Testing/outcome"
    } | tee "$log"
    closing=$(grep '% tests passed' "$log" | tail -n 1) || closing="no test was run"
    printf '\n%s\n' "$closing"
    return "$(cat "$folder/Testing/outcome")"
}

run_fuzz() {
    seconds=$1
    found=0
    for target in .build/fuzz/tests/fuzz/fuzz-*; do
        if [ -d "$target" ] || [ ! -x "$target" ]; then
            continue
        fi
        name=$(basename "$target")
        step "Running $name for $seconds seconds"
        findings=$PWD/.build/fuzz/findings/$name
        mkdir -p "$findings/corpus"
        seeds=tests/fuzz/seeds/${name#fuzz-}
        [ -d "$seeds" ] || seeds=
        # As in a reader, what libraries ask too much of is refused to them.
        ASAN_OPTIONS=allocator_may_return_null=1:max_allocation_size_mb=2048 \
            LSAN_OPTIONS="suppressions=$PWD/tests/house/leaks.supp:print_suppressions=0" \
            "$target" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=4096 -malloc_limit_mb=65536 \
            -print_final_stats=1 -artifact_prefix="$findings/" "$findings/corpus" ${seeds:+"$seeds"} 2>"$findings/log" || {
            tail -n 60 "$findings/log"
            fail "$name found a fault; the input that shows it is in $findings"
        }
        grep -E '^(stat::number_of_executed_units|Done)' "$findings/log" || :
        found=$((found + 1))
    done
    [ "$found" -gt 0 ] || fail "there are no fuzz targets"
    printf '\n%s\n' "$found fuzz targets ran for $seconds seconds each and found nothing."
}

run_lint() {
    build release
    build release clang -DCMAKE_C_COMPILER=clang
    step "Checking the layout with clang-format"
    find cmd lib include tests -name '*.[ch]' -print0 | xargs -0 -r clang-format --dry-run -Werror
    say "Nothing to change."
    step "Checking the sources with cppcheck"
    cppcheck --quiet --std=c11 --library=gtk --enable=warning,performance,portability --inline-suppr \
        --error-exitcode=1 -j "$(cores)" -I lib -I include cmd lib
    say "Nothing found."
    step "Checking scripts and manual pages"
    ctest --test-dir .build/release --output-on-failure -R '^house/'
    say "lint: nothing to complain about."
}

# Trying ----------------------------------------------------------------------

arsip() {
    .build/release/arsip "$@"
}

# Prints a command line as one would type it, and runs it.
shows() {
    printf '\n$ %s\n' "$1"
    eval "$1" || fail "that failed; what it said stands above."
}

run_demo() {
    archive=$(mktemp -d "${TMPDIR:-/tmp}/arsip-demo.XXXXXX")
    trap 'rm -rf "$archive"' EXIT
    trap 'exit 130' INT TERM HUP
    ARSIP_ARCHIVE=$archive/archive
    export ARSIP_ARCHIVE

    step "Making a throw-away archive"
    shows "arsip init"
    step "Taking in the letters of samples/surat: storing, reading, labelling and indexing them"
    shows "arsip ingest samples/surat"
    step "The letters with their labels: number, date, file and labels, the oldest first"
    shows "arsip search 'label:jenis/*' --sort oldest --format tsv | cut -f 1,2,6,7"
    step "Searching for letters that speak of a meeting (rapat)"
    shows "arsip search rapat"
    step "Why the invitation carries its labels, and not others"
    shows "arsip label --explain --query 'label:jenis/undangan'"
    step "Exporting the invitations as JSON Lines (the beginning of the first line)"
    shows "arsip export 'label:jenis/undangan' --output '$archive/undangan.jsonl'"
    cut -c1-700 "$archive/undangan.jsonl" | head -n 1
    rm -rf "$archive"
    trap - EXIT
    step "Done. The throw-away archive was removed"
    say "To begin with your own letters:"
    say "    .build/release/arsip init FOLDER"
    say "    .build/release/arsip --archive FOLDER ingest SCANS"
}

# The words -------------------------------------------------------------------

cd "$(dirname "$0")"
word=${1:-help}
case $word in
help | --help | -h)
    print_help
    exit 0
    ;;
packages | build | demo | test | asan | lint | package)
    [ $# -eq 1 ] || fail "'$word' takes nothing more. 'sh setup.sh' prints what there is."
    ;;
fuzz)
    case ${2:-} in
    '' | *[!0-9]*) fail "how many seconds? For example: sh setup.sh fuzz 60" ;;
    esac
    ;;
*)
    print_help
    printf '\nsetup.sh: there is no word %s\n' "'$word'" >&2
    exit 64
    ;;
esac

# shellcheck disable=SC2086 # lists of words
case $word in
build | demo) install_packages $BUILD_PACKAGES ;;
*) install_packages $BUILD_PACKAGES $TEST_PACKAGES ;;
esac
leave_root "$@"

case $word in
packages) say "Ready." ;;
build)
    targets=$PROGRAM
    build release
    say "The command is .build/release/arsip"
    ;;
demo)
    targets=$PROGRAM
    build release
    run_demo
    ;;
test)
    build release
    run_tests .build/release
    ;;
asan)
    build asan
    run_tests .build/asan
    ;;
fuzz)
    build fuzz
    run_fuzz "$2"
    ;;
lint) run_lint ;;
package)
    rm -f .build/package/*.deb
    build package
    step "Making the package"
    (cd .build/package && cpack -G DEB >../cpack.log 2>&1) || { cat .build/cpack.log; fail "cpack failed"; }
    for package in .build/package/*.deb; do
        say "To install it: sudo apt-get install ./$package"
    done
    ;;
esac
