import { z } from 'zod';

// The page's policy forbids code made from text, which zod would otherwise use for speed. Imported before any schema is used.
z.config({ jitless: true });
