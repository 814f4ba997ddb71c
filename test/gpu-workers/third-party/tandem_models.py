"""Tandem's encoder, item encoder and rankers in Python with ONNX Runtime, for servers that are not ours.

Reads the models, the tokenizer and the token limits that the TypeScript backend reads; texts are bytes of UTF-8."""

import pathlib

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MODELS = pathlib.Path(__file__).resolve().parents[3] / "models"
# The same numbers as in models/templates.ts.
ENCODER_MAX_TOKENS = 128
ITEM_MAX_TOKENS = 128
PACKED_MAX_QUERY_TOKENS = 32
RANKER_MAX_TOKENS = 96
RANKER_MAX_QUERY_TOKENS = 40

TOKENIZER = Tokenizer.from_file(str(MODELS / "minilm" / "tokenizer.json"))
TOKENIZER.no_padding()
TOKENIZER.no_truncation()
CLS, SEP = TOKENIZER.token_to_id("[CLS]"), TOKENIZER.token_to_id("[SEP]")


def session(name):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(MODELS / name), options, providers=["CPUExecutionProvider"])


ENCODER, ITEM_ENCODER = session("encoder.onnx"), session("item-encoder.onnx")
FULL_TEXT, RANKER = session("full-text.onnx"), session("ranker.onnx")


def bare(text):
    return TOKENIZER.encode(text.decode("utf-8"), add_special_tokens=False).ids


def single(text, most):
    return [CLS, *bare(text)[: most - 2], SEP]


def pair(query, text):
    head = bare(query)[:RANKER_MAX_QUERY_TOKENS]
    return [CLS, *head, SEP, *bare(text)[: max(0, RANKER_MAX_TOKENS - len(head) - 3)], SEP]


def padded(sequences):
    ids = np.zeros((len(sequences), max(map(len, sequences), default=1)), np.int32)
    mask = np.zeros_like(ids)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return ids, mask


def run(model, output, sequences):
    ids, mask = padded(sequences)
    return model.run([output], {"input_ids": ids, "attention_mask": mask})[0]


def embed(texts):
    """[n, 384], unit rows."""
    return run(ENCODER, "embedding", [single(text, ENCODER_MAX_TOKENS) for text in texts])


def encode_items(texts):
    """[n, slots, dimensions]; the layout is that of the manifest."""
    items = run(ITEM_ENCODER, "items", [single(text, ITEM_MAX_TOKENS) for text in texts])
    return items.reshape(len(texts), -1, items.shape[-1])


def score_texts(queries, query_of, texts):
    """[n, 1]"""
    return run(FULL_TEXT, "score", [pair(queries[at], text) for at, text in zip(query_of, texts)]).reshape(len(texts), -1)


def score_items(queries, query_of, codes, scales):
    """[n, objectives] of item vectors: int8 codes [n, slots, dimensions] and scales [n, slots]."""
    ids, mask = padded([single(query, PACKED_MAX_QUERY_TOKENS) for query in queries])
    inputs = {"query_ids": ids, "query_mask": mask, "items": codes, "item_scales": scales, "query_of": query_of}
    return RANKER.run(["score"], inputs)[0]
