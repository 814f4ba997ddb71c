"""Builds the packed ranker as two ONNX graphs: the item encoder, and the scorer of many items for several queries in one pass.

The numbers of a pair depend on nothing else in the batch: products have one scale a row, and what another query's tokens
would add to an item is an exact zero (its attention is exp(-10000)).
"""

import numpy as np
from bert_graph import ATTENTION_PARTS, HEADS, HIDDEN, PRODUCTS, Graph, embedded, hidden_states, joint_weights, layer_count, layer_end, token_inputs
from onnx import TensorProto, helper

HEAD = HIDDEN // HEADS
MASKED = -1e4
# torch.nn.LayerNorm's own, which the norm of the items has.
ITEM_EPSILON = 1e-5
OBJECTIVES = 3


def under(weights, prefix):
    """The entries below `prefix`, without it."""
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def whole(numbers):
    return np.array(numbers, np.int64)


def item_encoder_model(weights, product, slots):
    """`items` fp32 [n, slots, hidden] of token ids that have the slot tokens after [CLS]."""
    graph = Graph()
    states = hidden_states(graph, under(weights, "items.bert."), product, pair=False)
    places = [graph.constant(whole([at])) for at in (1, 1 + slots, 1)]
    kept = graph.node("Slice", [states, *places])
    projected = graph.node("MatMul", [kept, graph.constant(weights["items.project.weight"].T)])
    items = graph.node("Add", [projected, graph.constant(weights["items.project.bias"])])
    output = helper.make_tensor_value_info("items", TensorProto.FLOAT, ["n", slots, HIDDEN])
    return graph.model(token_inputs(), [output], "item-encoder", {items: "items"})


def scorer_inputs():
    return [
        helper.make_tensor_value_info("query_ids", TensorProto.INT32, ["q", "t"]),
        helper.make_tensor_value_info("query_mask", TensorProto.INT32, ["q", "t"]),
        helper.make_tensor_value_info("items", TensorProto.INT8, ["n", "m", HIDDEN]),
        helper.make_tensor_value_info("item_scales", TensorProto.FLOAT, ["n", "m"]),
        helper.make_tensor_value_info("query_of", TensorProto.INT32, ["n"]),
    ]


