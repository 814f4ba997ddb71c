"""Builds a BERT encoder as an ONNX graph from its weights, with a choice of how the matrix products are quantised.

Kinds of products (`product`): "fp32"; "row" (int8, one activation scale per token, so that no score depends on its
batch neighbours); "blocks" (MatMulNBits, 8 bits, int8 products, one activation scale per token and block of 32).
"""

import numpy as np
from onnx import TensorProto, helper, numpy_helper

HIDDEN = 384
HEADS = 12
EPSILON = 1e-12
SEP_ID = 102
BLOCK = 32
OPSET = 21


class Graph:
    """Collects nodes and constants, equal ones once; names are made from a counter."""

    def __init__(self):
        self.nodes, self.constants, self.count = [], [], 0
        self.known = {}

    def constant(self, array, name="c"):
        array = np.array(array, order="C")
        key = (array.dtype, array.shape, array.tobytes())
        if key not in self.known:
            self.count += 1
            self.known[key] = f"{name}_{self.count}"
            self.constants.append(numpy_helper.from_array(array, self.known[key]))
        return self.known[key]

    def node(self, kind, inputs, outputs=1, domain="", **attributes):
        self.count += 1
        names = [f"{kind}_{self.count}_{index}" for index in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def fused(self, kind, inputs, outputs=1, **attributes):
        return self.node(kind, inputs, outputs, domain="com.microsoft", **attributes)

    def model(self, inputs, outputs, name, rename):
        for made, wanted in rename.items():
            self.nodes.append(helper.make_node("Identity", [made], [wanted]))
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def quantised_columns(weight):
    """int8 [k, n] and fp32 scales [n] of a weight [k, n]: symmetric, one scale per output column."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12).astype(np.float32) / 127
    return np.clip(np.rint(weight / scale), -127, 127).astype(np.int8), scale


def row_product(graph, x, weight):
    """x [.., k] times weight [k, n] in int8; one scale per row of x, computed from that row alone."""
    quantised, scale = quantised_columns(weight)
    width = weight.shape[0]
    flat = graph.node("Reshape", [x, graph.constant(np.array([-1, width], np.int64))])
    axis = graph.constant(np.array([1], np.int64))
    lowest = graph.node("Neg", [graph.node("ReduceMin", [flat, axis], keepdims=0)])
    largest = graph.node("Max", [graph.node("ReduceMax", [flat, axis], keepdims=0), lowest])
    row_scale = graph.node("Add", [graph.node("Mul", [largest, graph.constant(np.float32(1 / 127))]), graph.constant(np.float32(1e-12))])
    zeros = graph.node("Expand", [graph.constant(np.array([128], np.uint8)), graph.node("Shape", [row_scale])])
    integers = graph.node("QuantizeLinear", [flat, row_scale, zeros], axis=0)
    product = graph.fused(
        "MatMulIntegerToFloat",
        [integers, graph.constant(quantised, "weight"), graph.constant(np.float32(1)), graph.constant(scale),
         graph.constant(np.uint8(128)), graph.constant(np.zeros(weight.shape[1], np.int8))],
    )
    column = graph.node("Unsqueeze", [row_scale, graph.constant(np.array([1], np.int64))])
    return graph.node("Mul", [product, column])


def block_product(graph, x, weight):
    """x [.., k] times weight [k, n] with MatMulNBits: 8 bits, accuracy level 4 (int8 products)."""
    k, n = weight.shape
    blocks = weight.T.reshape(n, k // BLOCK, BLOCK)
    scale = np.maximum(np.abs(blocks).max(axis=2), 1e-12).astype(np.float32) / 127
    bytes_ = (np.clip(np.rint(blocks / scale[:, :, None]), -127, 127) + 128).astype(np.uint8)
    flat = graph.node("Reshape", [x, graph.constant(np.array([-1, k], np.int64))])
    return graph.fused(
        "MatMulNBits", [flat, graph.constant(bytes_, "weight"), graph.constant(scale.reshape(-1))],
        K=k, N=n, bits=8, block_size=BLOCK, accuracy_level=4,
    )


def plain_product(graph, x, weight):
    flat = graph.node("Reshape", [x, graph.constant(np.array([-1, weight.shape[0]], np.int64))])
    return graph.node("MatMul", [flat, graph.constant(weight, "weight")])


PRODUCTS = {"fp32": plain_product, "row": row_product, "blocks": block_product}


def embedded(graph, weights, product, pair):
    """Sum of word, position and token type vectors, normalised: [n, t, hidden]."""
    table = weights["embeddings.word_embeddings.weight"]
    if product == "fp32":
        word = graph.node("Gather", [graph.constant(table, "words"), "input_ids"])
    else:
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-12).astype(np.float32) / 127
        integers = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
        rows = graph.node("Cast", [graph.node("Gather", [graph.constant(integers, "words"), "input_ids"])], to=TensorProto.FLOAT)
        word = graph.node("Mul", [rows, graph.node("Gather", [graph.constant(scale, "word_scales"), "input_ids"])])
    length = graph.node("Shape", ["input_ids"], start=1, end=2)
    position = graph.node(
        "Slice", [graph.constant(weights["embeddings.position_embeddings.weight"]), graph.constant(np.array([0], np.int64)), length]
    )
    types = weights["embeddings.token_type_embeddings.weight"]
    if pair:
        # Everything after the first [SEP] is the document: count the separators before each token, at most 1.
        separators = graph.node("Cast", [graph.node("Equal", ["input_ids", graph.constant(np.int32(SEP_ID))])], to=TensorProto.INT32)
        before = graph.node("CumSum", [separators, graph.constant(np.int32(1))], exclusive=1)
        kind = graph.node("Gather", [graph.constant(types), graph.node("Min", [before, graph.constant(np.int32(1))])])
    else:
        kind = graph.constant(types[:1])
    summed = graph.node("Add", [graph.node("Add", [word, position]), kind])
    return graph.node(
        "LayerNormalization",
        [summed, graph.constant(weights["embeddings.LayerNorm.weight"]), graph.constant(weights["embeddings.LayerNorm.bias"])],
        epsilon=EPSILON,
    )


ATTENTION_PARTS = tuple(f"attention.self.{name}" for name in ("query", "key", "value"))


def joint_weights(weights, prefix, parts=ATTENTION_PARTS):
    """Weight [k, parts * n] and bias of several products of one input as one product."""
    weight = np.concatenate([weights[f"{prefix}.{part}.weight"].T for part in parts], axis=1)
    return weight, np.concatenate([weights[f"{prefix}.{part}.bias"] for part in parts])


def layer_end(graph, attended, x, weights, prefix, shape, product):
    """What follows attention in a layer: output product and MLP, each added to its input and normalised, as `shape`."""
    multiply = PRODUCTS[product]

    def weight(name):
        return weights[f"{prefix}.{name}.weight"].T

    def bias(name):
        return weights[f"{prefix}.{name}.bias"]

    def add_and_normalise(value, skip, dense, norm):
        # Sum, not Add: ONNX Runtime fuses Add into SkipLayerNormalization, whose CPU kernel took six times as long.
        summed = graph.node("Sum", [graph.node("Reshape", [value, shape]), skip, graph.constant(bias(dense))])
        scale_and_bias = [graph.constant(weights[f"{prefix}.{norm}.weight"]), graph.constant(bias(norm))]
        return graph.node("LayerNormalization", [summed, *scale_and_bias], epsilon=EPSILON)

    x = add_and_normalise(multiply(graph, attended, weight("attention.output.dense")), x, "attention.output.dense", "attention.output.LayerNorm")
    inner = graph.fused("BiasGelu", [multiply(graph, x, weight("intermediate.dense")), graph.constant(bias("intermediate.dense"))])
    return add_and_normalise(multiply(graph, inner, weight("output.dense")), x, "output.dense", "output.LayerNorm")


def layer(graph, x, weights, prefix, shape, product):
    """One transformer layer on [n, t, hidden]."""
    joint_weight, joint_bias = joint_weights(weights, prefix)
    joint = graph.node("Reshape", [PRODUCTS[product](graph, x, joint_weight), graph.wide_shape])
    query, key, value = graph.node("Split", [joint], 3, axis=2, num_outputs=3)
    attended = graph.fused("MultiHeadAttention", [query, key, value, graph.constant(joint_bias), "attention_mask"], num_heads=HEADS)
    return layer_end(graph, attended, x, weights, prefix, shape, product)


def layer_count(weights):
    return 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))


def hidden_states(graph, weights, product, pair):
    """Last hidden states [n, t, hidden] for inputs `input_ids`, `attention_mask`."""
    x = embedded(graph, weights, product, pair)
    shape = graph.constant(np.array([HIDDEN], np.int64))
    rows = graph.node("Shape", ["input_ids"])
    back = graph.node("Concat", [rows, shape], axis=0)
    graph.wide_shape = graph.node("Concat", [rows, graph.constant(np.array([3 * HIDDEN], np.int64))], axis=0)
    for index in range(layer_count(weights)):
        x = layer(graph, x, weights, f"encoder.layer.{index}", back, product)
    return x


def token_inputs():
    return [
        helper.make_tensor_value_info(name, TensorProto.INT32, ["n", "t"]) for name in ("input_ids", "attention_mask")
    ]


def encoder_model(weights, product):
    """`embedding` fp32 [n, hidden]: mean over the tokens of the mask, unit length."""
    graph = Graph()
    x = hidden_states(graph, weights, product, pair=False)
    mask = graph.node("Cast", [graph.node("Unsqueeze", ["attention_mask", graph.constant(np.array([2], np.int64))])], to=TensorProto.FLOAT)
    # The sum has the direction of the mean, and the length is set to 1 anyway.
    summed = graph.node("ReduceSum", [graph.node("Mul", [x, mask]), graph.constant(np.array([1], np.int64))], keepdims=0)
    unit = graph.node("LpNormalization", [summed], axis=1, p=2)
    output = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", HIDDEN])
    return graph.model(token_inputs(), [output], "encoder", {unit: "embedding"})


def pooled(graph, weights, product):
    """tanh of the dense layer over [CLS] of a pair: [n, hidden]."""
    x = hidden_states(graph, weights, product, pair=True)
    first = graph.node("Gather", [x, graph.constant(np.int64(0))], axis=1)
    dense = graph.node("Gemm", [first, graph.constant(weights["pooler.dense.weight"].T), graph.constant(weights["pooler.dense.bias"])])
    return graph.node("Tanh", [dense])


def ranker_model(weights, product):
    """`score` fp32 [n, 1]: p_yes of each pair. The head stays fp32: it is one row per pair."""
    graph = Graph()
    state = pooled(graph, weights, product)
    # softmax over (no, yes) is the sigmoid of their difference.
    head = weights["classifier.weight"][1] - weights["classifier.weight"][0]
    offset = weights["classifier.bias"][1] - weights["classifier.bias"][0]
    margin = graph.node("Gemm", [state, graph.constant(head[:, None]), graph.constant(np.array([offset], np.float32))])
    score = graph.node("Sigmoid", [margin])
    output = helper.make_tensor_value_info("score", TensorProto.FLOAT, ["n", 1])
    return graph.model(token_inputs(), [output], "ranker", {score: "score"})


def judge_model(weights, product):
    """`grades` fp32 [n, 5]: probabilities of the grades 0 to 4 of each pair; `score` fp32 [n, 1]: their mean / 4."""
    graph = Graph()
    state = pooled(graph, weights, product)
    logits = graph.node("Gemm", [state, graph.constant(weights["classifier.weight"].T), graph.constant(weights["classifier.bias"])])
    grades = graph.node("Softmax", [logits], axis=1)
    count = len(weights["classifier.bias"])
    share = np.arange(count, dtype=np.float32)[:, None] / (count - 1)
    score = graph.node("MatMul", [grades, graph.constant(share)])
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", width]) for name, width in (("grades", count), ("score", 1))]
    return graph.model(token_inputs(), outputs, "judge", {grades: "grades", score: "score"})
