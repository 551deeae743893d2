"""The apparatus: what an edition generates, from the model to the publication.

    annotate(edition, conventions, profile, style)

`edition` leads through a document and the matter around it; `text` prints the model's nodes by their signs,
with heads and emendations; `ledger` numbers and counts; `document_notes` and `matter` make what their names
say. `profiles/` is data.
"""

from variorum.apparatus.edition import Holdings, OwnText, annotate
from variorum.apparatus.profile import Profile
from variorum.apparatus.profile import load as load_profile
from variorum.apparatus.profile import names as profile_names

__all__ = ["Holdings", "OwnText", "Profile", "annotate", "load_profile", "profile_names"]
