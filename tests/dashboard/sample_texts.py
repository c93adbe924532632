"""The invented outlets, parties and reports of the sample warehouse. Sentences were written for these tests.

A mark `[code:words]` names a span: a actor, r recipient, s speaker, p place, d day, n/12 deaths, q/Speaker quotation,
t/TYPE/modality/WITHIN the word that tells an act, u/bearer/attribute/value/status a situation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Told:
    """One report: outlet, title, day of the story, marked paragraphs, and those of a later revision."""

    outlet: str
    title: str
    day: int
    paragraphs: tuple[str, ...]
    revised: tuple[str, ...] = ()
    story: str | None = None
    credit: str | None = None
    url: str | None = None
    slug: str | None = None
    status: str = "live"


OUTLETS: dict[str, tuple[str, str | None, str, str | None]] = {
    "indus-herald": ("Indus Herald", "PAK", "private", None),
    "kabul-courier": ("Kabul Courier", "AFG", "government", "AFG"),
    "meridian-wire": ("Meridian Wire", "GBR", "wire", None),
    "ganges-post": ("Ganges Post", "IND", "private", None),
    "gulf-ledger": ("Gulf Ledger", "QAT", "public", None),
    "bosphorus-daily": ("Bosphorus Daily", "TUR", "private", None),
    "scripted": ("<script>window.pwned=1</script> & Sons", "PAK", "private", None),
}

PARTIES: dict[str, dict[str, Any]] = {
    "Pakistan": {"kind": "country", "country": "PAK", "sector": "GOV", "places": ["Islamabad", "Peshawar"]},
    "the Afghan Taliban": {"kind": "group", "country": "AFG", "sector": "GOV", "places": ["Kabul", "Kandahar"]},
    "India": {"kind": "country", "country": "IND", "sector": "GOV", "places": ["New Delhi"]},
    "Qatar": {"kind": "country", "country": "QAT", "sector": "GOV", "places": ["Doha"]},
    "Türkiye": {"kind": "country", "country": "TUR", "sector": "GOV", "places": ["Istanbul"]},
    "Iran": {"kind": "country", "country": "IRN", "sector": "GOV", "places": ["Tehran"]},
    "Uzbekistan": {"kind": "country", "country": "UZB", "sector": "GOV", "places": ["Tashkent"]},
    "Khawaja Asif": {"kind": "person", "country": "PAK", "sector": "MIL", "places": ["Sialkot"]},
    "gunmen": {"kind": "agent", "country": None, "sector": "UAF", "places": ["Quetta"]},
}

PLACES: dict[str, tuple[str, str | None, float, float, str]] = {
    "Islamabad": ("PAK", "Islamabad", 33.72, 73.04, "exact"),
    "Peshawar": ("PAK", "Khyber Pakhtunkhwa", 34.01, 71.58, "exact"),
    "Quetta": ("PAK", "Balochistan", 30.18, 66.99, "exact"),
    "Sialkot": ("PAK", "Punjab", 32.49, 74.53, "exact"),
    "Kabul": ("AFG", "Kabul", 34.53, 69.17, "exact"),
    "Kandahar": ("AFG", "Kandahar", 31.61, 65.71, "admin"),
    "New Delhi": ("IND", "Delhi", 28.64, 77.22, "exact"),
    "Doha": ("QAT", "Doha", 25.29, 51.53, "exact"),
    "Istanbul": ("TUR", "Istanbul", 41.01, 28.95, "exact"),
    "Tehran": ("IRN", "Tehran", 35.69, 51.42, "exact"),
    "Tashkent": ("UZB", "Tashkent", 41.26, 69.22, "exact"),
    "Uzbekistan's south": ("UZB", None, 38.0, 67.0, "country"),
}

ARTICLES: tuple[Told, ...] = (
    Told(
        "indus-herald",
        "Second round of talks opens on the Bosphorus",
        13,
        (
            "[a:Pakistan] and [a:the Afghan Taliban] opened a second round of [t/CONSULT:talks] in [p:Istanbul] on "
            "[d:Saturday]. Hosts kept reporters at the gate and promised a short note by evening.",
            "[s:Khawaja Asif] [t/THREATEN:warned] [r:the Afghan Taliban] that his side was ready for a long fight. "
            "[s:Khawaja Asif] spoke of open [t/ASSAULT/conditional/THREATEN:war] by [a:Pakistan] if the talks fail. "
            "[q/Khawaja Asif:“We came to sign, and we will leave if there is nothing to sign,”] he told a small crowd.",
            "[u/Torkham crossing/crossing/closed/open:The gate at Torkham has stayed shut since the second week of "
            "October], and drivers sleep beside their fruit.",
        ),
        story="istanbul",
    ),
    Told(
        "meridian-wire",
        "Neighbours meet again in Istanbul",
        13,
        (
            "ISTANBUL (Meridian) [a:Pakistan] and [a:the Afghan Taliban] held [t/CONSULT:talks] in [p:Istanbul] on "
            "[d:Saturday], two people in the room said.",
            "[a:Türkiye] [t/COOPERATE:lent] its good offices to [r:Pakistan] in [p:Istanbul], as in spring.",
        ),
        revised=(
            "ISTANBUL (Meridian) [a:Pakistan] and [a:the Afghan Taliban] held [t/CONSULT:talks] in [p:Istanbul] on "
            "[d:Saturday], three people in the room said. The first session ran for nine hours.",
            "[a:Türkiye] [t/COOPERATE:lent] its good offices to [r:Pakistan] in [p:Istanbul], as in spring.",
        ),
        story="istanbul",
        credit="Meridian Wire",
    ),
    Told(
        "gulf-ledger",
        "Neighbours meet again in Istanbul",
        13,
        (
            "[a:Pakistan] and [a:the Afghan Taliban] held [t/CONSULT:talks] in [p:Istanbul] on [d:Saturday], two "
            "people in the room said. (Meridian Wire)",
        ),
        story="istanbul",
        credit="Meridian Wire",
    ),
    Told(
        "kabul-courier",
        "Delegation flies out with a short list",
        13,
        (
            "[a:the Afghan Taliban] sent a team to [t/CONSULT:meet] [a:Pakistan] in [p:Istanbul] on [d:Saturday]. "
            "Its members carried a list of three points and no paper to sign.",
            "The ministry [t/STATEMENT:denied] that any camp stands on its soil.",
        ),
        story="istanbul",
    ),
    Told(
        "indus-herald",
        "Minister blames Delhi for trouble on the western border",
        14,
        (
            "[s:Khawaja Asif] [t/ACCUSE:accused] [r:India] of running a war by proxy from across the border. In his "
            "telling, [a:India] [t/ASSAULT/alleged/ACCUSE:attacks] [r:Pakistan] through others.",
            "Asked for proof in [p:Sialkot], he promised a file in due course.",
        ),
        story="istanbul",
    ),
    Told(
        "bosphorus-daily",
        "Ceasefire signed in Doha holds for a fifth day",
        12,
        (
            "[a:Pakistan] and [a:the Afghan Taliban] had [t/AGREE:agreed] to stop shooting in [p:Doha].",
            "[u/Doha ceasefire/ceasefire/in force/open:The ceasefire of Doha has held for five days], the longest "
            "quiet since summer. [u/Pakistan-Afghanistan trade/trade/suspended/open:Trade is still suspended].",
        ),
        story="doha",
    ),
    Told(
        "ganges-post",
        "Gunmen kill six at a checkpoint near Quetta",
        9,
        (
            "[a:gunmen] [t/ASSAULT:killed] [n/6:six] soldiers of [r:Pakistan] near [p:Quetta] on [d:Tuesday].",
            "No group has said it was behind the attack.",
        ),
        story="quetta",
    ),
)

WEEKLY: tuple[str, ...] = (
    "{A} and {B} talk in {P}|Envoys of [a:{A}] and [a:{B}] held [t/CONSULT:talks] in [p:{P}] on [d:the day].",
    "{A} sends relief to {B}|[a:{A}] [t/AID:delivered] tents and flour to [r:{B}] through [p:{P}].",
    "{A} faults {B}|[a:{A}] [t/ACCUSE:blamed] [r:{B}] for a broken promise, in a note handed over in [p:{P}].",
    "{A} warns {B}|[a:{A}] [t/THREATEN:threatened] [r:{B}] with closed ports, speaking in [p:{P}].",
    "{A} shells a post of {B}|Guns of [a:{A}] [t/ASSAULT:shelled] a post of [r:{B}] by [p:{P}], killing [n/3:three].",
    "{A} and {B} sign a rail accord|[a:{A}] and [a:{B}] [t/AGREE:signed] a rail accord in [p:{P}].",
    "{A} bars goods of {B}|[a:{A}] [t/SANCTION:barred] cement of [r:{B}] at [p:{P}].",
    "Crowds rally in {P}|Crowds from [a:{A}] [t/PROTEST:rallied] against [r:{B}] in [p:{P}].",
)

SAYINGS: tuple[str, ...] = (
    "Shops near the square stayed open.",
    "A clerk read the note twice and folded it.",
    "The weather was fair, and nobody spoke of it.",
)

HOSTILE = Told(
    "scripted",
    '=HYPERLINK("http://evil.example","x") <img src=http://evil.example/t.png onerror="window.pwned=2"> '
    "[click](javascript:alert(1)) ![pixel](http://evil.example/p.png) **bold** $x^2$ :red[red]",
    23,
    (
        "</div></mark><script>window.pwned=3</script> [a:Pakistan] [t/ACCUSE:accused] [r:India] "
        "<img src=http://evil.example/q.png onerror=window.pwned=4> in [p:Islamabad]; '; drop table events; --",
        "Second line & an entity: &lt;b&gt; stays as it was typed. <style>body{display:none}</style>",
    ),
    url="javascript:window.pwned=5//http://evil.example/",
)
