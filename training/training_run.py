"""One resumable training: its files, its log, its rate and its loop; what a step and a measurement are, each trainer says."""

import json
import os
import time

import torch

LOGGED_STEPS = 50


def learning_rate(step, steps, options):
    """Linear up, linear down to its end share."""
    rising = max(1, int(steps * options.warm_up))
    falling = options.end_share + (1 - options.end_share) * (steps - step) / max(1, steps - rising)
    return options.peak_rate * min(step / rising, falling)


class Run:
    """Files of one run: log, checkpoint and the best weights so far."""

    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.best = -1.0

    def path(self, name):
        return os.path.join(self.folder, name)

    def log(self, **values):
        line = json.dumps(values)
        print(line, flush=True)
        with open(self.path("log.jsonl"), "a", encoding="utf8") as file:
            file.write(line + "\n")

    def save(self, model, optimizer, step):
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "best": self.best},
            self.path("checkpoint.tmp"),
        )
        os.replace(self.path("checkpoint.tmp"), self.path("checkpoint.pt"))

    def resume(self, model, optimizer):
        """Step to go on from; 0 without a checkpoint."""
        if not os.path.exists(self.path("checkpoint.pt")):
            return 0
        state = torch.load(self.path("checkpoint.pt"), weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        self.best = state["best"]
        return state["step"]

    def keep_best(self, model, step, mean, values):
        """Logs what was measured; keeps the weights when `mean` is the best yet."""
        if mean > self.best:
            self.best = mean
            torch.save(model.state_dict(), self.path("best.pt"))
        self.log(step=step, mean=round(mean, 4), **{name: round(value, 4) for name, value in values.items()})

    def go(self, model, optimizer, batches, options, done, take_step, measure):
        """Trains from batch `done` on: `take_step(batch, rate)` answers its loss, `measure(step)` is called `options.evaluations` times an epoch."""
        every = max(1, len(batches) // (options.epochs * options.evaluations))
        model.train()
        started, losses = time.time(), []
        for step, batch in enumerate(batches[done:], done + 1):
            losses.append(take_step(batch, learning_rate(step, len(batches), options)))
            if step % LOGGED_STEPS == 0:
                self.log(step=step, loss=round(sum(losses) / len(losses), 4), seconds=round(time.time() - started))
                losses = []
            if step % every == 0 or step == len(batches):
                measure(step)
                self.save(model, optimizer, step)
        torch.save(model.state_dict(), self.path("last.pt"))
