"""Builds the packed ranker as two ONNX graphs: the item encoder, and the scorer of many items for several queries in one pass.

The numbers of a pair depend on nothing else in the batch: products have one scale a row, and what another query's tokens
would add to an item is an exact zero (its attention is exp(-10000)).
"""

import numpy as np
from bert_graph import ATTENTION_PARTS, HEADS, HIDDEN, PRODUCTS, Graph, embedded, hidden_states, joint_weights, layer_count, layer_end, token_inputs
from onnx import TensorProto, helper
from packed_model import ITEM_START

# Numbers of a state that one head of attention reads.
HEAD = HIDDEN // HEADS
# Added to a score of attention before the softmax, in fp32: exp of it is an exact zero.
MASKED = -1e4
# torch.nn.LayerNorm's own, which the norm of the items has.
ITEM_EPSILON = 1e-5
# Yes minus no, click, apply.
OBJECTIVES = 3


def under(weights, prefix):
    """The entries below `prefix`, without it."""
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def whole(numbers):
    """int64, as ONNX takes shapes and axes."""
    return np.array(numbers, np.int64)


def item_encoder_model(weights, product, slots):
    """`items` fp32 [n, slots, hidden] of token ids: the mean of the states, and what each slot attends to."""
    graph = Graph()
    multiply = PRODUCTS[product]
    states = hidden_states(graph, under(weights, "items.bert."), product, pair=False)
    named = [(weights[f"items.{part}.weight"].T, weights[f"items.{part}.bias"]) for part in ("key", "value")]
    joint = multiply(graph, states, np.concatenate([weight for weight, _ in named], axis=1))
    joint = graph.node("Add", [joint, graph.constant(np.concatenate([bias for _, bias in named]))])
    wide = graph.node("Concat", [graph.node("Shape", ["input_ids"]), graph.constant(whole([2 * HIDDEN]))], axis=0)
    key, value = graph.node("Split", [graph.node("Reshape", [joint, wide])], 2, axis=2, num_outputs=2)
    many = graph.node("Shape", ["input_ids"], start=0, end=1)
    queries = graph.node("Expand", [graph.constant(weights["items.slots"][None, :slots]), graph.node("Concat", [many, graph.constant(whole([slots, HIDDEN]))], axis=0)])
    mixed = graph.fused("MultiHeadAttention", [queries, key, value, "", "attention_mask"], num_heads=HEADS)
    projected = graph.node("MatMul", [mixed, graph.constant(weights["items.project.weight"].T)])
    projected = graph.node("Add", [projected, graph.constant(weights["items.project.bias"])])
    mean = masked_mean(graph, states, "attention_mask")
    items = graph.node("Add", [projected, graph.node("Unsqueeze", [mean, graph.constant(whole([1]))])])
    output = helper.make_tensor_value_info("items", TensorProto.FLOAT, ["n", slots, HIDDEN])
    return graph.model(token_inputs(), [output], "item-encoder", {items: "items"})


def masked_mean(graph, states, mask):
    """[n, t, hidden] to [n, hidden] over the tokens of the mask."""
    weights = graph.node("Cast", [graph.node("Unsqueeze", [mask, graph.constant(whole([2]))])], to=TensorProto.FLOAT)
    axis = graph.constant(whole([1]))
    summed = graph.node("ReduceSum", [graph.node("Mul", [states, weights]), axis], keepdims=0)
    return graph.node("Div", [summed, graph.node("ReduceSum", [weights, axis], keepdims=0)])


