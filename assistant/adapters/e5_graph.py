"""The ONNX graph of multilingual-e5-small, written node by node from the weights; needs ``onnx`` only at set-up.

Word embeddings stay in the 4-bit blocks of the source and are unpacked after the gather, so no precision is lost there.
Linear layers are int8 per output channel; their inputs are quantised per token when they arrive, so a text gets the
same vectors in whatever batch it travels.

Inputs: ``ids`` (batch, tokens) int64, ``mask`` (batch, tokens) int32. Output: ``states`` (batch, tokens, hidden)
float32, the last layer, not normalised.
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from .e5_file import BLOCK, E5File

_MS = "com.microsoft"
_LEGS = ("q", "k", "v")


class _Graph:
    """Nodes and initialisers in the making."""

    def __init__(self, weights: E5File) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add an initialiser; returns its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], *outputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node; returns the name of its first output."""
        self.nodes.append(helper.make_node(kind, inputs, list(outputs), outputs[0], domain=domain, **attributes))
        return outputs[0]


def build(weights: E5File) -> bytes:
    """The serialised model, about 77 MB."""
    graph = _Graph(weights)
    _constants(graph)
    state = _embedding(graph)
    for layer in range(weights.shape.layers):
        state = _layer(graph, f"l{layer}", state)
    graph.node("Concat", ["ids.shape", "hidden"], "states.shape", axis=0)
    graph.node("Reshape", [state, "states.shape"], "states")
    model = helper.make_model(
        _interface(graph, weights.shape.hidden),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_MS, 1)],
        ir_version=9,
        producer_name="guanbiao",
    )
    onnx.checker.check_model(model)
    return model.SerializeToString()


def _interface(graph: _Graph, hidden: int) -> Any:
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "tokens"])
    mask = helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "tokens"])
    states = helper.make_tensor_value_info("states", TensorProto.FLOAT, ["batch", "tokens", hidden])
    return helper.make_graph(graph.nodes, "multilingual-e5-small", [ids, mask], [states], graph.constants)


def _constants(graph: _Graph) -> None:
    hidden = graph.weights.shape.hidden
    graph.constant("axis.0", np.array([0], np.int64))
    graph.constant("axis.1", np.array([1], np.int64))
    graph.constant("axis.3", np.array([3], np.int64))
    graph.constant("zero", np.array([0], np.int64))
    graph.constant("hidden", np.array([hidden], np.int64))
    graph.constant("three.hidden", np.array([3 * hidden], np.int64))
    graph.constant("rows", np.array([-1, hidden], np.int64))
    graph.constant("step", np.array(1 / 127, np.float32))
    graph.constant("tiny", np.array(1e-12, np.float32))
    graph.constant("one", np.array(1, np.float32))
    graph.constant("middle", np.array(128, np.uint8))
    graph.node("Shape", ["ids"], "ids.shape")
    graph.node("Concat", ["ids.shape", "three.hidden"], "legs.shape", axis=0)


def _embedding(graph: _Graph) -> str:
    weights, shape = graph.weights, graph.weights.shape
    positions = weights.floats("emb.pos").reshape(shape.positions, shape.hidden)
    kind = weights.floats("emb.type").reshape(-1, shape.hidden)[0]
    graph.constant("emb.pos", (positions + kind).astype(np.float32))
    graph.node("Shape", ["ids"], "ids.length", start=1, end=2)
    graph.node("Slice", ["emb.pos", "zero", "ids.length", "axis.0"], "emb.pos.used")
    graph.node("Add", [_word_rows(graph), "emb.pos.used"], "emb.sum")
    graph.node("Reshape", ["emb.sum", "rows"], "emb.rows")
    return _normalise(graph, "emb.ln", "emb.rows")


def _word_rows(graph: _Graph) -> str:
    """Gather 4-bit rows, then (nibble − 8) × scale; low nibbles are the first half of a block."""
    rows = graph.weights.q4("emb.word", graph.weights.shape.hidden)
    graph.constant("word.table", rows.nibbles)
    graph.constant("word.table.scales", rows.scales)
    graph.constant("low.bits", np.array(15, np.uint8))
    graph.constant("four", np.array(4, np.uint8))
    graph.constant("eight", np.array(8, np.float32))
    graph.constant("word.shape", np.array([0, 0, rows.scales.shape[1] * BLOCK], np.int64))
    graph.node("Gather", ["word.table", "ids"], "word.packed")
    graph.node("Gather", ["word.table.scales", "ids"], "word.scales.half")
    graph.node("BitwiseAnd", ["word.packed", "low.bits"], "word.low")
    graph.node("BitShift", ["word.packed", "four"], "word.high", direction="RIGHT")
    graph.node("Concat", ["word.low", "word.high"], "word.nibbles", axis=3)
    graph.node("Cast", ["word.nibbles"], "word.numbers", to=TensorProto.FLOAT)
    graph.node("Sub", ["word.numbers", "eight"], "word.centred")
    graph.node("Cast", ["word.scales.half"], "word.scales.flat", to=TensorProto.FLOAT)
    graph.node("Unsqueeze", ["word.scales.flat", "axis.3"], "word.scales")
    graph.node("Mul", ["word.centred", "word.scales"], "word.blocks")
    return graph.node("Reshape", ["word.blocks", "word.shape"], "word")


