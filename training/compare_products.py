"""Compares the ways to quantise the encoder: vectors against fp32, change between batches, CPU time per item.

Run: python training/compare_products.py   (needs training/work/dev-texts.jsonl; writes its graphs to training/work)
"""

import argparse
import json
import os
import time

import numpy as np
import onnx
import onnxruntime
from bert_graph import PRODUCTS, encoder_model
from onnx_batches import model_inputs
from onnxruntime.quantization import QuantType, quantize_dynamic
from ranker_model import base_folder
from safetensors.numpy import load_file

TOKENS = 96


def write_graphs(folder):
    """Path of each graph by kind; "stock" is ONNX Runtime's own dynamic quantisation, one activation scale a tensor."""
    weights = load_file(os.path.join(base_folder(), "model.safetensors"))
    paths = {}
    for product in PRODUCTS:
        paths[product] = os.path.join(folder, f"encoder-{product}.onnx")
        onnx.save(encoder_model(weights, product), paths[product])
    paths["stock"] = os.path.join(folder, "encoder-stock.onnx")
    extra = {"DefaultTensorType": onnx.TensorProto.FLOAT}
    quantize_dynamic(paths["fp32"], paths["stock"], weight_type=QuantType.QInt8, per_channel=True, extra_options=extra)
    return paths


def cpu_milliseconds(session, id_lists, rounds=6):
    """CPU time per item: what other processes do on the machine changes it little."""
    inputs = model_inputs(id_lists)
    session.run(None, inputs)
    started = time.process_time()
    for _ in range(rounds):
        session.run(None, inputs)
    return (time.process_time() - started) / rounds / len(id_lists) * 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", default="training/work")
    parser.add_argument("--texts", type=int, default=192)
    options = parser.parse_args()
    with open(f"{options.work}/dev-texts.jsonl", encoding="utf8") as lines:
        texts = [json.loads(line)["ids"] for line in lines]
    long = [ids[:TOKENS] for ids in texts if len(ids) >= TOKENS]
    texts = texts[-options.texts :]
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    exact = None
    for kind, path in write_graphs(options.work).items():
        session = onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])
        batches = [session.run(None, model_inputs(texts[start : start + 16]))[0] for start in range(0, len(texts), 16)]
        vectors = np.concatenate(batches)
        exact = vectors if exact is None else exact
        alone = np.concatenate([session.run(None, model_inputs([ids]))[0] for ids in texts[:32]])
        report = {
            "kind": kind,
            "bytes": os.path.getsize(path),
            "meanCosineToFp32": round(float((exact * vectors).sum(1).mean()), 5),
            "largestChangeInOtherBatches": float(np.abs(alone - vectors[:32]).max()),
            "cpuMsPerItem": {size: round(cpu_milliseconds(session, long[:size]), 2) for size in (1, 16, 32)},
        }
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main()
