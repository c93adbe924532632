"""Where, when and by whom a report was filed, as its first words say: "KABUL, Oct 25 (Agency) - ".

A dateline has a place, and a day, an agency in brackets, or capitals, and ends with a dash or a colon. A place alone in
capitals before a colon or dash, or in ordinary letters before a long dash and a sentence, counts where the gazetteer
knows it. An agency in brackets may stand without a sign behind it, and a byline may name the place ("By ... in Kabul").
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from pipelines.extract.agencies import agency_among, credit_words
from pipelines.extract.wording import fold
from pipelines.records import Dateline
from pipelines.reference.gazetteer import candidates

_LEAD_PARAGRAPHS = 3
_LATE_PARAGRAPHS = 6
"""Standfirsts, captions and credits of pictures may stand above it; so late it must name an agency or a day."""
_LONGEST = 160
_LEAST_PEOPLE = 10_000
"""Inhabitants of the smallest town that a word is taken for that nothing but its place in the text marks as one."""

_WORD = r"[^\W\d_][\w'’.-]*"
_NAME = rf"(?=[^\W\d_a-zß-öø-ÿ]){_WORD}"
_PLACE = rf"{_NAME}(?:[ ]{_NAME}|[ ](?:de|del|la|el|al|of|the|upon|am|an|der|di|do|da)(?=[ ])|[ ]?/[ ]?{_NAME}){{0,5}}"
_REGION = rf"(?:,[ ]?{_NAME}(?:[ ]{_NAME}){{0,3}}){{0,2}}"
_SIGN = r"\s*(?:\.?\s?[–—―]|\.?\s?--|\.?\s?-(?=\s|[“\"«A-Z])|\.-|:)\s*|(?<=[)\]])\s+(?=[“\"«A-Z])"


@cache
def _dateline() -> re.Pattern[str]:
    months = "|".join(re.escape(name) for name in sorted(_months(), key=len, reverse=True))
    day = (
        rf"(?:(?P<month>(?i:{months}))\.?[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|\.)?"
        rf"(?:[ ]de)?[ ](?P<month2>(?i:{months}))\.?)(?!\w)(?:,?(?:[ ]de)?[ ](?P<year>(?:19|20)\d\d))?"
        r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    )
    agency = r"[(\[](?P<agency>[^()\[\]\n]{2,60})[)\]]"
    return re.compile(
        rf"\s*(?:{agency.replace('agency', 'first')}[ ]?[-–—]?[ ]?)?(?P<place>{_PLACE})(?P<region>{_REGION})"
        rf"(?:,?[ ]?(?P<when>{day}))?[ ]?,?(?:[ ]?{agency})?(?P<sign>{_SIGN})"
    )


_BYLINE = re.compile(
    rf"\s*(?i:by|from)[ ]{_NAME}(?:[ ]{_NAME}){{1,3}}(?:(?:,| and|, and)[ ]{_NAME}(?:[ ]{_NAME}){{1,3}})*"
    rf"[ ]in[ ](?P<place>{_PLACE})(?:,[ ]{_NAME})?\s*"
)
_AGENCY_ALONE = re.compile(r"\s*[(\[](?P<agency>[^()\[\]\n]{2,40})[)\]]\s*(?:[–—―-]{1,2}|:)\s*")


def read_dateline(text: str, published_on: date | None, house: Collection[str] = ()) -> Dateline | None:
    """The dateline of an article's text, or None. `house` are folded names of the page's own site."""
    start = 0
    for number, paragraph in enumerate(text.split("\n", _LATE_PARAGRAPHS)[:_LATE_PARAGRAPHS]):
        found = _read(paragraph, start, published_on, house)
        if found is not None and (number < _LEAD_PARAGRAPHS or found.agency or found.day):
            return found
        start += len(paragraph) + 1
    return None


def _read(paragraph: str, start: int, published_on: date | None, house: Collection[str]) -> Dateline | None:
    head = paragraph[:_LONGEST]
    if (placed := _BYLINE.fullmatch(head)) and _is_city(placed["place"]):
        return Dateline(start, start + len(paragraph), placed["place"], None, None)
    match = _dateline().match(head)
    if match is None or not _goes_on(paragraph, match.end()):
        return _agency_alone(paragraph, start, house)
    bracket = match["agency"] or match["first"]
    sign = match["sign"].strip()
    agency = agency_among(bracket, house) if bracket else None
    if not sign and agency is None:
        return None
    agency = agency or (_unlisted(bracket, house) if bracket else None)
    place = re.sub(r"\s*/\s*", "/", " ".join(match["place"].split()))
    if not _capital(place) or place.casefold() in credit_words().no_town:
        return None
    marked = agency is not None or match["when"] is not None
    if not marked and not _is_town(place, match["region"], sign, paragraph[match.end() :]):
        return None
    if marked and sign == ":" and agency is None and not place.isupper():
        return None
    left = len(paragraph) - len(paragraph.lstrip())
    day = _day(match, published_on) if match["when"] else None
    return Dateline(start + left, start + match.end(), place, day, agency)


def _agency_alone(paragraph: str, start: int, house: Collection[str]) -> Dateline | None:
    match = _AGENCY_ALONE.match(paragraph)
    if match is None or not _goes_on(paragraph, match.end()):
        return None
    agency = agency_among(match["agency"], house)
    left = len(paragraph) - len(paragraph.lstrip())
    return Dateline(start + left, start + match.end(), None, None, agency) if agency else None


def _goes_on(paragraph: str, end: int) -> bool:
    """Whether a sentence follows, with small letters in it where its script has them."""
    rest = paragraph[end : end + 60]
    return len(rest) > 10 and any(character.isalpha() and not character.isupper() for character in rest)


def _capital(place: str) -> bool:
    return place[0].isupper() or not place[0].isascii()


def _is_town(place: str, region: str, sign: str, rest: str) -> bool:
    """Whether words that only their place in the text marks as a dateline name a town or a country's part."""
    shouted = place.isupper() and len(place) > 3
    # "Reading — Crews met" and "Reading — the habit of it": what goes on with a small letter is the same sentence.
    if not shouted and (sign not in ("–", "—", "―", "--") or rest.lstrip("“\"«'‘")[:1].islower()):
        return False
    if shouted and region and sign != ":":
        return True
    first = place.split("/")[0]
    return _is_city(first.title() if shouted else first)


def _is_city(name: str) -> bool:
    return any(each.feature == "city" and each.population >= _LEAST_PEOPLE for each in candidates(name))


def _unlisted(text: str, house: Collection[str]) -> str | None:
    """A bracket that looks like a name; the outlet's own, a note such as "(Updated)" or a date is none."""
    plain = " ".join(text.split())
    looks_named = plain[:1].isupper() and not any(character.isdigit() for character in plain)
    return (
        plain if looks_named and fold(plain) not in house and plain.casefold() not in credit_words().no_agency else None
    )


def _day(match: re.Match[str], published_on: date | None) -> date | None:
    """The day as written; without a year the last such day up to the one after publication."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _months()[(match["month"] or match["month2"]).casefold()]
        number = int(match["day"] or match["day2"])
        if match["year"]:
            return date(int(match["year"]), month, number)
        if published_on is None:
            return None
        latest = published_on + timedelta(days=1)
        day = date(latest.year, month, number)
        return day if day <= latest else date(latest.year - 1, month, number)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {name.casefold(): number for number, names in credit_words().months.items() for name in names}
