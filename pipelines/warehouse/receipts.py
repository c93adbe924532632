"""The receipts of one event recomputed offline: each mention's text, passage and archived page. `verify` does all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.archive.exchange import ArchiveError
from pipelines.archive.reader import read_payload
from pipelines.settings import Home
from pipelines.warehouse.digests import sha256_hex
from pipelines.warehouse.snapshot import connect


@dataclass(frozen=True, slots=True)
class Receipt:
    """How one mention's receipt stands; each fault is None where that part is as published."""

    mention_id: str
    article_id: str
    title: str | None
    sentence: str
    text_fault: str | None
    passage_fault: str | None
    page_fault: str | None

    @property
    def holds(self) -> bool:
        """Whether text, passage and page are all as published."""
        return not (self.text_fault or self.passage_fault or self.page_fault)


def event_receipts(home: Home, path: Path, event_id: str, *, most: int = 200) -> list[Receipt]:
    """Recompute the receipts of an event's mentions.

    Args:
        home: its archive holds the captures.
        path: the snapshot.
        event_id: the event; one that is not there has no receipts.
        most: mentions checked, in the order of their keys.

    Raises:
        NoSnapshot, MachineFault: the snapshot cannot be opened at all.
    """
    with connect(path) as connection:
        rows = connection.execute(
            """
            select m.mention_id, m.article_id, a.title, m.sentence,
                case
                    when r.text is null then 'the text is not held'
                    when sha256(r.text) is distinct from r.text_sha256 then 'the text has another SHA-256'
                    when m.text_sha256 is distinct from r.text_sha256 then 'the mention names another text'
                end,
                case
                    when substring(r.text, m.sentence_start + 1, m.sentence_end - m.sentence_start)
                        is distinct from m.sentence then 'the sentence does not stand there'
                    when substring(r.text, m.trigger_start + 1, m.trigger_end - m.trigger_start)
                        is distinct from m."trigger" then 'the word of the act does not stand there'
                end,
                case
                    when c.capture_id is null then 'the capture is not held'
                    when m.payload_sha256 is distinct from c.payload_sha256 then 'the mention names another page'
                end,
                coalesce(h.warc_file, c.warc_file), coalesce(h.warc_offset, c.warc_offset), c.payload_sha256
            from event_mentions as m
            left join revisions as r using (revision_id)
            left join articles as a on a.article_id = m.article_id
            left join captures as c on c.capture_id = m.capture_id
            left join captures as h on h.capture_id = c.refers_to
            where m.event_id = $event_id
            order by m.mention_id limit $most
            """,
            {"event_id": event_id, "most": most},
        ).fetchall()
    pages: dict[tuple[str, int], str] = {}
    found = []
    for mention, article, title, sentence, text, passage, page, file, offset, said in rows:
        fault = page or _page_fault(home.archive, file, offset, said, pages)
        found.append(Receipt(mention, article, title, sentence, text, passage, fault))
    return found


def _page_fault(archive: Path, file: str, offset: int, said: str, pages: dict[tuple[str, int], str]) -> str | None:
    """Why an archived page is not as published; each record is read once."""
    if (file, offset) not in pages:
        try:
            pages[file, offset] = sha256_hex(read_payload(archive, file, offset))
        except (ArchiveError, OSError) as error:
            return str(error)
    return None if pages[file, offset] == said else "the archived page has another SHA-256"
