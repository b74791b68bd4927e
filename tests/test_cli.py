"""The command: cases as data in cli.toml, and what only a real process can show."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cli.toml").read_text(encoding="utf-8"))["case"]
COMMAND = [sys.executable, "-m", "cleantext"]


def run(folder: Path, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "COLUMNS": "100"}
    return subprocess.run([*COMMAND, *args], input=stdin, capture_output=True, cwd=folder, env=environment)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    for name, content in case.get("files", {}).items():
        (tmp_path / name).write_bytes(content.encode())
    done = run(tmp_path, *case.get("args", []), stdin=case.get("stdin", "").encode())
    errors = done.stderr.decode()
    assert done.returncode == case.get("exit", 0), errors
    if "out" in case:
        assert done.stdout.decode() == case["out"]
    for part in case.get("has", []):
        assert part.replace("\n", "\\n") in done.stdout.decode() or part in done.stdout.decode()
    for part in case.get("err", []):
        assert part in errors
    assert errors.count("\n") == bool(case.get("err")), "one line, or none"
    for name, content in case.get("written", {}).items():
        assert (tmp_path / name).read_bytes().decode() == content
    assert not list(tmp_path.glob(".cleantext-*")), "no temporary file stays behind"


def test_undecodable_bytes_pass_through(tmp_path: Path) -> None:
    done = run(tmp_path, stdin=b"caf\xe9 \x00\xff\n\nShare on Facebook\n")
    assert done.stdout == b"caf\xe9 \x00\xff\n"
    assert run(tmp_path, "--json", stdin=b"caf\xe9\n").stdout.startswith(b'{"file": "-", "text": "caf\\udce9')


def test_the_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), "LC_ALL": "C", "PYTHONUTF8": "0"}
    given = "Der See ist gefroren – für Wochen.\n".encode()
    done = subprocess.run(COMMAND, input=given, capture_output=True, cwd=tmp_path, env=environment)
    assert done.stdout == given


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    text = tmp_path / "long.txt"
    text.write_text("The lake is frozen.\n" * 200_000, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    with subprocess.Popen(
        [*COMMAND, str(text)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_colour_only_on_a_terminal_that_wants_it(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    (tmp_path / "a.txt").write_text("One.\n\nShare on Facebook\n", encoding="utf-8")
    assert b"\x1b[31m" in terminal(pty, tmp_path, {"NO_COLOR": ""})
    assert b"\x1b[" not in terminal(pty, tmp_path, {"NO_COLOR": "1"})
    assert b"\x1b[" not in run(tmp_path, "--diff", "a.txt").stdout


def terminal(pty: Any, folder: Path, extra: dict[str, str]) -> bytes:
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent), **extra}
    subprocess.run([*COMMAND, "--diff", "a.txt"], stdout=theirs, cwd=folder, env=environment, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    return bytes(shown)
