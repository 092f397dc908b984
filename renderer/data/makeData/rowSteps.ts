/** Numbers of rows that the slider offers, from few to the most that a generator makes. */
export const rowSteps = [
  50, 100, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 10_000, 20_000, 50_000, 100_000,
] as const satisfies readonly number[];
