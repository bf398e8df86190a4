# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the words that poppler finds on the pages of a PDF against the archive's own, with their places.

placed.py FILE.hocr FILE.pdf [--shown-turned]   Prints each word that is missing or stands elsewhere; fails if any does.

Both files hold the same document. --shown-turned: the PDF turns its pages itself (/Rotate), and then pdftotext tells their
sizes as they are before that.
"""
import html
import re
import subprocess
import sys
import unicodedata

from printed import read

# Points between the middles. Capitals have no room below, which a font's box has.
ACROSS, DOWN = 3, 6


def pages_of(pdf, is_turned):
    out = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True).stdout.decode()
    pages = []
    for tag, *values in re.findall(r'<(page) width="(.*?)" height="(.*?)"|<word (xMin.*?)>(.*?)</word>', out):
        if tag:
            size = (float(values[0]), float(values[1]))
            pages.append((size[::-1] if is_turned else size, []))
        else:
            box = [float(number) for number in re.findall(r'="(.*?)"', values[2])]
            pages[-1][1].append((unicodedata.normalize("NFC", html.unescape(values[3])), box))
    return pages


def upright(box, size, rotation):
    """A box of the page as it is stored, on the page as it stands upright."""
    left, top, right, bottom = box
    width, height = size
    return {
        0: (left, top, right, bottom),
        90: (height - bottom, left, height - top, right),
        180: (width - right, height - bottom, width - left, height - top),
        270: (top, width - right, bottom, width - left),
    }[rotation]


def distance(box, other):
    return (abs(box[0] + box[2] - other[0] - other[2]) / 2, abs(box[1] + box[3] - other[1] - other[3]) / 2)


def main():
    hocr, pdf = sys.argv[1:3]
    shown = pages_of(pdf, "--shown-turned" in sys.argv)
    pages = read(hocr)[1]
    n_words, faults = 0, []
    if len(shown) != len(pages):
        faults.append(f"{len(shown)} pages, not {len(pages)}")
    for page, (size, found) in zip(pages, shown):
        rotation = max(page.rotations, default=0)
        stored = page.size[2:]
        scale = [size[0] / stored[rotation % 180 == 90], size[1] / stored[rotation % 180 == 0]]
        for word in page.words():
            n_words += 1
            box = [side * scale[i % 2] for i, side in enumerate(upright(word.box, stored, rotation))]
            near = min((distance(box, other) for text, other in found if text == word.text), key=sum, default=None)
            if near is None or near[0] > ACROSS or near[1] > DOWN:
                faults.append(f"page {page.number}: {word.text} at {box}: {near}")
    print("\n".join(faults) if faults else f"{n_words} words stand where they are")
    sys.exit(1 if faults or n_words == 0 else 0)


if __name__ == "__main__":
    main()
