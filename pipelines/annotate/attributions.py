"""What a paragraph attributes to whom without quotation marks deciding it: cues, their contents and their sources.

Which words are cues is data (`cue_lexicon.py`), what a word takes is grammar (`complements.py`). Words inside
quotation marks are the speaker's own: nothing in them is attributed anew. Quotations are joined on in `quoting.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.annotate.announced import announcements
from pipelines.annotate.complements import complements
from pipelines.annotate.cue_lexicon import Cue, CueLexicon, load_cues
from pipelines.annotate.quotations import Quoted
from pipelines.annotate.reading import Reading
from pipelines.annotate.syntax import SUBJECTS, Token, children, is_passive, logical_subjects, prepositional
from pipelines.records import Stance

Stretch = tuple[int, int]
"""Characters of a paragraph, from its beginning, end exclusive."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """A content with its cue and source. `stretches` are its pieces in order; `cue` is the first and last token."""

    stretches: tuple[Stretch, ...]
    cue: tuple[int, int] | None
    source: Token | None
    stance: Stance
    frame: str

    @property
    def start(self) -> int:
        return self.stretches[0][0]

    @property
    def end(self) -> int:
        return self.stretches[-1][1]


def find_attributed(reading: Reading, quoted: Sequence[Quoted]) -> list[Attributed]:
    """Everything that a cue outside quotation marks attributes, in the order of the cues."""
    cues = load_cues()
    inside = _inside(reading, quoted)
    outside = [token for token in reading.doc if token.i not in inside]
    spoken = {token.i: cue for token in outside if (cue := _telling(token, cues)) is not None}
    found = []
    sources: dict[int, Token] = {}
    for token in outside:
        one = _by_word(reading, token, cues, sources) or _by_phrase(reading, token, cues)
        if one is not None:
            found.append(_without_sequel(reading, one, spoken, sources))
    for verb, by, first, last in announcements(reading.doc, cues, inside):
        speaker = source_of(reading, verb, "next")
        stretches = stretches_of(reading, ((first, last),))
        if stretches and speaker is not None and speaks(reading, speaker):
            found.append(Attributed(stretches, _cue_span(verb), speaker, by.stance, "next"))
    return found


_OTHERS = frozenset({"vow", "threaten", "pledge", "promise", "demand", "claim", "chant", "shout", "swear"})
"""What those spoken of may well say themselves: "they fled, vowing revenge"."""


def _telling(token: Token, cues: CueLexicon) -> Token | None:
    """A verb that can go on telling what its sentence's speaker says: ", adding that …", "and called her …"."""
    if token.pos_ != "VERB" or token.lemma_.lower() in _OTHERS:
        return None
    if not any(cue.stance == "said" and cue.source == "subject" for cue in cues.of(token)):
        return None
    before = token.doc[token.i - 1].text if token.i else ""
    if token.tag_ == "VBG":
        return token if before in (",", "—", "–", "--", "-") else None
    shared = token.dep_ == "conj" and not any(child.dep_ in SUBJECTS for child in token.children)
    return token if shared and token.tag_ in ("VBD", "VBZ", "VBP") else None


def _without_sequel(
    reading: Reading, one: Attributed, spoken: dict[int, Token], sources: dict[int, Token]
) -> Attributed:
    """A content cut before a verb in it that has the outer speaker again, who is noted as that verb's source."""
    if one.cue is None or one.source is None or one.stance != "said":
        return one
    cue = reading.doc[one.cue[0]]
    stretches = []
    for start, end in one.stretches:
        sequel = next(
            (
                token
                for token in _tokens(reading, start, end)
                if token.i in spoken
                and token.i > cue.i
                and (token.tag_ == "VBG" or token.tag_ == cue.tag_)
                and token.idx - start > _SHORTEST
            ),
            None,
        )
        if sequel is not None:
            sources.setdefault(sequel.i, one.source)
            cut = sequel.left_edge.i if sequel.left_edge.idx > start + _SHORTEST else sequel.i
            while cut > 0 and reading.doc[cut - 1].lower_ in (",", "and", "but", "—", "–", "-", "--", "or", "also"):
                cut -= 1
            end = reading.doc[cut - 1].idx + len(reading.doc[cut - 1])
        stretches.append((start, end))
        if sequel is not None:
            break
    return replace(one, stretches=tuple(stretches))


