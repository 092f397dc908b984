/** `train.py`, the same for every network: what differs stands in `model.py` and `settings.json`. */
export const trainSource =
  String.raw`# Trains the network on, from the weights it has, with the rows, the split and the settings of the project it came from.
#
#   python3 train.py --data rows.csv                                       on one CPU or GPU
#   torchrun --nproc_per_node=4 train.py --data rows.csv                   on the GPUs (or CPUs) of one machine
#   torchrun --nnodes=2 --nproc_per_node=4 --rdzv_backend=c10d --rdzv_endpoint=HOST:29500 train.py --data rows.csv
# (PyTorch 1.13 under Python 3.11 also wants torchrun --redirects=1 --tee=1; later ones do not. A PyTorch built without libuv, such as
# Debian's 2.6, has no working torchrun: start every process by itself, with RANK, LOCAL_RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT
# and USE_LIBUV=0 in its environment.)
#
# Every process reads all rows and takes its share of every batch, so that the updates are the same on any number of them
# (but for dropout, and for batch norm, which goes by each process's own rows where there is no GPU).
import argparse
import json
import math
import os
import sys

import torch
from torch import distributed
from torch.nn import functional
from torch.nn.parallel import DistributedDataParallel

import model
from rows import Rows


def encode_target(values, columns):
    parts = [model.encode_column(column, values[column["name"]].double()) for column in columns]
    return torch.cat(parts, 1).to(torch.get_default_dtype())


def prepare(path, settings):
    """The encoded rows in use, and which of them train and validate."""
    found = Rows(path, settings)
    values = {name: torch.tensor(column, dtype=torch.float64) for name, column in found.values.items()}
    inputs = model.encode(torch.stack([values[column["name"]] for column in model.COLUMNS], 1))
    targets = [encode_target(values, head["columns"]) for head in settings["heads"]]
    sizes = [len(part) for part in found.parts]
    dropped = found.count - len(found.used)
    print_once(f"{found.count} rows: {sizes[0]} train, {sizes[1]} validate, {sizes[2]} test, {dropped} dropped")
    return inputs, targets, found


def loss_sum(head, prediction, target):
    """The terms of a loss over these rows, added up; and how many terms a row has where the loss is a mean."""
    kind, logits, outputs = head["function"], head["fromLogits"], prediction.shape[1]
    if kind == "meanSquaredError":
        return ((prediction - target) ** 2).sum(), outputs
    if kind == "sumSquaredError":
        return ((prediction - target) ** 2).sum() / 2, None
    if kind == "meanAbsoluteError":
        return (prediction - target).abs().sum(), outputs
    if kind == "huber":
        return functional.huber_loss(prediction, target, reduction="sum", delta=head["delta"]), outputs
    if kind == "binaryCrossEntropy":
        function = functional.binary_cross_entropy_with_logits if logits else functional.binary_cross_entropy
        return function(prediction, target, reduction="sum"), outputs
    if kind == "categoricalCrossEntropy":
        logarithm = functional.log_softmax(prediction, 1) if logits else prediction.log().clamp(min=-100)
        return -(target * logarithm).sum(), 1
    if kind == "hinge":
        return functional.multi_margin_loss(prediction, target.argmax(1), reduction="sum"), 1
    raise ValueError(f"unknown loss {kind}")


def total_loss(settings, raw, targets, rows):
    """Of a batch of \`rows\` rows in all, of which these may be a part: the parts' losses add up to the batch's."""
    total = 0
    for head, prediction, target in zip(settings["heads"], raw, targets):
        terms, per_row = loss_sum(head, prediction, target)
        is_mean = per_row is not None and head["reduction"] == "mean"
        total = total + head["weight"] * (terms / (rows * per_row) if is_mean else terms)
    return total


def make_optimizer(network, about):
    parameters, rate, kind = network.parameters(), about["learningRate"], about["kind"]
    if kind == "sgd":
        return torch.optim.SGD(parameters, lr=rate, momentum=about["momentum"], nesterov=about["nesterov"] and about["momentum"] > 0)
    if kind in ("adam", "adamW"):
        shared = {"lr": rate, "betas": (about["beta1"], about["beta2"]), "eps": about["epsilon"]}
        if kind == "adam":
            return torch.optim.Adam(parameters, **shared)
        return torch.optim.AdamW(parameters, weight_decay=about["weightDecay"], **shared)
    if kind == "rmsProp":
        return torch.optim.RMSprop(parameters, lr=rate, alpha=about["decay"], momentum=about["momentum"], eps=about["epsilon"])
    if kind == "adagrad":
        return torch.optim.Adagrad(parameters, lr=rate, eps=about["epsilon"])
    raise ValueError(f"unknown optimizer {kind}")


class Schedule:
    """The learning rate by epoch, and its rise over the first updates."""

    def __init__(self, settings):
        self.about, self.base, self.warmup = settings["schedule"], settings["optimizer"]["learningRate"], settings["warmupSteps"]
        self.best, self.waited, self.drops = None, 0, 0

    def rate(self, epoch, step):
        about, kind, rate = self.about, self.about["kind"], self.base
        if kind == "step":
            rate *= about["factor"] ** (epoch // about["every"])
        elif kind == "exponential":
            rate *= about["factor"] ** epoch
        elif kind == "cosine":
            part = min(epoch / about["epochs"], 1)
            rate = about["minimum"] + (rate - about["minimum"]) * (1 + math.cos(math.pi * part)) / 2
        elif kind == "reduceOnPlateau":
            rate = max(rate * about["factor"] ** self.drops, about["minimum"])
        return rate * (step + 1) / self.warmup if step < self.warmup else rate

    def note(self, loss):
        if self.about["kind"] != "reduceOnPlateau":
            return
        if self.best is None or loss < self.best * (1 - 1e-4):
            self.best, self.waited = loss, 0
        else:
            self.waited += 1
            if self.waited > self.about["patience"]:
                self.waited, self.drops = 0, self.drops + 1


def change_gradients(network, settings):
    """Penalties, then the two ways of clipping, in the project's order."""
    named = dict(network.named_parameters())
    for penalty in settings["penalties"]:
        weights = named[penalty["parameter"]]
        weights.grad += penalty["l1"] * weights.detach().sign() + 2 * penalty["l2"] * weights.detach()
    if settings["clipValue"] is not None:
        torch.nn.utils.clip_grad_value_(network.parameters(), settings["clipValue"])
    if settings["clipNorm"] is not None:
        norm = math.sqrt(sum(float((p.grad.double() ** 2).sum()) for p in network.parameters()))
        if norm > settings["clipNorm"]:
            for parameter in network.parameters():
                parameter.grad *= settings["clipNorm"] / norm


def print_once(text):
    if int(os.environ.get("RANK", 0)) == 0:
        print(text, flush=True)


@torch.no_grad()
def evaluate(network, settings, inputs, targets, rows):
    network.eval()
    loss = total_loss(settings, network(*[x[rows] for x in inputs]), [y[rows] for y in targets], len(rows))
    network.train()
    return float(loss)


def agreed(value, device):
    """What the first process says: all of them have to stop, and to lower the rate, at the same time."""
    if not distributed.is_initialized():
        return value
    said = torch.tensor([value], dtype=torch.float64, device=device)
    distributed.broadcast(said, 0)
    return float(said)


def train(arguments):
    with open(model.beside("settings.json"), encoding="utf-8") as file:
        settings = json.load(file)
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    cuda = arguments.device == "cuda" or arguments.device == "auto" and torch.cuda.is_available()
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0))) if cuda else torch.device("cpu")
    if cuda:
        # What NCCL does without a tensor, it does on the current device.
        torch.cuda.set_device(device)
    if world > 1:
        distributed.init_process_group("nccl" if cuda else "gloo")
    if arguments.float64:
        torch.set_default_dtype(torch.float64)
    torch.manual_seed(settings["seed"] + rank)

    network = model.load().to(torch.get_default_dtype()).to(device)
    inputs, targets, found = prepare(arguments.data, settings)
    validation = found.parts[1]
    inputs, targets = [x.to(device) for x in inputs], [y.to(device) for y in targets]
    if world > 1 and cuda:
        network = torch.nn.SyncBatchNorm.convert_sync_batchnorm(network)
    network.train()
    share = DistributedDataParallel(network, device_ids=[device] if cuda else None) if world > 1 else network
    optimizer = make_optimizer(network, settings["optimizer"])
    schedule = Schedule(settings)
    stopping, best, waited, kept = settings["earlyStopping"], None, 0, None
    step = 0
    sums = all(head["reduction"] == "sum" or head["function"] == "sumSquaredError" for head in settings["heads"])
    log = open(arguments.log, "w") if arguments.log and rank == 0 else None
    if log:
        log.write("step,epoch,loss\n")

    for epoch in range(arguments.epochs or settings["epochs"]):
        total = 0.0
        for batch in found.batches(epoch, settings):
            # A process without a row of its own takes the first, and none of its loss.
            own = batch[rank::world] or batch[:1]
            raw = share(*[x[own] for x in inputs])
            loss = total_loss(settings, raw, [y[own] for y in targets], len(batch))
            if rank >= len(batch):
                loss = loss * 0
            for group in optimizer.param_groups:
                group["lr"] = schedule.rate(epoch, step)
            optimizer.zero_grad()
            # Gradients of the processes are averaged, their losses added.
            (loss * world).backward()
            change_gradients(network, settings)
            optimizer.step()
            loss = loss.detach()
            if world > 1:
                distributed.all_reduce(loss)
            total += float(loss) * (1 if sums else len(batch))
            step += 1
            if log:
                log.write(f"{step},{epoch + 1},{float(loss)!r}\n")
        mean = total if sums else total / len(found.epoch_rows)
        held = agreed(evaluate(network, settings, inputs, targets, validation), device) if validation else None
        print_once(f"epoch {epoch + 1}: loss {mean:.6g}" + ("" if held is None else f", validation loss {held:.6g}"))
        schedule.note(mean if held is None else held)
        watched = {"off": None, "validationLoss": held, "trainingLoss": mean}[stopping["kind"]]
        if watched is None:
            continue
        if best is None or watched < best - stopping["minimumChange"]:
            best, waited = watched, 0
            if stopping["restoreBest"]:
                kept = {name: tensor.clone() for name, tensor in network.state_dict().items()}
        else:
            waited += 1
            if waited >= stopping["patience"]:
                print_once(f"no better loss for {waited} epochs")
                if kept:
                    network.load_state_dict(kept)
                break

    if rank == 0:
        model.write_weights(arguments.out, network.state_dict())
        print_once(f"wrote {arguments.out}")
    if log:
        log.close()
    if world > 1:
        distributed.barrier()
        # All is written and every process is here. Taking the group apart can wait for itself forever: its thread wants to free a
        # tensor, for which it needs Python, which waits for that thread (PyTorch 1.13 with Gloo). Leaving does without.
        sys.stdout.flush()
        os._exit(0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Trains the network on from the weights it has.")
    parser.add_argument("--data", required=True, help="CSV file with the columns the network was trained on")
    parser.add_argument("--epochs", type=int, help="epochs to train; the project's number where left out")
    parser.add_argument("--out", default=model.beside("weights.safetensors"), help="where the weights go; replaces the old ones where left out")
    parser.add_argument("--log", help="CSV file for the loss of every step")
    parser.add_argument("--device", choices=["auto", "cpu", "cuda"], default="auto")
    parser.add_argument("--float64", action="store_true", help="compute in 64 bits")
    train(parser.parse_args())
`.replaceAll('\\`', '`');
