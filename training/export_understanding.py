"""Writes a trained understanding model as int8 ONNX (see bert_graph.py) and compares it with fp32 and with itself in other batches.

Run: python training/export_understanding.py --weights training/work/understanding-b/last.pt --out models/understanding.onnx
"""

import argparse
import json
import os

import numpy as np
import onnx
import onnxruntime
import torch
from bert_graph import PRODUCTS, Graph, hidden_states, token_inputs
from onnx import TensorProto, helper
from understanding_model import HEADS, MAX_TOKENS, Pieces, Understanding, collate_ids
from understanding_text import CONDITIONS, ROLES, TAGS

PROBES = "training/work/understanding-gold.jsonl"


def understanding_model(weights, product="row"):
    """`heads` fp32 [n, classes, conditions and roles], `tags` fp32 [n, t, tags], `negated` fp32 [n, t]: probabilities. Heads stay fp32, they are small."""
    graph = Graph()
    encoder = {name.removeprefix("bert."): value for name, value in weights.items() if name.startswith("bert.")}
    positions = "embeddings.position_embeddings.weight"
    encoder[positions] = encoder[positions][:MAX_TOKENS]
    states = hidden_states(graph, encoder, product, pair=False)

    def dense(x, name):
        made = graph.node("MatMul", [x, graph.constant(weights[f"{name}.weight"].T)])
        return graph.node("Add", [made, graph.constant(weights[f"{name}.bias"])])

    mask = graph.node("Cast", [graph.node("Unsqueeze", ["attention_mask", graph.constant(np.array([2], np.int64))])], to=TensorProto.FLOAT)
    axis = graph.constant(np.array([1], np.int64))
    summed = graph.node("ReduceSum", [graph.node("Mul", [states, mask]), axis], keepdims=0)
    mean = graph.node("Div", [summed, graph.node("ReduceSum", [mask, axis], keepdims=0)])
    first = graph.node("Gather", [states, graph.constant(np.int64(0))], axis=1)
    both = graph.node("Concat", [first, mean], axis=1)

    def quantised(x, name):
        made = PRODUCTS[product](graph, x, weights[f"{name}.weight"].T)
        return graph.node("Add", [made, graph.constant(weights[f"{name}.bias"])])

    text = graph.node("Tanh", [quantised(both, "pooled")])
    roles = graph.node("Softmax", [quantised(graph.node("Tanh", [quantised(both, "role_pooled")]), "roles")], axis=1)
    classes = [graph.node("Softmax", [dense(text, f"heads.{name}")], axis=1) for name in HEADS]
    heads = graph.node("Concat", [*classes, graph.node("Sigmoid", [dense(text, "conditions")]), roles], axis=1)
    tags = graph.node("Softmax", [dense(states, "tags")], axis=2)
    negated = graph.node("Squeeze", [graph.node("Sigmoid", [dense(states, "negated")]), graph.constant(np.array([2], np.int64))])
    width = sum(map(len, HEADS.values())) + len(CONDITIONS) + len(ROLES)
    outputs = [
        helper.make_tensor_value_info("heads", TensorProto.FLOAT, ["n", width]),
        helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["n", "t", len(TAGS)]),
        helper.make_tensor_value_info("negated", TensorProto.FLOAT, ["n", "t"]),
    ]
    return graph.model(token_inputs(), outputs, "understanding", {heads: "heads", tags: "tags", negated: "negated"})


def run(session, rows, length=None):
    ids = collate_ids(rows).numpy().astype(np.int32)
    if length:
        ids = np.pad(ids, ((0, 0), (0, length - ids.shape[1])))
    return session.run(["heads", "tags", "negated"], {"input_ids": ids, "attention_mask": (ids != 0).astype(np.int32)})


def compared(path, weights, count=200):
    """Agreement of the int8 graph with fp32, and the largest change of the same text alone and padded in a batch."""
    pieces = Pieces()
    with open(PROBES, encoding="utf8") as lines:
        rows = [pieces.encode(json.loads(line)["text"])[0] for _, line in zip(range(count), lines)]
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
    layers = 1 + max(int(name.split(".")[3]) for name in weights if name.startswith("bert.encoder.layer."))
    model = Understanding(layers)
    model.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})
    model.eval()
    change, same_role, tags_equal, tags_seen, batch_change = [], [], 0, 0, 0.0
    alone = [run(session, [row]) for row in rows]
    with torch.no_grad():
        for row, (heads, tags, _) in zip(rows, alone):
            ids = torch.tensor([row])
            exact = model(ids, torch.ones_like(ids))
            probabilities = torch.cat([*(torch.softmax(exact[name], 1) for name in HEADS), torch.sigmoid(exact["conditions"]), torch.softmax(exact["roles"], 1)], 1).numpy()
            change.append(np.abs(probabilities - heads)[:, : -len(ROLES)].mean())
            same_role.append(probabilities[0, -len(ROLES) :].argmax() == heads[0, -len(ROLES) :].argmax())
            same = exact["tags"].argmax(2).numpy() == tags.argmax(2)
            tags_equal, tags_seen = tags_equal + same.sum(), tags_seen + same.size
    padded = run(session, rows, MAX_TOKENS)
    for index, row in enumerate(rows):
        batch_change = max(batch_change, np.abs(padded[0][index] - alone[index][0][0]).max(), np.abs(padded[1][index, : len(row)] - alone[index][1][0]).max())
    return {"meanChangeFromFp32": round(float(np.mean(change)), 5), "rolesAsFp32": round(float(np.mean(same_role)), 4), "tagsAsFp32": round(tags_equal / tags_seen, 4), "largestChangeInOtherBatches": float(batch_change)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", default="models/understanding.onnx")
    options = parser.parse_args()
    weights = {name: value.float().numpy() for name, value in torch.load(options.weights, weights_only=True).items()}
    onnx.save(understanding_model(weights), options.out)
    print(json.dumps({"bytes": os.path.getsize(options.out), **compared(options.out, weights)}))


if __name__ == "__main__":
    main()