def _layer(graph: _Graph, name: str, state: str) -> str:
    attended = _linear(graph, f"{name}.ao", _attention(graph, name, state))
    inner = _add_and_normalise(graph, f"{name}.aln", attended, state)
    graph.node("Gelu", [_linear(graph, f"{name}.fi", inner)], f"{name}.gelu", domain=_MS)
    narrow = _linear(graph, f"{name}.fo", f"{name}.gelu")
    return _add_and_normalise(graph, f"{name}.oln", narrow, inner)


def _attention(graph: _Graph, name: str, state: str) -> str:
    weights, shape = graph.weights, graph.weights.shape
    dense = np.concatenate([weights.q4(f"{name}.{leg}.w", shape.hidden).dense() for leg in _LEGS])
    bias = graph.constant(f"{name}.qkv.b", np.concatenate([weights.floats(f"{name}.{leg}.b") for leg in _LEGS]))
    joined = _int8_product(graph, f"{name}.qkv", dense, state)
    graph.node("Reshape", [joined, "legs.shape"], f"{name}.legs")
    parts = [f"{name}.{leg}" for leg in _LEGS]
    graph.node("Split", [f"{name}.legs"], *parts, axis=2, num_outputs=3)
    graph.node("MultiHeadAttention", [*parts, bias, "mask"], f"{name}.mix", domain=_MS, num_heads=shape.heads)
    return graph.node("Reshape", [f"{name}.mix", "rows"], f"{name}.mix.rows")


def _linear(graph: _Graph, name: str, state: str) -> str:
    columns = graph.weights.shape.inner if name.endswith(".fo") else graph.weights.shape.hidden
    product = _int8_product(graph, name, graph.weights.q4(f"{name}.w", columns).dense(), state)
    return graph.node("Add", [product, graph.constant(f"{name}.b", graph.weights.floats(f"{name}.b"))], f"{name}.out")


def _int8_product(graph: _Graph, name: str, dense: NDArray[np.float32], state: str) -> str:
    """``state`` (rows, in) times ``dense`` (out, in) transposed, through int8; no bias."""
    scales = np.maximum(np.abs(dense).max(axis=1) / 127.0, 1e-12)
    graph.constant(f"{name}.w", np.rint(dense / scales[:, None]).astype(np.int8).T)
    graph.constant(f"{name}.w.scales", scales.astype(np.float32))
    graph.constant(f"{name}.w.zeros", np.zeros(len(scales), np.int8))
    graph.node("Abs", [state], f"{name}.abs")
    graph.node("ReduceMax", [f"{name}.abs", "axis.1"], f"{name}.peak", keepdims=0)
    graph.node("Mul", [f"{name}.peak", "step"], f"{name}.step")
    graph.node("Max", [f"{name}.step", "tiny"], f"{name}.scales")
    graph.node("Shape", [f"{name}.scales"], f"{name}.count")
    graph.node("Expand", ["middle", f"{name}.count"], f"{name}.middles")
    graph.node("QuantizeLinear", [state, f"{name}.scales", f"{name}.middles"], f"{name}.u8", axis=0)
    inputs = [f"{name}.u8", f"{name}.w", "one", f"{name}.w.scales", "middle", f"{name}.w.zeros"]
    graph.node("MatMulIntegerToFloat", inputs, f"{name}.half", domain=_MS)
    graph.node("Unsqueeze", [f"{name}.scales", "axis.1"], f"{name}.scales.column")
    return graph.node("Mul", [f"{name}.half", f"{name}.scales.column"], f"{name}.product")


def _add_and_normalise(graph: _Graph, name: str, change: str, state: str) -> str:
    graph.node("Add", [change, state], f"{name}.sum")
    return _normalise(graph, name, f"{name}.sum")


def _normalise(graph: _Graph, name: str, state: str) -> str:
    gain = graph.constant(f"{name}.w", graph.weights.floats(f"{name}.w"))
    shift = graph.constant(f"{name}.b", graph.weights.floats(f"{name}.b"))
    epsilon = graph.weights.shape.epsilon
    return graph.node("LayerNormalization", [state, gain, shift], f"{name}.out", axis=-1, epsilon=epsilon)
