"""The notebook: executed, its outputs are those that are committed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List

import pytest

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples" / "three-questions.ipynb"


def outputs(notebook: Any) -> List[List[str]]:
    """What each cell gives: its text, and for a picture that it is one."""
    shown: List[List[str]] = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            texts = []
            for output in cell.outputs:
                data = output.get("data", {})
                texts.append("picture" if "image/png" in data else output.get("text") or data.get("text/plain", ""))
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
