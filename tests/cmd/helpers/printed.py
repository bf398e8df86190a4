# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads hOCR and ALTO back and holds them against the export as JSON Lines.

printed.py EXPORT.jsonl FILE...   Each file's name ends with .hocr or .alto.xml and it holds the pages of one document
                                  of the export, the one with its title or UUID. Prints what differs; fails if
                                  anything does.
printed.py words FILE             The words of a file, one a line: page, box, confidence, text, whole word.
"""
import json
import re
import sys
import xml.etree.ElementTree as tree

XHTML = "{http://www.w3.org/1999/xhtml}"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"


class Word:
    def __init__(self, text, box, confidence, whole=None):
        self.text, self.box, self.confidence, self.whole = text, box, confidence, whole


class Page:
    def __init__(self, number, size):
        self.number, self.size = number, size
        self.blocks = []  # of lines of words
        self.boxes = []  # of a part and of what holds it
        self.rotations = set()

    def words(self):
        return [word for block in self.blocks for line in block for word in line]

    def text(self):
        return "\n\n".join("\n".join(" ".join(word.text for word in line) for line in block) for block in self.blocks)


def properties(element):
    """The properties of an element of hOCR: name -> values."""
    found = {}
    for part in re.findall(r'(?:[^;"]|"[^"]*")+', element.get("title")):
        name, _, values = part.strip().partition(" ")
        found[name] = re.findall(r'"[^"]*"|\S+', values)
    return found


def hocr_box(element):
    box = properties(element).get("bbox")
    return tuple(map(int, box)) if box else None


def of_class(element, name):
    return [inner for inner in element.iter() if inner.get("class") == name]


def read_hocr(root):
    for element in of_class(root, "ocr_page"):
        told = properties(element)
        page = Page(int(told["ppageno"][0]) + 1, hocr_box(element))
        assert told["image"][0].strip('"') == told["x_source"][0].strip('"')
        for area in of_class(element, "ocr_carea"):
            page.boxes.append((hocr_box(area), page.size))
            page.blocks.append([read_hocr_line(page, area, line) for line in of_class(area, "ocr_line")])
        yield page


def read_hocr_line(page, area, line):
    page.boxes.append((hocr_box(line), hocr_box(area)))
    page.rotations.add(int(properties(line).get("textangle", ["0"])[0]))
    words = []
    for word in of_class(line, "ocrx_word"):
        page.boxes.append((hocr_box(word), hocr_box(line)))
        words.append(Word(word.text, hocr_box(word), int(properties(word).get("x_wconf", ["-1"])[0])))
    assert "".join(line.itertext()) == " ".join(word.text for word in words)
    return words


def alto_box(element):
    if element.get("HPOS") is None:
        return None
    left, top, width, height = (int(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    return left, top, left + width, top + height


def read_alto(root):
    for element in root.iter(ALTO + "Page"):
        size = (0, 0, int(element.get("WIDTH")), int(element.get("HEIGHT"))) if element.get("WIDTH") else None
        page = Page(int(element.get("PHYSICAL_IMG_NR")), size)
        for block in element.iter(ALTO + "TextBlock"):
            page.boxes.append((alto_box(block), page.size))
            page.rotations.add(int(block.get("ROTATION", "0")))
            page.blocks.append([read_alto_line(page, block, line) for line in block.iter(ALTO + "TextLine")])
        yield page


def read_alto_line(page, block, line):
    page.boxes.append((alto_box(line), alto_box(block)))
    words = []
    for part in line:
        if part.tag == ALTO + "HYP":
            words[-1].text += part.get("CONTENT")
        elif part.tag == ALTO + "String":
            page.boxes.append((alto_box(part), alto_box(line)))
            confidence = round(100 * float(part.get("WC", "-0.01")))
            words.append(Word(part.get("CONTENT"), alto_box(part), confidence, part.get("SUBS_CONTENT")))
    return words


def read(path):
    root = tree.parse(path).getroot()
    ids = [element.get("id") or element.get("ID") for element in root.iter()]
    ids = [name for name in ids if name]
    assert len(ids) == len(set(ids)), f"{path}: an ID stands twice"
    return root, list((read_hocr if root.tag == XHTML + "html" else read_alto)(root))


def is_within(inner, outer):
    return inner is None if outer is None else (
        inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3])


def lines_of(text):
    """The text as print has it: single spaces, single empty lines."""
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n\n+", "\n\n", lines).strip("\n")


def compare(told, page):
    """What differs between a page of the export and the page that was read back."""
    if page.text() != lines_of(told["text"]):
        yield f"text: {page.text()!r} is not {lines_of(told['text'])!r}"
    if (page.size or (0, 0, 0, 0))[2:] != (told["width"], told["height"]):
        yield f"size: {page.size}"
    if page.rotations - {told["rotation"]}:
        yield f"rotation: {page.rotations}"
    for inner, outer in page.boxes:
        if not is_within(inner, outer):
            yield f"box: {inner} is not within {outer}"
    sure = [(len(word.text), word.confidence) for word in page.words() if word.confidence >= 0]
    if sure:
        mean = sum(length * confidence for length, confidence in sure) / sum(length for length, _ in sure)
        if abs(mean - told["confidence"]) > 1:
            yield f"confidence: {mean} is not {told['confidence']}"


def document_of(documents, root):
    words = "".join(root.itertext())
    return next(one for one in documents if one["uuid"] in words or one["name"] in words)


def main(arguments):
    if arguments[0] == "words":
        for page in read(arguments[1])[1]:
            for word in page.words():
                print(page.number, word.box, word.confidence, word.text, word.whole or "")
        return 0
    with open(arguments[0], encoding="utf-8") as file:
        documents = [json.loads(line) for line in file]
    faults = 0
    for path in arguments[1:]:
        root, pages = read(path)
        document = document_of(documents, root)
        if [page.number for page in pages] != [page["number"] for page in document["pages"]]:
            print(f"{path}: pages {[page.number for page in pages]}")
            faults += 1
        for told, page in zip(document["pages"], pages):
            for fault in compare(told, page):
                print(f"{path}: page {page.number}: {fault}")
                faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
