"""The BLAS behind NumPy as a peer, on one thread: a number of milliseconds a line on stdin, GFLOP/s a line on stdout."""
import sys
import time

import numpy

m, k, n = map(int, sys.argv[1:4])
a = numpy.random.rand(m, k).astype(numpy.float32)
b = numpy.random.rand(k, n).astype(numpy.float32)
c = numpy.empty((m, n), numpy.float32)
for line in sys.stdin:
    seconds = float(line) / 1000
    start = time.perf_counter()
    count = 0
    while time.perf_counter() - start < seconds:
        for _ in range(10):
            numpy.matmul(a, b, out=c)
        count += 10
    print(2e-9 * m * k * n * count / (time.perf_counter() - start), flush=True)
