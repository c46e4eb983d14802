"""Write the trained coder as small ONNX files: python -m training.coder.export IN.

Weights of the encoder become 8-bit integers; the classifier of pairs stays as it is. The
checksums go into assets.toml. Encoder and classifiers of version 0.6.0 come from here.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.coder.model import LOWER, Coder, Uppers, tokenizer_json

KEPT = ["/encoder/encoder/layer.0/output/dense/MatMul"]
"""Left as it is: of all layers its rounding moves the vectors most (cosine .9894 to .9917)."""
PACKAGE = Path(__file__).parents[2] / "src" / "detente"


class _Encoder(torch.nn.Module):
    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.encoder = coder.encoder

    def forward(self, ids, mask):
        found = self.encoder(input_ids=ids, attention_mask=mask, output_hidden_states=True)
        return found.last_hidden_state, found.hidden_states[LOWER]


def export(coder: Coder, folder: Path) -> None:
    """Write encoder, classifiers of pairs and tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, 7, dtype=torch.long)
    whole = Path(tempfile.mkdtemp()) / "whole.onnx"
    names = ("ids", "mask", "hidden", "lower")
    torch.onnx.export(
        _Encoder(coder).eval(), (ids, ids), str(whole), input_names=["ids", "mask"],
        output_names=["hidden", "lower"], opset_version=17, dynamo=False,
        dynamic_axes={name: {0: "b", 1: "n"} for name in names},
    )  # fmt: skip
    quantize_dynamic(
        str(whole), str(folder / "coder-encoder.onnx"), weight_type=QuantType.QInt8,
        per_channel=True, nodes_to_exclude=KEPT,
    )  # fmt: skip
    width = coder.encoder.config.hidden_size
    _pairs(coder.head, width, ["root", "status", "issue"], folder / "coder-pairs.onnx")
    text = json.dumps(json.loads(tokenizer_json()), ensure_ascii=False, separators=(",", ":"))
    (folder / "coder-tokenizer.json").write_text(text, encoding="utf-8")


class _Uppers(torch.nn.Module):
    def __init__(self, uppers: Uppers) -> None:
        super().__init__()
        self.uppers = uppers

    def forward(self, lower, at):
        return self.uppers(lower, None, at)


def export_uppers(uppers: Uppers, folder: Path) -> None:
    """Write what reads one given pair, in 8-bit integers; a sentence at a time."""
    whole = Path(tempfile.mkdtemp()) / "upper.onnx"
    width = uppers.of_plv.published.mix_roots[0].in_features // 4
    torch.onnx.export(
        _Uppers(uppers).eval(), (torch.randn(1, 7, width), torch.tensor([[1, 4]])), str(whole),
        input_names=["lower", "at"], output_names=["roots", "sides"], opset_version=17,
        dynamo=False, dynamic_axes={"lower": {1: "n"}},
    )  # fmt: skip
    quantize_dynamic(
        str(whole), str(folder / "coder-published.onnx"), weight_type=QuantType.QInt8,
        per_channel=True,
    )  # fmt: skip


def with_card(package: Path, version: str, data: str) -> None:
    """Write the card of what reads one given pair into assets.toml."""
    content = (package / "assets" / "coder-published.onnx").read_bytes()
    path = package / "assets.toml"
    before, _, rest = path.read_text(encoding="utf-8").partition("[coder-published]\n")
    after = rest[rest.index("\n[") :]
    card = (
        f'file = "coder-published.onnx"\nversion = "{version}"\n'
        f'sha256 = "{hashlib.sha256(content).hexdigest()}"\nbytes = {len(content)}\n'
        f'licence = "Apache-2.0"\norigin = "fine-tuned from all-MiniLM-L6-v2"\n'
        f'made_by = "training/coder/published.py, training data {data[:12]}"\n'
    )
    path.write_text(f"{before}[coder-published]\n{card}{after}", encoding="utf-8")


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
    """Give the cards of encoder, classifiers of pairs and tokenizer."""
    what = {
        "coder-encoder": ("coder-encoder.onnx", "Apache-2.0", "fine-tuned from all-MiniLM-L6-v2"),
        "coder-pairs": ("coder-pairs.onnx", "Apache-2.0", "trained from scratch"),
        "coder-tokenizer": ("coder-tokenizer.json", "Apache-2.0", "of all-MiniLM-L6-v2"),
    }
    text = "# Models that ship with the package; written by training/coder/export.py.\n"
    for name, (file, licence, origin) in what.items():
        content = (folder / file).read_bytes()
        text += (
            f'\n[{name}]\nfile = "{file}"\nversion = "{version}"\n'
            f'sha256 = "{hashlib.sha256(content).hexdigest()}"\nbytes = {len(content)}\n'
            f'licence = "{licence}"\norigin = "{origin}"\n'
            f'made_by = "training/coder/train.py, training data {card["data"][:12]}"\n'
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
    kept = before[before.index("\n[coder-published]") :] if "[coder-published]" in before else ""
    path.write_text(cards(out, given.version, card) + kept, encoding="utf-8")
    print("now train what stands on the new encoder: python -m training.coder.published")


if __name__ == "__main__":
    main()
