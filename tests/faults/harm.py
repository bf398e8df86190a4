# SPDX-License-Identifier: GPL-3.0-or-later
"""Damaged copies of files. Whoever gives the same seed, name and number gets the same copy again."""
import random

# What a damaged field of a format is most likely to trip over.
EDGES = (b"\0", b"\xff", b"\x7f", b"\x80", b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f")


def flip_bits(data, chance, other):
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 64)):
        harmed[chance.randrange(len(harmed))] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def flip_early_bits(data, chance, other):
    """Headers are few bytes of many."""
    early = min(len(data), 512)
    return flip_bits(data[:early], chance, other) + data[early:]


def cut(data, chance, other):
    return data[: chance.randrange(len(data))]


def join(data, chance, other):
    """The beginning of one and the end of the other, or one after the other."""
    if chance.random() < 0.5:
        return data + other
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other) + 1):]


def block(data, chance):
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 16, 64, 512, 4096, 65536)))


def overwrite(data, chance, other):
    start, end = block(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def duplicate(data, chance, other):
    start, end = block(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 100)) + data[end:]


def zero(data, chance, other):
    start, end = block(data, chance)
    return data[:start] + bytes(end - start) + data[end:]


def drop(data, chance, other):
    start, end = block(data, chance)
    return data[:start] + data[end:]


def put_edges(data, chance, other):
    harmed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        edge = chance.choice(EDGES)
        start = chance.randrange(len(harmed))
        harmed[start:start + len(edge)] = edge
    return bytes(harmed)


def swell_numbers(data, chance, other):
    """Formats that are written in words, as PDF is, have their sizes in digits."""
    digits = [i for i, byte in enumerate(data[: 1 << 20]) if 48 <= byte <= 57]
    harmed = bytearray(data)
    for place in chance.sample(digits, min(len(digits), chance.randint(1, 16))):
        harmed[place] = chance.choice(b"0123456789")
    if digits and chance.random() < 0.5:
        place = chance.choice(digits)
        harmed[place:place] = b"9" * chance.choice((1, 3, 9, 20))
    return bytes(harmed)


WAYS = (flip_bits, flip_early_bits, cut, join, overwrite, duplicate, zero, drop, put_edges, swell_numbers)


def harm(data, other, seed, name, number):
    """Copy `number` of the file `name`, harmed; `other` is a second file to join it with."""
    if not data:
        return other
    chance = random.Random(f"{seed}:{name}:{number}")
    return WAYS[number % len(WAYS)](data, chance, other)
