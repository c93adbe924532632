"""Tokens as the parties they stand for, each once, in the order of the text."""

from __future__ import annotations

from dataclasses import replace

from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import Token, children
from pipelines.records import Party, ThirdParty


def parties(reading: Reading, tokens: list[Token]) -> tuple[Party, ...]:
    """Tokens as parties, each once, in the order of the text."""
    found: dict[tuple[int, int, str | None], Party] = {}
    for token in tokens:
        for party in reading.parties(token):
            found.setdefault((party.start, party.end, party.name), _of_office(reading, token, party))
    return tuple(sorted(found.values(), key=lambda party: (party.start, party.name or "")))


def _of_office(reading: Reading, token: Token, party: Party) -> Party:
    """A name in apposition with the state and sector of the office beside it, where it brings none of its own."""
    if token.dep_ != "appos" or (party.country and party.sector):
        return party
    office = reading.party(token.head)
    if office is None:
        return party
    return replace(party, country=party.country or office.country, sector=party.sector or office.sector)


def who_speaks(reading: Reading, token: Token) -> Party | None:
    """Who speaks, by the name beside an office: "the defence minister, Karim Noor, said"."""
    named = named_beside(reading, token)
    party = reading.party(named if named is not None else token)
    return party if named is None or party is None else _of_office(reading, named, party)


def named_beside(reading: Reading, token: Token) -> Token | None:
    """The name that stands beside an office or a relation: "his counterpart, Karim Noor"."""
    mention = reading.entity_at.get(token.i)
    if mention is not None and mention.kind != "agent":
        return None
    for child in children(token, "appos"):
        named = reading.entity_at.get(child.i)
        if named is not None and named.kind in ("person", "organisation", "country", "group") and child.i > token.i:
            return child
    return None


def third_parties(reading: Reading, tokens: list[tuple[Token, str]]) -> tuple[ThirdParty, ...]:
    """Tokens with their part as third parties, each once."""
    found: dict[tuple[int, int], ThirdParty] = {}
    for token, part in tokens:
        p = reading.party(token)
        if p is not None:
            third = ThirdParty(p.start, p.end, p.text, p.name, p.wikidata_id, p.country, p.sector, part)
            found.setdefault((p.start, p.end), third)
    return tuple(sorted(found.values(), key=lambda party: party.start))
