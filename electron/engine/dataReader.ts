import { freemem, totalmem } from 'node:os';
import type { ImportResult } from '../../core/data/storedTable';
import type { Problem } from '../../core/graph/problem';
import { DataEngine } from '../../duckdb/dataEngine';
import { readSource } from '../../duckdb/readSource';
import type { ReadSource } from './sourceTable';

const megabyte = 1024 * 1024;

/** Reads sources with a data engine, which is started when the first one comes. Its tables lie in `folder`. */
export function dataReader(folder: string, threads: number): ReadSource {
  let engine: Promise<DataEngine> | null = null;
  const start = () => {
    const starting = DataEngine.open({
      folder,
      memoryLimitBytes: memoryLimit(totalmem(), freemem()),
      threads,
    });
    // One that could not be started is tried again with the next file.
    starting.catch(() => {
      engine = null;
    });
    return starting;
  };
  return async ({ source, types }, options): Promise<ImportResult> => {
    let started: DataEngine;
    try {
      engine ??= start();
      started = await engine;
    } catch (error) {
      return { status: 'failed', problem: notStarted(error) };
    }
    return readSource(started, folder, { source, ...(types && { types }), ...options });
  };
}

/** A quarter of the memory, but not more than half of what is free: the window and the training run want some too. */
export function memoryLimit(total: number, free: number): number {
  return Math.max(256 * megabyte, Math.min(total / 4, free / 2, 2048 * megabyte));
}

function notStarted(error: unknown): Problem {
  const why = (error instanceof Error ? error.message : String(error)).split('\n')[0];
  return {
    code: 'data.engine',
    message: `The data engine could not be started: ${why}`,
    hint: 'Check that there is room on the disk that holds your settings, then try again.',
  };
}
