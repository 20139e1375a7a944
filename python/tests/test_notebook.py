"""The notebook: executed, its outputs are those that are committed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import pytest

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "three-questions.ipynb"


def outputs(notebook: Any) -> List[List[str]]:
    """What each cell gives: its text, and for a picture that it is one. What is printed arrives in pieces of any length."""
    shown: List[List[str]] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts: List[str] = []
            before_printed = False
            for output in cell.outputs:
                data = output.get("data", {})
                printed = output.output_type == "stream"
                text = output.text if printed else "picture" if "image/png" in data else data.get("text/plain", "")
                if printed and before_printed:
                    texts[-1] += text
                else:
                    texts.append(text)
                before_printed = printed
            shown.append(texts)
    return shown


def test_the_notebook_gives_what_it_shows() -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    kept = nbformat.read(NOTEBOOK, as_version=4)
    wanted = outputs(kept)
    assert any("picture" in texts for texts in wanted), "it is committed with its outputs"
    nbclient.NotebookClient(kept, timeout=300, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    assert outputs(kept) == wanted
    text = "".join(text for texts in wanted for text in texts)
    for answer in ("15.50 of 12.00 万元", "15.5 ≠ 15.3", "80.00 % executed, 10 of 10 marks ← full marks"):
        assert answer in text
