"""Prepared lists: a table in a file that is mapped into memory, not read, and shared by processes.

    magic, version, sizes, checksum │ records' hashes, places │ drawers' hashes, names │ records

Hashes are sorted; a directory over their upper bits tells where to look, so a look-up touches a
handful of bytes. All numbers are little-endian.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import BinaryIO, NamedTuple

from cleantext.errors import EntityError
from cleantext.names.table import CROWDED, NAME, Record, Table, halves

MAGIC = b"cleantext names\n"
VERSION = 1
_HEADER = struct.Struct("<16sIIQQQQ")
_CHECKSUM = struct.Struct("<I")
_START = _HEADER.size + _CHECKSUM.size
_CHUNK = 1 << 20
# So many look-ups are remembered: texts share most of their capitalised words.
_RECENT = 1 << 14
Progress = Callable[[int, int], None]


class _Sizes(NamedTuple):
    """What a header says: how many names, records and drawers' names, and bytes of records."""

    names: int
    records: int
    filed: int
    bytes: int


def _bits(count: int) -> int:
    return max(4, count.bit_length())


def _hash(key: bytes) -> int:
    return zlib.crc32(key)


# -- writing ---------------------------------------------------------------------------------------


def save(table: Table, path: str, names: int, progress: Progress | None = None) -> None:
    """Write a table to a file, through a temporary one beside it."""
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "w+b") as file:
            _write(table, file, names, progress)
        os.replace(temporary, path)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise


def _write(table: Table, file: BinaryIO, names: int, progress: Progress | None) -> None:
    blob = bytearray()
    records: list[int] = []
    filed: list[int] = []
    for number, (key, record) in enumerate(table.records()):
        packed = key.encode()
        records.append(_hash(packed) << 32 | len(blob))
        if record.role & NAME:
            filed.extend(_hash(half.encode()) << 32 | len(blob) for half in halves(key))
        blob += _pack(key, record)
        if len(blob) >= 1 << 32:
            raise EntityError("the list is too long for a prepared file: its names fill 4 GB")
        if progress is not None and not number & 0x3FFF:
            progress(number, len(table))
    sections = [*_index(records), *_index(filed), bytes(blob)]
    header = _HEADER.pack(MAGIC, VERSION, 0, *_Sizes(names, len(records), len(filed), len(blob)))
    checksum = zlib.crc32(header)
    for section in sections:
        checksum = zlib.crc32(section, checksum)
    file.write(header + _CHECKSUM.pack(checksum))
    for section in sections:
        file.write(section)


def _index(pairs: list[int]) -> tuple[bytes, bytes, bytes]:
    """Sorted hashes, what they stand for, and the directory over their upper bits."""
    pairs.sort()
    shift = 64 - _bits(len(pairs))
    counts = array("I", bytes(4 * ((1 << (64 - shift)) + 1)))
    for pair in pairs:
        counts[(pair >> shift) + 1] += 1
    total = 0
    for at, count in enumerate(counts):
        total += count
        counts[at] = total
    hashes = array("I", [pair >> 32 for pair in pairs])
    places = array("I", [pair & 0xFFFFFFFF for pair in pairs])
    return _little(counts), _little(hashes), _little(places)


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _pack(key: str, record: Record) -> bytes:
    aliases = [part for alias in record.aliases for part in alias]
    parts = [key, f"{record.role},{record.begins},{record.ends},{len(record.forms)}", *record.forms, *aliases]
    return ("\t".join(parts) + "\n").encode("utf-8", "surrogatepass")


def _unpack(line: bytes) -> tuple[str, Record]:
    key, numbers, *rest = line.decode("utf-8", "surrogatepass").split("\t")
    role, begins, ends, forms = map(int, numbers.split(","))
    aliases = tuple(zip(rest[forms::2], rest[forms + 1 :: 2], strict=True))
    return key, Record(role, begins, ends, tuple(rest[:forms]), aliases)


# -- reading ---------------------------------------------------------------------------------------


class MappedTable:
    """A table in a prepared file."""

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            sizes = _checked(file, path)
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.names = sizes.names
        numbers = memoryview(self._map)[_START : -sizes.bytes or None].cast("I")
        self._start = len(self._map) - sizes.bytes
        self._end = len(self._map)
        at = 0
        parts: list[memoryview] = []
        for count in (sizes.records, sizes.filed):
            for size in ((1 << _bits(count)) + 1, count, count):
                parts.append(numbers[at : at + size])
                at += size
        self._records, self._drawers = parts[:3], parts[3:]
        self._recent = lru_cache(_RECENT)(self._find)

    def get(self, key: str) -> Record | None:
        """The record of a folded name or word."""
        return self._recent(key)

    def _find(self, key: str) -> Record | None:
        packed = key.encode("utf-8", "surrogatepass")
        for place in _places(self._records, _hash(packed)):
            begin = self._start + place
            if self._map[begin : begin + len(packed) + 1] == packed + b"\t":
                return _unpack(self._line(begin))[1]
        return None

    def drawer(self, key: str) -> Iterable[str]:
        """The folded names filed under a half."""
        places = list(
            islice(_places(self._drawers, _hash(key.encode("utf-8", "surrogatepass"))), CROWDED + 1)
        )
        for place in places if len(places) <= CROWDED else ():
            begin = self._start + place
            yield self._map[begin : self._map.find(b"\t", begin)].decode("utf-8", "surrogatepass")

    def records(self) -> Iterator[tuple[str, Record]]:
        """All of them, in the order of the list."""
        at = self._start
        while at < self._end:
            line = self._line(at)
            yield _unpack(line)
            at += len(line) + 1

    def __len__(self) -> int:
        return len(self._records[1])

    def _line(self, begin: int) -> bytes:
        return self._map[begin : self._map.find(b"\n", begin)]


def _places(index: list[memoryview], key: int) -> Iterator[int]:
    directory, hashes, places = index
    bucket = key >> (32 - (len(directory) - 1).bit_length() + 1)
    for at in range(directory[bucket], directory[bucket + 1]):
        if hashes[at] == key:
            yield places[at]


def is_prepared(path: str) -> bool:
    """Whether a file says that it is a prepared list."""
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _checked(file: BinaryIO, path: str) -> _Sizes:
    """What the header says, if the whole file is as it was written."""
    start = file.read(_START)
    if not start.startswith(MAGIC):
        raise EntityError(f"{path}: no prepared list of names; make one with EntityList.build(…).save(path)")
    if len(start) < _START:
        raise EntityError(f"{path}: damaged, it ends in its header; prepare the list again")
    _, version, _, *numbers = _HEADER.unpack_from(start)
    if version != VERSION:
        raise EntityError(
            f"{path}: prepared in format {version}, this library reads {VERSION}; prepare the list again"
        )
    sizes = _Sizes(*numbers)
    tables = sum((1 << _bits(count)) + 1 + 2 * count for count in (sizes.records, sizes.filed))
    wanted = _START + 4 * tables + sizes.bytes
    actual = os.fstat(file.fileno()).st_size
    if actual != wanted:
        raise EntityError(f"{path}: damaged, {actual} bytes instead of {wanted}; prepare the list again")
    found = zlib.crc32(start[: _HEADER.size])
    while chunk := file.read(_CHUNK):
        found = zlib.crc32(chunk, found)
    if (found,) != _CHECKSUM.unpack(start[_HEADER.size :]):
        raise EntityError(f"{path}: damaged, its checksum is wrong; prepare the list again")
    return sizes
