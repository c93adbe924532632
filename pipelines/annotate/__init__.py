"""From an article's text to mentions: who did what to whom, where, when, how real it is and by whose word.

Pure functions over text, with the knowledge in `lexicon/` as data. No network, no warehouse, no Dagster.
"""

CODER = "6"
"""The coder's version: raised whenever the same text may come out otherwise."""
