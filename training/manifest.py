"""Records files and measured numbers in models/manifest.json.

Run: python training/manifest.py encoder --file encoder.onnx --set version=1 dimensions=384 --measured cosineToFp32=0.998
     python training/manifest.py --top relevanceFloor='{"jobs": 0.2, "people": 0.1}'
"""

import argparse
import hashlib
import json
import os

PATH = os.path.join(os.environ.get("MODELS_FOLDER", "models"), "manifest.json")


def load(path=PATH):
    if not os.path.exists(path):
        return {"files": []}
    with open(path, encoding="utf8") as file:
        return json.load(file)


def save(manifest, path=PATH):
    with open(path, "w", encoding="utf8") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")


def value_of(text):
    """JSON where it parses, else the text itself."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def assignments(texts):
    return {name: value_of(value) for name, value in (text.split("=", 1) for text in texts)}


def record_file(name, file=None, fields=(), measured=(), path=PATH):
    """Adds or changes the entry `name`; with `file` (beside the manifest) its checksum and size too."""
    manifest = load(path)
    entry = next((entry for entry in manifest["files"] if entry["name"] == name), None)
    if entry is None:
        entry = {"name": name}
        manifest["files"].append(entry)
    if file:
        full = os.path.join(os.path.dirname(path), file)
        with open(full, "rb") as content:
            entry.update(file=file, sha256=hashlib.sha256(content.read()).hexdigest(), bytes=os.path.getsize(full))
    entry.update(dict(fields))
    entry["measured"] = {**entry.get("measured", {}), **dict(measured)}
    save(manifest, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?")
    parser.add_argument("--file")
    parser.add_argument("--set", nargs="*", default=[])
    parser.add_argument("--measured", nargs="*", default=[])
    parser.add_argument("--top", nargs="*", default=[], help="fields of the manifest itself")
    options = parser.parse_args()
    if options.name:
        record_file(options.name, options.file, assignments(options.set), assignments(options.measured))
    if options.top:
        save({**load(), **assignments(options.top)})


if __name__ == "__main__":
    main()
