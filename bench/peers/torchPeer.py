"""PyTorch as a peer: one JSON command a line on stdin, one JSON answer a line on stdout."""
import json
import sys
import time

import torch
from torch import nn


def build(network):
    layers = []
    sizes = network["sizes"]
    hidden = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}[network["activation"]]
    for index in range(1, len(sizes)):
        layers.append(nn.Linear(sizes[index - 1], sizes[index]))
        if index < len(sizes) - 1:
            layers.append(hidden())
        elif network["output"] == "sigmoid":
            layers.append(nn.Sigmoid())
    model = nn.Sequential(*layers)
    kind = torch.optim.SGD if network["optimizer"]["kind"] == "sgd" else torch.optim.Adam
    optimizer = kind(model.parameters(), lr=network["optimizer"]["learningRate"])
    return model, optimizer


class Contestant:
    """Trains as the documentation does; a model of its own for each number of threads."""

    def __init__(self, network, batches, threads):
        torch.manual_seed(1)
        batch = network["batch"]
        outputs = network["sizes"][-1]
        self.batch = batch
        self.x = [torch.rand(batch, network["sizes"][0]) for _ in range(batches)]
        if network["loss"] == "meanSquaredError":
            self.loss = nn.MSELoss()
            self.y = [torch.rand(batch, outputs).round() for _ in range(batches)]
        else:
            self.loss = nn.CrossEntropyLoss()
            self.y = [torch.randint(outputs, (batch,)) for _ in range(batches)]
        self.ways = [(count, *build(network)) for count in threads]

    def run(self, way, seconds):
        threads, model, optimizer = self.ways[way]
        torch.set_num_threads(threads)
        start = time.perf_counter()
        samples = 0
        while True:
            for x, y in zip(self.x, self.y):
                optimizer.zero_grad(set_to_none=True)
                self.loss(model(x), y).backward()
                optimizer.step()
                samples += self.batch
                if time.perf_counter() - start > seconds:
                    return samples / (time.perf_counter() - start)


contestants = {}
for line in sys.stdin:
    command = json.loads(line)
    if command["do"] == "open":
        network = command["network"]
        contestants[network["name"]] = Contestant(network, command["batches"], command["threads"])
        answer = {}
    else:
        contestant = contestants[command["name"]]
        answer = {"rate": contestant.run(command["way"], command["milliseconds"] / 1000)}
    print(json.dumps(answer), flush=True)
