"""Write the trained coder as small ONNX files: python -m training.coder.export IN.

Weights of the encoder become 8-bit integers; the classifier of pairs stays as it is. The
checksums go into assets.toml.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.coder.model import Coder, tokenizer_json

KEPT = ["/encoder/encoder/layer.0/output/dense/MatMul"]
"""Left as it is: of all layers its rounding moves the vectors most (cosine .9894 to .9917)."""
PACKAGE = Path(__file__).parents[2] / "src" / "detente"


class _Encoder(torch.nn.Module):
    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.encoder = coder.encoder

    def forward(self, ids, mask):
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def export(coder: Coder, folder: Path) -> None:
    """Write encoder, classifiers of pairs and tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 7, dtype=torch.long)
    whole = Path(tempfile.mkdtemp()) / "whole.onnx"
    torch.onnx.export(
        _Encoder(coder), (ids, ids), str(whole), input_names=["ids", "mask"],
        output_names=["hidden"], opset_version=17, dynamo=False,
        dynamic_axes={"ids": {0: "b", 1: "n"}, "mask": {0: "b", 1: "n"}, "hidden": {0: "b", 1: "n"}},
    )  # fmt: skip
    quantize_dynamic(
        str(whole), str(folder / "coder-encoder.onnx"), weight_type=QuantType.QInt8,
        per_channel=True, nodes_to_exclude=KEPT,
    )  # fmt: skip
    width = coder.encoder.config.hidden_size
    _pairs(coder.head, width, ["root", "status", "issue"], folder / "coder-pairs.onnx")
    _pairs(coder.published, width, ["roots", "sides"], folder / "coder-published.onnx")
    text = json.dumps(json.loads(tokenizer_json()), ensure_ascii=False, separators=(",", ":"))
    (folder / "coder-tokenizer.json").write_text(text, encoding="utf-8")


def _pairs(head: torch.nn.Module, width: int, outputs: list[str], path: Path) -> None:
    """Write a classifier of pairs."""
    vector = torch.randn(3, width)
    names = ["sentence", "actor", "other"]
    torch.onnx.export(
        head, (vector, vector, vector), str(path), input_names=names, output_names=outputs,
        opset_version=17, dynamo=False, dynamic_axes={name: {0: "p"} for name in (*names, *outputs)},
    )  # fmt: skip


def calibrated(coder: Coder, fitted: dict) -> None:
    """Write the temperature and the bias of "none" into the layer that gives roots."""
    with torch.no_grad():
        coder.head.root.weight /= fitted["temperature"]
        coder.head.root.bias /= fitted["temperature"]
        coder.head.root.bias[0] += fitted["none_bias"]


def cards(folder: Path, version: str, card: dict) -> str:
    """Give assets.toml; what a frozen second part left alone is made of the data of the first."""
    first = card["guide"]["data"] if card.get("frozen") else card["data"]
    what = {
        "coder-encoder": ("coder-encoder.onnx", "Apache-2.0", "fine-tuned from all-MiniLM-L6-v2"),
        "coder-pairs": ("coder-pairs.onnx", "Apache-2.0", "trained from scratch"),
        "coder-published": ("coder-published.onnx", "Apache-2.0", "trained from scratch"),
        "coder-tokenizer": ("coder-tokenizer.json", "Apache-2.0", "of all-MiniLM-L6-v2"),
    }
    text = "# Models that ship with the package; written by training/coder/export.py.\n"
    for name, (file, licence, origin) in what.items():
        data = card["data"] if name == "coder-published" else first
        content = (folder / file).read_bytes()
        text += (
            f'\n[{name}]\nfile = "{file}"\nversion = "{version}"\n'
            f'sha256 = "{hashlib.sha256(content).hexdigest()}"\nbytes = {len(content)}\n'
            f'licence = "{licence}"\norigin = "{origin}"\n'
            f'made_by = "training/coder/train.py, training data {data[:12]}"\n'
        )
    return text


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path, help="what training/coder/train.py wrote")
    options.add_argument("--version", default="0.1.0")
    options.add_argument("--package", type=Path, default=PACKAGE)
    given = options.parse_args()
    coder = Coder()
    coder.load_state_dict(torch.load(given.folder / "coder.pt"))
    coder.eval()
    calibrated(coder, json.loads((given.folder / "calibration.json").read_text()))
    out = given.package / "assets"
    export(coder, out)
    card = json.loads((given.folder / "training.json").read_text())
    path = given.package / "assets.toml"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    judge = before[before.index("\n[coder-judge]") :] if "[coder-judge]" in before else ""
    path.write_text(cards(out, given.version, card) + judge, encoding="utf-8")


if __name__ == "__main__":
    main()