def scorer_inputs():
    """q queries of t tokens; n items of m vectors in int8, each with its fp32 scale; `query_of` is each item's query, 0..q - 1."""
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
        """Name of a tensor that holds the array."""
        return self.graph.constant(array)

    def node(self, kind, *inputs, outputs=1, **attributes):
        """Name of the result of one ONNX operation, a list of names where it has several."""
        return self.graph.node(kind, list(inputs), outputs, **attributes)

    def shaped(self, x, *sizes):
        """x as `sizes`: numbers, or names of tensors [k] that hold some of the sizes."""
        parts = [size if isinstance(size, str) else self.constant(whole([size])) for size in sizes]
        return self.node("Reshape", x, self.node("Concat", *parts, axis=0))

    def product_with(self, x, weight, bias):
        """x [.., k] times weight [k, n] in the chosen kind of product, plus bias [n]."""
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
        self.vectors = self.node("Mul", self.node("Cast", "items", to=TensorProto.FLOAT), scales)
        places = self.node("Slice", self.constant(self.weights["slots"]), self.constant(whole([0])), self.slots)
        named = [self.constant(self.weights[f"norm.{part}"]) for part in ("weight", "bias")]
        x = self.node("LayerNormalization", self.node("Add", self.vectors, places), *named, epsilon=ITEM_EPSILON)
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

    def query_layer(self, query, prefix):
        """The next states of the queries, and their keys [h, head, s] and values [h, s, head]."""
        weight, bias = self.scaled_weights(prefix, ATTENTION_PARTS)
        split = self.node("Split", self.product_with(query, weight, bias), outputs=3, axis=1, num_outputs=3)
        shaped = [self.node("Reshape", part, self.query_shape) for part in split]
        attended = self.graph.fused("MultiHeadAttention", [*shaped, "", "attention_mask"], num_heads=HEADS, scale=1.0)
        following = layer_end(self.graph, attended, query, self.bert, prefix, self.query_shape, self.product)
        return following, split[1], split[2]

    def scaled_weights(self, prefix, parts):
        """Joint weights of attention, its scale in the columns of the query, so that both streams share them."""
        weight, bias = joint_weights(self.bert, prefix, parts)
        share = np.repeat([HEAD**-0.5 if part.endswith("query") else 1 for part in parts], HIDDEN).astype(np.float32)
        return weight * share, bias * share

    def item_layer(self, x, prefix, key_rows, value_rows):
        """The next states of the items, which read keys and values [s, hidden] of the queries."""
        query_key, query_value = self.heads_of(key_rows, [1, 2, 0]), self.heads_of(value_rows, [1, 0, 2])
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

    def cosines(self, query):
        """[n, 1]: of the mean of each item's vectors and the mean of its query's last states."""
        mean = self.node("Gather", masked_mean(self.graph, query, "query_mask"), "query_of")
        axis = self.constant(whole([1]))
        unit = [self.node("LpNormalization", side, axis=1, p=2) for side in (mean, self.node("ReduceMean", self.vectors, axis, keepdims=0))]
        return self.node("ReduceSum", self.node("Mul", *unit), axis, keepdims=1)

    def logits(self, x, query):
        """fp32 [n, objectives]: yes minus no, click, apply. The heads stay fp32: they are one row an item."""
        axis = self.constant(whole([1]))
        state = self.node("ReduceMean", self.shaped(x, self.many, self.slots, HIDDEN), axis, keepdims=0)
        facts = self.node("ReduceMean", self.vectors, axis, keepdims=0)
        relevance = self.linear(self.node("Tanh", self.linear(state, "dense")), "head", by_objective)
        engagement = self.linear(self.node("Concat", state, facts, axis=1), "engagement")
        read = self.node("Concat", relevance, self.linear(self.node("Tanh", engagement), "engagement_head"), axis=1)
        cosine = by_objective(self.weights["cosine"])
        return self.node("Add", read, self.node("Mul", self.cosines(query), self.constant(cosine[None])))

    def linear(self, x, name, made=np.asarray):
        """x [n, k] through a linear layer in fp32, of whose weights `made` makes others."""
        weight, bias = (made(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("Gemm", x, self.constant(weight.T), self.constant(bias))


def by_objective(values):
    """Of no, yes and what may follow to yes minus no and that."""
    return np.array(np.stack([values[1] - values[0], *values[2:]]), np.float32)


def scorer_model(weights, product):
    """`score` fp32 [n, 3], p of yes, click and apply, and `logit` fp32 [n, 3], of each item for its query."""
    scorer = Scorer(weights, product)
    query, x = scorer.start()
    for index in range(layer_count(scorer.bert)):
        prefix = f"encoder.layer.{index}"
        query, key, value = scorer.query_layer(query, prefix)
        if index >= ITEM_START:
            x = scorer.item_layer(x, prefix, key, value)
    logits = scorer.logits(x, query)
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", OBJECTIVES]) for name in ("score", "logit")]
    score = scorer.node("Sigmoid", logits)
    return scorer.graph.model(scorer_inputs(), outputs, "packed-ranker", {score: "score", logits: "logit"})
