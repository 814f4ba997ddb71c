"""NVIDIA Triton with Tandem's models as Python models: `triton_server.py PORT`. Prints READY; ends when its input ends."""

import logging
import os
import socket
import sys
import tempfile
import threading

import numpy as np
from pytriton.model_config import ModelConfig, Tensor
from pytriton.triton import Triton, TritonConfig

import tandem_models as models


def each(answer):
    """Triton hands over the requests that came together; each is answered by itself."""
    return lambda requests: [answer(**request) for request in requests]


def rank(query, query_of, text=None, item=None, item_scale=None):
    if text is not None:
        return {"score": models.score_texts(query, query_of, text)}
    return {"score": models.score_items(query, query_of, item, item_scale)}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tensor(name, dtype, *shape, optional=False):
    return Tensor(name=name, dtype=dtype, shape=shape, optional=optional)


def bind(triton, name, answer, inputs, outputs):
    config = ModelConfig(batching=False)
    triton.bind(model_name=name, infer_func=each(answer), inputs=inputs, outputs=outputs, config=config)


def main():
    logging.disable(logging.INFO)
    config = TritonConfig(
        http_address="127.0.0.1",
        http_port=int(sys.argv[1]),
        grpc_address="127.0.0.1",
        grpc_port=free_port(),
        allow_metrics=False,
    )
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    slots, dimensions = models.encode_items([b"probe"]).shape[1:]
    with tempfile.TemporaryDirectory() as folder, Triton(config=config, workspace=os.path.join(folder, "triton")) as triton:
        text = tensor("text", bytes, -1)
        bind(
            triton,
            "encoder",
            lambda text, role: {"embedding": models.embed(text)},
            [text, tensor("role", bytes, -1)],
            [tensor("embedding", np.float32, -1, 384)],
        )
        bind(
            triton,
            "item-encoder",
            lambda text: {"items": models.encode_items(text)},
            [text],
            [tensor("items", np.float32, -1, slots, dimensions)],
        )
        bind(
            triton,
            "ranker",
            rank,
            [
                tensor("query", bytes, -1),
                tensor("query_of", np.int32, -1),
                tensor("text", bytes, -1, optional=True),
                tensor("item", np.int8, -1, slots, dimensions, optional=True),
                tensor("item_scale", np.float32, -1, slots, optional=True),
            ],
            [tensor("score", np.float32, -1, -1)],
        )
        triton.run()
        print("READY", flush=True)
        stop.wait()


main()
