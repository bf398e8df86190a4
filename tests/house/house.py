# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps the house: floors, rooms and what may be seen from where.

house.py SOURCE [BUILD]   BUILD: a build folder, for the calls that its object files show.
Prints one line for each fault, and fails if there is one.
"""
import os
import re
import subprocess
import sys

FLOORS = {
    "base": 1, "text": 2, "archive": 3, "reader": 3, "decode": 3, "letter": 4, "query": 4,
    "search": 5, "label": 5, "work": 6, "export": 6, "custody": 7,
}
COMMAND_FLOOR = 8

# What is linked together, as CMake names it.
PROGRAMS = [("arsip", "arsip-command"), ("arsip-decode", "arsip-reader")]

VISIBLE = {
    "CMakeLists.txt", "README.md", "setup.sh", "cmd", "lib", "include", "rules", "tests", "samples", "man",
    "po", "cmake",
}

# What a command may include besides the public headers: the ground floor, on which every room stands. The
# reader is the child's side made a program.
COMMAND_INCLUDES = {"arsip": {"base/"}, "arsip-reader": {"base/", "text/", "decode/"}}

# A header of another project, and the rooms that may see it.
THIRD_PARTY = [
    (r"sqlite3\.h", {"archive", "search"}),
    (r"yaml\.h", {"label"}),
    (r"xlsxwriter(/.*)?(\.h)?", {"export"}),
    (r"openssl/.*", {"base"}),
    (r"glib/gi18n(-lib)?\.h|libintl\.h", {"base"}),
    (r"seccomp\.h|linux/(landlock|seccomp|filter|audit)\.h", {"decode"}),
    (r"(tesseract|leptonica|poppler|cairo)/.*|(capi|allheaders|poppler|cairo[a-z-]*)\.h", {"decode"}),
    (r"magic\.h|archive\.h|archive_entry\.h", {"decode"}),
    (r"gmime/.*", {"decode"}),
    (r"qpdf/.*|tiff(io)?\.h", {"decode"}),
    (r"libxml/.*", {"decode"}),
]
GLIB = r"glib\.h|glibconfig\.h|(glib|gio)/.*|glib-object\.h|glib-unix\.h"
SYSTEM = (
    r"(sys|linux|asm|netinet|arpa|net)/[a-z0-9_]+\.h"
    r"|(aio|alloca|assert|complex|ctype|dirent|dlfcn|errno|fcntl|features|fenv|float|fnmatch|ftw|getopt|glob|grp|"
    r"inttypes|iso646|langinfo|libgen|limits|locale|malloc|math|mntent|netdb|obstack|poll|pthread|pwd|regex|sched|"
    r"search|semaphore|setjmp|signal|spawn|stdalign|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdio_ext|stdlib|"
    r"stdnoreturn|string|strings|syslog|termios|tgmath|threads|time|uchar|ucontext|unistd|utime|wchar|wctype|"
    r"execinfo|link|elf|getauxval|emmintrin|immintrin|cpuid)\.h"
)

LICENCE = "SPDX-License-Identifier: GPL-3.0-or-later"
SOURCE_NAMES = re.compile(r".*\.(c|h|sh|py|bats|bash|cmake|sql|[1-9])$|CMakeLists\.txt$|run$")
LONG_NAMES = re.compile(r".*\.(c|h|sh|py|bats|bash|cmake)$|CMakeLists\.txt$|run$")
LONGEST = 500
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>]+)>|"([^"]+)")', re.M)


def files_below(source, *folders):
    for folder in folders:
        for here, inner, names in os.walk(os.path.join(source, folder)):
            inner[:] = sorted(name for name in inner if not name.startswith((".", "__pycache__")))
            for name in sorted(names):
                yield os.path.relpath(os.path.join(here, name), source)


def read(source, path):
    with open(os.path.join(source, path), encoding="utf-8", errors="replace") as file:
        return file.read()


def place_of(path):
    """Which room or command a file belongs to, and its floor; public headers stand on none."""
    parts = path.split("/")
    if parts[0] == "cmd" and len(parts) > 2:
        return "cmd/" + parts[1], COMMAND_FLOOR
    if parts[0] == "lib" and len(parts) > 2:
        return parts[1], FLOORS.get(parts[1])
    return None, None


def resolve(source, path, name):
    """The file that #include "name" in `path` means, or None."""
    beside = os.path.normpath(os.path.join(os.path.dirname(path), name))
    for candidate in (beside, os.path.join("lib", name), os.path.join("include", name)):
        if os.path.isfile(os.path.join(source, candidate)):
            return candidate
    return None


