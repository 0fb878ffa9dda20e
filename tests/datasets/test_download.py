"""Downloads: whole, resumed, refused."""

from __future__ import annotations

import hashlib
import random
import threading

import pytest

from mi_core.datasets import download
from mi_core.datasets.download import download_file
from mi_core.errors import InputError

BODY = random.Random(0).randbytes(300_000)
SHA = hashlib.sha256(BODY).hexdigest()


def parts(folder):
    return sorted(path.name for path in folder.glob("*.part"))


def test_a_whole_file_arrives_and_progress_reaches_one(server, tmp_path):
    server.files["/f"] = BODY
    seen = []
    path = download_file(
        (f"{server.url}/f",), tmp_path / "d" / "f.gz", sha256=SHA, progress=lambda *step: seen.append(step)
    )
    assert path.read_bytes() == BODY
    assert parts(path.parent) == []
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert "f.gz" in seen[-1][1]


def test_a_file_already_here_is_not_asked_for_again(server, tmp_path):
    (tmp_path / "f").write_bytes(BODY)
    download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert server.requests == []


def test_a_damaged_file_here_is_replaced(server, tmp_path):
    server.files["/f"] = BODY
    (tmp_path / "f").write_bytes(BODY[:-1])
    download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_broken_connection_is_resumed_where_it_stopped(server, tmp_path):
    server.files["/f"], server.break_after = BODY, 70_000
    download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert (tmp_path / "f").read_bytes() == BODY
    ranges = [range_ for _, range_ in server.requests]
    assert ranges[:3] == [None, "bytes=70000-", "bytes=140000-"]


def test_a_later_call_resumes_what_an_earlier_one_left(server, tmp_path):
    server.files["/f"] = BODY
    (tmp_path / "f.part").write_bytes(BODY[:123_456])
    download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert server.requests == [("/f", "bytes=123456-")]
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_server_without_ranges_starts_over(server, tmp_path):
    server.files["/f"], server.ranges = BODY, False
    (tmp_path / "f.part").write_bytes(b"x" * 1000)
    download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert (tmp_path / "f").read_bytes() == BODY


@pytest.mark.parametrize("extra", [0, 5000])
def test_a_part_as_long_as_the_file_or_longer_starts_over(server, tmp_path, extra):
    server.files["/f"] = BODY
    (tmp_path / "f.part").write_bytes(b"x" * (len(BODY) + extra))
    download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_transfer_that_never_advances_is_given_up(server, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "ATTEMPTS", 3)
    server.files["/f"], server.break_after = BODY, 0
    with pytest.raises(InputError, match="broke off 3 times"):
        download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert len(server.requests) == 3


def test_another_hash_is_refused_and_the_file_removed(server, tmp_path):
    server.files["/f"] = BODY + b"!"
    with pytest.raises(InputError, match=rf"SHA-256 .* where {SHA[:12]}… is expected"):
        download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == []


def test_a_missing_file_is_a_sentence_with_the_status(server, tmp_path):
    with pytest.raises(InputError, match="answered HTTP 404 Not Found instead of the file"):
        download_file((f"{server.url}/gone",), tmp_path / "f", sha256=SHA)


def test_a_firewall_challenge_is_no_file(server, tmp_path):
    server.answers["/f"] = lambda handler: server.reply(handler, 202, b"")
    with pytest.raises(InputError, match="HTTP 202 Accepted instead of the file"):
        download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)


def test_the_next_address_is_tried(server, tmp_path):
    server.files["/mirror"] = BODY
    download_file((f"{server.url}/gone", f"{server.url}/mirror"), tmp_path / "f", sha256=SHA)
    assert (tmp_path / "f").read_bytes() == BODY


def test_an_overloaded_server_is_asked_again(server, tmp_path):
    answers = iter([503, 429])

    def answer(handler):
        status = next(answers, None)
        return server.reply(handler, status, b"") if status else server.reply(handler, 200, BODY)

    server.answers["/f"] = answer
    download_file((f"{server.url}/f",), tmp_path / "f", sha256=SHA)
    assert (tmp_path / "f").read_bytes() == BODY


def test_no_server_at_all_is_a_sentence(tmp_path, monkeypatch, server):
    monkeypatch.setattr(download, "ATTEMPTS", 2)
    with pytest.raises(InputError, match=r"broke off 2 times in a row: .*refused"):
        download_file(("http://127.0.0.1:9/f",), tmp_path / "f", sha256=SHA)


def test_a_name_that_does_not_resolve_is_not_asked_twice(tmp_path, monkeypatch, server):
    monkeypatch.setattr(download.time, "sleep", lambda _: pytest.fail("waited for a name that is not there"))
    with pytest.raises(InputError, match=r"cannot be reached: Failed to resolve 'nowhere\.invalid'"):
        download_file(("http://nowhere.invalid/f",), tmp_path / "f", sha256=SHA)


def test_two_downloads_of_one_file_do_not_mix(server, tmp_path):
    server.files["/f"], server.break_after = BODY, 30_000
    threads = [
        threading.Thread(
            target=download_file, args=((f"{server.url}/f",), tmp_path / "f"), kwargs={"sha256": SHA}
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "f").read_bytes() == BODY
    assert len(server.requests) == 10


def test_without_a_known_hash_the_whole_file_is_taken_and_kept(server, tmp_path):
    server.files["/f"] = BODY
    for _ in range(2):
        assert download_file((f"{server.url}/f",), tmp_path / "f", sha256="").read_bytes() == BODY
    assert len(server.requests) == 1
