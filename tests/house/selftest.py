# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that the house check fails where it must, on small trees that are wrong on purpose."""
import os
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import house  # noqa: E402

C_LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
SOUND = {
    "CMakeLists.txt": "# SPDX-License-Identifier: GPL-3.0-or-later\n",
    "include/arsip/error.h": C_LICENCE + "#include <glib.h>\n",
    "lib/base/hash.h": C_LICENCE + "#include <arsip/error.h>\nint base_hash(void);\n",
    "lib/base/hash.c": C_LICENCE + '#include "base/hash.h"\n#include <openssl/evp.h>\n#include <stdio.h>\n',
    "lib/base/i18n.h": C_LICENCE + "#include <glib/gi18n-lib.h>\n",
    "lib/text/token.h": C_LICENCE + '#include "base/hash.h"\n',
    "lib/letter/letter.h": C_LICENCE + '#include "text/token.h"\n',
    "lib/query/query.h": C_LICENCE + '#include "letter/letter.h"\n',
    "lib/archive/catalogue.h": C_LICENCE + "#include <sqlite3.h>\n",
    "cmd/arsip/verbs.h": C_LICENCE,
    "cmd/arsip/main.c": C_LICENCE + '#include <arsip/error.h>\n#include "base/i18n.h"\n#include "verbs.h"\n',
}


