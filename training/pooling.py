"""One vector of many: the mean of the states that a mask keeps."""


def masked_mean(states, mask):
    """Mean over the tokens of the mask: [n, t, hidden] with a mask [n, t] to [n, hidden]."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1)
