"""A parse as plain Python values: tokens, runs of tokens, and the paragraph they make. Here alone spaCy is run.

The rules ask each token for its dependants, its head and its words some hundreds of times. spaCy makes a new object or
decodes a string for each question; here all is looked up once, when a paragraph has been parsed, and a question costs
the reading of an attribute. Names and meanings are spaCy's own, so that the rules read a spaCy Doc as well.

What the words mean is asked elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload

import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, ORTH, POS, SENT_START, SPACY, TAG

from pipelines.annotate.misparses import mend
from pipelines.annotate.recogniser import find_names_at_once
from pipelines.annotate.word_forms import remember_forms
from pipelines.annotate.word_vectors import remember_vectors

_BATCH = 16
"""Paragraphs that are parsed together: more of them are not faster."""
_COLUMNS = (ORTH, LEMMA, POS, TAG, DEP, ENT_TYPE, ENT_IOB, HEAD, SENT_START, IDX, SPACY)
_IOB = ("", "I", "O", "B")
_KEPT = 50_000
"""Distinct words that are remembered, so that no stream of odd words fills the memory."""

_NOTHING: list[Token] = []
"""What hangs on a token without dependants: one list for all, never changed."""

_Known = TypeVar("_Known")


@dataclass(frozen=True, slots=True)
class Form:
    """What the spelling of a word alone tells."""

    text: str
    lower: str
    is_title: bool
    is_upper: bool
    is_alpha: bool
    is_punct: bool
    is_space: bool
    is_quote: bool
    like_num: bool


class Token:
    """A word of a parsed paragraph. `i` is its place among the tokens, `idx` its offset in the paragraph.

    `children` are its dependants in order, `lefts` and `rights` those before and after it; `left_edge` and `right_edge`
    are the first and the last token of all that hangs on it, itself included.
    """

    __slots__ = (
        "_size", "children", "dep_", "doc", "ent_iob_", "ent_type_", "form", "head", "i", "idx", "is_punct", "is_title",
        "left_edge", "lefts", "lemma_", "lower_", "pos_", "right_edge", "rights", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: Parse
    i: int
    idx: int
    form: Form
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    whitespace_: str
    is_title: bool
    is_punct: bool
    head: Token
    children: list[Token]
    lefts: list[Token]
    rights: list[Token]
    left_edge: Token
    right_edge: Token
    sent: Tokens
    _size: int

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def is_upper(self) -> bool:
        return self.form.is_upper

    @property
    def is_alpha(self) -> bool:
        return self.form.is_alpha

    @property
    def is_space(self) -> bool:
        return self.form.is_space

    @property
    def is_quote(self) -> bool:
        return self.form.is_quote

    @property
    def like_num(self) -> bool:
        return self.form.like_num

    @property
    def is_sent_start(self) -> bool:
        return self.sent.start == self.i

    @property
    def text_with_ws(self) -> str:
        return self.text + self.whitespace_

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on to the root of the sentence."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> list[Token]:
        """The token and all that hangs on it: what is left of a token before it, what is right of it after it."""
        first, last = self.left_edge.i, self.right_edge.i
        if last - first < self._size:
            return self.doc.tokens[first : last + 1]
        found: list[Token] = []
        waiting = [(self, False)]
        while waiting:
            token, opened = waiting.pop()
            if opened:
                found.append(token)
                continue
            waiting += [(child, False) for child in reversed(token.rights)]
            waiting.append((token, True))
            waiting += [(child, False) for child in reversed(token.lefts)]
        return found

    def is_ancestor(self, other: Token) -> bool:
        """Whether another token hangs on this one, at whatever depth."""
        return any(token is self for token in other.ancestors)

    def nbor(self, steps: int = 1) -> Token:
        """The token so many places on.

        Raises:
            IndexError: the paragraph ends before it.
        """
        if self.i + steps < 0:
            raise IndexError(f"no token {-steps} before token {self.i}")
        return self.doc.tokens[self.i + steps]


class Tokens(Sequence[Token]):
    """A run of tokens of a paragraph, from `start` to before `end`: a sentence, a name (with its `label_`), a piece."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Parse, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self))
            return Tokens(self.doc, self.start + first, self.start + max(first, last))
        return self.doc.tokens[self.start + at if at >= 0 else self.end + at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tokens) and self.doc is other.doc and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label_

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def start_char(self) -> int:
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def sent(self) -> Tokens:
        """The sentence in which the first token stands."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The token on which the others hang: the first of those nearest to the root of the sentence, no bare mark."""
        for token in self:
            if token.head is token:
                return token
        best, least = self[0], len(self.doc.tokens)
        for token in self:
            if self.start <= token.head.i < self.end:
                continue
            bare = not token.children and (token.is_punct or token.is_space)
            steps = len(self.doc.tokens) - 1 if bare else sum(1 for _ in token.ancestors)
            if steps < least:
                best, least = token, steps
        return best


