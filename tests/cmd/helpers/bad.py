# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a file that asks for trouble.

bad.py KIND FILE
"""

import io
import struct
import sys
import tarfile
import zipfile
import zlib

SIDE = 60000


def png():
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100))
            + chunk(b"IEND", b""))


def tiff():
    tags = [(256, 3, SIDE), (257, 3, SIDE), (258, 3, 1), (259, 3, 1), (262, 3, 0), (273, 4, 8), (277, 3, 1),
            (278, 3, SIDE), (279, 4, 8)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 16) + b"\0" * 8 + struct.pack("<H", len(tags)) + entries + b"\0" * 4


def pdf(objects, trailer=""):
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return out + (f"xref\n0 {size}\n0000000000 65535 f \n{table}"
                  f"trailer\n<< /Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{len(out)}\n%%EOF\n").encode()


def pdf_without_pages():
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"])


def pdf_with_password():
    key, name = "0" * 64, "00112233445566778899aabbccddeeff"
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
                f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{key}> /U <{key}> >>"],
               f"/Encrypt 4 0 R /ID [<{name}><{name}>] ")


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            archive.writestr(name, body)
    return out.getvalue()


def zip_in_zips():
    name, body = "surat.txt", "Surat terdalam"
    for level in range(6, 0, -1):
        body, name = zipped([(name, body)]), f"lapis-{level}.zip"
    return body


def zip_that_climbs():
    return zipped([("../keluar.txt", "Surat keluar"), ("/mutlak/keluar.txt", "Surat mutlak"),
                   ("a/../../../keluar.txt", "Surat lewat"), ("baik.txt", "Surat baik")])


def tar_that_climbs():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        def add(name, kind=tarfile.REGTYPE, target="", body=b""):
            member = tarfile.TarInfo(name)
            member.type, member.linkname, member.size = kind, target, len(body)
            archive.addfile(member, io.BytesIO(body))

        add("../../keluar.txt", body=b"Surat keluar")
        add("tautan", tarfile.SYMTYPE, "/etc/passwd")
        add("keras", tarfile.LNKTYPE, "/etc/passwd")
        add("alat", tarfile.CHRTYPE)
        add("baik.txt", body=b"Surat baik")
    return out.getvalue()


KINDS = {
    "png": png,
    "tiff": tiff,
    "pdf-without-pages": pdf_without_pages,
    "pdf-with-password": pdf_with_password,
    "zip-in-zips": zip_in_zips,
    "zip-that-climbs": zip_that_climbs,
    "tar-that-climbs": tar_that_climbs,
    "zip-that-swells": lambda: zipped([("besar.txt", b"\0" * (100 << 20))]),
    "zip-of-many": lambda: zipped((f"{number}.txt", "") for number in range(100_002)),
    "zip-cut-short": lambda: zipped([("surat.txt", bytes(range(256)) * 20)])[:-300],
}

with open(sys.argv[2], "wb") as file:
    file.write(KINDS[sys.argv[1]]())