class Tree:
    """A source tree for the time of one test, with a build folder beside it."""

    def __init__(self, changes):
        self.folder = tempfile.TemporaryDirectory()
        self.source = os.path.join(self.folder.name, "source")
        self.build = os.path.join(self.folder.name, "build")
        for path, text in {**SOUND, **changes}.items():
            self.write(os.path.join(self.source, path), text)

    @staticmethod
    def write(path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def compile(self, path, text):
        """An object file of `text` as if it were built from `path`, which keeps its own words."""
        library = "arsip-decode" if path.startswith("lib/decode/") else "arsip"
        target = os.path.join(self.build, f"CMakeFiles/{library}.dir", path + ".o")
        os.makedirs(os.path.dirname(target), exist_ok=True)
        compiler = os.environ.get("CC", "cc")
        subprocess.run([compiler, "-c", "-x", "c", "-", "-o", target], input=text, text=True, check=True)


class HouseTest(unittest.TestCase):
    def faults(self, changes=None, compiled=None):
        tree = Tree({**{path: C_LICENCE for path in compiled or {}}, **(changes or {})})
        self.addCleanup(tree.folder.cleanup)
        for path, text in (compiled or {}).items():
            tree.compile(path, text)
        return house.check(tree.source, tree.build if compiled else None)

    def assert_fault(self, words, changes=None, compiled=None):
        faults = self.faults(changes, compiled)
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(words, faults[0])

    def test_a_sound_tree_has_no_fault(self):
        self.assertEqual(self.faults(), [])

    def test_an_include_up_a_floor_is_a_fault(self):
        self.assert_fault(
            "lib/base/up.c:2: an include runs up from base (floor 1) to text (floor 2)",
            {"lib/base/up.c": C_LICENCE + '#include "text/token.h"\n',
             "lib/text/token.h": C_LICENCE})

    def test_an_include_up_a_floor_by_a_relative_path_is_a_fault(self):
        self.assert_fault(
            "runs up from text (floor 2) to letter (floor 4)",
            {"lib/text/up.c": C_LICENCE + '#include "../letter/letter.h"\n',
             "lib/letter/letter.h": C_LICENCE})

    def test_a_circle_on_one_floor_is_a_fault(self):
        self.assert_fault(
            "letter -> query -> letter: a circle between rooms",
            {"lib/letter/round.c": C_LICENCE + '#include "query/query.h"\n'})

    def test_a_call_up_a_floor_without_an_include_is_a_fault(self):
        self.assert_fault(
            "lib/base/sly.c: the use of label_apply() runs up from base (floor 1) to label (floor 5)",
            compiled={"lib/base/sly.c": "void label_apply(void); void sly(void) { label_apply(); }",
                      "lib/label/apply.c": "void label_apply(void) {}"})

    def test_a_call_down_is_none(self):
        self.assertEqual(
            self.faults(compiled={
                "lib/label/apply.c": "void base_hash(void); void label_apply(void) { base_hash(); }",
                "lib/base/hash.c": "void base_hash(void) {}"},
                changes={"lib/base/hash.c": SOUND["lib/base/hash.c"]}), [])

    def test_a_circle_of_calls_on_one_floor_is_a_fault(self):
        self.assert_fault(
            "export -> work -> export: a circle between rooms",
            compiled={"lib/work/a.c": "void there(void); void here(void) { there(); }",
                      "lib/export/b.c": "void here(void); void there(void) { here(); }"})

    def test_a_name_defined_in_two_rooms_is_a_fault(self):
        self.assert_fault(
            "same is defined in",
            compiled={"lib/work/a.c": "void same(void) {}", "lib/export/b.c": "void same(void) {}"})

    def test_a_name_may_stand_in_both_programs(self):
        self.assertEqual(
            self.faults(compiled={
                "lib/work/a.c": "void same(void); void user(void) { same(); }",
                "lib/export/b.c": "void same(void) {}",
                "lib/decode/c.c": "void same(void) {}"}), [])

    def test_a_build_without_objects_is_a_fault(self):
        self.assert_fault("build first", compiled={"tests/unit/a.c": "int a;"})

    def test_a_library_outside_its_room_is_a_fault(self):
        for header, room in [("sqlite3.h", "label"), ("yaml.h", "query"), ("tesseract/capi.h", "reader"),
                             ("openssl/evp.h", "archive"), ("seccomp.h", "base"), ("archive.h", "archive"),
                             ("glib/gi18n.h", "work"), ("poppler.h", "search"), ("magic.h", "work")]:
            with self.subTest(header=header):
                self.assert_fault(
                    f"<{header}> may only be seen in lib/",
                    {f"lib/{room}/x.c": C_LICENCE + f"#include <{header}>\n"})

    def test_a_library_that_no_room_knows_is_a_fault(self):
        self.assert_fault("is known to no room", {"lib/base/x.c": C_LICENCE + "#include <curl/curl.h>\n"})

    def test_a_public_header_that_includes_a_private_one_is_a_fault(self):
        self.assert_fault(
            'a public header includes the private "base/hash.h"',
            {"include/arsip/hash.h": C_LICENCE + '#include "base/hash.h"\n'})

    def test_a_command_that_includes_a_private_header_is_a_fault(self):
        self.assert_fault(
            'a command includes the private "archive/catalogue.h"',
            {"cmd/arsip/search.c": C_LICENCE + '#include "archive/catalogue.h"\n'})

    def test_an_include_that_leads_nowhere_is_a_fault(self):
        self.assert_fault("is neither beside", {"lib/base/x.c": C_LICENCE + '#include "base/gone.h"\n'})
        self.assert_fault("is not there", {"lib/base/x.c": C_LICENCE + "#include <arsip/gone.h>\n"})

    def test_a_source_without_its_licence_is_a_fault(self):
        for path in ("lib/base/x.c", "tests/unit/x.c", "tests/cmd/x.bats", "man/arsip.1", "cmake/x.cmake"):
            with self.subTest(path=path):
                self.assert_fault(f"{path}: has no line with SPDX", {path: "x\n"})

    def test_a_file_of_more_than_500_lines_is_a_fault(self):
        self.assertEqual(self.faults({"lib/base/x.c": C_LICENCE + "\n" * 499}), [])
        self.assert_fault("has 501 lines", {"lib/base/x.c": C_LICENCE + "\n" * 500})

    def test_a_room_without_a_floor_is_a_fault(self):
        self.assert_fault("lib/attic: has no floor", {"lib/attic/x.c": C_LICENCE})

    def test_anything_else_at_the_top_is_a_fault(self):
        self.assert_fault("docs: does not belong", {"docs/x.md": "x\n"})
        self.assertEqual(self.faults({".build/x": "x\n"}), [])


if __name__ == "__main__":
    unittest.main()
