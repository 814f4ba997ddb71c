"""What rankers and teachers are trained to make small."""

import torch

TOP_GRADE = 4
NEIGHBOUR_SHARE = 0.1


def soft_label_loss(margin, labels):
    """Cross-entropy of p_yes against a label of 0..1, a grade / 4 or a teacher's p."""
    return torch.nn.functional.binary_cross_entropy_with_logits(margin, labels)


def grade_loss(logits, grades):
    """Cross-entropy of the grade, some of it given to the neighbouring grades: 2 for 3 is a smaller mistake than 0 for 3."""
    distance = (torch.arange(TOP_GRADE + 1)[None, :] - grades[:, None]).abs()
    labels = (distance == 0) + NEIGHBOUR_SHARE * (distance == 1)
    return torch.nn.functional.cross_entropy(logits.float(), labels / labels.sum(1, keepdim=True))


def pairwise_loss(margin, grades, queries):
    """Logistic loss of each pair of one query whose grades differ, weighted by the difference (RankNet)."""
    same = torch.tensor([[left == right for right in queries] for left in queries])
    difference = grades[:, None] - grades[None, :]
    weight = difference.clamp(min=0) * same
    losses = torch.nn.functional.softplus(-(margin[:, None] - margin[None, :]))
    return (losses * weight).sum() / weight.sum().clamp(min=1)
