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
    "axe": ("axed", "axing", "axes"), "bus": ("bussed", "bussing"), "cane": ("caned", "caning"),
    "rage": ("raged", "raging", "rages"),
    "defund": ("defunded", "defunding"), "deregister": ("deregistered", "deregistering"), "extern": ("externed",),
    "reappoint": ("reappointed", "reappointing"), "rearrest": ("rearrested", "rearresting"),
    "reconnect": ("reconnected", "reconnecting"), "reoccupy": ("reoccupied", "reoccupying", "reoccupies"),
    "resupply": ("resupplied", "resupplying", "resupplies"), "relaunch": ("relaunched", "relaunching", "relaunches"),
    "snipe": ("sniped", "sniping", "snipes"), "gut": ("gutted", "gutting"),
    "shame": ("shamed", "shaming", "shames"), "scare": ("scared", "scaring", "scares"),
    "unban": ("unbanned", "unbanning"), "waterboard": ("waterboarded", "waterboarding"),
    "cohost": ("cohosted", "cohosting"), "wiretap": ("wiretapped", "wiretapping"),
    "install": ("installed", "installing"),
    "misreport": ("misreported",), "phish": ("phished", "phishing"), "medevac": ("medevaced", "medevacked"),
    "gripe": ("griped", "griping"), "cope": ("coped", "coping", "copes"), "ready": ("readied",),
    "extol": ("extolled", "extolling"), "lorry": ("lorried",), "retweet": ("retweeted",), "hate": ("hated", "hates"),
    "gherao": ("gheraoed", "gheraoing"), "underwrite": ("underwrote",),
    "override": ("overrode",), "foresee": ("foresaw",), "besiege": ("besieging",), "redraw": ("redrew",),
}  # fmt: skip
_LEMMA_OF = {form: lemma for lemma, forms in _FORMS.items() for form in forms}


def correct_lemmas(doc: Any) -> None:
    """Give the verbs of a parsed paragraph their right lemma. Changes the Doc."""
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in _LEMMA_OF:
            token.lemma_ = _LEMMA_OF[token.lower_]
