# SPDX-License-Identifier: GPL-3.0-or-later
"""bagit.py BAG: whether a folder is a complete and valid bag as RFC 8493 says. Knows nothing of arsip.

Prints each fault on a line, and fails if there is one.
"""
import hashlib
import os
import re
import sys
import unicodedata

RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.I)
MANIFEST = re.compile(r"^(tag)?manifest-([a-z0-9]+)\.txt$")


class Bag:
    def __init__(self, root):
        self.root = root
        self.faults = []
        self.files = sorted(
            os.path.relpath(os.path.join(here, name), root).replace(os.sep, "/")
            for here, _, names in os.walk(root) for name in names)

    def fault(self, words):
        self.faults.append(words)

    def lines(self, name):
        with open(os.path.join(self.root, name), encoding="utf-8", newline="") as file:
            return [line for line in re.split(r"\r\n|\n|\r", file.read()) if line]

    def check_declaration(self):
        if "bagit.txt" not in self.files:
            return self.fault("bagit.txt is missing")
        with open(os.path.join(self.root, "bagit.txt"), "rb") as file:
            if not re.fullmatch(rb"BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8(\r?\n)?", file.read()):
                self.fault("bagit.txt is not the declaration of BagIt 1.0")

    def decode(self, path):
        if re.search(r"%(?!0D|0A|25)", path, re.I):
            self.fault(f"{path}: a percent sign that is not encoded")
        return re.sub("%25", "%", re.sub("%0A", "\n", re.sub("%0D", "\r", path, flags=re.I), flags=re.I))

    def check_manifest(self, name, algorithm):
        """The paths that it lists."""
        listed = set()
        for line in self.lines(name):
            match = re.fullmatch(r"([0-9a-fA-F]+)[ \t]+(.+)", line)
            if not match:
                self.fault(f"{name}: no line of a manifest: {line!r}")
                continue
            path = self.decode(match[2])
            if path.startswith(("/", "~")) or ".." in path.split("/"):
                self.fault(f"{name}: {path!r} leads out of the bag")
            if path in listed:
                self.fault(f"{name}: {path!r} is listed twice")
            listed.add(path)
            if path not in self.files:
                self.fault(f"{name}: {path!r} is not there")
                continue
            with open(os.path.join(self.root, path), "rb") as file:
                if hashlib.file_digest(file, algorithm).hexdigest() != match[1].lower():
                    self.fault(f"{name}: {path!r} has another checksum")
        return listed

    def check_manifests(self):
        payload = {path for path in self.files if path.startswith("data/")}
        tags = {path for path in self.files if "/" not in path and not path.startswith("tagmanifest-")}
        kinds = {False: [], True: []}
        for name in self.files:
            match = MANIFEST.fullmatch(name)
            if not match:
                continue
            kinds[bool(match[1])].append(match[2])
            listed = self.check_manifest(name, match[2])
            if not match[1] and listed != payload:
                self.fault(f"{name}: does not list the payload whole: {sorted(payload ^ listed)}")
            if match[1] and not tags <= listed:
                self.fault(f"{name}: does not list all tag files: {sorted(tags - listed)}")
        if not kinds[False]:
            self.fault("there is no payload manifest")
        if kinds[True] and kinds[True] != kinds[False]:
            self.fault("payload and tag manifests are of other kinds")

    def check_information(self):
        if "bag-info.txt" not in self.files:
            return
        values = {}
        for line in self.lines("bag-info.txt"):
            label, colon, value = line.partition(": ")
            if not colon or not label or label != label.strip() or not value:
                self.fault(f"bag-info.txt: no element: {line!r}")
            values.setdefault(label.lower(), []).append(value)
        payload = [path for path in self.files if path.startswith("data/")]
        size = sum(os.path.getsize(os.path.join(self.root, path)) for path in payload)
        if values.get("payload-oxum", [f"{size}.{len(payload)}"]) != [f"{size}.{len(payload)}"]:
            self.fault(f"Payload-Oxum is {values['payload-oxum']}, and should be {size}.{len(payload)}")
        for date in values.get("bagging-date", []):
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
                self.fault(f"Bagging-Date: {date}")

    def check_names(self):
        """Names that every file system of today takes, and keeps apart."""
        seen = {}
        for path in self.files:
            key = unicodedata.normalize("NFC", path).casefold()
            if seen.setdefault(key, path) != path:
                self.fault(f"{path!r} and {seen[key]!r} are one name on Windows")
            for part in path.split("/"):
                if RESERVED.match(part) or part != part.rstrip(". ") or len(part.encode()) > 255 or \
                        re.search(r'[\x00-\x1f<>:"\\|?*]', part):
                    self.fault(f"{path!r} is no name on Windows")
            if len(path) > 200:
                self.fault(f"{path!r} is long")

    def check(self):
        self.check_declaration()
        self.check_manifests()
        self.check_information()
        self.check_names()
        return self.faults


if __name__ == "__main__":
    found = Bag(sys.argv[1]).check()
    print("\n".join(found), end="\n" if found else "")
    sys.exit(1 if found else 0)
