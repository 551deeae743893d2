"""Addresses as every format writes them."""

from __future__ import annotations

import pytest

from variorum.addresses import ADDRESS, encoded, is_script


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("http://a.example/ü?x=[1]", "http://a.example/%C3%BC?x=%5B1%5D"),
        ("https://a.example/%C3%BC?x=%5B1%5D#y", "https://a.example/%C3%BC?x=%5B1%5D#y"),
        ("https://a.example/100%/x%zz", "https://a.example/100%25/x%25zz"),
        ("http://[::1]:80/[x]", "http://[::1]:80/%5Bx%5D"),
        ("http://me:word@a.example:80/x", "http://me:word@a.example:80/x"),
        ("https://münchen.example/ö", "https://xn--mnchen-3ya.example/%C3%B6"),
        ("https://пример.example", "https://xn--e1afmkfd.example"),
        ("https://a..ü/x", "https://a..%C3%BC/x"),
        ('https://a.example/"<>`{}|\\^', "https://a.example/%22%3C%3E%60%7B%7D%7C%5C%5E"),
        ("mailto:jörg@a.example", "mailto:j%C3%B6rg@a.example"),
        ("urn:isbn:978-0-00-000000-2", "urn:isbn:978-0-00-000000-2"),
        ("doi:10.1000/182[x]", "doi:10.1000/182%5Bx%5D"),
    ],
)
def test_an_address_is_written_in_the_characters_of_a_uri(said: str, written: str) -> None:
    assert ADDRESS.match(said)
    assert (encoded(said), encoded(written)) == (written, written)
    assert written.isascii()


@pytest.mark.parametrize("said", ["javascript:alert(1)", " JavaScript :x", "vbscript:x", "data:text/html,x"])
def test_a_program_is_no_address(said: str) -> None:
    assert is_script(said)
    assert not ADDRESS.match(said)


@pytest.mark.parametrize("said", ["schnitzler:1899", "https://a.example/javascript:x", "#javascript", "data"])
def test_what_only_looks_like_one_is_no_program(said: str) -> None:
    assert not is_script(said)