_SHORTEST = 8
"""Characters that stay of a content that is cut."""


def _tokens(reading: Reading, start: int, end: int) -> Iterator[Token]:
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    yield from span if span is not None else ()


def _inside(reading: Reading, quoted: Sequence[Quoted]) -> frozenset[int]:
    """The tokens that stand between quotation marks."""
    found = set()
    marks = iter(quoted)
    mark = next(marks, None)
    for token in reading.doc:
        while mark is not None and mark.closes <= token.idx:
            mark = next(marks, None)
        if mark is not None and mark.holds(token.idx):
            found.add(token.i)
    return frozenset(found)


def _by_word(reading: Reading, token: Token, cues: CueLexicon, sources: dict[int, Token]) -> Attributed | None:
    entries = cues.of(token)
    if not entries:
        return None
    for complement in complements(token):
        for cue in entries:
            if complement.frame not in cue.takes:
                continue
            source = sources.get(token.i) or source_of(reading, token, complement.frame)
            if cue.source == "none":
                source = None
            elif not _may_attribute(reading, token, cue, source):
                continue
            stretches = stretches_of(reading, complement.spans)
            if stretches and not _is_nothing(reading, stretches):
                return Attributed(stretches, _cue_span(token), source, cue.stance, complement.frame)
    return None


_NOTHING = frozenset({"nothing", "anything", "something", "so", "it", "that", "this", "them", "him", "her", "things"})


def _is_nothing(reading: Reading, stretches: tuple[Stretch, ...]) -> bool:
    """Whether a content is a word that tells no content: "he said so"."""
    return reading.parsed[stretches[0][0] : stretches[-1][1]].lower() in _NOTHING


_OWN = frozenset({"i", "we", "you", "one"})


def _may_attribute(reading: Reading, token: Token, cue: Cue, source: Token | None) -> bool:
    """Whether a cue has the source it needs: a thought is told of others, and as held, not as something to be held."""
    if source is None:
        return cue.bare or cue.voice == "passive"
    if cue.stance == "thought" and (source.lower_ in _OWN or token.tag_ == "VB"):
        return False
    return not cue.party or speaks(reading, source)


def _cue_span(token: Token) -> tuple[int, int]:
    """A cue with its particle, where that follows at once ("pointed out")."""
    particle = next((child for child in token.children if child.dep_ == "prt" and child.i == token.i + 1), None)
    return token.i, particle.i if particle is not None else token.i


def _by_phrase(reading: Reading, token: Token, cues: CueLexicon) -> Attributed | None:
    for words, cue in cues.phrases.get(token.lower_, ()):
        doc, first = reading.doc, token.i
        if "*" in words:
            noun = next((t for t in children(token, "pobj") if t.lower_ == words[-1]), None)
            owner = next(iter(children(noun, "poss")), None) if noun is not None else None
            if noun is None or owner is None:
                continue
            source, last = owner, noun.i
        else:
            last = first + len(words) - 1
            if tuple(t.lower_ for t in doc[first : last + 1]) != words:
                continue
            targets = children(doc[last], "pobj") or [
                t for t in doc[last + 1 : last + 8] if t.pos_ in ("NOUN", "PROPN", "PRON") and t.dep_ != "compound"
            ]
            if not targets:
                continue
            source = targets[0]
        spans = _rest(token, max(last, source.right_edge.i))
        stretches = stretches_of(reading, spans)
        if stretches:
            return Attributed(stretches, (first, last), source, cue.stance, "around")
    return None


