"""The cues of attribution: their examples hold, and a mistake in the file is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.annotate.coder import Coder, TextToCode
from pipelines.annotate.cue_lexicon import Cue, CueExample, load_cues
from pipelines.annotate.event_lexicon import LexiconError

EXAMPLES = [(cue, example) for cue in load_cues().entries for example in cue.examples]


@pytest.mark.parametrize(("cue", "example"), EXAMPLES, ids=[f"{cue.where} {e.text}" for cue, e in EXAMPLES])
def test_every_example_comes_out_as_it_says(coder: Coder, cue: Cue, example: CueExample) -> None:
    quotes = coder.code(TextToCode("example", example.text)).quotes
    told = [(quote.text, quote.speaker.text if quote.speaker else None) for quote in quotes]
    if example.content is None:
        assert told == []
    else:
        assert (example.content, example.source) in [(text, who and _whole(example, who)) for text, who in told]


def _whole(example: CueExample, who: str) -> str | None:
    """The example's source where ours is its chief word: an article or a genitive more is no difference."""
    return example.source if example.source is not None and who in example.source else who


def test_a_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "cues.yml"
    path.write_text("# A comment.\n- verbs: [whistle]\n  stance: loud\n  takes: [that]\n  examples: []\n")
    with pytest.raises(LexiconError) as error:
        load_cues(path)
    assert "cues.yml:2: stance" in str(error.value)
    assert "cues.yml:2: examples" in str(error.value)
