"""`EntityList`: known names, prepared for look-up, in memory or in a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cleantext.errors import EntityError, OptionError
from cleantext.names.reading import fold
from cleantext.names.table import NAME, MemoryTable, Table


class EntityList:
    """Known names, prepared for look-up; it never changes.

    A name may have aliases behind tabs: other spellings that are right, too.

    >>> names = EntityList.build(["Zoom", "New York", "Coca-Cola\\tCoke"])
    >>> len(names), "new york" in names, "York" in names, "Coke" in names
    (3, True, False, True)
    """

    __slots__ = ("_count", "_path", "_source", "table")

    def __init__(self, table: Table, count: int, source: tuple[str, ...], path: str) -> None:
        self.table = table
        self._count = count
        self._source = source
        self._path = path

    @classmethod
    def build(cls, names: Iterable[str]) -> EntityList:
        """Prepare names in memory.

        Args:
            names: each may have aliases behind tabs; whatever holds no letter is passed over.

        Raises:
            OptionError: not an iterable of str.

        >>> EntityList.build(["Zoom"])
        <EntityList: 1 name>
        """
        if isinstance(names, (str, bytes)):
            raise OptionError(f"names={names!r}: give an iterable of them, as in ({names!r},)")
        source = tuple(names)
        for name in source:
            if not isinstance(name, str):
                raise OptionError(f"names: {name!r} is not a str")
        return cls(MemoryTable(source), len(source), source, "")

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> EntityList:
        """Prepare the names of a text file in memory, or open a prepared list.

        In a text file each line is a name, perhaps with aliases behind tabs; blank lines and lines
        that begin with # do not count.

        Raises:
            EntityError: no such file, no UTF-8, or a damaged prepared list.
        """
        from cleantext.names.storage import is_prepared

        place = os.fspath(path)
        try:
            if is_prepared(place):
                return cls.open(place)
            with open(place, encoding="utf-8-sig") as file:
                return cls.build(lines(file))
        except OSError as error:
            raise EntityError(f"{place}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise EntityError(f"{place}: neither UTF-8 text nor a prepared list of names") from None

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> EntityList:
        """Open a prepared list. It is mapped, not read, and processes share it.

        Raises:
            EntityError: no such file, another kind of file, another version, truncated or damaged.
        """
        from cleantext.names.storage import MappedTable

        place = os.fspath(path)
        try:
            table = MappedTable(place)
        except OSError as error:
            raise EntityError(f"{place}: {error.strerror}") from None
        return cls(table, table.names, (), os.path.abspath(place))

    def save(self, path: str | os.PathLike[str], progress: Callable[[int, int], None] | None = None) -> None:
        """Write a prepared list, for `open`.

        Args:
            path: the file; what is there is replaced once the new one is whole.
            progress: called now and then with how many records are packed, out of how many.

        >>> import tempfile, os
        >>> path = os.path.join(tempfile.mkdtemp(), "names")
        >>> EntityList.build(["Zoom"]).save(path)
        >>> "Zoom" in EntityList.open(path)
        True
        """
        from cleantext.names.storage import save

        save(self.table, os.fspath(path), self._count, progress)

    def __len__(self) -> int:
        return self._count

    def __contains__(self, name: object) -> bool:
        record = self.table.get(fold(name)) if isinstance(name, str) else None
        return record is not None and bool(record.role & NAME)

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return (EntityList.open, (self._path,)) if self._path else (EntityList.build, (self._source,))

    def __repr__(self) -> str:
        return f"<EntityList: {self._count} name{'s' * (self._count != 1)}>"


def lines(file: Iterable[str]) -> Iterator[str]:
    """The names of a text file, without comments, blank lines and outer blanks."""
    for line in file:
        name = line.strip()
        if name and not name.startswith("#"):
            yield name
