"""Pages by chance: whatever is nested in whatever, no exception is raised and no word is lost."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.accession import web
from variorum.accession.manuscript import transcripts
from variorum.codecs import read
from variorum.conventions import load
from variorum.model.walk import plain
from variorum.source import Source

SET = load("soviet-archives").value
TAGS = (
    *("p", "div", "i", "b", "u", "sup", "sub", "s", "span", "font", "center", "section", "article", "pre"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "caption", "blockquote", "h1", "h2"),
    *("figure", "figcaption", "details", "summary", "em", "strong", "cite", "code", "main", "body", "html"),
)
CLASSES = ("", ' class="note"', ' class="footnote"', ' id="fn1"', ' id="fn2"', ' style="letter-spacing:2px"')
SIGNS = ("[", "]", "*", "^", "{", "}", "|", "~~", "\\", "[^a]", "# ", "- ", "1. ", "::: ", "&amp;", " ")

opening = st.builds(lambda tag, data: f"<{tag}{data}>", st.sampled_from(TAGS), st.sampled_from(CLASSES))
closing = st.builds(lambda tag: f"</{tag}>", st.sampled_from(TAGS))
call = st.sampled_from(
    [
        *('<sup><a href="#fn1">1</a></sup>', '[<a href="#fn2">2</a>]', '<a name="fn2"></a>', "<sup>1</sup>"),
        *("<br>", "<hr>", "&lt;u&gt;", "<q>", "</q>"),
    ]
)
sign = st.sampled_from(SIGNS)
word = st.just("\0")
pieces = st.lists(st.one_of(opening, opening, closing, word, word, call, sign), max_size=40)


@settings(max_examples=150, deadline=None)
@given(pieces)
def test_no_word_of_a_page_is_lost(parts: list[str]) -> None:
    count = 0
    html = ""
    for part in parts:
        if part == "\0":
            count += 1
            html += f"w{count}w "
        else:
            html += part
    result = web.read("one.html", html.encode())
    page = result.value
    if page is None:
        assert count == 0
        return
    text = transcripts.with_marks_escaped("one.txt", transcripts.page_transcript(page, SET, {})[0], SET).value
    reading = read(Source("one.txt", text), SET)
    assert reading.errors == ()
    left = " ".join(one.begins for one in page.left_out)
    found = re.findall(r"w\d+w", f"{plain(reading.value.document)} {page.plain_title} {left}")
    assert {f"w{number}w" for number in range(1, count + 1)} <= set(found)
