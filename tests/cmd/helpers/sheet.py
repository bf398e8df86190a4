# SPDX-License-Identifier: GPL-3.0-or-later
"""sheet.py FILE: the cells of an XLSX file, a row a line: n:NUMBER or s:TEXT, parted by tabs; f: is a formula."""
import sys
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def value_of(cell, shared):
    if cell.find(MAIN + "f") is not None:
        return "f:" + cell.find(MAIN + "f").text
    if cell.get("t") == "inlineStr":
        return "s:" + "".join(text.text or "" for text in cell.iter(MAIN + "t"))
    number = cell.find(MAIN + "v")
    if cell.get("t") == "s":
        return "s:" + shared[int(number.text)]
    return "n:" + (number.text if number is not None else "")


with zipfile.ZipFile(sys.argv[1]) as package:
    shared = []
    if "xl/sharedStrings.xml" in package.namelist():
        root = tree.fromstring(package.read("xl/sharedStrings.xml"))
        shared = ["".join(text.text or "" for text in item.iter(MAIN + "t")) for item in root]
    sheet = tree.fromstring(package.read("xl/worksheets/sheet1.xml"))
for row in sheet.iter(MAIN + "row"):
    print("\t".join(value_of(cell, shared) for cell in row.iter(MAIN + "c")))
