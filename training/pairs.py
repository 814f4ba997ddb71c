"""What a pair of a query and a document is known by, in every file of training/work."""


def pair_key(row):
    return row["vertical"], row["qid"], row["document"]
