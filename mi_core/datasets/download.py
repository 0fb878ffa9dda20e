"""One file over HTTP: resumed after a break, checked by its hash, renamed into place only when right."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import requests
import urllib3
from filelock import FileLock
from humanize import naturalsize

from mi_core.errors import InputError
from mi_core.files import file_sha256

if TYPE_CHECKING:
    from pathlib import Path

Progress = Callable[[float, str], None]  # share done, 0 … 1 (NaN where the total is unknown), and a few words

TIMEOUT_S = (10, 60)  # to connect, and between two pieces of data
ATTEMPTS = 4  # in a row without a single new byte
PAUSE_S = 0.5  # before the second attempt; doubles with each further one
CHUNK = 1 << 18


class _BrokenTransferError(Exception):
    """The transfer stopped in a way that a further attempt may cure."""


def download_file(
    urls: tuple[str, ...], path: Path, *, sha256: str, progress: Progress | None = None
) -> Path:
    """Put the file into `path` from the first address that gives it; return the path.

    A broken transfer continues where it stopped, also in a later call. InputError names what each address
    answered; a file with another SHA-256 is removed. Without one (""), the first whole file is taken.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    failures = []
    with FileLock(path.with_name(path.name + ".lock")):
        if path.is_file() and (not sha256 or file_sha256(path) == sha256):
            return path
        for url in urls:
            part = path.with_name(path.name + ".part")
            try:
                _fill(part, url, progress)
                _check_hash(part, url, sha256)
            except InputError as error:
                failures.append(str(error))
                continue
            part.replace(path)
            return path
    raise InputError(f"{path.name} could not be downloaded. " + " ".join(failures))


def _fill(part: Path, url: str, progress: Progress | None) -> None:
    fruitless = 0
    while True:
        before = _size(part)
        try:
            return _transfer(part, url, progress)
        except _BrokenTransferError as error:
            fruitless = 0 if _size(part) > before else fruitless + 1
            if fruitless >= ATTEMPTS:
                raise InputError(f"{url} broke off {ATTEMPTS} times in a row: {error}.") from error
            time.sleep(PAUSE_S * 2**fruitless)


def _transfer(part: Path, url: str, progress: Progress | None) -> None:
    have = _size(part)
    # A .gz must arrive as stored: under transparent compression, range and hash would mean other bytes.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    try:
        with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT_S) as answer:
            start = _start(answer, url, have, part)
            length = answer.headers.get("Content-Length")
            total = start + int(length) if length and length.isdigit() else None
            _write(answer, part, start, total, progress)
    except requests.ConnectionError as error:
        if is_unresolved(error):
            raise InputError(f"{url} cannot be reached: {failure_cause(error)}.") from error
        raise _BrokenTransferError(failure_cause(error)) from error
    except (requests.Timeout, urllib3.exceptions.HTTPError, OSError) as error:
        raise _BrokenTransferError(failure_cause(error)) from error
    except requests.RequestException as error:
        raise InputError(f"{url} cannot be asked: {failure_cause(error)}.") from error
    if total is not None and _size(part) < total:
        raise _BrokenTransferError(f"only {_size(part)} of {total} bytes came")


def _start(answer: requests.Response, url: str, have: int, part: Path) -> int:
    """Return the position in the file at which the answer's bytes begin."""
    if answer.status_code == requests.codes.ok:
        return 0
    if answer.status_code == requests.codes.partial_content:
        if answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            return have
        part.unlink(missing_ok=True)
        raise _BrokenTransferError("another range came than the one asked for")
    if answer.status_code == requests.codes.requested_range_not_satisfiable:
        part.unlink(missing_ok=True)
        raise _BrokenTransferError("the part held here is longer than the file")
    if answer.status_code in (429, 500, 502, 503, 504):
        raise _BrokenTransferError(f"HTTP {answer.status_code}")
    # figshare's firewall answers programs with an empty 202: a success by its number, but no file.
    raise InputError(f"{url} answered HTTP {answer.status_code} {answer.reason} instead of the file.")


def _write(
    answer: requests.Response, part: Path, start: int, total: int | None, progress: Progress | None
) -> None:
    done = start
    with part.open("r+b" if start else "wb") as file:
        file.seek(start)
        file.truncate()
        for chunk in answer.raw.stream(CHUNK, decode_content=False):
            file.write(chunk)
            done += len(chunk)
            if progress is not None:
                share = min(done / total, 1.0) if total else math.nan
                progress(share, f"{part.stem}: {naturalsize(done)}")


def _check_hash(part: Path, url: str, sha256: str) -> None:
    got = file_sha256(part)
    if sha256 and got != sha256:
        part.unlink(missing_ok=True)
        raise InputError(
            f"{url} gave a file with SHA-256 {got[:12]}… where {sha256[:12]}… is expected; it was removed, "
            "since it is damaged or no longer the published one."
        )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def is_unresolved(error: requests.RequestException) -> bool:
    """Whether the name of the server has no address: no network or no such server, so waiting does not help."""
    return isinstance(_root(error), urllib3.exceptions.NameResolutionError)


def _root(error: BaseException) -> BaseException:
    """Return what urllib3 met beneath the wrapping of requests."""
    inner = error.args[0] if error.args else None
    return getattr(inner, "reason", None) or error


def failure_cause(error: BaseException) -> str:
    """Return why a request failed, without the connection objects that requests and urllib3 wrap around it."""
    text = str(_root(error))
    # urllib3 begins with the connection object: "HTTPSConnection(host='…', port=443): Failed to resolve …"
    return (text.partition("): ")[2] or text).strip().rstrip(".") or type(error).__name__
