"""Writes the packed ranker as int8 ONNX: item encoder, scorer and a probe with its known answer; measures them against PyTorch.

Run: python training/export_packed.py --weights training/work/packed-a/best.pt --slots 2 --out models
Without --weights it is an untrained one, for developing what serves it.
"""

import argparse
import base64
import json
import os

import numpy as np
import onnx
import torch
from onnx_batches import onnx_session, padded_ids, run_batches
from packed_data import DOCUMENT_TOKENS, QUERY_TOKENS, Inputs
from packed_graph import item_encoder_model, scorer_model
from packed_model import PackedRanker
from ranker_model import read_pairs
from ranking_metrics import judged_ndcg
from train_encoder import Texts

PROBE_QUERY = "night nurse"
PROBE_TEXTS = (
    "Night nurse | City Hospital | full-time | You will care for patients at night.",
    "Diesel mechanic | Road Garage | full-time | You will repair engines of trucks.",
)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", help="a best.pt or last.pt of train_packed.py")
    parser.add_argument("--slots", type=int, default=2, help="vectors an item")
    parser.add_argument("--product", default="row")
    parser.add_argument("--out", default="models", help="folder")
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--pairs", type=int, help="measure on so many dev pairs instead of all")
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def load(path):
    torch.manual_seed(1)
    model = PackedRanker()
    if path:
        model.load_state_dict(torch.load(path, weights_only=True))
    return model.eval()


def quantised(items):
    """int8 [n, m, hidden] and fp32 scales [n, m] of item vectors: one scale a vector, as ingest keeps them."""
    scales = np.maximum(np.abs(items).max(axis=2), 1e-12).astype(np.float32) / 127
    return np.clip(np.rint(items / scales[:, :, None]), -127, 127).astype(np.int8), scales


def encode_items(session, rows, batch=16):
    """fp32 [n, m, hidden] of token ids."""
    return run_batches(session, rows, "items", batch)


def run_scorer(session, queries, query_of, codes, scales, output="score"):
    """[n, 3] of one pass; `queries` are lists of token ids."""
    ids, mask = padded_ids(queries)
    given = {"query_ids": ids, "query_mask": mask, "items": codes, "item_scales": scales, "query_of": np.array(query_of, np.int32)}
    return session.run([output], given)[0]


@torch.no_grad()
def exact_items(model, rows, slots, batch=16):
    """PyTorch in fp32, [n, slots, hidden]."""
    parts = []
    for start in range(0, len(rows), batch):
        ids, mask = (torch.from_numpy(array.astype(np.int64)) for array in padded_ids(rows[start : start + batch]))
        parts.append(model.items(ids, mask)[:, :slots])
    return torch.cat(parts)


@torch.no_grad()
def exact_scores(model, queries, query_of, items):
    """PyTorch in fp32: p of yes, click and apply, [n, 3]."""
    ids, mask = (torch.from_numpy(array.astype(np.int64)) for array in padded_ids(queries))
    logits = model.scorer(ids, mask, items, torch.tensor(query_of))
    return torch.sigmoid(torch.stack([logits[:, 1] - logits[:, 0], logits[:, 2], logits[:, 3]], dim=1)).numpy()


@torch.no_grad()
def graph_change(session, model, queries, query_of, codes, scales):
    """Largest difference of the logits of the fp32 graph to PyTorch's, on the same item vectors."""
    ids, mask = (torch.from_numpy(array.astype(np.int64)) for array in padded_ids(queries))
    logits = model.scorer(ids, mask, torch.from_numpy(codes * scales[:, :, None]), torch.tensor(query_of)).numpy()
    wanted = np.stack([logits[:, 1] - logits[:, 0], logits[:, 2], logits[:, 3]], axis=1)
    return float(np.abs(run_scorer(session, queries, query_of, codes, scales, "logit") - wanted).max())


def largest_change(session, queries, query_of, codes, scales, output):
    """Largest change of `output` of the same pair: alone, in a shuffled batch, and without the other queries."""
    together = run_scorer(session, queries, query_of, codes, scales, output)
    order = np.random.default_rng(1).permutation(len(codes))
    shuffled = np.empty_like(together)
    shuffled[order] = run_scorer(session, queries, np.array(query_of)[order], codes[order], scales[order], output)
    alone = [run_scorer(session, [queries[query]], [0], codes[[row]], scales[[row]], output)[0] for row, query in enumerate(query_of)]
    by_query = np.empty_like(together)
    for query in sorted(set(query_of)):
        rows = np.flatnonzero(np.array(query_of) == query)
        by_query[rows] = run_scorer(session, [queries[query]], [0] * len(rows), codes[rows], scales[rows], output)
    return float(max(np.abs(together - other).max() for other in (shuffled, np.stack(alone), by_query)))


