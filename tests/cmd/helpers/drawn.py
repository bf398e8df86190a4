# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at a page that was drawn.

drawn.py size PNG                          Width and height.
drawn.py colour PNG RRGGBB                 How many pixels have that very colour.
drawn.py frame PNG EXPORT.jsonl LABEL RRGGBB
                                           Whether all below the strip that has that colour is round the evidence of
                                           the label on page 1 of the one document in the export, and near it. Prints
                                           what is not so, and fails then.
"""
import json
import struct
import sys
import zlib

NEAR = 30  # pixels: frames that stand round one another, and a tag


class Picture:
    """An 8-bit RGB PNG without interlacing, as rows of bytes (PNG, 2nd edition, 9.2 for the filters)."""

    def __init__(self, path):
        with open(path, "rb") as file:
            data = file.read()
        assert data.startswith(b"\x89PNG\r\n\x1a\n"), "no PNG"
        packed, at, kind = b"", 8, b""
        while kind != b"IEND":
            length, kind = struct.unpack(">I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + length]
            assert zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0], "CRC"
            if kind == b"IHDR":
                self.width, self.height, *form = struct.unpack(">IIBBBBB", body)
                assert form == [8, 2, 0, 0, 0], form
            if kind == b"IDAT":
                packed += body
            at += 12 + length
        assert at == len(data), "something stands behind the end"
        self.raw = zlib.decompress(packed)
        assert len(self.raw) == (self.width * 3 + 1) * self.height, "rows are missing"
        self.unfiltered = None

    @property
    def rows(self):
        if self.unfiltered is None:
            self.unfiltered = list(self.unfilter())
        return self.unfiltered

    def unfilter(self):
        stride = self.width * 3
        row = bytes(stride)
        for start in range(0, len(self.raw), stride + 1):
            row = bytes(self.FILTERS[self.raw[start]](self.raw[start + 1:start + 1 + stride], row))
            yield row

    @staticmethod
    def sub(line, _):
        row = bytearray(3) + line
        for i in range(3, len(row)):
            row[i] = row[i] + row[i - 3] & 255
        return row[3:]

    @staticmethod
    def up(line, above):
        return [byte + over & 255 for byte, over in zip(line, above)]

    @staticmethod
    def average(line, above):
        row = bytearray(3) + line
        for i, over in enumerate(above, 3):
            row[i] = row[i] + (row[i - 3] + over) // 2 & 255
        return row[3:]

    @staticmethod
    def paeth(line, above):
        row, above = bytearray(3) + line, bytes(3) + above
        for i in range(3, len(row)):
            left, over, corner = row[i - 3], above[i], above[i - 3]
            if left == over == corner:
                guess = left
            else:
                guess = min((left, over, corner), key=lambda x: abs(left + over - corner - x))
            row[i] = row[i] + guess & 255
        return row[3:]

    FILTERS = {0: lambda line, _: line, 1: sub.__func__, 2: up.__func__, 3: average.__func__, 4: paeth.__func__}

    def places(self, colour, top=0):
        """Of the pixels of that colour from row `top` down."""
        wanted = bytes.fromhex(colour)
        for y in range(top, self.height):
            at = self.rows[y].find(wanted)
            while at >= 0:
                if at % 3 == 0:
                    yield at // 3, y
                at = self.rows[y].find(wanted, at + 1)


def upright(box, page):
    """Left, top, right, bottom on the page turned upright."""
    (x, y, w, h), width, height = box, page["width"], page["height"]
    return {0: (x, y, x + w, y + h), 90: (height - y - h, x, height - y, x + w),
            180: (width - x - w, height - y - h, width - x, height - y),
            270: (y, width - x - w, y + h, width - x)}[page["rotation"]]


def is_near(x, y, box, gap):
    return box[0] - gap <= x <= box[2] + gap and box[1] - gap <= y <= box[3] + gap


def frame(path, export, name, colour):
    picture = Picture(path)
    with open(export, encoding="utf-8") as file:
        document = json.loads(file.readline())
    page = document["pages"][0]
    evidence = [proof["box"] for label in document["labels"] if label["name"] == name
                for proof in label["evidence"] if proof["page"] == 1]
    on_its_side = page["rotation"] % 180 != 0
    scale = min(1, 1600 / max(page["width"], page["height"]))
    strip = picture.height - round((page["width"] if on_its_side else page["height"]) * scale)
    boxes = [[side * scale + (strip if i % 2 else 0) for i, side in enumerate(upright(box, page))] for box in evidence]
    marked = list(picture.places(colour, strip))
    faults = []
    if not boxes or not marked:
        faults.append(f"{len(boxes)} boxes, {len(marked)} pixels")
    faults += [f"{place} is near no box of {boxes}" for place in marked
               if not any(is_near(*place, box, NEAR) for box in boxes)][:3]
    for box in boxes:
        inside = [place for place in marked if is_near(*place, box, -2)]
        around = [place for place in marked if is_near(*place, box, NEAR)]
        if inside:
            faults.append(f"{inside[0]} is over the words in {box}")
        if not around or min(x for x, _ in around) >= box[0] or max(x for x, _ in around) <= box[2] or \
                min(y for _, y in around) >= box[1] or max(y for _, y in around) <= box[3]:
            faults.append(f"no frame stands round {box}")
    print("\n".join(faults))
    return 1 if faults else 0


def main():
    if sys.argv[1] == "size":
        picture = Picture(sys.argv[2])
        print(picture.width, picture.height)
        return 0
    if sys.argv[1] == "colour":
        print(sum(1 for _ in Picture(sys.argv[2]).places(sys.argv[3])))
        return 0
    return frame(*sys.argv[2:])


sys.exit(main())
