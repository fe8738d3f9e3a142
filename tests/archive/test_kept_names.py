"""A database gives back every name that it was given."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.archive.disk.databases import kept, own


@given(st.text(st.characters(codec=None)))
def test_a_name_is_its_own_again(name: str) -> None:
    assert own(kept(name)) == name


@pytest.mark.parametrize(("name", "text"), [("é.md", True), ("caf\udce9.md", False)])
def test_a_name_is_found_in_a_column_of_text(name: str, text: bool) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table names(name text primary key)")
        connection.execute("insert into names values(?)", (kept(name),))
        found = connection.execute("select name from names where name = ?", (kept(name),)).fetchone()
    assert own(found[0]) == name
    assert isinstance(found[0], str) is text
