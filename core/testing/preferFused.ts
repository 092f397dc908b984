import { setFlagsFromString } from 'node:v8';
import { preferFused } from '../kernels/wasm/arithmetic';

// As every host of the engine does before it trains.
preferFused(setFlagsFromString);