class Parse:
    """A parsed paragraph: its text, `tokens`, sentences (`sents`) and recognised names (`ents`)."""

    __slots__ = ("_offsets", "ents", "sents", "text", "tokens")

    text: str
    tokens: list[Token]
    sents: list[Tokens]
    ents: list[Tokens]
    _offsets: list[int]

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        if not isinstance(at, slice):
            return self.tokens[at]
        first, last, _ = at.indices(len(self.tokens))
        return Tokens(self, first, last if last > first else first)

    def char_span(self, start: int, end: int, alignment_mode: str = "strict") -> Tokens | None:
        """The tokens of a stretch of characters, None where there are none.

        `strict` wants the stretch to begin and end with tokens, `contract` takes those wholly within it, `expand` those
        that have any character in it.
        """
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        begin, stop = first.i, last.i + 1
        last_end = last.idx + len(last.text)
        if alignment_mode == "strict":
            return Tokens(self, begin, stop) if start == first.idx and end == last_end else None
        if alignment_mode == "contract":
            begin, stop = begin + (start > first.idx), stop - (end < last_end)
            return Tokens(self, begin, stop) if begin < stop else None
        return Tokens(self, begin + (start == first.idx + len(first.text)), stop)

    def _at(self, offset: int) -> Token | None:
        """The token that a character belongs to; the blank after a token is its own."""
        if not 0 <= offset < len(self.text):
            return None
        return self.tokens[bisect_right(self._offsets, offset) - 1]


class _Remembered(dict[int, _Known]):
    """What a key of spaCy's vocabulary stands for, looked up once."""

    def __init__(self, look_up: Callable[[int], _Known]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, key: int) -> _Known:
        if len(self) > _KEPT:
            self.clear()
        found = self[key] = self._look_up(key)
        return found


class Parser:
    """A loaded spaCy model of English that gives plain parses."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        vocab = nlp.vocab
        self._names: _Remembered[str] = _Remembered(lambda key: vocab.strings[key % 2**64])
        self._forms: _Remembered[Form] = _Remembered(lambda key: _form(vocab[key % 2**64]))

    @classmethod
    def load(cls, model: str) -> Parser:
        """The parser of an installed model.

        Raises:
            OSError: it is not installed.
        """
        nlp = spacy.load(model)
        find_names_at_once(nlp)
        remember_forms(nlp)
        remember_vectors(nlp)
        return cls(nlp)

    def parse(self, texts: Iterable[str]) -> list[Parse]:
        """The parse of each text, in order."""
        given = list(texts)
        return list(map(self.plain, self._nlp.pipe(given, batch_size=_BATCH), given))

    def plain(self, doc: Any, text: str) -> Parse:
        """A spaCy Doc of a text, tagged, parsed and with its names recognised, as plain values."""
        parse = Parse()
        parse.text = text
        # spaCy's keys are unsigned, heads and sentence starts signed: read as signed, the keys stay distinct.
        rows = doc.to_array(_COLUMNS).view("int64").tolist()
        parse.tokens = tokens = [Token() for _ in rows]
        forms, names = self._forms, self._names
        begins: list[int] = []
        for i, (token, row) in enumerate(zip(tokens, rows, strict=True)):
            orth, lemma, pos, tag, dep, kind, iob, head, begin, token.idx, blank = row
            token.doc, token.i, token._size = parse, i, 1
            token.children = token.lefts = token.rights = _NOTHING
            token.left_edge = token.right_edge = token
            token.form = form = forms[orth]
            token.text, token.lower_ = form.text, form.lower
            token.is_title, token.is_punct = form.is_title, form.is_punct
            token.lemma_, token.pos_, token.tag_ = names[lemma], names[pos], names[tag]
            token.dep_, token.ent_type_, token.ent_iob_ = names[dep], names[kind], _IOB[iob]
            token.whitespace_ = " " if blank else ""
            token.head = tokens[i + head]
            if begin == 1 or i == 0:
                begins.append(i)
        mend(tokens, begins)
        _grow(tokens)
        parse.sents = [Tokens(parse, at, end) for at, end in zip(begins, [*begins[1:], len(tokens)], strict=True)]
        for sentence in parse.sents:
            for token in sentence:
                token.sent = sentence
        parse.ents = list(_names(parse))
        parse._offsets = [token.idx for token in tokens]
        return parse


def _grow(tokens: list[Token]) -> None:
    """Give each token what hangs on it, from its head."""
    order = []
    for token in tokens:
        head = token.head
        if head is token:
            order.append(token)
        elif head.children is _NOTHING:
            head.children = [token]
        else:
            head.children.append(token)
    for token in order:
        order += token.children
    for token in reversed(order):
        held = token.children
        if not held:
            continue
        before = sum(child.i < token.i for child in held)
        token.lefts, token.rights = held[:before], held[before:]
        for child in held:
            token._size += child._size
            if child.left_edge.i < token.left_edge.i:
                token.left_edge = child.left_edge
            if child.right_edge.i > token.right_edge.i:
                token.right_edge = child.right_edge


def _names(parse: Parse) -> Iterator[Tokens]:
    """The recognised names: each a first token and those inside it."""
    start: int | None = None
    for token in [*parse.tokens, None]:
        if token is not None and token.ent_iob_ == "I":
            continue
        if start is not None:
            yield Tokens(parse, start, token.i if token is not None else len(parse.tokens), parse[start].ent_type_)
        start = token.i if token is not None and token.ent_iob_ == "B" and token.ent_type_ else None


def _form(lexeme: Any) -> Form:
    return Form(
        lexeme.text, lexeme.lower_, lexeme.is_title, lexeme.is_upper, lexeme.is_alpha, lexeme.is_punct,
        lexeme.is_space, lexeme.is_quote, lexeme.like_num,
    )  # fmt: skip
