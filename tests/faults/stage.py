# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that faults.py harms, and the desks that they start from.

A desk is a folder with an archive in it, from which the command is run; what a command writes beside the archive
goes to out/, and a backup of it to cadangan/. Letters to be taken in lie outside all desks, so that their paths are the same for every copy of one.
"""
import dataclasses
import os
import shutil
import subprocess
import sys
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "data", "decode")
MAIL = os.path.join(HERE, "..", "cmd", "helpers", "mail.py")

INVITATION = """PEMERINTAH KOTA CENDANA
SEKRETARIAT DAERAH

                                        Cendana, 12 Maret 2024
Nomor : 005/117-Um
Sifat : Biasa
Hal   : Undangan Rapat Koordinasi

Yth. Kepala Bagian Organisasi
di Tempat

Mengharap kehadiran Saudara pada rapat di Ruang Anggrek,
hari Senin pukul 09.00, membahas kenaikan pangkat pegawai.
"""
RULES = "rules:\n  - label: perihal/pangkat\n    why: it speaks of ranks\n    any: [ 'isi:pangkat' ]\n"


@dataclasses.dataclass(frozen=True)
class Command:
    """LETTERS among the arguments stands for the folder of letters."""
    name: str
    desk: str
    arguments: tuple
    again: tuple = ()  # added where it is run again


COMMANDS = [
    Command("init", "nothing", ("init",)),
    Command("ingest", "empty", ("ingest", "--jobs", "1", "LETTERS")),
    Command("store", "empty", ("ingest", "--store-only", "LETTERS")),
    Command("ocr", "stored", ("ocr", "--jobs", "1")),
    Command("redo-ocr", "filed", ("ocr", "--redo", "--jobs", "1")),
    Command("label", "ruled", ("label",)),
    Command("hand", "filed", ("label", "--add", "perihal/penting", "--why", "sering dicari", "1", "2")),
    Command("plan", "ruled", ("label", "--plan", "out/plan")),
    Command("apply", "planned", ("label", "--apply", "plan")),
    Command("unlabel", "applied", ("label", "--undo")),
    Command("undo", "filed", ("batch", "undo", "1")),
    Command("redo", "undone", ("batch", "redo", "1")),
    Command("withdraw", "filed", ("withdraw", "--why", "salah berkas", "1", "3")),
    Command("restore", "withdrawn", ("restore", "1", "3")),
    Command("edit", "filed", ("edit", "--set", "lokasi=Rak 3", "--name", "Undangan.txt", "--note", "asli di lemari",
                              "--text", "1", "LETTERS/surat-1.txt", "1")),
    Command("export-jsonl", "filed", ("export", "--format", "jsonl", "--output", "out/semua.jsonl")),
    Command("export-text", "filed", ("export", "--format", "text", "--output", "out/semua.txt")),
    Command("export-pdf", "filed", ("export", "--format", "pdf", "--output", "out/pdf/", "type:pdf"),
            ("--force",)),
    Command("originals", "filed", ("export", "--format", "jsonl", "--output", "out/semua.jsonl", "--originals",
                                   "out/asli"), ("--force",)),
    Command("export-list", "filed", ("export", "--format", "daftar-berkas", "--output", "out/berkas.xlsx")),
    Command("export-bag", "filed", ("export", "--format", "bag", "--output", "out/serah")),
    Command("export-zip", "filed", ("export", "--format", "bag", "--output", "out/serah.zip")),
    Command("import", "bagged", ("import", "serah")),
    Command("import-zip", "bagged", ("import", "serah.zip")),
    Command("import-known", "known", ("import", "serah")),
    Command("backup", "filed", ("backup", "cadangan")),
    Command("backup-more", "grown", ("backup", "cadangan")),
    Command("backup-restore", "lost", ("backup", "--restore", "cadangan")),
    Command("open", "filed", ("open", "--to", "out/asli", "1")),
    Command("save", "filed", ("search", "--save", "rapat", "undangan rapat")),
    Command("setting", "filed", ("setting", "jobs=1")),
    Command("migrate", "old", ("label",)),
]


class Stage:
    """Makes each desk once; a copy of it is what a command is run on."""

    def __init__(self, arsip, first_archive, folder):
        self.arsip, self.first_archive, self.folder = arsip, first_archive, folder
        self.letters = os.path.join(folder, "letters")
        self.desks = os.path.join(folder, "desks")
        os.makedirs(self.desks)
        self.write_letters()

    def write_letters(self):
        os.makedirs(self.letters)
        texts = {f"surat-{i}.txt": f"Surat {i} perihal kenaikan pangkat pegawai\n" for i in (1, 2, 3)}
        texts["undangan.txt"] = texts["lagi.txt"] = INVITATION
        for name, text in texts.items():
            with open(os.path.join(self.letters, name), "w", encoding="utf-8") as file:
                file.write(text)
        with zipfile.ZipFile(os.path.join(self.letters, "boks.zip"), "w") as box:
            box.writestr("dalam.txt", "Surat yang hanya ada di dalam boks\n")
            box.writestr("sama.txt", INVITATION)
        shutil.copy(os.path.join(DATA, "good-layer.pdf"), self.letters)
        with open(os.path.join(self.letters, "surel.eml"), "wb") as file:
            subprocess.run([sys.executable, MAIL, "Surel kenaikan pangkat", "Isi surel",
                            os.path.join(self.letters, "undangan.txt")], stdout=file, check=True)

    def words_of(self, command, again=False):
        words = command.arguments + (command.again if again else ())
        return [word.replace("LETTERS", self.letters) for word in words]

    def call(self, desk, *arguments):
        words = [word.replace("LETTERS", self.letters) for word in arguments]
        subprocess.run([self.arsip, "--archive", "archive", *words], cwd=desk, check=True, capture_output=True)

    def desk(self, name):
        place = os.path.join(self.desks, name)
        if not os.path.exists(place):
            getattr(self, "make_" + name)(place)
        return place

    def copy(self, name, place):
        shutil.copytree(self.desk(name), place)

    def make_nothing(self, place):
        os.makedirs(os.path.join(place, "out"))

    def make_empty(self, place):
        self.make_nothing(place)
        self.call(place, "init")

    def make_stored(self, place):
        self.copy("empty", place)
        self.call(place, "ingest", "--store-only", "LETTERS")

    def make_filed(self, place):
        self.copy("empty", place)
        self.call(place, "ingest", "--jobs", "1", "LETTERS")

    def make_ruled(self, place):
        self.copy("filed", place)
        with open(os.path.join(place, "archive", "rules", "60-pangkat.yaml"), "w", encoding="utf-8") as file:
            file.write(RULES)

    def make_planned(self, place):
        self.copy("ruled", place)
        self.call(place, "label", "--plan", "plan")

    def make_applied(self, place):
        self.copy("planned", place)
        self.call(place, "label", "--apply", "plan")

    def make_undone(self, place):
        self.copy("filed", place)
        self.call(place, "batch", "undo", "1")

    def make_withdrawn(self, place):
        self.copy("filed", place)
        self.call(place, "withdraw", "--why", "salah berkas", "1", "3")

    def make_bags(self, place):
        """Bags of an archive in which persons have decided."""
        self.copy("filed", place)
        self.call(place, "label", "--add", "perihal/penting", "--why", "sering dicari", "1", "2")
        self.call(place, "edit", "--set", "lokasi=Rak 3", "--note", "asli di lemari", "1")
        for name in ("serah", "serah.zip"):
            self.call(place, "export", "--format", "bag", "--output", name)

    def bring_bags(self, place):
        shutil.copytree(os.path.join(self.desk("bags"), "serah"), os.path.join(place, "serah"))
        shutil.copy(os.path.join(self.desk("bags"), "serah.zip"), place)

    def make_bagged(self, place):
        """Another archive: one with the UUID of the bags' would have gone another way than they."""
        self.make_nothing(place)
        self.call(place, "init")
        self.bring_bags(place)

    def make_known(self, place):
        """Some of what is in the bags is in the archive."""
        self.make_bagged(place)
        self.call(place, "ingest", "--jobs", "1", *(f"LETTERS/{name}" for name in ("boks.zip", "surat-1.txt", "undangan.txt")))

    def make_backed(self, place):
        self.copy("ruled", place)
        self.call(place, "backup", "cadangan")

    def make_grown(self, place):
        """More came after the backup, one rule file changed, one went."""
        self.copy("backed", place)
        rules = os.path.join(place, "archive", "rules")
        os.remove(os.path.join(rules, "60-pangkat.yaml"))
        with open(os.path.join(rules, "70-pangkat.yaml"), "w", encoding="utf-8") as file:
            file.write(RULES)
        for number in (1, 2):
            with open(os.path.join(place, f"baru-{number}.txt"), "w", encoding="utf-8") as file:
                file.write(f"Surat baru {number}\n")
        self.call(place, "ingest", "--jobs", "1", "baru-1.txt", "baru-2.txt")

    def make_lost(self, place):
        self.copy("backed", place)
        shutil.rmtree(os.path.join(place, "archive"))

    def make_old(self, place):
        self.make_nothing(place)
        subprocess.run([self.first_archive, os.path.join(place, "archive")], check=True)
