"""The account of words, from the sources to the publication and back; it shares no code with codecs."""

from __future__ import annotations

from variorum.account.edition import Account, account

__all__ = ["NO_ACCOUNT", "Account", "account"]

NO_ACCOUNT = Account()
"""The account of what could not be published."""
