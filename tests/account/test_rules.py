"""What leaves words out: each rule where it holds, and where it must not; what is never left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from account.books import account_of, told

RULES = {
    "data added to a head are left out where it is printed as it stands": (
        "::: head\n::: added\n::: paragraph\nOne.\n:::\n:::\n:::\n\nTwo.\n",
        "diplomatic",
        "head-added: 4",
    ),
    "data added to a head are printed where the edition sets it": (
        "::: head\n::: added\n::: paragraph\nOne.\n:::\n:::\n:::\n\nTwo.\n",
        "edition",
        "",
    ),
    "a range ends in a remark that becomes a note": (
        "<body><p>One <delSpan spanTo='#e'/>two</p><anchor xml:id='e'/>"
        "<note>Three.</note><p>Four.</p></body>",
        "reading",
        "range-omitted deleted: 3",
    ),
    "a note that nothing calls follows its document": ("One.\n\n[^a]: Two.\n", "edition", ""),
    "a note that is called is printed": ("One[^a].\n\n[^a]: Two.\n", "edition", ""),
    "index terms are data for the index": (
        "<body><p>On apples<index><term>Fruit</term></index>, winter.</p></body>",
        "edition",
        "data index: 5",
    ),
    "a term in the text is none of the index": (
        "<body><p>On <term>apples</term>, winter.</p></body>",
        "edition",
        "",
    ),
    "registers behind the text are data": (
        "<body><p>One.</p></body><back><listPerson><person><persName>Two</persName></person></listPerson></back>",
        "edition",
        "register: 3",
    ),
    "a list of books in the text is text": (
        "<body><p>One.</p><listBibl><bibl>Two</bibl></listBibl></body>",
        "edition",
        "",
    ),
    "deleted words are left out where the profile prints none": (
        "<body><p>One <del>two</del> three.</p></body>",
        "reading",
        "sign-omitted deleted: 3",
    ),
    "deleted words are printed where it does": (
        "<body><p>One <del>two</del> three.</p></body>",
        "edition",
        "",
    ),
    "of two forms the other is left out where no note has it": (
        "<body><p>One <choice><sic>tow</sic><corr>two</corr></choice>.</p></body>",
        "reading",
        "other-form sic: 3",
    ),
    "both forms are printed where a note has one": (
        "<body><p>One <choice><sic>tow</sic><corr>two</corr></choice>.</p></body>",
        "edition",
        "",
    ),
    "readings of other witnesses are left out where no note has them": (
        "<body><p>One <app><lem>two</lem><rdg wit='B'>too</rdg></app>.</p></body>",
        "reading",
        "other-reading variant: 3",
    ),
    "words in a deleted range are left out": (
        "<body><p>One <delSpan spanTo='#e'/>two</p><p>three<anchor xml:id='e'/> four.</p></body>",
        "reading",
        "range-omitted deleted: 8",
    ),
    "elements of HTML are no text": (
        "<body><p>One two.</p><figure><graphic url='a'/><div xmlns='http://www.w3.org/1999/xhtml'>600"
        "<script>play();</script></div></figure></body>",
        "edition",
        "html: 10",
    ),
    "the bytes of a picture or a sound are no words": (
        "<body><p>One <binaryObject mimeType='audio/midi'>TVRoZA==</binaryObject> two"
        " <binaryObject mimeType='image/gif'>R0lG\nODdh</binaryObject>.</p></body>",
        "edition",
        "bytes: 16",
    ),
    "what describes them is": (
        "<body><p>One <media url='a.mp3' mimeType='audio/mpeg'><desc>A song</desc></media> two.</p></body>",
        "edition",
        "",
    ),
    "elements of TEI are text, whatever stands before their names": (
        "<body><p>One <t:hi xmlns:t='http://www.tei-c.org/ns/1.0'>two</t:hi>.</p></body>",
        "edition",
        "",
    ),
    "elements of other namespaces are text": (
        "<body><p>One <x:hi xmlns:x='http://www.example.org/'>two</x:hi>.</p></body>",
        "edition",
        "",
    ),
    "the hyphen of a line end inside a word is left out": (
        "<body><p>A re-<lb break='no'/>port, har<pc>-</pc><lb break='no'/>bour"
        " <hi>sea-</hi><lb break='no'/>man.</p></body>",
        "edition",
        "line-hyphen: 3",
    ),
    "the hyphen of a line end that is kept is not": (
        "<body><p>A re-<lb break='no'/>port.</p></body>",
        "diplomatic",
        "head-added: 5",
    ),
    "the hyphen of a word is not": (
        "<body><p>Self<pc force='strong'>-</pc><lb break='no'/>taught, North-<lb/>South.</p></body>",
        "edition",
        "",
    ),
    "the hyphen before a line end that says nothing is": (
        "<body><p>A re-<lb/>port, anti-<pb n='2'/>imperialist.</p></body>",
        "edition",
        "line-hyphen: 1",
    ),
    "what a statement that the legend quotes does not say in plain words is left out": (
        '::: declarations\n::: declaration label="1."\nThat {variant|is|{reading wit=B|was}} it[^a].\n:::\n'
        ":::\n\nOne.\n\n[^a]: Two.\n",
        "edition",
        "declaration-frame: 2\ndeclaration-note: 4\ndeclaration-plain: 3\ndeclaration-stop: 1",
    ),
    "a statement behind the text is printed with all it says": (
        '::: declarations\n::: declaration label="1."\nThat {variant|is|{reading wit=B|was}} it[^a].\n:::\n'
        ":::\n\nOne.\n\n[^a]: Two.\n",
        "diplomatic",
        "",
    ),
    "the stop of a statement is left out though it is escaped": (
        "::: declarations\nSo it is\\;\n:::\n\nOne.\n",
        "edition",
        "declaration-stop: 1",
    ),
    "words behind a deleted range are not": (
        "<body><p>One <delSpan spanTo='#e'/>two<anchor xml:id='e'/> three.</p></body>",
        "edition",
        "",
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_rules_leave_out_what_they_name(tmp_path: Path, name: str) -> None:
    text, profile, expected = RULES[name]
    assert told(account_of(tmp_path, text, profile)) == expected


BALANCED = {
    "words stand loose beside blocks": (
        "<body>One <hi>t</hi>wo and <persName>A</persName> <persName>B</persName>. <p>Three</p> f<hi>our</hi>"
        "<div>five<p>six</p>seven <q>eight</q>, nine</div></body>"
    ),
    "words stand loose in lists and tables": (
        "<body><list>One <hi>t</hi>wo<item>three</item>f<hi>our</hi></list><table>five<hi>six</hi>"
        "<row><cell>seven</cell></row>eight<row>n<hi>ine</hi></row><note>Ten</note></table></body>"
    ),
    "an element in line ends in one that is in none": (
        "<body><p>one <hi>two<address>three</address></hi>four <hi><address>five</address>six</hi>seven"
        "<address>eight</address><anchor/>nine</p></body>"
    ),
    "an element in line that holds blocks is one": "<body>One<hi>two<p>three</p>four</hi>five</body>",
    "a mark holds words": "<body><p>One<lb>two</lb> three<milestone>four </milestone>five</p></body>",
    "what is lost is said in its gap": (
        "<body><p>One<gap><desc>two</desc></gap> three<gap><desc>f</desc><desc>g</desc></gap>four</p></body>"
    ),
    "a quotation holds words, and words stand beside it": (
        "<body><p>one<cit>two<quote>three</quote> four</cit>five</p>"
        "<cit><quote>six</quote> seven</cit></body>"
    ),
    "elements that TEI does not know stand in line": (
        "<body><p>One t<own>w</own>o <own>three</own></p></body>"
    ),
    "a lemma before a table with a caption": (
        "One[^a].\n\n::: note id=a\n::: lemma\nTwo\n:::\n::: table\n::: caption\nThree\n:::\n| four |\n"
        ":::\n:::\n"
    ),
    "a lemma before a list with labels": (
        "One[^a].\n\n::: note id=a\n::: lemma\nTwo\n:::\n::: list\n::: item label=3.\nFour\n:::\n:::\n:::\n"
    ),
    "stops and blanks at the end of a statement": (
        "::: declarations\nOne{remark|two.}{remark|,}\\ \n:::\n\nThree.\n"
    ),
    "letters in the place of others in a word": (
        "A{replaced|{deleted|T}|{added|t}}he end {replaced|{deleted|was}|{added|is}} near.\n"
    ),
    "blanks in a deleted range belong to it": (
        "<body><p>one<delSpan spanTo='#e'/><del>two</del> and <del>three</del> <anchor xml:id='e'/>four</p>"
        "</body>"
    ),
    "a correction behind its words, before a letter and a stop": (
        "They have recieved [recte received]^a^ word, the <u>lettre</u> [*recte* letter].\n"
    ),
    "a sign in a sign": "Read [Stamp: [illegible] …], x[Stamp: …]y.\n",
    "a remark that becomes a note before a word": "The harbour [it is large, VB]is shut [*ed., VB* ]now.\n",
    "the lemma of a note is a part of it": (
        "One two.\n\n::: note id=n1\n::: lemma\nTwo\n:::\n::: paragraph\nThree.\n:::\n:::\n\nFour[^n1].\n"
    ),
    "a word goes on behind a form that does not print": "A {corrected|recieve|receive}d letter.\n",
    "a blank in a reading is none behind it": (
        "<body><p>A <app><lem>b</lem><rdg wit='B'>c <note>N.</note></rdg></app> d.</p></body>"
    ),
    "a word goes on over a page that stands on a line of its own": (
        "<body><p>govern\n<pb n='2' break='no'/>\nment of <cb n='2' break='no'/>it.</p></body>"
    ),
    "the description of a picture prints before its caption": (
        "<body><figure><graphic url='a.png'/><head>One.</head><figDesc>Two.</figDesc></figure></body>"
    ),
    "a note hangs on its word": "<body><p>States <note>One.</note> and <note>Two.</note>.</p></body>",
    "an element without words keeps its blanks": "<body><p>Three <gap reason='illegible'/> four.</p></body>",
    "an opener in a paragraph is parted": "<body><p><salute>Dear John,</salute>I am well.</p></body>",
    "a line end inside a word joins it": "<body><p>har-<lb break='no'/>\n  bour and\n<lb/>more</p></body>",
    "a page in a word joins it": "<body><p>govern<pb n='2' break='no'/>ment</p></body>",
    "old words and new ones": "<body><p>A<subst><add>T</add><del>t</del></subst>he end.</p></body>",
    "a long reading stands whole in its note": (
        "<body><p>One <app><lem>two</lem><rdg wit='B'>a reading of more words than a lemma has</rdg></app>."
        "</p></body>"
    ),
    "the mark of a page at the end of a block": (
        "<body><p>would be:<pb n='2'/><list><item>one</item></list></p></body>"
    ),
    "a page begins in a word, or behind a quotation mark": (
        "<body><p>The govern<pb n='2'/>ment of “<pb n='3'/>mutual” aid.</p></body>"
    ),
    "a page begins between words": (
        "<body><p>To the<pb n='2'/> end of <pb n='3'/>a <pb n='4'/> day.</p></body>"
    ),
    "a range begins and ends between blocks": (
        "<body><note place='top'>1</note>\n<addSpan spanTo='#e'/>\n<p>One</p>\n<p>two</p>\n"
        "<anchor xml:id='e'/>\n<p>three, <addSpan spanTo='#f'/> four<anchor xml:id='f'/></p></body>"
    ),
    "marks and words between blocks": (
        "<body><p>One</p>\n<milestone unit='glued'/>\n<metamark>run in</metamark>\n"
        "<milestone unit='glued'/>\n<addSpan spanTo='#e'/>\n<p>two<anchor xml:id='e'/></p></body>"
    ),
    "notes between blocks": "<body><p>One</p><div><note>Two</note><note>three</note></div></body>",
    "a note behind words of a closer": (
        "<body><p>One</p><closer><foreign>Bien</foreign><note>Two</note><space/><signed>A</signed></closer>"
        "</body>"
    ),
    "changes without words": (
        "<body><p>One <redo target='#a'/> <undo target='#b'/> <surplus>two</surplus></p></body>"
    ),
    "data side by side": (
        "<body><p>In <msDesc><msIdentifier><settlement>Oxford</settlement>\n"
        "<repository>Bodleian</repository>\n<idno>MS 1</idno></msIdentifier></msDesc> and"
        " <listBibl><bibl>A <date>1877</date></bibl></listBibl>\n<textLang>Latin</textLang> too.</p></body>"
    ),
    "the description of a picture": (
        "<body><p>One <graphic url='no.png'><desc>A\n house</desc></graphic> and</p>"
        "<figure><graphic url='no.png'/><figDesc>A\n tower</figDesc></figure></body>"
    ),
    "references stand for characters": "<body><p>A &amp; B &#x2014; C<!-- no --> <![CDATA[D]]></p></body>",
    "the description of a picture in a transcript": 'One {figure target=no.png description="A house"} two.\n',
    "a transcript with a table": "One[^a] *two*.\n\n| a | b |\n|---|---|\n| c | d |\n\n[^a]: Three.\n",
}


@pytest.mark.parametrize("name", BALANCED)
@pytest.mark.parametrize("profile", ["edition", "reading", "diplomatic"])
def test_what_is_printed_balances(tmp_path: Path, name: str, profile: str) -> None:
    faults = account_of(tmp_path, BALANCED[name], profile).diagnostics
    assert [fault.message for fault in faults] == []


def test_letters_with_marks_are_told_again_in_a_note(tmp_path: Path) -> None:
    range_ = "<seg ana='variorum:node=AnchorStart variorum:range=r1 variorum:act=unclear'/>"
    line = "<ab ana='variorum:node=Line variorum:kind=present variorum:medium=chalk'>One, two</ab>"
    text = f"<body>{range_}{line}</body>"
    assert account_of(tmp_path, text, convention="leiden").diagnostics == ()
