"""Files that anybody may have put there are opened only if they are files."""

import os
from pathlib import Path

import pytest

from docgen.files import has_content, open_file, read_file
from docgen.text import reason_of
from docgen.urls import place_of

needs_posix = pytest.mark.skipif(os.name == "nt", reason="there are no pipes and devices")


def test_a_file_and_what_a_url_names_are_read(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    place_of("memory://files/a").write_bytes(b"12")
    assert read_file(tmp_path / "a") == b"12345"
    assert read_file(place_of("memory://files/a")) == b"12"
    with open_file(tmp_path / "a") as file:
        assert file.read(2) == b"12"


def test_no_more_is_read_than_was_asked_for(tmp_path):
    (tmp_path / "a").write_bytes(b"12345")
    assert read_file(tmp_path / "a", 5) == b"12345"
    assert read_file(tmp_path / "a", 4) == b"1234"


@needs_posix
@pytest.mark.timeout(30, method="thread")
def test_no_pipe_and_no_device_is_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zeros").symlink_to("/dev/zero")
    for path in (tmp_path / "pipe", tmp_path / "zeros"):
        with pytest.raises(OSError, match="not a file") as caught:
            read_file(path)
        assert str(reason_of(caught.value)) == "it is a pipe, a socket or a device, not a file"


def test_a_folder_is_called_one(tmp_path):
    with pytest.raises((IsADirectoryError, PermissionError)) as caught:  # the second on Windows
        open_file(tmp_path)
    assert os.name == "nt" or str(reason_of(caught.value)) == "it is a folder"


def test_of_a_file_of_another_size_nothing_is_read(tmp_path, monkeypatch):
    path: Path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert has_content(path, b"12345")
    assert not has_content(path, b"54321")
    with pytest.raises((IsADirectoryError, PermissionError)):
        has_content(tmp_path, b"12345")
    monkeypatch.setattr("docgen.files.read_file", lambda _: pytest.fail("it was read"))
    assert not has_content(path, b"1234")
