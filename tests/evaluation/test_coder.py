"""The coder against the gold sets beside the checkout, as a table. Run by `make evaluation`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipelines.annotate.coder import load_coder
from pipelines.settings import AnnotateSettings

pytestmark = pytest.mark.evaluation


def quality() -> ModuleType:
    """The measuring itself, which lies beside this file."""
    path = Path(__file__).with_name("coder_quality.py")
    spec = importlib.util.spec_from_file_location("coder_quality", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["coder_quality"] = module
    spec.loader.exec_module(module)
    return module


def test_the_coder_reads_events_as_people_do() -> None:
    measure = quality()
    if not measure.GOLD.exists():
        pytest.skip("the gold sets do not lie beside the checkout")
    coder = load_coder(AnnotateSettings().model)
    print("\n| measure | set | value | over |\n|---|---|---|---|")
    for half in ("dev", "held"):
        score = measure.score_dyads(coder, measure.dyads(half))
        right, both = score.type_right / score.dyads, score.all_right / score.dyads
        print(f"| type, parties given | plover-train, {half} half | {right:.3f} | {score.dyads} |")
        print(f"| type and both parties | plover-train, {half} half | {both:.3f} | {score.dyads} |")
        for (wanted, given), count in score.confusion.most_common(8):
            print(f"| missed: {wanted} read as {given} | {half} half | {count} | |")
        assert score.type_right / score.dyads > 0.55
    found = measure.score_relevance(coder)
    print(f"| relevance F1 | relevance-100 | {found.f1:.3f} | 100 |")
    print(f"| CAMEO root of the main mention | relevance-100 | {found.roots_right / found.roots:.3f} | {found.roots} |")
    print(f"| events on irrelevant sentences | relevance-100 | {found.irrelevant_coded} | {found.irrelevant} |")
    assert found.f1 > 0.7