def served_scores(inputs, pairs, encoder, scorer):
    """[pairs, 3] as served: item vectors in 8 bits, one pass a query."""
    vectors = ItemCodes(inputs, pairs, encoder)
    served = np.empty((len(pairs), 3))
    for at, query in by_query(inputs, pairs):
        codes, scales = vectors.of(pairs[index] for index in at)
        served[at] = run_scorer(scorer, query, [0] * len(at), codes, scales)
    return served


class ItemCodes:
    """8-bit item vectors of the documents of pairs."""

    def __init__(self, inputs, pairs, encoder):
        self.names = sorted({pair["document"] for pair in pairs})
        self.place = {name: at for at, name in enumerate(self.names)}
        self.codes, self.scales = quantised(encode_items(encoder, [inputs.document_ids(name) for name in self.names]))

    def of(self, pairs):
        places = [self.place[pair["document"]] for pair in pairs]
        return self.codes[places], self.scales[places]


def by_query(inputs, pairs):
    """Places of the pairs of each query, with the query's token ids."""
    for qid in sorted({pair["qid"] for pair in pairs}):
        at = [index for index, pair in enumerate(pairs) if pair["qid"] == qid]
        yield at, inputs.texts.ids([inputs.query_text(qid)], QUERY_TOKENS)


def wanted_scores(model, slots, inputs, pairs):
    """[pairs, 3] by PyTorch in fp32."""
    names = sorted({pair["document"] for pair in pairs})
    items = dict(zip(names, exact_items(model, [inputs.document_ids(name) for name in names], slots), strict=True))
    wanted = np.empty((len(pairs), 3))
    for at, query in by_query(inputs, pairs):
        wanted[at] = exact_scores(model, query, [0] * len(at), torch.stack([items[pairs[index]["document"]] for index in at]))
    return wanted


def measure(model, options, encoder, scorer):
    inputs = Inputs(options.work)
    pairs = read_pairs(f"{options.work}/dev-pairs.jsonl")[: options.pairs]
    served, wanted = served_scores(inputs, pairs, encoder, scorer), wanted_scores(model, options.slots, inputs, pairs)
    return {
        "pairs": len(pairs),
        "dev": judged_ndcg(pairs, served[:, 0]),
        "devFp32": judged_ndcg(pairs, wanted[:, 0]),
        "meanChangeFromFp32": np.abs(served - wanted).mean(axis=0).tolist(),
    }


def equivalence(model, texts, encoder, scorer, exact_scorer):
    """The same pair alone, in any place and with any queries: change of the logit in fp32 and of p as served."""
    queries = texts.ids(["night nurse", "remote rust engineer who knows kafka and leads a team", "chef", "truck driver in austin"], QUERY_TOKENS)
    words = ["nurse", "truck", "python", "kitchen", "tax", "school", "clinic", "sales"]
    rows = [texts.ids([" ".join(words[at % 8 : at % 8 + 1 + at % 5] * (1 + at % 7))], DOCUMENT_TOKENS)[0] for at in range(48)]
    codes, scales = quantised(encode_items(encoder, rows))
    query_of = [at % len(queries) for at in range(len(rows))]
    return {
        "logitDifferenceToPyTorch": graph_change(exact_scorer, model, queries, query_of, codes, scales),
        "largestLogitChangeFp32": largest_change(exact_scorer, queries, query_of, codes, scales, "logit"),
        "largestChangeOfP": largest_change(scorer, queries, query_of, codes, scales, "score"),
    }


def write_probe(path, texts, encoder, scorer):
    """A query, two items and their p's: what a worker proves itself with, without an item encoder."""
    codes, scales = quantised(encode_items(encoder, texts.ids(list(PROBE_TEXTS), DOCUMENT_TOKENS)))
    scores = run_scorer(scorer, texts.ids([PROBE_QUERY], QUERY_TOKENS), [0, 0], codes, scales)
    probe = {"query": PROBE_QUERY, "codes": base64.b64encode(codes.tobytes()).decode(), "scales": scales.ravel().tolist(), "scores": scores.ravel().tolist()}
    with open(path, "w", encoding="utf8") as file:
        json.dump({"slots": codes.shape[1], **probe}, file)
        file.write("\n")


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    model = load(options.weights)
    weights = {name: value.float().numpy() for name, value in model.state_dict().items()}
    paths = [os.path.join(options.out, name) for name in ("item-encoder.onnx", "ranker.onnx", "ranker-probe.json")]
    onnx.save(item_encoder_model(weights, options.product, options.slots), paths[0])
    onnx.save(scorer_model(weights, options.product), paths[1])
    encoder, scorer = (onnx_session(path, options.threads) for path in paths[:2])
    exact_scorer = onnx_session(scorer_model(weights, "fp32").SerializeToString(), options.threads)
    texts = Texts()
    write_probe(paths[2], texts, encoder, scorer)
    found = equivalence(model, texts, encoder, scorer, exact_scorer)
    print(json.dumps({"slots": options.slots, "bytes": [os.path.getsize(path) for path in paths], **found, **measure(model, options, encoder, scorer)}))


if __name__ == "__main__":
    main()
