"""Cases on Markdown pages: they are read, run and compared; the pages are a manual that is tested.

Fences follow each other, with prose between them as it helps the reader. Of each kind of page (`Kind`) some
fences are inputs, some are what is expected of them, some hold for every case until the next of their name or
the next heading:

    An addition that is never closed stays text.

    ```transcript base=typed
    An [addition without an end.
    ```
    ```model
    p("An [addition without an end.")
    ```
    ```findings
    1:4 unclosed-bracket
    ```

A case begins with its input and ends where the next begins. What is empty has no fence: no fence `findings`
means that there are to be none. `pytest --update` rewrites what is expected to what is so, adds fences that
are missing (of a new case it is enough to write the input) and takes away those of which nothing is left; all
else on a page stays. What it did is read in the difference before it is kept.
"""

from cases.expectation import Expectations, Output
from cases.page import Case, Fence, Kind, PageError, each, read_cases

__all__ = ["Case", "Expectations", "Fence", "Kind", "Output", "PageError", "each", "read_cases"]
