import { z } from 'zod';

/** For an exporter without choices. */
export const noOptions = z.object({});
