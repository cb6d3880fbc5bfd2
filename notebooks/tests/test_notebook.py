"""The notebook runs, draws, and is kept without outputs."""

import os
from pathlib import Path

import nbformat
from fake_gateway import serve
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent.parent / "allele-frequency-spectrum.ipynb"


def test_the_notebook_is_kept_without_outputs():
    notebook = nbformat.read(NOTEBOOK, as_version=4)

    for cell in notebook.cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def test_it_runs_and_draws(tmp_path):
    for name in ("researcher", "person"):
        (tmp_path / name).write_text(f"{name}-token\n")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with serve() as url:
        environment = os.environ | {
            "GENOGATE_URL": url,
            "GENOGATE_RESEARCHER_TOKEN": str(tmp_path / "researcher"),
            "GENOGATE_PERSON_TOKEN": str(tmp_path / "person"),
        }
        NotebookClient(notebook, timeout=120).execute(env=environment)

    outputs = [o for c in notebook.cells for o in c.get("outputs", [])]
    text = "".join(o.get("text", "") for o in outputs)
    assert "before: 40 people" in text
    assert "after: 39 people" in text
    assert any("image/png" in o.get("data", {}) for o in outputs)
    if keep := os.environ.get("GENOGATE_KEEP_NOTEBOOK"):
        nbformat.write(notebook, keep)
