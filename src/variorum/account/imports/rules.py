"""The rules by which words of a file are not in its transcript, and the other way round."""

from __future__ import annotations

from enum import Enum


class Omission(Enum):
    """Why words of a file are not in its transcript; none says "anything else".

    `told`: what the importer says it leaves out, by which such words must be told; empty where no report
    tells them.
    """

    def __init__(self, told: str, sentence: str) -> None:
        self.told = told
        self.sentence = sentence

    @property
    def slug(self) -> str:
        """Return the name of the rule as it is shown."""
        return self.name.lower().replace("_", "-")

    DELETED = "", "Deleted or moved away by a tracked change that is accepted."
    INSERTED = "", "Inserted or moved here by a tracked change that is rejected."
    FIELD_INSTRUCTION = "", "The instruction of a field of Word, whose result is the text."
    OTHER_FORM = "", "The second form of what a Word file holds in two forms, of which one is shown."
    HIDDEN = "hidden words", "Words that Word shows to nobody."
    RUNNING_HEAD = "a running head", "The head over every page of a Word file."
    RUNNING_FOOT = "a running foot", "The foot under every page of a Word file."
    CONTENTS = "contents that Word makes", "A list that Word makes of the text: contents, index, figures."
    UNCALLED_NOTE = "a note that nothing calls", "A note to which no call leads."
    CHART = "words of a chart", "Words and figures in a chart."
    DIAGRAM = "words of a diagram", "Words in a diagram."
    CALL_AGAIN = "", "The number of a note that a field repeats, which calls the note again."
    CALL_OF_NOTHING = "", "The call of a note that the file does not hold."
    NOTE_MARK = (
        "",
        "The mark of a note, set at its call and its head, in the place of which its label is printed.",
    )
    MARK_AT_HEAD = "", "The mark at the head of a note that is set at its call as well."
    AUTHOR = "", "Who wrote a comment, which stands behind its words."
    COMMENT = "a comment", "A comment, where comments are asked to be left out."
    SETTLED = "a comment that is marked as resolved", "A comment that nobody asks any more."
    COMMENT_CALL = "", "The mark of such a comment in the text."
    PAGE_MARK = "", "The number of an original page, which becomes its mark."
    ATTRIBUTE = "", "Words of a tag, shown beside the text if at all."
    PAGE_HEAD = "", "What the head of a page says of it."
    TOLD = "", "Matter of the site, which the report tells, word by word."


class Addition(Enum):
    """Why words of a transcript are not in the file as its words."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    @property
    def slug(self) -> str:
        """Return the name of the rule as it is shown."""
        return self.name.lower().replace("_", "-")

    ITEM_LABEL = "The number or bullet of an item, which the file shows and does not write."
    RULE_LINE = "A line that is drawn."
    PAGE_LABEL = "The mark of an original page."
    CALL = "The call of a note."
