"""FAISS beside `bench/retrieval.ts`, in one run with it: reads orders from standard input, a line each, and answers a line of JSON.

Run: python bench/retrieval_faiss.py VECTORS.f16 QUERIES.f32 THREADS K   (pip install -r bench/requirements.txt)
Orders: `flat 8` or `sq8 8` searches the first 8 queries for their K nearest rows, and answers milliseconds;
`exact` answers the rows that the flat index finds for all queries.
"""

import json
import sys
import time

import faiss
import numpy as np

DIMENSIONS = 384


def main():
    path, queries_path, threads, nearest = sys.argv[1:5]
    k = int(nearest)
    faiss.omp_set_num_threads(int(threads))
    rows = np.fromfile(path, np.float16).reshape(-1, DIMENSIONS).astype(np.float32)
    queries = np.fromfile(queries_path, np.float32).reshape(-1, DIMENSIONS)
    indexes = {
        "flat": faiss.IndexFlatIP(DIMENSIONS),
        "sq8": faiss.IndexScalarQuantizer(DIMENSIONS, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT),
    }
    for index in indexes.values():
        index.train(rows[:100_000])
        index.add(rows)
    del rows
    print(json.dumps({"version": faiss.__version__}), flush=True)
    for line in sys.stdin:
        name, _, count = line.strip().partition(" ")
        if name == "exact":
            print(json.dumps(indexes["flat"].search(queries, k)[1].tolist()), flush=True)
            continue
        started = time.perf_counter()
        indexes[name].search(queries[: int(count)], k)
        print(json.dumps((time.perf_counter() - started) * 1_000), flush=True)


if __name__ == "__main__":
    main()