class House:
    def __init__(self, source):
        self.source = source
        self.faults = []
        self.uses = {}  # room -> room -> where it was first seen

    def fault(self, where, words):
        self.faults.append(f"{where}: {words}")

    def use(self, where, user, used, how):
        """One room uses another; up is a fault now, a circle is found at the end."""
        if user[0] == used[0] or used[0] is None or user[0] is None:
            return
        if used[1] is not None and user[1] is not None and used[1] > user[1]:
            self.fault(where, f"{how} runs up from {user[0]} (floor {user[1]}) to {used[0]} (floor {used[1]})")
        self.uses.setdefault(user[0], {}).setdefault(used[0], where)

    def check_top(self):
        for name in sorted(os.listdir(self.source)):
            if not name.startswith(".") and name not in VISIBLE:
                self.fault(name, "does not belong at the top level")

    def check_rooms(self):
        for room in sorted(os.listdir(os.path.join(self.source, "lib"))):
            if room not in FLOORS:
                self.fault(f"lib/{room}", "has no floor: give it one in tests/house/house.py")

    def check_files(self):
        folders = ("cmd", "lib", "include", "rules", "tests", "man", "po", "cmake", ".ci")
        paths = list(files_below(self.source, *folders)) + ["CMakeLists.txt", "setup.sh"]
        for path in paths:
            if path.startswith("tests/data/") or not os.path.isfile(os.path.join(self.source, path)):
                continue
            text = read(self.source, path)
            if SOURCE_NAMES.match(path) and LICENCE not in "\n".join(text.split("\n", 3)[:3]):
                self.fault(path, f"has no line with {LICENCE}")
            lines = text.count("\n")
            if LONG_NAMES.match(path) and lines > LONGEST:
                self.fault(path, f"has {lines} lines, more than {LONGEST}: look for the second noun in it")

    def check_includes(self):
        for path in files_below(self.source, "cmd", "lib", "include"):
            if not path.endswith((".c", ".h")):
                continue
            text = read(self.source, path)
            for found in INCLUDE.finditer(text):
                where = f"{path}:{text.count(chr(10), 0, found.start()) + 1}"
                angle, quoted = found.groups()
                if quoted is not None:
                    self.check_own(where, path, quoted)
                elif angle.startswith("arsip/"):
                    if resolve(self.source, "", angle) is None:
                        self.fault(where, f"<{angle}> is not there")
                else:
                    self.check_foreign(where, path, angle)

    def check_own(self, where, path, name):
        target = resolve(self.source, path, name)
        if target is None:
            self.fault(where, f'"{name}" is neither beside this file nor in lib/')
            return
        if path.startswith("include/"):
            if not target.startswith("include/"):
                self.fault(where, f'a public header includes the private "{name}"')
            return
        user = place_of(path)
        if user[1] == COMMAND_FLOOR and target.startswith("lib/"):
            allowed = COMMAND_INCLUDES.get(user[0].removeprefix("cmd/"), set())
            inner = target.removeprefix("lib/")
            if inner not in allowed and inner.split("/")[0] + "/" not in allowed:
                self.fault(where, f'a command includes the private "{name}"')
        self.use(where, user, place_of(target), "an include")

    def check_foreign(self, where, path, name):
        room = place_of(path)[0]
        for pattern, rooms in THIRD_PARTY:
            if re.fullmatch(pattern, name):
                if room not in rooms:
                    self.fault(where, f"<{name}> may only be seen in lib/{', lib/'.join(sorted(rooms))}")
                return
        if not re.fullmatch(GLIB, name) and not re.fullmatch(SYSTEM, name):
            self.fault(where, f"<{name}> is known to no room: add it to tests/house/house.py")

    def check_calls(self, build):
        """The names that one program's objects define and want; the two programs are never linked together."""
        found = [self.check_program(build, targets) for targets in PROGRAMS]
        if not any(found):
            self.fault(build, "holds no object files of this source tree: build first")

    def check_program(self, build, targets):
        defined, wanted = {}, []
        for path, kind, symbol in symbols(objects(self.source, build, targets)):
            place = place_of(path)
            if kind in "TDBRCS":
                before = defined.setdefault(symbol, (place, path))
                if before[0] != place:
                    self.fault(path, f"{symbol} is defined in {before[1]} too")
            elif kind == "U":
                wanted.append((path, place, symbol))
        for path, place, symbol in wanted:
            if symbol in defined:
                self.use(path, place, defined[symbol][0], f"the use of {symbol}()")
        return bool(defined)

    def check_circles(self):
        done, trail = set(), []

        def walk(room):
            if room in trail:
                circle = trail[trail.index(room):] + [room]
                places = ", ".join(self.uses[a][b] for a, b in zip(circle, circle[1:]))
                self.fault(" -> ".join(circle), f"a circle between rooms ({places})")
                return
            if room in done:
                return
            trail.append(room)
            for used in sorted(self.uses.get(room, {})):
                walk(used)
            trail.pop()
            done.add(room)

        for room in sorted(self.uses):
            walk(room)


def symbols(files):
    """What nm says of object files: source, kind and name, but for the compiler's own names."""
    if not files:
        return
    listing = subprocess.run(["nm", "--extern-only", "--print-file-name", *files],
                             capture_output=True, text=True, check=True)
    for line in listing.stdout.splitlines():
        name, entry = line.rsplit(":", 1)
        kind, symbol = entry.split()[-2:]
        if not symbol.startswith("__") and symbol != "main":
            yield files[name], kind, symbol


def objects(source, build, targets):
    """The object files of rooms and commands whose source still exists, with that source."""
    files = {}
    for target in targets:
        folder = f"CMakeFiles/{target}.dir/"
        for path in files_below(build, folder):
            name = path.removeprefix(folder).removesuffix(".o")
            if name.startswith(("lib/", "cmd/")) and os.path.isfile(os.path.join(source, name)):
                files[os.path.join(build, path)] = name
    return files


def check(source, build=None):
    house = House(source)
    house.check_top()
    house.check_rooms()
    house.check_files()
    house.check_includes()
    if build is not None:
        house.check_calls(build)
    house.check_circles()
    return house.faults


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    faults = check(*arguments)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
