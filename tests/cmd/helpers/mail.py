# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a mail: mail.py SUBJECT BODY [FILE...] >MAIL. The files are attached; an .eml as a message inside."""

import email
import mimetypes
import os
import sys
import zlib
from email.message import EmailMessage


def main():
    subject, body, *paths = sys.argv[1:]
    mail = EmailMessage()
    mail["From"] = "Budi Santoso <budi@dinas.example>"
    mail["To"] = "Sekretariat Daerah <setda@kota.example>"
    mail["Date"] = "Tue, 12 Mar 2024 09:30:00 +0700"
    mail["Subject"] = subject
    mail.set_content(body)
    for path in paths:
        name = os.path.basename(path)
        with open(path, "rb") as file:
            data = file.read()
        if name.endswith(".eml"):
            mail.add_attachment(email.message_from_bytes(data, _class=EmailMessage))
            continue
        kind = (mimetypes.guess_type(name)[0] or "application/octet-stream").split("/")
        mail.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    if mail.is_multipart():
        mail.set_boundary(f"batas-{zlib.crc32(subject.encode())}")
    sys.stdout.buffer.write(mail.as_bytes())


main()
