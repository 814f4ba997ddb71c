"""Averages the weights of several runs from the same base: one model that reads as steadily as all of them together.

Run: python training/average_weights.py --out training/work/understanding-soup.pt RUN/last.pt RUN/last.pt ...
Source: Wortsman et al. 2022, "Model soups: averaging weights of multiple fine-tuned models".
"""

import argparse

import torch


def average(states):
    """Mean of every weight; states must have the same names and shapes (ValueError)."""
    first, *others = states
    for other in others:
        if {name: value.shape for name, value in other.items()} != {name: value.shape for name, value in first.items()}:
            raise ValueError("expected runs of one architecture, got weights with other names or shapes")
    return {name: mean([state[name] for state in states]) for name in first}


def mean(values):
    """What is the same in all runs stays so bit by bit: the word vectors, which models share in one file."""
    first, *others = values
    return first if all(torch.equal(first, other) for other in others) else sum(values) / len(values)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    parser.add_argument("weights", nargs="+")
    options = parser.parse_args()
    torch.save(average([torch.load(path, map_location="cpu", weights_only=True) for path in options.weights]), options.out)


if __name__ == "__main__":
    main()
