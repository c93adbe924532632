"""Lemmas that the small English models get wrong, corrected in a parse before anything reads it.

Found by asking the model for the lemma of every form of every verb of the lexicon. Only words of the lexicon matter.
"""

from __future__ import annotations

from typing import Any

_FORMS = {
    "hope": ("hoped", "hoping", "hopes"), "stage": ("staged", "staging", "stages"), "decree": ("decreed",),
    "slate": ("slated", "slating", "slates"), "rape": ("raped", "raping", "rapes"), "fine": ("fined", "fining"),
    "lambaste": ("lambasted", "lambasting", "lambastes"), "cordon": ("cordoned", "cordoning"),
    "wage": ("waged", "waging"), "telephone": ("telephoned",), "pend": ("pending",),
    "forgive": ("forgave",), "forbid": ("forbade",), "withdraw": ("withdrew",), "withhold": ("withheld",),
    "overthrow": ("overthrew",), "overrun": ("overran",), "undertake": ("undertook",), "uphold": ("upheld",),
    "retake": ("retook",), "strike": ("struck",), "slay": ("slew",), "forsake": ("forsook",), "resell": ("resold",),
    "axe": ("axed", "axing"), "gherao": ("gheraoed", "gheraoing"), "underwrite": ("underwrote",),
    "override": ("overrode",), "foresee": ("foresaw",), "besiege": ("besieging",), "redraw": ("redrew",),
}  # fmt: skip
_LEMMA_OF = {form: lemma for lemma, forms in _FORMS.items() for form in forms}


def correct_lemmas(doc: Any) -> None:
    """Give the verbs of a parsed paragraph their right lemma. Changes the Doc."""
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in _LEMMA_OF:
            token.lemma_ = _LEMMA_OF[token.lower_]