def _rest(anchor: Token, last: int) -> tuple[tuple[int, int], ...]:
    """The clause that a phrase such as "according to" is put into, without the phrase."""
    sentence = anchor.sent
    if anchor.i - sentence.start <= 1:
        return ((last + 1, sentence.end - 1),)
    head = anchor.head
    while head.head.i != head.i and (head.pos_ not in ("VERB", "AUX") or head.dep_ in _INNER):
        head = head.head
    begin, end = head.left_edge.i, head.right_edge.i
    return tuple(span for span in ((begin, anchor.i - 1), (last + 1, end)) if span[1] - span[0] >= 1)


_INNER = frozenset({"ccomp", "xcomp", "advcl", "pcomp", "acl", "relcl", "csubj"})
"""What a verb can be that a phrase at the end of its sentence is not only said of."""


def source_of(reading: Reading, cue: Token, frame: str) -> Token | None:
    """Whose word a cue reports, as it stands in the text: a relative pronoun stays one."""
    if cue.pos_ in ("VERB", "AUX"):
        return _subject(cue)
    if cue.pos_ == "ADJ":
        return _subject(cue.head) if cue.head.pos_ in ("VERB", "AUX") else None
    owners = children(cue, "poss")
    if owners:
        return owners[0]
    named = [t for t in prepositional(cue, *({"of", "by", "from"} - {frame})) if reading.is_party(t)]
    if named:
        return named[0]
    head = cue.head
    if cue.dep_ in ("dobj", "attr", "pobj") and head.pos_ in ("VERB", "AUX"):
        return _subject(head)
    if cue.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in ("VERB", "AUX"):
        return _subject(head.head)
    return None


def _subject(verb: Token) -> Token | None:
    near = (verb, *children(verb, "aux", "auxpass"))
    own = next((child for word in near for child in word.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if own is not None:
        if is_passive(verb):
            agent = logical_subjects(verb)
            return agent[0] if agent else own if own.lower_ not in ("it", "there") else None
        return own
    found = logical_subjects(verb)
    return found[0] if found else None


_VOICES = frozenset({
    "report", "study", "survey", "poll", "document", "letter", "statement", "article", "editorial", "memo", "ruling",
    "newspaper", "website", "book", "paper", "filing", "lawsuit", "headline", "ad", "tweet", "email", "post",
    "resolution", "bill", "law", "policy", "decision", "source", "everyone", "everybody", "anyone", "someone", "nobody",
    "none", "many", "most", "some", "few", "other", "majority", "percent", "half", "third", "those", "one",
})  # fmt: skip
"""Texts and indefinite people: what is no party and still has a voice."""


def speaks(reading: Reading, token: Token) -> bool:
    """Whether a word can be whose word something is: a party, a pronoun of persons, a text."""
    if token.lower_ in ("it", "this", "that", "which", "there"):
        return False
    if reading.is_party(token) or token.tag_ in ("WP", "PRP", "PRP$") or token.lemma_.lower() in _VOICES:
        return True
    if token.pos_ != "NOUN" or token.i in reading.time_at or token.i in reading.place_at:
        return False
    lemma = token.lemma_.lower()
    return lemma not in reading.lexicon.nouns and not lemma.endswith(_ABSTRACT)


_ABSTRACT = (
    "tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "ing", "ure", "age", "cy", "dom", "hood",
    "th", "ty", "logy", "sis", "al",
)  # fmt: skip
"""How nouns end that name no people."""


def stretches_of(reading: Reading, spans: Sequence[tuple[int, int]]) -> tuple[Stretch, ...]:
    """Token spans as characters, without punctuation and "that" at their borders."""
    return tuple(stretch for first, last in spans if (stretch := _trimmed(reading, first, last)) is not None)


def _trimmed(reading: Reading, first: int, last: int) -> Stretch | None:
    doc = reading.doc
    while first <= last and (doc[first].is_space or doc[first].text in ",;:—–-." or doc[first].lower_ == "that"):
        if doc[first].lower_ == "that" and doc[first].dep_ != "mark":
            break
        first += 1
    while last >= first and (doc[last].is_space or doc[last].text in ",;:—–-.?!"):
        last -= 1
    if last < first:
        return None
    return doc[first].idx, doc[last].idx + len(doc[last])
