"""MLServer with Tandem's models, which speaks JSON only: `mlserver_server.py PORT`. Prints READY; ends when its input ends."""

import asyncio
import os
import socket
import sys
import threading
import urllib.request

import numpy as np
from mlserver import MLModel, MLServer
from mlserver.codecs import NumpyCodec
from mlserver.settings import ModelSettings, Settings
from mlserver.types import InferenceResponse, MetadataTensor, ResponseOutput

import tandem_models as models


def texts(tensor):
    """JSON has the texts as strings."""
    return [text.encode("utf-8") for text in tensor.data.root]


class Model(MLModel):
    async def load(self):
        return True

    def answer(self, inputs):
        raise NotImplementedError

    async def predict(self, payload):
        name, numbers = self.answer({tensor.name: tensor for tensor in payload.inputs})
        numbers = np.asarray(numbers, np.float32)
        output = ResponseOutput(
            name=name, datatype="FP32", shape=list(numbers.shape), data=numbers.ravel().tolist()
        )
        return InferenceResponse(id=payload.id, model_name=self.name, outputs=[output])


class Encoder(Model):
    def answer(self, inputs):
        return "embedding", models.embed(texts(inputs["text"]))


class ItemEncoder(Model):
    def answer(self, inputs):
        return "items", models.encode_items(texts(inputs["text"]))


class Ranker(Model):
    def answer(self, inputs):
        queries, query_of = texts(inputs["query"]), NumpyCodec.decode_input(inputs["query_of"]).ravel()
        if "text" in inputs:
            return "score", models.score_texts(queries, query_of, texts(inputs["text"]))
        codes, scales = (NumpyCodec.decode_input(inputs[name]) for name in ("item", "item_scale"))
        return "score", models.score_items(queries, query_of.astype(np.int32), codes.astype(np.int8), scales)


def tensor(name, datatype, *shape):
    return MetadataTensor(name=name, datatype=datatype, shape=list(shape))


def settings():
    slots, dimensions = models.encode_items([b"probe"]).shape[1:]
    text = tensor("text", "BYTES", -1)
    return [
        ModelSettings(
            name="encoder",
            implementation=Encoder,
            inputs=[text, tensor("role", "BYTES", -1)],
            outputs=[tensor("embedding", "FP32", -1, 384)],
        ),
        ModelSettings(
            name="item-encoder",
            implementation=ItemEncoder,
            inputs=[text],
            outputs=[tensor("items", "FP32", -1, slots, dimensions)],
        ),
        ModelSettings(
            name="ranker",
            implementation=Ranker,
            inputs=[
                tensor("query", "BYTES", -1),
                tensor("query_of", "INT32", -1),
                text,
                tensor("item", "INT8", -1, slots, dimensions),
                tensor("item_scale", "FP32", -1, slots),
            ],
            outputs=[tensor("score", "FP32", -1, -1)],
        ),
    ]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def say_when_ready(port):
    address = f"http://127.0.0.1:{port}/v2/health/ready"
    while True:
        try:
            await asyncio.to_thread(urllib.request.urlopen, address, timeout=1)
            return print("READY", flush=True)
        except OSError:
            # Not listening, or loading still.
            await asyncio.sleep(0.1)


async def main():
    port = int(sys.argv[1])
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    server = MLServer(
        Settings(
            host="127.0.0.1",
            http_port=port,
            grpc_port=free_port(),
            metrics_endpoint=None,
            parallel_workers=0,
        )
    )
    ready = asyncio.create_task(say_when_ready(port))
    await server.start(settings())
    await ready


asyncio.run(main())
