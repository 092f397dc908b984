/** What came of running an exported file on sample rows and comparing it with the engine. */
export type Verification =
  | {
      status: 'verified' | 'failed';
      /** What was done, as the beginning of a sentence: "Run as JavaScript". */
      method: string;
      rows: number;
      /** Relative to the larger of 1 and the engine's answer; NaN where an answer was missing. */
      largestDifference: number;
      /** The difference up to which it counts as equal. */
      tolerance: number;
      /** Why it failed where nothing could be compared. */
      error?: string;
    }
  /** `reason`: what is missing to run the file here, a clause. */
  | { status: 'notRun'; reason: string };
