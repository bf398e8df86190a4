# SPDX-License-Identifier: GPL-3.0-or-later
"""rebag.py BAG: makes the manifests and Payload-Oxum of a bag anew, as somebody would who changed what is in it."""
import hashlib
import os
import re
import sys

root = sys.argv[1]
files = sorted(os.path.relpath(os.path.join(here, name), root) for here, _, names in os.walk(root) for name in names)
payload = [path for path in files if path.startswith("data/")]


def write_manifest(name, kind, paths):
    with open(os.path.join(root, name), "w", encoding="utf-8", newline="") as out:
        for path in paths:
            with open(os.path.join(root, path), "rb") as file:
                shown = path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
                out.write(f"{hashlib.file_digest(file, kind).hexdigest()}  {shown}\n")


if "bag-info.txt" in files:
    size = sum(os.path.getsize(os.path.join(root, path)) for path in payload)
    with open(os.path.join(root, "bag-info.txt"), encoding="utf-8") as file:
        information = re.sub(r"(?m)^Payload-Oxum: .*$", f"Payload-Oxum: {size}.{len(payload)}", file.read())
    with open(os.path.join(root, "bag-info.txt"), "w", encoding="utf-8") as file:
        file.write(information)
kinds = [kind for kind in ("sha256", "sha512") if f"manifest-{kind}.txt" in files]
for kind in kinds:
    write_manifest(f"manifest-{kind}.txt", kind, payload)
for kind in kinds:
    tags = [path for path in os.listdir(root)
            if os.path.isfile(os.path.join(root, path)) and not path.startswith("tagmanifest")]
    write_manifest(f"tagmanifest-{kind}.txt", kind, sorted(tags))