class Scorer:
    """Collects the graph of the scorer; r = n * m rows of items, s = q * t query tokens."""

    def __init__(self, weights, product):
        self.graph, self.weights, self.product = Graph(), under(weights, "scorer."), product
        self.bert = under(self.weights, "bert.")
        self.rows = self.constant(whole([-1, HIDDEN]))

    def constant(self, array):
        return self.graph.constant(array)

    def node(self, kind, *inputs, outputs=1, **attributes):
        return self.graph.node(kind, list(inputs), outputs, **attributes)

    def shaped(self, x, *sizes):
        """x as `sizes`: numbers, or names of tensors [k] that hold some of the sizes."""
        parts = [size if isinstance(size, str) else self.constant(whole([size])) for size in sizes]
        return self.node("Reshape", x, self.node("Concat", *parts, axis=0))

    def product_with(self, x, weight, bias):
        multiplied = PRODUCTS[self.product](self.graph, x, weight)
        return self.node("Add", multiplied, self.constant(bias))

    def start(self):
        """First states: queries [q, t, hidden] and items [r, hidden]; sizes and the mask that all layers share."""
        for given, wanted in (("query_ids", "input_ids"), ("query_mask", "attention_mask")):
            self.graph.nodes.append(helper.make_node("Identity", [given], [wanted]))
        self.many = self.node("Shape", "items", start=0, end=1)
        self.slots = self.node("Shape", "items", start=1, end=2)
        self.query_shape = self.node("Concat", self.node("Shape", "query_ids"), self.constant(whole([HIDDEN])), axis=0)
        query = embedded(self.graph, self.bert, self.product, pair=False)
        scales = self.node("Unsqueeze", "item_scales", self.constant(whole([2])))
        vectors = self.node("Mul", self.node("Cast", "items", to=TensorProto.FLOAT), scales)
        places = self.node("Slice", self.constant(self.weights["slots"]), self.constant(whole([0])), self.slots)
        named = [self.constant(self.weights[f"norm.{part}"]) for part in ("weight", "bias")]
        x = self.node("LayerNormalization", self.node("Add", vectors, places), *named, epsilon=ITEM_EPSILON)
        self.bias = self.mask_bias()
        return query, self.node("Reshape", x, self.rows)

    def mask_bias(self):
        """fp32 [r, s]: 0 where a token belongs to the item's query, else so low that nothing is left of it."""
        queries = self.node("Squeeze", self.node("Shape", "query_ids", start=0, end=1))
        numbers = self.node("Cast", self.node("Range", self.constant(np.int64(0)), queries, self.constant(np.int64(1))), to=TensorProto.INT32)
        own = self.node("Equal", self.node("Unsqueeze", "query_of", self.constant(whole([1]))), numbers)
        own = self.node("Unsqueeze", self.node("Cast", own, to=TensorProto.FLOAT), self.constant(whole([2])))
        allowed = self.node("Mul", own, self.node("Cast", "query_mask", to=TensorProto.FLOAT))
        bias = self.node("Mul", self.node("Sub", self.constant(np.float32(1)), allowed), self.constant(np.float32(MASKED)))
        tokens = self.node("ReduceProd", self.node("Shape", "query_ids"), keepdims=1)
        self.tokens = tokens
        each = self.shaped(bias, self.many, 1, tokens)
        repeated = self.node("Expand", each, self.node("Concat", self.many, self.slots, tokens, axis=0))
        return self.shaped(repeated, -1, tokens)

    def heads_of(self, x, order):
        """[.., hidden] as [rows, heads, head], its axes in `order`."""
        return self.node("Transpose", self.shaped(x, -1, HEADS, HEAD), perm=order)

    def query_layer(self, query, prefix, is_last):
        """The next states of the queries (None after the last layer), and their keys [h, head, s] and values [h, s, head]."""
        parts = ATTENTION_PARTS[1:] if is_last else ATTENTION_PARTS
        weight, bias = self.scaled_weights(prefix, parts)
        split = self.node("Split", self.product_with(query, weight, bias), outputs=len(parts), axis=1, num_outputs=len(parts))
        key, value = split[-2:]
        following = None
        if not is_last:
            shaped = [self.node("Reshape", part, self.query_shape) for part in split]
            attended = self.graph.fused("MultiHeadAttention", [*shaped, "", "attention_mask"], num_heads=HEADS, scale=1.0)
            following = layer_end(self.graph, attended, query, self.bert, prefix, self.query_shape, self.product)
        return following, self.heads_of(key, [1, 2, 0]), self.heads_of(value, [1, 0, 2])

    def scaled_weights(self, prefix, parts):
        """Joint weights of attention, its scale in the columns of the query, so that both streams share them."""
        weight, bias = joint_weights(self.bert, prefix, parts)
        share = np.repeat([HEAD**-0.5 if part.endswith("query") else 1 for part in parts], HIDDEN).astype(np.float32)
        return weight * share, bias * share

    def item_layer(self, x, prefix, query_key, query_value):
        weight, bias = self.scaled_weights(prefix, ATTENTION_PARTS)
        query, key, value = self.node("Split", self.product_with(x, weight, bias), outputs=3, axis=1, num_outputs=3)
        across = self.node("Add", self.node("MatMul", self.heads_of(query, [1, 0, 2]), query_key), self.bias)
        attention = self.node("Softmax", self.node("Concat", across, self.own_scores(query, key), axis=2), axis=2)
        to_query, to_own = self.node("Split", attention, self.node("Concat", self.tokens, self.slots, axis=0), outputs=2, axis=2)
        mixed = self.node("Transpose", self.node("MatMul", to_query, query_value), perm=[1, 0, 2])
        context = self.node("Add", self.node("Reshape", mixed, self.rows), self.own_values(to_own, value))
        return layer_end(self.graph, context, x, self.bert, prefix, self.rows, self.product)

    def own_scores(self, query, key):
        """[h, r, m]: each vector with each of its own item, as sums of products, because the matrices are tiny."""
        left = self.shaped(query, self.many, self.slots, 1, HEADS, HEAD)
        right = self.shaped(key, self.many, 1, self.slots, HEADS, HEAD)
        scores = self.node("ReduceSum", self.node("Mul", left, right), self.constant(whole([4])), keepdims=0)
        return self.shaped(self.node("Transpose", scores, perm=[3, 0, 1, 2]), HEADS, -1, self.slots)

    def own_values(self, attention, value):
        """[r, hidden] that each vector takes from its own item."""
        square = self.shaped(attention, HEADS, self.many, self.slots, self.slots)
        shares = self.node("Unsqueeze", self.node("Transpose", square, perm=[1, 2, 3, 0]), self.constant(whole([4])))
        values = self.shaped(value, self.many, 1, self.slots, HEADS, HEAD)
        mixed = self.node("ReduceSum", self.node("Mul", shares, values), self.constant(whole([2])), keepdims=0)
        return self.node("Reshape", mixed, self.rows)

    def logits(self, x):
        """fp32 [n, objectives]: yes minus no, click, apply. The head stays fp32: it is one row an item."""
        mean = self.node("ReduceMean", self.shaped(x, self.many, self.slots, HIDDEN), self.constant(whole([1])), keepdims=0)
        dense = self.node("Gemm", mean, self.constant(self.weights["dense.weight"].T), self.constant(self.weights["dense.bias"]))
        weight, bias = self.weights["head.weight"], self.weights["head.bias"]
        head = np.stack([weight[1] - weight[0], *weight[2:]], axis=1)
        offset = np.array([bias[1] - bias[0], *bias[2:]], np.float32)
        return self.node("Gemm", self.node("Tanh", dense), self.constant(head), self.constant(offset))


def scorer_model(weights, product):
    """`score` fp32 [n, 3], p of yes, click and apply, and `logit` fp32 [n, 3], of each item for its query."""
    scorer = Scorer(weights, product)
    query, x = scorer.start()
    count = layer_count(scorer.bert)
    for index in range(count):
        prefix = f"encoder.layer.{index}"
        query, key, value = scorer.query_layer(query, prefix, index == count - 1)
        x = scorer.item_layer(x, prefix, key, value)
    logits = scorer.logits(x)
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", OBJECTIVES]) for name in ("score", "logit")]
    score = scorer.node("Sigmoid", logits)
    return scorer.graph.model(scorer_inputs(), outputs, "packed-ranker", {score: "score", logits: "logit"})
