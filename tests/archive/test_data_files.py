"""Files of data beside posts, as Jekyll 4.4.1 reads `_data`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.building import write
from tuireader.archive.disk.data_files import MAX_BYTES, read_data
from tuireader.archive.metadata.values import Scalar, as_text, as_texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("a.yml", "[x, 2]", ("x", "2")),
        ("a.yml", "- x\n- y\n", ("x", "y")),
        ("a.yaml", "one", ("one",)),
        ("a.json", '["x", 2.50, true, null]', ("x", "2.50", "true")),
        ("a b.yml", "x", None),
        ("a.yml", "a: [b", None),
        ("a.json", "[" * 50 + "]" * 50, None),
        ("a.json", "{", None),
        ("a.txt", "x", None),
        ("a.yml", "#" * (MAX_BYTES + 1), None),
    ],
)
def test_a_file_is_a_value(tmp_path: Path, name: str, text: str, wanted: tuple[str, ...] | None) -> None:
    write(tmp_path, {f"_data/{name}": text})
    found = read_data(str(tmp_path), "_data/").get("a")
    assert (None if found is None else as_texts(found)) == wanted


def test_rows_are_maps_by_the_names_of_the_first(tmp_path: Path) -> None:
    write(tmp_path, {"_data/t.csv": 'name,price\ntea,3\n\n"a, b",4\n', "_data/u.tsv": "k\tv\na\t1\n"})
    found = read_data(str(tmp_path), "_data/")
    assert found["t"] == (
        {"name": Scalar("tea"), "price": Scalar("3")},
        {"name": Scalar("a, b"), "price": Scalar("4")},
    )
    assert found["u"] == ({"k": Scalar("a"), "v": Scalar("1")},)


def test_folders_are_maps_and_names_keep_letters_alone(tmp_path: Path) -> None:
    write(tmp_path, {"_data/in side/my.file 2.yml": "x"})
    folder = read_data(str(tmp_path), "_data/")["in_side"]
    assert isinstance(folder, dict)
    assert as_text(folder["myfile_2"]) == "x"


def test_a_file_that_has_changed_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, {"_data/a.yml": "x"})
    first = read_data(str(tmp_path), "_data/")
    write(tmp_path, {"_data/a.yml": "longer"})
    second = read_data(str(tmp_path), "_data/")
    assert (as_text(first["a"]), as_text(second["a"])) == ("x", "longer")


def test_a_link_out_of_the_archive_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"outside.yml": "x", "site/_data/b.yml": "y"})
    (tmp_path / "site" / "_data" / "a.yml").symlink_to(tmp_path / "outside.yml")
    assert set(read_data(str(tmp_path / "site"), "_data/")) == {"b"}
