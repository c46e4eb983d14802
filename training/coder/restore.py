"""Read the weights of a coder back from the files that ship, to train it further.

The weights of the encoder come back as the 8-bit integers stand for them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.coder.model import Coder


def restored(assets: Path) -> dict[str, torch.Tensor]:
    """Give the weights of encoder and classifiers; those of the published sets start anew.

    The layer that gives roots holds the temperature and the bias that were fitted to it
    (`calibrate.py`).

    Raises
    ------
    ValueError
        If a file lacks weights of the network, or has some of another shape.
    """
    state = Coder().state_dict()
    for file, prefix in (("coder-encoder.onnx", ""), ("coder-pairs.onnx", "head.")):
        graph = onnx.load(assets / file).graph
        found = {prefix + name: value for name, value in _weights(graph).items()}
        wanted = {name for name in state if name.startswith(prefix or "encoder.")}
        if lost := wanted - found.keys():
            raise ValueError(f"{file}: no weights of {', '.join(sorted(lost)[:3])}")
        for name in wanted:
            if found[name].shape != state[name].shape:
                raise ValueError(f"{file}: {name} has the shape {tuple(found[name].shape)}")
            state[name] = found[name]
    return state


def _weights(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """Give the weights of a graph by the names that the network has for them."""
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for name in [name for name in values if name.endswith("_quantized")]:
        stem = name.removesuffix("_quantized")
        zero = values[f"{stem}_zero_point"].astype(np.float32)
        values[stem] = (values[name].astype(np.float32) - zero) * values[f"{stem}_scale"]
    found = {name: _tensor(value) for name, value in values.items()}
    for node in graph.node:
        if node.op_type not in ("MatMul", "MatMulInteger"):
            continue
        kept = next((n for n in node.input if n.removesuffix("_quantized") in values), None)
        if kept is not None:
            path = node.name.removeprefix("/").replace("/", ".")
            value = values[kept.removesuffix("_quantized")]
            found[path[: path.index(".MatMul")] + ".weight"] = _tensor(value.T)
    return found


def _tensor(value: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.array(value, copy=True))
